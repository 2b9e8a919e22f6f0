"""Read a style: its style sheet, the one that it begins from, and the images and fonts that they name."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Place, Text, TextFile
from briefgen.read.files import FileRead, Read, project_of, read_bytes, read_text
from briefgen.resources import bundled
from briefgen.style import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.bounds import Bounds
    from briefgen.figure import Image
    from briefgen.read.pixels import Gauge, ImageType

__all__ = ["DEFAULT", "PARTS", "read_style"]

DEFAULT = "house"
"""Style of an outline that names none, and of a style sheet that begins from none."""

PARTS = frozenset({"tokens", "print", "screen", "figures", "a4", "letter"})
"""Files in ``styles/`` that every style stands on, and that are none themselves."""

_LONGEST = 8
"""Style sheets that may begin from one another."""

_IMAGES: Mapping[str, ImageType] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_FONTS = {
    ".ttf": ("font/ttf", (b"\0\1\0\0", b"true")),
    ".otf": ("font/otf", (b"OTTO",)),
    ".woff": ("font/woff", (b"wOFF",)),
    ".woff2": ("font/woff2", (b"wOF2",)),
}
"""What a style sheet may name: media types, and how files of fonts begin."""


def read_style(name: Text | None, path: Path, bounds: Bounds = USUAL) -> Read[Style]:
    """The style ``name`` (None: :data:`DEFAULT`) for the outline at ``path``.

    A name is that of a style sheet in ``styles/`` beside the outline, or of a bundled one; what ends
    in ``.css`` is the path of one, from the file that names it.
    """
    wanted = str(name or DEFAULT)
    place = name.place if name is not None else Place(TextFile(path))
    reader = _Reader(path, bounds)
    sheets = reader.sheets(wanted, place, place.file.path.parent)
    style = Style(PurePosixPath(wanted).stem, sheets) if not reader.findings else None
    return Read(style, tuple(reader.findings), tuple(reader.files))


class _Reader:
    """Reading under way for the outline at ``path``."""

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self.path = path
        self.bounds = bounds
        self.findings: list[Finding] = []
        self.files: list[FileRead] = []

    @cached_property
    def gauge(self) -> Gauge:
        """What measures the images, all of them together."""
        from briefgen.read.pixels import Gauge

        return Gauge(self.bounds)

    def sheets(
        self, name: str, place: Place, beside: Path, after: tuple[Path, ...] = ()
    ) -> tuple[Sheet, ...]:
        """The sheet ``name``, named at ``place``, behind those it begins from; ``after`` begin from it."""
        found = self._find(name, place, beside, after)
        if found is None:
            return ()
        where, ours = found
        if len(after) == _LONGEST:
            self._wrong(f"more than {_LONGEST} style sheets begin from one another", place, "")
            return ()
        project = where.parent if ours else project_of(self.path)
        read = read_text(where, project, place, self.bounds.of("style_bytes"))
        if isinstance(read, Finding):
            self.findings.append(read)
            return ()
        file, record = read
        self.files.append(record)
        if ours:
            return (Sheet(file),)
        from briefgen.read.stylesheet import scan

        scanned = scan(file)
        self.findings += scanned.findings
        base, at = scanned.begins or (DEFAULT, place)
        first = self.sheets(base, at, where.parent, (*after, where))
        named: list[tuple[int, int, Image | None]] = [(*span, None) for span in scanned.imports]
        for start, end, url in scanned.urls:
            asset = self._asset(url, Place(file, start, end))
            if asset:
                named.append((start, end, asset))
        return (*first, Sheet(file, tuple(sorted(named, key=lambda span: span[0]))))

    def _find(
        self, name: str, place: Place, beside: Path, after: tuple[Path, ...]
    ) -> tuple[Path, bool] | None:
        """The file of the style ``name``, and whether it is one of ours."""
        if name.endswith(".css"):
            where = beside / name
            if where in after:
                self._wrong(f"`{name}` begins from itself", place, "name another style")
                return None
            return where, False
        own, ours = self.path.parent / "styles", bundled("styles")
        for folder in (own, ours):
            where = folder / f"{name}.css"
            if name not in PARTS and where not in after and where.is_file():
                return where, folder == ours
        known = sorted({each.stem for each in (*own.glob("*.css"), *ours.glob("*.css"))} - PARTS)
        hint = did_you_mean(name, known, "the styles are")
        self._wrong(f"there is no style `{name}`", place, hint)
        return None

    def _asset(self, url: str, place: Place) -> Image | None:
        """The image or font at ``url``, which stands at ``place`` in a style sheet."""
        if ":" in url or url.startswith("//"):
            message = f"a style sheet cannot ask for `{url}`: a build fetches nothing"
            hint = "save the file beside the style sheet, and name it there"
            self.findings.append(Finding("outside-project", message, place, hint))
            return None
        path = place.file.path.parent / url
        end = path.suffix.lower()
        if end not in _IMAGES and end not in _FONTS:
            hint = f"use a file that ends in {', '.join((*_IMAGES, *_FONTS))}"
            self._wrong(f"`{url}` is neither an image nor a font that can be set", place, hint)
            return None
        bound = self.bounds.of("image_bytes" if end in _IMAGES else "font_bytes")
        read = read_bytes(path, project_of(self.path), place, bound)
        if isinstance(read, Finding):
            self.findings.append(read)
            return None
        self.files.append(read.record)
        from briefgen.figure import Image

        if end in _IMAGES:
            if fault := self.gauge.fault(read.data, _IMAGES[end], Text(url, place)):
                self.findings.append(fault)
            return Image(path.name, _IMAGES[end], read.data)
        media_type, begins = _FONTS[end]
        if not read.data.startswith(begins):
            hint = "save it as the font that its name says"
            self._wrong(f"`{url}` does not hold what its name says", place, hint)
        return Image(path.name, media_type, read.data)

    def _wrong(self, message: str, place: Place, hint: str) -> None:
        self.findings.append(Finding("wrong-value", message, place, hint))
