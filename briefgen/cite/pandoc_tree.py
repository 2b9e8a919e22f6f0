"""Pandoc's tree of inlines, as its JSON has it, read as prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen.prose import (
    Emph,
    Inline,
    Inlines,
    LineBreak,
    Link,
    SmallCaps,
    Str,
    Strong,
    Sub,
    Super,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STOP", "Node", "UnknownNode", "capitalized", "inlines"]

Node: TypeAlias = Mapping[str, Any]
"""A node of pandoc's JSON: ``t`` is its type, ``c`` what it holds."""

STOP = "\u2063"
"""To be put after a title's own full stop, "the U.S.", before pandoc reads it.

*Why*: of ``.,`` before a closing quotation mark pandoc 3.9 drops the comma, and prints “... the
U.S.” para. 4. After this mark, an invisible one that no sorting sees, it puts whatever follows in
its style, and :func:`inlines` takes the mark out, with the second of two full stops.
"""

_WEB = re.compile(r"(?i)https?://[^\s/?#:@]+(:\d+)?([/?#]\S*)?")
"""An address of the web. Pandoc puts ``https://`` before anything, ``javascript:alert(1)`` too."""

_DRESS: Mapping[str, Callable[[Inlines], Inline]] = {
    "Strong": Strong,
    "Superscript": Super,
    "Subscript": Sub,
    "SmallCaps": SmallCaps,
}


class UnknownNode(Exception):  # noqa: N818 - the node is what is wrong
    """Pandoc wrote a node that has no place in a citation; its type is the message."""


def inlines(nodes: Iterable[Node]) -> Inlines:
    """Pandoc's ``nodes`` as prose, without white space at its end.

    Neighboring texts become one, spans lose their attributes, a link that is not to the web leaves
    its text, and what is underlined is italic. Raises :class:`UnknownNode`.
    """
    text, _ = _unmarked(_read(nodes), stop=False)
    match text:
        case (*rest, Str(last)) if last != last.rstrip():
            return (*rest, Str(last.rstrip())) if last.strip() else tuple(rest)
    return text


def capitalized(text: Inlines) -> Inlines:
    """``text`` with a capital first, as a note begins, if its first word is all in small letters.

    A word such as "eBay" or "gov.uk" stays as it is.
    """
    word = re.match(r"[^\W\d_]+(?=[.,;:]*(?:\s|$))", plain(text))
    return _raised(text) if word and word[0].islower() else text


def _raised(text: Inlines) -> Inlines:
    first, *rest = text
    match first:
        case Str(letters):
            return (Str(letters[0].upper() + letters[1:]), *rest)
        case Emph() | Strong() | SmallCaps() | Link():
            return (replace(first, children=_raised(first.children)), *rest)
        case _:
            return text


def _unmarked(text: Inlines, stop: bool) -> tuple[Inlines, bool]:
    """``text`` without :data:`STOP` and the full stop after it; whether it ends in the mark."""
    done: list[Inline] = []
    for node in text:
        match node:
            case Str(letters):
                letters = letters.removeprefix("." if stop else "").replace(f"{STOP}.", "")
                stop = letters.endswith(STOP)
                done.append(Str(letters.replace(STOP, "")))
            case Emph() | Strong() | Super() | Sub() | SmallCaps() | Link():
                children, stop = _unmarked(node.children, stop)
                done.append(replace(node, children=children))
            case _:
                done.append(node)
    return tuple(node for node in done if node != Str("") and getattr(node, "children", True)), stop


def _read(nodes: Iterable[Node], italic: bool = False) -> Inlines:
    """``nodes`` with neighboring texts joined; ``italic`` tells that they stand in italics."""
    joined: list[Inline] = []
    for node in nodes:
        for inline in _inline(node, italic):
            match joined, inline:
                case [*_, Str(before)], Str(after):
                    joined[-1] = Str(before + after)
                case _:
                    joined.append(inline)
    return tuple(joined)


def _inline(node: Node, italic: bool) -> Iterator[Inline]:
    kind: str = node["t"]
    held: Any = node.get("c")
    match kind:
        case "Str":
            yield Str(held)
        case "Space" | "SoftBreak":
            yield Str(" ")
        case "LineBreak":
            yield LineBreak()
        case "Emph" | "Underline":
            yield from _upright(held) if italic else _italics(_read(held, italic=True))
        case "Span":
            (_, classes, _), children = held
            turned = italic and "nodecor" in classes
            yield from _upright(children) if turned else _read(children, italic)
            if "csl-block" in classes:
                yield LineBreak()
        case "Link":
            _, children, (href, _) = held
            text = _read(children, italic)
            yield from (Link(href, text),) if _WEB.fullmatch(href) else text
        case "Strong" | "Superscript" | "Subscript" | "SmallCaps":
            yield _DRESS[kind](_read(held, italic))
        case _:
            raise UnknownNode(kind)


def _upright(nodes: Iterable[Node]) -> Iterator[Inline]:
    """What stands upright in italics, marked with the :class:`Emph` that :func:`_italics` undoes."""
    yield Emph(_read(nodes))


def _italics(inner: Inlines) -> Iterator[Inline]:
    """``inner`` in italics, and each :class:`Emph` in it upright between two stretches.

    CSL sets italics within italics upright. Spaces at the edge of a stretch stay out of it, because
    Markdown reads no emphasis in ``*On *``.
    """
    stretch: Inlines = ()
    for node in inner:
        if isinstance(node, Emph):
            yield from _trimmed(stretch)
            yield from node.children
            stretch = ()
        else:
            stretch = (*stretch, node)
    yield from _trimmed(stretch)


def _trimmed(stretch: Inlines) -> Iterator[Inline]:
    match stretch:
        case (Str(text), *rest) if text[:1].isspace():
            yield Str(" ")
            stretch = (Str(text.lstrip()), *rest) if text.strip() else tuple(rest)
    match stretch:
        case (*rest, Str(text)) if text[-1:].isspace():
            yield Emph((*rest, Str(text.rstrip())))
            yield Str(" ")
        case (_, *_):
            yield Emph(stretch)
