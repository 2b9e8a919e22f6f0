"""Hold an image to its bounds before anything decodes it.

A PNG of 18 kB can be a square of 20,000 pixels, which takes a decoder 1.2 GB. What an image will take is
read here from its own structure: PNG (ISO/IEC 15948), JPEG (ITU-T T.81), and drawings in
:mod:`briefgen.read.drawing`.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefgen.finding import Finding
from briefgen.read.drawing import DrawingFault, OverBound, images_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.bounds import Bounds
    from briefgen.place import Text

__all__ = ["Gauge", "ImageType"]

ImageType: TypeAlias = Literal["image/png", "image/jpeg", "image/svg+xml"]


class _Broken(Exception):  # noqa: N818 - named for what is wrong
    """An image that is not whole, or that cannot be set; the text is one clause that says why."""


class Gauge:
    """Measures the images of one outline, one after the other, and adds them up."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.pixels = 0

    def fault(self, data: bytes, kind: ImageType, image: Text) -> Finding | None:
        """What keeps ``data``, the file that is named as ``image``, from being set."""
        try:
            if kind == "image/svg+xml":
                for inner, sort in images_inside(data, self.bounds):
                    self._measure(inner, sort)
            else:
                self._measure(data, kind)
        except OverBound as over:
            bound = self.bounds.of(over.name)
            message = f"`{image}` {over.what}; at most {bound} are set"
            return bound.exceeded(message, image.place, over.remedy, over.needed)
        except DrawingFault as fault:
            return Finding("wrong-value", f"`{image}` {fault}", image.place, fault.hint)
        except _Broken as broken:
            message = f"`{image}` cannot be set: {broken}"
            hint = "save it anew from the program that made it"
            return Finding("wrong-value", message, image.place, hint)
        return None

    def _measure(self, data: bytes, kind: str) -> None:
        """Add up a PNG or JPEG, and see that it is whole."""
        header = _png(data) if kind == "image/png" else _jpeg(data)
        pixels = header.width * header.height
        self._hold("image_pixels", pixels, f"has {header.width:,} x {header.height:,} pixels")
        self.pixels += pixels
        what = f"brings the pixels of all images to {self.pixels:,}"
        self._hold("images_pixels", self.pixels, what)
        if isinstance(header, _Png):
            _inflate(data, header)
        else:
            self._hold("image_scans", header.scans, f"has {header.scans:,} scans")

    def _hold(self, name: str, number: int, what: str) -> None:
        if number > getattr(self.bounds, name):
            raise OverBound(name, what, _SMALLER, number)


_SMALLER = "save it smaller: 300 pixels an inch are as much as paper shows"


@dataclass(frozen=True)
class _Jpeg:
    """Of a JPEG: its size in pixels, and how often a decoder goes over them."""

    width: int
    height: int
    scans: int


@dataclass(frozen=True)
class _Png:
    """Of a PNG: its size in pixels, bits of a pixel, and whether it is interlaced."""

    width: int
    height: int
    bits: int
    interlaced: bool

    @property
    def size(self) -> int:
        """Bytes of all rows, each with its filter; interlaced they come in seven passes."""
        total = 0
        for left, top, across, down in _ADAM7 if self.interlaced else ((0, 0, 1, 1),):
            width = -(-(self.width - left) // across)
            height = -(-(self.height - top) // down)
            if width > 0 and height > 0:
                total += height * (1 + -(-width * self.bits // 8))
        return total


# Left, top and steps of the seven passes (ISO/IEC 15948, 8.2).
_ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
# Samples of a pixel by sort of color (ISO/IEC 15948, 11.2.2).
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def _cut() -> _Broken:
    return _Broken("it is cut off, or was put together wrongly")


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk's content, to the last, or as far as they are whole."""
    here, name = 8, b""
    while name != b"IEND" and here + 12 <= len(data):
        end = here + 8 + int.from_bytes(data[here : here + 4], "big")
        if end + 4 > len(data):
            return
        name = data[here + 4 : here + 8]
        yield name, here + 8, end
        here = end + 4


def _png(data: bytes) -> _Png:
    """The header of a PNG with all that belongs to it, each once where it may stand but once."""
    chunks = list(_chunks(data))
    names = [name for name, _, _ in chunks]
    if names[:1] != [b"IHDR"] or names.count(b"IHDR") > 1:
        raise _cut()
    if names[-1] != b"IEND" or b"IDAT" not in names:
        raise _cut()
    if {b"acTL", b"fcTL", b"fdAT"} & set(names):
        raise _Broken("it moves, and paper holds one picture")
    head = data[chunks[0][1] : chunks[0][2]]
    if len(head) != 13 or head[9] not in _SAMPLES:
        raise _cut()
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    if not (width and height):
        raise _cut()
    return _Png(width, height, head[8] * _SAMPLES[head[9]], head[12] == 1)


def _inflate(data: bytes, header: _Png) -> None:
    """Hold what the pixels inflate to against what the header says, a little at a time."""
    inflater = zlib.decompressobj()
    size = 0
    for name, start, end in _chunks(data):
        rest = data[start:end] if name == b"IDAT" else b""
        while rest and not inflater.eof:
            try:
                size += len(inflater.decompress(rest, _PIECE))
            except zlib.error:
                raise _cut() from None
            rest = inflater.unconsumed_tail
            if size > header.size:
                raise _Broken("it holds more pixels than it says")
    if size < header.size:
        raise _Broken("it holds fewer pixels than it says")


_PIECE = 2**20
"""Bytes that are inflated at once."""

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""A marker, and not a byte of the picture or a restart between two parts of it (T.81, B.1.1)."""

_BARE = {0x01, 0xD8}
"""Markers without a length: of no use, and the start."""
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9


def _jpeg(data: bytes) -> _Jpeg:
    """Size and number of scans of a JPEG that goes to its end."""
    sizes: list[tuple[int, int]] = []
    scans = 0
    here = 0
    while found := _MARKER.search(data, here):
        marker, here = found[1][0], found.end()
        if marker == _END:
            break
        if marker in _BARE:
            continue
        length = int.from_bytes(data[here : here + 2], "big")
        if marker in _FRAMES:
            height, width = data[here + 3 : here + 5], data[here + 5 : here + 7]
            sizes.append((int.from_bytes(width, "big"), int.from_bytes(height, "big")))
        scans += marker == _SCAN
        here += max(length, 2)
    if not found or len(sizes) != 1 or not all(sizes[0]) or not scans:
        raise _cut()
    return _Jpeg(*sizes[0], scans)
