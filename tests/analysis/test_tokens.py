"""Tokens and their parts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.analysis.tokens import PART, parts, tokens
from briefgen.prose import OBJECT
from briefgen.quote.fold import fold
from briefgen.quote.words import spans

TEXTS = st.text(
    st.sampled_from(
        [*"ab US28 ,.-–—'’“\"&@/+$%_()\n", OBJECT, "\u00ad", "\u0301", "ß", "ﬁ", "é", "米"]
    )
    | st.characters()
)


@given(TEXTS)
@settings(max_examples=100)
def test_the_parts_of_a_text_are_those_of_its_tokens(text: str) -> None:
    found = parts(text)
    if found is None:
        assert not fold(text).text.isascii()
    else:
        assert list(found) == [part for each in tokens(text) for part in PART.findall(each.written)]


@given(TEXTS)
@settings(max_examples=100)
def test_a_text_in_small_letters_has_the_parts_of_its_keys(text: str) -> None:
    of_keys = [part for each in tokens(text) for part in PART.findall(each.key)]
    assert PART.findall(fold(text).text.casefold()) == of_keys


@given(TEXTS | st.text(st.sampled_from([*"aB.5'\"-, ()"])))
@settings(max_examples=100)
def test_a_token_is_a_word_of_the_folded_text_where_it_stands(text: str) -> None:
    folded = fold(text)
    assert [(one.written, one.key, one.start, one.end) for one in tokens(text)] == [
        (word, word.casefold(), folded.starts[start], folded.ends[end - 1])
        for start, end in spans(folded.text)
        if any(map(str.isalnum, word := folded.text[start:end]))
    ]


def test_parts_are_as_written() -> None:
    assert parts(f"The US-Japan alliance’s PAC-3 {OBJECT}.") == [
        *("The", "US", "Japan", "alliance", "s", "PAC", "3")
    ]
    assert parts("the naïve view") is None
