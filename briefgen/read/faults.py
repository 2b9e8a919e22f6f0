"""Explain what keeps a spot of a tree of nodes from being what it should be, and say what to type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.finding import Finding
from briefgen.nearest import did_you_mean, nearest
from briefgen.place import Text
from briefgen.read.expected import (
    expected,
    is_mapping,
    is_text,
    keys_of,
    noun,
    owners,
    required,
)
from briefgen.read.nodes import Empty, Map, Seq
from briefgen.read.syntax import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.read.spot import Spot
    from briefgen.scalars import UnfitError
    from briefgen.shape import Shape

__all__ = ["meant", "missing", "unfit", "unknown", "wrong"]


def unknown(
    holder: Spot, key: Text, near: str | None, elsewhere: Sequence[str], top: Spot
) -> Finding:
    """A ``key`` that the record at ``holder`` has not; what is :func:`meant` by it."""
    thing = noun(holder.shape, article=holder.shape != top.shape)
    thing = f"the {thing}" if holder.shape == top.shape else thing
    if near:
        hint = f"did you mean `{near}`?"
    elif elsewhere:
        hint = f"`{key}` is a key of {' and of '.join(elsewhere)}: check the indentation"
    else:
        hint = did_you_mean(key, keys_of(holder.shape), f"the keys of {thing} are")
    return Finding("unknown-key", f"`{key}` is not a key of {thing}", key.place, hint)


def meant(holder: Spot, key: Text, top: Spot) -> tuple[str | None, list[str]]:
    """The key of the record at ``holder`` that ``key`` probably stands for; what does have ``key``."""
    near = nearest(key, keys_of(holder.shape)) or _lacking(holder)
    return near, [noun(shape, article=True) for shape in owners(key, top.shape)]


def _lacking(holder: Spot) -> str | None:
    """The one key that ``holder`` has to have and has not, where one key in it is unknown."""
    assert isinstance(holder.node, Map)
    known = keys_of(holder.shape)
    lacking = [key for key in required(holder.shape) if not holder.node.key(key)]
    strange = [key for key in holder.node.entries if key not in known]
    return lacking[0] if len(lacking) == len(strange) == 1 else None


def missing(spot: Spot) -> Finding:
    """A key that has to be there is not, or has no value."""
    assert spot.holder is not None
    hint = f"write {spot.name.rstrip('`')}: ...`"
    if spot.shape.sort == "list" and required(spot.shape.item):
        keys = [f"`{key}: ...`" for key in required(spot.shape.item)]
        hint = f"write {spot.name.rstrip('`')}:`, and below it, for each, `- ` with {' and '.join(keys)}"
    elif says := _description(spot):
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


def wrong(spot: Spot) -> Finding:
    """A value of another sort than expected."""
    return Finding("wrong-value", _not_as_expected(spot), spot.place, _hint(spot))


def unfit(spot: Spot, problem: UnfitError, of_key: bool) -> Finding:
    """A text, or the key of what stands there, that its own check refused."""
    hint = problem.hint or ("" if of_key else _description(spot))
    place = spot.handle if of_key else spot.place
    return Finding("wrong-value", f"{spot.name} {problem}", place, hint)


def _description(spot: Spot) -> str:
    text = spot.field.description.rstrip(".") if spot.field else ""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _not_as_expected(spot: Spot) -> str:
    match spot.node:
        case Text() if spot.node.isdigit() and len(spot.node) > 9 and spot.shape.sort == "number":
            return f"{spot.name} is a number of more than nine digits"
        case Text():
            words = " ".join(spot.node.split())
            got = f"`{words if len(words) <= 40 else words[:39] + '…'}`"
        case Seq(items) if items:
            got = "a list"
        case Map(entries) if entries:
            got = "a mapping"
        case _:
            return f"{spot.name} is empty; it must be {expected(spot.shape)}"
    return f"{spot.name} must be {expected(spot.shape)}, not {got}"


_YES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_NO = {"no": "off", "false": "off", "none": "off"}


def _hint(spot: Spot) -> str:
    """What to type in place of a value of another sort."""
    node, shape = spot.node, spot.shape
    if isinstance(node, Text) and shape.allowed:
        near = _YES.get(node.lower()) if shape.sort == "flag" else None
        near = _NO.get(node.lower()) if "off" in shape.allowed else near
        near = near or nearest(node, shape.allowed)
        return f"did you mean `{near}`?" if near else _description(spot)
    if isinstance(node, Empty) and spot.holder and spot.holder.shape.sort == "wording":
        return 'write its text, or "" to print none'
    listed = shape.sort == "list"
    if isinstance(node, Text) and listed:
        if len(node) > 60 or any(mark in node for mark in "[]{},:#\n\"'"):
            return "begin each item with `- ` on a line of its own"
        return f"write {spot.name.rstrip('`')}: [{node}]`"
    if isinstance(node, Text) and len(required(shape)) == 1:
        return f"begin it with `{required(shape)[0]}: `"
    if isinstance(node, Empty) and shape.sort == "record" and not required(shape):
        return f"write {spot.name.rstrip('`')}: {{}}`, or its keys on the lines below, indented"
    if isinstance(node, Text | Empty) and is_mapping(shape):
        return "write its keys on the lines below, indented, each with its value"
    if isinstance(node, Map) and node.entries and listed and (named := _items(node, shape)):
        return named
    if isinstance(node, Seq) and shape.sort == "record" and isinstance(spot.step, int):
        return "write its keys behind one `- `, not behind two"
    if isinstance(node, Seq) and is_mapping(shape):
        texts = node.items and all(isinstance(item, Text) for item in node.items)
        if texts and shape.sort == "mapping":
            value = "{}" if keys_of(shape.item) else "..."
            names = ", ".join(f"{item}: {value}" for item in node.items)
            return f"write {spot.name.rstrip('`')}: {{{names}}}`"
        pairs = [item for item in node.items if isinstance(item, Map) and len(item.entries) == 1]
        if len(pairs) == len(node.items) and not keys_of(shape.item):
            return "take the `- ` away from each, and write them one below the other"
        return "give each entry a name, `name: ...`, in place of `- ...`"
    if listed and not isinstance(node, Text):
        return "begin each item with `- ` on a line of its own"
    if isinstance(node, Seq | Map) and is_text(shape):
        opening = node.place.file.text[node.place.start : node.place.start + 1]
        if opening in "[{":
            return f"text that begins with `{opening}` needs quotation marks"
        return "write the text behind the colon, or `|` there and the text indented below"
    return _description(spot)


def _items(node: Map, shape: Shape) -> str:
    """How entries that were given names become the items of a list."""
    name, value = next(iter(node.entries.items()))
    fields = keys_of(shape.item)
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
