"""Commands run as whole processes: what they take of time and of memory."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Cost",
    "Memory",
    "TooLong",
    "cost_of",
    "machine",
    "memory_of",
    "seconds_of",
    "surroundings",
]

_PAUSE = 0.01
"""Seconds between two looks at the processes."""

_LOOKS = 10
"""Looks between two at their memory, which takes longer."""

_TICKS = os.sysconf("SC_CLK_TCK")


class TooLong(Exception):  # noqa: N818 - named for what happened
    """A command was ended because it took more time than it was given."""


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


@dataclass(frozen=True)
class Cost:
    """What a command took: ``seconds`` by the clock, and ``computing`` those of all processors.

    ``computing`` is user and system time of the command and all that it started.
    """

    seconds: float
    computing: float
    memory: Memory


def surroundings() -> dict[str, str]:
    """This environment, without the setting that would have each command compile all of its source."""
    return {k: value for k, value in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


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
    """The memory of one run of ``command``, looked at while it runs; Linux only."""
    return cost_of(command, environment, folder).memory


def cost_of(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path | None = None,
    most: float = float("inf"),
) -> Cost:
    """What one run of ``command`` takes, looked at while it runs; Linux only.

    Computing time is read of each process by itself, because a process that does not wait for what
    it forked (the press) never gets theirs; what each does after the last look at it, at most
    0.01 s, is lost. Raises :class:`TooLong` after ``most`` seconds by the clock.
    """
    began = time.perf_counter()
    computing: dict[int, int] = {}
    together = largest = first = 0
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, env=environment, cwd=folder, stdout=said, stderr=said) as process,
    ):
        for look in count():
            # Until it is waited for, what it took can still be read.
            ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            there = _tree(process.pid)
            # No number is given twice in so short a time.
            computing |= {number: ticks for number in there if (ticks := _ticks(number))}
            if ended:
                break
            if look % _LOOKS == 0:
                sizes = {number: _peak(number) for number in there}
                together = max(together, sum(map(_proportional, sizes)))
                largest = max(largest, *sizes.values())
                first = max(first, sizes[process.pid])
            if time.perf_counter() - began > most:
                for number in there:
                    with suppress(ProcessLookupError):
                        os.kill(number, signal.SIGKILL)
                raise TooLong
            time.sleep(_PAUSE)
        seconds = time.perf_counter() - began
        process.wait()
        said.seek(0)
        _expect_success(command, process.returncode, said.read())
    memory = Memory(together / 1024, largest / 1024, first / 1024)
    return Cost(seconds, sum(computing.values()) / _TICKS, memory)


def _expect_success(command: Sequence[str], status: int, said: bytes) -> None:
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}: {said.decode()[-500:]}")


def _tree(root: int) -> list[int]:
    """The process ``root`` and all that it started."""
    found = [root]
    for number in found:
        tasks = Path("/proc", str(number), "task")
        with suppress(OSError):  # it has ended
            for task in os.listdir(tasks):
                found += map(int, (tasks / task / "children").read_text().split())
    return found


def _ticks(number: int) -> int:
    """User and system time of a process so far, 0 where it has ended."""
    fields = _read(number, "stat").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) if fields else 0


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
