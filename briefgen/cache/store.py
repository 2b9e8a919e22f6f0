"""A store of bytes in the user's cache folder, found by what they were made from.

It may be emptied at any time, by anybody; several programs may use it at once. A folder that cannot
be written is no store, and costs nothing but time.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

__all__ = ["BOUND", "digest", "get", "home", "put"]

BOUND = 256 * 2**20
"""Bytes that are kept; what was not asked for the longest goes first."""

_FOLDER = "made"

_CHECK = 32
"""Bytes at the start of a file that hold the SHA-256 of the rest."""


def home() -> Path:
    """``briefgen`` in the user's cache folder. Source: XDG Base Directory 0.8."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return Path(given, "briefgen")
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "briefgen"


def digest(*parts: str | bytes) -> str:
    """A name (64 hexadecimal digits) for the ``parts`` in their order."""
    whole = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


def get(key: str) -> bytes | None:
    """What was kept under ``key``, as it was put there."""
    try:
        path = home() / _FOLDER / key
        data = path.read_bytes()
        os.utime(path)
    except (OSError, RuntimeError):  # no folder, no home
        return None
    check, rest = data[:_CHECK], data[_CHECK:]
    return rest if sha256(rest).digest() == check else None


def put(key: str, data: bytes) -> None:
    """Keep ``data`` under ``key``, and let go of the oldest if that is too much."""
    import tempfile

    try:
        folder = home() / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix="new-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(sha256(data).digest())
                stream.write(data)
            os.replace(name, folder / key)
        except OSError:
            os.unlink(name)
            raise
        _prune(folder)
    except (OSError, RuntimeError):
        return


def _prune(folder: Path) -> None:
    """Delete the files that were not used for the longest, until :data:`BOUND` holds."""
    with os.scandir(folder) as entries:
        files = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries]
    total = sum(status.st_size for status, _ in files)
    for status, path in sorted(files, key=lambda each: each[0].st_mtime_ns):
        if total <= BOUND:
            return
        with suppress(FileNotFoundError):  # another program was faster
            os.unlink(path)
        total -= status.st_size
