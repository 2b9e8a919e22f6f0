from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.prose import OBJECT
from briefgen.quote.quotes import quotations
from tests.seed_text import commentary, solidifies


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text) if q.closed]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("say “curly words here” now", ["curly words here"], id="curly double"),
        pytest.param('say "straight words" now', ["straight words"], id="straight double"),
        pytest.param("say ‘curly single’ now", ["curly single"], id="curly single"),
        pytest.param("say 'straight single' now", ["straight single"], id="straight single"),
        pytest.param("« un mot » ‹ici›", [" un mot ", "ici"], id="guillemets"),
        pytest.param("»Wort hier« und ›dort‹", ["Wort hier", "dort"], id="guillemets turned round"),
        pytest.param("„deutsch“ „polski” ‚drin‘", ["deutsch", "polski", "drin"], id="low marks"),
        pytest.param("”svenska ord” här", ["svenska ord"], id="one mark for both ends"),
        pytest.param("「日本」『国』《书名》｢半｣", ["日本", "国", "书名", "半"], id="corners"),
        pytest.param('a “wrong pair" b "other pair” c', ["wrong pair", "other pair"], id="mixed pair"),
        pytest.param("“no“ such “thing“", ["no", "thing"], id="opening mark for both ends"),
        pytest.param(f'"a b",{OBJECT} "c."{OBJECT}', ["a b", "c."], id="citation after the mark"),
        pytest.param(f'{OBJECT}"a b" and—"c"—("d")', ["a b", "c", "d"], id="marks after marks"),
        pytest.param('said"glued words" on', ["glued words"], id="no space before the mark"),
        pytest.param("''two singles''", ["'two singles'", "two singles"], id="singles doubled"),
        pytest.param('צה"ל "שלום עולם"', ["שלום עולם"], id="hebrew initials"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found
    assert all(q.closed for q in quotations(text))


@pytest.mark.parametrize(
    "text",
    [
        "Japan's and the states' rights, the US' repeated denial",
        "Japan’s and the states’ rights, the US’ repeated denial",
        "the '90s, '24, rock 'n' roll, 'em all, 'tis so",
        "the ’90s, rock ’n’ roll, ‘90s typed wrong, ‘em",
        "a man of 5'10\", a 12\" gun, 5' tall, 2'30\" later, (6'2\")",
        "o'clock, d'état, l’eau, O‘Brien",
    ],
)
def test_apostrophes_feet_and_inches_are_no_quotation_marks(text: str) -> None:
    assert quotations(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("'the states' rights are clear' he said", ["the states' rights are clear"]),
        ("‘the US’ repeated denial’ is", ["the US’ repeated denial"]),
        ("‘allies’ and the states’ rights", ["allies"]),
        ("“China’s ‘foreign policy’ seeks”", ["China’s ‘foreign policy’ seeks", "foreign policy"]),
        ("'24 hours to leave' was the word", ["24 hours to leave"]),
        ('"a 12" gun" fired', ['a 12" gun']),
        ('a 12" gun and "a word"', ["a word"]),
    ],
)
def test_apostrophes_and_inches_beside_quotations(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_nested_quotations_know_their_parent_and_their_marks() -> None:
    text = 'convened “the ‘2+2’ "US"” and “more”'
    outer, inner, second, last = quotations(text)
    assert text[slice(*outer.outer)] == '“the ‘2+2’ "US"”'
    assert (outer.opening, outer.closing, outer.parent) == ("“", "”", None)
    assert (text[inner.start : inner.end], inner.parent) == ("2+2", 0)
    assert (text[second.start : second.end], second.parent) == ("US", 0)
    assert last.parent is None


def test_straight_marks_within_straight_marks() -> None:
    text = 'they "convened the "2+2" US-Japan meeting" in Tokyo'
    assert quoted(text) == ['convened the "2+2" US-Japan meeting', "2+2"]
    assert [q.parent for q in quotations(text)] == [None, 0]


@pytest.mark.parametrize(
    ("text", "flagged", "closed"),
    [
        ("an “unclosed one with “nested” inside", "unclosed one with “nested” inside", ["nested"]),
        ("He said “no end", "no end", []),
        ("“He said ‘no end” and “more”", "no end", ["He said ‘no end", "more"]),
        ("no beginning” here", "", []),
        ("no beginning » here", "", []),
        ('no beginning" here', "", []),
    ],
)
def test_a_mark_without_its_other_half_is_flagged_and_swallows_nothing(
    text: str, flagged: str, closed: list[str]
) -> None:
    (one,) = [q for q in quotations(text) if not q.closed]
    assert text[one.start : one.end] == flagged
    assert quoted(text) == closed
    assert all(q.parent is None for q in quotations(text) if q.closed)


def test_marks_of_the_real_seeds() -> None:
    found = [
        q
        for seed in (solidifies(), commentary())
        for p in seed.paragraphs
        for q in quotations(p.reading.text)
    ]
    assert [q.closed for q in found] == [True] * 14
    words = [q.end - q.start for q in found]
    assert min(words) == 3


@given(st.text(st.sampled_from("ab s1 .,'\"“”‘’„«»「」《》\ufffc5n—("), max_size=40))
@settings(max_examples=100, deadline=None)
def test_spans_are_sound_on_any_text(text: str) -> None:
    found = quotations(text)
    for index, q in enumerate(found):
        first, last = q.outer
        assert 0 <= first <= q.start <= q.end <= last <= len(text)
        if q.closed:
            assert text[first : q.start] == q.opening
            assert text[q.end : last] == q.closing
        if q.parent is not None:
            parent = found[q.parent]
            assert q.parent < index
            assert parent.closed
            assert parent.start <= first
            assert last <= parent.end
    closed = [q.outer for q in found if q.closed]
    for a, b in closed:
        assert all(
            b <= c or d <= a or (a < c and d < b) or (c < a and b < d) or (a, b) == (c, d)
            for c, d in closed
        )


@pytest.mark.parametrize("unit", ["“", "‘a", "\"'", "s' a", '5" ', "'90s ", "”", "“‘"])
def test_linear_on_hostile_text(unit: str) -> None:
    started = time.process_time()
    quotations("'a \"" + unit * 20_000)
    assert time.process_time() - started < 10
