"""Prose without marks: paragraphs, headings and citations, and nothing else of Markdown.

Most texts of an outline are such, and markdown-it takes some thirty times as long to say so. What
is read here, it reads alike; a text with anything more is left to it whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.citation_syntax import read_citation
from briefgen.prose import OBJECT, Cite, Str

if TYPE_CHECKING:
    from briefgen.prose import Inline, Inlines

__all__ = ["Run", "line_end", "unmarked_line", "unmarked_runs"]

_MARK = re.compile(rf"[\\`*_<&\r\0{OBJECT}]")
"""What may be markup wherever it stands, as the beginnings of images and link targets may."""

_LINE = r"(?!\d+[.)]|[\s#>*+\-_`~=|:])[^\n]+(?<!\s)"
"""A line that begins no block, and without white space at its ends, where it could be markup."""

_RUN = re.compile(rf"(#{{1,6}}) +({_LINE})(?<!#)|({_LINE}(?:\n{_LINE})*)")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_WIDE = (("\u3000", "\u9fff"), ("\uf900", "\uffef"), ("\U00020000", "\U000323af"))


class Run(NamedTuple):
    """A paragraph, or a heading of ``level`` 1 to 6, at ``start``..``end`` of the text.

    The span is of whole lines, the line end behind the last one included.
    """

    level: int
    start: int
    end: int
    children: Inlines


def unmarked_runs(text: str) -> list[Run] | None:
    """The paragraphs and headings of ``text``; None where it may hold something else."""
    if _marked(text):
        return None
    runs = []
    here = 0
    for match in _RUN.finditer(text):
        children = _inlines(match[2] or match[3])
        if children is None or text[here : match.start()].strip("\n"):
            return None
        here = match.end()
        runs.append(Run(len(match[1] or ""), match.start(), min(here + 1, len(text)), children))
    return None if text[here:].strip("\n") else runs


def unmarked_line(text: str) -> Inlines | None:
    """What ``text`` holds, its lines without white space at their ends; None where that may be marked."""
    return None if _marked(text) else _inlines(text)


def _marked(text: str) -> bool:
    return bool(_MARK.search(text)) or "![" in text or "](" in text


def _inlines(text: str) -> Inlines | None:
    """Words and citations; None where brackets are no citation, or one that has to be mended."""
    found: list[Inline] = []
    for number, part in enumerate(_BRACKETS.split(text)):
        if number % 2:
            items, unread = read_citation(part) if "@" in part else ((), ())
            if unread or not items:
                return None
            found.append(Cite(items, f"[{part}]"))
        elif "[" in part or "]" in part:
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
