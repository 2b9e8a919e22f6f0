"""A folder for another program: gone in the end, and in the next run where its process was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from briefgen import room
from briefgen.room import Room

MAKE = """
import os, signal, sys
from briefgen.room import Room
room = Room()
(room.path / "document.json").write_text("{}")
print(room.path, flush=True)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder, not looked through yet."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    room._sweep.cache_clear()
    return tmp_path


def run(more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", MAKE + more]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_it_is_gone_in_the_end(folder: Path) -> None:
    with Room() as path:
        (path / "out").write_bytes(b"x")
        assert names(folder) == [path.name]
    assert names(folder) == []


def test_what_a_killed_run_left_is_gone_with_the_next(folder: Path) -> None:
    with run("os.kill(os.getpid(), signal.SIGKILL)") as killed:
        killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert len(names(folder)) == 1
    Room().clear()
    assert names(folder) == []


def test_that_of_a_run_at_work_stays(folder: Path) -> None:
    with run("sys.stdin.read()") as other:
        assert other.stdout
        path = Path(other.stdout.readline().strip())
        Room().clear()
        assert (path / "document.json").exists()
        other.communicate()
    assert names(folder) == []


def test_the_number_of_a_process_elsewhere_says_nothing_where_its_lock_holds(folder: Path) -> None:
    with run("sys.stdin.read()") as other:
        assert other.stdout
        path = Path(other.stdout.readline().strip())
        elsewhere = path.rename(folder / f"briefgen-{2**22 + 1}-abcdefgh")
        Room().clear()
        assert names(folder) == [elsewhere.name]
        other.communicate()


def test_a_link_of_such_a_name_leads_nowhere(folder: Path) -> None:
    theirs = folder / "theirs"
    theirs.mkdir()
    (theirs / "letter").write_bytes(b"x")
    (folder / f"briefgen-{2**22 + 1}-abcdefgh").symlink_to(theirs)
    (folder / f"briefgen-{'9' * 50}-abcdefgh").write_bytes(b"")
    Room().clear()
    assert (theirs / "letter").exists()
    assert len(names(folder)) == 3
