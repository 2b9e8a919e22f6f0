"""From an outline to files: all of them or none, by their names, the same bytes every time."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from briefgen.build import Settings, build, build_all
from briefgen.lock.accept import accept
from briefgen.press.press import Press
from briefgen.write import write_files
from tests.forge import GAZETTE, OUTLINE, PORT, project, weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.build import Built
    from briefgen.finding import Finding

QUICK = ("md", "html")
"""Formats that need no pages set."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def said(findings: Sequence[Finding], severity: str = "error") -> list[tuple[str, int, str]]:
    return [
        (finding.place.file.path.name, finding.place.line, finding.rule)
        for finding in findings
        if finding.severity == severity
    ]


@dataclass(frozen=True)
class Twice:
    """The same brief, built in two folders."""

    first: Path
    second: Path
    built: Built


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """Once by whole paths, once by relative ones from a folder of another depth."""
    first, second = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two") / "deeper"
    kinds = ("pdf", "md", "html")
    outline, other = project(first), project(second)
    before = Path.cwd()
    with weasyprint_leaves_a_file_open():
        built = build(outline, first / "build" / "harbor", Settings(formats=kinds))
        try:
            os.chdir(second / "briefs")
            build(Path(other.name), Path("../build/harbor"), Settings(formats=kinds))
        finally:
            os.chdir(before)
    return Twice(first, second, built)


def test_each_audience_gets_its_files(twice: Twice) -> None:
    assert not twice.built.stopped
    assert sorted(contents(twice.first / "build")) == [
        f"harbor/harbor-{audience}.{kind}"
        for audience in ("desk", "minister")
        for kind in ("evidence.json", "html", "md", "pdf")
    ]
    assert {str(file.relative_to(twice.first / "build")) for file in twice.built.files} == set(
        contents(twice.first / "build")
    )


def test_the_lock_file_stands_beside_the_outline(twice: Twice) -> None:
    assert sorted(os.listdir(twice.first / "briefs")) == ["harbor.lock.json", "harbor.yaml"]
    lock = json.loads((twice.first / "briefs" / "harbor.lock.json").read_bytes())
    port = lock["seeds"]["port"]["passages"]
    start, end = port["agreed"]["spans"][0]
    assert PORT[start:end] == port["agreed"]["words"] == "agreed to reopen the shipping lane"


def test_same_inputs_same_bytes(twice: Twice) -> None:
    """Wherever they lie and from wherever they are built."""
    one, two = contents(twice.first), contents(twice.second)
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_no_path_of_this_machine_is_in_a_file(twice: Twice) -> None:
    for name, data in contents(twice.first / "build").items():
        assert str(twice.first).encode() not in data, name
        if name.endswith(".pdf"):
            with pikepdf.open(twice.first / "build" / name) as pdf:
                streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            assert all(str(twice.first).encode() not in stream for stream in streams)


def test_an_outline_without_audiences_makes_one_document(tmp_path: Path) -> None:
    outline = project(tmp_path, OUTLINE.partition("audiences:")[0])
    built = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert sorted(os.listdir(tmp_path / "out")) == ["harbor.evidence.json", "harbor.md"]
    assert len(built.documents) == 1


def test_one_audience_and_one_format(tmp_path: Path) -> None:
    built = build(
        project(tmp_path), tmp_path / "out", Settings(audiences=["minister"], formats=("html",))
    )
    names = ["harbor-minister.evidence.json", "harbor-minister.html"]
    assert sorted(os.listdir(tmp_path / "out")) == names
    assert [document.audience for document in built.documents] == ["minister"]


def test_an_error_for_one_audience_touches_no_file(tmp_path: Path) -> None:
    outline = project(tmp_path)
    build(outline, tmp_path / "out", Settings(formats=QUICK))
    before = contents(tmp_path)
    text = OUTLINE.replace("The harbor opens again", "The harbor is open").replace(
        "minister: {template: one-page}",
        "minister: {template: one-page, limits: {words: 3}}",
    )
    outline.write_text(text, encoding="utf-8")
    built = build(outline, tmp_path / "out", Settings(formats=QUICK))
    assert built.stopped
    assert built.files == ()
    assert [rule for _, _, rule in said(built.findings)] == ["over-limit"]
    assert contents(tmp_path) == {**before, "briefs/harbor.yaml": text.encode()}


def test_a_first_build_that_stops_leaves_nothing_behind(tmp_path: Path) -> None:
    outline = project(tmp_path, OUTLINE.replace("[@survey]", "[@sruvey]"))
    before = contents(tmp_path)
    assert build(outline, tmp_path / "out", Settings(formats=QUICK)).stopped
    assert contents(tmp_path) == before
    assert not (tmp_path / "out").exists()


def test_a_fault_that_only_the_pages_show_touches_no_file(tmp_path: Path) -> None:
    """A document over its pages: the Markdown is not written either."""
    lines = "".join(f"      A line {number} [@agreed].\n\n" for number in range(80))
    text = OUTLINE.replace(
        "    judgment: |\n      We think", f"{lines}    judgment: |\n      We think"
    )
    text = text.replace("{template: one-page}", "{template: one-page, limits: {pages: 1}}")
    assert len(text) > 2000
    outline = project(tmp_path, text)
    before = contents(tmp_path)
    with weasyprint_leaves_a_file_open():
        built = build(outline, tmp_path / "out", Settings(audiences=["minister"]))
    assert built.stopped
    ((file, line, rule),) = said(built.findings)
    assert (file, rule) == ("harbor.yaml", "over-limit")
    assert "limits: {pages: 1}" in text.splitlines()[line - 1]
    assert contents(tmp_path) == before


@pytest.mark.parametrize("strict", [False, True])
def test_a_warning_stops_only_a_strict_build(tmp_path: Path, strict: bool) -> None:
    text = OUTLINE.replace("on May 4 [@agreed]", "on May 5 [@agreed]")
    assert text != OUTLINE
    built = build(
        project(tmp_path, text), tmp_path / "out", Settings(formats=("md",), strict=strict)
    )
    assert "unsupported-detail" in [rule for _, _, rule in said(built.findings, "warning")]
    assert built.stopped is strict
    assert (tmp_path / "out").exists() is not strict


TEMPLATE_FAULTS = {
    "a name that is not there": ("one\n{{ document.titel }}\n", 2),
    "a syntax error": ("one\ntwo\n{% if document.title %}\n", 3),
    "a part that is not there": ("one\n{% include 'shared/nope.md.j2' %}\n", 2),
    "a division by zero": ("{{ 1 // 0 }}\n", 1),
}


@pytest.mark.parametrize(("template", "line"), TEMPLATE_FAULTS.values(), ids=TEMPLATE_FAULTS)
def test_a_fault_in_a_template_beside_the_outline(tmp_path: Path, template: str, line: int) -> None:
    outline = project(tmp_path)
    own = tmp_path / "briefs" / "templates" / "one-page" / "brief.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(template, "utf-8")
    before = contents(tmp_path)
    built = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert built.stopped
    assert said(built.findings) == [("brief.md.j2", line, "template-error")]
    (finding,) = [finding for finding in built.findings if finding.severity == "error"]
    assert finding.place.file.path == own
    assert contents(tmp_path) == before


def test_a_template_beside_the_outline_goes_before_ours(tmp_path: Path) -> None:
    outline = project(tmp_path)
    own = tmp_path / "briefs" / "templates" / "one-page" / "brief.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Our own page\n", "utf-8")
    build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert (tmp_path / "out" / "harbor-minister.md").read_text("utf-8") == "Our own page\n"
    assert "Our own page" not in (tmp_path / "out" / "harbor-desk.md").read_text("utf-8")


def test_a_style_that_nobody_has(tmp_path: Path) -> None:
    built = build(
        project(tmp_path, f"citations: chicago-nites-bibliography\n{OUTLINE}"),
        tmp_path / "out",
        Settings(formats=("md",)),
    )
    assert built.stopped
    (finding,) = [finding for finding in built.findings if finding.severity == "error"]
    assert (finding.rule, finding.place.line, finding.place.column) == ("wrong-value", 1, 12)
    assert "did you mean" in finding.hint
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_touches_no_file(tmp_path: Path) -> None:
    outline = project(tmp_path)
    (tmp_path / "out").write_text("in the way", "utf-8")
    before = contents(tmp_path)
    with pytest.raises(OSError, match="out"):
        build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert contents(tmp_path) == before


def test_a_disk_that_fills_up_touches_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second document cannot be written: the first is as it was, and no leavings lie about."""
    outline = project(tmp_path)
    build(outline, tmp_path / "out", Settings(formats=("md",)))
    before = contents(tmp_path)
    text = OUTLINE.replace("The harbor opens again", "The harbor is open")
    outline.write_text(text, "utf-8")
    flushed = []

    def fsync(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) > 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert contents(tmp_path) == {**before, "briefs/harbor.yaml": text.encode()}


# Nothing that another audience gets.

CANARIES = """\
title: {default: Open, desk: Zibet title}
standfirst: {default: A line, desk: Zibet standfirst}
bottom_line: {default: "The lane is open [@agreed].", desk: "Zibet line [@survey]."}
key_judgments:
  - text: {default: We think so., desk: Zibet judgment.}
    confidence: low
  - text: {default: "", desk: Zibet second.}
    confidence: low
sections:
  - id: lane
    title: {default: The lane, desk: Zibet heading}
    bottom_line: {default: "It opens [@agreed].", desk: "Zibet summary [@survey]."}
    passages:
      agreed: {seed: port, quote: agreed to reopen the shipping lane, kind: fact}
      survey: {seed: port, paragraph: 3, kind: fact}
      zibet-passage: {seed: gazette, paragraph: 3, kind: opinion, speaker: the zibet}
    body: {default: "The lane is open [@agreed].", desk: "Zibet body [@zibet-passage]."}
    gaps: {default: Nothing., desk: Zibet gaps.}
    judgment: {default: We agree., desk: Zibet view.}
  - id: zibet-section
    title: Zibet section
    body: Zibet text [@zibet-passage].
differences:
  - matter: {default: Whether, desk: Zibet matter}
    used: {default: Both., desk: Zibet used.}
    passages: [agreed, survey]
timeline:
  - {date: "2024", text: {default: "An event [@agreed].", desk: "Zibet event [@survey]."}}
recommendations:
  - {default: Wait., desk: Zibet advice.}
questions:
  - {default: When?, desk: Zibet question?}
glossary:
  LANE: {default: A way., desk: Zibet meaning.}
  ZIBET: {default: "", desk: A cat.}
changes:
  - {date: 2024-05-06, text: {default: First., desk: Zibet change.}}
audiences:
  desk: {template: full}
"""


@pytest.mark.parametrize("template", ["full", "one-page", "explainer", "committee"])
def test_nothing_of_another_audience_is_in_a_file(tmp_path: Path, template: str) -> None:
    """A word that only the desk gets stands in no file of another audience, shown or hidden."""
    outline = f"{CANARIES}  other: {{template: {template}, sections: [lane]}}\n"
    path = project(tmp_path, outline)
    built = build(path, tmp_path / "out", Settings(formats=QUICK))
    assert not built.stopped, said(built.findings)
    made = contents(tmp_path / "out")
    desk = b"".join(data for name, data in made.items() if "desk" in name)
    assert desk.lower().count(b"zibet") > 20
    other = {name: data for name, data in made.items() if "other" in name}
    assert len(other) == 3
    for name, data in other.items():
        assert b"zibet" not in data.lower(), name
        assert b"Fishing villages" not in data, name


def test_nothing_of_another_audience_is_in_the_pdf(tmp_path: Path) -> None:
    outline = f"{CANARIES}  other: {{template: full, sections: [lane]}}\n"
    with weasyprint_leaves_a_file_open():
        built = build(project(tmp_path, outline), tmp_path / "out", Settings(formats=("pdf",)))
    assert not built.stopped, said(built.findings)
    for name, found in (("desk", True), ("other", False)):
        with pikepdf.open(tmp_path / "out" / f"harbor-{name}.pdf") as pdf:
            streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            texts = b"".join([*streams, *(str(o).encode() for o in pdf.objects)])
        assert (b"zibet" in texts.lower()) is found


# A source that changes.


def locked(folder: Path) -> Path:
    """A project that was built once."""
    outline = project(folder)
    assert not build(outline, folder / "out", Settings(formats=("md",))).stopped
    return outline


def test_a_source_that_changed_elsewhere_is_reported_and_built(tmp_path: Path) -> None:
    outline = locked(tmp_path)
    (tmp_path / "seeds" / "port.txt").write_text("A new line.\n\n" + PORT, "utf-8")
    text = outline.read_text("utf-8").replace(
        "{seed: port, paragraph: 4", "{seed: port, paragraph: 5"
    )
    outline.write_text(text, "utf-8")
    built = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert not built.stopped
    (finding,) = [f for f in built.findings if f.rule == "source-changed"]
    assert finding.severity == "warning"
    assert "`agreed` ¶2 → ¶3" in finding.detail


def test_a_source_that_changed_shows_old_and_new_until_it_is_accepted(tmp_path: Path) -> None:
    outline = locked(tmp_path)
    before = contents(tmp_path / "out")
    changed = GAZETTE.replace("along the coast fear", "along the coast deny")
    (tmp_path / "seeds" / "gazette.txt").write_text(changed, "utf-8")
    outline.write_text(OUTLINE.replace('"fear that', '"deny that'), "utf-8")
    stopped = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert stopped.stopped
    (finding,) = [f for f in stopped.findings if f.severity == "error"]
    assert finding.rule == "source-changed"
    assert "was: " in finding.detail
    assert "[fear]" in finding.detail
    assert "[deny]" in finding.detail
    assert "briefgen accept" in finding.hint
    assert contents(tmp_path / "out") == before

    examined = stopped.examined
    assert examined.library is not None
    read = accept(examined.library, examined.passages)
    assert set(read.seeds) == {"gazette", "port"}
    write_files(
        {
            outline.with_name("harbor.lock.json"): read.lock,
            examined.library.file.path: read.sources.encode(),
        }
    )
    again = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert not again.stopped
    assert [f for f in again.findings if f.rule == "source-changed"] == []


def test_words_that_are_gone_stop_the_build(tmp_path: Path) -> None:
    outline = locked(tmp_path)
    changed = PORT.replace("agreed to reopen", "agreed not to reopen")
    (tmp_path / "seeds" / "port.txt").write_text(changed, "utf-8")
    built = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert built.stopped
    (finding,) = [f for f in built.findings if f.rule == "quote-not-found"]
    assert finding.message == "`port` has changed, and no longer has the words of `agreed`"
    was, now = finding.detail.splitlines()
    assert was.startswith("was ¶2: agreed ")
    assert now.startswith("now ¶2: agreed [not] to reopen the shipping lane")
    # The prose that quotes them is a second place to mend.
    assert said(built.findings) == [
        ("harbor.yaml", 8, "quote-not-found"),
        ("harbor.yaml", 23, "misquote"),
    ]


def test_a_recorded_fingerprint_holds_without_a_lock_file(tmp_path: Path) -> None:
    outline = locked(tmp_path)
    outline.with_name("harbor.lock.json").unlink()
    sources = tmp_path / "seeds" / "sources.yaml"
    other = "0" * 64
    text = sources.read_text("utf-8")
    sources.write_text(text.replace("gazette:\n", f"gazette:\n  sha256: {other}\n"), "utf-8")
    built = build(outline, tmp_path / "out", Settings(formats=("md",)))
    assert built.stopped
    assert said(built.findings) == [("sources.yaml", 6, "source-changed")]


def test_of_several_outlines_all_are_written_or_none(tmp_path: Path) -> None:
    good = project(tmp_path)
    bad = good.with_name("bad.yaml")
    bad.write_text(OUTLINE.replace("agreed to reopen", "agreed not to reopen"), "utf-8")
    before = contents(tmp_path)
    settings = Settings(formats=("md",))
    tasks = [settings.task(path, tmp_path / "out" / path.stem) for path in (good, bad)]
    with Press(2, pdf=False) as press:
        first, second = build_all(tasks, settings, press)
    assert (first.stopped, second.stopped) == (False, True)
    assert contents(tmp_path) == before
    assert not (tmp_path / "out").exists()
    bad.write_text(OUTLINE, "utf-8")
    with Press(2, pdf=False) as press:
        both = tuple(build_all(tasks, settings, press))
    assert all(path.is_file() for built in both for path in built.files)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"harbor", "bad"}
