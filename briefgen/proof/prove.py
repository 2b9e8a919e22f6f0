"""Prove: read a finished PDF back, and hold it against its evidence.

The one path for ``build``, which writes nothing that is not proved, and for ``verify``. Every
paragraph of the brief stands on the page as composed, each citation in its place and leading to its
note or source; every quotation with it; every note; no quotation that the evidence lacks; no more pages
than allowed; no character without a glyph; the evidence itself inside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefgen.proof.evidence_file import EvidenceError, read_evidence, write_evidence
from briefgen.proof.foreign import foreign_quotations
from briefgen.proof.inside import EVIDENCE, look_inside
from briefgen.proof.locate import locate, shown
from briefgen.proof.pdffile import UnreadableFile
from briefgen.proof.pdftext import UnreadableText, read_pages
from briefgen.proof.printed import printed, wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from briefgen.proof.evidence_file import Evidence, Note, Quotation
    from briefgen.proof.inside import Anchor, Inside
    from briefgen.proof.locate import Located
    from briefgen.proof.pdftext import Page
    from briefgen.proof.printed import Printed

__all__ = ["Held", "Problem", "Proof", "Verdict", "hold", "prove"]


_MARKS = ("'", '"')
"""Quotation marks, folded."""


@dataclass(frozen=True)
class Problem:
    """What a PDF lacks, or has too much.

    ``page`` counts from 1. ``call`` is the number of the citation, ``field`` the field of the
    outline that it is about, where there is one.
    """

    rule: Literal["lost-in-docx", "lost-in-pdf", "missing-glyph", "over-limit", "unfit-pdf"]
    message: str
    page: int | None = None
    call: int | None = None
    field: str | None = None
    hint: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether ``quotation`` stands on the page as the evidence has it, and on which."""

    quotation: Quotation
    proved: bool
    page: int | None


@dataclass(frozen=True)
class Proof:
    """What reading a PDF back gave; ``quotations`` are in the order of the text.

    ``text_pages`` are those that its limit counts: without notes, annexes and change log.
    """

    pages: int
    text_pages: int
    quotations: tuple[Verdict, ...]
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Whether the PDF is what its evidence says."""
        return not self.problems and all(verdict.proved for verdict in self.quotations)


@dataclass(frozen=True)
class Held:
    """What a document prints, where the paragraphs of its brief stand in it, and what is wrong."""

    stream: Printed
    located: tuple[Located, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


def prove(pdf: bytes, evidence: Evidence) -> Proof:
    """Hold ``pdf`` against ``evidence``."""
    try:
        file = look_inside(pdf)
        pages = read_pages(pdf)
    except (UnreadableFile, UnreadableText) as error:
        problem = Problem("lost-in-pdf", f"the PDF cannot be read back: {error}")
        verdicts = tuple(Verdict(quotation, False, None) for quotation in evidence.quotations)
        return Proof(0, 0, verdicts, (problem,))
    held = hold(evidence, printed(pages, file.links), file.anchors)
    text_pages = _text_pages(evidence, held.located, held.stream, len(pages))
    problems = [
        *_embedded(file, evidence),
        *held.problems,
        *_glyphs(file, pages),
        *_length(evidence, text_pages),
    ]
    return Proof(len(pages), text_pages, held.verdicts, _placed(problems, evidence))


def hold(evidence: Evidence, stream: Printed, anchors: Mapping[str, Anchor]) -> Held:
    """Hold what a document prints, its ``stream``, against ``evidence``.

    ``anchors`` are the places that its links lead to, by name.
    """
    located, used = locate(evidence, stream, anchors)
    verdicts = tuple(_quotations(evidence, located, stream))
    problems = [
        *_lost(located),
        *_unproved(verdicts),
        *_notes(evidence, stream, anchors),
        *_stray(stream, used, anchors),
        *_foreign(evidence, stream, located),
    ]
    return Held(stream, located, verdicts, _placed(problems, evidence))


def _placed(problems: Sequence[Problem], evidence: Evidence) -> tuple[Problem, ...]:
    """A problem of a citation is one of the field that cites."""
    fields = {number: block.field for block in evidence.text for number in block.calls}
    return tuple(
        problem
        if problem.field or problem.call is None
        else replace(problem, field=fields.get(problem.call))
        for problem in problems
    )


def _embedded(file: Inside, evidence: Evidence) -> Iterator[Problem]:
    """The evidence is in the PDF, once, as an associated file, and is this evidence."""
    if len(file.attached) != 1:
        count = "is not in the PDF" if not file.attached else "is in the PDF more than once"
        yield Problem("lost-in-pdf", f"{EVIDENCE} {count}")
        return
    (attached,) = file.attached
    if attached.data is None:
        yield Problem("lost-in-pdf", f"{EVIDENCE} cannot be read: {attached.why}")
    elif attached.data != write_evidence(evidence) and not _same(attached.data, evidence):
        yield Problem("lost-in-pdf", f"{EVIDENCE} in the PDF is not the one that was written")
    elif not attached.relation:
        yield Problem("lost-in-pdf", f"{EVIDENCE} is not an associated file of the document")


def _same(data: bytes, evidence: Evidence) -> bool:
    """Whether ``data`` says what ``evidence`` says, in whatever form."""
    try:
        return read_evidence(data) == evidence
    except EvidenceError:
        return False


def _lost(located: Sequence[Located]) -> Iterator[Problem]:
    for one in located:
        if one.wrong:
            calls = one.block.calls
            call = one.call or (calls[0] if calls else None)
            message = f"`{shown(one.block.text)}` {one.wrong}"
            yield Problem("lost-in-pdf", message, call=call, field=one.block.field)


def _quotations(
    evidence: Evidence, located: Sequence[Located], stream: Printed
) -> Iterator[Verdict]:
    """Each quotation in the paragraph of its field that has it; each paragraph's in order."""
    fields = {number: one.block.field for one in located for number in one.block.calls}
    blocks: dict[str, list[Located]] = defaultdict(list)
    for one in located:
        blocks[one.block.field].append(one)
    reached: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for quotation in evidence.quotations:
        field = fields.get(quotation.number, "")
        words = wanted(quotation.text).text
        index, offset = reached[field]
        page = None
        for at, one in enumerate(blocks[field][index:], index):
            here = one.words.text.find(words, offset if at == index else 0)
            if here >= 0 and words:
                reached[field] = (at, here + len(words))
                page = _page(one, quotation, here, stream)
                break
        yield Verdict(quotation, page is not None, page)


def _page(one: Located, quotation: Quotation, offset: int, stream: Printed) -> int | None:
    """Page of the quotation at ``offset`` of a paragraph, also if the words around it are lost."""
    if one.found:
        return stream.page(one.found.start + offset)
    for found in stream.whole(wanted(quotation.text), *one.between):
        before, after = stream.text[: found.start][-1:], stream.text[found.end : found.end + 2]
        if quotation.block or (before in _MARKS and after.lstrip(".,")[:1] in _MARKS):
            return stream.page(found.start)
    return None


def _unproved(verdicts: Sequence[Verdict]) -> Iterator[Problem]:
    for verdict in verdicts:
        if not verdict.proved:
            message = (
                f"the quotation `{shown(verdict.quotation.text)}` is not on the page as proved"
            )
            yield Problem("lost-in-pdf", message, call=verdict.quotation.number)


def _notes(evidence: Evidence, stream: Printed, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """Every note stands there, in order, under its number, where links to it lead."""
    cursor = 0
    starts: dict[int, int] = {}
    for note in evidence.notes:
        found = _note(note, stream, cursor)
        if f"note-{note.number}" not in anchors:
            yield Problem("lost-in-pdf", f"note {note.number} is not printed", call=note.number)
        elif found is None:
            message = f"note {note.number} is not printed as it should be: `{shown(note.text)}`"
            yield Problem("lost-in-pdf", message, call=note.number)
        else:
            starts[note.number], cursor = found
    places: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    for number, start in starts.items():
        places[stream.page(start)].append((number, *stream.corner(start)))
    for number in starts:
        anchor = anchors[f"note-{number}"]
        here = [(abs(anchor.x - x) + abs(anchor.y - y), n) for n, x, y in places[anchor.page]]
        if min(here, default=(0.0, 0))[1] != number:
            message = f"links to note {number} lead to another place"
            yield Problem("lost-in-pdf", message, anchor.page, call=number)


def _note(note: Note, stream: Printed, cursor: int) -> tuple[int, int] | None:
    """Start and end of a note at or after ``cursor``, or None."""
    words = wanted(note.text)
    number = re.compile(rf"(?<!\d)\[?{note.number}[.\])]?\Z")
    for found in stream.find_any_case(words, cursor):
        if not number.search(stream.text[max(found.start - 12, 0) : found.start]):
            continue
        end = found.end
        for excerpt in note.excerpts:
            relied = next(stream.find(wanted(excerpt.words), end), None)
            if relied is None:
                return None
            end = relied.end
        return found.start, end
    return None


def _stray(stream: Printed, used: Collection[int], anchors: Collection[str]) -> Iterator[Problem]:
    """Links to notes and sources beside the citations say where they lead, and lead there."""
    for index, marker in enumerate(stream.markers):
        kind, _, rest = marker.anchor.partition("-")
        letter, _, number = rest.partition("-")
        right = (
            marker.label == rest
            if kind == "note"
            else kind == "sources"
            or (marker.label.startswith(f"{letter}¶") and number in marker.label)
        )
        if marker.anchor not in anchors or not right:
            message = f"`{marker.label}` is a link to `{marker.anchor}`"
            if marker.anchor not in anchors:
                message += ", which the PDF does not have"
            if index not in used or marker.anchor not in anchors:
                yield Problem("lost-in-pdf", message, marker.page)


def _glyphs(file: Inside, pages: Sequence[Page]) -> Iterator[Problem]:
    for text in dict.fromkeys(file.missing):
        page = next((p.number for p in pages if any(text in run.text for run in p.runs)), None)
        code = " ".join(f"U+{ord(character):04X}" for character in text)
        message = f"no font has `{text}` ({code}): it is printed as an empty box"
        yield Problem("missing-glyph", message, page, hint="use a font that has it")
    for each in pages:
        if each.unread:
            message = f"{each.unread} characters on page {each.number} cannot be read back"
            yield Problem("lost-in-pdf", message, each.number)


def _text_pages(evidence: Evidence, located: Sequence[Located], stream: Printed, pages: int) -> int:
    """Pages of the text; notes, annexes and the change log come on top.

    A document without notes is all text: what follows the last paragraph counts.
    """
    if not evidence.notes:
        return pages
    text = (one for one in located if not one.block.field.startswith("changes."))
    return max((stream.page(one.found.end - 1) for one in text if one.found), default=pages)


def _length(evidence: Evidence, pages: int) -> Iterator[Problem]:
    most = evidence.brief.limits.pages
    if most is not None and pages > most:
        message = f"the text fills {pages} pages; at most {most} are allowed"
        yield Problem("over-limit", message, hint="shorten the text, or raise `limits: pages`")


def _foreign(evidence: Evidence, stream: Printed, located: Sequence[Located]) -> Iterator[Problem]:
    for found in foreign_quotations(evidence, stream, located):
        where = "the page" if found.page else "the brief"
        message = f"{where} quotes `{shown(found.words)}`, which the evidence does not have"
        yield Problem("lost-in-pdf", message, found.page)
