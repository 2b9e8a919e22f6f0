"""What a PDF prints, as one stream of characters in reading order, with its citations as marks.

White space is where readers of PDF guess: at a line end, between two words set apart, none of it need
be in the file. So the stream holds no spaces; it knows where one was drawn, and where there may be
one. Running heads, page numbers and pictures stand outside of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from briefgen.proof.index import Index
from briefgen.prose import OBJECT
from briefgen.quote.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.proof.inside import Link
    from briefgen.proof.pdftext import Page, Run
    from briefgen.quote.fold import Folded

__all__ = ["Found", "Marker", "Passage", "Printed", "Wanted", "printed", "wanted"]

_NOTE = re.compile(r"note-\d+")
_SOURCE = re.compile(r"(?:para|source)-[A-Z]+(?:-\d+)?|sources")
_RAISED, _COLUMN = 7.0, 40.0
"""Points that a part of a line may stand higher than the one before, and that parts two columns."""

_DASHES = tuple("-‐‑–—")
_TAGS = re.compile(r"(?:[A-Z]+¶[\d–,]+;?)+")


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation in the stream before character ``at``: the link's text, without spaces, and anchor."""

    at: int
    label: str
    anchor: str
    page: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the page, paragraph or cell, for a look at its quotation marks.

    ``text`` is readable, with spaces; character ``i`` of it stands before character ``at[i]`` of the
    stream. ``first`` and ``last`` say whether it is the first or the last of its page. Outside of
    the stream ``at`` is empty.
    """

    page: int
    text: str
    at: Sequence[int] = field(repr=False)
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Wanted:
    """Words looked for in a stream: folded, without spaces.

    ``spaces`` are the offsets before which a space stands, ``calls`` those before which each
    citation stands.
    """

    text: str
    spaces: tuple[int, ...]
    calls: tuple[int, ...]
    soft: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Characters ``start``..``end`` of a stream."""

    start: int
    end: int


@dataclass(frozen=True)
class Printed:
    """The stream: ``text`` is folded and has no spaces.

    ``spaces`` are the offsets before which a space is drawn, ``gaps`` those before which there may
    be one. ``starts`` are the offsets at which each page begins.
    """

    text: str
    spaces: Sequence[int]
    gaps: frozenset[int]
    markers: tuple[Marker, ...]
    starts: Sequence[int]
    corners: Sequence[tuple[int, float, float]]
    inside: tuple[Passage, ...]
    outside: tuple[Passage, ...]

    @cached_property
    def _marked(self) -> Sequence[int]:
        return [marker.at for marker in self.markers]

    def page(self, at: int) -> int:
        """Page of character ``at``, counted from 1."""
        return bisect_right(self.starts, at)

    def corner(self, at: int) -> tuple[float, float]:
        """Left and top of the line, or the part of one, that character ``at`` stands in."""
        index = bisect_right(self.corners, at, key=lambda corner: corner[0]) - 1
        return self.corners[index][1:]

    def runs_down(self, found: Found) -> bool:
        """Whether the lines of ``found`` stand one under the other, or go on in the next column."""
        first = bisect_right(self.corners, found.start, key=lambda corner: corner[0]) - 1
        last = bisect_left(self.corners, found.end, key=lambda corner: corner[0])
        return all(
            top - after_top > -_RAISED
            or after_left > left + _COLUMN
            or self.page(here) != self.page(after)
            for (here, left, top), (after, after_left, after_top) in pairwise(
                self.corners[max(first, 0) : last]
            )
        )

    def marked(self, start: int, end: int) -> range:
        """Indices of the citations from character ``start`` to ``end``, both with."""
        return range(bisect_left(self._marked, start), bisect_right(self._marked, end))

    def whole(self, words: Wanted, start: int, end: int | None = None) -> Iterator[Found]:
        """Like :meth:`find`, where the words begin and end as words of the page do."""
        for found in self.find(words, start, end):
            if self._edge(found.start) and self._edge(found.end):
                yield found

    def _edge(self, at: int) -> bool:
        """Whether no word of the page runs over character ``at``."""
        around = self.text[max(at - 1, 0) : at + 1]
        if at == 0 or at == len(self.text) or at in self.gaps or not around.isalnum():
            return True
        here = bisect_left(self.spaces, at)
        return here < len(self.spaces) and self.spaces[here] == at

    def find(self, words: Wanted, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Everywhere that ``words`` stand between ``start`` and ``end``, spaces as they should be."""
        if not words.text:
            return
        limit = len(self.text) if end is None else end
        if words.soft:
            yield from self._with_hyphens(words, start, limit)
            return
        for here in self._index.find(words.text, start, limit):
            if self._spaced(words, here):
                yield Found(here, here + len(words.text))

    def find_any_case(self, words: Wanted, start: int) -> Iterator[Found]:
        """Like :meth:`find`, capitals and small letters being alike: small capitals lose theirs."""
        text = _small(words.text)
        for here in self._small.find(text, start):
            if self._spaced(words, here):
                yield Found(here, here + len(text))

    @cached_property
    def _index(self) -> Index:
        return Index(self.text)

    @cached_property
    def _small(self) -> Index:
        return Index(_small(self.text))

    def _with_hyphens(self, words: Wanted, start: int, end: int) -> Iterator[Found]:
        """``words`` have soft hyphens: at a line end, each is printed as a hyphen."""
        edges = pairwise((0, *words.soft, len(words.text)))
        parts = (words.text[a:b] for a, b in edges)
        for match in re.compile("-?".join(map(re.escape, parts))).finditer(self.text, start, end):
            yield Found(*match.span())

    def _spaced(self, words: Wanted, here: int) -> bool:
        inner = words.spaces
        drawn = self.spaces[
            bisect_right(self.spaces, here) : bisect_left(self.spaces, here + len(words.text))
        ]
        have = {at - here for at in drawn}
        want = set(inner)
        loose = set(words.calls)
        missing = {at for at in want - have if here + at not in self.gaps}
        return missing <= loose and have - want <= loose


def _small(text: str) -> str:
    """``text`` in small letters, each of them one character as before."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=4096)
def wanted(text: str) -> Wanted:
    """``text``, with U+FFFC for its citations, as words to look for."""
    folded = fold(text)
    plain, offsets = _closed(folded)
    starts = [folded.starts[index] for index in offsets]
    calls = tuple(bisect_left(starts, m.start()) for m in re.finditer(OBJECT, text))
    soft = {bisect_left(starts, m.start()) for m in re.finditer("\u00ad", text)}
    spaces = _spaces(folded.text)
    return Wanted(
        plain,
        tuple(at for at in spaces if 0 < at < len(plain)),
        calls,
        tuple(sorted(at for at in soft if 0 < at < len(plain))),
    )


def _closed(folded: Folded) -> tuple[str, Sequence[int]]:
    """The folded text without its spaces, and the offset there of each character left."""
    text = folded.text
    return text.replace(" ", ""), [index for index, c in enumerate(text) if c != " "]


def _spaces(text: str) -> list[int]:
    """Offsets, in ``text`` without its spaces, before which a space stood."""
    return [match.start() - count for count, match in enumerate(re.finditer(" ", text))]


def printed(pages: Iterable[Page], links: Iterable[Link]) -> Printed:
    """The stream of ``pages``, whose citations are among ``links``."""
    by_page: dict[int, list[Link]] = {}
    for link in links:
        by_page.setdefault(link.page, []).append(link)
    stream = _Stream()
    for page in pages:
        stream.page(page, by_page.get(page.number, []))
    return stream.result()


class _Stream:
    """A stream under way: raw characters, and what stands where among them."""

    def __init__(self) -> None:
        self.raw: list[str] = []
        self.length = 0
        self.gaps: list[int] = []
        self.corners: list[tuple[int, float, float]] = []
        self.markers: list[Marker] = []
        self.page_starts: list[int] = []
        self.passages: list[tuple[int, list[tuple[int, str, bool]]]] = []
        self.outside: list[Passage] = []

    def page(self, page: Page, links: Sequence[Link]) -> None:
        """Add a page: its text in the tag tree, and apart from it the rest."""
        self.page_starts.append(self.length)
        inside = [run for run in page.runs if run.block is not None]
        for _, group in groupby(inside, key=lambda run: run.block):
            pieces: list[tuple[int, str, bool]] = []
            before: Run | None = None
            for piece in _pieces(list(group), links):
                if isinstance(piece, tuple):
                    label, link = piece
                    self.gaps.append(self.length)
                    self.markers.append(Marker(self.length, label, link.anchor, link.page))
                elif piece.text.strip():
                    apart = before is not None and _apart(before, piece)
                    pieces.append((self.length, piece.text, apart))
                    self.text(piece)
                    before = piece
            if pieces:
                self.passages.append((page.number, pieces))
        rest = " ".join(run.text for run in page.runs if run.block is None)
        if rest:
            self.outside.append(Passage(page.number, rest, ()))

    def text(self, run: Run) -> None:
        """Add the characters of a run; before it, and where PDFium saw a gap, may be a space."""
        self.gaps.append(self.length)
        self.gaps.extend(self.length + offset for offset in run.loose)
        self.corners.append((self.length, run.box[0], run.box[3]))
        self.raw.append(run.text)
        self.length += len(run.text)

    def result(self) -> Printed:
        """The stream, folded."""
        folded = fold("".join(self.raw))
        plain, offsets = _closed(folded)
        starts = [folded.starts[index] for index in offsets]

        def at(raw: int) -> int:
            return bisect_left(starts, raw)

        markers = tuple(Marker(at(m.at), m.label, m.anchor, m.page) for m in self.markers)
        return Printed(
            text=plain,
            spaces=_spaces(folded.text),
            gaps=frozenset(at(raw) for raw in self.gaps),
            markers=markers,
            starts=[at(raw) for raw in self.page_starts],
            corners=[(at(raw), left, top) for raw, left, top in self.corners],
            inside=tuple(self._passages(starts)),
            outside=tuple(self.outside),
        )

    def _passages(self, starts: Sequence[int]) -> Iterator[Passage]:
        found = self.passages
        for index, (page, pieces) in enumerate(found):
            text: list[str] = []
            raws: list[int] = []
            for start, characters, apart in pieces:
                if apart:
                    text.append(" ")
                    raws.append(start)
                text.append(characters)
                raws.extend(range(start, start + len(characters)))
            yield Passage(
                page,
                "".join(text),
                [bisect_left(starts, raw) for raw in raws],
                first=index == 0 or found[index - 1][0] != page,
                last=index + 1 == len(found) or found[index + 1][0] != page,
            )


def _pieces(runs: Sequence[Run], links: Sequence[Link]) -> list[Run | tuple[str, Link]]:
    """The runs of a paragraph, with each citation, which may be several runs, as label and link."""
    pieces: list[Run | tuple[str, Link]] = []
    linked = ((run, _link(run, links)) for run in runs)
    for anchor, group in groupby(linked, key=lambda item: item[1].anchor if item[1] else ""):
        here = list(group)
        link = here[0][1]
        label = "".join("".join(run.text for run, _ in here).split())
        if link and _is_citation(anchor, label):
            pieces.append((label, link))
        else:
            pieces.extend(run for run, _ in here)
    return pieces


def _link(run: Run, links: Sequence[Link]) -> Link | None:
    """The link that ``run`` stands in."""
    left, bottom, right, top = run.box
    x, y = (left + right) / 2, (bottom + top) / 2
    inside = (link for link in links if link.box[0] <= x <= link.box[2])
    return next((link for link in inside if link.box[1] <= y <= link.box[3]), None)


def _is_citation(anchor: str, label: str) -> bool:
    if _NOTE.fullmatch(anchor):
        return label.isdecimal()
    return _SOURCE.fullmatch(anchor) is not None and _TAGS.fullmatch(label) is not None


def _apart(before: Run, after: Run) -> bool:
    """Whether two runs of one paragraph stand on two lines, or have a gap between them."""
    height = min(before.box[3] - before.box[1], after.box[3] - after.box[1])
    same_line = min(before.box[3], after.box[3]) - max(before.box[1], after.box[1]) > 0
    if not same_line:
        return before.text[-1:] not in _DASHES
    return after.box[0] - before.box[2] > max(height, 4.0) / 2
