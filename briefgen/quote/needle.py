"""A quotation as its author wrote it, taken apart: words, brackets, ellipses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefgen.quote.fold import fold
from briefgen.quote.words import denials, is_unspaced, word_count

if TYPE_CHECKING:
    from briefgen.quote.fold import Folded

__all__ = [
    "FEWEST_WORDS",
    "MOST_PIECES",
    "Bracket",
    "Needle",
    "Omission",
    "Piece",
    "Token",
    "Words",
    "parse",
]

FEWEST_WORDS = 3
"""Words that each fragment of a quotation has at least, those in brackets not counted."""

MOST_PIECES = 21
"""Parts of a quotation, so that a hostile one cannot hold up the program."""

_MOST_BRACKETS = 12

_ELLIPSIS = re.compile(
    r" ?(?:\[ ?\.{3,} ?\]|\( ?\.{3,} ?\)|\.{3,}|[\[(〔](?:[前中後下后]|以下)?略[\])〕]) ?"
)
"""Also ``（中略）``, *middle left out*, as Japanese and Chinese write it."""

_OPENING, _CLOSING = "「『｢", "」』｣"
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_REMARK = (
    r"(?i)[!?]|sic[!.]?|(?:my|our|the author's|authors') (?:emphasis|italics|underlining)"
    r"|(?:emphasis|italics|underlining|boldface)"
    r" (?:added|supplied|mine|ours|in (?:the )?original|removed|omitted)"
    r"|(?:foot|end)?notes? omitted|(?:internal )?(?:citations?|references?) omitted"
)
_TAIL = re.compile(r"""[.,](?=["']*$)""")


class Words(NamedTuple):
    """Characters to be found as they are; ``start``..``end`` in the folded quotation."""

    start: int
    end: int


class Bracket(NamedTuple):
    """What stands in square brackets.

    It may stand literally in the source. Failing that, ``letter`` is a letter whose case the author
    changed, a ``remark`` (``[sic]``) stands for nothing, and any other bracket that ``stands_in``
    for one to four words of the source. ``denies`` says that it holds a word such as *not*.
    """

    start: int
    end: int
    letter: str = ""
    remark: bool = False
    stands_in: bool = False
    denies: bool = False


class Omission(NamedTuple):
    """An omission, with the spaces around its dots."""

    start: int
    end: int


Token: TypeAlias = Words | Bracket
Piece: TypeAlias = tuple[Token, ...]


class Needle(NamedTuple):
    """A quotation taken apart.

    ``pieces`` and ``ellipses`` alternate: ``ellipses[i]`` stands before ``pieces[i]`` and the last
    one after the last piece; None where the quotation has none, which is only so at its ends. ``swappable`` are the offsets of nested quotation marks, which may be double for single
    and single for double. ``tail`` is the offset of a comma or full stop that is not searched for,
    because it is the author's own.
    """

    quote: str
    folded: Folded
    pieces: tuple[Piece, ...]
    ellipses: tuple[Omission | None, ...]
    swappable: frozenset[int]
    tail: int | None = None

    @property
    def text(self) -> str:
        """The quotation folded; offsets of tokens count in it."""
        return self.folded.text

    def written(self, start: int, end: int) -> str:
        """The author's own characters under a span of the folded quotation, spaces single."""
        own = self.quote[self.folded.starts[start] : self.folded.ends[end - 1]]
        return re.sub(r"\s+", " ", own.replace("\ufffc", ""))

    def without_tail(self) -> Needle | None:
        """The quotation without the comma or full stop inside its closing mark, if it has one."""
        tail = _TAIL.search(self.text.rstrip())
        last = self.pieces[-1][-1:] if self.pieces else ()
        if tail is None or not last or not isinstance(last[0], Words):
            return None
        words, at = last[0], tail.start()
        if not words.start <= at < words.end:
            return None
        halves = (Words(words.start, at), Words(at + 1, words.end))
        shorter = self.pieces[-1][:-1] + tuple(half for half in halves if half.start < half.end)
        if not shorter:
            return None
        pieces = (*self.pieces[:-1], shorter)
        return Needle(self.quote, self.folded, pieces, self.ellipses, self.swappable, at)

    def joined(self, index: int) -> Needle:
        """The quotation with the ellipsis before piece ``index`` taken as words of the source."""
        ellipsis = self.ellipses[index]
        assert ellipsis is not None
        before, after = self.pieces[index - 1], self.pieces[index]
        whole = _merged((*before, Words(ellipsis.start, ellipsis.end), *after))
        pieces = (*self.pieces[: index - 1], whole, *self.pieces[index + 1 :])
        ellipses = self.ellipses[:index] + self.ellipses[index + 1 :]
        return Needle(self.quote, self.folded, pieces, ellipses, self.swappable, self.tail)

    def short(self, piece: Piece) -> bool:
        """Whether the piece has too few words of its own to prove anything."""
        own = ""
        for token in piece:
            if isinstance(token, Words):
                own += self.text[token.start : token.end]
            elif not token.stands_in:
                own += token.letter
        return word_count(own) < FEWEST_WORDS

    def wording(self, piece: Piece) -> str:
        """The piece as its author wrote it."""
        return self.written(piece[0].start, piece[-1].end).strip()


def parse(quote: str, *, literal: bool = False) -> Needle:
    """Take a quotation apart; if ``literal``, brackets and ellipses are words like all others."""
    folded = fold(quote)
    text = folded.text
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    cuts = []
    if not literal and ("..." in text or "略" in text):
        cuts = [match.span() for match in _ELLIPSIS.finditer(text, start, end)]
    pieces: list[Piece] = []
    ellipses: list[Omission | None] = []
    here, before = start, None
    for first, last in [*cuts, (end, end)]:
        if here < first:
            pieces.append(_tokens(text, here, first, literal))
            ellipses.append(before)
            before = None
        if first < last:
            before = Omission(before.start if before else first, last)
        here = last
    return Needle(quote, folded, tuple(pieces), (*ellipses, before), _nested(quote, folded))


def _tokens(text: str, start: int, end: int, literal: bool) -> Piece:
    """Words and brackets of a piece."""
    tokens: list[Token] = []
    here = start
    stood_in = start
    for match in () if literal else _BRACKET.finditer(text, start, end):
        bracket = _bracket(text, match, start, end)
        between = text[stood_in : match.start()]
        crowded = bool(tokens) and bracket.stands_in and not any(map(str.isalnum, between))
        if crowded or not (bracket.letter or bracket.remark or bracket.stands_in):
            continue
        if sum(isinstance(token, Bracket) for token in tokens) == _MOST_BRACKETS:
            break
        tokens += [Words(here, bracket.start), bracket]
        here = bracket.end
        if bracket.stands_in:
            stood_in = bracket.end
    return _merged((*tokens, Words(here, end)))


def _bracket(text: str, match: re.Match[str], start: int, end: int) -> Bracket:
    first, last = match.span()
    content = match[1].strip()
    glued_before = first > start and _is_spaced_letter(text[first - 1])
    glued_after = last < end and _is_spaced_letter(text[last])
    if re.fullmatch(_REMARK, content):
        if first > start and text[first - 1] == " ":
            first -= 1
        elif first == start and last < end and text[last] == " ":
            last += 1
        return Bracket(first, last, remark=True)
    letter = content if len(content) == 1 and content.isalpha() and not glued_before else ""
    stands_in = any(map(str.isalnum, content)) and not glued_before and not glued_after
    return Bracket(first, last, letter, stands_in=stands_in, denies=bool(denials(content)))


def _is_spaced_letter(c: str) -> bool:
    return c.isalnum() and not is_unspaced(c)


def _merged(tokens: tuple[Token, ...]) -> Piece:
    """The tokens without empty words, neighbouring words made one."""
    merged: list[Token] = []
    for token in tokens:
        if token.start == token.end:
            continue
        last = merged[-1] if merged else None
        if isinstance(token, Words) and isinstance(last, Words) and last.end == token.start:
            merged[-1] = Words(last.start, token.end)
        else:
            merged.append(token)
    return tuple(merged)


def _nested(quote: str, folded: Folded) -> frozenset[int]:
    """Offsets of quotation marks within the folded quotation: pairs, and openings never closed."""
    text = folded.text
    nested: set[int] = set()
    open_marks: list[int] = []
    for match in re.finditer("[\"']", text):
        at = match.start()
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        own = quote[folded.starts[at]]
        opens = not _is_spaced_letter(before) and not after.isspace() and before not in ".,!?"
        closes = not before.isspace() and not _is_spaced_letter(after)
        if own in _OPENING or (opens and own not in _CLOSING):
            nested.add(at)
            open_marks.append(at)
        elif own in _CLOSING or closes:
            pair = next((o for o in reversed(open_marks) if text[o] == text[at]), None)
            if pair is not None:
                nested.add(at)
                del open_marks[open_marks.index(pair) :]
    return frozenset(nested)
