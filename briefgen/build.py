"""Build: from an outline to documents. This module is the pipeline's table of contents.

examine (read, select, resolve, check) -> number, cite -> compose -> render -> prove -> write
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.bounds import USUAL
from briefgen.cite import citeproc
from briefgen.cite.csl import BrokenStyle, UnknownStyle, find_style
from briefgen.compose.assemble import compose
from briefgen.compose.number import clusters, csl_item, number
from briefgen.compose.report import report
from briefgen.examine import examine
from briefgen.finding import Finding
from briefgen.lock.lockfile import lock_path, updated_lock, write_lock
from briefgen.place import Place, TextFile, place_of
from briefgen.produce import Order, produce
from briefgen.proof.evidence import evidence
from briefgen.read.layout import read_layout
from briefgen.resources import bundled
from briefgen.write import write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.brief import Brief
    from briefgen.cite.citeproc import Pending
    from briefgen.cite.csl import Style
    from briefgen.compose.number import Numbered
    from briefgen.document import Document
    from briefgen.examine import Examined
    from briefgen.layout import Layout

__all__ = ["Built", "build", "documents"]

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
    bounds: Bounds = USUAL,
    progress: Callable[[str], None] = lambda line: None,
) -> Built:
    """Build the outline at ``path`` for ``audiences`` (all if none is named) into ``out``.

    Writes ``<outline>-<audience>.<format>`` for each of ``formats`` and the evidence beside it: all
    of them, or none where a finding stops the build. ``sign`` makes a signed PDF of a PDF;
    ``bounds`` is how large anything may be; ``progress`` is told what is being done. Raises
    :class:`~briefgen.finding.Lack` where the machine lacks what a format needs, OSError where a file
    cannot be written.
    """
    examined = examine(path, audiences, bounds=bounds)
    if checks.stops(examined.findings, strict=strict):
        return Built(examined, (), (), examined.findings, True)
    composed, late = documents(examined, progress, _load_pdf if "pdf" in formats else _nothing)
    read = read_layout(path, examined.catalogs, bounds)
    late += read.findings
    outputs: dict[Path, bytes] = {}
    for document, brief in composed:
        if read.value is None:
            break
        progress(f"setting {document.name}")
        product = produce(_order(document, brief, read.value, formats))
        late += product.findings
        for name, data in product.files.items():
            outputs[out / name] = sign(data) if sign and name.endswith(".pdf") else data
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


def _order(document: Document, brief: Brief, layout: Layout, formats: Sequence[str]) -> Order:
    places = {field.name: field.text.place for field in brief.fields}
    places["limits.pages"] = place_of(brief.selection.settings.limits.pages, places["title"])
    files = tuple(dict.fromkeys(field.text.place.file for field in brief.fields))
    found = evidence(document, brief.library.seeds)
    return Order(document, found, layout, tuple(formats), files, places)


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
