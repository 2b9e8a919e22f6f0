"""Files written all or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefgen import write
from briefgen.write import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def _usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, litter included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_written_and_folders_made(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "old.md").write_bytes(b"old, and longer")
    write_files({tmp_path / "a" / "old.md": b"new", tmp_path / "b" / "c" / "d.pdf": b"\x00"})
    assert tree(tmp_path) == {"a/old.md": b"new", "b/c/d.pdf": b"\x00"}


def test_nothing_to_write(tmp_path: Path) -> None:
    write_files({})
    assert tree(tmp_path) == {}


@pytest.mark.usefixtures("_usual_mask")
def test_new_files_can_be_read_by_all_and_old_ones_keep_their_permissions(tmp_path: Path) -> None:
    private = tmp_path / "private.pdf"
    private.write_bytes(b"old")
    private.chmod(0o640)
    write_files({private: b"new", tmp_path / "new.pdf": b"new"})
    assert private.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new.pdf").stat().st_mode & 0o777 == 0o644


@pytest.mark.usefixtures("_usual_mask")
def test_the_mask_stays_as_it_was(tmp_path: Path) -> None:
    write_files({tmp_path / "new.pdf": b"new"})
    assert os.umask(0o022) == 0o022


@pytest.mark.parametrize("last", [True, False])
def test_a_folder_in_the_way_leaves_all_as_it_was(tmp_path: Path, last: bool) -> None:
    (tmp_path / "taken.pdf").mkdir()
    (tmp_path / "a.md").write_bytes(b"old")
    files = {tmp_path / "a.md": b"new", tmp_path / "b.md": b"new", tmp_path / "taken.pdf": b"new"}
    if not last:
        files = dict(reversed(files.items()))
    with pytest.raises(IsADirectoryError, match=r"taken\.pdf"):
        write_files(files)
    assert tree(tmp_path) == {"a.md": b"old"}


def test_a_file_in_the_place_of_a_folder_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "taken").write_bytes(b"a file")
    with pytest.raises(OSError, match="taken"):
        write_files({tmp_path / "a.md": b"new", tmp_path / "taken" / "b.md": b"new"})
    assert tree(tmp_path) == {"a.md": b"old", "taken": b"a file"}


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    flushed: list[int] = []

    def full(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_files({tmp_path / "a.md": b"new", tmp_path / "b.md": b"new"})
    assert tree(tmp_path) == {"a.md": b"old"}


def test_every_file_is_ready_before_the_first_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    replace = os.replace

    def watched(source: str, target: Path) -> None:
        seen.append(len(tree(tmp_path)))
        replace(source, target)

    monkeypatch.setattr(write.os, "replace", watched)
    write_files({tmp_path / name: b"new" for name in ("a", "b", "c")})
    assert seen == [3, 3, 3]
    assert sorted(tree(tmp_path)) == ["a", "b", "c"]
