from __future__ import annotations

import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.quote.fold import fold

# Text in which everything that folding touches is frequent.
TRICKY = st.text(
    st.one_of(
        st.sampled_from(
            "ab1 -.\n\t\r'\"“”’«»‹›„「」…⋯․‐‑–—−\u00a0\u2009\u200b\u200d\u00ad\ufeff\ufffc\u202f\u2028"
            "ﬁ²½①㎡ée\u0301\u0327ŉ´¨Ⅳｶﾞか\u3099日本、각가\u11a8\u1161\u0345שׁאܢก็"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("dressed", "plain"),
    [
        pytest.param("“Japan’s” ‘own’ „Wort“ ‚x‘ ′", "\"Japan's\" 'own' \"Wort\" 'x' '", id="marks"),
        pytest.param("«mot» ‹mot› 「語」 『語』", "\"mot\" 'mot' \"語\" '語'", id="guillemets, corners"),
        pytest.param("«\u00a0mot\u202f»", '"mot"', id="french spacing"),
        pytest.param("»Wort«\u00a0und\u00a0»Wort«", '"Wort" und "Wort"', id="german is spaced outside"),
        pytest.param("US‐Japan US‑Japan 1–2 a—b −5 a--b ——", "US-Japan US-Japan 1-2 a-b -5 a-b -", id="dashes"),
        pytest.param("a\u00a0b\u2009c \t\r\n d\u2028e\u3000f", "a b c d e f", id="white space"),
        pytest.param("so\u00adft ze\u200bro no\u2060break\ufeff \u202aleft\u202c", "soft zero nobreak left", id="no width"),
        pytest.param("a… b . . . c .\u00a0.\u00a0. d ⋯", "a... b ... c ... d ...", id="ellipses"),
        pytest.param("ﬁrst eﬀect oﬃce ＰＡＣ－３ １２％ ㌔", "first effect office PAC-3 12% キロ", id="compatibility"),
        pytest.param("e\u0301 か\u3099 ｶﾞ \u1112\u1161\u11ab", "é が ガ 한", id="composition"),
        pytest.param("e\u200d\u0301", "é", id="composition through a joiner"),
        pytest.param("inter-\noperability, inter- \r\n  operability", "interoperability, interoperability", id="broken word"),
        pytest.param("inter\u00ad\noperability", "interoperability", id="broken at a soft hyphen"),
        pytest.param("1941-\n1945, PAC-\n3, x—\ny, high -\nlow", "1941-1945, PAC-3, x-y, high - low", id="dash at a line end"),
        pytest.param("日本\n国は、\n強い", "日本国は、強い", id="line end between letters without spaces"),
        pytest.param("words\ufffc. And \ufffc more \ufffc", "words. And more ", id="citation in a quotation"),
    ],
)  # fmt: skip
def test_what_folds_alike(dressed: str, plain: str) -> None:
    assert fold(dressed).text == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"), ("CO₂", "CO2"), ("2½", "21⁄2"), ("3①", "31"), ("5㎡", "5m2"), ("4⒉", "42."),
        ("2ⁿ", "2n"), ("resume", "résumé"), ("Japan", "japan"), ("Jаpan", "Japan"), ("٣", "3"),
        ("a,b", "ab"), ("a b", "ab"), ("(a)", "[a]"), ("a/b", "a b"), ("a;b", "a,b"), ("コー", "コ-"),
    ],
)  # fmt: skip
def test_what_never_folds_alike(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_a_broken_word_keeps_the_place_of_its_hyphen() -> None:
    folded = fold("deep US-\nJapan ties")
    assert (folded.text, folded.breaks) == ("deep USJapan ties", {7})
    assert fold("US-Japan").breaks == frozenset()


def test_em_dashes_part_words_and_hyphens_do_not() -> None:
    folded = fold("non-lethal—only, so--called 1–2")
    words = [folded.text[start:end] for start, end in folded.words()]
    assert words == ["non-lethal", "only", "so", "called", "1-2"]


def test_map_of_a_composed_letter_and_a_ligature() -> None:
    folded = fold("ﬁ e\u0301x")
    assert folded.text == "fi éx"
    assert [*zip(folded.starts, folded.ends, strict=True)] == [
        (0, 1),
        (0, 1),
        (1, 2),
        (2, 4),
        (4, 5),
    ]


@given(TRICKY)
@settings(max_examples=100, deadline=None)
def test_folding_is_idempotent(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TRICKY)
@settings(max_examples=100, deadline=None)
def test_map_is_monotone_within_the_text_and_loses_only_what_may_go(text: str) -> None:
    folded = fold(text)
    spans = [*zip(folded.starts, folded.ends, strict=True)]
    assert len(spans) == len(folded.text)
    covered: set[int] = set()
    before = (0, 0)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert (start, end) == before or start >= before[1]
        before = (start, end)
        covered.update(range(start, end))
    for at, c in enumerate(text):
        if at not in covered and not (c.isspace() or c in "-‐\u034f\u180e\ufffc"):
            assert unicodedata.category(c) in ("Cf", "Mn", "Cn"), hex(ord(c))
    assert all(0 < at < len(folded.text) for at in folded.breaks)


@given(TRICKY)
@settings(deadline=None)
def test_pieces_fold_to_pieces(text: str) -> None:
    """What stands under a run of folded characters folds to that run again."""
    folded = fold(text)
    for at, (start, end) in enumerate(zip(folded.starts, folded.ends, strict=True)):
        assert folded.text[at] in fold(text[start:end]).text


def test_no_character_of_unicode_brings_in_a_digit_a_space_or_a_letter_lost() -> None:
    for code in range(sys.maxunicode + 1):
        c = chr(code)
        if unicodedata.normalize("NFKD", c) == c and unicodedata.category(c)[0] in "LNPS":
            continue
        result = fold(c).text
        if unicodedata.category(c) != "Nd":
            assert not any(unicodedata.category(d) == "Nd" for d in result), hex(code)
        assert " " not in result or c.isspace(), hex(code)
        assert result or unicodedata.category(c) in ("Cf", "Mn", "Cn", "So"), hex(code)


@pytest.mark.parametrize(
    "unit",
    [
        "\u0301\u0327",
        "- ",
        "-\n",
        "\u00ad",
        ". ",
        ". . ",
        "—",
        " ",
        "«\u00a0",
        "\ufffc ",
        "é",
        "a-\nb",
    ],
)
def test_linear_on_hostile_text(unit: str) -> None:
    started = time.process_time()
    fold("a" + unit * 100_000)
    assert time.process_time() - started < 5
