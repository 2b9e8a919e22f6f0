"""How wide letters are taken to be."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from briefgen.figure import Image
from briefgen.figures.typeface import ANY, bundled_face, face_in
from briefgen.machine.fonts import SANS, SERIF, font_folders
from briefgen.place import TextFile
from briefgen.render.pictures import face_of
from briefgen.style import Sheet

SAMPLE = string.printable.strip() + "éüÄß–—’“”…«»ŁōĀ€¶°"


@pytest.mark.parametrize("bold", [False, True])
def test_no_character_is_wider_than_one_of_an_unknown_typeface_is_taken_to_be(bold: bool) -> None:
    sans = bundled_face(SANS)
    assert sans is not None
    for character in SAMPLE:
        known = sans.width(character, 1.0, bold=bold)
        assert 0 < known <= ANY.width(character, 1.0, bold=bold), character


def test_the_width_of_words_is_that_of_the_font() -> None:
    serif = bundled_face(SERIF)
    assert serif is not None
    # As FreeType measures them: 1150 of 2048 units for n, 575 for i.
    assert serif.width("n", 2048) == 1150
    assert serif.width("ni", 2048) == 1150 + 575
    assert serif.width("n", 2048, bold=True) > 1150
    assert serif.width("日", 10) == 10
    assert bundled_face("Comic Sans") is None


def test_a_style_s_own_font_is_measured_by_its_file() -> None:
    (folder,) = (each for each in font_folders() if each.name == SERIF)
    (data,) = (file.read_bytes() for file in folder.glob("*-Bold.ttf"))
    text = '@font-face { font-family: "Ministry Sans"; src: url(a.ttf); }'
    at = text.index("url(")
    sheet = Sheet(
        TextFile(Path("own.css"), text), ((at, at + 10, Image("a.ttf", "font/ttf", data)),)
    )
    found, serif = face_of("Ministry Sans", [sheet]), bundled_face(SERIF)
    assert serif is not None
    assert found.width("Wide", 10) == pytest.approx(serif.width("Wide", 10, bold=True))
    assert face_of(SERIF, [sheet]) == serif
    assert face_of("Another", [sheet]) == ANY


def test_a_broken_font_is_taken_for_an_unknown_one() -> None:
    assert face_in(b"no font", None).width("Wide", 10) == ANY.width("Wide", 10)
