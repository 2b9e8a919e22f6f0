"""The same inputs give the same bytes, whatever the machine, the person and the moment."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.forge import OUTLINE, project

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = Path(__file__).parent.parent
FORMATS = ("pdf", "md", "html", "docx")
UNDATED = OUTLINE.replace("published: 2024-05-06\n", "").replace("committee", "full")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@dataclass(frozen=True)
class Desk:
    """Where and how a brief is built; each has a home and a cache of its own."""

    folder: str
    settings: Mapping[str, str]
    options: tuple[str, ...] = ()
    umask: int = 0o022
    inherited: Mapping[str, str] = field(
        default_factory=lambda: {
            name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
        }
    )

    def build(self, root: Path, outline: str) -> dict[str, bytes]:
        """What a process of its own writes, by name."""
        folder = root / self.folder
        path = project(folder, outline)
        home = root / f"home of {len(list(root.iterdir()))}"
        home.mkdir()
        environment = {
            **self.inherited,
            "PYTHONPATH": str(HOME),
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            **self.settings,
        }
        command = [sys.executable, "-m", "briefgen", "build", str(path), "--to", ",".join(FORMATS)]
        done = subprocess.run(
            [*command, "--out", str(folder / "out"), *self.options],
            env=environment,
            cwd=folder,
            umask=self.umask,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return contents(folder / "out")


def other_locale() -> str:
    """One in which numbers, letters and days are written otherwise, if this machine has any."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "ja_JP.UTF-8", "C.UTF-8"):
            try:
                return locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return "C"


HERE = Desk(
    "here",
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1700000000"},
    ("--jobs", "1"),
)
THERE = Desk(
    "far/away from here, in a folder – with 名前",
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/Los_Angeles",
        "LC_ALL": other_locale(),
        "LANGUAGE": "ja:de",
        "SOURCE_DATE_EPOCH": "1700000000",
        "USER": "somebody else",
        "COLUMNS": "40",
        "NO_COLOR": "1",
        "PYTHONUTF8": "0",
    },
    ("--jobs", "2"),
    umask=0o077,
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """An undated brief, built at two desks."""
    root = tmp_path_factory.mktemp("desks")
    return [desk.build(root, UNDATED) for desk in (HERE, THERE)]


def test_two_desks_make_the_same_bytes(both: list[dict[str, bytes]]) -> None:
    here, there = both
    assert len(here) == 2 * (len(FORMATS) + 1)
    assert list(here) == list(there)
    assert [name for name in here if here[name] != there[name]] == []


def test_an_undated_brief_has_the_date_that_source_date_epoch_names(
    both: list[dict[str, bytes]],
) -> None:
    """14 November 2023, 22:13:20 UTC, whatever the desk's own time zone."""
    for built in both:
        for name in (name for name in built if name.endswith(".pdf")):
            with pikepdf.open(BytesIO(built[name])) as file:
                dates = {str(file.docinfo[key]) for key in ("/CreationDate", "/ModDate")}
                with file.open_metadata() as metadata:
                    said = metadata["xmp:CreateDate"]
            assert {date[:16] for date in dates} == {"D:20231114221320"}
            assert said.startswith("2023-11-14T22:13:20")


def test_without_it_nothing_tells_the_moment(tmp_path: Path) -> None:
    """Neither a date in the PDF nor anything in the other files."""
    plain = Desk("plain", {"TZ": "Asia/Tokyo"}, ("--audience", "minister"))
    built = plain.build(tmp_path, UNDATED)
    (pdf,) = (data for name, data in built.items() if name.endswith(".pdf"))
    with pikepdf.open(BytesIO(pdf)) as file:
        assert not {"/CreationDate", "/ModDate"} & set(file.docinfo)
