"""The usual Markdown: paragraphs, headings, bullets, tables, strong words and citations, each plain.

Hardly a brief has more of Markdown, and markdown-it takes longer to load than all its texts take to
be read here. What is read here is read as markdown-it reads it (a test compares the two); a text
that may have anything else, or the same in a less plain form, is left to it whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.citation_syntax import read_citation
from briefgen.prose import OBJECT, Cite, Heading, List, Paragraph, Str, Strong, Table

if TYPE_CHECKING:
    from briefgen.prose import Block, Inline, Inlines

__all__ = ["DEPTH", "Run", "Usual", "line_end", "usual_blocks", "usual_line"]

DEPTH = 4
"""Levels of nesting that it has at most, as markdown-it counts them: the text of a table's cell."""

_OTHER = re.compile(rf"[\\`_<&\r\0{OBJECT}]")
"""What may be other markup wherever it stands; so may the beginnings of images and link targets."""

_LINE = r"(?!\d+[.)]|\*(?!\*\w)|[\s#>+\-_`~=|:])[^\n]+(?<!\s)"
"""A line that begins no block, and without white space at its ends, where it could be markup."""

_ENDED = r"(?=\n\n|\n?\Z)"
_BLOCK = re.compile(
    rf"\n*(?:(?P<marks>#{{1,6}}) +(?P<heading>{_LINE})(?<!#)"
    rf"|(?P<words>{_LINE}(?:\n{_LINE})*)"
    rf"|(?P<bullets>- {_LINE}(?:\n(?:- |  ){_LINE})*){_ENDED}"
    rf"|(?P<table>(?:\A|(?<=\n\n))\|[^\n]*\|(?:\n\|[^\n]*\|)+){_ENDED})"
)
_COLUMNS = re.compile(r"\|(?: *:?-+:? *\|)+")
_ALIGNED = {(False, False): "", (True, False): "left", (False, True): "right"}
_STRONG = re.compile(r"(?<![^ \n])\*\*((?=[^\W_])[^*]*[^*\s])\*\*(?![^ \n])")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_WIDE = (("\u3000", "\u9fff"), ("\uf900", "\uffef"), ("\U00020000", "\U000323af"))


class Run(NamedTuple):
    """A paragraph, heading or cell; ``start``..``end`` are its whole lines, line ends included.

    ``row`` counts the rows of all tables from 1, None elsewhere.
    """

    start: int
    end: int
    children: Inlines
    heading: bool = False
    row: int | None = None


class Usual(NamedTuple):
    """A text as a tree, and its runs in the tree's order."""

    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]


def usual_line(text: str) -> Inlines | None:
    """What a text of one run holds, its lines without white space at their ends; None: it may hold more."""
    return None if _has_other(text) else _inlines(text)


def usual_blocks(text: str) -> Usual | None:
    """The tree of ``text``; None where it may hold more than the usual Markdown."""
    if _has_other(text):
        return None
    reader = _Reader(text)
    here = 0
    while match := _BLOCK.match(text, here):
        block = reader.block(match)
        if block is None:
            return None
        reader.blocks.append(block)
        here = match.end()
    if text[here:].strip("\n"):
        return None
    return Usual(tuple(reader.blocks), tuple(reader.runs))


class _Reader:
    """Matches of :data:`_BLOCK` to a tree; what may be more than the usual is None."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.rows = 0

    def block(self, match: re.Match[str]) -> Block | None:
        """The block of ``match``, which follows :attr:`blocks`."""
        if match["bullets"]:
            return self.bullets(match)
        if match["table"]:
            return self.table(match)
        level = len(match["marks"] or "")
        start = match.start("marks" if level else "words")
        words = match["heading"] or match["words"]
        children = self.run(start, match.end(), words, heading=level > 0)
        if children is None:
            return None
        return Heading(level, children) if level else Paragraph(children)

    def bullets(self, match: re.Match[str]) -> List | None:
        """A list of paragraphs without empty lines, in it or behind the list before it."""
        if self.blocks and isinstance(self.blocks[-1], List):
            return None
        items = []
        start = match.start("bullets")
        for item in match["bullets"][2:].split("\n- "):
            end = start + 2 + len(item)
            children = self.run(start, end, item.replace("\n  ", "\n"))
            if children is None:
                return None
            items.append((Paragraph(children),))
            start = end + 1
        return List(tuple(items))

    def table(self, match: re.Match[str]) -> Table | None:
        """A table, each row with as many cells as the head, and a pipe at both ends."""
        lines = match["table"].split("\n")
        if not _COLUMNS.fullmatch(lines[1]):
            return None
        columns = [cell.strip() for cell in lines[1][1:-1].split("|")]
        rows: list[tuple[Inlines, ...]] = []
        start = match.start("table")
        for number, line in enumerate(lines):
            end = start + len(line)
            if number != 1:
                self.rows += 1
                cells = [cell.strip(" ") for cell in line[1:-1].split("|")]
                row = [self.run(start, end, cell, number == 0, self.rows) for cell in cells]
                whole = tuple(each for each in row if each is not None)
                if len(whole) < len(cells) or len(cells) != len(columns):
                    return None
                rows.append(whole)
            start = end + 1
        sides = [(each[0] == ":", each[-1] == ":") for each in columns]
        return Table(
            rows[0], tuple(rows[1:]), tuple(_ALIGNED.get(each, "center") for each in sides)
        )

    def run(
        self, start: int, end: int, words: str, heading: bool = False, row: int | None = None
    ) -> Inlines | None:
        """Note a run whose last line ends at ``end``."""
        children = None if words != words.strip() else _inlines(words)
        if children is not None:
            self.runs.append(Run(start, min(end + 1, len(self.text)), children, heading, row))
        return children


def _has_other(text: str) -> bool:
    return bool(_OTHER.search(text)) or "![" in text or "](" in text


def _inlines(text: str) -> Inlines | None:
    """Words, strong words and citations."""
    if "*" not in text:
        return _words(text)
    # What a line end beside strong words of Chinese or Japanese becomes depends on them too.
    if max(text) >= _WIDE[0][0]:
        return None
    found: list[Inline] = []
    for number, part in enumerate(_STRONG.split(text)):
        children = _words(part)
        if children is None:
            return None
        found += (Strong(children),) if number % 2 else children
    return tuple(found)


def _words(text: str) -> Inlines | None:
    """Words and citations; None where brackets are no citation, or one that has to be mended."""
    found: list[Inline] = []
    for number, part in enumerate(_BRACKETS.split(text)):
        if number % 2:
            items, unread = read_citation(part) if "@" in part else ((), ())
            if unread or not items:
                return None
            found.append(Cite(items, f"[{part}]"))
        elif "[" in part or "]" in part or "*" in part:
            return None
        elif part:
            whole, *lines = part.split("\n")
            for line in lines:
                whole += line_end(whole, line) + line
            found.append(Str(whole))
    return tuple(found)


def line_end(before: str, after: str) -> str:
    """What stands for the end of a line: a space, but nothing between two of Chinese or Japanese."""
    wide = all(any(a <= c <= b for a, b in _WIDE) for c in (before[-1:], after[:1]))
    return "" if wide else " "
