"""Pages of a PDF as small gray pictures with their text, and where two of them differ.

A picture tells where things stand and in what face; of a changed digit in a note number it shows less than another
version of PDFium does, so the letters are compared as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from pathlib import Path

DOTS = 60
"""Pixels to the inch."""

GRAYS = 16
"""Levels of gray that are kept."""

WINDOW = 5
"""Side in pixels, about half a line of text, of the squares whose mean difference counts."""

TOLERANCE = 34
"""Levels of 256 that a square may differ by in the mean.

Measured on 55 pages of the real brief: at most 28 between PDFium as of pypdfium2 5.0 and of 5.15, 8 for keeping 16
grays, 25 for a blur of 0.4 pixels, 21 for a gamma of 0.85, 19 for all of it moved by 0.1 pt. With a line of text moved
by 1 pt a square differs by 50 and more (34 for small gray type), by 2 pt 55, with a word taken out 46. Half a point, 26,
is not told from noise.
"""


@dataclass(frozen=True)
class Sheet:
    """A page as printed, and its text, a line for each of its lines."""

    image: Image.Image
    text: str


def sheets(pdf: Path) -> tuple[Sheet, ...]:
    """The pages of a PDF."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            image = page.render(scale=DOTS / 72, grayscale=True).to_pil()
            found.append(Sheet(image, "\n".join(text.get_text_range().splitlines())))
            text.close()
            page.close()
    return tuple(found)


def png(image: Image.Image) -> bytes:
    """A gray picture as a PNG of :data:`GRAYS` levels."""
    step = 255 / (GRAYS - 1)
    levels = image.point([round(value / step) for value in range(256)])
    small = Image.frombytes("P", image.size, levels.tobytes())
    small.putpalette([round(level * step) for level in range(GRAYS) for _ in "rgb"])
    written = BytesIO()
    small.save(written, "PNG", optimize=True, bits=(GRAYS - 1).bit_length())
    return written.getvalue()


Box = tuple[int, int, int, int]


def difference(expected: Image.Image, found: Image.Image) -> Box | None:
    """The pixels, from left and top to right and bottom, around all that differs; None if nothing does."""
    if expected.size != found.size:
        return (0, 0, *found.size)
    apart = ImageChops.difference(expected, found)
    mean = apart.filter(ImageFilter.BoxBlur((WINDOW - 1) // 2))
    return mean.point([255 * (value > TOLERANCE) for value in range(256)]).getbbox()


def place(box: Box) -> str:
    """Where a box stands on the paper."""
    left, top, right, bottom = (round(edge / DOTS * 25.4) for edge in box)
    return f"{left}-{right} mm from the left, {top}-{bottom} mm from the top"


def side_by_side(expected: Image.Image, found: Image.Image, box: Box) -> Image.Image:
    """What was expected, what was found, and both over each other: red is gone, blue is new."""
    size = max(expected.width, found.width), max(expected.height, found.height)
    old, new = (Image.new("L", size, 255) for _ in "ab")
    old.paste(expected)
    new.paste(found)
    both = Image.merge("RGB", (new, ImageChops.darker(old, new), old))
    whole = Image.new("RGB", (3 * size[0], size[1]), "white")
    for number, panel in enumerate((old, new, both)):
        framed = panel.convert("RGB")
        ImageDraw.Draw(framed).rectangle(box, outline="orange")
        whole.paste(framed, (number * size[0], 0))
    return whole
