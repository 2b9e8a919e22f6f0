"""The real brief against what it is measured by: ratios within one run.

The rival of a build is the ``weasyprint`` command on the same HTML, style and fonts; that of what
makes no PDF is Python doing nothing.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.processes import machine, memory_of, seconds_of, surroundings
from briefgen.bounds import USUAL
from briefgen.citing import documents
from briefgen.examine import examine
from briefgen.machine import fonts
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.processes import Memory
    from briefgen.bounds import Bounds

__all__ = ["print_ratios", "printed_page", "versions"]

RUNS = 9
MEMORY_RUNS = 3
ROOT = Path(__file__).parent.parent
BRIEF = Path("briefs", "us-japan-2plus2.yaml")
AUDIENCE = "analyst"
OTHERS = ("minister", "legislator", "public")

_WORDS = "how firm is unclear"
"""In the title that one audience alone reads."""


@dataclass(frozen=True)
class _Row:
    """A command; ``before`` makes ready for each run of it, and gives what its environment adds."""

    command: Sequence[str]
    before: Callable[[], Mapping[str, str]] = dict


def versions() -> str:
    """This machine and what is measured on it, in one line."""
    names = ("weasyprint", "pypandoc_binary", "jinja2", "pypdfium2", "pikepdf")
    said = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{machine()}; Python {sys.version.split()[0]}, {said}"


def printed_page(outline: Path, audience: str, file: Path, bounds: Bounds = USUAL) -> None:
    """Write the page that the PDF of ``audience`` is set from to ``file``."""
    found, _ = documents(examine(outline, [audience], bounds=bounds))
    layout = read_layout(outline).value
    page = render_html(found[0][0], layout, for_print=True)[0] if layout else None
    if page is None:
        raise SystemExit("the template cannot be rendered")
    file.write_text(page.html, encoding="utf-8")


def print_ratios() -> None:
    """Print two tables, of time and of memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _rows(folder)
        environment = {**surroundings(), "FONTCONFIG_FILE": str(folder / "fonts.conf")}
        times: dict[str, list[float]] = {label: [] for label in rows}
        for turn in range(RUNS + 1):
            for label, row in rows.items():
                seconds = seconds_of(row.command, {**environment, **row.before()}, folder)
                if turn:
                    times[label].append(seconds)
        looked: dict[str, list[Memory]] = {
            label: [
                memory_of(rows[label].command, {**environment, **rows[label].before()}, folder)
                for _ in range(MEMORY_RUNS)
            ]
            for label in (_WEASYPRINT, _ONE, _ALL)
        }
    medians = {label: statistics.median(seconds) for label, seconds in times.items()}
    print(f"{versions()}. Medians of {RUNS} runs.\n")
    print("| command | seconds | against | ratio | target |")
    print("| --- | ---: | --- | ---: | ---: |")
    for label, seconds in medians.items():
        against, rivals, target = _AGAINST.get(label, ("", (), ""))
        ratio = f"{seconds / sum(medians[rival] for rival in rivals):.2f}" if rivals else ""
        print(f"| {label} | {seconds:.2f} | {against} | {ratio} | {target} |")
    print(f"\nPeaks of memory, medians of {MEMORY_RUNS} other runs.\n")
    print("| command | all processes, MiB (PSS) | ratio | the largest one, MiB | ratio | target |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    together = {k: statistics.median(each.together for each in v) for k, v in looked.items()}
    largest = {k: statistics.median(each.largest for each in v) for k, v in looked.items()}
    for label in looked:
        cells = [f"{together[label]:.0f}", f"{together[label] / together[_WEASYPRINT]:.2f}"]
        cells += [f"{largest[label]:.0f}", f"{largest[label] / largest[_WEASYPRINT]:.2f}"]
        print(f"| {label} | {' | '.join(cells)} | {'≤ 1.2' if label == _ONE else ''} |")


_IDLE = "`python -c pass`"
_HELP = "`briefgen --help`"
_CHECK = "`briefgen check`, the words of one changed"
_CHECKED = "`briefgen check`, nothing changed"
_PAGES = {name: f"`weasyprint {name}.html`" for name in (AUDIENCE, *OTHERS)}
_WEASYPRINT = _PAGES[AUDIENCE]
_CHROMIUM = "headless Chromium, the same page"
_TAGGED = "`weasyprint --pdf-variant pdf/a-3a analyst.html`"
_ONE = "build, one audience, PDF, cold"
_ALL = "build, four audiences, PDF, cold"
_EDITED = "build, four audiences, PDF, the words of one changed"
_SAME = "build, four audiences, nothing changed"

_AGAINST = {
    _HELP: (_IDLE, (_IDLE,), "≤ 7"),
    _CHECK: (_IDLE, (_IDLE,), "≤ 18"),
    _CHECKED: (_IDLE, (_IDLE,), "≤ 18"),
    _SAME: (_IDLE, (_IDLE,), "≤ 10"),
    _CHROMIUM: (_WEASYPRINT, (_WEASYPRINT,), ""),
    _TAGGED: (_WEASYPRINT, (_WEASYPRINT,), ""),
    _ONE: (_WEASYPRINT, (_WEASYPRINT,), "≤ 0.9"),
    _ALL: ("the four commands", tuple(_PAGES.values()), "≤ 0.45"),
    _EDITED: (_WEASYPRINT, (_WEASYPRINT,), ""),
}


def _rows(folder: Path) -> dict[str, _Row]:
    """The commands, to be run in ``folder``, which gets a copy of the project."""
    (folder / "fonts.conf").write_text(fonts.configuration(folder), encoding="utf-8")
    for name in ("briefs", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    for name in _PAGES:
        printed_page(folder / BRIEF, name, folder / f"{name}.html")
    edited = folder / BRIEF.with_stem("edited")
    text = (folder / BRIEF).read_text(encoding="utf-8")
    if _WORDS not in text:
        raise SystemExit(f"{BRIEF} has no {_WORDS!r} to change")
    turn = count(1)
    empty = count()

    def cold() -> Mapping[str, str]:
        return {"XDG_CACHE_HOME": str(folder / f"cache-{next(empty)}")}

    def warm() -> Mapping[str, str]:
        return {"XDG_CACHE_HOME": str(folder / "cache")}

    def edit() -> Mapping[str, str]:
        words = f"{_WORDS}, version {next(turn)}"
        edited.write_text(text.replace(_WORDS, words), encoding="utf-8")
        return warm()

    python = sys.executable
    briefgen = [python, "-m", "briefgen"]
    build = [*briefgen, "build", "--to", "pdf", str(BRIEF), "--out"]
    rows = {
        _IDLE: _Row([python, "-c", "pass"]),
        _HELP: _Row([*briefgen, "--help"]),
        _CHECK: _Row([*briefgen, "check", str(edited)], edit),
        _CHECKED: _Row([*briefgen, "check", str(BRIEF)], warm),
        _SAME: _Row([*build, "out"], warm),
        **{
            label: _Row([python, "-m", "weasyprint", f"{name}.html", f"{name}.pdf"])
            for name, label in _PAGES.items()
        },
        _TAGGED: _Row(
            [python, "-m", "weasyprint", "--pdf-variant", "pdf/a-3a", "analyst.html", "tagged.pdf"]
        ),
        _ONE: _Row([*build, "one", "--audience", AUDIENCE], cold),
        _ALL: _Row([*build, "all"], cold),
        _EDITED: _Row([*briefgen, "build", "--to", "pdf", f"{edited}", "--out", "edited"], edit),
    }
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        pdf = f"--print-to-pdf={folder / 'chromium.pdf'}"
        rows[_CHROMIUM] = _Row(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", pdf, f"{AUDIENCE}.html"]
        )
    return rows
