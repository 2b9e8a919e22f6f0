"""What else a stranger's outline might try: names that mean something elsewhere, and things in great number."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from briefgen.build import Settings, build
from briefgen.examine import examine
from tests.forge import OUTLINE, project, weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from pathlib import Path

TAKEN = [
    "note-1",
    "para-A-2",
    "source-A",
    "sources",
    "call-1",
    "ref-1",
    "title",
    "main",
    "contents",
    "notes",
    "top",
    "evidence",
]
"""Anchors that the page has, or might have, for itself."""


@pytest.mark.parametrize("template", ["full", "one-page", "committee"])
def test_ids_of_sections_take_no_anchor_of_the_page(tmp_path: Path, template: str) -> None:
    sections = "".join(
        f"  - {{id: {each}, title: T, body: 'We met [@agreed].'}}\n" for each in TAKEN
    )
    text = OUTLINE.replace("  - id: cost\n", f"{sections}  - id: cost\n")
    text = text.replace("committee", template)
    built = build(project(tmp_path, text), tmp_path / "out", Settings(["desk"], formats=("html",)))
    assert not built.stopped, [each.message for each in built.findings]
    (page,) = (file.read_text("utf-8") for file in built.files if file.suffix == ".html")
    ids = Counter(re.findall(r'<[a-z][^<>]*? id="([^"]*)"', page))
    assert [each for each, count in ids.items() if count > 1] == []
    assert [each for each in re.findall(r'href="#([^"]*)"', page) if each not in ids] == []


@pytest.mark.parametrize(
    "name",
    ["..", ".", "../full", "full/../full", "/etc", "full/", "~", "shared", "FULL", "full\\x"],
)
def test_a_template_is_a_name_and_no_way(tmp_path: Path, name: str) -> None:
    text = OUTLINE.replace("{template: committee}", f"{{template: '{name}'}}")
    found = examine(project(tmp_path, text), ["desk"]).findings
    assert "error" in {each.severity for each in found}


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "../x.csl", "~/x.csl"])
def test_a_citation_style_lies_in_the_project(tmp_path: Path, name: str) -> None:
    text = f"citations: {name}\n{OUTLINE}"
    built = build(project(tmp_path, text), tmp_path / "out", Settings(formats=("md",)))
    assert built.stopped
    assert not (tmp_path / "out").exists()


def test_no_word_of_the_outline_names_a_file(tmp_path: Path) -> None:
    text = f"series: ../../S\nversion: ../V\nauthors: [/A]\n{OUTLINE}".replace(
        "harbor opens", "../x"
    )
    built = build(project(tmp_path, text), tmp_path / "out", Settings(formats=("md",)))
    assert not built.stopped
    names = {
        f"harbor-{who}.{kind}" for who in ("desk", "minister") for kind in ("md", "evidence.json")
    }
    assert {file.name for file in built.files} == names
    assert {file.parent for file in built.files} == {tmp_path / "out"}


def test_words_are_not_turned_around_in_a_title(tmp_path: Path) -> None:
    text = OUTLINE.replace("The harbor opens", '"The \\u202eharbor\\u202c opens').replace(
        "again", 'again"', 1
    )
    found = examine(project(tmp_path, text)).findings
    assert "reordered-text" in [each.rule for each in found if each.severity == "error"]


def test_ten_thousand_terms_and_a_word_of_ten_thousand_letters(tmp_path: Path) -> None:
    terms = "".join(f"  Term {number}: A meaning.\n" for number in range(10_000))
    text = f"{OUTLINE.replace('committee', 'full')}glossary:\n{terms}"
    text = text.replace("We think", f"{'x' * 10_000} We think")
    built = build(project(tmp_path, text), tmp_path / "out", Settings(["desk"], formats=("md",)))
    assert not built.stopped
    (written,) = (file.read_text("utf-8") for file in built.files if file.suffix == ".md")
    assert written.count("A meaning") == 10_000


def test_a_word_that_fits_no_cell_is_printed_or_told(tmp_path: Path) -> None:
    """The build reads its pages back: nothing is lost beyond an edge without a finding."""
    table = f"      | a | b | c |\n      |---|---|---|\n      | {'x' * 400} | y | z |\n"
    text = OUTLINE.replace("    judgment: |", f"\n{table}    judgment: |", 1)
    with weasyprint_leaves_a_file_open():
        built = build(
            project(tmp_path, text), tmp_path / "out", Settings(["desk"], formats=("pdf",))
        )
    told = {each.rule for each in built.findings if each.severity == "error"}
    assert told <= {"lost-in-pdf"}
    assert bool(told) is built.stopped is not (tmp_path / "out").exists()
