"""A library is read in parts where it can be, and says the same as when it is read whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.place import Text, TextFile
from briefgen.read import entries, nodes
from briefgen.read.entries import read_entries
from briefgen.read.nodes import Empty, Map, compose

if TYPE_CHECKING:
    from briefgen.bounds import Bounds

USUAL = """\
# the library

yang-2024:
  file: yang.txt   # 日本
  note: |
    one

    two

seed-a: {file: a.txt}
b:
- not indented
last:
"""


def test_parts_are_what_the_whole_has() -> None:
    file = TextFile(Path("sources.yaml"), USUAL.replace("b:\n- not indented\n", ""))
    found, findings = read_entries(file, ("yang-2024", "seed-a", "last"))
    whole, _ = compose(file)
    assert isinstance(whole, Map)
    assert found == whole.entries
    assert findings == ()


def test_only_wanted_parts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def watched(file: TextFile, start: int, end: int, *, bounds: Bounds) -> object:
        read.append(file.text[start:end])
        return nodes.compose(file, start, end, bounds=bounds)

    monkeypatch.setattr(entries, "compose", watched)
    file = TextFile(Path("sources.yaml"), "a: {x: 1}\nb: [\nc: {y: 2}\n")
    found, findings = read_entries(file, ("c",))
    assert read == ["c: {y: 2}\n"]
    assert findings == ()
    assert found is not None
    assert [isinstance(node, Empty) for node in found.values()] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        USUAL,
        "'yang-2024': {file: a}\nseed-a: {file: b}\n",
        "  yang-2024: {file: a}\n",
        "---\nyang-2024: {file: a}\n",
        '"yang-2024":\n  note: "one\ntwo: three"\n',
        'yang-2024:\n  note: "one\ntwo: three"\n',
        "{yang-2024: {file: a}}\n",
        "yang-2024:\r\n  file: a\r\n\r\nb: {}",
    ],
)
def test_other_layouts_are_read_whole(text: str) -> None:
    file = TextFile(Path("sources.yaml"), text)
    found, findings = read_entries(file, ("yang-2024",))
    whole, _ = compose(file)
    assert findings == ()
    assert isinstance(whole, Map)
    assert found is not None
    assert found.get(next(iter(whole.entries))) == whole.get("yang-2024")


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("a: {x: 1}\nb: {x: 1}\na: {x: 2}\n", "duplicate-key", 3),
        ("a:\n  x: 1\n  x: 2\n", "duplicate-key", 3),
        ("b: 1\n\na:\n  x: y: z\n", "yaml-syntax", 4),
        ("  b: 1\na: 2\n", "yaml-syntax", 2),
        ("- a\n", "wrong-value", 1),
    ],
)
def test_faults_are_told_at_their_place(text: str, rule: str, line: int) -> None:
    _, findings = read_entries(TextFile(Path("sources.yaml"), text), ("a",))
    assert [(each.rule, each.place.line) for each in findings] == [(rule, line)]


def test_a_file_without_entries() -> None:
    assert read_entries(TextFile(Path("sources.yaml"), "# nothing\n"), ("a",)) == ({}, ())


LINES = st.sampled_from(
    [
        "a:",
        "a: {x: 1}",
        "b: [",
        "b:",
        "  x: 1",
        "  y: |",
        "    text",
        "# c",
        "",
        '  z: "one',
        'c: two"',
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=9))
def test_an_entry_in_a_sound_file_is_the_same_both_ways(lines: list[str]) -> None:
    file = TextFile(Path("sources.yaml"), "\n".join(lines) + "\n")
    whole, faults = compose(file)
    if not isinstance(whole, Map) or faults or "a" not in whole.entries:
        return
    found, findings = read_entries(file, ("a",))
    assert findings == ()
    assert found is not None
    assert {key: each for key, each in found.items() if key == "a"} == {
        Text("a", whole.place): whole.get("a")
    }
