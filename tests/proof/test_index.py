"""The index finds what searching from end to end finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.proof.index import Index


def found(text: str, words: str, start: int, end: int) -> list[int]:
    return [at for at in range(start, end - len(words) + 1) if text.startswith(words, at)]


@given(st.text("ab", max_size=120), st.data())
def test_it_finds_every_place_in_order(text: str, data: st.DataObject) -> None:
    begin, length = data.draw(st.integers(0, 120)), data.draw(st.integers(1, 40))
    words = text[begin : begin + length] or data.draw(st.text("ab", min_size=1, max_size=40))
    start, end = data.draw(st.integers(0, 20)), data.draw(st.integers(0, 120))
    end = min(end, len(text))
    assert list(Index(text).find(words, start, end)) == found(text, words, start, end)
    assert list(Index(text).find(words)) == found(text, words, 0, len(text))


def test_nothing_is_nowhere() -> None:
    assert list(Index("some words").find("")) == []
    assert list(Index("").find("some words that are not there")) == []
