"""The passage of a source nearest to words that do not stand in it.

Only for messages: what is accepted is exact. The one module that imports rapidfuzz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.quote.difference import Change, Chunk, chunks, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.quote.haystack import Haystack

__all__ = ["Closest", "closest"]

_MOST_CHUNKS = 400
_MOST_PARAGRAPHS = 5
_WORTH_SHOWING = 40


@dataclass(frozen=True)
class Closest:
    """The nearest passage: its paragraph, its raw span, its words, and the difference in order.

    ``score`` (0 to 100) only ranks: "is permitted" scores 94 against "is not permitted".
    """

    paragraph: int
    start: int
    end: int
    text: str
    score: float
    difference: tuple[Change, ...]


def closest(words: str, haystack: Haystack, start: int, end: int) -> Closest | None:
    """The passage within ``start``..``end`` of the haystack nearest to ``words``.

    None if nothing is near. Of more than 400 words the first 400 are compared.
    """
    from rapidfuzz import fuzz

    quote = chunks(words)[:_MOST_CHUNKS]
    if not quote or start >= end:
        return None
    best: Closest | None = None
    for index, source in _nearest(quote, haystack, start, end):
        (first, last), changes = compare(quote, source)
        if first == last:
            continue
        low, high = source[first].start, source[last - 1].end
        mine = " ".join(chunk.key for chunk in quote)
        score = fuzz.ratio(mine, haystack.text[low:high])
        if score >= _WORTH_SHOWING and (best is None or score > best.score):
            number, text = haystack.paragraphs[index].number, haystack.words(low, high)
            best = Closest(number, *haystack.raw(low, high), text, score, changes)
    return best


def _nearest(
    quote: Sequence[Chunk], haystack: Haystack, start: int, end: int
) -> list[tuple[int, list[Chunk]]]:
    """The paragraphs (counted from 0) with the most words in common, cut to where those stand."""
    from rapidfuzz import fuzz

    mine, slack = [chunk.key for chunk in quote], len(quote) // 3 + 3
    ranked: list[tuple[float, int, int, int]] = []
    for index in range(haystack.index(start), haystack.index(end - 1) + 1):
        source = _chunks(haystack, index, start, end)
        found = fuzz.partial_ratio_alignment(mine, [chunk.key for chunk in source])
        if found and found.score:
            first, last = max(0, found.dest_start - slack), found.dest_end + slack
            ranked.append((-found.score, index, first, last))
    return [
        (index, _chunks(haystack, index, start, end)[first:last])
        for _, index, first, last in sorted(ranked)[:_MOST_PARAGRAPHS]
    ]


def _chunks(haystack: Haystack, index: int, start: int, end: int) -> list[Chunk]:
    """Chunks of a paragraph within ``start``..``end``; their spans count in the haystack."""
    low, high = haystack.window(index)
    low, high = max(low, start), min(high, end)
    return [
        Chunk(chunk.written, chunk.key, low + chunk.start, low + chunk.end)
        for chunk in chunks(haystack.text[low:high])
    ]
