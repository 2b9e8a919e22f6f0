"""YAML as text with places: nothing is guessed, nothing is built before it is bounded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.bounds import USUAL, Bounds
from briefgen.place import Place, Text, TextFile
from briefgen.read.nodes import Empty, Map, Seq, compose

if TYPE_CHECKING:
    from briefgen.finding import Finding
    from briefgen.read.nodes import Node


def tree(text: str) -> Map:
    node, findings = compose(TextFile(Path("x.yaml"), text))
    assert findings == ()
    assert isinstance(node, Map)
    return node


def value(text: str) -> Node:
    found = tree(text).get("a")
    assert found is not None
    return found


def findings(text: str) -> tuple[Finding, ...]:
    return compose(TextFile(Path("x.yaml"), text))[1]


def written(place: Place) -> str:
    return place.file.text[place.start : place.end]


@pytest.mark.parametrize(
    "scalar", ["NO", "1:30", "010", "2024-13-40", "9" * 5000, "0x1F", "1e3", "true", "Null", ".inf"]
)
def test_every_scalar_is_the_text_that_stands_there(scalar: str) -> None:
    assert value(f"a: {scalar}\n") == scalar


@pytest.mark.parametrize("scalar", ["", "~", "null"])
def test_no_value_is_empty(scalar: str) -> None:
    assert isinstance(value(f"a: {scalar}\n"), Empty)


@pytest.mark.parametrize("scalar", ['""', "''", '"null"', "'~'"])
def test_quotation_marks_make_text(scalar: str) -> None:
    assert isinstance(value(f"a: {scalar}\n"), Text)


@pytest.mark.parametrize("mark", ["", "\n", "# 日本 𝒳\r\n", "b: é𝒳\r\n", "%YAML 1.2\n---\n"])
@pytest.mark.parametrize(
    ("scalar", "raw"),
    [
        ("plain words", "plain words"),
        ("'it''s'  # a note", "'it''s'"),
        ('"\\u00e9 \\"x\\""', '"\\u00e9 \\"x\\""'),
        ("two\n  lines  # not this", "two\n  lines"),
        ("|\n  日本 x\n\n  y\n", "日本 x\n\n  y"),
        ("|2-  # header\r\n   x\r\n  y\r\n\r\n\r\nc: d", "x\r\n  y"),
        (">-\n\n  folded\n  text\n\n\n", "folded\n  text"),
        ("|\n", "|"),
    ],
)
def test_place_is_what_stands_in_the_file(mark: str, scalar: str, raw: str) -> None:
    node = value(f"{mark}a: {scalar}\n")
    assert isinstance(node, Text)
    assert written(node.place) == raw


def test_places_of_keys_and_collections() -> None:
    node = tree("s:\n  - {k: v}\n  - w\n\n# end\nl: [x,\n  y]\n")
    items = node.get("s")
    assert isinstance(items, Seq)
    assert written(items.place) == "{k: v}\n  - w"
    assert written(items.items[0].place) == "{k: v}"
    assert [written(key.place) for key in node.entries] == ["s", "l"]
    flow = node.get("l")
    assert flow is not None
    assert written(flow.place) == "[x,\n  y]"
    assert written(node.place) == "s:\n  - {k: v}\n  - w\n\n# end\nl: [x,\n  y]"


def test_a_part_of_a_value_is_found_through_the_quoting() -> None:
    text = value('a: "one \\"two\\"\n  three"\n')
    assert isinstance(text, Text)
    place = text.at(text.index("three"), len(text))
    assert (place.line, place.column, written(place)) == (2, 3, "three")
    text = value("a: |  # two\n  one\n  two\n")
    assert isinstance(text, Text)
    place = text.at(4, 7)
    assert (place.line, place.column, written(place)) == (3, 3, "two")


def test_of_equal_keys_the_first_is_kept_and_each_other_is_told() -> None:
    node, found = compose(TextFile(Path("x.yaml"), "a: 1\nb: {c: 1, 'c': 2}\n\"a\": 2\na: 3\n"))
    assert isinstance(node, Map)
    assert node.get("a") == "1"
    assert [(each.rule, each.place.line, each.place.column) for each in found] == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
        ("duplicate-key", 4, 1),
    ]
    assert "line 1" in found[2].message


def test_escape_for_a_control_character_is_refused() -> None:
    for escape in ("\\x1b[2J", "\\0", "\\e", "\\N", "\\u009b"):
        assert [each.rule for each in findings(f'a: "{escape}"\n')] == ["not-text"]
    assert value('a: "\\t\\n\\u65e5\\U0001d4b3"\n') == "\t\n日𝒳"


def test_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = findings(bomb)
    assert {each.rule for each in found} == {"yaml-syntax"}
    assert (found[0].place.line, found[0].place.column) == (1, 4)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("levels", [USUAL.yaml_depth + 2, 1000, 100_000])
def test_depth_is_bounded(opening: str, levels: int) -> None:
    assert [each.rule for each in findings(opening * levels)] == ["too-large"]


def test_usual_depth_is_read() -> None:
    assert not findings("[" * (USUAL.yaml_depth - 1) + "]" * (USUAL.yaml_depth - 1))


def test_number_of_values_is_bounded() -> None:
    file = TextFile(Path("x.yaml"), "a: [" + "x," * 1000 + "]\n")
    _, found = compose(file, bounds=Bounds(yaml_values=1000))
    assert [each.message for each in found] == ["the file holds more than 1,000 values"]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=20
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda key: key != "<<"), st.lists(TEXTS), max_size=5))
def test_what_yaml_writes_is_read_back_at_its_place(data: dict[str, list[str]]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=30)
    node, found = compose(TextFile(Path("x.yaml"), text))
    assert found == ()
    assert isinstance(node, Map)
    for key, items in node.entries.items():
        assert isinstance(items, Seq)
        assert data[key] == list(items.items)
        for each in (key, *items.items):
            assert isinstance(each, Text)
            assert yaml.safe_load(written(each.place)) == each


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}\"'|>*&!%@`#, \n\t?~", max_size=40))
def test_any_text_gives_a_tree_or_a_finding_with_a_place_in_it(text: str) -> None:
    file = TextFile(Path("x.yaml"), text)
    node, found = compose(file)
    assert node is not None or found
    for each in found:
        assert 0 <= each.place.start <= len(text)
        assert each.place.line <= text.count("\n") + 1
        assert each.message
