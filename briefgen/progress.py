"""What is being done, on a terminal: a line for each document at work, and how long it will take yet.

The only room of rich, which is imported for a terminal alone.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Literal

from briefgen.stop import unbroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Step", "shown"]

_BASE = 300
"""Words that take as long to set as what every document takes, however short."""

_REST = 0.25
"""What a document that takes longer than was thought will take yet, in parts of what it took."""


@dataclass(frozen=True)
class Step:
    """The outline ``name`` is being checked, or was; or the document ``name`` is to be set, or done.

    ``begun`` says whether a document that is to be set has left the queue; it has so many ``words``.
    """

    name: str
    doing: Literal["checking", "checked", "setting", "done"]
    begun: Callable[[], bool] = lambda: True
    words: int = 0


@contextmanager
def shown(outlines: int) -> Iterator[Callable[[Step], None]]:
    """Takes the steps of building so many ``outlines``; wiped at the end, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.table import Column, Table

    from briefgen.formats.visible import visible

    console = Console(stderr=True, highlight=False, markup=False)
    board = _Board(outlines, console.get_time)

    def draw() -> Table:
        rows = [
            (visible(what), _clock(took) + ("" if left is None else f" {_clock(left)} left"))
            for what, took, left in board.lines()
        ]
        # A terminal writes ^C after the last line: on a full one it would begin another.
        room = console.width - 3 - max((len(times) for _, times in rows), default=0)
        name = Column(no_wrap=True, overflow="ellipsis", max_width=max(room, 1))
        table = Table.grid(name, Column(no_wrap=True), padding=(0, 1))
        for row in rows:
            table.add_row(*row)
        return table

    live = Live(get_renderable=draw, console=console, transient=True)

    def take(step: Step) -> None:
        board.take(step)
        live.refresh()

    live.start(refresh=True)
    try:
        yield take
    finally:
        with unbroken():
            live.stop()


def _clock(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


class _Board:
    """What is at work, and since when by the ``clock``. Steps may come from several threads."""

    def __init__(self, outlines: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._outlines = outlines
        self._start = self._clock()
        self._examined = self._done = 0
        self._checking: dict[str, float] = {}
        self._sizes: dict[str, int] = {}
        self._waiting: dict[str, Callable[[], bool]] = {}
        self._setting: dict[str, float] = {}
        self._took = 0.0

    def take(self, step: Step) -> None:
        """Something begins or ends."""
        with self._lock:
            self._look()
            match step.doing:
                case "checking":
                    self._checking[step.name] = self._clock()
                case "checked":
                    del self._checking[step.name]
                    self._examined += 1
                case "setting":
                    self._sizes[step.name] = _BASE + step.words
                    self._waiting[step.name] = step.begun
                case "done":
                    # What is taken from the cache is done before it was seen to begin.
                    self._waiting.pop(step.name, None)
                    now = self._clock()
                    self._took += now - self._setting.pop(step.name, now)
                    self._done += 1

    def lines(self) -> list[tuple[str, float, float | None]]:
        """What is done, the seconds since it began, and in the first line those left, once known."""
        with self._lock:
            self._look()
            now = self._clock()
            lines: list[tuple[str, float, float | None]] = []
            if known := len(self._sizes):
                # The outlines to come will have as many documents as those before them.
                total = round(known / max(self._examined, 1) * self._outlines)
                total = max(known, total)
                said = f"{self._done} of {total} documents"
                lines.append((said, now - self._start, self._left(total - known, now)))
            for doing, names in (("checking", self._checking), ("setting", self._setting)):
                lines += [(f"{doing} {name}", now - since, None) for name, since in names.items()]
            return lines

    def _look(self) -> None:
        """Find out which documents have left the queue."""
        for name in [name for name, begun in self._waiting.items() if begun()]:
            del self._waiting[name]
            self._setting[name] = self._clock()

    def _left(self, unknown: int, now: float) -> float | None:
        """Seconds until all is done, as much at once as now; None before a first document is.

        A document takes as long as it has words; those ``unknown`` yet have as many as the others.
        """
        if not self._done:
            return None
        size = sum(self._sizes.values())
        waiting = unknown * size / len(self._sizes)
        waiting += sum(self._sizes[name] for name in self._waiting)
        done = size - sum(self._sizes[name] for name in (*self._waiting, *self._setting))
        pace = self._took / done
        begun = [
            max(pace * self._sizes[name] - (now - since), _REST * (now - since))
            for name, since in self._setting.items()
        ]
        left = (sum(begun) + pace * waiting) / max(len(begun), 1)
        return max(left, *begun, 0)
