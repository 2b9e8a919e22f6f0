"""Words selected in a seed, as an entry for ``passages:`` that binds to these words and no others.

The entry is tried before it is offered: whatever :func:`briefgen.quote.quotation.find` needs to come
back to the selected words, ``after:``, ``before:``, ``paragraph:`` or ``span:``, stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypedDict

from briefgen.quote.quotation import Match, Miss, find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.quote.haystack import Haystack
    from briefgen.seed import Seed

__all__ = ["Offer", "Point", "Refusal", "offer", "scalar"]

_ANCHOR_WORDS = (3, 5, 8, 13, 21)
"""Words that ``after:`` and ``before:`` are tried with, the fewest first."""

_ID_WORDS = 3
_SMALL = re.compile(
    "an?|and|are|as|at|be|been|but|by|for|from|had|has|have|he|her|his|in|is|its?|o[fnr]|that|the"
    "|their|they|this|to|was|were|which|will|with|would"
)


@dataclass(frozen=True)
class Point:
    """A place between two characters: of paragraph ``paragraph``, before code point ``offset``.

    The offset counts in the paragraph as it is read, repairs applied.
    """

    paragraph: int
    offset: int


@dataclass(frozen=True)
class Offer:
    """A passage: ``words`` as they are printed, widened to whole words from what was selected.

    ``start``..``end`` is their span in the seed's text (code points). ``entry`` is the YAML, with a
    line end, to be pasted at the beginning of a line.
    """

    id: str
    words: str
    paragraphs: tuple[int, ...]
    start: int
    end: int
    entry: str


@dataclass(frozen=True)
class Refusal:
    """Why words cannot be a passage, and what to select instead."""

    words: str
    message: str
    hint: str


class _How(TypedDict, total=False):
    """What chooses the place of a quotation, as the outline names it."""

    paragraph: int
    after: str
    before: str
    span: bool


def offer(
    seed: Seed, first: Point, last: Point, taken: Collection[str], indent: int = 6
) -> Offer | Refusal:
    """The entry for the words between two points of ``seed``, ``indent`` columns from the margin.

    ``taken`` are ids that the new passage may not have. A point outside of the seed counts as its
    nearest end.
    """
    haystack = seed.haystack
    start, end = _widened(haystack, _offset(haystack, first, end=False), _offset(haystack, last))
    if start >= end:
        return Refusal("", "nothing is selected", "select words of the source")
    words = haystack.words(start, end)
    if isinstance(miss := find(words, seed, span=True), Miss) and miss.why == "too-short":
        message = "fewer than three words: too few to be found for certain"
        return Refusal(words, message, "select more of the sentence")
    wanted = haystack.raw(start, end)
    for how in _ways(haystack, start, end):
        found = find(words, seed, **how)
        if isinstance(found, Match) and [(f.start, f.end) for f in found.fragments] == [wanted]:
            name = _name(words, seed, found.paragraphs[0], taken)
            entry = _entry(name, seed.id, words, how, indent)
            return Offer(name, words, found.paragraphs, *wanted, entry)
    return Refusal(
        words, "no quotation can tell these words from others", "select more, or fewer brackets"
    )


def _offset(haystack: Haystack, point: Point, *, end: bool = True) -> int:
    """The offset in the haystack of a point: behind the last character begun, or before the first."""
    index = point.paragraph - 1
    if not 0 <= index < len(haystack.folds):
        return 0 if index < 0 else len(haystack.text)
    folded = haystack.folds[index]
    if end:
        return haystack.offsets[index] + bisect_left(folded.starts, point.offset)
    return haystack.offsets[index] + bisect_right(folded.ends, point.offset)


def _widened(haystack: Haystack, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends, and with the whole of the words that it cuts."""
    text, inside = haystack.text, haystack.inside
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        while inside[start]:
            start -= 1
        while inside[end]:
            end += 1
    return start, end


def _ways(haystack: Haystack, start: int, end: int) -> Iterator[_How]:
    """What may be written beside the quotation to choose its place, the simplest first."""
    number = haystack.number(start)
    across: _How = {"span": True} if haystack.number(end - 1) != number else {}
    yield across
    before = [_before(haystack, start, words) for words in _ANCHOR_WORDS]
    after = [_after(haystack, end, words) for words in _ANCHOR_WORDS]
    for anchor in before:
        yield {"after": anchor, **across}
    for anchor in after:
        yield {"before": anchor, **across}
    yield {"paragraph": number, **across}
    for anchor in before:
        yield {"paragraph": number, "after": anchor, **across}
    for anchor in after:
        yield {"paragraph": number, "before": anchor, **across}
    for one, other in zip(before, after, strict=True):
        yield {"paragraph": number, "after": one, "before": other, **across}


def _before(haystack: Haystack, start: int, words: int) -> str:
    """So many words in front of an offset, at most."""
    here = start
    for _ in range(words):
        here = _trimmed(haystack, here)
        while here and (haystack.inside[here] or not haystack.text[here - 1].isspace()):
            here -= 1
    return haystack.words(here, _trimmed(haystack, start))


def _trimmed(haystack: Haystack, here: int) -> int:
    while here and haystack.text[here - 1].isspace():
        here -= 1
    return here


def _after(haystack: Haystack, end: int, words: int) -> str:
    """So many words behind an offset, at most."""
    text, size = haystack.text, len(haystack.text)
    first = end
    while first < size and text[first].isspace():
        first += 1
    here = first
    for _ in range(words):
        while here < size and text[here].isspace():
            here += 1
        while here < size and (haystack.inside[here] or not text[here].isspace()):
            here += 1
    return haystack.words(first, here)


def _name(words: str, seed: Seed, paragraph: int, taken: Collection[str]) -> str:
    """An id out of the first words that mean something, or of the seed's; none that is ``taken``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z][a-z0-9]*", re.sub(r"(?<=\w)['.](?=\w)", "", plain))
    telling = [part for part in parts if len(part) > 1 and not _SMALL.fullmatch(part)]
    name = "-".join(telling[:_ID_WORDS]) if len(telling) > 1 else f"{seed.id}-p{paragraph}"
    if name not in taken:
        return name
    return next(each for n in count(2) if (each := f"{name}-{n}") not in taken)


def _entry(name: str, seed: str, words: str, how: _How, indent: int) -> str:
    margin = " " * indent
    lines = [f"{margin}{name}:", f"{margin}  seed: {seed}"]
    values = {"quote": words, **{k: v for k, v in how.items() if k in ("after", "before")}}
    lines += [f"{margin}  {key}: {scalar(str(value), indent + 4)}" for key, value in values.items()]
    if "paragraph" in how:
        lines.append(f"{margin}  paragraph: {how['paragraph']}")
    if "span" in how:
        lines.append(f"{margin}  span: true")
    return "\n".join(lines) + "\n"


_PLAIN = re.compile(r"[^\W\d_][\w ,.;()'’‘“”–—%/&+$-]*")
_WIDTH = 100


def scalar(text: str, indent: int) -> str:
    """``text``, which has single spaces only, as a YAML value: plain, folded (``>-``) or quoted.

    ``indent`` is the column of the folded lines.
    """
    if len(text) + indent <= _WIDTH and _PLAIN.fullmatch(text):
        return text
    if len(text) + indent > _WIDTH and text.isprintable() and text == " ".join(text.split()):
        lines, line = [], ""
        for word in text.split(" "):
            if line and indent + len(line) + 1 + len(word) > _WIDTH:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return "\n".join([">-", *(" " * indent + each for each in (*lines, line))])
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
