"""Open a user's file: inside the project, an ordinary file, not too large, text in UTF-8.

A file that cannot be used is a finding at the place that names it, or inside the file itself where
its content is at fault.
"""

from __future__ import annotations

import os
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Place, TextFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.bounds import Bound

__all__ = ["NO_TEXT", "Content", "FileRead", "Read", "project_of", "read_bytes", "read_text"]

T = TypeVar("T")


class FileRead(NamedTuple):
    """A file that a result rests on.

    ``path`` is without links, ``sha256`` that of its bytes; ``named`` is the absolute path by which
    it was found.
    """

    path: Path
    sha256: str
    named: Path


class Read(NamedTuple, Generic[T]):
    """What reading gave: the ``value``, None if there is none to go on with, and all findings."""

    value: T | None
    findings: tuple[Finding, ...]
    files: tuple[FileRead, ...]


class Content(NamedTuple):
    """The bytes of a file."""

    record: FileRead
    data: bytes


def project_of(outline: Path) -> Path:
    """The folder that all files of a brief lie in.

    It is the nearest one at or above the outline that holds ``seeds/``; without one, the nearest
    that holds ``.git``; without that, the outline's own. The root and a person's home are no
    project for what lies somewhere below them.

    *Why*: with a home under version control, an outline that came by mail and lies in a folder of
    downloads could have any letter printed.
    """
    folders = _real(outline).parents
    home = _real(Path("~").expanduser())
    within = [each for each in folders if each not in (home, *home.parents)]
    # In a worktree or a submodule, .git is a file.
    for mark, there in (("seeds", os.path.isdir), (".git", os.path.exists)):
        for folder in within:
            if there(folder / mark):
                return folder
    return folders[0]


def read_bytes(path: Path, project: Path, named: Place, bound: Bound) -> Content | Finding:
    """Read the file at ``path`` whole; ``named`` is where it is named, ``bound`` in bytes.

    Links are followed, and their end has to lie in ``project``, not in what is hidden there.
    """
    try:
        end, inside = _real(path), _real(project)
        if fault := _outside(end, inside):
            return Finding("outside-project", fault[0], named, fault[1])
        opened = _open(inside, end.relative_to(inside).parts)
        if opened is None:
            return _missing(path, project, named, "is not an ordinary file")
        with open(opened, "rb") as stream:
            size = os.fstat(opened).st_size
            data = stream.read(bound.most + 1)
    except FileNotFoundError:
        return _missing(path, project, named, "is not there")
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return _missing(path, project, named, f"cannot be read: {reason}")
    if len(data) > bound.most:
        message = f"`{_shown(path, project)}` is larger than {bound}"
        remedy = "split it into several files"
        return bound.exceeded(message, named, remedy, max(size, len(data)))
    return Content(FileRead(end, sha256(data).hexdigest(), Path(os.path.abspath(path))), data)


def _outside(end: Path, project: Path) -> tuple[str, str] | None:
    """What keeps the file ``end`` of all links from being read, and what to do."""
    if not end.is_relative_to(project):
        message = f"this leads out of the project folder, which is {project}"
        return message, "copy it into the project, and name it there"
    if project == project.parent:
        message = "the project folder would be the root of this machine's files"
        return message, "put the outline and its sources into a folder of their own"
    if hidden := next((part for part in end.relative_to(project).parts if part[0] == "."), None):
        message = f"this leads to what is hidden in the project: `{hidden}`"
        return message, "copy it to where no name begins with a dot, and name it there"
    return None


def _open(folder: Path, names: Sequence[str]) -> int | None:
    """Open the ordinary file at ``names`` below ``folder``; None if it is no ordinary file.

    Name by name, each looked up in the folder that was opened before it and never through a link:
    whatever is renamed or linked meanwhile, what is opened stands in ``folder``. Nothing that is not
    an ordinary file is opened, because opening can itself do something to a device.
    """
    above = os.open(folder, _FOLDER)
    try:
        for name in names[:-1]:
            below = os.open(name, _FOLDER, dir_fd=above)
            os.close(above)
            above = below
        if not names or not _ordinary(os.stat(names[-1], dir_fd=above, follow_symlinks=False)):
            return None
        opened = os.open(names[-1], _FILE, dir_fd=above)
    finally:
        os.close(above)
    if _ordinary(os.fstat(opened)):
        return opened
    os.close(opened)
    return None


# O_PATH, where there is one, enters a folder that may be passed through but not listed.
_PASS = getattr(os, "O_PATH", os.O_RDONLY)
_FOLDER = _PASS | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NOCTTY


def _ordinary(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode)


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


NO_TEXT = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
"""Controls, surrogates and noncharacters (Unicode, 23.7), as a class of a regular expression."""

_CONTROL = f"[{NO_TEXT}]"
_ASCII = bytes(range(128))
_ASCII_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(
    path: Path, project: Path, named: Place, bound: Bound
) -> tuple[TextFile, FileRead] | Finding:
    """Read the text file at ``path``: UTF-8, with or without a byte order mark, which is dropped.

    Line ends stay as they are. Control characters other than tab, line feed, carriage return and
    form feed are refused, because they could reach a terminal or break a page.
    """
    content = read_bytes(path, project, named, bound)
    if isinstance(content, Finding):
        return content
    data = content.data.removeprefix(b"\xef\xbb\xbf")
    where = content.record.path
    try:
        file = TextFile(where, data.decode())
    except UnicodeDecodeError as error:
        file = TextFile(where, data.decode(errors="replace"))
        return _not_utf8(file, content.data, error)
    if _has_control(data) and (control := re.search(_CONTROL, file.text)):
        return Finding(
            "not-text",
            f"the control character U+{ord(control.group()):04X} does not belong in a text",
            Place(file, *control.span()),
            "delete it; if the file is not a text at all, name one that is",
        )
    return file, content.record


def _has_control(data: bytes) -> bool:
    """Whether a text in UTF-8 has a character that belongs in none.

    *Why* not by the expression alone: in a library of 20,000 entries it takes longer than all else
    that is done with it, and it takes long to compile. No byte of a character beyond ASCII is one of
    ASCII, and no such character can be printed.
    """
    if len(data.translate(None, _ASCII_CONTROLS)) < len(data):
        return True
    beyond = data.translate(None, _ASCII).decode()
    return not beyond.isprintable() and re.search(_CONTROL, beyond) is not None


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
