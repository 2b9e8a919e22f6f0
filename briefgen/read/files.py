"""Open a user's file: inside the project, an ordinary file, not too large, text in UTF-8.

A file that cannot be used is a finding at the place that names it, or inside the file itself where
its content is at fault.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Place, TextFile

__all__ = ["MEBIBYTE", "Content", "FileRead", "Read", "project_of", "read_bytes", "read_text"]

T = TypeVar("T")

MEBIBYTE = 2**20


@dataclass(frozen=True)
class FileRead:
    """A file that a result rests on: its ``path`` without links, and ``sha256`` of its bytes."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class Read(Generic[T]):
    """What reading gave: the ``value``, None if there is none to go on with, and all findings."""

    value: T | None
    findings: tuple[Finding, ...]
    files: tuple[FileRead, ...]


@dataclass(frozen=True)
class Content:
    """The bytes of a file."""

    record: FileRead
    data: bytes = field(repr=False)


def project_of(outline: Path) -> Path:
    """The folder that all files of a brief lie in.

    It is the nearest one at or above the outline that holds ``seeds/``; without one, the nearest
    that holds ``.git``; without that, the outline's own.
    """
    folders = _real(outline).parents
    # In a worktree or a submodule, .git is a file.
    for mark, there in (("seeds", os.path.isdir), (".git", os.path.exists)):
        for folder in folders:
            if there(folder / mark):
                return folder
    return folders[0]


def read_bytes(path: Path, project: Path, named: Place, limit: int) -> Content | Finding:
    """Read the file at ``path`` whole; ``named`` is where it is named, ``limit`` in bytes.

    Links are followed, and their end has to lie in ``project``. The file is opened once, without
    waiting for a pipe, and what was opened is held against what stands at the path.
    """
    try:
        outside = _outside(path, project, named)
        if outside:
            return outside
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        opened = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
        with open(opened, "rb") as stream:
            status = os.fstat(opened)
            if not stat.S_ISREG(status.st_mode):
                return _missing(path, project, named, "is not an ordinary file")
            resolved = _real(path)
            if not os.path.samestat(status, os.stat(resolved)):
                return _missing(path, project, named, "was replaced while it was being read")
            outside = _outside(path, project, named)
            if outside:
                return outside
            data = stream.read(limit + 1)
    except FileNotFoundError:
        return _missing(path, project, named, "is not there")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return _missing(path, project, named, f"cannot be read: {reason}")
    if len(data) > limit:
        message = f"`{_shown(path, project)}` is larger than {limit // MEBIBYTE} MiB"
        return Finding("too-large", message, named, "split it into several files")
    return Content(FileRead(resolved, sha256(data).hexdigest()), data)


def _outside(path: Path, project: Path, named: Place) -> Finding | None:
    if _real(path).is_relative_to(_real(project)):
        return None
    message = f"this leads out of the project folder, which is {_real(project)}"
    return Finding("outside-project", message, named, "copy it into the project, and name it there")


def _missing(path: Path, project: Path, named: Place, what: str) -> Finding:
    hint = "name a file"
    if os.path.isdir(path):
        what = "is a folder, not a file"
    elif not os.path.exists(path):
        hint = _near(path, project)
    return Finding("missing-file", f"`{_shown(path, project)}` {what}", named, hint)


def _near(path: Path, project: Path) -> str:
    """What to type in place of a path where no file stands."""
    if not os.path.isdir(path.parent):
        return f"there is no folder `{_shown(path.parent, project)}`; correct the path"
    try:
        listed = os.listdir(path.parent)[:10_000]
    except OSError:
        return ""
    names = sorted(name for name in listed if os.path.isfile(path.parent / name))
    return did_you_mean(path.name, names, "the folder holds")


def _shown(path: Path, project: Path) -> str:
    """``path`` as it is called inside the project."""
    if _real(path).is_relative_to(_real(project)):
        return _real(path).relative_to(_real(project)).as_posix()
    return str(path)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(
    path: Path, project: Path, named: Place, limit: int
) -> tuple[TextFile, FileRead] | Finding:
    """Read the text file at ``path``: UTF-8, with or without a byte order mark, which is dropped.

    Line ends stay as they are. Control characters other than tab, line feed, carriage return and
    form feed are refused, because they could reach a terminal or break a page.
    """
    content = read_bytes(path, project, named, limit)
    if isinstance(content, Finding):
        return content
    data = content.data.removeprefix(b"\xef\xbb\xbf")
    where = content.record.path
    try:
        file = TextFile(where, data.decode())
    except UnicodeDecodeError as error:
        file = TextFile(where, data.decode(errors="replace"))
        return _not_utf8(file, content.data, error)
    if control := _CONTROL.search(file.text):
        return Finding(
            "not-text",
            f"the control character U+{ord(control.group()):04X} does not belong in a text",
            Place(file, *control.span()),
            "delete it; if the file is not a text at all, name one that is",
        )
    return file, content.record


def _not_utf8(file: TextFile, data: bytes, error: UnicodeDecodeError) -> Finding:
    before = error.object[: error.start]
    place = Place(file, len(before.decode()), len(before.decode()) + 1)
    offset = error.start + len(data) - len(error.object)
    encoding = _BOMS.get(data[:2], "")
    what = f"in {encoding}, not in UTF-8" if encoding else "not in UTF-8"
    return Finding(
        "not-text",
        f"`{file.path.name}` is {what}: byte 0x{data[offset]:02X} at offset {offset:,}, "
        f"line {place.line}",
        place,
        "save it as UTF-8; on a command line: "
        f"iconv -f {encoding or 'WINDOWS-1252'} -t UTF-8 {file.path.name}",
    )
