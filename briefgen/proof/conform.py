"""Conform: a finished PDF is PDF/UA-1 and PDF/A-3a as far as a program sees, and does nothing by itself.

The build asks this of every PDF, because the template and the style may be anybody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.proof import accessible, archival
from briefgen.proof.inert import active
from briefgen.proof.pdffile import UnreadableFile, opened
from briefgen.proof.prove import Problem
from briefgen.proof.tagged import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.proof.clauses import Fault
    from briefgen.proof.tagged import Structure

__all__ = ["conform", "faults"]


def conform(pdf: bytes) -> tuple[Problem, ...]:
    """What keeps ``pdf`` from being what a brief is, each sort of fault once."""
    try:
        with opened(pdf) as file:
            return tuple(faults(read_structure(file)))
    except UnreadableFile as error:
        return (Problem("unfit-pdf", str(error)),)


def faults(found: Structure) -> Iterator[Problem]:
    """The same of an open file."""
    yield from _first(found, active(found), "a brief is for reading only")
    for number, check in accessible.CLAUSES.items():
        yield from _first(found, check(found), f"PDF/UA-1, {number}")
    for number, check in archival.CLAUSES.items():
        yield from _first(found, check(found), f"PDF/A-3a, {number}")


def _first(found: Structure, seen: Iterator[Fault], clause: str) -> Iterator[Problem]:
    """The first of what was ``seen``, with the number of the others: a template makes one many times."""
    first = next(seen, None)
    if first is None:
        return
    page = first.page or (found.page(first.tag) if first.tag else None)
    where = f" on page {page}" if page else ""
    more = sum(1 for _ in seen)
    times = f", and {more} more like it" if more else ""
    message = f"{first.message}{where}{times} ({clause})"
    yield Problem(
        "unfit-pdf", message, page, hint="mend the template or the style that makes it so"
    )
