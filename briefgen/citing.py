"""Cite: every audience's citations numbered, formatted by pandoc, and composed into documents.

number, cite -> compose. Pandoc works beside whatever the caller does between the two calls.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.cite import citeproc
from briefgen.cite.answer import CitationError
from briefgen.compose.assemble import compose
from briefgen.compose.number import clusters, csl_item, number
from briefgen.compose.report import report
from briefgen.finding import Finding
from briefgen.place import Place
from briefgen.read.citations import read_citation_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.brief import Brief
    from briefgen.cite.citeproc import Answer, Start
    from briefgen.compose.number import Numbered
    from briefgen.document import Document
    from briefgen.examine import Examined, Prepared
    from briefgen.read.files import FileRead

__all__ = ["Citing", "documents"]


@dataclass(frozen=True)
class _Work:
    brief: Brief
    numbered: tuple[Numbered, ...]
    pending: Answer


class Citing:
    """Pandoc at work on the citations of ``briefs``. Use it in a ``with``.

    ``start`` is what sets it to work. Raises :class:`~briefgen.finding.Lack` without pandoc.
    """

    def __init__(
        self,
        outline: Prepared | Examined,
        briefs: Sequence[Brief],
        bounds: Bounds = USUAL,
        start: Start = citeproc.start,
    ) -> None:
        self._stack = ExitStack()
        self._work: list[_Work] = []
        written = outline.outline.citations if outline.outline else None
        self._style = read_citation_style(written, outline.path, bounds)
        style = self._style.value
        if style is None:
            return
        with ExitStack() as started:
            for brief in briefs:
                numbered = number(brief)
                items = {
                    c.passage.seed.id: csl_item(c.passage.seed)
                    for n in numbered
                    for c in n.citations
                }
                language = str(brief.selection.outline.language or "en")
                pending = start(clusters(numbered), items, style, language)
                self._work.append(_Work(brief, numbered, started.enter_context(pending)))
            self._stack = started.pop_all()

    @property
    def files(self) -> tuple[FileRead, ...]:
        """A citation style of the user's own, as it was read."""
        return self._style.files

    def __enter__(self) -> Citing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def documents(
        self, examined: Examined
    ) -> tuple[Sequence[tuple[Document, Brief]], tuple[Finding, ...]]:
        """A document for each brief that was given, now that the outline is ``examined``."""
        style = self._style.value
        if style is None:
            return (), self._style.findings
        made: list[tuple[Document, Brief]] = []
        findings: list[Finding] = []
        for work in self._work:
            try:
                formatted = work.pending.result()
            except CitationError as error:
                findings.append(_refused(error, work.brief))
                continue
            facts = report(work.brief, examined.findings)
            name = _name(examined.path, work.brief.selection.audience)
            document = compose(name, work.brief, work.numbered, formatted, style, facts)
            made.append((document, work.brief))
        return made, tuple(findings)


def documents(
    examined: Examined,
) -> tuple[Sequence[tuple[Document, Brief]], tuple[Finding, ...]]:
    """A document for each brief of ``examined``. Raises :class:`~briefgen.finding.Lack`."""
    with Citing(examined, examined.briefs) as citing:
        return citing.documents(examined)


def _name(path: Path, audience: str | None) -> str:
    """``<outline>-<audience>``, or ``<outline>`` where the outline declares no audience."""
    return f"{path.stem}-{audience}" if audience else path.stem


def _refused(error: CitationError, brief: Brief) -> Finding:
    """What pandoc refused, at the source that it was about."""
    seed = brief.library.seeds.get(error.source)
    place = seed.source.file.place if seed else Place(brief.library.file)
    return Finding("wrong-value", str(error), place, "mend the `csl:` of that source")
