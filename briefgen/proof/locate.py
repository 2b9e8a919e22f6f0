"""Locate: each paragraph of a brief, with its citations, in what its PDF prints."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.proof.printed import wanted
from briefgen.prose import OBJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefgen.proof.evidence_file import Block, Evidence
    from briefgen.proof.printed import Found, Marker, Printed, Wanted

__all__ = ["Located", "locate", "shown"]

_SHOWN = 60
_ALIKE = 12


@dataclass(frozen=True)
class Located:
    """A paragraph of the brief, and where it is printed; ``found`` is None if it is not.

    ``between`` is the part of the stream that it has to stand in; ``wrong`` says what is not as it
    should be, in words that follow the paragraph's name.
    """

    block: Block
    words: Wanted
    found: Found | None
    between: tuple[int, int]
    wrong: str = ""
    call: int | None = None


@dataclass(frozen=True, slots=True)
class _Expected:
    """Calls that stand side by side and lead to one anchor: offset, number of the first, label."""

    at: int
    number: int
    label: str
    anchor: str


def locate(
    evidence: Evidence, stream: Printed, anchors: Collection[str]
) -> tuple[tuple[Located, ...], frozenset[int]]:
    """All paragraphs of ``evidence`` in ``stream``, and the indices of the markers that they use.

    Fields that cite come in the order of their numbers, their paragraphs in order; the others may
    stand anywhere. A call whose anchor the PDF does not have is printed as plain words.
    """
    search = _Search(evidence, stream, anchors)
    fields = [list(blocks) for _, blocks in groupby(evidence.text, key=lambda block: block.field)]
    citing = [blocks for blocks in fields if _cites(blocks)]
    citing.sort(key=lambda blocks: min(number for block in blocks for number in block.calls))
    found = [search.next(block) for blocks in citing for block in blocks]
    for index, one in enumerate(found):
        if one.found is None:
            ends = (each.found.start for each in found[index + 1 :] if each.found)
            limit = (one.between[0], next(ends, len(stream.text)))
            found[index] = Located(one.block, one.words, None, limit, one.wrong, one.call)
    rest = [block for blocks in fields if not _cites(blocks) for block in blocks]
    found += [search.anywhere(block) for block in rest]
    return tuple(found), frozenset(search.used)


def _cites(blocks: Sequence[Block]) -> bool:
    return any(block.calls for block in blocks)


class _Search:
    """Where the search stands: behind the last paragraph found, and with which markers used."""

    def __init__(self, evidence: Evidence, stream: Printed, anchors: Collection[str]) -> None:
        self.stream = stream
        self.calls = {call.number: call for call in evidence.calls}
        self.anchors = anchors
        self.cursor = 0
        self.used: set[int] = set()
        # A cell with nothing but citations stands where the cell before it ends.
        bare = [number for block in evidence.text if not block.words for number in block.calls]
        self.alone = {(self.calls[n].label, self.calls[n].anchor) for n in bare}

    def next(self, block: Block) -> Located:
        """The paragraph at or after the cursor."""
        words, expected = self.words(block)
        if not words.text:
            return self.bare(block, words, expected)
        wrong: tuple[str, int | None] | None = None
        for found in self.stream.whole(words, self.cursor):
            taken = self.taken(found, expected)
            if not self.stream.runs_down(found):
                wrong = wrong or ("has its lines in another order", None)
            elif not isinstance(taken, tuple):
                self.used |= taken
                between = (self.cursor, found.end)
                self.cursor = found.end
                return Located(block, words, found, between)
            else:
                wrong = wrong or taken
        limits = (self.cursor, len(self.stream.text))
        if wrong:
            return Located(block, words, None, limits, *wrong)
        if any(True for _ in self.stream.whole(words, 0)):
            return Located(block, words, None, limits, "is not printed in its place")
        return Located(block, words, None, limits, self.difference(words))

    def anywhere(self, block: Block) -> Located:
        """A paragraph that cites nothing, wherever it stands."""
        words, _ = self.words(block)
        limits = (0, len(self.stream.text))
        places = list(self.stream.whole(words, 0))
        found = next((place for place in places if self.stream.runs_down(place)), None)
        wrong = ""
        if found is None and words.text:
            wrong = "has its lines in another order" if places else self.difference(words, 0)
        return Located(block, words, found, limits, wrong)

    def words(self, block: Block) -> tuple[Wanted, Sequence[_Expected]]:
        """What to look for, and the calls to be met on the way."""
        text = block.text
        linked = [self.calls[number] for number in block.calls]
        for call in [call for call in linked if call.anchor not in self.anchors]:
            at = _nth(text, linked.index(call))
            text = f"{text[:at]}{call.label}{text[at + 1 :]}"
            linked.remove(call)
        words = wanted(text)
        placed = zip(words.calls, linked, strict=True)
        expected = []
        for (at, anchor), group in groupby(placed, key=lambda item: (item[0], item[1].anchor)):
            calls = [call for _, call in group]
            label = "".join("".join(call.label.split()) for call in calls)
            expected.append(_Expected(at, calls[0].number, label, anchor))
        return words, expected

    def bare(self, block: Block, words: Wanted, expected: Sequence[_Expected]) -> Located:
        """A cell that holds nothing but citations."""
        limits = (self.cursor, len(self.stream.text))
        for one in expected:
            index = next(
                (
                    index
                    for index, marker in self.free(self.cursor, len(self.stream.text))
                    if (marker.label, marker.anchor) == (one.label, one.anchor)
                ),
                None,
            )
            if index is None:
                return Located(block, words, None, limits, "has lost its citation", one.number)
            self.used.add(index)
            self.cursor = self.stream.markers[index].at
        return Located(block, words, None, limits)

    def free(self, start: int, end: int) -> Iterator[tuple[int, Marker]]:
        """Markers from character ``start`` to ``end``, both with, that no paragraph has used."""
        for index in self.stream.marked(start, end):
            if index not in self.used:
                yield index, self.stream.markers[index]

    def taken(
        self, found: Found, expected: Sequence[_Expected]
    ) -> set[int] | tuple[str, int | None]:
        """The markers that make the calls of a paragraph, or what is wrong with them."""
        free = list(self.free(found.start, found.end))
        taken: set[int] = set()
        reached = -1
        for one in expected:
            at = found.start + one.at
            here = [(i, m) for i, m in free if m.at == at and i > reached]
            fit = (i for i, m in here if (m.label, m.anchor) == (one.label, one.anchor))
            reached = next(fit, -1)
            if reached < 0:
                has = here[0][1] if here else None
                what = f"has `{has.label}`, a link to `{has.anchor}`," if has else "has no link"
                return f"{what} where citation `{one.label}` should stand", one.number
            taken.add(reached)
        for index, marker in free:
            inside = found.start < marker.at < found.end
            after = marker.at == found.end and marker.anchor.startswith("note-")
            alone = (marker.label, marker.anchor) in self.alone
            if index not in taken and (inside or (after and not alone)):
                return f"has a citation `{marker.label}` that the brief does not make", None
        return taken

    def difference(self, words: Wanted, start: int | None = None) -> str:
        """Up to where the page has the paragraph, and what it has then."""
        begin = self.cursor if start is None else start
        text, page = words.text, self.stream.text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if page.find(text[:middle], begin) >= 0:
                low = middle
            else:
                high = middle - 1
        if low < min(_ALIKE, len(text)):
            return "is not printed"
        if low == len(text):
            return "is printed with its words set apart otherwise"
        at = page.find(text[:low], begin) + low
        return f"is printed otherwise: `{text[low : low + 20]}` has become `{page[at : at + 20]}`"


def _nth(text: str, number: int) -> int:
    """Offset of the citation ``number``, counted from 0, in ``text``."""
    at = -1
    for _ in range(number + 1):
        at = text.index(OBJECT, at + 1)
    return at


def shown(text: str) -> str:
    """The beginning of ``text``, for a message."""
    line = " ".join(text.replace(OBJECT, "").split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} ..."
