"""What is expected at a place, in words: the other half of a message about a wrong value."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.shape import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.shape import Field, Shape

__all__ = ["expected", "is_mapping", "is_text", "keys_of", "noun", "owners", "required"]


def expected(shape: Shape) -> str:
    """What a value of that shape is called: ``a list``, ``a whole number from 1 to 6``."""
    match shape.sort:
        case "choice" | "flag":
            listed = [f"`{each}`" for each in shape.allowed]
            return f"{', '.join(listed[:-1])} or {listed[-1]}"
        case "record":
            names = required(shape) or list(keys_of(shape))[:2]
            return f"a mapping with keys such as {' and '.join(f'`{key}`' for key in names)}"
        case "wording":
            return "text, or one text for each audience"
        case "number":
            return f"a whole number{f' from 1 to {shape.most}' if shape.most else ', 1 or more'}"
        case "list":
            return "a list"
        case "mapping":
            return "a mapping"
        case _:
            return "text"


def keys_of(shape: Shape | None) -> Mapping[str, Field]:
    """The keys of a mapping of that shape, where it stands for a record."""
    return fields(shape.kind) if shape and shape.sort == "record" else {}


def required(shape: Shape | None) -> tuple[str, ...]:
    """Those of them that it has to have."""
    return tuple(key for key, field in keys_of(shape).items() if field.required)


def is_mapping(shape: Shape) -> bool:
    """Whether only a mapping will do."""
    return shape.sort in ("record", "mapping")


def is_text(shape: Shape) -> bool:
    """Whether text is expected, of whatever form."""
    return shape.sort in ("text", "wording", "number", "flag", "choice")


def noun(shape: Shape, *, article: bool = False) -> str:
    """What people call a thing of that shape: ``key judgment`` for KeyJudgment."""
    name = (
        shape.kind.__name__.removesuffix("Entry") if shape.kind and shape.kind is not dict else ""
    )
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() or "entry"
    if article and words.endswith("s"):
        return f"the {words}"
    if article:
        return f"an {words}" if words[0] in "aeiou" else f"a {words}"
    return words


def owners(key: str, top: Shape) -> tuple[Shape, ...]:
    """The shapes of records, ``top`` and what it holds, that do have a key ``key``."""
    return tuple(each for each in _reachable(top) if key in keys_of(each))


@cache
def _reachable(top: Shape) -> tuple[Shape, ...]:
    found: dict[Shape, None] = {}
    waiting = [top]
    while waiting:
        here = waiting.pop(0)
        if here.item:
            waiting.append(here.item)
        if here.sort == "record" and here not in found:
            found[here] = None
            waiting += [field.shape for field in keys_of(here).values()]
    return tuple(found)
