"""Value: a frozen record that is told apart by its class, or keeps what it has worked out.

What a frozen dataclass is, for those that every start defines. *Why* not a dataclass: Python writes,
and compiles, six methods for each class when its module is imported, which takes longer than to parse
a page of prose. These are written once, here.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any, ClassVar, TypeVar, dataclass_transform

__all__ = ["Value", "replaced"]

T = TypeVar("T", bound="Value")

_set = object.__setattr__


@dataclass_transform(frozen_default=True)
class Value:
    """Base of records whose fields are their annotations, in order; mypy holds them to their types.

    A class that names its fields in ``__slots__`` too is small, and gives none a default. Two values
    are equal if they are of one class and their fields are.
    """

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Add the fields of ``cls`` to those of its base."""
        cls._fields = (*cls._fields, *cls.__annotations__)
        cls.__match_args__ = cls._fields  # type: ignore[misc, attr-defined]

    def __init__(self, *values: object, **named: object) -> None:
        """Take ``values`` in the order of the fields, others by name. Raises TypeError."""
        fields = self._fields
        for name, value in zip(fields, values, strict=False):
            _set(self, name, value)
        if named or len(values) != len(fields):
            self._fill(len(values), named)

    def _fill(self, given: int, named: dict[str, object]) -> None:
        """Set the fields behind those ``given``, from ``named`` or by default."""
        fields = self._fields
        for name in fields[given:]:
            if name in named:
                _set(self, name, named.pop(name))
            elif not hasattr(self, name):
                raise TypeError(f"{type(self).__name__} needs a value for `{name}`")
        if named or given > len(fields):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(fields)}")

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse."""
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        """Refuse."""
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self._fields])

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` is of the same class, with equal fields."""
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        """Equal for equal values."""
        return hash(self._values())

    def __repr__(self) -> str:
        """As the call that makes the value."""
        fields = zip(self._fields, self._values(), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={v!r}' for name, v in fields)})"

    def __reduce__(self) -> tuple[type[Value], tuple[Any, ...]]:
        """Lets another process have the value, without what it has worked out."""
        return type(self), self._values()


def replaced(value: T, **changes: Any) -> T:
    """``value`` with some fields changed."""
    fields = zip(value._fields, value._values(), strict=True)
    return type(value)(**{**dict(fields), **changes})
