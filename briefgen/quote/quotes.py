"""Find the quotations in prose: what stands between quotation marks, of any sort and nesting.

Marks come in two classes, double and single, and pair within their class however they look, because
an author who opens with ``“`` and closes with ``"`` has quoted all the same. What a mark does is read
off its place: an opening one has a space (or another opening mark) before it and none after it.
Apostrophes (*Japan's*, *states'*, *'90s*, *rock 'n' roll*) and marks of feet, inches, minutes and
seconds (5'10") are no quotation marks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from briefgen.prose import OBJECT

__all__ = ["Quoted", "quotations"]

_PAIRS = {
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "《": "》",
    "〈": "〉",
    "〝": "〞〟",
}
_CLOSERS = {closer: opener for opener, closers in _PAIRS.items() for closer in closers}
_DOUBLE = '“”„‟"＂❝❞″'
_SINGLE = "‘’‚‛'＇❛❜"
_OPENING = "„‚‟‛❝❛"
_MARK = re.compile(f"[{''.join(_PAIRS)}{''.join(_CLOSERS)}{_DOUBLE}{_SINGLE}]")
_LEAD = frozenset(f"([{{<–—―-/…¡¿{OBJECT}{''.join(_PAIRS)}“„‟❝‘‚‛❛\"'")
_ELISION = re.compile(
    r"['’‘](\d\ds?|em|til|tis|twas|twere|twill|cause|bout|round|n(?=['’]))(?!\w)", re.IGNORECASE
)
_PLURAL_ENDS = "sSzZ"
_FAR = 2000
_PLURAL = re.compile(r"['’] [a-z]")


class Quoted(NamedTuple):
    """Words in quotation marks.

    ``start``..``end`` is the span inside the marks, ``outer`` that with them; ``opening`` and
    ``closing`` are the marks. ``parent`` is the index of the quotation that this one stands in. If
    not ``closed``, the pair is missing its other mark, which is then empty: the span runs
    to the end of the surrounding quotation or text, and is empty if the opening mark is missing.
    """

    start: int
    end: int
    outer: tuple[int, int]
    opening: str
    closing: str
    parent: int | None = None
    closed: bool = True


class _Open(NamedTuple):
    """An opening mark that waits for its other half."""

    at: int
    sort: str


@lru_cache(maxsize=1024)
def quotations(text: str) -> tuple[Quoted, ...]:
    """All quotations of a paragraph of plain prose, nested ones too, in order of their start.

    A citation stands in ``text`` as U+FFFC. Kept, because rules ask again for what was bound.
    """
    reader = _Reader(text)
    for match in _MARK.finditer(text):
        reader.mark(match.start())
    reader.close_all()
    return _nested(sorted(reader.found, key=lambda q: (q.outer[0], -q.outer[1])))


def _nested(found: list[Quoted]) -> tuple[Quoted, ...]:
    """The quotations with their parents; one that is not closed is parent to none."""
    nested: list[Quoted] = []
    open_ones: list[int] = []
    for index, quoted in enumerate(found):
        while open_ones and found[open_ones[-1]].end < quoted.outer[1]:
            open_ones.pop()
        nested.append(quoted._replace(parent=open_ones[-1]) if open_ones else quoted)
        if quoted.closed:
            open_ones.append(index)
    return tuple(nested)


class _Reader:
    """Reads the marks of a text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[_Open] = []
        self.open: dict[str, int] = {}
        self.found: list[Quoted] = []

    def mark(self, at: int) -> None:
        """Settle what the mark at an offset does."""
        c = self.text[at]
        if c in _DOUBLE:
            self.double(at, c)
        elif c in _SINGLE:
            self.single(at, c)
        else:
            self.paired(at, c)

    def paired(self, at: int, c: str) -> None:
        """Guillemets and corner brackets, which German turns round: »...«."""
        opener = _CLOSERS.get(c, c)
        turned = c if c in _CLOSERS else _PAIRS[c]
        if c in _CLOSERS and self.is_open(opener):
            self.close(at, opener)
        elif c in _PAIRS and self.is_open(turned) and not self.opens(at):
            self.close(at, turned)
        elif c in _PAIRS or (c in "»›" and self.opens(at)):
            self.push(at, c)
        else:
            self.stray(at)

    def double(self, at: int, c: str) -> None:
        opens, closes, is_open = self.opens(at), self.closes(at), self.is_open("double")
        if self.within_word(at) and (c == '"' and _is_hebrew(self.text[at - 1])):
            return
        if c in _OPENING or (c == "“" and not (is_open and closes and not opens)):
            self.push(at, "double")
        elif is_open and (closes or not opens) and not self.is_inch(at):
            self.close(at, "double")
        elif opens or (self.within_word(at) and not self.text[at - 1].isdigit()):
            self.push(at, "double")
        elif not self.follows_digit(at) or c == "”":
            self.stray(at)

    def single(self, at: int, c: str) -> None:
        if self.within_word(at) or self.is_elision(at):
            return
        is_open = self.is_open("single")
        if c in _OPENING or (self.opens(at) and (c != "’" or not is_open)):
            self.push(at, "single")
        elif is_open and self.closes(at) and not self.is_possessive(at):
            self.close(at, "single")

    def before(self, at: int) -> str:
        return self.text[at - 1] if at else " "

    def after(self, at: int) -> str:
        return self.text[at + 1] if at + 1 < len(self.text) else " "

    def opens(self, at: int) -> bool:
        """Whether the mark stands as an opening one does."""
        before, after = self.before(at), self.after(at)
        return (before.isspace() or before in _LEAD) and not (after.isspace() or after == OBJECT)

    def closes(self, at: int) -> bool:
        """Whether the mark stands as a closing one does."""
        return not self.before(at).isspace() and not self.after(at).isalnum()

    def within_word(self, at: int) -> bool:
        return self.before(at).isalnum() and self.after(at).isalnum()

    def follows_digit(self, at: int) -> bool:
        return self.before(at).isdigit()

    def is_elision(self, at: int) -> bool:
        """The mark of '90s or 'em, or one of those of 'n'."""
        if self.text[at - 2 : at] in ("'n", "’n", "‘n") and self.after(at) == " ":
            return True
        elision = _ELISION.match(self.text, at)
        return elision is not None and (elision[1] == "n" or not self.closes_later(at))

    def is_inch(self, at: int) -> bool:
        """A mark after a digit, when the next double mark can close the one quotation that is open."""
        if self.open.get("double", 0) > 1 or not self.follows_digit(at):
            return False
        further = (m.start() for m in _MARK.finditer(self.text, at + 1, at + _FAR))
        following = next((i for i in further if self.text[i] in _DOUBLE), None)
        return following is not None and self.closes(following) and not self.opens(following)

    def is_possessive(self, at: int) -> bool:
        """A single mark after a plural, when the quotation is closed further on."""
        if self.before(at) not in _PLURAL_ENDS or not _PLURAL.match(self.text, at):
            return False
        return self.closes_later(at)

    def closes_later(self, at: int) -> bool:
        """Whether the next single mark that is surely more than an apostrophe is a closing one."""
        for match in _MARK.finditer(self.text, at + 1, at + _FAR):
            here = match.start()
            if match.group() in _DOUBLE or (match.group() in _SINGLE and self.opens(here)):
                return False
            sure = self.closes(here) and self.before(here) not in _PLURAL_ENDS
            if match.group() in _SINGLE and sure:
                return True
        return False

    def is_open(self, sort: str) -> bool:
        return self.open.get(sort, 0) > 0

    def push(self, at: int, sort: str) -> None:
        self.stack.append(_Open(at, sort))
        self.open[sort] = self.open.get(sort, 0) + 1

    def pop(self) -> _Open:
        mark = self.stack.pop()
        self.open[mark.sort] -= 1
        return mark

    def close(self, at: int, sort: str) -> None:
        """Close the innermost open mark of a sort; marks opened within it stay unclosed."""
        while (mark := self.pop()).sort != sort:
            self.unclosed(mark, at)
        marks = self.text[mark.at], self.text[at]
        self.found.append(Quoted(mark.at + 1, at, (mark.at, at + 1), *marks))

    def close_all(self) -> None:
        """End the text."""
        while self.stack:
            self.unclosed(self.pop(), len(self.text))

    def unclosed(self, mark: _Open, end: int) -> None:
        opening = self.text[mark.at]
        self.found.append(Quoted(mark.at + 1, end, (mark.at, end), opening, "", closed=False))

    def stray(self, at: int) -> None:
        """A closing mark without an opening one."""
        self.found.append(Quoted(at, at, (at, at + 1), "", self.text[at], closed=False))


def _is_hebrew(c: str) -> bool:
    return "\u0590" <= c <= "\u05ff"
