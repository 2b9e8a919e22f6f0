"""The pictures of a Word file: images as they are, drawings as PNG.

*Why* not the drawings themselves: Word shows SVG since 2016 and only beside a PNG for what does not,
and sets its letters in typefaces that a reader's machine may lack. Here they are drawn by what draws
them in the PDF, with the same typefaces, at 300 dots to the inch.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefgen.figure import Image
from briefgen.proof.pageimage import page_count, page_image
from briefgen.render.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.document import Document
    from briefgen.finding import Finding
    from briefgen.place import TextFile

__all__ = ["draw_pictures"]

_DOTS = 300
_DRAWN = "image/svg+xml"
_STYLE = (
    "<style>@page {{ size: {}mm 1000mm; margin: 0 }} body {{ margin: 0 }}"
    " img {{ display: block; break-after: page; max-width: 100% }}</style>"
)


def draw_pictures(
    document: Document,
    images: Mapping[str, Image],
    width: float,
    styles: Sequence[TextFile],
    files: Sequence[TextFile],
) -> tuple[Mapping[str, tuple[Image, str]] | None, tuple[Finding, ...]]:
    """Each of ``images`` as Word takes it, with its width; by URL.

    The width is empty for an image that has its own. No picture is wider than ``width``
    millimeters. None if one cannot be drawn; ``styles`` and ``files`` are where faults are placed.
    Raises :class:`~briefgen.finding.Lack`.
    """
    pictures = {url: (image, "") for url, image in images.items() if image.media_type != _DRAWN}
    drawings = {url: image for url, image in images.items() if image.media_type == _DRAWN}
    if not drawings:
        return pictures, ()
    from briefgen.render.pdf import write_pdf

    page = _sheet(drawings, width, document.language, styles)
    pdf, findings = write_pdf(document, page, (), files)
    if pdf is None:
        return None, findings
    for (url, image), (data, inches) in zip(
        drawings.items(), _drawn(pdf.data, width), strict=False
    ):
        pictures[url] = (Image(image.name, "image/png", data), f"{inches:.3f}in")
    return pictures, findings


def _sheet(
    drawings: Mapping[str, Image], width: float, language: str, styles: Sequence[TextFile]
) -> Page:
    """A page with nothing but the drawings, each on a sheet of its own."""
    names = {f"figure:{number}.svg": image for number, image in enumerate(drawings.values())}
    shown = Markup("").join(
        Markup('<img src="{}" alt="{}">').format(name, image.name) for name, image in names.items()
    )
    head = Markup('<!DOCTYPE html><html lang="{}"><title>-</title>').format(language)
    return Page(head + Markup(_STYLE.format(f"{width:.2f}")) + shown, names, tuple(styles))


def _drawn(pdf: bytes, width: float) -> list[tuple[bytes, float]]:
    """Each page of ``pdf`` cut to what is drawn on it, as PNG, and how wide it is in inches."""
    wide = round(width / 25.4 * _DOTS)
    images = (page_image(pdf, number, wide) for number in range(1, page_count(pdf) + 1))
    return [_cut(image) for image in images if image]


def _cut(image: bytes) -> tuple[bytes, float]:
    from PIL import Image as Picture
    from PIL import ImageChops

    picture = Picture.open(io.BytesIO(image)).convert("RGB")
    ground = Picture.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture, ground).getbbox() or (0, 0, 1, 1)
    cut = picture.crop(box).quantize(256, dither=Picture.Dither.NONE)
    file = io.BytesIO()
    cut.save(file, "PNG", optimize=True, dpi=(_DOTS, _DOTS))
    return file.getvalue(), cut.width / _DOTS
