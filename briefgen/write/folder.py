"""Folder: a folder made anew takes along what it is not to change of the old one."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import contextmanager, suppress
from errno import EBUSY, EEXIST, EINVAL, EISDIR, ENOTDIR, EXDEV
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

__all__ = ["State", "about", "carry", "create", "fill", "flush", "keep", "like", "remove", "rescue"]

State = tuple[int, int]
"""An entry as it was seen: its inode, and of what is no folder when it was changed, in ns."""

_WHY = {
    EBUSY: "it is a mount point, so the folder cannot be replaced as a whole",
    EEXIST: "something else stands in this place",
    EISDIR: "a folder stands in the place of this file",
    ENOTDIR: "a file stands in the place of this folder",
    EXDEV: "it is of another disk, so the folder cannot be replaced as a whole",
}
"""What the system's own words leave unsaid."""


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Let an OSError inside name ``path``, as seen from the working folder, and say why."""
    try:
        yield
    except OSError as error:
        why = _WHY.get(error.errno or 0) or error.strerror or str(error)
        raise OSError(error.errno, why, _seen(path)) from error


def _seen(path: Path) -> str:
    with suppress(OSError, ValueError):
        seen = str(path.relative_to(os.getcwd()))
        return seen if seen != "." else str(path)
    return str(path)


def create(path: Path, old: Path) -> int:
    """A descriptor of the new file ``path``, with the permissions of ``old`` if that is there."""
    before = os.stat(old) if old.is_file() else None
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600 if before else 0o666)
    if before:
        like(descriptor, before, 0o777)
    return descriptor


def like(path: Path | int, old: os.stat_result, kept: int) -> None:
    """Give ``path`` the ``kept`` permissions of ``old``, and its owner where that is allowed."""
    now = os.stat(path)
    if (now.st_uid, now.st_gid) != (old.st_uid, old.st_gid):
        with suppress(PermissionError):
            os.chown(path, old.st_uid, old.st_gid)
    os.chmod(path, old.st_mode & kept)


def fill(descriptor: int, content: bytes) -> None:
    """Write ``content`` and see it on the disk."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def flush(folder: Path) -> None:
    """See the entries of ``folder`` on the disk; some file systems do that by themselves only."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != EINVAL:
            raise
    finally:
        os.close(descriptor)


def keep(old: Path, new: Path, content: bytes) -> bool:
    """Let ``new`` be the file ``old`` itself, its time and all, if that holds ``content``."""
    try:
        before = os.lstat(old)
        if not stat.S_ISREG(before.st_mode) or before.st_size != len(content):
            return False
        if old.read_bytes() != content:
            return False
        os.link(old, new)
    except OSError:  # not there, not to be read, or a file system without hard links
        return False
    return True


def carry(old: Path, new: Path, files: Collection[str]) -> dict[str, State]:
    """Bring every entry of ``old`` into ``new`` but ``files``; what was brought, by its way.

    Files are linked, or copied where there are no hard links; folders are made anew with what is in
    them. Raises OSError where that would lose something: a mount point, or a folder that stands in
    the place of one of ``files``.
    """
    brought: dict[str, State] = {}
    folders: list[tuple[Path, os.stat_result]] = []
    device = os.stat(old).st_dev
    for way, found in _entries(old):
        with about(old / way):
            if way in files:
                if stat.S_ISDIR(found.st_mode):
                    raise IsADirectoryError(EISDIR, "")
            elif way.split("/")[0] not in files:
                if found.st_dev != device:
                    raise OSError(EBUSY, "")
                brought[way] = _state(found)
                if stat.S_ISDIR(found.st_mode):
                    os.mkdir(new / way, 0o700)
                    folders.append((new / way, found))
                else:
                    _link(old / way, new / way, found)
    for path, found in reversed(folders):
        with about(path):
            flush(path)
            like(path, found, 0o7777)
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    return brought


def rescue(old: Path, new: Path, files: Collection[str], brought: Mapping[str, State]) -> None:
    """Move into ``new`` what somebody put into ``old`` after it was ``brought`` over."""
    for way, found in list(_entries(old)):
        if way.split("/")[0] in files or brought.get(way) == _state(found):
            continue
        if stat.S_ISDIR(found.st_mode):
            os.makedirs(new / way, exist_ok=True)
        else:
            os.replace(old / way, new / way)


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that can be done; nothing else."""
    with suppress(OSError):
        if stat.S_ISDIR(os.lstat(folder).st_mode):
            for inside, _, _ in os.walk(folder):
                with suppress(OSError):
                    os.chmod(inside, 0o700)
            shutil.rmtree(folder, ignore_errors=True)


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below ``folder``, a folder before what is in it; links are not followed."""
    waiting = [""]
    while waiting:
        way = waiting.pop()
        with about(folder / way):
            found = sorted(os.scandir(folder / way), key=lambda entry: entry.name)
        for entry in found:
            inside = f"{way}/{entry.name}".lstrip("/")
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                waiting.append(inside)
            yield inside, status


def _state(found: os.stat_result) -> State:
    return found.st_ino, 0 if stat.S_ISDIR(found.st_mode) else found.st_mtime_ns


def _link(old: Path, new: Path, found: os.stat_result) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        # EXDEV: a mount point, which would stay behind. Of a pipe or a socket there is no copy.
        if error.errno == EXDEV:
            raise OSError(EBUSY, "") from error
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode)):
            raise
        shutil.copy2(old, new, follow_symlinks=False)
