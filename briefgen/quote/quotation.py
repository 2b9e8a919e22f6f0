"""Hold quotations against their sources: found exactly and once, or not at all.

The rules, in the order in which they are applied:

1. Quotation and source are folded (:mod:`briefgen.quote.fold`). Nested quotation marks may be double for
   single and single for double. A word that the source breaks at a line end may have its hyphen or
   not. A quotation begins and ends where words do (:func:`briefgen.quote.words.spans`).
2. An ellipsis that stands in the source is taken literally; any other parts the quotation. Each
   part has three words or more of its own; they stand in order, without overlap, in one paragraph
   unless ``span``.
3. So with brackets: literally first; then ``[T]he`` changes the case of its letter, ``[sic]`` and
   remarks such as ``[emphasis added]`` stand for nothing, and any other bracket that stands free
   stands for one to four whole words of one sentence. Two brackets need a word between them. A
   bracket with *not* or its like may stand only for words that have one too.
4. Last, a comma or full stop at the very end may be the author's own (American usage).
5. A reading with fewer brackets taken otherwise than literally goes before one with more; and a
   place in the text goes before one in its furniture. If two places are left, the quotation is
   ambiguous: ``after`` takes the first match behind each place of its words, ``before`` the last
   match in front of each place of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from briefgen.quote.arrange import Arrangement, Ground, arrangements, with_literal_ellipses
from briefgen.quote.match import Fragment, Hidden, Match, matched
from briefgen.quote.needle import MOST_PIECES, parse
from briefgen.quote.seek import Seeker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.quote.closest import Closest
    from briefgen.quote.haystack import Haystack
    from briefgen.quote.needle import Needle
    from briefgen.seed import Seed

__all__ = ["Fragment", "Hidden", "Match", "Miss", "Spot", "find", "find_within"]

Why: TypeAlias = Literal[
    "too-short",
    "too-many-parts",
    "ambiguous",
    "not-found",
    "out-of-order",
    "across-paragraphs",
    "elsewhere",
    "no-anchor",
]
_MOST_SPOTS = 20
_CONTEXT = 5


class Spot(NamedTuple):
    """A place in the source: paragraph, raw span, its words, and some words on either side."""

    paragraph: int
    start: int
    end: int
    before: str
    text: str
    after: str


class Miss(NamedTuple):
    """Why a quotation was not accepted.

    ``too-short``
        ``fragment`` has fewer than three words of its own.
    ``too-many-parts``
        it leaves out more than twenty times.
    ``ambiguous``
        it stands at each of ``spots`` (the first twenty).
    ``elsewhere``
        it stands at ``spots``, outside the paragraph or passage asked for.
    ``across-paragraphs``
        it stands in the source with a paragraph's end in between; ``spots`` are its parts.
    ``out-of-order``
        each part stands in the source (``spots``), but not one after the other.
    ``no-anchor``
        ``fragment`` is the text of ``after`` or ``before``, which the source does not have, or not
        on that side of any of ``spots``, where the quotation stands.
    ``not-found``
        ``fragment`` does not stand in the source; ``closest`` is the nearest passage, if any.
    """

    why: Why
    fragment: str
    spots: tuple[Spot, ...] = ()
    closest: Closest | None = None


def find(
    quote: str,
    seed: Seed,
    *,
    paragraph: int | None = None,
    after: str | None = None,
    before: str | None = None,
    span: bool = False,
) -> Match | Miss:
    """Find a quotation in a seed: in ``paragraph`` (a number that exists) or anywhere."""
    haystack = seed.haystack
    # Plain texts: a `Text` would keep the file that it stands in.
    words = tuple(str(each) if each is not None else None for each in (quote, after, before))
    return haystack.once(
        (*words, paragraph, span), lambda: _find(str(quote), haystack, paragraph, words[1:], span)
    )


def _find(
    quote: str,
    haystack: Haystack,
    paragraph: int | None,
    anchors: Sequence[str | None],
    span: bool,
) -> Match | Miss:
    window = haystack.window(paragraph - 1) if paragraph else None
    whole = (0, len(haystack.text))
    search = _Search(quote, haystack)
    found = search.run(
        Ground(((whole if span or window is None else window,),), across=span, opening=window)
    )
    if isinstance(found, Miss):
        return found
    chosen = found
    for anchor, behind in zip(anchors, (True, False), strict=True):
        if anchor is not None:
            picked = _picked(found, haystack, anchor, behind=behind)
            chosen = [each for each in chosen if each in picked]
            if not chosen:
                return Miss("no-anchor", anchor, _spots(haystack, found))
    if len(chosen) > 1:
        return Miss("ambiguous", quote.strip(), _spots(haystack, chosen))
    return search.match(chosen[0])


def find_within(
    quote: str, seed: Seed, passages: Iterable[Sequence[tuple[int, int]]]
) -> Match | None:
    """Find a quotation within one of several passages of a seed; None if it is in none of them.

    A passage is the raw spans of its fragments. Every part of the quotation has to lie within one
    span; parts may lie in several spans of one passage, in order. The first place counts: that the
    words stand there twice does no harm, since they are cited.
    """
    haystack = seed.haystack
    spans = tuple(map(tuple, passages))
    return haystack.once((str(quote), spans), lambda: _find_within(str(quote), haystack, spans))


def _find_within(
    quote: str, haystack: Haystack, passages: Iterable[Iterable[tuple[int, int]]]
) -> Match | None:
    groups = [sorted(haystack.within(*span) for span in passage) for passage in passages]
    search = _Search(quote, haystack)
    found = search.found(Ground(groups, across=True))
    return None if isinstance(found, Miss) or not found else search.match(found[0])


class _Search:
    """One quotation looked up in one haystack.

    ``needles`` are the ways to read it, the literal one first.
    """

    def __init__(self, quote: str, haystack: Haystack) -> None:
        self.quote = quote
        self.haystack = haystack
        self.needles: list[Needle] = []
        self.seeker = Seeker(parse(quote), haystack, across=False)

    def run(self, ground: Ground) -> list[Arrangement] | Miss:
        """All arrangements of the quotation on the ground, or why there is none."""
        return self.found(ground) or self.diagnose(ground)

    def found(self, ground: Ground) -> list[Arrangement] | Miss:
        """All arrangements of the quotation on the ground; a miss if it is no quotation at all."""
        self.seeker = Seeker(self.seeker.needle, self.haystack, across=ground.across)
        if len(self.seeker.needle.pieces) > MOST_PIECES:
            return Miss("too-many-parts", self.quote.strip())
        needle = with_literal_ellipses(self.seeker.needle, self.seeker, ground)
        for piece in needle.pieces:
            if needle.short(piece):
                return Miss("too-short", needle.wording(piece))
        if not needle.pieces:
            return Miss("too-short", self.quote.strip())
        shorter = needle.without_tail()
        self.needles = [needle, shorter] if shorter else [needle]
        return self.look(ground)

    def look(self, ground: Ground) -> list[Arrangement]:
        """Arrangements of the first needle that has any; that needle alone is kept."""
        seeker = Seeker(self.seeker.needle, self.haystack, across=ground.across)
        for needle in self.needles:
            if found := arrangements(needle.pieces, seeker, ground):
                self.needles, self.seeker = [needle], seeker
                return found
        return []

    def match(self, arrangement: Arrangement) -> Match:
        """The match that an arrangement makes."""
        return matched(self.needles[0], self.seeker, arrangement)

    def diagnose(self, ground: Ground) -> Miss:
        """Why the quotation does not stand on the ground."""
        # Imported for a miss alone: it brings rapidfuzz.
        from briefgen.quote.closest import closest

        words, whole = self.quote.strip(), ((0, len(self.haystack.text)),)
        if found := self.look(Ground((whole,), across=False)):
            return Miss("elsewhere", words, _spots(self.haystack, found))
        if found := self.look(Ground((whole,), across=True)):
            if ground.across:
                return Miss("elsewhere", words, _spots(self.haystack, found))
            parts = [_spot(self.haystack, one.start, one.end) for one in found[0]]
            return Miss("across-paragraphs", words, tuple(parts))
        seeker = Seeker(self.seeker.needle, self.haystack, across=True)
        parts = []
        for number, piece in enumerate(self.needles[0].pieces):
            readings = {needle.pieces[number] for needle in self.needles}
            places = [one for reading in readings for one in seeker.seek(reading, *whole[0])]
            if not places:
                wording = self.needles[0].wording(piece)
                return Miss("not-found", wording, (), closest(wording, self.haystack, *whole[0]))
            parts.append(_spot(self.haystack, places[0].start, places[0].end))
        return Miss("out-of-order", words, tuple(parts))


def _picked(
    found: Sequence[Arrangement], haystack: Haystack, anchor: str, *, behind: bool
) -> list[Arrangement]:
    """The first match behind each place of the anchor's words, or the last one in front of it."""
    needle = parse(anchor, literal=True)
    seeker = Seeker(needle, haystack, across=True)
    picked: list[Arrangement] = []
    for place in seeker.seek(needle.pieces[0], 0, len(haystack.text)) if needle.pieces else ():
        if behind:
            first = min((m[0].start for m in found if m[0].start >= place.end), default=None)
            picked += [match for match in found if match[0].start == first]
        else:
            last = max((m[-1].end for m in found if m[-1].end <= place.start), default=None)
            picked += [match for match in found if match[-1].end == last]
    return picked


def _spots(haystack: Haystack, found: Sequence[Arrangement]) -> tuple[Spot, ...]:
    return tuple(_spot(haystack, each[0].start, each[-1].end) for each in found[:_MOST_SPOTS])


def _spot(haystack: Haystack, start: int, end: int) -> Spot:
    low, high = (
        haystack.window(haystack.index(start))[0],
        haystack.window(haystack.index(end - 1))[1],
    )
    first, last = start, end
    for _ in range(_CONTEXT + 1):
        first = max(low, haystack.text.rfind(" ", low, first))
        last = haystack.text.find(" ", last + 1, high) if last < high else high
        last = high if last < 0 else last
    return Spot(
        haystack.number(start),
        *haystack.raw(start, end),
        before=haystack.words(first, start).strip(),
        text=haystack.words(start, end),
        after=haystack.words(end, last).strip(),
    )
