"""Images made byte by byte, whole and hostile."""

from __future__ import annotations

import zlib
from struct import pack

__all__ = ["DOT", "chunk", "jpeg", "png", "svg"]


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG, with its length and checksum."""
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def png(
    width: int, height: int, *, rows: bytes | None = None, extra: bytes = b"", passes: int = 0
) -> bytes:
    """A gray PNG that says it has this size; ``rows`` are what it holds, if not all that it should.

    ``extra`` are chunks behind its header; ``passes`` is 1 where it is interlaced.
    """
    held = rows if rows is not None else (b"\0" * (width + 1)) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, passes))
        + extra
        + chunk(b"IDAT", zlib.compress(held, 9))
        + chunk(b"IEND", b"")
    )


DOT = png(1, 1)
"""The smallest whole PNG."""


def jpeg(width: int, height: int, scans: int = 1) -> bytes:
    """The skeleton of a JPEG: markers and header, without anything that could be decoded."""
    frame = pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + pack(">HB", 8, 1) + b"\1\0\0\x3f\0" + b"\x12\xff\x00\x34"
    return b"\xff\xd8\xff\xe0" + pack(">H", 4) + b"JF\xff\xc0" + frame + scan * scans + b"\xff\xd9"


def svg(inside: str, attributes: str = "") -> bytes:
    """A drawing."""
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} width="9" height="9" {attributes}>{inside}</svg>'.encode()
