"""A style: how a brief looks, by style sheets and the images and fonts that they name, all by content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.figure import Image
    from briefgen.place import TextFile

__all__ = ["Sheet", "Style"]


class Sheet(NamedTuple):
    """A style sheet. ``named`` are the spans of its text that a page cannot have as they are.

    Each is a ``url()`` with the file that it leads to, or (with None) the rule by which the sheet
    begins from another, which stands before it.
    """

    file: TextFile
    named: tuple[tuple[int, int, Image | None], ...] = ()

    def text(self, url: Callable[[Image], str]) -> str:
        """The sheet as a page has it, with ``url`` of each file. Lines stay where they are."""
        written, done = "", 0
        for start, end, file in self.named:
            written += self.file.text[done:start] + (f'url("{url(file)}")' if file else "")
            done = end
        return written + self.file.text[done:]


class Style(NamedTuple):
    """A style by ``name``: the sheets in the order in which they apply."""

    name: str
    sheets: tuple[Sheet, ...]
