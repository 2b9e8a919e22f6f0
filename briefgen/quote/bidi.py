"""Bidi: a printed line with words from right to left, put back into the order in which it is read.

And text whose order is turned by characters that nobody sees.

The inverse of the Unicode bidirectional algorithm for a line that runs from left to right and has such
words in it. The inverse is not always unique: punctuation and numbers at the edge of such words are
left where they are, which is wrong for a line that begins with them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["has_rtl", "reading_order", "turning"]

_CODES = {"L": "l", "R": "r", "AL": "r", "EN": "n", "AN": "n"}
_WORDS = re.compile(r"r(?:[rnx]*r)?")
_NUMBER = re.compile(r"n(?:x?n)*")


def _codes(characters: Iterable[str]) -> str:
    """A letter for each character: ``l`` and ``r`` have a direction, ``n`` is a digit."""
    return "".join(_CODES.get(unicodedata.bidirectional(c[0]), "x") for c in characters)


def has_rtl(text: str) -> bool:
    """Whether ``text`` has letters that are written from right to left."""
    return not text.isascii() and "r" in _codes(c for c in text if c > "\u0590")


def reading_order(line: Sequence[str]) -> str:
    """Read ``line``, its characters from left to right; a character has its combining marks with it."""
    return "".join(_turned(line, _WORDS, _NUMBER))


def _turned(line: Sequence[str], *stretches: re.Pattern[str]) -> list[str]:
    """``line`` with each of the first ``stretches`` turned round, and in these each of the next."""
    if not stretches:
        return list(line)
    turned: list[str] = []
    here = 0
    for stretch in stretches[0].finditer(_codes(line)):
        turned += line[here : stretch.start()]
        turned += _turned(line[stretch.start() : stretch.end()][::-1], *stretches[1:])
        here = stretch.end()
    return [*turned, *line[here:]]


_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]|[\n\r\x1c-\x1e\x85\u2029]")
_EMBEDDINGS, _EMBEDDED = "\u202a\u202b", "\u202c"
_ISOLATES, _ISOLATED = "\u2066\u2067\u2068", "\u2069"
_OVERRIDES = "\u202d\u202e"
_TO_THE_LEFT = "\u202b\u2067"


def turning(text: str) -> int | None:
    """Offset of a character of ``text`` that makes readers see words in another order than they have.

    Such are the overrides; an embedding or isolate that its line does not close; and one to the left
    around words without a letter that is written so. Hebrew or Arabic with the marks that it needs
    is none. Source: Unicode Standard Annex 9, 2.
    """
    if text.isascii():
        return None
    opened: list[int] = []
    for control in _CONTROL.finditer(text):
        character, here = control.group(), control.start()
        if character in _OVERRIDES:
            return here
        if character in _EMBEDDINGS + _ISOLATES:
            opened.append(here)
        elif character in (_EMBEDDED, _ISOLATED):
            pair = _EMBEDDINGS if character == _EMBEDDED else _ISOLATES
            if opened and text[opened[-1]] in pair:
                first = opened.pop()
                if text[first] in _TO_THE_LEFT and not has_rtl(text[first:here]):
                    return first
        elif opened:
            return opened[0]
    return opened[0] if opened else None
