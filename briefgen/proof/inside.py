"""Look inside a PDF: its links and anchors, characters without a glyph, and embedded files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.proof.pdffile import UnreadableFile, kind, named, opened, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.proof.pdftext import Box

__all__ = ["EVIDENCE", "Anchor", "Attached", "Inside", "Link", "embedded", "look_inside"]

EVIDENCE = "evidence.json"
"""Name of the embedded file that the proof rests on."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the document: page, counted from 1, rectangle, and the anchor it leads to."""

    page: int
    box: Box
    anchor: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a link leads: page, counted from 1, and point; in points from the lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Attached:
    """An embedded file; ``data`` is None if it cannot be read, and ``why`` says so.

    ``relation`` is its place among the associated files of PDF/A-3, empty if it has none.
    """

    name: str
    data: bytes | None
    relation: str
    why: str = ""


@dataclass(frozen=True)
class Inside:
    """What a proof needs of a PDF beside its text.

    ``anchors`` are places by name; ``missing`` the characters that a font draws as an empty box;
    ``attached`` the files called :data:`EVIDENCE`.
    """

    links: tuple[Link, ...]
    anchors: Mapping[str, Anchor]
    missing: tuple[str, ...]
    attached: tuple[Attached, ...]


def look_inside(pdf: bytes) -> Inside:
    """Examine ``pdf``. Raises :class:`~briefgen.proof.pdffile.UnreadableFile`."""
    with opened(pdf) as file:
        return Inside(
            tuple(_links(file)),
            dict(_anchors(file)),
            tuple(_missing(file)),
            tuple(_attached(file, EVIDENCE)),
        )


def embedded(pdf: bytes) -> tuple[Attached, ...]:
    """The embedded files called :data:`EVIDENCE`.

    Raises :class:`~briefgen.proof.pdffile.UnreadableFile`.
    """
    with opened(pdf) as file:
        return tuple(_attached(file, EVIDENCE))


def _links(file: Any) -> Iterator[Link]:
    for number, page in enumerate(file.pages, 1):
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") != "/Link":
                continue
            target = annotation.get("/Dest")
            action = annotation.get("/A")
            if target is None and action is not None and action.get("/S") == "/GoTo":
                target = action.get("/D")
            if target is not None and kind(target) == "text":
                x1, y1, x2, y2 = (float(value) for value in annotation["/Rect"])
                box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                yield Link(number, box, str(target))


def _anchors(file: Any) -> Iterator[tuple[str, Anchor]]:
    """Named places, as WeasyPrint writes them: page and point."""
    numbers = {page.objgen: number for number, page in enumerate(file.pages, 1)}
    for name, place in named(file, "/Dests"):
        if len(place) >= 4 and place[1] == "/XYZ" and place[0].objgen in numbers:
            page = numbers[place[0].objgen]
            yield str(name), Anchor(page, float(place[2]), float(place[3]))


_CODES = re.compile(rb"<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|(\d+))")
_NO_GLYPH = 0


def _missing(file: Any) -> Iterator[str]:
    """Characters drawn as glyph 0, the empty box: codes that a font's own map leads there.

    WeasyPrint gives a character that no font has a code of its own, and a map from it to glyph 0.
    """
    seen = set()
    for page in file.pages:
        for font in dict(page.get("/Resources", {}).get("/Font", {})).values():
            if font.objgen in seen:
                continue
            seen.add(font.objgen)
            written = _map(font.get("/ToUnicode"))
            glyphs = _map(font.get("/Encoding"))
            for code, text in written.items():
                if (glyphs.get(code, _NO_GLYPH) if glyphs else code) == _NO_GLYPH:
                    yield text if isinstance(text, str) else chr(text)


def _map(stream: Any) -> dict[int, Any]:
    """A character map as WeasyPrint writes it: code to text, or code to glyph."""
    if stream is None or kind(stream) != "stream":
        return {}
    found: dict[int, Any] = {}
    body = unpacked(stream)
    for part in re.findall(rb"begin(?:bf|cid)char(.*?)end(?:bf|cid)char", body, re.DOTALL):
        for match in _CODES.finditer(part):
            code = int(match[1], 16)
            if match[2]:
                found[code] = bytes.fromhex(match[2].decode()).decode("utf-16-be", "replace")
            else:
                found[code] = int(match[3])
    return found


def _attached(file: Any, name: str) -> Iterator[Attached]:
    associated = list(file.Root.get("/AF", ()))
    relations = {part.objgen: str(part.get("/AFRelationship", "")) for part in associated}
    seen = set()
    for part in (*(part for _, part in named(file, "/EmbeddedFiles")), *associated):
        if str(part.get("/UF", part.get("/F", ""))) != name or part.objgen in seen:
            continue
        seen.add(part.objgen)
        relation = relations.get(part.objgen, "").lstrip("/")
        try:
            yield Attached(name, unpacked(part["/EF"]["/F"]), relation)
        except UnreadableFile as error:
            yield Attached(name, None, relation, str(error))
