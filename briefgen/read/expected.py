"""What a model expects at a place, in words: the other half of a message about a wrong value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from briefgen.outline import Wording
from briefgen.place import Text

__all__ = ["Expected", "noun", "owners"]


@dataclass(frozen=True)
class Expected:
    """A type that a model names: ``base`` without wrappers, and the ``field`` that it stands in."""

    base: Any
    bounds: tuple[object, ...] = ()
    field: FieldInfo | None = None

    @classmethod
    def of(cls, kind: Any, field: FieldInfo | None = None) -> Expected:
        """``kind`` without ``Annotated`` and without the None of what may be left out."""
        bounds: list[object] = list(field.metadata) if field else []
        while True:
            arguments = get_args(kind)
            if get_origin(kind) is Annotated:
                kind = arguments[0]
                for each in arguments[1:]:
                    bounds.extend(each.metadata if isinstance(each, FieldInfo) else [each])
            elif NoneType in arguments:
                kind = next(each for each in arguments if each is not NoneType)
            else:
                break
        if isinstance(kind, type) and issubclass(kind, RootModel):
            return cls.of(kind.model_fields["root"].annotation)
        return cls(kind, tuple(bounds), field)

    def child(self, step: str | int) -> Expected:
        """What is expected one step down: below a key, or at an index."""
        if self.model:
            field = self.fields.get(str(step))
            return Expected.of(field.annotation, field) if field else Expected(None)
        if self.base is Wording:
            return Expected(Text)
        arguments = get_args(self.base)
        if get_origin(self.base) is tuple:
            return Expected.of(arguments[0])
        return Expected.of(arguments[1]) if len(arguments) == 2 else Expected(None)

    @property
    def model(self) -> type[BaseModel] | None:
        """The model that is expected, if it is one."""
        is_model = isinstance(self.base, type) and issubclass(self.base, BaseModel)
        return self.base if is_model else None

    @property
    def fields(self) -> Mapping[str, FieldInfo]:
        """Fields of the expected model, by the key that stands for them in a file."""
        return fields_of(self.model) if self.model else {}

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that such a mapping has to have."""
        return tuple(key for key, field in self.fields.items() if field.is_required())

    @property
    def allowed(self) -> tuple[str, ...]:
        """The texts that are allowed, where they can be listed."""
        if get_origin(self.base) is Literal:
            return tuple(str(each) for each in get_args(self.base))
        return ("true", "false") if self.base is bool else ()

    @property
    def is_list(self) -> bool:
        """Whether a list is expected."""
        return get_origin(self.base) is tuple

    @property
    def is_mapping(self) -> bool:
        """Whether only a mapping will do."""
        return self.model is not None or get_origin(self.base) is Mapping

    @property
    def is_text(self) -> bool:
        """Whether text is expected, of whatever form."""
        return self.base in (Text, Wording, int, bool) or bool(self.allowed)

    def __str__(self) -> str:
        if self.allowed:
            listed = [f"`{each}`" for each in self.allowed]
            return f"{', '.join(listed[:-1])} or {listed[-1]}"
        if self.model:
            names = " and ".join(f"`{key}`" for key in self.required or list(self.fields)[:2])
            return f"a mapping with keys such as {names}"
        if self.base is Wording:
            return "text, or one text for each audience"
        if self.base is int:
            most = next((each.le for each in self.bounds if hasattr(each, "le")), None)
            return f"a whole number from 1 to {most}" if most else "a whole number, 1 or more"
        if self.is_list:
            return "a list"
        return "a mapping" if self.is_mapping else "text"


def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Fields of ``model`` by the key that stands for them in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def noun(model: Any, *, article: bool = False) -> str:
    """What people call the thing that ``model`` describes: ``key judgment`` for KeyJudgment."""
    name = getattr(model, "__name__", "").removesuffix("Entry")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() or "entry"
    if article and words.endswith("s"):
        return f"the {words}"
    if article:
        return f"an {words}" if words[0] in "aeiou" else f"a {words}"
    return words


def owners(key: str, top: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The models reachable from ``top`` that do have a key ``key``."""
    return tuple(model for model in _reachable(top) if key in fields_of(model))


@cache
def _reachable(top: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    found: dict[type[BaseModel], None] = {}
    waiting: list[Any] = [top]
    while waiting:
        kind = waiting.pop(0)
        waiting.extend(get_args(kind))
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
            found[kind] = None
            waiting.extend(field.annotation for field in kind.model_fields.values())
    return tuple(found)
