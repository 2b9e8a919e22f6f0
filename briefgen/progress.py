"""What is being done, on a terminal: a line for each document at work, and how long it will take yet.

The only room of rich, which is imported for a terminal alone.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Task, TaskID

__all__ = ["Step", "shown"]


@dataclass(frozen=True)
class Step:
    """The outline ``name`` is being checked; or the document ``name`` being set, or done."""

    name: str
    doing: Literal["checking", "setting", "done"]


@contextmanager
def shown(outlines: int) -> Iterator[Callable[[Step], None]]:
    """Takes the steps of building so many ``outlines``; wiped at the end, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    from briefgen.formats.visible import visible

    class TimeLeftColumn(ProgressColumn):
        """*Why* not rich's: that wants two documents done since their number was last known."""

        def render(self, task: Task) -> Text:
            if not task.completed or not task.total:
                return Text()
            left = task.fields["took"] * task.total / task.completed - (task.elapsed or 0)
            return Text(f"{timedelta(seconds=max(0, round(left)))} left", "progress.remaining")

    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        TimeLeftColumn(),
    )
    console = Console(stderr=True, highlight=False)
    with Progress(*columns, console=console, transient=True) as bars:
        whole = bars.add_task("", total=None, took=0.0)
        lines: dict[str, TaskID] = {}
        examined = done = 0

        def take(step: Step) -> None:
            nonlocal examined, done
            if step.doing == "done":
                bars.remove_task(lines.pop(step.name))
                done += 1
                bars.update(whole, took=bars.tasks[0].elapsed)
            elif step.doing == "setting":
                name = visible(step.name)
                lines[step.name] = bars.add_task(f"setting {name}", total=None)
            else:
                examined += 1
                bars.update(whole, description=f"checking {visible(step.name)}")
            documents = done + len(lines)
            if documents:
                # The outlines to come will have as many documents as those before them.
                total = documents * outlines // examined
                told = f"{done} of {total} documents"
                bars.update(whole, description=told, completed=done, total=total)

        yield take
