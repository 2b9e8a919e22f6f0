"""How wide letters are: as a font's file says, or at most, where no file is known.

The only room of fontTools, which WeasyPrint brings and has loaded by the time that a page is set.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.machine.fonts import font_folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["ANY", "Face", "bundled_face", "face_in"]

_BOLDER = 1.12
"""How much wider than a typeface its bold is at most, where its file is not known."""


@dataclass(frozen=True)
class Face:
    """A typeface: the widths of its characters in em, upright and bold; none where no file is known."""

    regular: Mapping[int, float] = field(default_factory=dict, repr=False)
    bold: Mapping[int, float] = field(default_factory=dict, repr=False)

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Points that ``words`` take at ``size``, without kerning; at most, where they are not known."""
        known = (self.bold or self.regular) if bold else self.regular
        factor = _BOLDER if bold and not self.bold else 1.0
        return (
            size
            * factor
            * sum(
                known.get(ord(character)) or _at_most(character)
                for character in unicodedata.normalize("NFC", words)
            )
        )


ANY = Face()
"""A typeface that is not known, as that of a reader's screen."""


def bundled_face(family: str) -> Face | None:
    """A family that comes with briefgen; None if it is another."""
    folder = next((each for each in font_folders() if each.name == family), None)
    if folder is None:
        return None
    return Face(*(_of_file(file) for name in _FILES for file in folder.glob(name)))


_FILES = ("*-Regular.ttf", "*-Bold.ttf")


def face_in(regular: bytes, bold: bytes | None) -> Face:
    """A typeface out of the bytes of its fonts."""
    return Face(_of_bytes(regular), _of_bytes(bold) if bold else {})


@lru_cache(maxsize=4)
def _of_file(file: Path) -> Mapping[int, float]:
    return _of_bytes(file.read_bytes())


def _of_bytes(data: bytes) -> Mapping[int, float]:
    """Widths in em by code point; none of a font that cannot be read."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
            return {code: widths[name][0] / em for code, name in font.getBestCmap().items()}
    except Exception:
        # A stranger's font may be broken in any way; what sets the page says so.
        return {}


_NARROW = frozenset("iIjl.,:;'’‘|![]() ")
_WIDE = frozenset("ßmMwWÆŒæœ@%—…‰")


def _at_most(character: str) -> float:
    """The width in em in an upright sans, or one alike, such as a reader's screen has."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _WIDE or ord(character) > 0x24F:
        return 1.0
    return 0.6 if character.islower() or character.isdigit() else 0.72
