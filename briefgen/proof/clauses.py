"""Checks of a PDF by the clause of a standard, and what they find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.proof.tagged import Structure, Tag

__all__ = ["Check", "Clauses", "Fault"]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words, and at which tag or on which page, counted from 1, it was seen."""

    message: str
    tag: Tag | None = None
    page: int | None = None


Check: TypeAlias = "Callable[[Structure], Iterator[Fault]]"


class Clauses(dict[str, Check]):
    """Checks by the number of their clause, in the order in which they were written."""

    def of(self, number: str) -> Callable[[Check], Check]:
        """Mark a function as the check of clause ``number``."""

        def mark(check: Check) -> Check:
            self[number] = check
            return check

        return mark
