"""Room: a folder for the files of another program, which no killed run leaves for good."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

__all__ = ["Room"]

_NAME = re.compile(r"briefgen-(\d+)-\w+")


class Room:
    """A new folder at ``path``, among the temporary ones; :meth:`clear` removes it.

    It has the number of its process in its name, and is locked (flock) as long as that lives. The
    next run removes those whose process is gone, if they are the user's own and nobody has the
    lock: a process of a container that shares the folder has a number that means nothing here.
    """

    def __init__(self) -> None:
        _sweep()
        self._folder = TemporaryDirectory(prefix=f"briefgen-{os.getpid()}-")
        self.path = Path(self._folder.name)
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        with suppress(OSError):
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Remove it with all that is in it; nothing happens the second time."""
        self._folder.cleanup()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


@cache
def _sweep() -> None:
    """Remove what killed runs left, as far as that can be done; once in a process."""
    with suppress(OSError), os.scandir(gettempdir()) as entries:
        for entry in entries:
            if (named := _NAME.fullmatch(entry.name)) and not _lives(int(named[1])):
                with suppress(OSError):
                    _remove(entry.path)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


def _remove(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(descriptor).st_uid == os.getuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(descriptor)
