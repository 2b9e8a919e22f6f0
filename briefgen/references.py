"""References: every citation that an outline's prose makes, for all audiences together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.outline import Entry, Wording
from briefgen.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.outline import Outline
    from briefgen.place import Text
    from briefgen.prose import CiteItem

__all__ = ["references"]


def references(outline: Outline) -> tuple[CiteItem, ...]:
    """The items of all citation clusters, also of texts that no audience is given."""
    return tuple(
        item
        for text in _texts(outline)
        if "@" in text
        for leaf in parse(text).leaves
        for cite in leaf.cites
        for item in cite.items
    )


def _texts(value: object) -> Iterator[Text]:
    """The prose values under ``value``."""
    if isinstance(value, Wording):
        yield from value.values()
    elif isinstance(value, Entry):
        for _, part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
