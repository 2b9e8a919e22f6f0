"""Build: from an outline to documents. This module is the pipeline's table of contents.

examine (read, select, resolve, check) -> number, cite -> compose -> render -> prove -> write
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.cite import citeproc
from briefgen.cite.csl import BrokenStyle, UnknownStyle, find_style
from briefgen.compose.assemble import compose
from briefgen.compose.number import clusters, csl_item, number
from briefgen.compose.report import report
from briefgen.examine import examine
from briefgen.finding import Finding
from briefgen.lock.lockfile import lock_path, updated_lock, write_lock
from briefgen.place import Place, TextFile, place_of
from briefgen.proof.evidence import evidence
from briefgen.proof.evidence_file import write_evidence
from briefgen.resources import bundled
from briefgen.write import write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from briefgen.brief import Brief
    from briefgen.cite.citeproc import Pending
    from briefgen.cite.csl import Style
    from briefgen.compose.number import Numbered
    from briefgen.document import Document
    from briefgen.examine import Examined
    from briefgen.proof.evidence_file import Evidence
    from briefgen.proof.prove import Problem

__all__ = ["FORMATS", "Built", "build", "documents"]

FORMATS = ("pdf", "md", "html")
"""What a document may be written as."""

STYLE = "chicago-notes-bibliography"
"""Citation style of an outline that names none."""


@dataclass(frozen=True)
class Built:
    """What a build did: ``files`` were written, none of them if ``findings`` ``stopped`` it."""

    examined: Examined
    documents: tuple[Document, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    stopped: bool


def build(
    path: Path,
    out: Path,
    *,
    audiences: Collection[str] = (),
    formats: Sequence[str] = ("pdf", "md"),
    strict: bool = False,
    sign: Callable[[bytes], bytes] | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> Built:
    """Build the outline at ``path`` for ``audiences`` (all if none is named) into ``out``.

    Writes ``<outline>-<audience>.<format>`` for each of ``formats`` and the evidence beside it: all
    of them, or none where a finding stops the build. ``sign`` makes a signed PDF of a PDF;
    ``progress`` is told what is being done. Raises :class:`~briefgen.finding.Lack` where the machine
    lacks what a format needs, OSError where a file cannot be written.
    """
    examined = examine(path, audiences)
    if checks.stops(examined.findings, strict=strict):
        return Built(examined, (), (), examined.findings, True)
    composed, late = documents(examined, progress, _load_pdf if "pdf" in formats else _nothing)
    outputs: dict[Path, bytes] = {}
    for document, brief in composed:
        progress(f"setting {document.name}")
        found = evidence(document, brief.library.seeds)
        outputs[out / f"{document.name}.evidence.json"] = write_evidence(found)
        for kind in formats:
            data, findings = _written(kind, document, brief, found)
            late += findings
            if data is not None:
                signed = sign(data) if sign and kind == "pdf" else data
                outputs[out / f"{document.name}.{kind}"] = signed
    findings = _rated(examined, late)
    made = tuple(document for document, _ in composed)
    if checks.stops(findings, strict=strict):
        return Built(examined, made, (), findings, True)
    write_files({**outputs, **_lock(examined)})
    return Built(examined, made, tuple(outputs), findings, False)


def _load_pdf() -> None:
    from briefgen.machine.native import load_weasyprint

    load_weasyprint()


def _nothing() -> None:
    """All that Markdown and HTML have to wait for."""


def _rated(examined: Examined, late: Sequence[Finding]) -> tuple[Finding, ...]:
    rules = examined.outline.rules if examined.outline else {}
    return checks.rate([*examined.findings, *late], rules)


def _written(
    kind: str, document: Document, brief: Brief, found: Evidence
) -> tuple[bytes | None, Sequence[Finding]]:
    """The document as ``kind``; None if a finding says why not."""
    from briefgen.render.templates import render_html, render_markdown

    template = brief.selection.template
    if kind == "md":
        text, findings = render_markdown(document, template)
        return text.encode() if text is not None else None, findings
    page, findings = render_html(document, template, for_print=kind == "pdf")
    if page is None or kind == "html":
        return page.html.encode() if page else None, findings
    from briefgen.proof.prove import prove
    from briefgen.render.pdf import Attachment, write_pdf

    files = tuple(dict.fromkeys(field.text.place.file for field in brief.fields))
    attached = Attachment(
        "evidence.json",
        write_evidence(found),
        "Every citation and quotation of this brief with its source",
        "Data",
    )
    pdf, faults = write_pdf(document, page, [attached], files)
    if pdf is None:
        return None, (*findings, *faults)
    proof = prove(pdf.data, found)
    lost = [_lost(problem, document, brief) for problem in proof.problems]
    return pdf.data, (*findings, *faults, *lost)


def _lost(problem: Problem, document: Document, brief: Brief) -> Finding:
    """What the PDF lacks, at the field of the outline that it is about."""
    fields = {field.name: field.text.place for field in brief.fields}
    place = fields.get(problem.field or "title", brief.fields[0].text.place)
    if problem.rule == "over-limit" and document.audience:
        limits = brief.selection.settings.limits
        place = place_of(limits.pages, place)
    return Finding(problem.rule, f"{document.name}.pdf: {problem.message}", place, problem.hint)


def documents(
    examined: Examined, progress: Callable[[str], None], loading: Callable[[], object]
) -> tuple[Sequence[tuple[Document, Brief]], list[Finding]]:
    """A document for each brief; ``loading`` is done while pandoc formats the citations."""
    style = _style(examined)
    if isinstance(style, Finding):
        return (), [style]
    made: list[tuple[Document, Brief]] = []
    findings: list[Finding] = []
    with ExitStack() as stack:
        work: list[tuple[Brief, tuple[Numbered, ...], Pending]] = []
        progress("formatting citations")
        for brief in examined.briefs:
            numbered = number(brief)
            items = {
                c.passage.seed.id: csl_item(c.passage.seed) for n in numbered for c in n.citations
            }
            language = str(brief.selection.outline.language or "en")
            pending = stack.enter_context(
                citeproc.start(clusters(numbered), items, style, language)
            )
            work.append((brief, numbered, pending))
        loading()
        for brief, numbered, pending in work:
            try:
                formatted = pending.result()
            except citeproc.CitationError as error:
                findings.append(_refused(error, brief))
                continue
            facts = report(brief, examined.findings)
            name = _name(examined.path, brief.selection.audience)
            made.append((compose(name, brief, numbered, formatted, style, facts), brief))
    return made, findings


def _name(path: Path, audience: str | None) -> str:
    """``<outline>-<audience>``, or ``<outline>`` where the outline declares no audience."""
    return f"{path.stem}-{audience}" if audience else path.stem


def _style(examined: Examined) -> Style | Finding:
    """The outline's citation style."""
    outline = examined.outline
    written = outline.citations if outline else None
    folders = (examined.path.parent / "styles", examined.path.parent, bundled("styles"))
    place = written.place if written is not None else Place(TextFile(examined.path))
    try:
        return find_style(str(written or STYLE), folders)
    except UnknownStyle as error:
        hint = (
            f"did you mean {' or '.join(error.near)}?" if error.near else "the name of a CSL style"
        )
        return Finding("wrong-value", str(error), place, hint)
    except BrokenStyle as error:
        return Finding("wrong-value", str(error), place, "take the style from zotero.org/styles")


def _refused(error: citeproc.CitationError, brief: Brief) -> Finding:
    """What pandoc refused, at the source that it was about."""
    seed = brief.library.seeds.get(error.source)
    place = seed.source.file.place if seed else Place(brief.library.file)
    return Finding("wrong-value", str(error), place, "mend the `csl:` of that source")


def _lock(examined: Examined) -> dict[Path, bytes]:
    """The lock file as this green build leaves it."""
    lock = updated_lock(examined.lock, examined.passages)
    return {lock_path(examined.path): write_lock(lock)}
