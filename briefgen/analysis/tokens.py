"""Tokens: the words of a plain text, where they stand in it, and what they are compared by."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from briefgen.quote.fold import fold
from briefgen.quote.words import spans

__all__ = ["Token", "tokens"]


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
    found = []
    for start, end in spans(read):
        written = read[start:end]
        if written[0].isalnum() or any(map(str.isalnum, written)):
            found.append(Token(written, written.casefold(), starts[start], ends[end - 1]))
    return tuple(found)
