"""Two texts compared word by word, for a person who wants to see at a glance what differs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefgen.quote.fold import fold
from briefgen.quote.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Change", "Chunk", "chunks", "compare", "difference_text"]

Op: TypeAlias = Literal["same", "changed", "only-quote", "only-source"]

_CHUNK = re.compile(r"\[[^\[\]]*\][^\s\[]*|[^\s\[]+|\[")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_EDGE = "\"'.,;:!?()。、，」"
_SHOWN = 5
_OTHER, _EXTRA, _LACKING = 3, 3, 2
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between spaces, or one letter in scripts without them.

    ``written`` is how it is shown, ``key`` what it is compared by; ``start``..``end`` its span in
    the text that it was cut from.
    """

    written: str
    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Change:
    """A run of words: the ``same`` in both, ``changed``, or standing in one of them only."""

    op: Op
    quote: tuple[str, ...]
    source: tuple[str, ...]


def chunks(text: str) -> list[Chunk]:
    """The chunks of a text; what stands in brackets is one."""
    folded = fold(text)
    found: list[Chunk] = []
    for match in _CHUNK.finditer(folded.text):
        cuts = [match.start(), match.end()]
        if not match.group().isascii():
            inner = range(match.start() + 1, match.end())
            cuts[1:1] = [at for at in inner if any(map(is_unspaced, folded.text[at - 1 : at + 1]))]
        for start, end in pairwise(cuts):
            first, last = folded.starts[start], folded.ends[end - 1]
            written = " ".join(text[first:last].split())
            found.append(Chunk(written, folded.text[start:end], first, last))
    return found


def compare(
    quote: Sequence[Chunk], source: Sequence[Chunk]
) -> tuple[tuple[int, int], tuple[Change, ...]]:
    """The span of ``source`` that answers to ``quote`` (first and last chunk + 1), and the changes.

    The fewest changes, like words paired first; what the source has before and after is free and
    left out. Time is the product of the lengths: meant for a passage, not for a document.
    """
    pairs = _pairs(quote, source)
    used = [j for _, j in pairs if j is not None]
    groups: list[tuple[Op, list[str], list[str]]] = []
    in_bracket = False
    for i, j in pairs:
        same = i is not None and j is not None and _cost(*_keys(quote, source, i, j)) == 0
        op: Op = "same" if same else "changed"
        bracket = i is not None and quote[i].key.startswith("[")
        if (
            not groups
            or groups[-1][0] != op
            or (op == "changed" and i is not None and (bracket or in_bracket))
        ):
            groups.append((op, [], []))
        in_bracket = bracket or (in_bracket and i is None)
        groups[-1][1].extend([quote[i].written] if i is not None else [])
        groups[-1][2].extend([source[j].written] if j is not None else [])
    changes = tuple(_change(op, mine, theirs) for op, mine, theirs in groups)
    return ((used[0], used[-1] + 1) if used else (0, 0)), changes


def _change(op: Op, quote: Sequence[str], source: Sequence[str]) -> Change:
    if not source:
        op = "only-quote"
    elif not quote:
        op = "only-source"
    return Change(op, tuple(quote), tuple(source))


def _pairs(quote: Sequence[Chunk], source: Sequence[Chunk]) -> list[tuple[int | None, int | None]]:
    """Indices that answer each other, in order; None on the side that lacks a word."""
    width = range(len(source))
    changes = [[_cost(*_keys(quote, source, i, j)) for j in width] for i in range(len(quote))]
    gaps = [1 if chunk.key.startswith("[") else _LACKING for chunk in quote]
    costs = [[0] * (len(source) + 1)]
    for i, change in enumerate(changes):
        above, row = costs[-1], [_EXTRA * (i + 1)]
        for j in width:
            row.append(min(above[j] + change[j], above[j + 1] + _EXTRA, row[-1] + gaps[i]))
        costs.append(row)
    i, j = len(quote), min(reversed(range(len(source) + 1)), key=costs[-1].__getitem__)
    pairs: list[tuple[int | None, int | None]] = []
    while i:
        if j and costs[i][j] == costs[i - 1][j - 1] + changes[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif j and costs[i][j] == costs[i][j - 1] + gaps[i - 1]:
            j -= 1
            pairs.append((None, j))
        else:
            i -= 1
            pairs.append((i, None))
    return pairs[::-1]


def _keys(
    quote: Sequence[Chunk], source: Sequence[Chunk], i: int, j: int
) -> tuple[str, str, bool, bool]:
    return quote[i].key, source[j].key, i == 0, i == len(quote) - 1


@lru_cache(maxsize=4096)
def _cost(mine: str, theirs: str, first: bool, last: bool) -> int:
    """0 for the same chunk, 1 for a like one, more for another."""
    if any(_equal(form, theirs, first, last) for form in _forms(mine, last)):
        return 0
    like = mine.casefold() == theirs.casefold() or mine[:3] == theirs[:3] or mine[0] == "["
    return 1 if like else _OTHER


def _forms(mine: str, last: bool) -> list[str]:
    """What a chunk may stand for: without the mark of a changed case, without a last comma."""
    forms = [mine]
    if marked := _LETTER.match(mine):
        rest = mine[marked.end() :]
        forms += [marked[1].lower() + rest, marked[1].upper() + rest]
    if last and len(mine) > 1 and mine[-1] in ".,":
        forms += [form[:-1] for form in forms]
    return forms


def _equal(mine: str, theirs: str, first: bool, last: bool) -> bool:
    """Whether the chunks are equal but for punctuation of the source outside the quotation."""
    before, found, after = theirs.partition(mine)
    if not found or (before and not first) or (after and not last):
        return False
    return not before.strip(_EDGE) and not after.strip(_EDGE)


def difference_text(changes: Sequence[Change]) -> str:
    """Two lines for a terminal without colour, ``quote:`` and ``source:``.

    Words that differ stand in brackets, ``[]`` where the other side has more; long runs of equal
    words are cut to the nearest five. Where a letter only looks the same, a third line names it.
    """
    quote: list[str] = []
    source: list[str] = []
    for index, change in enumerate(changes):
        if change.op == "same":
            first, last = index == 0 < len(changes) - 1, 0 < index == len(changes) - 1
            quote += _cut(change.quote, first=first, last=last)
            source += _cut(change.source, first=first, last=last)
        else:
            quote.append(_marked(change.quote))
            source.append(_marked(change.source))
    lines = [f"quote:  {_joined(quote)}", f"source: {_joined(source)}", *_lookalikes(changes)]
    return "\n".join(lines)


def _marked(words: Sequence[str]) -> str:
    text = _joined(words)
    return text if text.startswith("[") and text.endswith("]") else f"[{text}]"


def _joined(words: Sequence[str]) -> str:
    """The words with spaces between them, but for scripts that write none."""
    text = " ".join(words)
    return re.sub(
        "(?<=(.)) (?=(.))", lambda m: "" if all(map(is_unspaced, m.groups())) else " ", text
    )


def _cut(words: Sequence[str], *, first: bool, last: bool) -> Sequence[str]:
    head, tail = (0 if first else _SHOWN), (0 if last else _SHOWN)
    if len(words) <= head + tail + 1:
        return words
    return (*words[:head], "...", *words[len(words) - tail :])


def _lookalikes(changes: Sequence[Change]) -> list[str]:
    """Lines that name letters of another alphabet, or with a mark that is easily overlooked."""
    found: dict[tuple[str, str], None] = {}
    for change in changes:
        mine, theirs = " ".join(change.quote), " ".join(change.source)
        if change.op == "changed" and len(mine) == len(theirs):
            pairs = zip(mine, theirs, strict=True)
            found.update({pair: None for pair in pairs if _alike(*pair)})
    return [f"letter: the quote has {_named(a)}, the source {_named(b)}" for a, b in found][:3]


def _alike(a: str, b: str) -> bool:
    alphabets = [unicodedata.name(c, "").partition(" ")[0] for c in (a, b)]
    if a == b or not {*alphabets} <= _ALPHABETS:
        return False
    bases = [unicodedata.normalize("NFD", c)[0] for c in (a, b)]
    return alphabets[0] != alphabets[1] or bases[0] == bases[1]


def _named(c: str) -> str:
    return f"{c} (U+{ord(c):04X} {unicodedata.name(c, 'without a name')})"
