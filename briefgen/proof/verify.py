"""Verify: a finished PDF, proved again by somebody who has nothing but the PDF.

It takes the evidence out of the PDF, holds it against itself and against the pages, and, given the
source documents, against these. Nothing is fetched, and no PDF, however made, ends in a traceback.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from briefgen.finding import Lack
from briefgen.proof.consistent import Doubt, consistent
from briefgen.proof.evidence_file import EvidenceError, read_evidence
from briefgen.proof.inside import EVIDENCE, embedded
from briefgen.proof.originals import Original, hold_against
from briefgen.proof.pdffile import UnreadableFile
from briefgen.proof.prove import prove
from briefgen.proof.strange import strange_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefgen.proof.evidence_file import Evidence
    from briefgen.proof.prove import Proof
    from briefgen.proof.sign import Signature

__all__ = ["Row", "Status", "Verification", "verify"]

Status: TypeAlias = Literal["proved", "not proved", "refused"]

PROVES = (
    "the words in quotation marks stand in the source documents where the brief says, and its pages "
    "say what its own record of its text says"
)
PROVES_ALONE = (
    "the pages say what the evidence in the PDF says, and its quotations stand in its excerpts. That "
    "the excerpts stand in the documents is the PDF's own word: `--seeds DIR` holds them against these"
)
DOES_NOT_PROVE = (
    "that what the documents say is true, that the brief is fair to them, that nothing was added outside "
    "of quotation marks, or who made it; only a signature speaks for these last two. The characters "
    "that the PDF names were read, not their shapes"
)

LARGEST = 128 * 2**20
"""Bytes of the largest PDF that is read."""


@dataclass(frozen=True)
class Row:
    """A quotation and the verdict on it; ``source`` is its letter, ``paragraph`` as printed: ``3–4``."""

    number: int
    quotation: str
    source: str
    paragraph: str
    page: int | None
    proved: bool
    reason: str = ""


@dataclass(frozen=True)
class Verification:
    """The verdict on one PDF.

    ``reason`` says why it was ``refused``. ``problems`` are what speaks against it beside the
    quotations; ``remarks`` are for the reader to know. ``originals`` are the source documents, if
    they were given.
    """

    file: str
    status: Status
    reason: str = ""
    brief: Mapping[str, Any] = field(default_factory=dict)
    pages: int = 0
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    originals: tuple[Original, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def proves(self) -> str:
        """What the verdict ``proved`` means here, in words."""
        return PROVES if self.originals else PROVES_ALONE

    @property
    def does_not_prove(self) -> str:
        """What no verdict means, in words."""
        return DOES_NOT_PROVE

    def to_json(self) -> str:
        """The verdict for scripts, as JSON."""
        verdict = {
            "file": self.file,
            "status": self.status,
            "reason": self.reason,
            "brief": dict(self.brief),
            "pages": self.pages,
            "quotations": [vars(row) for row in self.rows],
            "problems": list(self.problems),
            "remarks": list(self.remarks),
            "sources": [vars(original) for original in self.originals],
            "signatures": [vars(signature) for signature in self.signatures],
            "proves": self.proves if self.status == "proved" else "",
            "does_not_prove": DOES_NOT_PROVE,
        }
        return json.dumps(verdict, indent=2)


def verify(path: Path, seeds: Path | None = None) -> Verification:
    """Verify the PDF at ``path``, with the documents in the folder ``seeds`` if that is given."""
    try:
        with path.open("rb") as stream:
            pdf = stream.read(LARGEST + 1)
    except OSError as error:
        return _refused(path, f"it cannot be read: {(error.strerror or 'unknown reason').lower()}")
    if len(pdf) > LARGEST:
        return _refused(path, f"it is larger than {LARGEST // 2**20} MiB, as no brief is")
    if seeds is not None and not seeds.is_dir():
        return _refused(path, f"`{seeds}` is not a folder of source documents")
    try:
        attached = embedded(pdf)
        if not attached:
            return _refused(path, f"it is not a brief of briefgen's: it carries no {EVIDENCE}")
        if len(attached) > 1:
            return _doubted(path, f"it carries {EVIDENCE} more than once, so none can be trusted")
        if attached[0].data is None:
            return _doubted(path, f"its {EVIDENCE} cannot be read: {attached[0].why}")
        evidence = read_evidence(attached[0].data)
        strange = strange_parts(pdf)
    except (UnreadableFile, EvidenceError) as error:
        return _refused(path, str(error))
    if strange.unsafe:
        return _doubted(path, f"it was not opened: {strange.unsafe}")
    signatures, remarks = _signatures(pdf) if strange.signed else ((), ())
    problems = [*strange.faults, *_saved_again(strange.revisions, signatures)]
    problems += [problem for one in signatures if (problem := _bad(one))]
    return _judged(path, pdf, evidence, seeds, signatures, (problems, [*remarks]))


def _refused(path: Path, reason: str) -> Verification:
    return Verification(path.name, "refused", reason)


def _doubted(path: Path, problem: str) -> Verification:
    return Verification(path.name, "not proved", problems=(problem,))


def _judged(
    path: Path,
    pdf: bytes,
    evidence: Evidence,
    seeds: Path | None,
    signatures: tuple[Signature, ...],
    said: tuple[list[str], list[str]],
) -> Verification:
    problems, remarks = said
    proof = prove(pdf, evidence)
    doubts = [*consistent(evidence)]
    originals: tuple[Original, ...] = ()
    if seeds is not None:
        originals, more = hold_against(evidence, seeds)
        doubts += more
    about = {doubt.quotation: doubt for doubt in reversed(doubts) if doubt.quotation is not None}
    rows = _rows(evidence, proof, about)
    problems += [problem.message for problem in proof.problems]
    problems += [doubt.message for doubt in doubts if doubt.quotation is None]
    problems += [original.problem for original in originals if original.problem]
    held = proof.holds and not problems and all(row.proved for row in rows)
    brief = evidence.brief
    return Verification(
        path.name,
        "proved" if held else "not proved",
        brief={
            "name": brief.name,
            "title": brief.title,
            "audience": brief.audience,
            "published": brief.published,
            "as_of": brief.as_of,
            "briefgen": evidence.generator.version,
        },
        pages=proof.pages,
        rows=rows,
        problems=tuple(dict.fromkeys(problems)),
        remarks=tuple(remarks),
        originals=originals,
        signatures=signatures,
    )


def _rows(evidence: Evidence, proof: Proof, about: Mapping[int, Doubt]) -> tuple[Row, ...]:
    rows = []
    for index, verdict in enumerate(proof.quotations):
        quotation = verdict.quotation
        doubt = about.get(index)
        reason = doubt.message if doubt else "" if verdict.proved else "not on the page"
        first, last = quotation.paragraphs[0], quotation.paragraphs[-1]
        rows.append(
            Row(
                number=quotation.number,
                quotation=quotation.text,
                source=evidence.source(quotation.seed).letter,
                paragraph=str(first) if first == last else f"{first}–{last}",
                page=verdict.page,
                proved=verdict.proved and (doubt is None or doubt.stands),
                reason=reason,
            )
        )
    return tuple(rows)


def _signatures(pdf: bytes) -> tuple[tuple[Signature, ...], tuple[str, ...]]:
    from briefgen.proof.sign import read_signatures

    try:
        return read_signatures(pdf), ()
    except Lack as lack:
        return (), (f"it is signed, but {lack}: {lack.remedy}",)


def _saved_again(revisions: int, signatures: tuple[Signature, ...]) -> tuple[str, ...]:
    """A brief is saved once; signing it saves it a second time."""
    if revisions < 2 or (revisions == 2 and any(one.whole and one.valid for one in signatures)):
        return ()
    return (f"it was changed after it was made: it has been saved {revisions} times",)


def _bad(signature: Signature) -> str:
    if not signature.valid:
        return f"the signature of {signature.signer} is not valid"
    return (
        "" if signature.whole else f"the signature of {signature.signer} does not cover all of it"
    )
