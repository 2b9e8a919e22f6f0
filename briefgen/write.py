"""Write: files put in place whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["write_files"]


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all of ``files``, making their folders.

    Each is written beside its place under another name and flushed to the disk; only when all of
    them are there do they replace the old ones, whose permissions they take over. Raises OSError,
    with the old files as they were, if one cannot be written.
    """
    ready: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            ready.append((name, path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        while ready:
            os.replace(*ready[0])
            ready.pop(0)
    finally:
        for name, _ in ready:
            with suppress(OSError):
                Path(name).unlink()


def _umask() -> int:
    """The mask for new files; mkstemp makes them private."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
