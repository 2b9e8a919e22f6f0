"""Findings as they are printed: what a person sees, and what other programs can rely on."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefgen.finding import Finding, Severity
from briefgen.formats import Format, default_format, print_findings, wants_color
from briefgen.place import Place, TextFile

FOLDER = Path("/project")
TEXT = 'title: Joint headquarters\nstandfrist: "日本の one" \t two\n'
FILE = TextFile(FOLDER / "briefs" / "a b.yaml", TEXT)


def at(words: str, text: str = TEXT) -> Place:
    file = FILE if text is TEXT else TextFile(FILE.path, text)
    return Place(file, text.index(words), text.index(words) + len(words))


def finding(place: Place, severity: Severity = Severity.ERROR, **parts: str) -> Finding:
    given = {"rule": "unknown-key", "message": "it is wrong", "hint": "", "detail": "", **parts}
    return Finding(given["rule"], given["message"], place, given["hint"], given["detail"], severity)


def shown(*findings: Finding, form: Format = Format.HUMAN, **options: bool) -> str:
    return print_findings(findings, form, folder=FOLDER, **options)


def test_a_person_sees_where_what_the_mark_and_what_to_type() -> None:
    first = finding(
        at("standfrist"), hint="did you mean `standfirst`?", detail="A line.\n  Another."
    )
    second = finding(at("Joint"), Severity.WARNING, rule="loaded-word", message="it is loaded")
    assert (
        shown(first, second)
        == """\
briefs/a b.yaml:2:1: error: it is wrong [unknown-key]
  2 | standfrist: "日本の one"     two
    | ^~~~~~~~~~
  A line.
    Another.
  hint: did you mean `standfirst`?

briefs/a b.yaml:1:8: warning: it is loaded [loaded-word]
  1 | title: Joint headquarters
    |        ^~~~~

1 error, 1 warning in briefs/a b.yaml
"""
    )


def mark(place: Place) -> str:
    return shown(finding(place)).splitlines()[2].partition("| ")[2]


def test_mark_stands_under_wide_characters_and_tabs() -> None:
    assert mark(at("日本")) == " " * 13 + "^~~~"
    assert mark(at("one")) == " " * 20 + "^~~"
    assert mark(at("two")) == " " * 29 + "^~~"
    assert mark(at("e\u0301a", "e\u0301a b")) == "^~"
    assert mark(at("b", "e\u0301a b")) == "   ^"


def test_mark_of_a_point_and_of_several_lines() -> None:
    assert mark(Place(FILE, 0, 0)) == "^"
    assert mark(Place(FILE, 7, len(TEXT))) == " " * 7 + "^" + "~" * 17
    end = TEXT.index("\n")
    assert mark(Place(FILE, end, end)) == " " * end + "^"


def test_long_line_is_cut_around_the_mark() -> None:
    text = "a: " + "word " * 200 + "HERE " + "word " * 200
    lines = shown(finding(at("HERE", text))).splitlines()
    line, under = (each.partition("| ")[2] for each in lines[1:3])
    assert line[under.index("^") :].startswith("HERE")
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) <= 102
    assert len(under) == under.index("^") + 4
    start = shown(finding(at("a", text))).splitlines()[1].partition("| ")[2]
    assert start.startswith("a: word")


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize(
    "character", ["\x1b", "\x9b", "\0", "\x07", "\r", "\u202e", "\u2066", "\u2028", "\ud800"]
)
def test_no_character_reaches_the_terminal_as_a_command(character: str, form: Format) -> None:
    text = f"a: {character}[31m\n"
    bad = Finding(
        "unknown-key",
        f"message {character}",
        Place(TextFile(FOLDER / f"x{character}.yaml", text), 3, 5),
        f"hint {character}",
        f"detail {character}",
        Severity.ERROR,
    )
    assert character not in shown(bad, form=form)


def test_mark_stands_under_what_was_written_out() -> None:
    text = "a: \x1b[31m here"
    lines = shown(finding(at("here", text))).splitlines()
    assert lines[1] == r"  1 | a: \x1b[31m here"
    assert lines[2].index("^") == lines[1].index("here")


def test_color_only_where_asked() -> None:
    plain = shown(finding(at("Joint")))
    colored = shown(finding(at("Joint")), color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_color_on_a_terminal_that_has_it() -> None:
    assert wants_color(Terminal(), {"TERM": "xterm"})
    assert not wants_color(io.StringIO(), {"TERM": "xterm"})
    assert not wants_color(Terminal(), {"TERM": "xterm", "NO_COLOR": "1"})
    assert wants_color(Terminal(), {"TERM": "xterm", "NO_COLOR": ""})
    assert not wants_color(Terminal(), {"TERM": "dumb"})


def test_last_line_counts() -> None:
    warning = finding(at("Joint"), Severity.WARNING)
    other = finding(Place(TextFile(FOLDER / "b.yaml", "x"), 0, 1))
    note = finding(at("Joint"), Severity.INFO)
    assert shown(warning, warning).endswith("\n\n2 warnings in briefs/a b.yaml\n")
    assert shown(warning, other, note).endswith("\n\n1 error, 1 warning, 1 note in 2 files\n")
    assert shown(warning, strict=True).endswith("briefs/a b.yaml; --strict: warnings count\n")
    assert shown(other, strict=True).endswith("1 error in b.yaml\n")
    assert shown() == ""


def test_a_file_that_could_not_be_read_has_no_excerpt() -> None:
    text = shown(finding(Place(TextFile(FOLDER / "x.yaml")), message="it is not there"))
    assert text.startswith("x.yaml:1:1: error: it is not there [unknown-key]\n\n")


def test_names_are_seen_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    file = TextFile((tmp_path / "a").resolve() / "x.yaml", "x")
    below = print_findings([finding(Place(file, 0, 1))], Format.SHORT, folder=tmp_path / "link")
    assert below.startswith("x.yaml:1:1")
    (tmp_path / "b").mkdir()
    beside = print_findings([finding(Place(file, 0, 1))], Format.SHORT, folder=tmp_path / "b")
    assert beside.startswith("../a/x.yaml:1:1")


def test_short_is_a_line_each() -> None:
    text = shown(finding(at("Joint")), finding(at("two"), Severity.INFO), form=Format.SHORT)
    assert text == (
        "briefs/a b.yaml:1:8: error unknown-key: it is wrong\n"
        "briefs/a b.yaml:2:25: info unknown-key: it is wrong\n"
    )
    assert shown(form=Format.SHORT) == ""


def test_json_has_its_fixed_shape() -> None:
    findings = finding(at("日本"), hint="h", detail="d"), finding(at("two"), Severity.WARNING)
    answer = json.loads(shown(*findings, form=Format.JSON))
    assert answer["summary"] == {"errors": 1, "warnings": 1}
    assert answer["findings"][0] == {
        "rule": "unknown-key",
        "severity": "error",
        "message": "it is wrong",
        "file": "briefs/a b.yaml",
        "line": 2,
        "column": 14,
        "hint": "h",
    }
    nothing = json.loads(shown(form=Format.JSON))
    assert nothing == {"findings": [], "summary": {"errors": 0, "warnings": 0}}


def test_github_escapes_what_would_end_a_command() -> None:
    bad = finding(
        at("Joint"), Severity.WARNING, message="50 %: a::b,\rc", detail="one\ntwo", hint="h"
    )
    file = TextFile(FOLDER / "a,b:c%.yaml", "x")
    note = finding(Place(file, 0, 1), Severity.INFO)
    assert shown(bad, note, form=Format.GITHUB).splitlines() == [
        "::warning file=briefs/a b.yaml,line=1,col=8,endColumn=13,title=unknown-key"
        "::50 %25: a::b,\\rc%0Aone%0Atwo%0Ah",
        "::notice file=a%2Cb%3Ac%25.yaml,line=1,col=1,endColumn=2,title=unknown-key::it is wrong",
    ]


def test_format_in_github_actions() -> None:
    assert default_format({"GITHUB_ACTIONS": "true"}) is Format.GITHUB
    assert default_format({"CI": "true"}) is Format.HUMAN


def sarif(*findings: Finding) -> dict[str, Any]:
    document = json.loads(shown(*findings, form=Format.SARIF))
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_has_what_the_standard_requires() -> None:
    findings = [
        finding(at("日本"), hint="h", detail="d"),
        finding(at("two"), Severity.INFO, rule="wrong-value"),
        finding(at("one"), Severity.WARNING),
    ]
    run = sarif(*findings)
    driver = run["tool"]["driver"]
    assert driver["name"] == "briefgen"
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
    assert [rule["id"] for rule in driver["rules"]] == ["unknown-key", "wrong-value"]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])
        assert rule["defaultConfiguration"]["level"] == "error"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    first = run["results"][0]
    assert first["message"]["text"] == "it is wrong\nd\nHint: h"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "briefs/a%20b.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 16}


def test_sarif_of_nothing_is_a_run_without_results() -> None:
    run = sarif()
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


def test_sarif_names_a_file_elsewhere_whole() -> None:
    run = sarif(finding(Place(TextFile(Path("/elsewhere/x.yaml"), "x"), 0, 1)))
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///elsewhere/x.yaml"}


def test_line_of_a_million_characters_is_quickly_cut() -> None:
    text = "a: " + "x " * 500_000
    file = TextFile(FILE.path, text)
    findings = [finding(Place(file, start, start + 1)) for start in range(3, 900_003, 900)]
    printed = shown(*findings)
    assert len(printed) < 300 * len(findings)
    lines = printed.splitlines()
    for line, mark in zip(lines[1::4], lines[2::4], strict=False):
        assert line[mark.index("^")] == "x"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\x9bb", "a\\x9bb"),
        ("pay\u202edesrever", "pay\\u202edesrever"),
        ("\u2066x\u2069 \u200ey\u200f", "\\u2066x\\u2069 \\u200ey\\u200f"),
        ("ti\u200btle\u2060\ufeff\xad", "ti\\u200btle\\u2060\\ufeff\\xad"),
        ("a\ufdd0\uffff\U0001fffe\U000e0041", "a\\ufdd0\\uffff\\U0001fffe\\U000e0041"),
        ("a\ud800b", "a\\ud800b"),
        ("a\u200db\u200c", "a\\u200db\\u200c"),
        ("می\u200cخواهم 👩\u200d💻 שלום", "می\u200cخواهم 👩\u200d💻 שלום"),
    ],
)
@pytest.mark.parametrize("form", Format)
def test_nothing_hidden_reaches_who_reads_in_any_format(text: str, seen: str, form: Format) -> None:
    path = FOLDER / f"{text}.yaml"
    place = Place(TextFile(path, f"{text}: HERE"), len(text) + 2, len(text) + 6)
    found = Finding("unknown-key", f"say {text}", place, f"hint {text}", text, Severity.ERROR)
    printed = print_findings([found], form, folder=FOLDER)
    if form in (Format.JSON, Format.SARIF):
        assert printed.isascii()
        assert "\x1b" not in printed
        return
    assert f"say {seen}" in printed
    if seen != text:
        assert text not in printed
    if form is Format.HUMAN:
        _, line, marks, *_ = printed.splitlines()
        assert line.partition("| ")[2] == f"{seen}: HERE"
        if seen != text:
            assert marks.index("^") == line.index("HERE")
