"""Whatever an outline holds, reading it ends: with a brief, or with findings that can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefgen import checks
from briefgen.formats import Format, print_findings
from briefgen.read import read_library, read_outline
from tests.project import SOURCES, printed, write

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """\
title: {default: Joint headquarters, minister: Decide}
standfirst: "Two allies: one command"
published: 2024-08-06
authors: [desk]
key_judgments:
  - text: It will stand [@jfhq].
    confidence: moderate
sections:
  - id: command
    title: Command
    passages:
      jfhq:
        seed: yang-2024
        quote: Second one has words
      whole: {seed: seed-a, paragraph: 2, span: true}
    body: |
      Text with "words" [@jfhq].

      - item
    figures:
      - {image: map.png, title: Map}
differences:
  - {matter: M, passages: [jfhq, whole]}
glossary: {JJOC: A command.}
audiences:
  minister: {sections: [command], limits: {pages: 1}}
rules: {single-source: off}
"""

PIECES = st.sampled_from(
    [*":-[]{}\"'|>*&!%@`#?,~\n \t", ": ", "- ", "  ", "---\n", "\n  ", "é", "日", "\u2028", "null"]
)
EDITS = st.lists(
    st.tuples(st.integers(0, len(SOUND)), st.integers(0, 12), PIECES | st.just("")),
    min_size=1,
    max_size=4,
)


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, width, piece in edits:
        text = text[:start] + piece + text[start + width :]
    return text


def test_what_is_edited_was_sound(tmp_path: Path) -> None:
    assert printed(tmp_path, write(tmp_path, {"briefs/brief.yaml": SOUND})) == ""


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS)
@example([(662, 12, ":")])  # a fault at the very end of the file
def test_no_edit_of_an_outline_makes_it_raise(
    tmp_path: Path, edits: list[tuple[int, int, str]]
) -> None:
    path = write(tmp_path, {"briefs/brief.yaml": edited(SOUND, edits)})
    read = read_outline(path)
    assert read.value is not None or read.findings
    found = [*read.findings]
    if read.value is not None:
        found += read_library(read.value, path).findings
    rated = checks.rate(found, read.value.rules if read.value else {})
    for form in Format:
        assert print_findings(rated, form, folder=tmp_path) or not rated
    for each in rated:
        assert each.place.end <= len(each.place.file.text)
        assert each.message
        assert "None" not in each.message + each.hint


@settings(
    max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS)
def test_no_edit_of_a_library_makes_it_raise(
    tmp_path: Path, edits: list[tuple[int, int, str]]
) -> None:
    sources = """\
  kind: news
  repairs: [{paragraph: 2, from: statementafter, to: statement after}]
  furniture: [1]
  csl:
    type: article
    author: [{family: Yang, given: Danzhi}]
    issued: {date-parts: [[2024, 8, 6]]}
"""
    text = SOURCES.replace("  csl: {type: article}\n", "") + edited(sources, edits)
    path = write(tmp_path, {"briefs/brief.yaml": SOUND, "seeds/sources.yaml": text})
    outline = read_outline(path).value
    assert outline is not None
    library = read_library(outline, path)
    rated = checks.rate(library.findings, {})
    assert library.value is not None or rated
    assert print_findings(rated, Format.HUMAN, folder=tmp_path) or not rated


@pytest.mark.parametrize(
    "text",
    [
        "title: [" + "[],\n" * 100_000 + "]\n",
        "".join(f"k{n}: 1\n" for n in range(30_000)),
        "title: T\nsections: [{id: s, title: S}]\nrules: {"
        + ", ".join(f"rule{n}: error" for n in range(20_000))
        + "}\n",
        "title: {"
        + ", ".join(f"a{n}: x" for n in range(30_000))
        + "}\nsections: [{id: s, title: S}]\n",
        "title: T\nsections:\n" + "  - {id: s, title: S}\n" * 20_000,
        "a: 1\n" * 100_000,
        "title: " + "'" * 500_000,
        "\ufeff" * 1000,
        "a: \udcff",
    ],
    ids=[
        "nested",
        "keys",
        "rules",
        "audiences",
        "sections",
        "twice",
        "quotes",
        "marks",
        "surrogate",
    ],
)
def test_floods_end_in_a_few_hundred_findings(text: str, tmp_path: Path) -> None:
    path = write(tmp_path, {})
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    read = read_outline(path)
    assert 0 < len(read.findings) < 500
    shown = print_findings(checks.rate(read.findings, {}), Format.HUMAN, folder=tmp_path)
    assert len(shown) < 200_000


def test_outline_of_more_than_a_mebibyte(tmp_path: Path) -> None:
    path = write(tmp_path, {"briefs/brief.yaml": "title: " + "x" * 2**20})
    assert [each.rule for each in read_outline(path).findings] == ["too-large"]
