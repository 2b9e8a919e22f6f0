"""Figures of every kind in a built brief: PDF, Markdown, HTML and evidence."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.build import Settings, build
from tests.forge import weasyprint_leaves_a_file_open
from tests.word.opened import WP, faults, opened

if TYPE_CHECKING:
    from briefgen.build import Built

pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

LIBRARY = Path(__file__).parent.parent / "checks" / "library"
OUTLINE = """\
extends: base.yaml
language: en
published: 2024-08-06
timeline:
  - date: 2024-07-28
    text: The Harbor Authority approves a second port [@approval].
    label: Second port approved
  - {date: 2025-03, text: "Building begins by March 2025 [@cost].", expected: true}
sections:
  - id: port
    body: It is to cost 4.2 billion crowns [@cost].
    figures:
      - timeline: true
        title: Building begins after the approval [@approval; @cost]
      - comparison: [approval, cost]
        title: One says when, the other for how much [@approval; @cost]
      - coverage: true
        title: This brief rests on a newspaper
      - chart: cost.vl.json
        data: cost.csv
        title: The port costs 4.2 billion crowns [@cost]
        alt: One bar of 4.2 billion crowns
        source: Computed by nobody [@cost]
audiences: {full: {template: full}}
"""
CHART = (
    '{"mark": "bar", "encoding": {"x": {"field": "what"}, "y": {"field": "cost (billion crowns)"}}}'
)
DATA = 'what,cost (billion crowns),source\na second port,4.2,"@harbor, para. 2"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("figures")
    shutil.copytree(LIBRARY, folder, dirs_exist_ok=True)
    (folder / "brief.yaml").write_text(OUTLINE)
    (folder / "cost.vl.json").write_text(CHART)
    (folder / "cost.csv").write_text(DATA)
    with weasyprint_leaves_a_file_open():
        formats = ("pdf", "md", "html", "docx")
        return build(folder / "brief.yaml", folder / "out", Settings(formats=formats))


def text_of(built: Built, end: str) -> str:
    (path,) = [path for path in built.files if path.name.endswith(end)]
    return path.read_text(encoding="utf-8")


def test_a_brief_with_figures_of_every_kind_is_written(built: Built) -> None:
    assert [f for f in built.findings if f.severity == "error"] == []
    assert not built.stopped
    assert len(built.files) == 5


def test_each_row_of_a_chart_s_data_has_its_note_and_its_annotation(built: Built) -> None:
    text = text_of(built, ".md")
    row = re.search(r"\| a second port \| 4\.2 \| \[\^(\d+)\] \|", text)
    assert row
    evidence = json.loads(text_of(built, "evidence.json"))
    (item,) = [i for i in evidence["first"]["items"] if i["body"]["field"].endswith(".data")]
    assert item["body"]["number"] == int(row[1])
    assert item["body"]["value"].split() == ["a", "second", "port", "4.2"]
    assert item["body"]["paragraphs"] == [2]


def test_passages_of_a_comparison_are_evidence_without_a_number(built: Built) -> None:
    evidence = json.loads(text_of(built, "evidence.json"))
    compared = [i["body"] for i in evidence["first"]["items"] if i["body"]["number"] is None]
    assert [body["passage"] for body in compared] == ["approval", "cost"]


def test_drawings_are_figures_of_the_pdf_with_their_alternative_and_their_text(
    built: Built,
) -> None:
    import pikepdf

    (path,) = [path for path in built.files if path.suffix == ".pdf"]
    with pikepdf.open(path) as pdf:
        figures = [
            str(each["/Alt"])
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    timeline, chart = sorted(figures, key=lambda alt: "bar" in alt)
    assert chart == "One bar of 4.2 billion crowns"
    assert "July 28, 2024: Second port approved." in timeline
    assert "March 2025 (expected): Building begins by March 2025." in timeline


def test_drawings_stand_in_the_page_for_the_screen(built: Built) -> None:
    page = text_of(built, ".html")
    alts = re.findall(r'<svg role="img" aria-label="([^"]*)"', page)
    assert len(alts) == 4
    assert sum("One bar" in alt for alt in alts) == 2
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_drawings_are_pictures_of_the_word_file_with_their_alternative(built: Built) -> None:
    (path,) = [path for path in built.files if path.name.endswith(".docx")]
    word = opened(path.read_bytes())
    assert faults(word) == []
    told = [shown.get("descr") for shown in word.body.iter(f"{WP}docPr")]
    assert len(told) == 2
    assert told[0].startswith("Timeline. July 28, 2024: Second port approved.")
    assert told[1] == "One bar of 4.2 billion crowns"
    assert "4.2" in word.paragraphs("TableText")
    assert [name for name, data in word.raw.items() if data.startswith(b"\x89PNG")] == sorted(
        name for name in word.raw if name.startswith("word/media/")
    )
