"""Where a value stands in the file it came from: the mark under every finding.

A :class:`TextFile` is read once; a :class:`Place` is a span of it; a :class:`Text` is a string from
a user's file that remembers its place, also for any part of itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Numeral", "Place", "Text", "TextFile", "align", "place_of"]


@dataclass(frozen=True, eq=False)
class TextFile:
    """A text file as it was read: ``path`` (absolute) and its decoded ``text``."""

    path: Path
    text: str = field(repr=False, default="")

    @cached_property
    def starts(self) -> Sequence[int]:
        """Offset of the first character of each line; lines end at ``\\n``."""
        return (0, *(m.end() for m in re.finditer("\n", self.text)))

    def line(self, number: int) -> str:
        """Text of line ``number``, counted from 1, without its line end."""
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r")


class Place(NamedTuple):
    """The span ``start``..``end`` (code points) of a file; an empty span is a point."""

    file: TextFile
    start: int = 0
    end: int = 0

    @property
    def line(self) -> int:
        """Line of the first character, counted from 1."""
        return bisect_right(self.file.starts, self.start)

    @property
    def column(self) -> int:
        """Column of the first character in code points, counted from 1."""
        return self.start - self.file.starts[self.line - 1] + 1

    @property
    def excerpt(self) -> str:
        """The whole line on which the place begins."""
        return self.file.line(self.line)

    @property
    def width(self) -> int:
        """Length of the mark on the first line: at least 1, never past the line's end."""
        room = len(self.excerpt) - (self.column - 1)
        return max(1, min(self.end - self.start, room))


class Text(str):
    """A string out of a user's file. ``place`` is the span of the value as written there."""

    place: Place

    def __new__(cls, value: str, place: Place) -> Self:
        """Make ``value``, which was written at ``place``."""
        text = super().__new__(cls, value)
        text.place = place
        return text

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]
        """Lets a worker process hand a text back."""
        return str(self), self.place

    @cached_property
    def _offsets(self) -> Sequence[int]:
        """Offset of each character in the value as written."""
        return align(self, self.place.file.text[self.place.start : self.place.end])

    def at(self, start: int, end: int) -> Place:
        """Place of the characters ``start``..``end`` of the value, seen through YAML's quoting."""
        width = self.place.end - self.place.start
        first = self._offsets[start] if start < len(self) else width
        last = self._offsets[end - 1] + 1 if end > start else first
        return Place(self.place.file, self.place.start + first, self.place.start + max(first, last))


class Numeral(int):
    """A whole number out of a user's file. ``place`` is the span of the value as written there."""

    place: Place

    def __new__(cls, value: int, place: Place) -> Self:
        """``value`` as written at ``place``."""
        number = super().__new__(cls, value)
        number.place = place
        return number

    def __getnewargs__(self) -> tuple[int, Place]:  # type: ignore[override]
        """Lets a worker process hand a number back."""
        return int(self), self.place


def place_of(value: object, otherwise: Place) -> Place:
    """Place of a value that a user wrote: a text, a number, the key of a mapping.

    Keys are :class:`Text` and numbers :class:`Numeral` when they come out of a file, whatever their
    model calls them (``Mapping[str, ...]``, ``int``); one that does not is said to be ``otherwise``.
    """
    return value.place if isinstance(value, Text | Numeral) else otherwise


# A word; but of a script without spaces one letter, because a line may end after any.
_PIECE = r"[^\W\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\S"
_ASCII_PIECE = r"\w+|\S"


def align(value: str, raw: str, start: int = 0, end: int | None = None) -> Sequence[int]:
    """Offset in ``raw`` of each character of ``value``, which was written at ``start``..``end``.

    ``raw`` is ``value`` as its author wrote it, with markup between the words: indentation, quoting
    and escapes of YAML, or the marks of Markdown. Words are looked up from left to right, so the
    result never falls behind; what ``raw`` spells another way (an escape) takes the offset where
    the search stood.
    """
    end = len(raw) if end is None else end
    last = max(end - 1, start)
    offsets: list[int] = []
    here = start
    for piece in re.finditer(_ASCII_PIECE if value.isascii() else _PIECE, value):
        offsets.extend([min(here, last)] * (piece.start() - len(offsets)))
        found = raw.find(piece.group(), here, end)
        if found < 0:
            offsets.extend([min(here, last)] * len(piece.group()))
        else:
            offsets.extend(range(found, found + len(piece.group())))
            here = found + len(piece.group())
    offsets.extend([min(here, last)] * (len(value) - len(offsets)))
    return offsets
