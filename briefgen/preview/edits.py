"""Edits: what of a page has changed, line by line, so that nothing else need be sent."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Edit", "edits"]

Edit = tuple[int, int, list[str]]
"""Lines ``first``..``last`` of the old page, counted from 0, ``last`` not included, become these."""


def edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """What makes ``new`` of ``old``, in order; not always the shortest.

    Lines that stand once in both hold the two together; between them, what differs is replaced.
    """
    found: list[Edit] = []
    for (a, b), (c, d) in pairwise([(-1, -1), *_common(old, new), (len(old), len(new))]):
        first, start, last, end = a + 1, b + 1, c, d
        while first < last and start < end and old[first] == new[start]:
            first, start = first + 1, start + 1
        while first < last and start < end and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
        if first < last or start < end:
            found.append((first, last, list(new[start:end])))
    return found


def _common(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where lines stand that both have once, as far as they stand in the same order."""
    often, again = Counter(old), Counter(new)
    where = {line: index for index, line in enumerate(old) if often[line] == 1}
    before = -1
    for index, line in enumerate(new):
        here = where.get(line, -1)
        if here > before and again[line] == 1:
            yield here, index
            before = here
