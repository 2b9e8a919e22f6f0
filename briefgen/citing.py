"""Cite: every audience's citations numbered, formatted by pandoc, and composed into documents.

number, cite -> compose. Pandoc works beside whatever the caller does between the two calls.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.cite import citeproc
from briefgen.cite.csl import BrokenStyle, RefusedStyle, Style, UnknownStyle, find_style
from briefgen.compose.assemble import compose
from briefgen.compose.number import clusters, csl_item, number
from briefgen.compose.report import report
from briefgen.finding import Finding
from briefgen.place import Place, TextFile
from briefgen.read.files import project_of, read_text

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

__all__ = ["STYLE", "Citing", "documents"]

STYLE = "chicago-notes-bibliography"
"""Citation style of an outline that names none."""


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
        self._files: list[FileRead] = []
        self._style = _style(outline, bounds, self._files)
        if isinstance(self._style, Finding):
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
                pending = start(clusters(numbered), items, self._style, language)
                self._work.append(_Work(brief, numbered, started.enter_context(pending)))
            self._stack = started.pop_all()

    @property
    def files(self) -> tuple[FileRead, ...]:
        """A citation style of the user's own, as it was read."""
        return tuple(self._files)

    def __enter__(self) -> Citing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def documents(
        self, examined: Examined
    ) -> tuple[Sequence[tuple[Document, Brief]], tuple[Finding, ...]]:
        """A document for each brief that was given, now that the outline is ``examined``."""
        if isinstance(self._style, Finding):
            return (), (self._style,)
        made: list[tuple[Document, Brief]] = []
        findings: list[Finding] = []
        for work in self._work:
            try:
                formatted = work.pending.result()
            except citeproc.CitationError as error:
                findings.append(_refused(error, work.brief))
                continue
            facts = report(work.brief, examined.findings)
            name = _name(examined.path, work.brief.selection.audience)
            document = compose(name, work.brief, work.numbered, formatted, self._style, facts)
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


def _style(read: Prepared | Examined, bounds: Bounds, files: list[FileRead]) -> Style | Finding:
    """The outline's citation style; what is read of the user's own is added to ``files``."""
    outline = read.outline
    written = outline.citations if outline else None
    folders = (read.path.parent / "styles", read.path.parent)
    place = written.place if written is not None else Place(TextFile(read.path))

    def door(file: Path) -> bytes | Finding:
        found = read_text(file, project_of(read.path), place, bounds.of("csl_bytes"))
        if isinstance(found, Finding):
            return found
        files.append(found[1])
        return found[0].text.encode()

    try:
        return find_style(str(written or STYLE), folders, door)
    except RefusedStyle as refused:
        return refused.finding
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
