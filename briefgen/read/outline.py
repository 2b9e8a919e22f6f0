"""Read an outline: what it extends, its shape, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.outline import Outline
from briefgen.read.bind import bind
from briefgen.read.extends import gather
from briefgen.read.files import Read, project_of
from briefgen.read.references import check_references

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_outline"]


def read_outline(path: Path) -> Read[Outline]:
    """The outline at ``path``, with all that is wrong with it.

    The outline is there beside findings where they leave its sense clear, such as a misspelled key:
    later stages go on with it and say what else is wrong.
    """
    node, findings, files = gather(path, project_of(path))
    if node is None:
        return Read(None, findings, files)
    outline, faults = bind(node, Outline)
    amiss = check_references(outline) if outline else ()
    return Read(outline, (*findings, *faults, *amiss), files)
