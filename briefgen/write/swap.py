"""Swap: what was made under a hidden name takes the place of what is there."""

from __future__ import annotations

import os
import shutil
import sys
from errno import EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP, EPERM
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["aside", "exchange", "put", "put_back"]

_UNABLE = frozenset({EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP, EPERM})
"""What a kernel, a container or a file system says that cannot exchange two entries."""


def put(staged: Path, target: Path) -> Callable[[], None]:
    """Let ``staged`` take the place of ``target``; what it gives back undoes that.

    The old entry is then called ``staged``. Where the file system cannot exchange two entries, it is
    called :func:`aside`, and for a moment there is no folder ``target`` (a file is always there).
    Raises OSError, with ``target`` as it was.
    """
    if not os.path.lexists(target):
        os.rename(staged, target)
        return lambda: os.rename(target, staged)
    try:
        exchange(staged, target)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
    else:
        return lambda: exchange(staged, target)
    old = aside(target)
    if not target.is_dir():
        shutil.copy2(target, old, follow_symlinks=False)
        os.replace(staged, target)
        return lambda: os.replace(old, target)
    os.rename(target, old)
    try:
        os.rename(staged, target)
    except OSError:
        os.rename(old, target)
        raise

    def undo() -> None:
        os.rename(target, staged)
        os.rename(old, target)

    return undo


def aside(target: Path) -> Path:
    """Where the old entry is kept for a moment on a file system that cannot exchange two."""
    return target.with_name(f".{target.name}.briefgen-old")


def put_back(target: Path) -> bool:
    """Mend what a run left that was killed in that moment; False if there was nothing to mend."""
    old = aside(target)
    if os.path.lexists(target) or not os.path.lexists(old):
        return False
    os.rename(old, target)
    return True


def exchange(one: Path, other: Path) -> None:
    """Let two entries change places in one step. Raises OSError, of :data:`_UNABLE` if it cannot."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = library.renamex_np(*names, ctypes.c_uint(2))  # RENAME_SWAP
    elif hasattr(library, "renameat2"):
        here = ctypes.c_int(-100)  # AT_FDCWD
        failed = library.renameat2(here, names[0], here, names[1], ctypes.c_uint(2))  # _EXCHANGE
    else:  # musl
        raise OSError(ENOSYS, os.strerror(ENOSYS), str(other))
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
