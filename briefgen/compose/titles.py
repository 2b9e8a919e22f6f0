"""Titles in scripts that have no italic: in the marks that their language puts around a title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.compose.languages import fallbacks
from briefgen.prose import Call, Cite, Code, Emph, LineBreak, Str, plain
from briefgen.quote.words import is_unspaced

if TYPE_CHECKING:
    from briefgen.cite.answer import Formatted
    from briefgen.prose import Inline, Inlines

__all__ = ["with_titles_marked"]

# Japan: JIS X 4051 and the usage of publishers. Chinese: GB/T 15834-2011, 4.15; Taiwan's handbook of
# punctuation (2008) has the same for books.
_MARKS = {"ja": ("『", "』"), "zh": ("《", "》"), "zh-Hant": ("《", "》")}


def with_titles_marked(formatted: Formatted, language: str) -> Formatted:
    """``formatted`` with the titles that a style sets in italics marked: 『海底ケーブル』; others stay."""
    marks = next((_MARKS[tag] for tag in fallbacks(language) if tag in _MARKS), None)
    if marks is None:
        return formatted
    return replace(
        formatted,
        citations=tuple(_marked(text, marks) for text in formatted.citations),
        references=tuple((source, _marked(text, marks)) for source, text in formatted.references),
    )


def _marked(inlines: Inlines, marks: tuple[str, str]) -> Inlines:
    found: list[Inline] = []
    for node in inlines:
        match node:
            case Str() | Code() | Cite() | Call() | LineBreak():
                found.append(node)
            case Emph() if any(map(is_unspaced, plain(node.children))):
                found += [Str(marks[0]), *node.children, Str(marks[1])]
            case _:
                found.append(replace(node, children=_marked(node.children, marks)))
    return tuple(found)
