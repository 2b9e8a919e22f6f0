"""Follow ``extends:`` from outline to outline, and lay each over the one that it extends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.place import Place, Text, TextFile
from briefgen.read.files import read_text
from briefgen.read.nodes import Map, Seq, compose

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.read.files import FileRead
    from briefgen.read.nodes import Node

__all__ = ["gather"]


def gather(
    path: Path, project: Path, bounds: Bounds = USUAL
) -> tuple[Node | None, tuple[Finding, ...], tuple[FileRead, ...]]:
    """The outline at ``path`` as a tree, with what it extends under it.

    Each value keeps the place in the file that it came from. The tree is None if one of the files
    cannot be read.
    """
    findings: list[Finding] = []
    chain: list[FileRead] = []
    layers: list[Node] = []
    named = Place(TextFile(path))
    while True:
        read = read_text(path, project, named, bounds.of("outline_bytes"))
        if isinstance(read, Finding):
            return None, (*findings, read), tuple(chain)
        file, record = read
        if any(record.path == before.path for before in chain):
            names = " -> ".join(each.path.name for each in (*chain, record))
            message = f"the outlines extend each other in a circle: {names}"
            findings.append(Finding("wrong-value", message, named, "take `extends:` out of one"))
            return None, tuple(findings), tuple(chain)
        chain.append(record)
        node, found = compose(file, bounds=bounds)
        findings.extend(found)
        if node is None:
            return None, tuple(findings), tuple(chain)
        layers.append(node)
        base = node.get("extends") if isinstance(node, Map) else None
        if not isinstance(base, Text):
            break
        if len(chain) > bounds.extended:
            message = f"an outline rests on more than {bounds.extended} others"
            bound = bounds.of("extended")
            findings.append(bound.exceeded(message, base.place, "join some of them"))
            return None, tuple(findings), tuple(chain)
        path, named = record.path.parent / base, base.place
    whole = layers.pop()
    while layers:
        whole = _laid_over(whole, layers.pop())
    return whole, tuple(findings), tuple(chain)


def _laid_over(base: Node, change: Node) -> Node:
    """The outline ``change`` over the outline ``base``."""
    merged = _merged(base, change)
    before = base.get("sections") if isinstance(base, Map) else None
    after = change.get("sections") if isinstance(change, Map) else None
    if isinstance(merged, Map) and isinstance(before, Seq) and isinstance(after, Seq):
        key = merged.key("sections")
        assert key is not None
        return merged._replace(entries={**merged.entries, key: _sections(before, after)})
    return merged


def _merged(base: Node, change: Node) -> Node:
    """Maps merge by key, in the order of ``base``, what is new behind it; all else is replaced."""
    if not (isinstance(base, Map) and isinstance(change, Map)):
        return change
    entries = {}
    keys = {key: key for key in change.entries}
    for key, value in base.entries.items():
        if own := keys.get(key):
            entries[own] = _merged(value, change.entries[own])
        else:
            entries[key] = value
    new = {key: value for key, value in change.entries.items() if key not in base.entries}
    return change._replace(entries={**entries, **new})


def _sections(base: Seq, change: Seq) -> Seq:
    """Sections by id, in the order of ``base``, what is new behind them."""
    items = list(base.items)
    known = {_id(item): number for number, item in reversed([*enumerate(base.items)])}
    known.pop(None, None)
    for item in change.items:
        # Popped, so that a second section of that name is not laid over the first: it is a fault.
        number = known.pop(_id(item), None)
        if number is None:
            items.append(item)
        else:
            items[number] = _merged(items[number], item)
    return change._replace(items=tuple(items))


def _id(node: Node) -> str | None:
    name = node.get("id") if isinstance(node, Map) else None
    return name if isinstance(name, Text) else None
