"""Tokens: the words of a plain text, where they stand in it, and what they are compared by."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from briefgen.prose import OBJECT
from briefgen.quote.fold import fold
from briefgen.quote.words import spans

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PART", "Token", "parts", "tokens"]


class Token(NamedTuple):
    """A word at ``start``..``end`` of a text.

    ``written`` is the word folded, ``key`` the same in small letters: equal for words that differ
    only in case and dress.
    """

    written: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Words of ``text`` in order; *US-Japan*, *U.S.*, *4.2* and *2+2* are one word each.

    *Why* kept: several rules read the same texts, for every audience.
    """
    folded = fold(text)
    read, starts, ends = folded.text, folded.starts, folded.ends
    found = [
        (written, written.casefold(), starts[start], ends[end - 1])
        for start, end in spans(read)
        if (written := read[start:end])[0].isalnum() or any(map(str.isalnum, written))
    ]
    return tuple(map(_TOKEN, found))


_TOKEN = partial(tuple.__new__, Token)
"""A token of its four parts. *Why* not the class itself: it is called for every word of every text."""


PART = re.compile("[A-Za-z0-9]+")
"""A run of letters and digits: a word, or part of one."""


@lru_cache(maxsize=4096)
def parts(text: str) -> Sequence[str] | None:
    """Runs of letters and digits of ``text``, in order and as written; None unless it is ASCII, folded.

    They are the letters and digits of its tokens: *US-Japan* has two.

    *Why*: that a text lacks a word is mostly seen long before its tokens are told apart.
    """
    plain = text.replace(OBJECT, "")
    if not (plain.isascii() and plain.isprintable()):
        plain = fold(text).text
    return PART.findall(plain) if plain.isascii() else None
