"""Measure the real brief: whole processes, in turn, medians; ratios of time and of peak memory.

The rival of a build is the ``weasyprint`` command on the same HTML, style and fonts; that of a check
is Python doing nothing.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from briefgen.citing import documents
from briefgen.examine import examine
from briefgen.machine import fonts
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html

RUNS = 5
BRIEF = Path(__file__).parent.parent / "briefs" / "us-japan-2plus2.yaml"
AUDIENCE = "analyst"


@dataclass(frozen=True)
class Cost:
    """Medians over the runs: wall seconds and peak memory in MiB."""

    seconds: float
    memory: float


def run(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak MiB of one run of ``command``, its output thrown away.

    A child begins with this process's own memory: no peak below that can be seen.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    began = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (0, 1, 2)]
    child = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    os.close(nowhere)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss / unit


def measure(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, Cost]:
    """Run all ``commands`` in turn, once to warm up and then :data:`RUNS` times."""
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, command in commands.items():
            figure = run(command, environment)
            if turn:
                figures[name].append(figure)
    return {
        name: Cost(*(statistics.median(column) for column in zip(*rows, strict=True)))
        for name, rows in figures.items()
    }


def main() -> None:
    """Print a table of costs and the ratios that count."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = folder / "fonts.conf"
        settings.write_text(fonts.configuration(folder), encoding="utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
        html = folder / "page.html"
        found, _ = documents(examine(BRIEF, [AUDIENCE]))
        ((document, _),) = found
        page, _ = render_html(document, read_layout(BRIEF).value, for_print=True)
        if page is None:
            raise SystemExit("the template cannot be rendered")
        html.write_text(page.html, encoding="utf-8")
        python = sys.executable
        build = [python, "-m", "briefgen", "build", str(BRIEF), "--out", str(folder / "out")]
        costs = measure(
            {
                "python -c pass": [python, "-c", "pass"],
                "briefgen --help": [python, "-m", "briefgen", "--help"],
                "briefgen check": [python, "-m", "briefgen", "check", str(BRIEF)],
                "weasyprint page.html": [
                    python,
                    "-m",
                    "weasyprint",
                    str(html),
                    str(folder / "page.pdf"),
                ],
                f"briefgen build --audience {AUDIENCE}": [
                    *build,
                    "--audience",
                    AUDIENCE,
                    "--to",
                    "pdf",
                ],
                "briefgen build": build,
            },
            environment,
        )
    print(
        f"Python {sys.version.split()[0]}, WeasyPrint {version('weasyprint')}, {RUNS} runs each\n"
    )
    for label, cost in costs.items():
        print(f"{label:<36} {cost.seconds:6.2f} s  {cost.memory:6.0f} MiB")
    idle, bare = costs["python -c pass"], costs["weasyprint page.html"]
    one, every = costs[f"briefgen build --audience {AUDIENCE}"], costs["briefgen build"]
    print(f"\nbuild of one audience / weasyprint   {one.seconds / bare.seconds:6.2f}  time")
    print(f"                                     {one.memory / bare.memory:6.2f}  peak memory")
    print(f"build of four / four weasyprint      {every.seconds / bare.seconds / 4:6.2f}  time")
    print(
        f"check / python -c pass               {costs['briefgen check'].seconds / idle.seconds:6.1f}"
    )
    print(
        f"--help / python -c pass              {costs['briefgen --help'].seconds / idle.seconds:6.1f}"
    )


main()
