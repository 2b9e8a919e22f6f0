"""Nodes of pandoc's tree, as its JSON has them (pandoc-types 1.23)."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

__all__ = [
    "Node",
    "attributes",
    "bookmark",
    "field_of_note",
    "line",
    "styled",
    "styled_words",
    "text",
]

Node: TypeAlias = dict[str, Any]
"""``t`` is its type, ``c`` what it holds."""


def attributes(name: str = "", **more: str) -> list[Any]:
    """The anchor and the attributes of a node."""
    return [name, [], [[key.replace("_", "-"), value] for key, value in more.items()]]


def bookmark(anchor: str) -> str:
    """The name that Word knows an anchor of the page by; it takes no hyphen, and 40 characters.

    Pandoc finds names of its own for anchors that are none after this.
    """
    name = anchor.replace("-", "_")
    plain = re.fullmatch(r"(?:note|source|para|section)_\w{1,30}", name, re.ASCII)
    return name if plain else anchor


def text(words: str) -> Node:
    """Words, white space included."""
    return {"t": "Str", "c": words}


def styled(blocks: list[Node], style: str) -> list[Node]:
    """``blocks`` with their paragraphs in the style of Word called ``style``, or in the usual one."""
    if not style:
        return blocks
    return [{"t": "Div", "c": [attributes(custom_style=style), blocks]}]


def styled_words(words: list[Node], style: str) -> Node:
    """``words`` in the style of Word called ``style``."""
    return {"t": "Span", "c": [attributes(custom_style=style), words]}


def line(parts: list[list[Node]]) -> list[Node]:
    """``parts`` in one line, a raised point between two."""
    words: list[Node] = []
    for part in filter(None, parts):
        words += [text(" · "), *part] if words else part
    return words


def field_of_note(number: int) -> Node:
    """The number of note ``number``, which Word counts anew when a note before it is taken out.

    Source: ECMA-376 part 1, 17.16.5.45, NOTEREF.
    """
    run = "<w:r>{}</w:r>"
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> NOTEREF note_{number} \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return {"t": "RawInline", "c": ["openxml", "".join(map(run.format, parts))]}
