from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.quote.paragraphs import RepairFault, paragraphs
from tests.seed_text import SEEDS, solidifies


def texts(text: str) -> list[str]:
    return [text[p.start : p.end] for p in paragraphs(text)[0]]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n", [], id="white space only"),
        pytest.param("one", ["one"], id="one line"),
        pytest.param("one\ntwo\n", ["one", "two"], id="no blank line: a paragraph a line"),
        pytest.param("\n\none\ntwo\n\n", ["one", "two"], id="blank lines only around the text"),
        pytest.param("one\ntwo\n\nthree", ["one\ntwo", "three"], id="blocks"),
        pytest.param("one\r\ntwo\r\n\r\nthree\r\n", ["one\r\ntwo", "three"], id="CRLF"),
        pytest.param("one\r\rtwo", ["one", "two"], id="lone CR"),
        pytest.param("a\n \t\u00a0\u3000\nb", ["a", "b"], id="line of only white space"),
        pytest.param("a\n\f\nb", ["a", "b"], id="line of only a form feed"),
        pytest.param("a\n\fb\n\nc", ["a\n\fb", "c"], id="form feed before words"),
        pytest.param("  indented \n\n\n\n  more", ["indented", "more"], id="many blank lines"),
    ],
)
def test_blocks(text: str, blocks: list[str]) -> None:
    assert texts(text) == blocks


def test_numbers_furniture_and_identity_map() -> None:
    first, second = paragraphs("one\n\ntwo", furniture=(2,))[0]
    assert (first.number, first.furniture, second.number, second.furniture) == (1, False, 2, True)
    assert second.reading.text == "two"
    assert second.reading.raw(1, 3) == (6, 8)


@given(st.text(st.one_of(st.sampled_from(" \t\r\n\f\u00a0a"), st.characters()), max_size=60))
@settings(deadline=None)
def test_spans_cover_all_but_white_space_in_order_without_overlap(text: str) -> None:
    end = 0
    for number, paragraph in enumerate(paragraphs(text)[0], start=1):
        assert paragraph.number == number
        assert end <= paragraph.start < paragraph.end
        assert not text[end : paragraph.start].strip()
        assert paragraph.reading.text == text[paragraph.start : paragraph.end]
        assert paragraph.reading.text.strip() == paragraph.reading.text
        end = paragraph.end
    assert not text[end:].strip()


def test_repair_of_the_real_seed_maps_to_its_raw_characters() -> None:
    seed = solidifies()
    reading, raw = seed.paragraphs[1].reading, seed.file.text
    at = reading.text.index("statement after")
    start, end = reading.raw(at, at + len("statement after"))
    assert raw[start:end] == "statementafter"
    start, end = reading.raw(at + len("statement "), at + len("statement after"))
    assert raw[start:end] == "after"


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("bcd", "bXd", "abXdef"),
        ("bcd", "", "aef"),
        ("b", "bb", "abbcdef"),
        ("bcde", "edcb", "aedcbf"),
        ("abcdef", "x", "x"),
    ],
)
def test_repairs_read_as_declared_with_a_monotone_map(old: str, new: str, read: str) -> None:
    (paragraph,), faults = paragraphs("abcdef", ((1, old, new),))
    reading = paragraph.reading
    assert not faults
    assert reading.text == read
    spans = [*zip(reading.starts, reading.ends, strict=True)]
    assert spans == sorted(spans)
    for c, (start, end) in zip(reading.text, spans, strict=True):
        assert 0 <= start <= end <= 6
        assert end - start != 1 or "abcdef"[start] == c or c in new


def test_two_repairs_of_one_paragraph() -> None:
    (paragraph,), faults = paragraphs("aXbYc", ((1, "Y", "--"), (1, "X", "")))
    assert (paragraph.reading.text, faults) == ("ab--c", ())


def test_repairs_that_do_not_fit_say_why() -> None:
    text = "the cat the dog\n\nno cat"
    repairs = (
        (1, "the", "a"),
        (3, "cat", "a"),
        (2, "dog", "a"),
        (1, "cat", "a"),
        (1, "t the", "a"),
    )
    (first, _), faults = paragraphs(text, (*repairs, (1, "", "a")))
    assert first.reading.text == "the a the dog"
    assert faults == (
        RepairFault(0, "several", 2),
        RepairFault(1, "no-paragraph"),
        RepairFault(2, "not-there"),
        RepairFault(4, "overlap", 0),
        RepairFault(5, "not-there"),
    )


def test_a_fault_that_overlaps_itself_counts_twice() -> None:
    assert paragraphs("aaa", ((1, "aa", "b"),))[1] == (RepairFault(0, "several", 2),)


def test_the_real_seeds_have_a_paragraph_a_line() -> None:
    counts = [len(texts(path.read_text("utf-8"))) for path in sorted(SEEDS.glob("*.txt"))]
    assert counts == [13, 13]
