"""How wide words are taken to be, and where lines end."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.figures.svg import text_width, wrapped
from briefgen.machine.fonts import font_folders


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_no_character_is_wider_than_it_is_taken_to_be(style: str) -> None:
    from fontTools.ttLib import TTFont

    (folder,) = [folder for folder in font_folders() if folder.name == "Source Sans 3"]
    (file,) = folder.rglob(f"*-{style}.ttf")
    font = TTFont(file)
    units, widths, glyphs = font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    sample = string.printable.strip() + "éüÄß–—’“”…«»ŁōĀ€¶°"
    for character in sample:
        assert widths[glyphs[ord(character)]][0] / units <= text_width(character, 1.0), character


@settings(max_examples=100)
@given(st.text("ab MW.日本、「」\u0301(", max_size=80), st.floats(20, 200))
def test_lines_fit_and_nothing_is_lost(words: str, width: float) -> None:
    lines = wrapped(words, width, 8.0)
    assert all(text_width(line, 8.0) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_lines_end_at_spaces_and_between_characters_of_a_script_without() -> None:
    assert wrapped("one two three", text_width("one two", 8) + 1, 8) == ("one two", "three")
    assert wrapped("日本の防衛相、談話", 33, 8) == ("日本の防", "衛相、談", "話")
    assert wrapped("防衛相談、話", 33, 8) == ("防衛相", "談、話")
    assert wrapped("", 40, 8) == ()
