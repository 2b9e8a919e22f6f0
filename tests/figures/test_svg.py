"""Where lines of a drawing end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.figures.svg import wrapped
from briefgen.figures.typeface import ANY


@settings(max_examples=100)
@given(st.text("ab MW.日本、「」\u0301(", max_size=80), st.floats(20, 200))
def test_lines_fit_and_nothing_is_lost(words: str, width: float) -> None:
    lines = wrapped(words, width, 8.0)
    assert all(ANY.width(line, 8.0) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_lines_end_at_spaces_and_between_characters_of_a_script_without() -> None:
    assert wrapped("one two three", ANY.width("one two", 8) + 1, 8) == ("one two", "three")
    assert wrapped("日本の防衛相、談話", 33, 8) == ("日本の防", "衛相、談", "話")
    assert wrapped("防衛相談、話", 33, 8) == ("防衛相", "談、話")
    assert wrapped("", 40, 8) == ()
