"""Explain what keeps a tree of nodes from being a model, and mend it far enough to read on.

Pydantic says where in the tree (``loc``) and of what sort a fault is. That path is walked down the
nodes, for the place, and down the model, for what was expected there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, get_origin

from briefgen.finding import Finding
from briefgen.nearest import did_you_mean, nearest
from briefgen.outline import Figure, Wording
from briefgen.place import Place, Text
from briefgen.read.expected import Expected, noun, owners
from briefgen.read.nodes import Empty, Map, Seq
from briefgen.read.syntax import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from briefgen.read.nodes import Node

__all__ = ["Fault", "explain", "mended"]

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class _Spot:
    """The end of an error's path: what stands there (None: nothing), and what should.

    ``key`` is its key, ``holder`` the spot that it stands in, ``name`` what to call it.
    """

    node: Node | None
    expected: Expected
    name: str
    key: Text | None = None
    holder: _Spot | None = None
    path: Path = ()

    def child(self, step: str | int) -> _Spot:
        """One step down."""
        expected = self.expected.child(step)
        if isinstance(self.node, Seq) and isinstance(step, int):
            node = self.node.items[step]
            name = f"item {step + 1} of {self.name}"
            if isinstance(node, Map) and (key := node.key("id")):
                name = f"{noun(expected.base)} `{node.entries[key]}`"
            return _Spot(node, expected, name, None, self, (*self.path, step))
        if isinstance(self.node, Map) and isinstance(step, str):
            key = self.node.key(step)
            below = None if key is None else self.node.entries[key]
            return _Spot(below, expected, f"`{step}`", key, self, (*self.path, step))
        # `title: ...` was read as `title: {default: ...}`: the path goes on where the file does not.
        return self

    @property
    def place(self) -> Place:
        """Place of the value; of its key where the value is empty or runs over many lines."""
        if isinstance(self.node, Text | Seq | Map):
            place = self.node.place
            if isinstance(self.node, Text) or Place(place.file, place.end).line == place.line:
                return place
        return self.handle

    @property
    def handle(self) -> Place:
        """Place of the key; where there is none, of the first key inside, or of the value."""
        if self.key is not None:
            return self.key.place
        if isinstance(self.node, Map) and self.node.entries:
            return next(iter(self.node.entries)).place
        assert self.node is not None, "what is missing has no place"
        return self.node.place


@dataclass(frozen=True)
class Fault:
    """A finding, if there is one to show, and how to read on: under another key, or without it."""

    path: Path
    finding: Finding | None
    rename: str | None = None
    drop: bool = False


def explain(errors: list[ErrorDetails], node: Node, model: type[BaseModel]) -> list[Fault]:
    """Explain ``errors``. Unknown keys come first: one of them may be the key that is missing."""
    faults = []
    meant: set[Path] = set()
    for error in sorted(errors, key=lambda each: each["type"] != "extra_forbidden"):
        path = tuple(step for step in error["loc"] if step != "[key]")
        spot = _Spot(node, Expected.of(model), f"the {noun(model)}")
        for step in path:
            spot = spot.child(step)
        if error["type"] == "extra_forbidden":
            fault = _unknown(path, spot, meant, model)
            meant.add((*path[:-1], fault.rename or ""))
        elif error["type"] == "missing":
            fault = Fault(path, None if path in meant else _missing(spot))
        elif error["type"] == "too_short" and isinstance(spot.node, Seq) and spot.node.items:
            continue  # pydantic counts what is left of a list after its faulty items
        else:
            fault = _wrong(spot, error)
        faults.append(fault)
    return faults


def _unknown(path: Path, spot: _Spot, meant: set[Path], top: type[BaseModel]) -> Fault:
    assert spot.key is not None
    assert spot.holder is not None
    assert isinstance(spot.holder.node, Map)
    key, fields = spot.key, spot.holder.expected.fields
    base = spot.holder.expected.base
    thing = f"the {noun(base)}" if base is top else noun(base, article=True)
    near = nearest(key, fields) or _lacking(spot.holder)
    elsewhere = [noun(model, article=True) for model in owners(key, top)]
    if near:
        hint = f"did you mean `{near}`?"
    elif elsewhere:
        hint = f"`{key}` is a key of {' and of '.join(elsewhere)}: check the indentation"
    else:
        hint = did_you_mean(key, fields, f"the keys of {thing} are")
    finding = Finding("unknown-key", f"`{key}` is not a key of {thing}", key.place, hint)
    if near and not spot.holder.node.key(near) and (*path[:-1], near) not in meant:
        return Fault(path, finding, rename=near)
    if elsewhere and not near:
        return Fault(path, finding)
    # What a figure shows cannot be guessed without the key.
    return Fault(path[:-1] if base is Figure and not near else path, finding, drop=True)


def _lacking(holder: _Spot) -> str | None:
    """The one key that ``holder`` has to have and has not, where one key in it is unknown."""
    assert isinstance(holder.node, Map)
    fields = holder.expected.fields
    lacking = [key for key in holder.expected.required if not holder.node.key(key)]
    unknown = [key for key in holder.node.entries if key not in fields]
    return lacking[0] if len(lacking) == len(unknown) == 1 else None


def _missing(spot: _Spot) -> Finding:
    assert spot.holder is not None
    hint = f"write {spot.name.rstrip('`')}: ...`"
    if spot.expected.is_list and spot.expected.child(0).model:
        keys = [f"`{key}: ...`" for key in spot.expected.child(0).required]
        hint = f"write {spot.name.rstrip('`')}:`, and below it, for each, `- ` with {' and '.join(keys)}"
    elif says := _description(spot.expected.field):
        hint += f" ({says})"
    if spot.key is not None:
        place = spot.key.place
        behind = place.excerpt[place.column - 1 + len(spot.key) :]
        if comment := re.match(r":\s+(#.*)", behind):
            hint = quoted(f"{spot.key}: ", comment[1])
            hint = f"`#` begins a comment: {hint}"
        return Finding("missing-key", f"{spot.name} is empty", place, hint)
    message = f"{spot.holder.name} has no {spot.name}"
    return Finding("missing-key", message, spot.holder.handle, hint)


def _wrong(spot: _Spot, error: ErrorDetails) -> Fault:
    """A value of another sort than expected, or one that its model's own check refused."""
    passing = _may_be_left_out(spot)
    if error["type"] != "value_error":
        finding = Finding("wrong-value", _not_as_expected(spot), spot.place, _hint(spot))
        return Fault(spot.path, finding, drop=passing and bool(spot.expected.allowed))
    problem = error["ctx"]["error"]
    of_key = error["loc"][-1] == "[key]"
    hint = getattr(problem, "hint", "") or ("" if of_key else _description(spot.expected.field))
    place = spot.handle if of_key else spot.place
    finding = Finding("wrong-value", f"{spot.name} {problem}", place, hint)
    return Fault(spot.path, finding, drop=passing and not of_key)


def _may_be_left_out(spot: _Spot) -> bool:
    """Whether the entry may: its key is not required, or whatever the author named it."""
    if field := spot.expected.field:
        return not field.is_required()
    return spot.holder is not None and get_origin(spot.holder.expected.base) is Mapping


def _description(field: FieldInfo | None) -> str:
    text = (field.description or "").rstrip(".") if field else ""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _not_as_expected(spot: _Spot) -> str:
    match spot.node:
        case Text() if spot.node.isdigit() and len(spot.node) > 9 and spot.expected.base is int:
            return f"{spot.name} is a number of more than nine digits"
        case Text():
            words = " ".join(spot.node.split())
            got = f"`{words if len(words) <= 40 else words[:39] + '…'}`"
        case Seq(items) if items:
            got = "a list"
        case Map(entries) if entries:
            got = "a mapping"
        case _:
            return f"{spot.name} is empty; it must be {spot.expected}"
    return f"{spot.name} must be {spot.expected}, not {got}"


_YES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_NO = {"no": "off", "false": "off", "none": "off"}


def _hint(spot: _Spot) -> str:
    """What to type in place of a value of another sort."""
    node, expected = spot.node, spot.expected
    if isinstance(node, Text) and expected.allowed:
        near = _YES.get(node.lower()) if expected.base is bool else None
        near = _NO.get(node.lower()) if "off" in expected.allowed else near
        near = near or nearest(node, expected.allowed)
        return f"did you mean `{near}`?" if near else _description(expected.field)
    if isinstance(node, Empty) and spot.holder and spot.holder.expected.base is Wording:
        return 'write its text, or "" to print none'
    listed = expected.is_list
    if isinstance(node, Text) and listed:
        if len(node) > 60 or any(mark in node for mark in "[]{},:#\n\"'"):
            return "begin each item with `- ` on a line of its own"
        return f"write {spot.name.rstrip('`')}: [{node}]`"
    if isinstance(node, Text) and len(expected.required) == 1:
        return f"begin it with `{expected.required[0]}: `"
    if isinstance(node, Empty) and expected.model and not expected.required:
        return f"write {spot.name.rstrip('`')}: {{}}`, or its keys on the lines below, indented"
    if isinstance(node, Text | Empty) and expected.is_mapping:
        return "write its keys on the lines below, indented, each with its value"
    if isinstance(node, Map) and listed and (named := _items(node, expected)):
        return named
    if isinstance(node, Seq) and expected.model and spot.path and isinstance(spot.path[-1], int):
        return "write its keys behind one `- `, not behind two"
    if isinstance(node, Seq) and expected.is_mapping:
        if node.items and all(isinstance(item, Text) for item in node.items) and not expected.model:
            value = "{}" if expected.child("").model else "..."
            names = ", ".join(f"{item}: {value}" for item in node.items)
            return f"write {spot.name.rstrip('`')}: {{{names}}}`"
        pairs = [item for item in node.items if isinstance(item, Map) and len(item.entries) == 1]
        if len(pairs) == len(node.items) and not expected.child("").model:
            return "take the `- ` away from each, and write them one below the other"
        return "give each entry a name, `name: ...`, in place of `- ...`"
    if listed and not isinstance(node, Text):
        return "begin each item with `- ` on a line of its own"
    if isinstance(node, Seq | Map) and expected.is_text:
        opening = node.place.file.text[node.place.start : node.place.start + 1]
        if opening in "[{":
            return f"text that begins with `{opening}` needs quotation marks"
        return "write the text behind the colon, or `|` there and the text indented below"
    return _description(expected.field)


def _items(node: Map, expected: Expected) -> str:
    """How entries that were given names become the items of a list."""
    name, value = next(iter(node.entries.items()))
    fields = expected.child(0).fields
    written = node.place.file.text[node.place.start : node.place.end]
    if name in fields and written.startswith("{"):
        return (
            f"write it as `[{written}]`" if len(written) < 60 else "put `[` before it and `]` after"
        )
    if name in fields:
        return f"begin it with `- `: `- {name}: ...`, the other keys below `{name}`"
    if isinstance(value, Map) and "id" in fields:
        return f"begin each with its id: `- id: {name}`, its keys below `id`, in place of `{name}:`"
    return ""


def mended(node: Node, faults: Iterable[Fault]) -> Node:
    """``node`` as it is read on after ``faults``: the same one where it cannot be."""
    whole: dict[Path, Fault] = {}
    for fault in faults:
        if fault.drop and isinstance(fault.path[-1], int):
            whole[fault.path] = fault
        elif fault.rename or fault.drop:
            node = _mended(node, fault)
    # From the last on, so that the numbers of those before them stay.
    for fault in reversed(whole.values()):
        node = _mended(node, fault)
    return node


def _mended(node: Node, fault: Fault, depth: int = 0) -> Node:
    step = fault.path[depth]
    if isinstance(node, Seq):
        assert isinstance(step, int)
        items = list(node.items)
        if depth + 1 < len(fault.path):
            items[step] = _mended(items[step], fault, depth + 1)
        else:
            del items[step]
        return node._replace(items=tuple(items))
    assert isinstance(node, Map)
    entries = {}
    for key, value in node.entries.items():
        if key != step:
            entries[key] = value
        elif depth + 1 < len(fault.path):
            entries[key] = _mended(value, fault, depth + 1)
        elif fault.rename:
            entries[Text(fault.rename, key.place)] = value
    return node._replace(entries=entries)
