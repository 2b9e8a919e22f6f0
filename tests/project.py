"""A project in a folder of its own, written from text, and what reading it prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import checks
from briefgen.formats import Format, print_findings
from briefgen.read import read_library, read_outline

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = """\
yang-2024:
  file: yang.txt
  csl: {type: article-newspaper, title: Bloc confrontation}
seed-a:
  file: seed-a.txt
  csl: {type: article}
"""
FILES = {
    "seeds/sources.yaml": SOURCES,
    "seeds/yang.txt": "First paragraph.\n\nSecond one has words.\n\nThird.\n\nFourth.\n",
    "seeds/seed-a.txt": "Title\nThe joint statementafter the talks.\n",
    "briefs/brief.yaml": "title: T\nsections:\n  - id: s\n    title: S\n"
    "    passages:\n      p: {seed: yang-2024, paragraph: 1}\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write ``files`` over the usual ones; the outline's path."""
    for name, text in {**FILES, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder / "briefs" / "brief.yaml"


def catalogue(folder: Path, *, named: bool = False) -> list[Any]:
    """The cases in the files of ``folder``, of three parts: a title, what is written, what is printed.

    Each part ends with a line that is a dot. ``named``: the stem of the file comes before them.
    """
    return [
        pytest.param(*[file.stem] * named, *case[1:], id=f"{file.stem}: {case[0].strip()}")
        for file in sorted(folder.glob("*.txt"))
        for case in re.findall(
            r"(?ms)^(\S[^\n]*)\n\.\n(.*?)^\.\n(.*?)^\.\n", file.read_text("utf-8")
        )
    ]


def split(text: str, first: str) -> dict[str, str]:
    """Files out of one text: ``--- name`` begins the next; what stands before is ``first``."""
    parts = re.split(r"(?m)^--- (\S+)\n", f"--- {first}\n{text}" if text[:4] != "--- " else text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def printed(folder: Path, outline: Path) -> str:
    """What a person sees when the outline and its library are read in ``folder``."""
    read = read_outline(outline)
    findings = [*read.findings]
    if read.value is not None:
        findings += read_library(read.value, outline).findings
    rated = checks.rate(findings, read.value.rules if read.value else {})
    text = print_findings(rated, Format.HUMAN, folder=folder)
    text = text.replace(str(outline), str(outline.relative_to(folder)))
    return text.replace(str(folder.resolve()), "/home/desk/project")
