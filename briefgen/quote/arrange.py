"""Arrange the pieces of a quotation: every way in which they stand in order in a source."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.quote.needle import Needle, Piece
    from briefgen.quote.seek import Found, Seeker

__all__ = ["Arrangement", "Ground", "arrangements", "with_literal_ellipses"]

Arrangement: TypeAlias = "tuple[Found, ...]"
Window: TypeAlias = tuple[int, int]

_MOST = 200


class Ground(NamedTuple):
    """Where to look: groups of windows of a haystack, each group in order.

    Each piece lies in one window and all of them in windows of one group; in one paragraph, too,
    unless ``across``. ``opening``, if given, is a window that the first piece begins in.
    """

    groups: Sequence[Sequence[Window]]
    across: bool
    opening: Window | None = None


def with_literal_ellipses(needle: Needle, seeker: Seeker, ground: Ground) -> Needle:
    """The quotation with each ellipsis that stands in the source itself taken as its words."""
    index = 1
    while "..." in seeker.haystack.text and index < len(needle.pieces):
        joined = needle.joined(index)
        piece = joined.pieces[index - 1]
        if any(seeker.stands(piece, *window) for group in ground.groups for window in group):
            needle = joined
        else:
            index += 1
    return needle


def arrangements(pieces: Sequence[Piece], seeker: Seeker, ground: Ground) -> list[Arrangement]:
    """Every way in which ``pieces`` stand on the ground, at most 200, in order of their start.

    Only the most literal ones; and only those in the text if there are any outside the furniture.
    """
    found = [
        arrangement
        for group in ground.groups
        for lists in _by_paragraph(pieces, seeker, ground, group)
        for arrangement in _chains(lists)
    ]
    if len(found) < 2:
        return found
    least = min(map(_cost, found))
    found = [each for each in found if _cost(each) == least]
    haystack = seeker.haystack
    content = [
        each
        for each in found
        if not any(haystack.paragraphs[haystack.index(one.start)].furniture for one in each)
    ]
    return sorted(set(content or found), key=lambda each: [one.start for one in each])[:_MOST]


def _cost(arrangement: Arrangement) -> int:
    return sum(one.cost for one in arrangement)


def _by_paragraph(
    pieces: Sequence[Piece], seeker: Seeker, ground: Ground, windows: Sequence[Window]
) -> Iterator[list[list[Found]]]:
    """The places of each piece, sorted by paragraph unless they may lie in several."""
    places: list[list[Found]] = []
    for number, piece in enumerate(pieces):
        here = [one for window in windows for one in seeker.seek(piece, *window)]
        if number == 0 and ground.opening:
            first, last = ground.opening
            here = [one for one in here if first <= one.start < last]
        if not here:
            return
        places.append(here)
    if ground.across:
        yield places
        return
    paragraphs: dict[int, list[list[Found]]] = {}
    for number, here in enumerate(places):
        for one in here:
            index = seeker.haystack.index(one.start)
            paragraphs.setdefault(index, [[] for _ in pieces])[number].append(one)
    yield from (lists for lists in paragraphs.values() if all(lists))


def _chains(lists: Sequence[Sequence[Found]]) -> list[Arrangement]:
    """The cheapest ways to take one place of each list, each beginning where the last has ended.

    ``least[i][j]`` is the cost of going on from the ``j``-th place of list ``i`` or a later one, so
    that no step leads to a dead end.
    """
    found: list[Arrangement] = []
    if len(lists) == 1:
        cheapest = min((one.cost for one in lists[0]), default=0)
        found += ((one,) for one in lists[0] if one.cost == cheapest)
        return found[:_MOST]
    starts = [[one.start for one in places] for places in lists]
    costs: list[list[float]] = []
    least: list[list[float]] = [[0.0] * 2]
    for level in range(len(lists) - 1, -1, -1):
        after = starts[level + 1] if level + 1 < len(lists) else None
        row = [
            one.cost + least[0][bisect_left(after, one.end) if after else 0] for one in lists[level]
        ]
        costs.insert(0, row)
        tail = [*accumulate(reversed(row), min, initial=inf)]
        least.insert(0, tail[::-1])
    stack: list[tuple[Arrangement, float]] = [((), least[0][0])]
    while stack and least[0][0] < inf and len(found) < _MOST:
        taken, left = stack.pop()
        level = len(taken)
        if level == len(lists):
            found.append(taken)
            continue
        first = bisect_left(starts[level], taken[-1].end) if taken else 0
        for at in range(len(lists[level]) - 1, first - 1, -1):
            if costs[level][at] == left:
                one = lists[level][at]
                stack.append(((*taken, one), left - one.cost))
    return found
