"""Read the figures of an outline: each image has to be there, inside the project, and described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.read.files import FileRead, Read, project_of, read_bytes
from briefgen.read.pixels import Gauge, ImageType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.outline import Figure, Outline

__all__ = ["read_figures"]

_SORTS: Mapping[str, tuple[ImageType, bytes]] = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".svg": ("image/svg+xml", b""),
}
"""Ends of the names of image files; their media types, and how such files begin."""


def read_figures(outline: Outline, path: Path, bounds: Bounds = USUAL) -> Read[None]:
    """Hold every figure of ``outline``, read from ``path``, against the files that it names."""
    gauge = Gauge(bounds)
    findings: list[Finding] = []
    files: list[FileRead] = []
    for section in outline.sections:
        for figure in section.figures:
            findings.extend(_undescribed(figure))
            found = _image(figure, path, gauge)
            if isinstance(found, FileRead):
                files.append(found)
            else:
                findings.append(found)
    return Read(None, tuple(findings), tuple(files))


def _undescribed(figure: Figure) -> Iterator[Finding]:
    if figure.alt is None or not all(text.strip() for text in figure.alt.values()):
        message = f"the image `{figure.image}` has no text alternative"
        hint = "write `alt:` beside it: what a reader who cannot see it needs to know"
        yield Finding("missing-alt", message, figure.image.place, hint)


def _image(figure: Figure, path: Path, gauge: Gauge) -> FileRead | Finding:
    place = figure.image.place
    # An image lies beside the file that names it, which may be one that the outline extends.
    image = place.file.path.parent / figure.image
    kind, begins = _SORTS.get(image.suffix.lower(), (None, b""))
    if kind is None:
        message = f"`{figure.image}` is not an image that can be set"
        return Finding("wrong-value", message, place, "use a .png, .jpg or .svg file")
    read = read_bytes(image, project_of(path), place, gauge.bounds.of("image_bytes"))
    if isinstance(read, Finding):
        return read
    if not read.data.startswith(begins):
        message = f"`{figure.image}` does not hold what its name says"
        return Finding("wrong-value", message, place, "save it as the image that its name says")
    return gauge.fault(read.data, kind, figure.image) or read.record
