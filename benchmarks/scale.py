"""Made-up briefs, ever larger: what each command and each stage takes, and how it grows.

The exponent between two sizes is 1 where twice the work takes twice the computing time, 2 where it
takes four times; below 1, what does not grow weighs more.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made import AUDIENCE, Size, write_project
from benchmarks.processes import TooLong, cost_of, surroundings
from benchmarks.ratios import printed_page, versions
from briefgen.bounds import read_bounds
from briefgen.machine import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.processes import Cost

__all__ = ["print_growth"]

RUNS, ENOUGH = 3, 20.0
"""Each command runs so often, or until its runs have taken so many seconds; the least counts."""

MOST = 1800.0
"""Seconds after which a run is ended, and its cell stays empty."""

BOUNDS = ("outline-bytes=16777216", "text-characters=5000000", "press-seconds=3600")

PAGES = {n: Size(pages=n, citations=5 * n, used=8, library=8) for n in (6, 60, 300)}
CITATIONS = {n: Size(pages=60, citations=n, used=8, library=8) for n in (10, 100, 1_000, 5_000)}
USED = {n: Size(pages=60, citations=300, used=n, library=n) for n in (2, 20, 200)}
LIBRARY = {n: Size(library=n) for n in (2, 1_000, 20_000)}
BRIEFS = (1, 16, 100)

_CHECK, _MARKDOWN, _PDF, _BARE = "check", "build, Markdown", "build, PDF", "`weasyprint`"


def print_growth() -> None:
    """Print two tables for each thing that grows, as soon as it is measured."""
    print(f"{versions()}. The least of at most {RUNS} runs, each with an empty cache.\n")
    with tempfile.TemporaryDirectory() as name:
        bench = _Bench(Path(name))
        for what, sizes, names in (
            ("library", LIBRARY, (_CHECK, _MARKDOWN)),
            ("sources", USED, (_CHECK, _MARKDOWN)),
            ("citations", CITATIONS, (_CHECK, _MARKDOWN)),
            ("pages", PAGES, (_CHECK, _MARKDOWN, _PDF, _BARE)),
        ):
            _table(what, {n: bench.costs(size, names) for n, size in sizes.items()})
        _table("briefs", {n: bench.costs(Size(), (_MARKDOWN, _PDF), n) for n in BRIEFS})
        for what, sizes in (("pages", PAGES), ("citations", CITATIONS)):
            _stage_table(what, {n: bench.stages(size) for n, size in sizes.items()})


class _Bench:
    """Makes projects below ``folder`` and runs commands on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        settings = folder / "fonts.conf"
        settings.write_text(fonts.configuration(folder), encoding="utf-8")
        self.environment = {**surroundings(), "FONTCONFIG_FILE": str(settings)}

    def fresh(self) -> Path:
        """A path where nothing is."""
        self.number += 1
        return self.folder / str(self.number)

    def costs(self, size: Size, names: Sequence[str], briefs: int = 1) -> Mapping[str, Cost | None]:
        """What the commands ``names`` take on ``briefs`` outlines; None: too long."""
        paths = write_project(self.fresh(), size, briefs)
        return {name: self.cost(name, paths) for name in names}

    def cost(self, name: str, paths: Sequence[Path]) -> Cost | None:
        found: list[Cost] = []
        began = time.perf_counter()
        page = paths[0].with_suffix(".html")
        if name == _BARE:
            printed_page(paths[0], AUDIENCE, page, read_bounds(BOUNDS))
        try:
            while len(found) < RUNS and (not found or time.perf_counter() - began < ENOUGH):
                command = self.command(name, paths, page)
                found.append(cost_of(command, self.cold(), most=MOST))
        except TooLong:
            return None
        return min(found, key=lambda cost: cost.computing)

    def command(self, name: str, paths: Sequence[Path], page: Path) -> list[str]:
        if name == _BARE:
            return [sys.executable, "-m", "weasyprint", str(page), str(self.fresh())]
        command = [sys.executable, "-m", "briefgen", name.split(",")[0], *map(str, paths)]
        for bound in BOUNDS:
            command += ["--bound", bound]
        if name != _CHECK:
            kind = "pdf" if name == _PDF else "md"
            command += ["--to", kind, "--out", str(self.fresh())]
        return command

    def stages(self, size: Size) -> Mapping[str, float]:
        """Computing time of each stage of one build, in a process of its own."""
        (path,) = write_project(self.fresh(), size)
        command = [sys.executable, "-m", "benchmarks.stages", str(path), *BOUNDS]
        done = subprocess.run(
            command, env=self.cold(), stdout=subprocess.PIPE, text=True, check=True, timeout=MOST
        )
        rows = (line.rpartition(" ") for line in done.stdout.splitlines())
        return {name: float(seconds) for name, _, seconds in rows}

    def cold(self) -> Mapping[str, str]:
        return {**self.environment, "XDG_CACHE_HOME": str(self.fresh())}


def _table(what: str, measured: Mapping[int, Mapping[str, Cost | None]]) -> None:
    """Rows for each command: computing seconds with their exponents, seconds by the clock, memory."""
    rows: dict[str, dict[int, float]] = defaultdict(dict)
    for size, costs in measured.items():
        for name, cost in costs.items():
            if cost:
                rows[f"{name}: computing, s"][size] = cost.computing
                rows[f"{name}: by the clock, s"][size] = cost.seconds
                rows[f"{name}: largest process, MiB"][size] = cost.memory.largest
                rows[f"{name}: its main process, MiB"][size] = cost.memory.first
                rows[f"{name}: all, MiB (PSS)"][size] = cost.memory.together
    _print(what, list(measured), rows)


def _stage_table(what: str, measured: Mapping[int, Mapping[str, float]]) -> None:
    """A row for each stage: computing seconds with their exponents."""
    rows: dict[str, dict[int, float]] = defaultdict(dict)
    for size, stages in measured.items():
        for name, seconds in stages.items():
            rows[f"{name}, s"][size] = seconds
    _print(what, list(measured), rows)


def _print(what: str, sizes: Sequence[int], rows: Mapping[str, Mapping[int, float]]) -> None:
    print(f"| {what} | {' | '.join(f'{size:,}' for size in sizes)} | exponents |")
    print("| --- |" + " ---: |" * (len(sizes) + 1))
    for name, row in rows.items():
        cells = [_number(row[size]) if size in row else "" for size in sizes]
        print(f"| {name} | {' | '.join(cells)} | {', '.join(_exponents(row))} |")
    print(flush=True)


def _number(value: float) -> str:
    """Three digits of it, or more before the point."""
    return f"{value:.{max(0, min(3, 2 - math.floor(math.log10(value))))}f}" if value else "0"


def _exponents(row: Mapping[int, float]) -> Iterator[str]:
    for (size, cost), (larger, more) in pairwise(row.items()):
        if cost > 0 < more:
            yield f"{math.log(more / cost) / math.log(larger / size):.2f}"
        else:
            yield "-"
