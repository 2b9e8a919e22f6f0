"""Seek one piece of a quotation in a haystack: exactly, as rules 1 and 3 read it.

The bare words (without spaces, hyphens and the sort of quotation marks) are looked up first, which
is fast; every hit is then compared character by character, and only equal ones count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from briefgen.quote.haystack import bare
from briefgen.quote.needle import Bracket, Words
from briefgen.quote.words import denials, word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.quote.haystack import Haystack
    from briefgen.quote.needle import Needle, Piece, Token

__all__ = ["Found", "Part", "Seeker"]

_MOST_WORDS = 4
_LONGEST_STAND_IN = 200
_STOP = r"""[.!?。！？]+["')\]]*$"""

Sense: TypeAlias = Literal["literal", "letter", "remark", "stand-in"]
_COSTS: dict[Sense, int] = {"literal": 0, "letter": 1, "remark": 1, "stand-in": 2}


class Part(NamedTuple):
    """A token and the span of the haystack that it was read as."""

    token: Token
    start: int
    end: int
    sense: Sense


class Found(NamedTuple):
    """A piece found at ``start``..``end`` of the haystack.

    ``cost`` is 0 if all of it stands there literally and grows with each bracket read another way.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    cost: int


class _Reading(NamedTuple):
    """How the rest of a piece is read: what it costs, the words that brackets stand for, where it
    ends; and where its first token ends, and in which sense that is read."""

    cost: int
    words: int
    last: int
    end: int
    sense: Sense


_Known: TypeAlias = "dict[tuple[int, int], _Reading | None]"


class Seeker:
    """Seeks the pieces of one quotation in one haystack.

    ``across`` lets a piece run over the end of a paragraph.
    """

    def __init__(self, needle: Needle, haystack: Haystack, *, across: bool) -> None:
        self.needle = needle
        self.haystack = haystack
        self.across = across
        self.plain = not (across or haystack.breaks or needle.folded.breaks or needle.swappable)
        self.stand_ins: dict[tuple[bool, int], tuple[int, ...]] = {}

    def seek(self, piece: Piece, start: int, end: int) -> list[Found]:
        """All places of the piece within ``start``..``end``, in order of their start."""
        return sorted(self._places(piece, start, end), key=lambda found: found.start)

    def stands(self, piece: Piece, start: int, end: int) -> bool:
        """Whether the piece has any place within ``start``..``end``."""
        return any(True for _ in self._places(piece, start, end))

    def _places(self, piece: Piece, start: int, end: int) -> Iterator[Found]:
        known: _Known = {}
        tried: set[int] = set()
        for here in self._openings(piece, start, end):
            if here not in tried and self._best(piece, 0, here, end, known):
                yield self._found(piece, here, known)
            tried.add(here)

    def _openings(self, piece: Piece, start: int, end: int) -> Iterator[int]:
        """Offsets at which the piece may begin."""
        inside = self.haystack.inside
        index, words = self._anchor(piece)
        if words is None:
            return
        text = self.needle.text[words.start : words.end]
        lead = len(text) - len(text.lstrip(" -"))
        for hit in self.haystack.candidates(bare(text), start, end):
            here = hit - lead
            if index:
                yield from self._before(piece[:index], here, start)
            elif here >= start and not inside[here]:
                yield here

    def _anchor(self, piece: Piece) -> tuple[int, Words | None]:
        """The first words of the piece that can be looked up."""
        for index, token in enumerate(piece):
            if isinstance(token, Words) and bare(self.needle.text[token.start : token.end]):
                return index, token
        return 0, None

    def _before(self, tokens: Piece, here: int, start: int) -> Iterator[int]:
        """The nearest offset at which ``tokens`` begin that end at ``here``, if there is one."""
        reach = sum(token.end - token.start for token in tokens)
        if any(isinstance(token, Bracket) and token.stands_in for token in tokens):
            reach = max(reach, _LONGEST_STAND_IN)
        best: tuple[int, int] | None = None
        for at in range(here, max(start, here - reach) - 1, -1):
            if self.haystack.text[at : at + 1] == "\n" and at < here and not self.across:
                break
            if not self.haystack.inside[at]:
                cost = self._ends(tokens, at, here).get(here)
                if cost is not None and (best is None or cost < best[0]):
                    best = (cost, at)
        if best:
            yield best[1]

    def _ends(self, tokens: Piece, at: int, limit: int) -> dict[int, int]:
        """Where ``tokens`` read from an offset on may end, and at what cost."""
        ends = {at: 0}
        for token in tokens:
            further: dict[int, int] = {}
            for here, cost in ends.items():
                for end, sense in self._senses(token, here, limit):
                    further[end] = min(further.get(end, 99), cost + _COSTS[sense])
            ends = further
        return ends

    def _best(
        self, piece: Piece, index: int, at: int, limit: int, known: _Known
    ) -> _Reading | None:
        """The best way to read the piece from token ``index`` on at an offset: the most literal, then
        the shortest.

        Every state is worked out once, so that brackets do not multiply each other.
        """
        if index == len(piece):
            return None if self.haystack.inside[at] else _Reading(0, 0, at, at, "literal")
        if (index, at) in known:
            return known[index, at]
        best: _Reading | None = None
        for end, sense in self._senses(piece[index], at, limit):
            if rest := self._best(piece, index + 1, end, limit, known):
                words = word_count(self.haystack.text[at:end]) if sense == "stand-in" else 0
                one = _Reading(_COSTS[sense] + rest.cost, words + rest.words, rest.last, end, sense)
                if best is None or one[:3] < best[:3]:
                    best = one
        known[index, at] = best
        return best

    def _found(self, piece: Piece, start: int, known: _Known) -> Found:
        """The piece as it was read at ``start``."""
        parts: list[Part] = []
        at = start
        for index, token in enumerate(piece):
            reading = known[index, at]
            assert reading is not None
            parts.append(Part(token, at, reading.end, reading.sense))
            at = reading.end
        first = known[0, start]
        assert first is not None
        return Found(start, at, tuple(parts), first.cost)

    def _senses(self, token: Token, at: int, limit: int) -> Iterator[tuple[int, Sense]]:
        """Each way to read a token at an offset, with where it ends."""
        end = self._match(token.start, token.end, at, limit)
        if end is not None:
            yield end, "literal"
        if isinstance(token, Words):
            return
        source = self.haystack.text[at : at + 1]
        if token.letter and at < limit and source in _cases(token.letter):
            yield at + 1, "letter"
        if token.remark:
            yield at, "remark"
        if token.stands_in:
            for end in self._stand_ins(token.denies, at):
                if end <= limit:
                    yield end, "stand-in"

    def _stand_ins(self, denies: bool, at: int) -> tuple[int, ...]:
        """Ends of the one to four words at ``at`` that a bracket may stand for.

        Whole words within one sentence and one paragraph. A bracket that says *not* may stand only
        for words that say so too.
        """
        if (denies, at) not in self.stand_ins:
            self.stand_ins[denies, at] = tuple(self._work_out_stand_ins(denies, at))
        return self.stand_ins[denies, at]

    def _work_out_stand_ins(self, denies: bool, at: int) -> Iterator[int]:
        text, inside = self.haystack.text, self.haystack.inside
        limit = min(at + _LONGEST_STAND_IN, self.haystack.sentence_end(at))
        if stop := re.compile(_STOP).search(text, at, limit):
            limit = stop.start()
        if at >= limit or inside[at] or text[at].isspace():
            return
        for end in range(at + 1, limit + 1):
            if inside[end] or text[end - 1] == " ":
                continue
            words = text[at:end]
            if word_count(words) > _MOST_WORDS:
                return
            if any(map(str.isalnum, words)) and (not denies or denials(words)):
                yield end

    def _match(self, start: int, end: int, at: int, limit: int) -> int | None:
        """Where the folded quotation's ``start``..``end``, compared at ``at``, ends there."""
        words = self.needle.text[start:end]
        if self.haystack.text.startswith(words, at):
            return at + len(words) if at + len(words) <= limit else None
        return None if self.plain else self._walk(start, end, at, limit, [])

    def steps(self, part: Part) -> list[tuple[int, int]]:
        """Pairs of offsets, quotation and haystack, of the characters that answer each other.

        The haystack's offset is negative (``~offset``) for a hyphen, and a space after it, that the
        author wrote where the source breaks its line before the character.
        """
        pairs: list[tuple[int, int]] = []
        self._walk(part.token.start, part.token.end, part.start, part.end, pairs)
        return pairs

    def _walk(
        self, start: int, end: int, at: int, limit: int, pairs: list[tuple[int, int]]
    ) -> int | None:
        """Compare character by character, with what :meth:`_match` cannot see.

        At a word broken over two lines either side may have the hyphen or not; nested quotation
        marks may be double for single; a space may be the end of a paragraph if ``across``.
        """
        quote, source, first = self.needle.text, self.haystack.text, at
        while start < end:
            if at >= limit:
                return None
            mine, theirs = quote[start], source[at]
            if mine == theirs:
                pass
            elif mine == "-" and at > first and at in self.haystack.breaks:
                pairs.append((start, ~at))
                start += 1
                if start < end and quote[start] == " ":
                    pairs.append((start, ~at))
                    start += 1
                continue
            elif theirs == "-" and start in self.needle.folded.breaks and at > first:
                pairs.append((start, at))
                at += 1
                if source[at : at + 1] == " ":
                    pairs.append((start, at))
                    at += 1
                continue
            elif not (
                (mine == " " and theirs == "\n" and self.across)
                or ({mine, theirs} == {'"', "'"} and start in self.needle.swappable)
            ):
                return None
            pairs.append((start, at))
            start, at = start + 1, at + 1
        return at


def _cases(letter: str) -> tuple[str, ...]:
    return letter, letter.lower(), letter.upper()
