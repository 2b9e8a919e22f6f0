"""A quotation that has been found: where it stands, what is printed of it, what it leaves out."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefgen.quote.needle import Bracket
from briefgen.quote.words import denials

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.quote.haystack import Haystack
    from briefgen.quote.needle import Needle, Omission, Token
    from briefgen.quote.seek import Found, Part, Seeker

__all__ = ["Fragment", "Hidden", "Match", "matched"]


class Fragment(NamedTuple):
    """A part of a quotation that stands in one piece in the source.

    ``start``..``end`` is its span in the seed's text (code points), words that brackets stand for
    included; ``paragraph`` is the number of the paragraph where it begins, ``last`` where it ends.
    """

    paragraph: int
    last: int
    start: int
    end: int


class Hidden(NamedTuple):
    """A word such as *not* or *unless* in what an ellipsis or a bracket replaces; raw span."""

    word: str
    paragraph: int
    start: int
    end: int


class Match(NamedTuple):
    """Where a quotation stands, and what to print.

    ``printed`` is made of the source's own characters, repairs applied, with white space single and
    the author's brackets and ellipses put back; nothing else in it is the author's. ``tail`` is the
    comma or full stop at the author's end that the source does not have there; print it after
    ``printed``, it is no part of the proof. ``hidden`` are words of denial that the quotation
    leaves out: between fragments, behind brackets, and in the rest of the sentence that an ellipsis
    at either end cuts off.
    """

    fragments: tuple[Fragment, ...]
    printed: str
    tail: str
    hidden: tuple[Hidden, ...]
    origins: tuple[int, ...]
    tail_origin: int | None

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Numbers of the paragraphs that the fragments stand in, in order."""
        numbers = {n for f in self.fragments for n in range(f.paragraph, f.last + 1)}
        return tuple(sorted(numbers))

    @property
    def start(self) -> int:
        """Start of the first fragment in the seed's text."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the last fragment in the seed's text."""
        return self.fragments[-1].end

    def printed_slice(self, start: int, end: int) -> str:
        """What to print for the characters ``start``..``end`` of the quotation as it was given.

        Slices that follow each other make up the whole, tail included, so that a quotation with
        markup inside can be printed node by node.
        """
        first, last = bisect_left(self.origins, start), bisect_left(self.origins, end)
        if self.tail_origin is None or not start <= self.tail_origin < end:
            return self.printed[first:last]
        at = bisect_left(self.origins, self.tail_origin)
        return self.printed[first:at] + self.tail + self.printed[at:last]


def matched(needle: Needle, seeker: Seeker, places: Sequence[Found]) -> Match:
    """The match of a quotation whose pieces stand at ``places``."""
    haystack = seeker.haystack
    printed: list[str] = []
    origins: list[int] = []
    for offsets, text in _units(needle, seeker, places):
        printed.append(text)
        origins.extend(offsets)
    tail = "" if needle.tail is None else needle.text[needle.tail]
    return Match(
        fragments=tuple(
            Fragment(
                haystack.number(place.start),
                haystack.number(place.end - 1),
                *haystack.raw(place.start, place.end),
            )
            for place in places
        ),
        printed="".join(printed),
        tail=tail,
        hidden=tuple(_hidden(needle, haystack, places)),
        origins=tuple(origins),
        tail_origin=None if needle.tail is None else needle.folded.starts[needle.tail],
    )


def _units(
    needle: Needle, seeker: Seeker, places: Sequence[Found]
) -> Iterator[tuple[Sequence[int], str]]:
    """What is printed, in order, each character with the offset in the quotation that it answers to."""
    for ellipsis, place in zip(needle.ellipses, (*places, None), strict=True):
        if ellipsis is not None:
            yield _written(needle, ellipsis)
        for part in place.parts if place else ():
            if part.sense == "literal":
                yield from _literal(needle, seeker, part)
            else:
                yield _written(needle, part.token)


def _written(needle: Needle, token: Token | Omission) -> tuple[Sequence[int], str]:
    text = needle.written(token.start, token.end)
    return [needle.folded.starts[token.start]] * len(text), text


def _literal(needle: Needle, seeker: Seeker, part: Part) -> Iterator[tuple[Sequence[int], str]]:
    starts, haystack = needle.folded.starts, seeker.haystack
    first, last = part.token.start, part.token.end
    whole = haystack.in_one_piece(part.start, part.end)
    if whole is not None and needle.text[first:last] == haystack.text[part.start : part.end]:
        yield starts[first:last], whole
        return
    for mine, theirs in seeker.steps(part):
        if theirs >= 0:
            text = haystack.printed(theirs, first=theirs == part.start)
        else:
            text = " " if needle.text[mine] == " " else haystack.hyphen(~theirs)
        yield [starts[mine]] * len(text), text


def _hidden(needle: Needle, haystack: Haystack, places: Sequence[Found]) -> Iterator[Hidden]:
    gaps = [(before.end, after.start) for before, after in pairwise(places)]
    for place in places:
        for part in place.parts:
            if part.sense == "stand-in" and not (
                isinstance(part.token, Bracket) and part.token.denies
            ):
                gaps.append((part.start, part.end))
    if needle.ellipses[0] is not None:
        gaps.append((haystack.sentence_start(places[0].start), places[0].start))
    if needle.ellipses[-1] is not None:
        gaps.append((places[-1].end, haystack.sentence_end(places[-1].end)))
    for start, end in sorted(gaps):
        for first, last in denials(haystack.text[start:end]):
            span = (start + first, start + last)
            yield Hidden(haystack.words(*span), haystack.number(span[0]), *haystack.raw(*span))
