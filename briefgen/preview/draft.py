"""Draft: from an outline as it was just saved to pages, the shown audience's first.

prepare -> compose -> render is what a reader sees at once (:func:`first_draft`); the rules, the other
audiences and what the pages are set from come after (:func:`whole_draft`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.analysis.length import limits, text_words
from briefgen.build import order
from briefgen.citing import Citing
from briefgen.examine import Examined, judge, prepare
from briefgen.proof.evidence_file import write_evidence
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.brief import Brief
    from briefgen.cite.citeproc import Start
    from briefgen.examine import Prepared
    from briefgen.finding import Finding
    from briefgen.layout import Layout
    from briefgen.preview.citations import Citations
    from briefgen.produce import Order
    from briefgen.read.files import FileRead, Read

__all__ = ["Draft", "Page", "audiences", "first_draft", "whole_draft"]


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


@dataclass(frozen=True)
class Draft:
    """An outline as it was saved: ``pages`` of the audiences drafted, all that was found and read.

    ``guessed`` says that stand-ins are in it for citations that pandoc has not formatted.
    """

    examined: Examined
    prepared: Prepared
    layout: Read[Layout]
    pages: tuple[Page, ...]
    styles: tuple[FileRead, ...]
    guessed: bool = False

    @property
    def files(self) -> tuple[FileRead, ...]:
        """All that was read, citation styles among them."""
        return (*self.prepared.files, *self.layout.files, *self.styles)


def first_draft(
    path: Path, shown: str, before: Examined | None, citations: Citations, bounds: Bounds
) -> Draft:
    """The page of the audience ``shown`` (of the first one, if there is none of that name).

    No rule has looked at it: findings are those of reading and binding, and what the page says of
    its findings is what was so ``before``.
    """
    prepared = prepare(path, bounds)
    layout = read_layout(path, prepared.catalogs, bounds)
    names = audiences(prepared)
    name = shown if shown in names else names[0] if names else ""
    met = _met(prepared, name)
    sound = [b for b in prepared.briefs if _name(b) == name and not checks.stops(met, strict=False)]
    citations.guessed = False
    examined = _examined(prepared, before.findings if before else met)
    pages, late, styles = _pages(prepared, examined, sound, layout.value, citations.at_once, bounds)
    findings = _rated(prepared, (*met, *layout.findings, *late))
    chosen = tuple(pages.get(each, Page(each)) for each in names if each == name)
    guessed = citations.guessed
    return Draft(replace(examined, findings=findings), prepared, layout, chosen, styles, guessed)


def whole_draft(first: Draft, citations: Citations, bounds: Bounds) -> Draft:
    """The pages of all audiences that can be set, ordered, and all findings."""
    prepared, layout = first.prepared, first.layout
    examined = judge(prepared)
    sound = [
        brief
        for brief in prepared.briefs
        if not checks.stops(_met(prepared, _name(brief)), strict=False)
    ]
    pages, late, styles = _pages(
        prepared, examined, sound, layout.value, citations.exact, bounds, ordered=True
    )
    findings = _rated(prepared, (*examined.findings, *layout.findings, *late))
    every = tuple(pages.get(name, Page(name)) for name in audiences(prepared))
    return Draft(replace(examined, findings=findings), prepared, layout, every, styles)


def audiences(prepared: Prepared) -> tuple[str, ...]:
    """The names of the audiences, one empty name if the outline declares none."""
    if prepared.outline is None:
        return ()
    return tuple(str(name) for name in prepared.outline.audiences) or ("",)


def _name(brief: Brief) -> str:
    return brief.selection.audience or ""


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


def _met(prepared: Prepared, name: str) -> tuple[Finding, ...]:
    """What was met on the way to one audience."""
    return prepared.met([name] if name else [])


def _rated(prepared: Prepared, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return checks.rate(findings, prepared.outline.rules if prepared.outline else {})


def _pages(
    prepared: Prepared,
    examined: Examined,
    briefs: Sequence[Brief],
    layout: Layout | None,
    start: Start,
    bounds: Bounds,
    *,
    ordered: bool = False,
) -> tuple[Mapping[str, Page], Sequence[Finding], tuple[FileRead, ...]]:
    """The pages of ``briefs`` by audience, what kept others from being made, and what was read."""
    if layout is None or not briefs:
        return {}, (), ()
    with Citing(prepared, briefs, bounds, start) as citing:
        documents, refused = citing.documents(examined)
    pages: dict[str, Page] = {}
    findings = list(refused)
    for document, brief in documents:
        page, faults = render_html(document, layout, for_print=False)
        findings += faults
        if page is not None:
            made = order(document, brief, layout, ["pdf"]) if ordered else None
            pages[_name(brief)] = _page(page.html, brief, made)
    return pages, findings, citing.files


def _page(html: str, brief: Brief, made: Order | None) -> Page:
    allowed = limits(brief.selection)
    words, key = text_words(brief), _key(html, made) if made else ""
    return Page(_name(brief), html, words, allowed.words, allowed.pages, made, key)


def _key(html: str, made: Order) -> str:
    """A digest of all that the PDF comes from: words and pictures, style sheets, evidence."""
    digest = sha256(html.encode())
    for name, sheet in sorted(made.layout.sheets.items()):
        digest.update(f"\0{name}\0{sheet.text}".encode())
    digest.update(write_evidence(made.evidence))
    return digest.hexdigest()
