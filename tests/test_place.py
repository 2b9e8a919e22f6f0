"""Places: a part of a value found in the file, through YAML's own ways of writing it."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.place import Numeral, Place, Text, TextFile, align, place_of
from briefgen.read import read_outline
from tests.project import write

if TYPE_CHECKING:
    from collections.abc import Sequence


def standfirst(folder: Path, written: str) -> Text:
    """The value of ``standfirst:`` as a reader has it; ``written`` is what stands behind it."""
    text = f"# é𝒳 日本\nstandfirst: {written}\ntitle: T\nsections: [{{id: s, title: S}}]\n"
    read = read_outline(write(folder, {"briefs/brief.yaml": text}))
    assert read.findings == ()
    assert read.value is not None
    assert read.value.standfirst is not None
    return read.value.standfirst["default"]


def under(place: Place) -> tuple[int, int, str]:
    return place.line, place.column, place.file.text[place.start : place.end]


def spot(text: Text, word: str) -> tuple[int, int, str]:
    start = text.index(word)
    return under(text.at(start, start + len(word)))


@pytest.mark.parametrize(
    ("written", "word", "line", "column"),
    [
        ("plain words here", "here", 2, 25),
        ("one\n    two three", "three", 3, 9),
        ("|\n  one\n\n    two\n  three", "two", 5, 5),
        ("|2-\n    one\n  three", "three", 4, 3),
        (">-\n  one two\n  three\n\n  four", "three", 4, 3),
        (">-\n  one two\n  three\n\n  four", "four", 6, 3),
        ("'it''s one\n  and two'", "two", 3, 7),
        (r'"one \"two\" three"', "three", 2, 26),
        (r'"a\tb\ntwo three"', "three", 2, 24),
        ('"one \\\n    two"', "two", 3, 5),
        ("|\r\n  one\r\n  two\r\n", "two", 4, 3),
        ("𝒳𝒳 日本 é two", "two", 2, 21),
        ("|\n  日米両国の\n  協議は", "協議", 4, 3),
    ],
)
def test_a_word_is_found_where_it_was_written(
    tmp_path: Path, written: str, word: str, line: int, column: int
) -> None:
    assert spot(standfirst(tmp_path, written), word) == (line, column, word)


def test_a_run_of_words_takes_in_what_stands_between(tmp_path: Path) -> None:
    text = standfirst(tmp_path, ">-\n  one two\n  three four")
    assert spot(text, "two three") == (3, 7, "two\n  three")
    place = text.at(text.index("two"), text.index(" four"))
    assert (place.excerpt, place.width) == ("  one two", 3)


def test_words_that_stand_twice_are_told_apart(tmp_path: Path) -> None:
    text = standfirst(tmp_path, "'the one'' the two'")
    second = text.rindex("the")
    assert under(text.at(second, second + 3)) == (2, 24, "the")


def test_a_point_at_the_end_and_an_empty_value(tmp_path: Path) -> None:
    text = standfirst(tmp_path, "one two")
    assert under(text.at(7, 7)) == (2, 20, "")
    assert text.at(7, 7).width == 1
    empty = standfirst(tmp_path, '""')
    assert empty == ""
    assert empty.at(0, 0).line == 2


def test_lines_and_columns_count_from_one_in_characters() -> None:
    file = TextFile(Path("x"), "a\r\n日𝒳b\n\nlast")
    assert [file.line(number) for number in (1, 2, 3, 4)] == ["a", "日𝒳b", "", "last"]
    place = Place(file, file.text.index("b"), len(file.text))
    assert (place.line, place.column, place.excerpt, place.width) == (2, 3, "日𝒳b", 1)
    end = Place(file, len(file.text), len(file.text))
    assert (end.line, end.column, end.excerpt, end.width) == (4, 5, "last", 1)
    assert Place(TextFile(Path("x"))).excerpt == ""


def test_texts_and_numbers_keep_their_place_on_the_way_to_another_process() -> None:
    place = Place(TextFile(Path("x"), "a: one"), 3, 6)
    text = pickle.loads(pickle.dumps(Text("one", place)))
    number = pickle.loads(pickle.dumps(Numeral(7, place)))
    assert (text, number) == ("one", 7)
    assert under(text.place) == under(number.place) == (1, 4, "one")
    assert under(text.at(1, 3)) == (1, 5, "ne")


def test_place_of_what_has_none() -> None:
    here = Place(TextFile(Path("x"), "ab"), 0, 1)
    there = Place(here.file, 1, 2)
    assert place_of(Text("a", here), there) is here
    assert place_of(Numeral(1, here), there) is here
    assert place_of("a", there) is there
    assert place_of(1, there) is there


def test_alignment_stays_in_its_part() -> None:
    assert list(align("one two", "one one two two", 4, 11)) == [4, 5, 6, 7, 8, 9, 10]
    assert list(align("three", "one one two", 4, 7)) == [4] * 5
    assert list(align("", "one")) == []
    assert list(align("x", "")) == [0]


PIECES = st.lists(st.sampled_from(["one", "two", "naïve", "日本", "2+2", "“x”", "'"]), max_size=12)


def rises(offsets: Sequence[int]) -> bool:
    return list(offsets) == sorted(offsets)


@settings(max_examples=80, deadline=None)
@given(PIECES, st.sampled_from([" ", "\n  ", " *", "  \n\n    "]))
def test_what_only_the_white_space_parts_is_found_to_the_letter(words: list[str], gap: str) -> None:
    value, raw = " ".join(words), gap.join(words)
    offsets = align(value, raw)
    assert rises(offsets)
    assert all(
        raw[offset] == letter
        for letter, offset in zip(value, offsets, strict=True)
        if not letter.isspace()
    )


@settings(max_examples=80, deadline=None)
@given(st.text("ab &日'", max_size=30), st.text("ab &日'", max_size=30))
def test_offsets_never_fall_behind_and_never_leave_the_text(value: str, raw: str) -> None:
    offsets = align(value, raw)
    assert len(offsets) == len(value)
    assert rises(offsets)
    assert all(0 <= offset < max(len(raw), 1) for offset in offsets)
