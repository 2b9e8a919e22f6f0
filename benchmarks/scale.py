"""Made-up briefs, ever larger: what each command and each stage takes, and how it grows.

The exponent between two sizes is 1 where twice the work takes twice the time, 2 where it takes four
times; below 1, what does not grow weighs more.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made import AUDIENCE, Size, write_project
from benchmarks.processes import memory_of, seconds_of
from benchmarks.ratios import printed_page, versions
from briefgen.bounds import read_bounds
from briefgen.machine import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["print_growth"]

RUNS = 3
BOUNDS = ("outline-bytes=16777216", "text-characters=5000000", "press-seconds=3600")

PAGES = {n: Size(pages=n, citations=5 * n, used=8, library=8) for n in (6, 60, 300)}
CITATIONS = {n: Size(pages=60, citations=n, used=8, library=8) for n in (10, 100, 1_000, 5_000)}
USED = {n: Size(pages=60, citations=300, used=n, library=n) for n in (2, 20, 200)}
LIBRARY = {n: Size(library=n) for n in (2, 1_000, 20_000)}
BRIEFS = (1, 16, 100)
MEMORY_BRIEFS = (10, 50, 100)


def print_growth() -> None:
    """Print a table for each thing that grows, as soon as it is measured."""
    print(f"{versions()}. Medians of {RUNS} runs; PDFs once.\n")
    with tempfile.TemporaryDirectory() as name:
        bench = _Bench(Path(name))
        for what, sizes in (
            ("pages, five citations on each", PAGES),
            ("citations in about 60 pages", CITATIONS),
            ("source documents that 300 citations use", USED),
            ("source documents in the library, of which two are used", LIBRARY),
        ):
            _table(what, {n: bench.commands(size) for n, size in sizes.items()})
        _table("pages, as PDF", {n: bench.pdf(size) for n, size in PAGES.items()})
        _table("briefs of 6 pages", {n: bench.briefs(n) for n in BRIEFS})
        _stage_table(
            "pages, five citations on each", {n: bench.stages(s) for n, s in PAGES.items()}
        )
        few, *_, many = CITATIONS
        measured = {n: bench.stages(CITATIONS[n]) for n in (few, many)}
        _stage_table("citations in about 60 pages", measured)
        _memory_table({n: bench.memory(n) for n in MEMORY_BRIEFS})


class _Bench:
    """Makes projects below ``folder`` and runs commands on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        settings = folder / "fonts.conf"
        settings.write_text(fonts.configuration(folder), encoding="utf-8")
        self.environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}

    def fresh(self) -> Path:
        """A path where nothing is."""
        self.number += 1
        return self.folder / str(self.number)

    def commands(self, size: Size) -> Mapping[str, float]:
        """What makes no PDF."""
        (path,) = write_project(self.fresh(), size)
        return {"check": self.time("check", path), "build, Markdown": self.build([path], "md")}

    def pdf(self, size: Size) -> Mapping[str, float]:
        """The PDF, and the command that sets the same page without proving anything."""
        (path,) = write_project(self.fresh(), size)
        page = path.with_suffix(".html")
        printed_page(path, AUDIENCE, page, read_bounds(BOUNDS))
        command = [sys.executable, "-m", "weasyprint", str(page), str(self.fresh())]
        bare = seconds_of(command, self.environment)
        return {"build, PDF, cold": self.build([path], "pdf", runs=1), "weasyprint": bare}

    def briefs(self, count: int) -> Mapping[str, float]:
        """Many briefs in one build."""
        paths = write_project(self.fresh(), Size(), count)
        return {
            "build, Markdown": self.build(paths, "md", runs=1),
            "build, PDF, cold": self.build(paths, "pdf", runs=1),
        }

    def memory(self, count: int) -> tuple[float, float, float]:
        """Peaks of a build of many PDFs."""
        paths = write_project(self.fresh(), Size(), count)
        peak = memory_of(self.command(paths, "pdf"), self.cold())
        return peak.first, peak.largest, peak.together

    def stages(self, size: Size) -> Mapping[str, float]:
        """Computing time of each stage of one build, in a process of its own."""
        (path,) = write_project(self.fresh(), size)
        command = [sys.executable, "-m", "benchmarks.stages", str(path), *BOUNDS]
        done = subprocess.run(
            command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        rows = (line.rpartition(" ") for line in done.stdout.splitlines())
        return {name: float(seconds) for name, _, seconds in rows}

    def build(self, paths: Sequence[Path], kind: str, runs: int = RUNS) -> float:
        """Median seconds of a cold build."""
        return statistics.median(
            seconds_of(self.command(paths, kind), self.cold()) for _ in range(runs)
        )

    def time(self, command: str, path: Path) -> float:
        arguments = [sys.executable, "-m", "briefgen", command, str(path), *_bounds()]
        return statistics.median(seconds_of(arguments, self.environment) for _ in range(RUNS))

    def command(self, paths: Sequence[Path], kind: str) -> list[str]:
        briefgen = [sys.executable, "-m", "briefgen", "build", *map(str, paths), "--to", kind]
        return [*briefgen, *_bounds(), "--out", str(self.fresh())]

    def cold(self) -> Mapping[str, str]:
        return {**self.environment, "XDG_CACHE_HOME": str(self.fresh())}


def _bounds() -> Iterator[str]:
    for bound in BOUNDS:
        yield from ("--bound", bound)


def _table(what: str, measured: Mapping[int, Mapping[str, float]]) -> None:
    """A row for each size: seconds, and from the second on the exponent since the one before."""
    names = list(next(iter(measured.values())))
    print(f"| {what} |" + "".join(f" {name}, s | exponent |" for name in names))
    print("| ---: |" + " ---: | ---: |" * len(names))
    before: tuple[int, Mapping[str, float]] | None = None
    for size, row in measured.items():
        cells = []
        for name in names:
            grown = _exponent(before[0], size, before[1][name], row[name]) if before else ""
            cells += [f"{row[name]:.2f}", grown]
        print(f"| {size:,} | {' | '.join(cells)} |")
        before = size, row
    print(flush=True)


def _stage_table(what: str, measured: Mapping[int, Mapping[str, float]]) -> None:
    """A row for each stage: computing seconds at each size, and the exponent of the last step."""
    sizes = list(measured)
    print(f"| stage | {' | '.join(f'{size:,} {what}' for size in sizes)} | exponents |")
    print("| --- |" + " ---: |" * (len(sizes) + 1))
    for name in measured[sizes[0]]:
        seconds = [measured[size][name] for size in sizes]
        steps = zip(pairwise(sizes), pairwise(seconds), strict=True)
        grown = ", ".join(_exponent(*size, *cost) for size, cost in steps)
        print(f"| {name} | {' | '.join(f'{each:.3f}' for each in seconds)} | {grown} |")
    print(flush=True)


def _memory_table(measured: Mapping[int, tuple[float, float, float]]) -> None:
    print("| briefs of 6 pages | main process, MiB | largest process, MiB | all, MiB (PSS) |")
    print("| ---: | ---: | ---: | ---: |")
    for count, peaks in measured.items():
        print(f"| {count} | {' | '.join(f'{peak:.0f}' for peak in peaks)} |")


def _exponent(size: int, larger: int, cost: float, more: float) -> str:
    return f"{math.log(more / cost) / math.log(larger / size):.2f}" if cost > 0 < more else ""
