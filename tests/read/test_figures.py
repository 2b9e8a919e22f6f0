"""Images of figures: there, inside the project, what their names say, and described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.bounds import USUAL
from briefgen.examine import examine
from briefgen.place import TextFile
from briefgen.read.chart import read_chart
from briefgen.read.table import read_table
from tests.image import DOT
from tests.project import FILES, write

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.finding import Finding


def figure_findings(folder: Path, lines: str) -> list[Finding]:
    text = FILES["briefs/brief.yaml"] + "    figures:\n" + lines
    outline = write(folder, {"briefs/brief.yaml": text})
    rules = ("missing-alt", "missing-file", "outside-project", "wrong-value")
    return [finding for finding in examine(outline).findings if finding.rule in rules]


@pytest.mark.parametrize(
    ("lines", "rule", "words"),
    [
        ("      - {image: a.png, title: Up}\n", "missing-alt", "`a.png` has no text alternative"),
        ("      - {image: a.png, title: Up, alt: ''}\n", "missing-alt", "no text alternative"),
        (
            "      - {image: a.png, title: Up, alt: 'A line [@p]'}\n",
            "wrong-value",
            "a text alternative cannot cite",
        ),
        ("      - {image: no.png, title: Up, alt: A line}\n", "missing-file", "no.png"),
        (
            "      - {image: ../../x.png, title: Up, alt: A line}\n",
            "outside-project",
            "out of the project",
        ),
        (
            "      - {image: a.gif, title: Up, alt: A line}\n",
            "wrong-value",
            "`a.gif` is not an image",
        ),
        ("      - {image: b.png, title: Up, alt: A line}\n", "wrong-value", "does not hold"),
    ],
)
def test_what_is_wrong_with_a_figure_is_said_where_it_is_named(
    lines: str, rule: str, words: str, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    (project / "briefs").mkdir(parents=True)
    (project / "briefs" / "a.png").write_bytes(DOT)
    (project / "briefs" / "b.png").write_bytes(b"<html>")
    (tmp_path / "x.png").write_bytes(DOT)
    (finding,) = figure_findings(project, lines)
    assert finding.rule == rule
    assert words in finding.message
    assert finding.place.excerpt == lines.rstrip("\n")


def test_a_described_image_is_fine_and_counts_as_read(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "a.png").write_bytes(DOT)
    assert figure_findings(tmp_path, "      - {image: a.png, title: Up, alt: A line}\n") == []
    read = examine(tmp_path / "briefs" / "brief.yaml").files
    assert tmp_path / "briefs" / "a.png" in [file.path for file in read]


def test_neither_data_nor_specification_turn_the_words_of_a_chart(tmp_path: Path) -> None:
    unit = '{"mark": "bar", "encoding": {"x": {"field": "year", "title": "a%sb"}}}'
    table, _ = read_table(TextFile(tmp_path / "d.csv", "year,source\n2024,[@a]\n"), USUAL)
    assert table is not None
    found = [
        read_table(TextFile(tmp_path / "d.csv", "year,source\n20\u202e24,[@a]\n"), USUAL)[1],
        read_chart(TextFile(tmp_path / "c.json", unit % "\u202e"), table)[1],
        read_chart(TextFile(tmp_path / "c.json", unit % "\\u2067"), table)[1],
    ]
    assert [[each.rule for each in findings] for findings in found] == [["reordered-text"]] * 3
    assert read_chart(TextFile(tmp_path / "c.json", unit % ""), table)[1] == ()
