"""Read the figures of an outline: each file has to be there, inside the project, and described."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.read.files import Read, project_of, read_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.figure import Content, Image
    from briefgen.outline import Figure, Outline
    from briefgen.place import Text, TextFile
    from briefgen.read.files import FileRead
    from briefgen.read.pixels import Gauge, ImageType

__all__ = ["read_figures"]

T = TypeVar("T")

_SORTS: Mapping[str, tuple[ImageType, bytes]] = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".svg": ("image/svg+xml", b""),
}
"""Ends of the names of image files; their media types, and how such files begin."""


def read_figures(
    outline: Outline, path: Path, bounds: Bounds = USUAL
) -> Read[Mapping[str, Content]]:
    """What the figures of ``outline``, read from ``path``, show out of files.

    By the name of the figure, ``sections.s.figures.1``; one with a fault is left out.
    """
    reader = _Reader(path, bounds)
    contents: dict[str, Content] = {}
    for section in outline.sections:
        for number, figure in enumerate(section.figures, 1):
            reader.findings.extend(_undescribed(figure))
            content = reader.content(figure)
            if content is not None:
                contents[f"sections.{section.id}.figures.{number}"] = content
    return Read(contents, tuple(reader.findings), tuple(reader.files))


def _undescribed(figure: Figure) -> Iterator[Finding]:
    shown = figure.image or figure.chart
    if shown and (figure.alt is None or not all(text.strip() for text in figure.alt.values())):
        kind = "image" if figure.image else "chart"
        message = f"the {kind} `{shown}` has no text alternative"
        hint = "write `alt:` beside it: what a reader who cannot see it needs to know"
        yield Finding("missing-alt", message, shown.place, hint)


class _Reader:
    """The files of figures, and what is wrong with them."""

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self.project = project_of(path)
        self.bounds = bounds
        self.findings: list[Finding] = []
        self.files: list[FileRead] = []

    @cached_property
    def gauge(self) -> Gauge:
        """What measures the images, all of them together."""
        from briefgen.read.pixels import Gauge

        return Gauge(self.bounds)

    def content(self, figure: Figure) -> Content | None:
        if figure.image is not None:
            return self.kept(self.image(figure.image))
        if figure.chart is None or figure.data is None:
            return None
        from briefgen.read.chart import read_chart
        from briefgen.read.table import read_table

        specification, data = self.text(figure.chart), self.text(figure.data)
        if specification is None or data is None:
            return None
        table, faults = read_table(data, self.bounds)
        self.findings.extend(faults)
        if table is None:
            return None
        chart, faults = read_chart(specification, table)
        self.findings.extend(faults)
        return (chart, table.text) if chart is not None else None

    def kept(self, found: T | Finding) -> T | None:
        """``found``, unless it is what is wrong."""
        if isinstance(found, Finding):
            self.findings.append(found)
            return None
        return found

    def text(self, name: Text) -> TextFile | None:
        """A file lies beside the file that names it, which may be one that the outline extends."""
        path = name.place.file.path.parent / name
        bound = self.bounds.of("chart_bytes")
        read = self.kept(read_text(path, self.project, name.place, bound))
        if read is None:
            return None
        self.files.append(read[1])
        return read[0]

    def image(self, name: Text) -> Image | Finding:
        path = name.place.file.path.parent / name
        media_type, begins = _SORTS.get(path.suffix.lower(), (None, b""))
        if media_type is None:
            message = f"`{name}` is not an image that can be set"
            return Finding("wrong-value", message, name.place, "use a .png, .jpg or .svg file")
        read = read_bytes(path, self.project, name.place, self.bounds.of("image_bytes"))
        if isinstance(read, Finding):
            return read
        if not read.data.startswith(begins):
            message = f"`{name}` does not hold what its name says"
            hint = "save it as the image that its name says"
            return Finding("wrong-value", message, name.place, hint)
        if fault := self.gauge.fault(read.data, media_type, name):
            return fault
        self.files.append(read.record)
        from briefgen.figure import Image

        return Image(path.name, media_type, read.data)
