"""What the values of a user's file have to be: the records that people write, taken apart.

A record is a named tuple. ``quote: Annotated[Text | None, "The words relied on."] = None`` is a field
of it: a key of the mapping that stands for the record, its type, what it is for, and that it may be
left out. :mod:`briefgen.read.bind` reads by these shapes, :mod:`briefgen.schema` describes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

from briefgen.place import Text
from briefgen.scalars import Filled, Held, Whole, Wording

__all__ = ["Field", "Shape", "Sort", "fields", "shape"]

Sort: TypeAlias = Literal[
    "text", "number", "flag", "choice", "wording", "list", "mapping", "record", "any"
]


class Shape(NamedTuple):
    """A type, without what may stand around it.

    ``kind`` is the record, or the class that a mapping becomes; ``item`` the shape of the items of a
    list and of the values of a mapping or wording, whose keys, or whose text, ``held`` holds;
    ``most`` is the greatest number, ``allowed`` are the texts to choose from; ``least`` is the number of
    items or keys that it has to have.
    """

    sort: Sort
    kind: Any = None
    item: Shape | None = None
    held: Held | None = None
    most: int | None = None
    allowed: tuple[str, ...] = ()
    least: int = 0


class Field(NamedTuple):
    """A field of a record, by the ``name`` that it has there; ``usual``: what it is if left out."""

    name: str
    shape: Shape
    description: str
    required: bool
    usual: Any


@cache
def fields(record: Any) -> Mapping[str, Field]:
    """The fields of ``record``, a named tuple, by the keys that stand for them in a file."""
    found = {}
    for name, kind in record.__annotations__.items():
        says = next(each for each in reversed(kind.__metadata__) if isinstance(each, str))
        required = name not in record._field_defaults
        usual = record._field_defaults.get(name)
        # `from` is a word of Python's own.
        found[name.rstrip("_")] = Field(name, shape(kind), says, required, usual)
    return found


def shape(kind: Any) -> Shape:
    """The shape of ``kind``: a type as a record names it, a record, or a class of mappings."""
    about: list[object] = []
    while True:
        arguments = get_args(kind)
        if get_origin(kind) is Annotated:
            kind = arguments[0]
            about += arguments[1:]
        elif NoneType in arguments:
            kind = next(each for each in arguments if each is not NoneType)
        else:
            break
    origin = get_origin(kind)
    held = next((each for each in about if isinstance(each, Held)), None)
    if kind is Text or kind is str:
        return Shape("text", held=held)
    if kind is int:
        most = next(each.most for each in about if isinstance(each, Whole))
        return Shape("number", most=most)
    if kind is bool:
        return Shape("flag", allowed=("true", "false"))
    if kind is Any:
        return Shape("any")
    if kind is Wording:
        return Shape("wording", Wording, shape(Text), least=1)
    if origin is Literal:
        return Shape("choice", allowed=arguments)
    if origin is tuple:
        least = int(Filled() in about)
        return Shape("list", item=shape(arguments[0]), least=least)
    if origin is Mapping:
        return _mapping(dict, *arguments)
    if issubclass(kind, dict):
        return _mapping(kind, *get_args(kind.__orig_bases__[0]))
    return Shape("record", kind)


def _mapping(kind: type[Any], key: Any, value: Any) -> Shape:
    return Shape("mapping", kind, shape(value), shape(key).held)
