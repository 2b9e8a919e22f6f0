"""Tokens and their parts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.analysis.tokens import PART, parts, tokens
from briefgen.prose import OBJECT
from briefgen.quote.fold import fold

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


def test_parts_are_as_written() -> None:
    assert parts(f"The US-Japan alliance’s PAC-3 {OBJECT}.") == [
        *("The", "US", "Japan", "alliance", "s", "PAC", "3")
    ]
    assert parts("the naïve view") is None
