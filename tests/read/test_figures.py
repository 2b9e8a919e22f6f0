"""Images of figures: there, inside the project, what their names say, and described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.examine import examine
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
