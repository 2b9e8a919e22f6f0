"""Make text safe and its place on a terminal known.

Text out of an outline or a source must not command the terminal it is shown on (escape sequences),
nor show its characters in another order than they have (bidirectional controls), nor hide some.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.place import Place

__all__ = ["excerpt", "relative", "visible", "visible_lines"]

COLUMNS = 100
"""Longest excerpt in columns of a terminal."""

TAB = 4

# Controls; what has no width or no shape, or reorders; surrogates, noncharacters, tags. A joiner that
# follows a letter of a script that needs it (Persian, Hindi), or a picture, is part of the writing.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]|(?<![\u0590-\u1cff\u2600-\U0001faff])[\u200c\u200d]"
)


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(_UNSAFE)


def visible(text: str) -> str:
    """``text`` with the characters that command, reorder or hide written out, as ``\\x1b``."""
    if text.isascii() and text.isprintable():
        return text
    return _unsafe().sub(lambda match: ascii(match.group())[1:-1], text)


def visible_lines(text: str) -> str:
    """Each line of ``text`` made :func:`visible`."""
    return "\n".join(map(visible, text.split("\n")))


def relative(path: Path, folder: Path) -> str:
    """``path`` as seen from ``folder``, with slashes; whole where there is no way from there."""
    try:
        name = os.path.relpath(path, os.path.realpath(folder))
    except ValueError:  # another drive of Windows
        name = str(path)
    return PurePath(name).as_posix()


def excerpt(place: Place) -> tuple[str, str] | None:
    """The line of ``place`` and the mark under it, cut to width; None where there is no line."""
    line = place.excerpt
    if not line.strip():
        return None
    # Of a line of a million characters only what is near the mark is looked at.
    left = max(0, place.column - 1 - COLUMNS)
    near = line[left : left + 3 * COLUMNS]
    cells = _cells(near)
    first = min(place.column - 1 - left, len(cells))
    last = max(first + 1, min(first + place.width, len(cells)))
    start, end = _window(cells, first, last)
    before = "…" if left + start else ""
    after = "…" if left + end < len(line) else ""
    shown = before + "".join(text for text, _ in cells[start:end]) + after
    indent = len(before) + _columns(cells[start:first])
    width = max(1, _columns(cells[first : min(last, end)]))
    return shown.rstrip(), " " * indent + "^" + "~" * (width - 1)


def _cells(line: str) -> list[tuple[str, int]]:
    """What is printed for each character of ``line``, and how many columns it takes."""
    cells = []
    column = 0
    for before, character in pairwise(f" {line}"):
        text = ascii(character)[1:-1] if _unsafe().match(before + character, 1) else character
        text = " " * (TAB - column % TAB) if character == "\t" else text
        width = _width(text) if len(text) == 1 else len(text)
        cells.append((text, width))
        column += width
    return cells


def _width(character: str) -> int:
    """Columns of a character by Unicode Standard Annex 11; marks that combine take none."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _columns(cells: Sequence[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _window(cells: Sequence[tuple[str, int]], first: int, last: int) -> tuple[int, int]:
    """The cells to show: all that fit, with the mark among them and some of what is before it."""
    start = 0
    if _columns(cells[:last]) > COLUMNS:
        start = first
        while start > 0 and _columns(cells[start - 1 : first]) <= COLUMNS // 3:
            start -= 1
    end = start
    column = 0
    while end < len(cells) and column + cells[end][1] <= COLUMNS:
        column += cells[end][1]
        end += 1
    return start, end
