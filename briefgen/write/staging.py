"""Staging: everything is made beside its place first, and put in place at once."""

from __future__ import annotations

import fcntl
import os
import re
import stat
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from errno import EACCES, EAGAIN, EISDIR, ENOENT, ENOTDIR
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from briefgen.stop import unbroken
from briefgen.write import swap
from briefgen.write.folder import about, carry, create, fill, flush, keep, like, remove, rescue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    from briefgen.write.folder import State

__all__ = ["Staging", "write_files"]

_WAIT = 60.0
"""Longest that another program may keep a folder locked, in seconds; a build needs milliseconds."""

_PAUSE = 0.01


@dataclass(frozen=True)
class _Piece:
    """What takes the place of ``target`` as one: a file, or a folder with ``files`` by their names.

    ``brought`` is what the folder holds beside them.
    """

    target: Path
    staged: Path
    files: set[str] | None
    brought: dict[str, State] = field(default_factory=dict)


class Staging:
    """Folders and files made ready beside their places. Use it in a ``with``.

    :meth:`add` and :meth:`add_file` change nothing that is there; :meth:`commit` puts all of it in
    place. Left without a commit it clears away what it made. An exception that passes is given a
    note that says what became of the files.

    Whatever it makes is locked (flock) as long as the process lives: so the next run knows what a
    killed one left behind, and removes that. Where a file system has no locks nothing is removed.
    """

    def __init__(self) -> None:
        self._pieces: dict[Path, _Piece] = {}
        self._ending = ExitStack()
        self._state = "no file was changed"

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with unbroken():
                self._ending.close()
        except BaseException as late:
            late.add_note(self._state)
            raise
        if error is not None:
            error.add_note(self._state)

    def add(self, folder: Path, files: Mapping[str, bytes]) -> None:
        """Make ``folder`` ready with ``files`` by their names; what else is in it stays in it.

        A file that holds these bytes already is kept, its time and all. ``folder`` may be a link to
        one. Raises OSError if something cannot be written.
        """
        target = _followed(folder)
        if target not in self._pieces:
            self._begin_folder(target)
        piece = self._pieces[target]
        for name, content in files.items():
            if os.path.basename(name) != name or name in ("", ".", ".."):
                raise ValueError(f"{name!r} is not the name of a file")
            assert piece.files is not None
            piece.files.add(name)
            old, new = target / name, piece.staged / name
            with about(old):
                if not keep(old, new, content):
                    descriptor = create(new, old)
                    try:
                        fill(descriptor, content)
                    finally:
                        os.close(descriptor)

    def add_file(self, path: Path, content: bytes) -> None:
        """Make the file ``path`` ready. It is left alone if it holds ``content`` already.

        Raises OSError if it cannot be written.
        """
        target = Path(os.path.realpath(path.parent)) / path.name
        descriptor = self._begin_file(target, content)
        if descriptor is not None:
            with about(target):
                fill(descriptor, content)

    def commit(self) -> None:
        """Put everything in place: all of it, or nothing and OSError.

        Several folders follow each other within microseconds, the single files last. A signal that
        would end the program waits until it is done.
        """
        pieces = sorted(self._pieces.values(), key=lambda piece: piece.files is None)
        parents = sorted({piece.target.parent for piece in pieces})
        with ExitStack() as locks:
            for parent in parents:
                locks.enter_context(_locked(parent))
            ready = [piece for piece in pieces if _complete(piece)]
            with unbroken(), _standing():
                _put(ready)
                self._state = "all files were written"
                for piece in ready:
                    _clear(piece)

    def _begin_folder(self, target: Path) -> None:
        """An empty folder beside ``target``, locked, to be filled."""
        with _locked(target.parent, self._make), unbroken():
            _sweep(target)
            staged = _beside(target)
            old = _old_folder(target)
            self._ending.callback(remove, staged)
            with about(target.parent):
                os.mkdir(staged, 0o700 if old else 0o777)
            with about(target):
                if old and not os.access(target, os.R_OK | os.W_OK | os.X_OK):
                    raise PermissionError(EACCES, os.strerror(EACCES))
                descriptor = os.open(staged, os.O_RDONLY | os.O_CLOEXEC)
                self._ending.callback(os.close, descriptor)
                _take(descriptor)
                if old:
                    like(staged, old, 0o7777)
            self._pieces[target] = _Piece(target, staged, set())

    def _begin_file(self, target: Path, content: bytes) -> int | None:
        """A descriptor of an empty file beside ``target``; None if that holds ``content``."""
        with _locked(target.parent, self._make), unbroken():
            _sweep(target)
            with about(target):
                if target.is_dir():
                    raise IsADirectoryError(EISDIR, "")
                if target.is_file() and target.read_bytes() == content:
                    return None
            staged = _beside(target)
            self._ending.callback(_unlink, staged)
            with about(target):
                descriptor = create(staged, target)
            self._ending.callback(os.close, descriptor)
            _take(descriptor)
            self._pieces[target] = _Piece(target, staged, None)
            return descriptor

    def _make(self, folder: Path) -> None:
        """Make ``folder`` and those above it; they go again if nothing gets into them."""
        above = [folder, *folder.parents]
        there = next(path for path in above if os.path.lexists(path))
        with about(there):
            if not there.is_dir():
                raise NotADirectoryError(ENOTDIR, "")
            with unbroken():
                for path in reversed(above[: above.index(there)]):
                    self._ending.callback(_rmdir, path)
                    path.mkdir(exist_ok=True)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Put single ``files`` in place, making their folders.

    Each replaces the old one whole and takes over its permissions; a run that is killed may leave
    some old and some new. Raises OSError, with all old files as they were, if one cannot be written.
    """
    with Staging() as staging:
        for path, content in files.items():
            staging.add_file(path, content)
        staging.commit()


def _followed(folder: Path) -> Path:
    """The folder that ``folder`` leads to, by its real name; there may be none yet."""
    with about(Path(os.path.abspath(folder))):
        try:
            os.stat(folder)
        except (FileNotFoundError, NotADirectoryError):
            if os.path.islink(folder):
                message = "it is a link to a folder that is not there"
                raise FileNotFoundError(ENOENT, message) from None
    return Path(os.path.realpath(folder))


def _old_folder(target: Path) -> os.stat_result | None:
    if not os.path.lexists(target):
        return None
    with about(target):
        old = os.lstat(target)
        if not stat.S_ISDIR(old.st_mode):
            raise NotADirectoryError(ENOTDIR, "")
    return old


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.briefgen-{os.urandom(4).hex()}")


def _sweep(target: Path) -> None:
    """Remove what killed runs left beside ``target``; its folder has to be locked."""
    with about(target.parent):
        if not swap.put_back(target):
            _discard(swap.aside(target))
        ours = re.compile(rf"\.{re.escape(target.name)}\.briefgen-[0-9a-f]{{8}}")
        for entry in [e for e in os.scandir(target.parent) if ours.fullmatch(e.name)]:
            with suppress(OSError):
                descriptor = os.open(
                    entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                )
                try:
                    if _take(descriptor):
                        _discard(Path(entry.path))
                finally:
                    os.close(descriptor)


def _complete(piece: _Piece) -> bool:
    """Bring into a folder what else belongs there; False if nothing would change by putting it."""
    if piece.files is None:
        with about(piece.target):
            if piece.target.is_dir():
                raise IsADirectoryError(EISDIR, "")
        return True
    old = _old_folder(piece.target)
    if old:
        pairs = [(piece.target / name, piece.staged / name) for name in piece.files]
        if all(os.path.lexists(was) and os.path.samefile(was, now) for was, now in pairs):
            return False
        piece.brought.update(carry(piece.target, piece.staged, piece.files))
        with about(piece.target):
            like(piece.staged, old, 0o7777)
    with about(piece.target):
        flush(piece.staged)
    return True


def _put(pieces: Iterable[_Piece]) -> None:
    undo: list[Callable[[], None]] = []
    try:
        for piece in pieces:
            with about(piece.target):
                undo.append(swap.put(piece.staged, piece.target))
        for parent in {piece.target.parent for piece in pieces}:
            with about(parent):
                flush(parent)
    except BaseException:
        for back in reversed(undo):
            with suppress(OSError):
                back()
        raise


def _clear(piece: _Piece) -> None:
    """Remove the old entry, once what came into it in the meantime has moved to the new one."""
    for old in (piece.staged, swap.aside(piece.target)):
        if piece.files is None:
            _unlink(old)
        elif os.path.lexists(old):
            with suppress(OSError):
                rescue(old, piece.target, piece.files, piece.brought)
            remove(old)


@contextmanager
def _locked(folder: Path, make: Callable[[Path], None] | None = None) -> Iterator[None]:
    """Hold ``folder`` locked among the runs of this program, as far as the file system has locks."""
    while True:
        if make:
            make(folder)
        with about(folder):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with about(folder):
                _wait(descriptor)
            # Another run may have removed it as it left, and a third one made it anew.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), os.stat(folder)):
                    break
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    try:
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int) -> None:
    for _ in range(round(_WAIT / _PAUSE)):
        if _take(descriptor) is not False:
            return
        Event().wait(_PAUSE)
    raise BlockingIOError(EAGAIN, f"another program has kept it locked for {_WAIT:.0f} seconds")


def _take(descriptor: int) -> bool | None:
    """Lock a file or folder; False if another process has it, None where there are no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


@contextmanager
def _standing() -> Iterator[None]:
    """Keep the working folder by its name, in case it is one of those that are replaced."""
    here = None
    with suppress(OSError):
        here = os.getcwd()
    yield
    if here is not None:
        with suppress(OSError):
            os.chdir(here)


def _discard(path: Path) -> None:
    remove(path)
    _unlink(path)


def _unlink(path: Path) -> None:
    with suppress(OSError):
        os.unlink(path)


def _rmdir(path: Path) -> None:
    with suppress(OSError):
        os.rmdir(path)
