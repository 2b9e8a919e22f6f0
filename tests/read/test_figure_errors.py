"""The error catalogue of figures: an outline with a figure in, what is printed out. Read by one.

``tests/errors/figures/*.txt`` hold cases of three parts, each ended by a line that is a dot: a title;
figures of a section and the files that they name; and the errors, nothing where there are none.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import indent

import pytest

from briefgen.examine import examine
from briefgen.formats import Format, print_findings
from tests.project import catalogue, split

LIBRARY = Path(__file__).parent.parent / "checks" / "library"
CATALOGUE = Path(__file__).parent.parent / "errors" / "figures"
CASES = catalogue(CATALOGUE)


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_printed(files: str, expected: str, tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    for name, text in split(files, "brief.yaml").items():
        written = text
        if name == "brief.yaml":
            head = (
                "" if "timeline:" not in text.partition("figures:")[0] else text.partition("\n")[0]
            )
            body = text.removeprefix(head).lstrip("\n")
            figures = indent(body, "    ")
            written = f"extends: base.yaml\n{head}\nsections:\n  - id: port\n{figures}"
        (tmp_path / name).write_text(written, encoding="utf-8")
    found = [f for f in examine(tmp_path / "brief.yaml").findings if f.severity == "error"]
    text = print_findings(found, Format.HUMAN, folder=tmp_path)
    assert (text.rpartition("\n\n")[0] + "\n" if found else "") == expected


def test_cases_were_found() -> None:
    assert len(CASES) > 30
