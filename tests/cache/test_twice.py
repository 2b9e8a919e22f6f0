"""Citations and PDFs are made once: the same again comes from the store, anything else does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.build import order
from briefgen.cache import citations
from briefgen.cache.pages import key
from briefgen.cite import citeproc
from briefgen.citing import Citing, documents
from briefgen.examine import examine
from briefgen.figure import Image
from briefgen.press.then import Then
from briefgen.produce import produce
from briefgen.proof.prove import Problem
from briefgen.read.layout import read_layout
from briefgen.render.page import Page
from tests.forge import OUTLINE, project, weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.produce import Order, Product


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def orders(path: Path) -> dict[str, Order]:
    examined = examine(path)
    layout = read_layout(path, examined.catalogs).value
    return {
        document.audience: order(document, brief, layout, ("pdf",))
        for document, brief in documents(examined)[0]
    }


def produced(order: Order) -> Product:
    return Then(produce, (order,)).result()


def refuse(*_: object) -> None:
    raise AssertionError("it was made before")


def test_a_pdf_is_set_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = orders(project(tmp_path))["minister"]
    with weasyprint_leaves_a_file_open():
        made = produced(first)
    assert not made.findings
    monkeypatch.setattr("briefgen.render.pdf.write_pdf", refuse)
    assert produced(first).files == made.files
    changed = OUTLINE.replace("language: en-US", "language: en-GB")
    assert changed != OUTLINE
    with pytest.raises(AssertionError, match="made before"):
        produced(orders(project(tmp_path, changed))["minister"])


def test_what_is_wrong_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = orders(project(tmp_path))["minister"]
    with monkeypatch.context() as wrong, weasyprint_leaves_a_file_open():
        problem = Problem("lost-in-pdf", "a page is gone", "")
        wrong.setattr("briefgen.proof.conform.conform", lambda pdf: (problem,))
        assert [each.rule for each in produced(first).findings] == ["lost-in-pdf"]
    monkeypatch.setattr("briefgen.render.pdf.write_pdf", refuse)
    with pytest.raises(AssertionError, match="made before"):
        produced(first)


def test_every_part_of_a_page_counts() -> None:
    page = Page("<p>one", {"a": Image("a.png", "image/png", b"1")}, ())
    others = [
        replace(page, html="<p>two"),
        replace(page, images={"b": Image("a.png", "image/png", b"1")}),
        replace(page, images={"a": Image("a.png", "image/png", b"2")}),
    ]
    keys = {key(page, b"record"), key(page, b"other"), *(key(each, b"record") for each in others)}
    assert len(keys) == 5


def test_citations_are_formatted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def composed(path: Path) -> object:
        examined = examine(path)
        with Citing(examined, examined.briefs, start=citations.start) as citing:
            found, findings = citing.documents(examined)
        assert not findings
        return [(document.notes, document.references) for document, _ in found]

    path = project(tmp_path)
    first = composed(path)
    assert first == [(d.notes, d.references) for d, _ in documents(examine(path))[0]]
    monkeypatch.setattr(citeproc, "start", refuse)
    assert composed(path) == first
    with pytest.raises(AssertionError, match="made before"):
        composed(project(tmp_path, f"citations: apa\n{OUTLINE}"))
