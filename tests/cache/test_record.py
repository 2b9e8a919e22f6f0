"""A build is done again if anything has changed that it rests on, and only then."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import PIL.Image
import pytest

from briefgen import cache
from briefgen.bounds import USUAL
from briefgen.build import Settings, build
from briefgen.cache.record import check_task, recall
from briefgen.cite.csl import find_style
from briefgen.command import Check, run
from briefgen.resources import bundled
from tests.forge import OUTLINE, PORT, project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTINGS = Settings(formats=("md",))
STYLED = f"citations: house.csl\nstyle: house.css\nextends: ground.yaml\n{OUTLINE}"
GROUND = """\
contact: The desk
sections:
  - id: lane
    title: The lane
    passages:
      shut: {seed: port, quote: The lane was shut for 30 days, kind: fact}
    figures:
      - {image: dot.png, title: A dot, alt: One dot}
      - {chart: bars.vl.json, data: bars.csv, title: Two bars, alt: Two bars}
"""
CHART = """{"mark": "bar", "encoding": {"x": {"field": "place", "type": "nominal"},
"y": {"field": "days", "type": "quantitative"}}}"""


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    """A brief that rests on a file of every kind, built."""
    path = project(tmp_path, STYLED, port=f"{PORT}\nThe lane was shut for 30 days.\n")
    for name, text in (
        ("ground.yaml", GROUND),
        ("house.css", ":root { --logo: url(dot.png); }\n"),
        ("bars.vl.json", CHART),
        ("bars.csv", "place,days,source\nthe lane,30,[@shut]\n"),
    ):
        (tmp_path / "briefs" / name).write_text(text)
    PIL.Image.new("L", (2, 2)).save(tmp_path / "briefs" / "dot.png")
    style = find_style("chicago-notes-bibliography", ())
    (tmp_path / "briefs" / "house.csl").write_bytes(style.data)
    own = tmp_path / "briefs" / "templates" / "committee"
    own.mkdir(parents=True)
    brief = (bundled("templates") / "committee" / "brief.md.j2").read_text()
    (own / "brief.md.j2").write_text(brief)
    built = build(path, tmp_path / "out", SETTINGS)
    assert not built.stopped, built.findings
    return path


def known(outline: Path) -> bool:
    return recall(SETTINGS.task(outline, outline.parent.parent / "out")) is not None


def write(name: str, text: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return change


def more(name: str) -> Callable[[Path], object]:
    """The same file with one more line at its end, which may mean nothing."""

    def change(folder: Path) -> None:
        with (folder / name).open("a") as file:
            file.write("\n")

    return change


def linked(folder: Path) -> None:
    """A seed's text comes from elsewhere, with the old one still there."""
    text = folder / "seeds" / "port.txt"
    (folder / "seeds" / "other.txt").write_text(text.read_text() + "\nMore.\n")
    text.unlink()
    text.symlink_to("other.txt")


CHANGES: dict[str, Callable[[Path], object]] = {
    "outline": more("briefs/harbor.yaml"),
    "extended outline": more("briefs/ground.yaml"),
    "seed": more("seeds/port.txt"),
    "seed gone": lambda folder: (folder / "seeds" / "port.txt").unlink(),
    "seed behind a link": linked,
    "sources": more("seeds/sources.yaml"),
    "citation style": more("briefs/house.csl"),
    "style": more("briefs/house.css"),
    "image": more("briefs/dot.png"),
    "chart": more("briefs/bars.vl.json"),
    "data of a chart": more("briefs/bars.csv"),
    "citation style in a nearer place": write("briefs/styles/house.csl", "<style/>"),
    "template": more("briefs/templates/committee/brief.md.j2"),
    "template that was not there": write("briefs/templates/shared/notes.md.j2", "x"),
    "manifest that was not there": write("briefs/templates/committee/template.yaml", "x"),
    "style sheet that was not there": write("briefs/styles/tokens.css", "x"),
    "catalog that was not there": write("briefs/templates/languages/en.po", "x"),
    "nearer seeds": write("briefs/seeds/sources.yaml", "x"),
    "lock": lambda folder: (folder / "briefs" / "harbor.lock.json").unlink(),
    "output gone": lambda folder: (folder / "out" / "harbor-desk.md").unlink(),
    "output edited": more("out/harbor-desk.md"),
    "evidence edited": more("out/harbor-minister.evidence.json"),
}


BUILT = {"output gone", "output edited", "evidence edited", "template"}
"""What only a build writes, or reads."""


def test_what_has_not_changed_is_known(outline: Path) -> None:
    assert known(outline)
    record = recall(SETTINGS.task(outline, outline.parent.parent / "out"))
    again = build(outline, outline.parent.parent / "out", SETTINGS)
    assert record.lines == again.lines
    assert len(record.findings) == 4
    for kept, found in zip(record.findings, again.findings, strict=True):
        assert (kept.rule, kept.message, kept.hint, kept.severity) == (
            found.rule,
            found.message,
            found.hint,
            found.severity,
        )
        assert kept.place.line == found.place.line
        assert kept.place.excerpt == found.place.excerpt


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_seen(outline: Path, kind: str) -> None:
    CHANGES[kind](outline.parent.parent)
    assert not known(outline)


def test_a_file_that_has_nothing_to_do_with_it_changes_nothing(outline: Path) -> None:
    (outline.parent / ".harbor.yaml.swp").write_text("an editor's")
    (outline.parent / "other.yaml").write_text("another brief")
    (outline.parent.parent / "out" / "notes.txt").write_text("a person's")
    assert known(outline)


def test_another_wish_is_another_build(outline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = outline.parent.parent / "out"
    bounds = replace(SETTINGS.bounds, sections=3)
    for other in (
        replace(SETTINGS, strict=True),
        replace(SETTINGS, formats=("md", "html")),
        replace(SETTINGS, audiences=("desk",)),
        replace(SETTINGS, bounds=bounds),
    ):
        assert recall(other.task(outline, out)) is None
    assert recall(SETTINGS.task(outline, out / "elsewhere")) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert not known(outline)


def test_another_program_builds_again(outline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache.record, "fingerprint", lambda: "another")
    assert not known(outline)


def test_a_build_that_was_stopped_is_not_kept(tmp_path: Path) -> None:
    path = project(tmp_path, OUTLINE.replace("[@survey]", "[@sruvey]"))
    assert build(path, tmp_path / "out", SETTINGS).stopped
    assert recall(SETTINGS.task(path, tmp_path / "out")) is None


def checked(outline: Path) -> bool:
    return recall(check_task(outline, USUAL, strict=False)) is not None


def check(outline: Path, *, strict: bool = False) -> int:
    return run(Check((str(outline),), strict, (), "short"))


def test_a_check_says_the_same_again_and_looks_at_nothing(
    outline: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(outline) == 0
    first = capsys.readouterr().out
    assert len(first.splitlines()) == 4
    monkeypatch.setattr("briefgen.examine.examine", None)
    assert check(outline) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize("kind", sorted(CHANGES.keys() - BUILT))
def test_a_change_is_seen_by_a_check(outline: Path, kind: str) -> None:
    check(outline)
    assert checked(outline)
    CHANGES[kind](outline.parent.parent)
    assert not checked(outline)


def test_a_check_does_not_rest_on_what_a_build_writes_or_reads(outline: Path) -> None:
    check(outline)
    for kind in BUILT:
        CHANGES[kind](outline.parent.parent)
    assert checked(outline)


def test_a_lock_file_that_comes_is_seen_by_a_check(tmp_path: Path) -> None:
    path = project(tmp_path, OUTLINE)
    check(path)
    assert checked(path)
    path.with_suffix(".lock.json").write_text("{}")
    assert not checked(path)


def test_a_check_that_found_an_error_is_not_kept(tmp_path: Path) -> None:
    path = project(tmp_path, OUTLINE.replace("[@survey]", "[@sruvey]"))
    assert check(path) == 1
    assert not checked(path)
    path = project(tmp_path, OUTLINE + "rules: {unused-paragraph: warning}\n")
    assert check(path) == 0
    assert check(path, strict=True) == 1
    assert recall(check_task(path, USUAL, strict=True)) is None


@pytest.mark.parametrize("command", ["build", "check"])
def test_every_file_that_is_opened_is_in_the_record(
    outline: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Python itself says what was opened: a file read past the record would be a stale page."""
    opened: set[str] = set()

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and hearing:
            opened.add(os.path.basename(arguments[0]))

    hearing = True
    sys.addaudithook(hear)
    kept: list[str] = []

    def remember(task: object, around: object, inputs: Any, outputs: Any, *_: object) -> None:
        kept.extend([*(file.path.name for file in inputs), *(path.name for path in outputs)])

    monkeypatch.setattr("briefgen.build.remember", remember)
    monkeypatch.setattr("briefgen.cache.record.remember", remember)
    if command == "build":
        build(outline, outline.parent.parent / "out", SETTINGS)
    else:
        check(outline)
    hearing = False
    home = outline.parent.parent
    ours = {path.name for path in home.rglob("*") if path.is_file()}
    ours |= {
        path.name for folder in ("templates", "styles") for path in bundled(folder).rglob("*.*")
    }
    assert {"harbor.yaml", "port.txt", "sources.yaml", "dot.png"} <= opened
    assert {"bars.vl.json", "bars.csv"} <= opened
    assert opened >= ({"house.css", "house.csl", "brief.md.j2"} if command == "build" else set())
    assert opened & ours <= set(kept)
