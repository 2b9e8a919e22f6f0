"""Read and search the seeds: paragraphs with their numbers, and the words that the brief relies on."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.quote.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.brief import Brief, Passage
    from briefgen.quote.haystack import Haystack
    from briefgen.seed import Library, Seed, SeedParagraph

__all__ = [
    "Found",
    "Hit",
    "Opened",
    "Paragraph",
    "Piece",
    "Relied",
    "open_seed",
    "relied_on",
    "search",
]

MOST_HITS = 200
"""Places that one search shows; how many there are is said."""

_BEFORE, _AFTER = 60, 140
"""Characters shown around a place that was found, at most."""


@dataclass(frozen=True)
class Piece:
    """Characters of a paragraph, and the ids of the passages that they belong to."""

    text: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is read, repairs applied. ``repairs`` are (from, to)."""

    number: int
    furniture: bool
    pieces: tuple[Piece, ...]
    repairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Relied:
    """A passage of a seed: its id, its paragraphs, the audiences whose text cites it."""

    id: str
    paragraphs: tuple[int, ...]
    audiences: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """A seed to be read."""

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    relied: tuple[Relied, ...]


@dataclass(frozen=True)
class Hit:
    """A place that was found: the words around it, those sought marked by a passage called ``hit``."""

    seed: str
    paragraph: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """What a search found: the first ``hits``, and how many there are.

    ``whole`` is False where no paragraph has the words one after the other, and the hits are
    paragraphs that have all of them.
    """

    hits: tuple[Hit, ...]
    total: int
    whole: bool


def relied_on(seed: Seed, passages: Iterable[Passage], briefs: Iterable[Brief]) -> list[Relied]:
    """The passages of ``seed``, each with the audiences of those ``briefs`` that cite it."""
    cited = [
        (brief.selection.audience or "", {(p.id, p.paragraphs) for p in brief.cited})
        for brief in briefs
    ]
    return [
        Relied(
            passage.id,
            passage.paragraphs,
            tuple(name for name, ids in cited if (passage.id, passage.paragraphs) in ids),
        )
        for passage in passages
        if passage.seed.id == seed.id
    ]


def open_seed(seed: Seed, passages: Sequence[Passage], briefs: Sequence[Brief]) -> Opened:
    """``seed`` with the words marked that ``passages`` rely on."""
    mine = [passage for passage in passages if passage.seed.id == seed.id]
    repairs = seed.source.repairs
    paragraphs = tuple(
        Paragraph(
            each.number,
            each.furniture,
            tuple(_pieces(each, mine)),
            tuple((str(r.from_), str(r.to)) for r in repairs if r.paragraph == each.number),
        )
        for each in seed.paragraphs
    )
    return Opened(seed.id, title(seed), paragraphs, tuple(relied_on(seed, mine, briefs)))


def title(seed: Seed) -> str:
    """The title of ``seed`` in its CSL item; its id where that has none."""
    return str(seed.source.csl.get("title") or seed.id)


def _pieces(paragraph: SeedParagraph, passages: Iterable[Passage]) -> Iterator[Piece]:
    """The paragraph cut where a passage begins or ends."""
    reading = paragraph.reading
    size = len(reading.text)
    marks = []
    for passage in passages:
        for start, end in passage.spans:
            first, last = bisect_left(reading.starts, start), bisect_right(reading.ends, end)
            if first < last:
                marks.append((first, last, passage.id))
    cuts = sorted({0, size, *(edge for first, last, _ in marks for edge in (first, last))})
    for start, end in pairwise(cuts):
        names = (name for first, last, name in marks if first <= start and end <= last)
        yield Piece(reading.text[start:end], tuple(dict.fromkeys(names)))


def search(library: Library, query: str) -> Found:
    """Where the seeds of ``library`` have ``query``, folded as quotations are, case and accents aside.

    Where none has its words one after the other, the paragraphs that have all of them.
    """
    sought = _lowered(fold(query).text.strip())
    if not sought:
        return Found((), 0, True)
    for whole, places in ((True, _phrases), (False, _together)):
        found = [
            (seed, span)
            for seed in library.seeds.values()
            for span in places(seed.haystack, sought)
        ]
        if found:
            hits = tuple(_hit(seed, span) for seed, span in found[:MOST_HITS])
            return Found(hits, len(found), whole)
    return Found((), 0, False)


def _lowered(text: str) -> str:
    """``text`` in small letters without accents, character by character, so that offsets stay."""
    odd = {ord(c): _plain(c) for c in set(text) if not c.isascii()}
    return text.translate(odd).lower()


def _plain(character: str) -> str:
    """A Latin letter without its accent, any other character as it is."""
    parts = unicodedata.normalize("NFD", character)
    return parts[0] if parts[0].isascii() and parts[0].isalpha() else character


def _phrases(haystack: Haystack, sought: str) -> Iterator[list[tuple[int, int]]]:
    text = _lowered(haystack.text)
    here = text.find(sought)
    while here >= 0:
        yield [(here, here + len(sought))]
        here = text.find(sought, here + len(sought))


def _together(haystack: Haystack, sought: str) -> Iterator[list[tuple[int, int]]]:
    """In each paragraph that has all words sought, the first place of each."""
    text, words = _lowered(haystack.text), sought.split()
    for index in range(len(haystack.folds)):
        start, end = haystack.window(index)
        spots = sorted((text.find(word, start, end), len(word)) for word in set(words))
        if spots and spots[0][0] >= 0:
            yield [(at, at + size) for at, size in spots]


def _hit(seed: Seed, spans: list[tuple[int, int]]) -> Hit:
    haystack = seed.haystack
    index = haystack.index(spans[0][0])
    low, high = haystack.window(index)
    first = _word_start(haystack, max(low, spans[0][0] - _BEFORE))
    last = _word_start(haystack, min(high, spans[0][1] + _AFTER))
    pieces = [Piece("… ")] if first > low else []
    here = first
    for start, end in spans:
        if here <= start and end <= last:
            pieces.append(Piece(haystack.words(here, start)))
            pieces.append(Piece(haystack.words(start, end), ("hit",)))
            here = end
    pieces.append(Piece(haystack.words(here, last)))
    if last < high:
        pieces.append(Piece(" …"))
    return Hit(seed.id, haystack.paragraphs[index].number, tuple(p for p in pieces if p.text))


def _word_start(haystack: Haystack, at: int) -> int:
    """The offset, or the start of the word that it lies in."""
    while at and haystack.inside[at]:
        at -= 1
    return at
