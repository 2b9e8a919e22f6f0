"""Texts of a file whose words would be seen in another order than they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding
from briefgen.place import Place, Text
from briefgen.quote.bidi import turning
from briefgen.read.nodes import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.place import TextFile
    from briefgen.read.nodes import Node

__all__ = ["check_order", "check_text"]


def check_order(node: Node, without: Collection[str] = ()) -> Iterator[Finding]:
    """A finding for each key and value of ``node`` that turns its words.

    What stands under a key of ``without`` is passed over: a repair has to name what it takes out.
    """
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Map):
            waiting += here.entries
            waiting += [each for key, each in here.entries.items() if key not in without]
        elif isinstance(here, Seq):
            waiting += here.items
        elif isinstance(here, Text) and (at := turning(here)) is not None:
            message = f"U+{ord(here[at]):04X} turns the order in which these words are seen"
            place = here.at(at, at + 1)
            # Written as an escape, it has no place of its own.
            if place.file.text[place.start : place.end] != here[at]:
                place = here.place
            yield Finding("reordered-text", message, place, "delete it")


def check_text(file: TextFile) -> Iterator[Finding]:
    """A finding for the first character of ``file`` that turns its words."""
    if (at := turning(file.text)) is not None:
        message = f"U+{ord(file.text[at]):04X} turns the order in which these words are seen"
        yield Finding("reordered-text", message, Place(file, at, at + 1), "delete it")
