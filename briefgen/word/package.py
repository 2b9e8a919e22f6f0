"""The zip file that a Word file is, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["packed", "unpacked"]

_FIRST = "[Content_Types].xml"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file knows."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The ``parts`` by name as a file: the content types first, as Office does, the rest by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it is this machine's
            archive.writestr(entry, parts[name], compresslevel=9)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of the file ``data``, which this program made, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
