"""Hold a process to what one document may take."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.bounds import Bounds

__all__ = ["limit_process"]


def limit_process(bounds: Bounds) -> None:
    """Past its time this process is ended; past its memory it meets MemoryError, or is ended too."""
    _lower(resource.RLIMIT_CPU, bounds.press_seconds)
    _lower(resource.RLIMIT_AS, bounds.press_bytes)
    # A crash of a library must not leave its memory on the disk.
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, wanted: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (value, hard))
