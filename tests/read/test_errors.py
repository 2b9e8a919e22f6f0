"""The error catalogue of reading: files in, what a person sees out. Each case was read by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import catalogue, printed, split, write

CATALOGUE = Path(__file__).parent.parent / "errors" / "reading"
"""Cases of three parts, each ended by a line that is a dot: a title, files, what is printed."""

CASES = catalogue(CATALOGUE)


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_printed(files: str, expected: str, tmp_path: Path) -> None:
    outline = write(tmp_path, split(files, "briefs/brief.yaml"))
    assert printed(tmp_path, outline) == expected


def test_catalogue_was_found() -> None:
    assert len(CASES) > 70
