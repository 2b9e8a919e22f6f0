"""Where words stand in a long text: looked up, not searched for from end to end."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Index"]

_PIECE = 8
"""Characters of a piece; words of nearly two pieces hold a whole one, wherever they stand."""


class Index:
    """A ``text``, cut into pieces whose places are known.

    *Why*: a brief of 300 pages has some thousand paragraphs, notes and excerpts, and each of them is
    looked for in all that is printed.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for at in range(0, len(self.text) - _PIECE + 1, _PIECE):
            places[self.text[at : at + _PIECE]].append(at)
        return dict(places)

    def has(self, words: str) -> bool:
        """Whether ``words`` stand anywhere; nothing does."""
        return not words or any(True for _ in self.find(words))

    def find(self, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Every offset, in order, at which ``words`` stand within ``start``..``end``."""
        limit = len(self.text) if end is None else end
        if len(words) < 2 * _PIECE - 1:
            here = self.text.find(words, start, limit) if words else -1
            while here >= 0:
                yield here
                here = self.text.find(words, here + 1, limit)
            return
        # Wherever the words stand, just one of these offsets in them falls on the start of a piece.
        places = (
            place - offset
            for offset in range(_PIECE)
            for place in self._places.get(words[offset : offset + _PIECE], ())
        )
        within = (at for at in places if start <= at <= limit - len(words))
        yield from sorted(at for at in within if self.text.startswith(words, at))
