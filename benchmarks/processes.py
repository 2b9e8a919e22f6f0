"""Commands run as whole processes: what they take of time and of memory."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Memory", "machine", "memory_of", "seconds_of"]

_PAUSE = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Memory:
    """Peaks in MiB.

    ``together`` is that of the proportional set sizes of a command and all that it started, each page
    of memory counted once; ``largest`` the largest resident set of one of these processes; ``first``
    that of the command's own.
    """

    together: float
    largest: float
    first: float


def seconds_of(
    command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
) -> float:
    """Wall seconds of one run of ``command``, its output thrown away; ends this program if it fails."""
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
    seconds = time.perf_counter() - began
    _expect_success(command, done.returncode, done.stdout + done.stderr)
    return seconds


def memory_of(
    command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
) -> Memory:
    """The memory of one run of ``command``, looked at while it runs; Linux only.

    Looking takes time: what is timed is another run.
    """
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    together = largest = first = 0
    while process.poll() is None:
        sizes = {number: _peak(number) for number in _tree(process.pid)}
        together = max(together, sum(map(_proportional, sizes)))
        largest = max(largest, *sizes.values())
        first = max(first, sizes[process.pid])
        time.sleep(_PAUSE)
    _expect_success(command, process.returncode, b"")
    return Memory(together / 1024, largest / 1024, first / 1024)


def _expect_success(command: Sequence[str], status: int, said: bytes) -> None:
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}: {said.decode()[-500:]}")


def _tree(root: int) -> list[int]:
    """The process ``root`` and all that it started."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal() and (status := _read(int(entry), "stat")):
            children.setdefault(int(status.rpartition(")")[2].split()[1]), []).append(int(entry))
    found = [root]
    for number in found:
        found += children.get(number, ())
    return found


def _proportional(number: int) -> int:
    return _field(_read(number, "smaps_rollup"), "Pss")


def _peak(number: int) -> int:
    return _field(_read(number, "status"), "VmHWM")


def _field(text: str, name: str) -> int:
    """The field ``name`` in KiB, 0 where the process has ended."""
    found = (line.split()[1] for line in text.splitlines() if line.startswith(f"{name}:"))
    return int(next(found, 0))


def _read(number: int, name: str) -> str:
    try:
        return Path("/proc", str(number), name).read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended
        return ""


def machine() -> str:
    """The processor of this machine, and how many of it may be used."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2] for line in lines if line.startswith("model name")), "")
    return f"{len(os.sched_getaffinity(0))} cores, {model.strip() or os.uname().machine}"
