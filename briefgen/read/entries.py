"""Read some entries of a long YAML file without reading the others.

A library of 20,000 source documents takes YAML 9 seconds, and a brief needs five of them. A file laid
out as people lay it out, each entry under a key at the left margin, is cut at those keys, and only
the parts that are wanted are read. One laid out otherwise, or with a fault in a part that is wanted,
is read whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.place import Place, Text
from briefgen.read.bind import bind
from briefgen.read.nodes import Empty, Map, compose
from briefgen.source import Sources

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefgen.bounds import Bounds
    from briefgen.finding import Finding
    from briefgen.place import TextFile
    from briefgen.read.nodes import Node

__all__ = ["read_entries"]

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
_ENTRY = re.compile(rf"(?m)^({_KEY}):(?=[ \r\n]|\Z)")
_OTHER = re.compile(rf"(?m)^(?![ #\r\n]|\Z|{_KEY}:(?:[ \r\n]|\Z))")
"""A line that is neither an entry's key, nor indented, nor blank, nor a comment."""
_COMMENTS = re.compile(r"(?:[ ]*(?:#[^\n]*)?\r?\n)*")


def read_entries(
    file: TextFile, wanted: Collection[str], *, bounds: Bounds = USUAL
) -> tuple[Mapping[Text, Node] | None, tuple[Finding, ...]]:
    """The entries of ``file`` by key; those not ``wanted`` may be empty. None: it has no entries."""
    parts = None if _OTHER.search(file.text) else _parts(file, wanted, bounds)
    if parts is not None:
        return parts, ()
    node, findings = compose(file, bounds=bounds)
    match node:
        case None:
            return None, findings
        case Map():
            return node.entries, findings
        case Empty():
            return {}, findings
        case _:
            return None, (*findings, *bind(node, Sources)[1])


def _parts(file: TextFile, wanted: Collection[str], bounds: Bounds) -> Mapping[Text, Node] | None:
    """The entries of a file that can be cut at its keys, None where that comes to nothing."""
    keys = list(_ENTRY.finditer(file.text))
    if not keys or not _COMMENTS.fullmatch(file.text, 0, keys[0].start()):
        return None
    ends = [*(key.start() for key in keys[1:]), len(file.text)]
    entries: dict[Text, Node] = {}
    for key, end in zip(keys, ends, strict=True):
        name = Text(key[1], Place(file, *key.span(1)))
        if name in entries:
            return None
        entries[name] = Empty(name.place)
        if key[1] in wanted:
            node, findings = compose(file, key.start(), end, bounds=bounds)
            value = node.get(key[1]) if isinstance(node, Map) else None
            if findings or value is None:
                return None
            entries[name] = value
    return entries
