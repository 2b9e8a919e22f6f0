"""Prose as a tree: what CommonMark with tables and citations becomes.

Made by :mod:`briefgen.parse`, changed only by making new nodes, written as HTML or Markdown by
:mod:`briefgen.render`. There is no node for HTML: in prose it is text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

__all__ = [
    "OBJECT",
    "Block",
    "BlockQuote",
    "Blocks",
    "Call",
    "Cite",
    "CiteItem",
    "Code",
    "CodeBlock",
    "Emph",
    "Heading",
    "Inline",
    "Inlines",
    "LineBreak",
    "Link",
    "List",
    "Mark",
    "Paragraph",
    "Rule",
    "SmallCaps",
    "Str",
    "Strong",
    "Sub",
    "Super",
    "Table",
    "plain",
]

OBJECT = "\ufffc"
"""Stands for a :class:`Cite` or :class:`Call` in plain text, so that offsets stay in step."""


# Nodes that hold one thing share a dataclass: to define one takes longer than to parse a page.
@dataclass(frozen=True, slots=True)
class _Words:
    text: str


@dataclass(frozen=True, slots=True)
class _Dress:
    children: Inlines


class Str(_Words):
    """Characters, white space included."""

    __slots__ = ()


class Emph(_Dress):
    """Emphasis."""

    __slots__ = ()


class Strong(_Dress):
    """Strong emphasis."""

    __slots__ = ()


class Super(_Dress):
    """Superscript; only citation styles make it."""

    __slots__ = ()


class Sub(_Dress):
    """Subscript; only citation styles make it."""

    __slots__ = ()


class SmallCaps(_Dress):
    """Small capitals; only citation styles make them."""

    __slots__ = ()


class Mark(_Dress):
    """Words relied on, inside a longer excerpt; or words that differ, in a comparison."""

    __slots__ = ()


class Code(_Words):
    """A span of code."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``href`` is http, https, mailto, or ``#id`` inside the document."""

    href: str
    children: Inlines


class CiteItem(NamedTuple):
    """One ``@id`` of a citation cluster, as written.

    ``prefix`` and ``suffix`` are plain text around the locator; ``paragraphs`` are the numbers of a
    locator, (3, 4) for ``[@seed, paras. 3-4]``; ``suppress_author`` stands for ``-@id``.
    """

    id: str
    prefix: str = ""
    paragraphs: tuple[int, ...] = ()
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation cluster ``[see @a, para. 4; @b]``; ``source`` is the cluster as written."""

    items: tuple[CiteItem, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Call:
    """What a :class:`Cite` becomes in a composed document.

    ``number`` counts the citations of the document from 1. With notes, ``text`` is empty for a note
    style or holds the style's citation in the text, ``(Yang n.d., para. 4)``, and the number is
    printed after it and leads to the note; with tags, ``text`` is the tag, ``A ¶4``, and leads to
    the source.
    """

    number: int
    text: Inlines
    target: str


Inline: TypeAlias = (
    Str | Emph | Strong | Super | Sub | SmallCaps | Mark | Code | LineBreak | Link | Cite | Call
)
Inlines: TypeAlias = tuple[Inline, ...]


class Paragraph(_Dress):
    """A paragraph."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside prose; ``level`` counts from 1 within the field it stands in."""

    level: int
    children: Inlines


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A block quotation; held to the same proof as words in quotation marks."""

    children: Blocks


@dataclass(frozen=True, slots=True)
class List:
    """A list; ``start`` is the first number of an ordered one, None for bullets."""

    items: tuple[Blocks, ...]
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``align`` holds ``left``, ``center``, ``right`` or an empty string a column."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: tuple[str, ...]


class CodeBlock(_Words):
    """A block of code."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block: TypeAlias = Paragraph | Heading | BlockQuote | List | Table | CodeBlock | Rule
Blocks: TypeAlias = tuple[Block, ...]


def plain(inlines: Inlines) -> str:
    """Text of ``inlines`` without its dress; a citation is one :data:`OBJECT`."""
    parts = []
    for node in inlines:
        match node:
            case Str() | Code():
                parts.append(node.text)
            case LineBreak():
                parts.append("\n")
            case Cite() | Call():
                parts.append(OBJECT)
            case _:
                parts.append(plain(node.children))
    return "".join(parts)
