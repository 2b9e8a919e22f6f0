"""A task that ends in another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Then"]

T = TypeVar("T")


@dataclass(frozen=True)
class Then(Generic[T]):
    """What a task gives instead of its answer: the task that gives it, in a process of its own.

    *Why*: what the first one took of memory is given back, and a bound is for each.
    """

    function: Callable[..., T | Then[T]]
    arguments: tuple[Any, ...]

    def result(self) -> T:
        """The answer, worked out in this process."""
        found = self.function(*self.arguments)
        return found.result() if isinstance(found, Then) else found
