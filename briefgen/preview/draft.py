"""Draft: from an outline as it was just saved to pages, the shown audience's first.

prepare -> compose -> render is what a reader sees at once (:meth:`Drafter.first`); the rules, the other
audiences and what the pages are set from come after, step by step (:meth:`Drafter.rest`).
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.analysis.length import limits, text_words
from briefgen.build import order
from briefgen.citing import Citing
from briefgen.examine import Examined, judge, prepare
from briefgen.preview.citations import Citations
from briefgen.proof.evidence_file import write_evidence
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.brief import Brief
    from briefgen.document import Document
    from briefgen.examine import Prepared
    from briefgen.finding import Finding
    from briefgen.layout import Layout
    from briefgen.produce import Order
    from briefgen.read.files import FileRead, Read

__all__ = ["Draft", "Drafter", "Page", "audiences"]


@dataclass(frozen=True)
class Page:
    """One audience's document: its page for the screen, its length, and how its PDF is ordered.

    ``html`` is None where the outline cannot be set for it, and ``order`` too. ``key`` is the same
    for orders that give the same PDF; a first draft has none.
    """

    audience: str
    html: str | None = None
    words: int | None = None
    most_words: int | None = None
    most_pages: int | None = None
    order: Order | None = None
    key: str = ""

    @cached_property
    def version(self) -> str:
        """Another one for another page; empty without one."""
        return sha256(self.html.encode()).hexdigest()[:16] if self.html else ""

    @cached_property
    def lines(self) -> list[str]:
        """The page line by line."""
        return self.html.split("\n") if self.html else []


@dataclass(frozen=True)
class Draft:
    """An outline as it was saved: ``pages`` of the audiences drafted, all that was found and read.

    ``documents`` are what those pages show; ``guessed`` says that stand-ins are in them for
    citations that pandoc has not formatted.
    """

    examined: Examined
    prepared: Prepared
    layout: Read[Layout]
    pages: tuple[Page, ...]
    styles: tuple[FileRead, ...]
    documents: tuple[tuple[Document, Brief], ...] = ()
    guessed: bool = False

    @property
    def files(self) -> tuple[FileRead, ...]:
        """All that was read, citation styles among them."""
        return (*self.prepared.files, *self.layout.files, *self.styles)

    @property
    def stopped(self) -> bool:
        """Whether something was found that keeps a page from being made."""
        return any(finding.severity == "error" for finding in self.examined.findings)


class Drafter:
    """Drafts the outline at ``path``, and does not do again what a save has left as it was."""

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self._path = path
        self._bounds = bounds
        self._citations = Citations()
        self._layout: Read[Layout] | None = None

    def first(
        self, shown: str, before: Examined | None, changed: Collection[Path] | None = None
    ) -> Draft:
        """The page of the audience ``shown`` (of the first one, if there is none of that name).

        No rule has looked at it: findings are those of reading and binding, and what the page says
        of its findings is what was so ``before``. ``changed`` are the files that may differ from
        those of the last draft, None if any may.
        """
        prepared = prepare(self._path, self._bounds)
        layout = self._read_layout(prepared, changed)
        names = audiences(prepared)
        name = shown if shown in names else names[0] if names else ""
        met = _met(prepared, name)
        examined = _examined(prepared, before.findings if before else met)
        chosen = [b for b in _sound(prepared) if _name(b) == name]
        self._citations.guessed = False
        made: list[tuple[Document, Brief]] = []
        late: list[Finding] = []
        styles: tuple[FileRead, ...] = ()
        pages = {name: Page(name)} if names else {}
        if layout.value is not None and chosen:
            with Citing(prepared, chosen, self._bounds, self._citations.at_once) as citing:
                documents, refused = citing.documents(examined)
            late += refused
            styles = citing.files
            for document, brief in documents:
                page, faults = _page(document, brief, layout.value)
                late += faults
                if page.html is not None:
                    pages[name] = page
                    made.append((document, brief))
        findings = _rated(prepared, (*met, *layout.findings, *late))
        return Draft(
            examined._replace(findings=findings),
            prepared,
            layout,
            tuple(pages.values()),
            styles,
            tuple(made),
            self._citations.guessed,
        )

    def rest(self, first: Draft) -> Generator[Draft, None, None]:
        """The draft with all findings; then with the page of one audience after the other, ordered.

        Pages that are still to come are missing; an audience that cannot be set has one without
        ``html``. Close it to leave off.
        """
        prepared, layout = first.prepared, first.layout.value
        examined = judge(prepared)
        drafted = {page.audience: page for page in first.pages}
        sound = _sound(prepared) if layout else []
        sound.sort(key=lambda brief: _name(brief) not in drafted)
        pages = {name: Page(name) for name in audiences(prepared)}
        for brief in sound:
            del pages[_name(brief)]
        late = [*first.layout.findings]
        with ExitStack() as at_work:
            works = [self._work(first, brief, examined, at_work) for brief in sound]
            styles = tuple(file for work in works if work for file in work.files)

            def draft() -> Draft:
                findings = _rated(prepared, (*examined.findings, *late))
                told = examined._replace(findings=findings)
                every = tuple(pages.values())
                return Draft(told, prepared, first.layout, every, (*first.styles, *styles))

            yield draft()
            for brief, work in zip(sound, works, strict=True):
                assert layout is not None
                name = _name(brief)
                documents, refused = work.documents(examined) if work else (first.documents, ())
                late += refused
                page = Page(name)
                for document, _ in documents:
                    page, faults = _page(document, brief, layout) if work else (drafted[name], ())
                    late += faults
                    page = _ordered(page, document, brief, layout)
                pages[name] = page
                yield draft()

    def _work(
        self, first: Draft, brief: Brief, examined: Examined, at_work: ExitStack
    ) -> Citing | None:
        """Pandoc at work for ``brief``; None if the first draft shows the document as it will be."""
        tally = Counter(str(finding.severity) for finding in examined.findings)
        for document, drafted in first.documents:
            if drafted is brief and document.report.findings == tally and not first.guessed:
                return None
        citing = Citing(first.prepared, [brief], self._bounds, self._citations.exact)
        return at_work.enter_context(citing)

    def _read_layout(self, prepared: Prepared, changed: Collection[Path] | None) -> Read[Layout]:
        """The layout, read again unless nothing has changed where it lies."""
        kept = self._layout
        if (
            kept is None
            or kept.value is None
            or kept.value.catalogs != prepared.catalogs
            or changed is None
            or any(self._dresses(path, kept.files) for path in changed)
        ):
            kept = read_layout(self._path, prepared.catalogs, self._bounds)
            self._layout = kept
        return kept

    def _dresses(self, path: Path, files: Iterable[FileRead]) -> bool:
        """Whether ``path`` is of a layout of these ``files``, lies beside one, or holds one."""
        for folder in (self._path.parent / "templates", self._path.parent / "styles"):
            if path.is_relative_to(folder):
                return True
        return any(
            path.parent == file.path.parent or file.path.is_relative_to(path) for file in files
        )


def audiences(prepared: Prepared) -> tuple[str, ...]:
    """The names of the audiences, one empty name if the outline declares none."""
    if prepared.outline is None:
        return ()
    return tuple(str(name) for name in prepared.outline.audiences) or ("",)


def _name(brief: Brief) -> str:
    return brief.selection.audience or ""


def _sound(prepared: Prepared) -> list[Brief]:
    """The briefs of the audiences on the way to which nothing stops."""
    return [
        brief
        for brief in prepared.briefs
        if not checks.stops(_met(prepared, _name(brief)), strict=False)
    ]


def _met(prepared: Prepared, name: str) -> tuple[Finding, ...]:
    """What was met on the way to one audience."""
    return prepared.met([name] if name else [])


def _examined(prepared: Prepared, findings: tuple[Finding, ...]) -> Examined:
    """What was prepared, with ``findings`` in place of what the rules will say."""
    return Examined(
        prepared.path,
        prepared.outline,
        prepared.library,
        tuple(prepared.passages.values()),
        prepared.lock,
        prepared.briefs,
        findings,
        prepared.files,
        prepared.catalogs,
    )


def _rated(prepared: Prepared, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return checks.rate(findings, prepared.outline.rules if prepared.outline else {})


def _page(document: Document, brief: Brief, layout: Layout) -> tuple[Page, Sequence[Finding]]:
    """The page that shows ``document``, not ordered yet."""
    page, faults = render_html(document, layout, for_print=False)
    if page is None:
        return Page(_name(brief)), faults
    allowed, words = limits(brief.selection), text_words(brief)
    return Page(_name(brief), page.html, words, allowed.words, allowed.pages), faults


def _ordered(page: Page, document: Document, brief: Brief, layout: Layout) -> Page:
    """The page with the order of its PDF, if it could be made."""
    if page.html is None:
        return page
    made = order(document, brief, layout, ["pdf"])
    return replace(page, order=made, key=_key(page.html, made))


def _key(html: str, made: Order) -> str:
    """A digest of all that the PDF comes from: words and pictures, style sheets, evidence."""
    digest = sha256(html.encode())
    for name, sheet in sorted(made.layout.sheets.items()):
        digest.update(f"\0{name}\0{sheet.text}".encode())
    digest.update(write_evidence(made.evidence))
    return digest.hexdigest()
