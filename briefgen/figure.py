"""What a figure shows that stands in files: read once, then carried to the page.

*Why* content and not paths: a page may be made by another process, or on another machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen.place import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.place import Place, TextFile

__all__ = ["Chart", "ChartData", "Content", "Image"]


@dataclass(frozen=True)
class Image:
    """An image: the ``name`` of its file, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Chart:
    """A chart to be drawn: a Vega-Lite specification without data, and the data.

    ``file`` holds the specification. ``values`` are the rows of the data, a number, a
    text or None by column.
    """

    file: TextFile
    specification: Mapping[str, Any] = field(repr=False)
    values: tuple[Mapping[str, float | str | None], ...] = field(repr=False)


class ChartData(Text):
    """A chart's data as prose: a table in Markdown, each row with its citation.

    Put together from the cells of a file: ``offsets`` hold, for each character, its offset from the
    place's start.
    """

    offsets: Sequence[int]

    def __new__(cls, value: str, place: Place, offsets: Sequence[int]) -> ChartData:
        """Make ``value`` of characters that stand at ``offsets`` of ``place``."""
        text = super().__new__(cls, value, place)
        text.offsets = offsets
        return text

    def __getnewargs__(self) -> tuple[str, Place, Sequence[int]]:  # type: ignore[override]
        """Lets a worker process hand it back."""
        return str(self), self.place, self.offsets

    @property
    def _offsets(self) -> Sequence[int]:
        return self.offsets


Content: TypeAlias = Image | tuple[Chart, ChartData]
"""What a figure's files hold."""
