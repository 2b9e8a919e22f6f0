from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest

from briefgen.quote import words as module
from briefgen.quote.words import denials, sentence_ends, spans, word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), (" — … ... -- ", 0), ("one", 1), ("US-Japan 2+2 People’s U.S.", 4), ("a—b...c", 3),
        ("日本国の防衛", 3), ("日本とアメリカの", 4), ("日 本", 1), ("การป้องกันประเทศ", 3),
        ("미국은 일본과 함께", 3), ("PAC-3導弾を", 2), ("שלום עולם", 2), ("a.b, c", 2),
    ],
)  # fmt: skip
def test_word_count(text: str, count: int) -> None:
    assert word_count(text) == count


def test_the_quick_look_misses_no_letter_of_a_script_without_spaces() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    letters, seen = re.findall(module._UNSPACED, every), module._MAYBE_UNSPACED.findall(every)
    assert {"\u0e01", "\u1a20", "\u3005", "\uff9f", "\U00020000", "\U000323af"} <= set(letters)
    assert set(letters) <= set(seen)
    assert not set("aé’—“”…\u0e00\ufffc\uffff\U0001f600") & set(seen)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the US-Japan 2+2, R&D", ["the", "US-Japan", "2+2", "R&D"]),
        ("People's o'clock don't the US' end", ["People's", "o'clock", "don't", "the", "US", "end"]),
        ("U.S. forces at 4.2 of China.com.cn.", ["U.S", "forces", "at", "4.2", "of", "China.com.cn"]),
        ("it ended.The next", ["it", "ended", "The", "next"]),
        ("-5 +3 .5 $5 US$5 ≥5", ["-5", "+3", ".5", "$5", "US$5", "≥5"]),
        ("5% 5° 1,000 10:30 10²", ["5%", "5°", "1,000", "10:30", "10²"]),
        ("a-b a—b", ["a-b", "a", "b"]),
        ("well... now", ["well", "...", "now"]),
        ("三百万人 300万 プラットフォーム", ["三百万", "300万", "プラットフォーム"]),
        ('צה"ל שלום', ['צה"ל', "שלום"]),
        ("กำ่ x", ["ำ่", "x"]),
    ],
)  # fmt: skip
def test_a_quotation_is_not_cut_inside_these(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four.", ["One.", " Two!", " Three?"]),
        (
            "He met U.S. Gen. Smith, J. Doe and Dr. Roe. They left.",
            ["He met U.S. Gen. Smith, J. Doe and Dr. Roe."],
        ),
        ('He said "go." (They went.) "No." End', ['He said "go."', " (They went.)", ' "No."']),
        ("approx. four, p. 5. And so", ["approx. four, p. 5."]),
        ("来了。他走了！好", ["来了。", "他走了！"]),
        ("", []),
    ],
)
def test_sentence_ends(text: str, sentences: list[str]) -> None:
    ends = [0, *sentence_ends(text)]
    assert [text[a:b] for a, b in pairwise(ends)] == sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They do not, Never, NO.", ["not", "Never", "NO"]),
        ("can't cannot unless except without", ["can't", "cannot", "unless", "except", "without"]),
        ("neither hardly none nor", ["neither", "hardly", "none", "nor"]),
        ("No. 5 of note, nobler knots, exceptional", []),
        ("a no-fly zone, a do-not-call list", []),
        ("No. They left", ["No"]),
        ("船は特定できなかったが、少ない数でもない", ["なかった", "ない"]),
        ("結論を出しておらず、見込みはありません", ["ず", "ません"]),
        ("少なくとも三日、危ない海、外国船を除き", ["を除き"]),
        ("政府没有说明，除非双方同意", ["没有", "除非"]),
        ("不断发展，不同意见", []),
    ],
)
def test_denials(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in denials(text)] == words
