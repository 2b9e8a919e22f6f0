"""A sentence is what a citation covers: where it ends decides which claim has a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.analysis.sentences import sentences

CITE = "\ufffc"


def parts(text: str, language: str = "en") -> list[str]:
    return [text[start:end].strip() for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        f"The U.S. Forces Japan will change.{CITE}|The U.S. President agreed.{CITE}",
        f"It rose.{CITE}{CITE}|It fell {CITE}.|Then it stood still. {CITE}|And so on.",
        "Item No. 2 is here.|See e.g. Smith.|By J. Smith and Gen. Doe.",
        "See paras. 3 and 4.|See para. 4 and pp. 3–5.|Cf. Art. 9 of it.",
        "It took approx. 5 days, est. 1990, vs. the plan.|It did.",
        "He said “no more. No less.” and left.|She stayed.",
        'He asked "Why?" and left.|"Go home." is all she said.',
        "He “asked for it.”|Japan left.",
        'This is what Yang calls "the U.S."|The rest differs.',
        'It struck the "U.S." Forces.|They left.',
        "It ended (see above.)|Then more came.|(It ended.)|Then nothing.",
        "The plan [sic.] was good.|It worked.",
        "It rose by 4.2 percent.|In Sept. 2024 it ended at 3 p.m.|The next day it rose.",
        "M. Macron came.|He left.",
        "He lives in Washington, D.C. now.|She does not.",
        "The end…|The next begins.|It went on … and on.",
        "Who will command?|The U.S. will.|Really!|Yes.",
        "The views of eng.chinamil.com.cn are not these.|See www.example.org for them.",
    ],
)
def test_english(text: str) -> None:
    assert parts(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", f"日本は決めた。{CITE}|彼は「終わった。」と言った。{CITE}|次だ。"),
        ("zh-Hans", f"日本决定了。{CITE}|美国也同意。"),
        ("de", "Am 5. August kam er z. B. nach Berlin.|Dann ging er."),
        ("fr", "M. Macron a dit « oui. »|Puis il partit."),
        ("x-unknown", "One ends.|Two begins."),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    joint = "" if language in ("ja", "zh-Hans") else " "
    assert parts(text.replace("|", joint), language) == text.split("|")


def test_a_citation_before_any_word_belongs_to_the_first_sentence() -> None:
    assert parts(f"{CITE} says so here. And then not.") == [
        f"{CITE} says so here.",
        "And then not.",
    ]


@given(
    st.text(
        alphabet=st.sampled_from([*"aAbB.!?…\"'“”()[]「」。 \n\t–1 2,;é😀\u00a0", CITE]),
        max_size=60,
    ),
    st.sampled_from(["en", "ja", "de", "fr"]),
)
def test_spans_are_the_whole_text_in_order(text: str, language: str) -> None:
    spans = sentences(text, language)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert all(not text[start:].startswith(CITE) for start, _ in spans[1:])
