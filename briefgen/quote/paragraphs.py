"""Number the paragraphs of a seed and apply its declared repairs, keeping the map to the raw text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefgen.seed import Reading, SeedParagraph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["RepairFault", "paragraphs"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class RepairFault:
    """A repair that could not be applied.

    ``index`` counts the repairs as given, from 0. ``why``: the seed has no such paragraph; the
    paragraph does not have the characters, or has them several times (``count``); or another repair
    already changes some of them.
    """

    index: int
    why: Literal["no-paragraph", "not-there", "several", "overlap"]
    count: int = 0


def paragraphs(
    text: str,
    repairs: Sequence[tuple[int, str, str]] = (),
    furniture: Collection[int] = (),
) -> tuple[tuple[SeedParagraph, ...], tuple[RepairFault, ...]]:
    """Paragraphs of a seed's text, and the repairs that do not fit it.

    A paragraph is the nth non-empty block, counted from 1, everything counted; blocks are parted by
    blank lines, which may hold white space. Where no blank line parts any two lines, each line is a
    paragraph. Lines end at ``\\n``, ``\\r\\n`` or ``\\r``. A paragraph's span leaves out white space
    at its ends. ``repairs`` are (paragraph, from, to): the characters ``from``, which have to stand
    in the raw paragraph exactly once, are read as ``to``.
    """
    blocks = _blocks(text)
    faults: list[RepairFault] = []
    fitting: dict[int, list[tuple[int, int, str]]] = {}
    for index, (number, old, new) in enumerate(repairs):
        if not 0 < number <= len(blocks):
            faults.append(RepairFault(index, "no-paragraph"))
            continue
        start, end = blocks[number - 1]
        places = _occurrences(text, old, start, end)
        here = fitting.setdefault(number, [])
        if len(places) != 1:
            faults.append(RepairFault(index, "several" if places else "not-there", len(places)))
        elif any(a < places[0] + len(old) and places[0] < b for a, b, _ in here):
            faults.append(RepairFault(index, "overlap"))
        else:
            here.append((places[0], places[0] + len(old), new))
    numbered = tuple(
        SeedParagraph(
            number,
            start,
            end,
            _read(text, start, end, sorted(fitting.get(number, ()))),
            number in furniture,
        )
        for number, (start, end) in enumerate(blocks, start=1)
    )
    return numbered, tuple(faults)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs, without white space at their ends."""
    lines = [_trim(text, *match.span()) for match in _LINE.finditer(text)]
    blocks: list[tuple[int, int]] = []
    filled: list[tuple[int, int]] = []
    blank = True
    for start, end in lines:
        if start == end:
            blank = True
            continue
        filled.append((start, end))
        if blank:
            blocks.append((start, end))
        else:
            blocks[-1] = (blocks[-1][0], end)
        blank = False
    return filled if len(blocks) == 1 else blocks


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    return start, start + len(line.strip())


def _occurrences(text: str, words: str, start: int, end: int) -> list[int]:
    """Offsets of ``words`` within a span, also where two overlap."""
    found: list[int] = []
    here = text.find(words, start, end) if words else -1
    while here >= 0:
        found.append(here)
        here = text.find(words, here + 1, end)
    return found


def _read(text: str, start: int, end: int, repairs: Iterable[tuple[int, int, str]]) -> Reading:
    """The paragraph at ``start``..``end`` with its repairs, which are in order, applied."""
    repairs = tuple(repairs)
    if not repairs:
        return Reading(text[start:end], range(start, end), range(start + 1, end + 1))
    from difflib import SequenceMatcher

    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(first: int, last: int) -> None:
        pieces.append(text[first:last])
        starts.extend(range(first, last))
        ends.extend(range(first + 1, last + 1))

    here = start
    for first, last, new in repairs:
        keep(here, first)
        matcher = SequenceMatcher(None, text[first:last], new, autojunk=False)
        for same, a, b, c, d in matcher.get_opcodes():
            if same == "equal":
                keep(first + a, first + b)
            else:
                pieces.append(new[c:d])
                starts.extend([first + a] * (d - c))
                ends.extend([first + b] * (d - c))
        here = last
    keep(here, end)
    return Reading("".join(pieces), tuple(starts), tuple(ends))
