"""Fold a text so that two dresses of the same words compare equal, with a map to the original.

The one folding of the program; both a quotation and its source go through it. Alike become

* characters that Unicode calls compatible (NFKC): ligatures, full-width forms, composed and
  combining accents. Left alone are superscripts and subscripts, and every character whose
  decomposition would put a digit or a space where none stood, so that ``10²`` is not ``102``, ``2½``
  not ``21⁄2`` and ``3①`` not ``31``;
* quotation marks: double ones, guillemets and corner brackets as ``"``; single ones, apostrophes
  and primes as ``'``. A no-break space inside French guillemets goes with them;
* dashes, and runs of them, as ``-``;
* white space, any run, as one space; none after a line end that follows an unspaced dash or parts
  two letters of a script that writes no spaces;
* ellipses, ``…`` and ``. . .``, as ``...``;
* soft hyphens, zero-width characters and controls of direction, dropped; so is U+FFFC, with the
  white space before it: it stands for a citation or a picture, not for a word;
* a word broken by hyphen and line end, joined.

Never folded: case, digits, letters of another script that look alike, diacritics, other punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefgen.quote.words import is_unspaced, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["JOINERS", "Folded", "fold"]

JOINERS = "\u061c\u200c-\u200f\ufe00-\ufe0f"
"""Characters without width that shape their neighbours: dropped in folding, kept in print."""

_DROPPED = JOINERS + "\u00ad\u034f\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufffc"
_DROPPED += "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_DASHES = "-֊־᠆‐‑‒–—―⁃−⸗⸚⸺⸻︱︲﹘﹣－˗"
_PARTING = "—―⸺⸻︱﹘"
_DOTS = ".…⋯․．﹒"
_QUOTES = dict.fromkeys("“”„‟«»〝〞〟″❝❞「」｢｣", '"') | dict.fromkeys("‘’‚‛‹›′´ʹʻʼ׳❛❜『』", "'")
_MARKS = _QUOTES | {"״": '"', "⋯": "..."}

_GAP = re.compile(rf"[\s{_DROPPED}]+")
_LEX = re.compile(
    rf"(?P<dots>[{_DOTS}](?:[\s{_DROPPED}]+[{_DOTS}]){{2,}})|"
    r"(?P<plain>[!-,/-~]+(?:(?:[ -]|\. ?)[!-,/-~]+)*|\.|\0+)"
    rf"|(?P<gap>{_GAP.pattern})|(?P<dash>[{_DASHES}]+)|.",
    re.DOTALL,
)
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ALONE = frozenset(" -'\".")
_LONGEST_CLUSTER = 1000


class Folded(NamedTuple):
    """A folded ``text`` and where it comes from.

    ``starts[i]``..``ends[j - 1]`` is the span of the original (code points) under ``text[i:j]``.
    ``breaks`` are the offsets in ``text`` at which the original has a hyphen and a line end: the
    word is joined there, but may have been a compound of its own (``US-`` / ``Japan``). ``parting``
    are the offsets of the dashes that stand between words, not inside one: em dashes and ``--``.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    breaks: frozenset[int] = frozenset()
    parting: frozenset[int] = frozenset()

    def words(self) -> list[tuple[int, int]]:
        """Start and end of every word in ``text``, as :func:`briefgen.quote.words.spans` has them."""
        text = list(self.text)
        for offset in self.parting:
            text[offset] = "—"
        return spans("".join(text))


def fold(text: str) -> Folded:
    """Fold ``text``. Linear in its length; folding a folded text changes nothing."""
    if _is_plain(text):
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    folding = _Folding(text)
    position = 0
    while match := _LEX.match(text, position):
        if match.lastgroup == "plain":
            position = folding.plain(*match.span())
        elif match.lastgroup == "dots":
            position = folding.dots(*match.span())
        elif match.lastgroup == "gap":
            position = folding.gap(*match.span())
        elif match.lastgroup == "dash":
            position = folding.dash(*match.span())
        else:
            position = folding.other(position)
    return folding.result()


def _is_plain(text: str) -> bool:
    """Whether ``text`` is folded as it stands: ASCII, in which nothing that comes in runs does.

    What a rule has hidden stays as it is.
    """
    ascii_alone = text.isascii() and text.replace("\0", "").isprintable()
    return ascii_alone and not ("  " in text or "--" in text or ". . ." in text)


class _Folding:
    """A folding under way: the text so far, in pieces, with each character's span in the original."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.offsets = array("I", range(len(text) + 1))
        self.starts = array("I")
        self.ends = array("I")
        self.breaks: list[int] = []
        self.parting: list[int] = []

    def emit(self, characters: str, start: int, end: int) -> None:
        self.out.append(characters)
        self.starts.extend([start] * len(characters))
        self.ends.extend([end] * len(characters))

    def plain(self, start: int, end: int) -> int:
        """ASCII with one space, hyphen or full stop between words; or what a rule has hidden: itself."""
        self.out.append(self.text[start:end])
        self.starts += self.offsets[start:end]
        self.ends += self.offsets[start + 1 : end + 1]
        return end

    def last(self) -> str:
        """The last character so far; none at the beginning."""
        return self.out[-1][-1] if self.out else ""

    def take_back(self) -> None:
        """Drop the last character."""
        self.out[-1] = self.out[-1][:-1]
        if not self.out[-1]:
            self.out.pop()
        del self.starts[-1], self.ends[-1]

    def dots(self, start: int, end: int) -> int:
        """An ellipsis with spaces between its dots."""
        dots = _GAP.sub("", self.text[start:end])
        self.emit("".join(map(_decompose, dots)), start, end)
        return end

    def neighbours(self, start: int, end: int) -> tuple[str, str]:
        """The characters before and after a span; a space at the edges of the text."""
        return self.text[start - 1 : start] or " ", self.text[end : end + 1] or " "

    def gap(self, start: int, end: int) -> int:
        """White space and dropped characters."""
        run = self.text[start:end]
        before, after = self.neighbours(start, end)
        if "\ufffc" in run and after != " ":
            rest = run[run.rindex("\ufffc") + 1 :]
            run = run if after.isalnum() else rest
        if not any(map(str.isspace, run)):
            return end
        broken = _LINE_END.search(run) is not None
        hyphenated = run.lstrip("\u200b-\u200f")[:1] == "\u00ad" and _lettered(before, after)
        if broken and (hyphenated or (_unspaced(before) and _unspaced(after))):
            return end
        if after == "»" and _is_no_break(run) and not self.text[end + 1 : end + 2].isalnum():
            self.emit('"', start, end + 1)
            return end + 1
        self.emit(" ", start, end)
        return end

    def dash(self, start: int, end: int) -> int:
        """A dash or a run of them, with the line end after it."""
        dash, gap = self.text[start:end], _GAP.match(self.text, end)
        before, after = self.neighbours(start, gap.end() if gap else end)
        if gap and _LINE_END.search(gap.group()) and not before.isspace() and after != " ":
            if dash in ("-", "‐") and _lettered(before, after) and not _continues(after):
                self.breaks.append(len(self.starts))
                return gap.end()
            end = gap.end()
        doubled = self.last() == "-"
        if doubled:
            start = self.starts[-1]
            self.take_back()
        if doubled or dash in _PARTING or len(dash) > 1:
            self.parting.append(len(self.starts))
        self.emit("-", start, end)
        return end

    def other(self, start: int) -> int:
        """A character beyond ASCII, composed with the marks around it."""
        text, end, limit = self.text, start + 1, start + _LONGEST_CLUSTER
        gap = _GAP.match(text, end) if text[start] == "«" else None
        if gap and _is_no_break(gap.group()) and self.neighbours(start, end)[0] in " \n(—–":
            self.emit('"', start, gap.end())
            return gap.end()
        while end < min(limit, len(text)) and not text[end].isascii() and _continues(text[end]):
            end += 1
        if self.starts and self.last() not in _ALONE and _continues(text[start]):
            start = self.reopen(start)
        cluster = _GAP.sub("", text[start:end])
        self.emit(unicodedata.normalize("NFC", "".join(map(_decompose, cluster))), start, end)
        return end

    def reopen(self, start: int) -> int:
        """Take back the last character for a mark that follows; its start in the original."""
        first = self.starts[-1]
        if start - first > _LONGEST_CLUSTER:
            return start
        while self.starts and self.starts[-1] == first:
            self.take_back()
        return first

    def result(self) -> Folded:
        breaks, parting = frozenset(self.breaks), frozenset(self.parting)
        return Folded("".join(self.out), self.starts, self.ends, breaks, parting)


def _lettered(before: str, after: str) -> bool:
    return (before.isalpha() or unicodedata.category(before)[0] == "M") and after.isalpha()


def _is_no_break(gap: str) -> bool:
    return not gap.strip("\u00a0\u202f")


def _unspaced(c: str) -> bool:
    return is_unspaced(c) or "\u3001" <= c <= "\u303f" or "\uff01" <= c <= "\uffef"


@lru_cache(maxsize=4096)
def _decompose(c: str) -> str:
    """Compatibility decomposition of one character, where it keeps the meaning."""
    if c in _MARKS:
        return _MARKS[c]
    apart = unicodedata.normalize("NFKD", c)
    raised = unicodedata.decomposition(c).startswith(("<super>", "<sub>"))
    numbers = unicodedata.category(c) != "Nd" and any(
        unicodedata.category(d) == "Nd" for d in apart
    )
    if raised or numbers or " " in apart:
        return unicodedata.normalize("NFD", c)
    return "".join("-" if d in _DASHES else _MARKS.get(d, d) for d in apart)


@lru_cache(maxsize=4096)
def _continues(c: str) -> bool:
    """Whether the character may compose with the one before: a mark, or a later part of Hangul."""
    first = _decompose(c)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"
