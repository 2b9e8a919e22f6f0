"""Bind a tree of nodes to a record, with every fault found in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.finding import Finding
from briefgen.outline import Figure
from briefgen.place import Numeral, Text
from briefgen.read.nodes import FAULTS, Empty, Map, Seq
from briefgen.read.spot import Spot
from briefgen.scalars import UnfitError, Wording
from briefgen.shape import fields, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.read.nodes import Node
    from briefgen.scalars import Held
    from briefgen.shape import Field

__all__ = ["bind"]

R = TypeVar("R")


def bind(node: Node, record: type[R]) -> tuple[R | None, tuple[Finding, ...]]:
    """Make ``record`` of ``node``; it is None where too much is wrong to go on.

    A misspelled key is read as the key it was meant for; an unknown one, and a setting with a value
    that it cannot have, are passed over. So what follows from the rest is found in the same run.
    """
    binder = _Binder(Spot(node, shape(record)))
    value = binder.value(binder.top)
    findings = tuple(binder.findings)
    if binder.faults > FAULTS:
        more = f"{binder.faults - FAULTS:,} more faults in this file; mend the others first"
        return None, (*findings, Finding("wrong-value", more, findings[-1].place))
    return None if binder.broken or value is _LEFT else value, findings


_LEFT = object()
"""In place of a value that is left out, or cannot be had."""


class _Binder:
    """Makes values of the spots below ``top``; ``broken``: one is lacking that has to be there."""

    def __init__(self, top: Spot) -> None:
        self.top = top
        self.broken = False
        self.faults = 0
        self.findings: dict[Finding, None] = {}

    def fault(self, explain: Callable[..., Finding], *about: object) -> None:
        """A fault, explained unless so many have been that nobody reads on."""
        self.faults += 1
        if self.faults <= FAULTS:
            self.findings[explain(*about)] = None

    def value(self, spot: Spot) -> Any:
        """The value at ``spot``."""
        node, shape = spot.node, spot.shape
        match shape.sort:
            case "text" if isinstance(node, Text):
                if shape.held is None or self.holds(spot, node, shape.held):
                    return node
                return _LEFT
            case "wording" if isinstance(node, Text):
                return Wording({Text("default", node.place): node})
            case "record" if isinstance(node, Map):
                return self.record(spot, node)
            case "mapping" | "wording" if (
                isinstance(node, Map) and len(node.entries) >= shape.least
            ):
                return self.mapping(spot, node)
            case "list" if isinstance(node, Seq) and len(node.items) >= shape.least:
                return self.list(spot, node)
            case "number" if (number := _number(node)) and number <= (shape.most or number):
                return number
            case "flag" if node in shape.allowed:
                return node == "true"
            case "choice" if node in shape.allowed:
                return shape.allowed[shape.allowed.index(node)]
            case "any":
                return _LEFT if isinstance(node, Empty) else _plain(node)
        from briefgen.read.faults import wrong

        self.fault(wrong, spot)
        self.broken |= not (spot.optional and shape.allowed)
        return _LEFT

    def record(self, spot: Spot, node: Map) -> Any:
        """The record that the mapping ``node`` stands for; a key without a value counts as left out."""
        known = fields(spot.shape.kind)
        broken, passing = self.broken, False
        if not node.entries.keys() <= known.keys():
            node, passing = self.mended(spot, node, known)
            spot = spot._replace(node=node)
        values = {}
        for key, value in node.entries.items():
            field = known[key]
            if not isinstance(value, Empty):
                made = self.value(Spot(value, field.shape, key, spot, field))
                if made is not _LEFT:
                    values[field.name] = made
        lacking = False
        for name, field in known.items():
            if field.required and field.name not in values:
                lacking = True
                below = node.get(name)
                if below is None or isinstance(below, Empty):
                    from briefgen.read.faults import missing

                    self.fault(missing, Spot(below, field.shape, name, spot, field))
                    self.broken = True
        if passing:
            self.broken = broken
        return _LEFT if passing or lacking else spot.shape.kind(**values)

    def mended(self, spot: Spot, node: Map, known: Mapping[str, Field]) -> tuple[Map, bool]:
        """``node`` with known keys only, and whether what it stands for is better passed over."""
        from briefgen.read.faults import meant, unknown

        entries: dict[Text, Node] = {}
        passing = False
        for key, value in node.entries.items():
            if key in known:
                entries[key] = value
                continue
            near, elsewhere = meant(spot, key, self.top) if self.faults < FAULTS else (None, [])
            self.fault(unknown, spot, key, near, elsewhere, self.top)
            if near and near not in node.entries and near not in entries:
                entries[Text(near, key.place)] = value
            elif elsewhere and not near:
                self.broken = True
            elif not near and spot.shape.kind is Figure:
                passing = True  # what a figure shows cannot be guessed without the key
        return node._replace(entries=entries), passing

    def mapping(self, spot: Spot, node: Map) -> Any:
        """A mapping by whatever keys its author names."""
        shape = spot.shape
        assert shape.item
        values = {}
        for key, value in node.entries.items():
            below = Spot(value, shape.item, key, spot)
            fit = not shape.held or self.holds(below, key, shape.held, of_key=True)
            made = self.value(below)
            if fit and made is not _LEFT:
                values[key] = made
        return shape.kind(values)

    def list(self, spot: Spot, node: Seq) -> tuple[Any, ...]:
        """A list, without the items that are passed over."""
        shape = spot.shape.item
        assert shape
        items = [
            self.value(Spot(item, shape, number, spot)) for number, item in enumerate(node.items)
        ]
        return tuple(item for item in items if item is not _LEFT)

    def holds(self, spot: Spot, text: Text, held: Held, *, of_key: bool = False) -> bool:
        """Whether ``text``, the value at ``spot`` or its key, is what it is held to be."""
        try:
            held.check(text)
        except UnfitError as problem:
            from briefgen.read.faults import unfit

            self.fault(unfit, spot, problem, of_key)
            self.broken |= of_key or not spot.optional
            return False
        return True


def _number(node: Node | None) -> Numeral | None:
    """The number of nine digits at most that ``node`` is, if it is one, and not 0."""
    if isinstance(node, Text) and node.isascii() and node.isdigit() and len(node) < 10:
        return Numeral(int(node), node.place) if int(node) else None
    return None


def _plain(node: Node | None) -> Any:
    """``node`` as plain data, without the keys and items that have no value."""
    match node:
        case Map(entries):
            return {
                k: _plain(value) for k, value in entries.items() if not isinstance(value, Empty)
            }
        case Seq(items):
            return [_plain(item) for item in items if not isinstance(item, Empty)]
    return node
