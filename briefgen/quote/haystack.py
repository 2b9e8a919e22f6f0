"""A seed folded for searching: made once, asked many times."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

from briefgen.quote.fold import JOINERS, Folded, fold
from briefgen.quote.words import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.seed import SeedParagraph

__all__ = ["Haystack", "bare", "haystack_of"]

T = TypeVar("T")

_MOST_ANSWERS = 4096

_BARE = str.maketrans({" ": None, "-": None, "\n": None, '"': "'"})
_KEPT = re.compile(r"[^ \-\n]+")
_WHITE = re.compile(r"[^\S ]")
_UNPRINTED = "[\u00ad\u034f\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufffc]"
_UNJOINED = f"[^{JOINERS}]+"


def bare(folded: str) -> str:
    """A folded text without spaces and hyphens, all quotation marks alike: only to search by."""
    return folded.translate(_BARE)


@dataclass(frozen=True, eq=False)
class Haystack:
    """Paragraphs as one searchable text.

    ``text`` is the folded paragraphs joined by line ends; every offset below counts in it unless
    called raw (code points of the seed's text).
    """

    paragraphs: Sequence[SeedParagraph]

    # To compare two, or to look one up, never takes longer for a longer text.

    @cached_property
    def _answers(self) -> dict[object, Any]:
        return {}

    def once(self, question: object, ask: Callable[[], T]) -> T:
        """What ``ask`` answers, which depends on ``question`` and the paragraphs alone; kept.

        *Why*: audiences share most quotations, and a preview asks for all of them at each save.
        """
        if question not in self._answers:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[question] = ask()
        found: T = self._answers[question]
        return found

    @cached_property
    def folds(self) -> tuple[Folded, ...]:
        """The folded reading of each paragraph."""
        return tuple(fold(paragraph.reading.text) for paragraph in self.paragraphs)

    @cached_property
    def text(self) -> str:
        """All paragraphs, folded."""
        return "\n".join(folded.text for folded in self.folds)

    @cached_property
    def offsets(self) -> Sequence[int]:
        """Where each paragraph begins."""
        offsets, here = array("I"), 0
        for folded in self.folds:
            offsets.append(here)
            here += len(folded.text) + 1
        return offsets

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Where a word was broken by a hyphen and a line end; it is joined in ``text``."""
        pairs = zip(self.offsets, self.folds, strict=True)
        return frozenset(offset + at for offset, folded in pairs for at in folded.breaks)

    @cached_property
    def inside(self) -> bytes:
        """1 at each offset within a word or within one character of the source, where no quotation may begin or end."""
        inside = bytearray(len(self.text) + 1)
        for offset, folded in zip(self.offsets, self.folds, strict=True):
            for start, end in folded.words():
                inside[offset + start + 1 : offset + end] = b"\1" * (end - start - 1)
            if not isinstance(folded.starts, range):
                for at in range(1, len(folded.text)):
                    if folded.starts[at] < folded.ends[at - 1]:
                        inside[offset + at] = 1
        return bytes(inside)

    @cached_property
    def _sentence_ends(self) -> Sequence[int]:
        breaks = (offset - 1 for offset in self.offsets[1:])
        return sorted({*sentence_ends(self.text), *breaks, len(self.text)})

    def sentence_end(self, at: int) -> int:
        """The first end of a sentence at or after the offset; a paragraph ends its last one."""
        return self._sentence_ends[bisect_left(self._sentence_ends, at)]

    def sentence_start(self, at: int) -> int:
        """The last end of a sentence at or before the offset; 0 in the first one."""
        index = bisect_right(self._sentence_ends, at)
        return self._sentence_ends[index - 1] if index else 0

    @cached_property
    def _kept(self) -> Sequence[int]:
        """Offset of each character of the bare text."""
        kept = array("I")
        for match in _KEPT.finditer(self.text):
            kept.extend(range(*match.span()))
        return kept

    @cached_property
    def _bare(self) -> str:
        return bare(self.text)

    def candidates(self, words: str, start: int, end: int) -> Iterator[int]:
        """Offsets within ``start``..``end`` where the bare ``words`` begin, in order."""
        last = bisect_left(self._kept, end)
        here = self._bare.find(words, bisect_left(self._kept, start), last)
        while here >= 0:
            yield self._kept[here]
            here = self._bare.find(words, here + 1, last)

    def index(self, at: int) -> int:
        """Which paragraph, counted from 0, holds the offset."""
        return max(0, bisect_right(self.offsets, at) - 1)

    def window(self, index: int) -> tuple[int, int]:
        """Start and end of a paragraph, counted from 0."""
        return self.offsets[index], self.offsets[index] + len(self.folds[index].text)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw span under the characters ``start``..``end``."""
        first, last = self.index(start), self.index(end - 1)
        head, tail = self.folds[first], self.folds[last]
        at, until = (
            head.starts[start - self.offsets[first]],
            tail.ends[end - 1 - self.offsets[last]],
        )
        return (
            self.paragraphs[first].reading.starts[at],
            self.paragraphs[last].reading.ends[until - 1],
        )

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The characters that lie wholly within a raw span; empty if there are none."""
        return self._at(start), max(self._at(start), self._until(end))

    def _at(self, raw: int) -> int:
        """Offset of the first character that begins at or after a raw offset."""
        index = max(0, bisect_right(self.paragraphs, raw, key=lambda p: p.start) - 1)
        if not self.paragraphs:
            return 0
        starts, folded = self.paragraphs[index].reading.starts, self.folds[index]
        return self.offsets[index] + bisect_left(folded.starts, bisect_left(starts, raw))

    def _until(self, raw: int) -> int:
        """Offset after the last character that ends at or before a raw offset."""
        index = bisect_right(self.paragraphs, raw, key=lambda p: p.start) - 1
        if index < 0:
            return 0
        ends, folded = self.paragraphs[index].reading.ends, self.folds[index]
        return self.offsets[index] + bisect_right(folded.ends, bisect_right(ends, raw))

    def printed(self, at: int, first: bool) -> str:
        """What to print for one character of ``text``: the source's own, its white space one space.

        ``first`` says that nothing is printed before it, so that what folding dropped before it is
        not due. A hyphen at a broken word is not printed.
        """
        if self.text[at] == "\n":
            return " "
        index = self.index(at)
        reading, folded, here = (
            self.paragraphs[index].reading,
            self.folds[index],
            at - self.offsets[index],
        )
        start, end = folded.starts[here], folded.ends[here]
        dropped = ""
        if not first and here:
            if (folded.starts[here - 1], folded.ends[here - 1]) == (start, end):
                return ""
            if folded.ends[here - 1] < start:
                dropped = re.sub(_UNJOINED, "", reading.text[folded.ends[here - 1] : start])
        if end == start + 1 and reading.text[start].isalnum():
            return dropped + reading.text[start]
        if self.text[at] == " ":
            return dropped + " " + re.sub(_UNJOINED, "", reading.text[start:end])
        own = re.sub(_UNPRINTED, "", reading.text[start:end])
        own = re.sub(r"\s+", "" if self.text[at] == "-" else " ", own)
        return dropped + own

    def in_one_piece(self, start: int, end: int) -> str | None:
        """What to print for ``start``..``end``; None unless each character there is one of the source.

        *Why*: nearly every quotation is such a stretch, and is printed at once.
        """
        index = self.index(start)
        folded, reading = self.folds[index], self.paragraphs[index].reading
        first, last = start - self.offsets[index], end - self.offsets[index]
        if last > len(folded.text):
            return None
        at = folded.starts[first] if first < last else 0
        if not isinstance(folded.starts, range) and (
            folded.starts[first:last] != array("I", range(at, at + last - first))
            or folded.ends[first:last] != array("I", range(at + 1, at + last - first + 1))
        ):
            return None
        return _WHITE.sub(" ", reading.text[at : at + last - first])

    def hyphen(self, at: int) -> str:
        """The hyphen that stands before the character at a break."""
        index = self.index(at)
        folded, here = self.folds[index], at - self.offsets[index]
        gap = self.paragraphs[index].reading.text[folded.ends[here - 1] : folded.starts[here]]
        return next(c for c in gap if c in "-‐")

    def number(self, at: int) -> int:
        """Number of the paragraph that holds the offset."""
        return self.paragraphs[self.index(at)].number

    def words(self, start: int, end: int) -> str:
        """The source's own characters under ``start``..``end``, ready to print."""
        whole = self.in_one_piece(start, end)
        if whole is not None:
            return whole
        return "".join(self.printed(at, first=at == start) for at in range(start, end))


_HELD: WeakValueDictionary[tuple[SeedParagraph, ...], Haystack] = WeakValueDictionary()


def haystack_of(paragraphs: tuple[SeedParagraph, ...]) -> Haystack:
    """The haystack of ``paragraphs``: the same one as long as anybody holds it.

    *Why*: a text that is read again, for another outline or after a save, is not folded again.
    """
    held = _HELD.get(paragraphs)
    if held is None:
        held = _HELD[paragraphs] = Haystack(paragraphs)
    return held
