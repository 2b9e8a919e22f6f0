"""Read an outline: what it extends, its shape, and what it says of itself."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.outline import Outline
from briefgen.place import place_of
from briefgen.read.bind import bind
from briefgen.read.extends import gather
from briefgen.read.files import Read, project_of
from briefgen.read.nodes import FAULTS
from briefgen.read.order import check_order
from briefgen.read.references import check_references

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.finding import Finding

__all__ = ["read_outline"]


def read_outline(path: Path, bounds: Bounds = USUAL) -> Read[Outline]:
    """The outline at ``path``, with all that is wrong with it.

    The outline is there beside findings where they leave its sense clear, such as a misspelled key:
    later stages go on with it and say what else is wrong.
    """
    node, findings, files = gather(path, project_of(path), bounds)
    if node is None:
        return Read(None, findings, files)
    turned = islice(check_order(node), FAULTS)
    outline, faults = bind(node, Outline)
    amiss = (*_numbers(outline, bounds), *check_references(outline)) if outline else ()
    return Read(outline, (*findings, *turned, *faults, *amiss), files)


def _numbers(outline: Outline, bounds: Bounds) -> Iterator[Finding]:
    """What the outline has too many of, at the first that is one too many."""
    passages = [key for section in outline.sections for key in section.passages]
    figures = [next(iter(each.title)) for section in outline.sections for each in section.figures]
    for name, counted in (
        ("sections", [section.id for section in outline.sections]),
        ("passages", passages),
        ("figures", figures),
        ("audiences", list(outline.audiences)),
    ):
        bound = bounds.of(name)
        if len(counted) > bound.most:
            message = f"the outline has {len(counted):,} {name}; at most {bound} are read"
            place = place_of(counted[bound.most], next(iter(outline.title.values())).place)
            yield bound.exceeded(message, place, "make several briefs of it", len(counted))
