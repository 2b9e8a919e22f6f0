"""Pandoc's tree of inlines, as its JSON has it, read as prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Node", "UnknownNode", "inlines"]

Node: TypeAlias = Mapping[str, Any]
"""A node of pandoc's JSON: ``t`` is its type, ``c`` what it holds."""

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


def inlines(nodes: Iterable[Node], italic: bool = False) -> Inlines:
    """Pandoc's ``nodes`` as prose; ``italic`` tells that they stand in italics.

    Neighboring texts become one, spans lose their attributes, a link that is not to the web leaves
    its text, and what is underlined is italic. Raises :class:`UnknownNode`.
    """
    joined: list[Inline] = []
    for node in nodes:
        for inline in _inline(node, italic):
            match joined, inline:
                case [*_, Str(before)], Str(after):
                    joined[-1] = Str(before + after)
                case _, Str(""):
                    pass
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
            yield from _upright(held) if italic else _italics(inlines(held, italic=True))
        case "Span":
            (_, classes, _), children = held
            turned = italic and "nodecor" in classes
            yield from _upright(children) if turned else inlines(children, italic)
            if "csl-block" in classes:
                yield LineBreak()
        case "Link":
            _, children, (href, _) = held
            text = inlines(children, italic)
            yield from (Link(href, text),) if _WEB.fullmatch(href) else text
        case "Strong" | "Superscript" | "Subscript" | "SmallCaps":
            yield _DRESS[kind](inlines(held, italic))
        case _:
            raise UnknownNode(kind)


def _upright(nodes: Iterable[Node]) -> Iterator[Inline]:
    """What stands upright in italics, marked with the :class:`Emph` that :func:`_italics` undoes."""
    yield Emph(inlines(nodes))


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
