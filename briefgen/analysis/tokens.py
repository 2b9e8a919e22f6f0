"""Tokens: the words of a plain text, where they stand in it, and what they are compared by."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefgen.prose import OBJECT
from briefgen.quote.fold import fold
from briefgen.quote.words import spans

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PART", "Token", "ascii_of", "parts", "tokens", "words"]


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
    return tuple(map(Token._make, words(text)))


@lru_cache(maxsize=4096)
def words(text: str) -> Sequence[tuple[str, str, int, int]]:
    """The same, each token as its bare parts: what reads every word of every text reads these."""
    if _is_folded(text):
        return tuple(_words(text))
    folded = fold(text)
    starts, ends = folded.starts, folded.ends
    return tuple(
        (written, key, starts[start], ends[end - 1])
        for written, key, start, end in _words(folded.text)
    )


def _is_folded(text: str) -> bool:
    """Whether folding changes nothing in ``text`` but how many spaces stand in a row."""
    if not (text.isascii() and text.isprintable()) or "--" in text:
        return False
    return ". . ." not in (" ".join(text.split()) if "  " in text else text)


def _words(folded: str) -> list[tuple[str, str, int, int]]:
    """The words of a folded text; one of plain letters is told without looking closer."""
    found = []
    end = 0
    for piece, small in zip(folded.split(), folded.lower().split(), strict=True):
        start = folded.index(piece, end)
        end = start + len(piece)
        if piece.isalpha() and piece.isascii():
            found.append((piece, small, start, end))
        elif (word := piece.rstrip(_BEHIND)).isalpha() and word.isascii():
            found.append((word, small[: len(word)], start, start + len(word)))
        else:
            for written, key, first, last in _closer(piece):
                found.append((written, key, start + first, start + last))
    return found


@lru_cache(maxsize=4096)
def _closer(piece: str) -> Sequence[tuple[str, str, int, int]]:
    """The words of what stands between two spaces: *U.S.*, *China's*, each many times in a text."""
    return tuple(
        (written, written.casefold(), first, last)
        for first, last in spans(piece)
        if any(map(str.isalnum, written := piece[first:last]))
    )


_BEHIND = ".,;:!?)\"'"
"""Marks that belong to no word of letters alone which they stand behind."""


PART = re.compile("[A-Za-z0-9]+")
"""A run of letters and digits: a word, or part of one."""


def parts(text: str) -> Sequence[str] | None:
    """Runs of letters and digits of ``text``, in order and as written; None unless it is ASCII, folded.

    They are the letters and digits of its tokens: *US-Japan* has two.

    *Why*: that a text lacks a word is mostly seen long before its tokens are told apart.
    """
    plain = ascii_of(text)
    return None if plain is None else PART.findall(plain)


@lru_cache(maxsize=4096)
def ascii_of(text: str) -> str | None:
    """``text`` folded and without its citations; None unless that is ASCII."""
    plain = text.replace(OBJECT, "")
    if not (plain.isascii() and plain.isprintable()):
        plain = fold(text).text
    return plain if plain.isascii() else None
