"""Every bound holds, is named with its number, and is set by the person who runs the program."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from briefgen import checks
from briefgen.bounds import USUAL, Bound, BoundError, Bounds, read_bounds
from briefgen.place import Place, TextFile
from tests.image import jpeg, png, svg
from tests.project import FILES, SOURCES, write
from tests.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

BRIEF = FILES["briefs/brief.yaml"]
CHART = "    figures: [{chart: c.json, data: d.csv, title: T, alt: Words}]\n"
ROWS = "a,source\n" + "1,p\n" * 20
FIGURE = "    figures:\n      - {{image: {}, title: T, alt: Words}}\n"


def over(folder: Path, setting: str, files: dict[str, str | bytes], *words: str) -> str:
    """What ``briefgen check`` says of a project that is over the bound of ``setting``."""
    outline = write(folder, {name: text for name, text in files.items() if isinstance(text, str)})
    for name, data in files.items():
        if isinstance(data, bytes):
            (folder / name).write_bytes(data)
    done = run(folder, *(words or ("check",)), outline, "--bound", setting, "--format", "short")
    assert done.returncode == 1
    line, *_ = [line for line in done.stdout.splitlines() if " too-large: " in line]
    return line


def sections(number: int) -> str:
    return "title: T\nsections:\n" + "".join(f"  - {{id: s{n}, title: S}}\n" for n in range(number))


TWO = BRIEF + "      q: {seed: seed-a, paragraph: 1}\n"
OVER: dict[str, tuple[dict[str, str | bytes], str]] = {
    "outline-bytes=100": ({"briefs/brief.yaml": BRIEF + "#" * 100}, "larger than 100 bytes"),
    "sources-bytes=150": ({"seeds/sources.yaml": SOURCES + "#" * 100}, "larger than 150 bytes"),
    "seed-bytes=20": ({}, "`seeds/yang.txt` is larger than 20 bytes"),
    "library-bytes=80": ({"briefs/brief.yaml": TWO}, "more than 80 bytes together"),
    "image-bytes=50": (
        {"briefs/brief.yaml": BRIEF + FIGURE.format("a.png"), "briefs/a.png": png(9, 9)},
        "larger than 50 bytes",
    ),
    "chart-bytes=40": (
        {"briefs/brief.yaml": BRIEF + CHART, "briefs/c.json": "{}", "briefs/d.csv": ROWS},
        "`briefs/d.csv` is larger than 40 bytes",
    ),
    "chart-rows=9": (
        {"briefs/brief.yaml": BRIEF + CHART, "briefs/c.json": "{}", "briefs/d.csv": ROWS},
        "this has 20 rows; at most 9",
    ),
    "lock-bytes=9": ({"briefs/brief.lock.json": '{"format": 1, "seeds": {}}'}, "than 9 bytes"),
    "yaml-values=9": ({}, "more than 9 values"),
    "yaml-depth=4": ({}, "deeper than 4 levels"),
    "extended=1": (
        {
            "briefs/brief.yaml": f"extends: a.yaml\n{BRIEF}",
            "briefs/a.yaml": "extends: b.yaml\n",
            "briefs/b.yaml": "title: B\nextends: c.yaml\n",
        },
        "rests on more than 1 others",
    ),
    "sections=2": ({"briefs/brief.yaml": sections(3)}, "has 3 sections; at most 2"),
    "passages=1": ({"briefs/brief.yaml": TWO}, "has 2 passages; at most 1"),
    "audiences=1": (
        {"briefs/brief.yaml": BRIEF + "audiences: {a: {}, b: {}}\n"},
        "has 2 audiences; at most 1",
    ),
    "figures=1": (
        {
            "briefs/brief.yaml": BRIEF + FIGURE.format("a.png") + FIGURE.format("a.png")[12:],
            "briefs/a.png": png(1, 1),
        },
        "has 2 figures; at most 1",
    ),
    "seeds=1": ({"briefs/brief.yaml": TWO}, "uses 2 source documents; at most 1"),
    "seed-lines=5": ({}, "`yang.txt` has 8 lines; at most 5"),
    "paragraphs=3": ({}, "`yang.txt` has 4 paragraphs; at most 3"),
    "paragraph-characters=9": ({}, "characters; at most 9 are read"),
    "repair-characters=3": (
        {
            "seeds/sources.yaml": SOURCES.replace(
                "file: yang.txt", "file: yang.txt\n  repairs: [{paragraph: 1, from: First, to: A}]"
            )
        },
        "a repair of 5 characters; at most 3",
    ),
    "prose-characters=9": (
        {"briefs/brief.yaml": BRIEF + "    body: Ten letters.\n"},
        "12 characters; at most 9",
    ),
    "text-characters=20": (
        {"briefs/brief.yaml": BRIEF + "    body: Twenty letters, twenty.\n"},
        "more than 20 characters together",
    ),
    "prose-depth=2": (
        {"briefs/brief.yaml": BRIEF + "    body: '> > > a'\n"},
        "nested deeper than 1 levels",
    ),
    "image-pixels=80": (
        {"briefs/brief.yaml": BRIEF + FIGURE.format("a.png"), "briefs/a.png": png(9, 9)},
        "9 x 9 pixels; at most 80",
    ),
    "images-pixels=80": (
        {"briefs/brief.yaml": BRIEF + FIGURE.format("a.png"), "briefs/a.png": png(9, 9)},
        "all images to 81; at most 80",
    ),
    "image-scans=1": (
        {"briefs/brief.yaml": BRIEF + FIGURE.format("a.jpg"), "briefs/a.jpg": jpeg(9, 9, 2)},
        "has 2 scans; at most 1",
    ),
    "svg-elements=2": (
        {"briefs/brief.yaml": BRIEF + FIGURE.format("a.svg"), "briefs/a.svg": svg("<g/><g/>")},
        "has 3 elements and more; at most 2",
    ),
    "svg-points=3": (
        {"briefs/brief.yaml": BRIEF + FIGURE.format("a.svg"), "briefs/a.svg": svg("words")},
        "has 5 points and letters, each as often as it is drawn; at most 3",
    ),
    "svg-depth=2": (
        {
            "briefs/brief.yaml": BRIEF + FIGURE.format("a.svg"),
            "briefs/a.svg": svg("<g><g/></g>"),
        },
        "is nested 3 levels and more; at most 2",
    ),
}
BUILT: dict[str, tuple[dict[str, str | bytes], str]] = {
    "template-bytes=2000": (
        {"briefs/templates/full/template.yaml": "#" * 3000},
        "`briefs/templates/full/template.yaml` is larger than 2,000 bytes",
    ),
    "style-bytes=30": ({"briefs/styles/print.css": "p {}" * 10}, "larger than 30 bytes"),
    "font-bytes=9": (
        {
            "briefs/brief.yaml": f"style: own.css\n{BRIEF}",
            "briefs/own.css": "@font-face { font-family: Own; src: url(own.ttf) }",
            "briefs/own.ttf": "\0\1\0\0" * 9,
        },
        "`briefs/own.ttf` is larger than 9 bytes",
    ),
    "layout-files=3": ({}, "templates and styles of more than 3 files"),
    "csl-bytes=20": (
        {"briefs/brief.yaml": f"citations: own.csl\n{BRIEF}", "briefs/own.csl": "<style/>" * 9},
        "`briefs/own.csl` is larger than 20 bytes",
    ),
}
PRESSED = {"press-seconds", "press-bytes", "product-bytes"}
"""Bounds of setting a document, which the tests of the press hold it to."""


@pytest.mark.parametrize("setting", OVER)
def test_a_check_is_held_to(setting: str, tmp_path: Path) -> None:
    files, message = OVER[setting]
    assert message in over(tmp_path, setting, files)


@pytest.mark.parametrize("setting", BUILT)
def test_a_build_is_held_to(setting: str, tmp_path: Path) -> None:
    files, message = BUILT[setting]
    assert message in over(tmp_path, setting, files, "build", "--to", "md")


def test_no_bound_is_left_out() -> None:
    tried = {setting.partition("=")[0] for setting in (*OVER, *BUILT)}
    assert tried | PRESSED == {each.name.replace("_", "-") for each in fields(Bounds)}


def test_the_rules_page_lists_every_bound() -> None:
    page = checks.page("too-large")
    for each in fields(Bounds):
        name, most = each.name.replace("_", "-"), f"{getattr(USUAL, each.name):,}"
        assert re.search(rf"(?m)^ +{name} +{most}  \S", page), name


def test_the_hint_raises_the_bound(tmp_path: Path) -> None:
    outline = write(tmp_path, {"seeds/yang.txt": "word " * 100})
    words = ["check", outline, "--bound", "seed-bytes=400"]
    done = run(tmp_path, *words)
    (setting,) = re.findall(r"--bound (\S+)", done.stdout)
    assert setting == "seed-bytes=500"
    assert "too-large" not in run(tmp_path, *words, "--bound", setting).stdout


def test_no_hint_raises_a_bound_over_what_the_program_bears() -> None:
    place = Place(TextFile(__file__))  # type: ignore[arg-type]
    found = Bound("yaml-depth", 60, 100).exceeded("too deep", place, "write less")
    assert (found.rule, found.hint) == ("too-large", "write less")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("seed_byte=1", "did you mean `seed-bytes`?"),
        ("nothing=1", "--explain too-large"),
        ("seed-bytes", "write it as seed-bytes=8388608"),
        ("seed-bytes=", "write it as"),
        ("seed-bytes=-1", "write it as"),
        ("seed-bytes=1e9", "write it as"),
        ("seed-bytes=٣", "write it as"),
        ("seed-bytes=" + "9" * 5000, "write it as"),
        ("yaml-depth=101", "cannot be more than 100"),
    ],
)
def test_a_setting_that_is_none_is_wrong_usage(setting: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(BoundError, match=re.escape(message)):
        read_bounds([setting])
    done = run(tmp_path, "check", write(tmp_path, {}), "--bound", setting)
    assert done.returncode == 2
    assert "--bound" in done.stderr


def test_several_settings() -> None:
    assert read_bounds(["seed-bytes=1_000", "sections=7"]) == Bounds(seed_bytes=1000, sections=7)
    assert read_bounds([]) == USUAL


def test_an_outline_cannot_set_one(tmp_path: Path) -> None:
    outline = write(tmp_path, {"briefs/brief.yaml": BRIEF + "bounds: {seed-bytes: 1}\n"})
    assert "unknown-key" in run(tmp_path, "check", outline).stdout
