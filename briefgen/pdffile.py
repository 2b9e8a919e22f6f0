"""Look into a PDF: its links, anchors, fonts and embedded files, and what has no business in a brief.

The only room of pikepdf. What comes out of a file that a stranger hands in is bounded in size.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pdftext import Box

__all__ = [
    "EVIDENCE",
    "Anchor",
    "Attached",
    "Link",
    "PdfFile",
    "StrangeParts",
    "UnreadableFile",
    "embedded",
    "look_into",
    "strange_parts",
]

EVIDENCE = "evidence.json"
"""Name of the embedded file that the proof rests on."""

_LARGEST = 32 * 2**20
"""Bytes of the largest embedded file that is read."""

_ALL = 192 * 2**20
"""Bytes that all parts of a file, pictures apart, may take together when they are unpacked."""


class UnreadableFile(Exception):  # noqa: N818 - a verdict on the file
    """The file cannot be examined; the message is one sentence on why."""


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
class PdfFile:
    """What a proof needs of a PDF beside its text.

    ``anchors`` are places by name; ``missing`` are the characters that a font draws as an
    empty box; ``attached`` the files called :data:`EVIDENCE`.
    """

    links: tuple[Link, ...]
    anchors: dict[str, Anchor]
    missing: tuple[str, ...]
    attached: tuple[Attached, ...]


def look_into(pdf: bytes) -> PdfFile:
    """Examine ``pdf``. Raises :class:`UnreadableFile`."""
    import pikepdf

    try:
        with _opened(pdf) as file:
            numbers = {page.objgen: number for number, page in enumerate(file.pages, 1)}
            return PdfFile(
                tuple(_links(file)),
                _anchors(file, numbers),
                tuple(_missing(file)),
                tuple(_attached(file, EVIDENCE)),
            )
    except (pikepdf.PdfError, *_BROKEN) as error:
        raise UnreadableFile(f"the file is damaged: {_first_line(error)}") from error


def embedded(pdf: bytes, name: str = EVIDENCE) -> tuple[Attached, ...]:
    """The embedded files called ``name``. Raises :class:`UnreadableFile`."""
    import pikepdf

    try:
        with _opened(pdf) as file:
            return tuple(_attached(file, name))
    except (pikepdf.PdfError, *_BROKEN) as error:
        raise UnreadableFile(f"the file is damaged: {_first_line(error)}") from error


_BROKEN = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What pikepdf raises where an object is not of the kind that PDF wants there."""


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _opened(pdf: bytes) -> Any:
    import pikepdf

    if b"%PDF-" not in pdf[:1024]:
        raise UnreadableFile("the file is not a PDF")
    try:
        file = pikepdf.open(BytesIO(pdf), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise UnreadableFile(
            "the file is encrypted, and cannot be read without its password"
        ) from error
    if file.is_encrypted:
        file.close()
        raise UnreadableFile("the file is encrypted, which no brief is")
    return file


def _links(file: Any) -> Iterator[Link]:
    for number, page in enumerate(file.pages, 1):
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") != "/Link":
                continue
            target = annotation.get("/Dest")
            action = annotation.get("/A")
            if target is None and action is not None and action.get("/S") == "/GoTo":
                target = action.get("/D")
            if target is not None and _is_text(target):
                x1, y1, x2, y2 = (float(value) for value in annotation["/Rect"])
                box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                yield Link(number, box, str(target))


def _is_text(value: Any) -> bool:
    import pikepdf

    return isinstance(value, str | pikepdf.String)


def _anchors(file: Any, numbers: dict[tuple[int, int], int]) -> dict[str, Anchor]:
    """Named places, as WeasyPrint writes them: page and point."""
    import pikepdf

    names = file.Root.get("/Names", {}).get("/Dests")
    anchors: dict[str, Anchor] = {}
    if names is not None:
        for name, value in pikepdf.NameTree(names).items():
            place: Any = value
            if len(place) >= 4 and place[1] == "/XYZ" and place[0].objgen in numbers:
                page = numbers[place[0].objgen]
                anchors[str(name)] = Anchor(page, float(place[2]), float(place[3]))
    return anchors


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
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        return {}
    found: dict[int, Any] = {}
    body = _unpacked(stream, _LARGEST)
    for part in re.findall(rb"begin(?:bf|cid)char(.*?)end(?:bf|cid)char", body, re.DOTALL):
        for match in _CODES.finditer(part):
            code = int(match[1], 16)
            if match[2]:
                found[code] = bytes.fromhex(match[2].decode()).decode("utf-16-be", "replace")
            else:
                found[code] = int(match[3])
    return found


def _attached(file: Any, name: str) -> Iterator[Attached]:
    import pikepdf

    names = file.Root.get("/Names", {}).get("/EmbeddedFiles")
    relations = {
        part.objgen: str(part.get("/AFRelationship", "")) for part in file.Root.get("/AF", ())
    }
    parts = [] if names is None else [part for _, part in pikepdf.NameTree(names).items()]
    parts += list(file.Root.get("/AF", ()))
    seen = set()
    for part in parts:
        if str(part.get("/UF", part.get("/F", ""))) != name or part.objgen in seen:
            continue
        seen.add(part.objgen)
        relation = relations.get(part.objgen, "").lstrip("/")
        try:
            data = _unpacked(part["/EF"]["/F"], _LARGEST)
        except UnreadableFile as error:
            yield Attached(name, None, relation, str(error))
        else:
            yield Attached(name, data, relation)


def _unpacked(stream: Any, most: int) -> bytes:
    """Content of a stream that is plain or deflated, of at most ``most`` bytes."""
    filters = stream.get("/Filter")
    raw = stream.read_raw_bytes()
    names = (
        [] if filters is None else [str(filters)] if _is_name(filters) else list(map(str, filters))
    )
    if not names:
        data = bytes(raw)
    elif names == ["/FlateDecode"] and stream.get("/DecodeParms") is None:
        try:
            data = zlib.decompressobj().decompress(bytes(raw), most + 1)
        except zlib.error as error:
            raise UnreadableFile("a part of the file is damaged") from error
    else:
        raise UnreadableFile("a part of the file is packed in a way that briefgen does not use")
    if len(data) > most:
        raise UnreadableFile(f"a part of the file unpacks to more than {most // 2**20} MiB")
    return data


def _is_name(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Name)


_ACTIONS = frozenset(
    [
        "JavaScript",
        "Launch",
        "SubmitForm",
        "ImportData",
        "ResetForm",
        "GoToR",
        "GoToE",
        "Rendition",
        "Sound",
        "Movie",
        "Hide",
        "SetOCGState",
        "RichMediaExecute",
        "Trans",
        "GoTo3DView",
        "Named",
    ]
)
_ACTIVE_KEYS = ("/JS", "/AA", "/XFA", "/OpenAction")
_PICTURE = "/DCTDecode"


@dataclass(frozen=True)
class StrangeParts:
    """What a PDF holds that briefgen never writes.

    ``faults`` may change or hide what a page says; with ``unsafe`` the file should not be opened at
    all. ``revisions`` counts how often the file was saved, ``signed`` whether it has a field for a signature.
    """

    faults: tuple[str, ...]
    unsafe: str
    revisions: int
    signed: bool


def strange_parts(pdf: bytes) -> StrangeParts:
    """Look for what has no business in a brief. Raises :class:`UnreadableFile`."""
    import pikepdf

    try:
        with _opened(pdf) as file:
            unsafe = _too_much(file)
            faults = dict.fromkeys((*_active(file), *_covering(file)))
            fields = file.Root.get("/AcroForm", {}).get("/Fields", ())
            signed = any(field.get("/FT") == "/Sig" for field in fields)
            return StrangeParts(tuple(faults), unsafe, pdf.count(b"startxref"), signed)
    except (pikepdf.PdfError, *_BROKEN) as error:
        raise UnreadableFile(f"the file is damaged: {_first_line(error)}") from error


def _active(file: Any) -> Iterator[str]:
    """Programs, and actions other than following a link."""
    import pikepdf

    for part in file.objects:
        for each in _dictionaries(part, 3):
            action = str(each.get("/S", "")).lstrip("/")
            if action in _ACTIONS and each.get("/P") is None:
                yield f"it has an action of the kind {action}"
            for key in _ACTIVE_KEYS:
                if key in each and not isinstance(each[key], pikepdf.Array):
                    yield f"it has {key.lstrip('/')}: something happens when it is opened or read"
    if "/OCProperties" in file.Root:
        yield "it has layers that can be switched off"


def _dictionaries(part: Any, depth: int) -> Iterator[Any]:
    """``part`` and the dictionaries that stand directly in it."""
    import pikepdf

    if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        yield part
        values = [value for _, value in part.items()] if depth else []
    else:
        values = list(part) if depth and isinstance(part, pikepdf.Array) else []
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, depth - 1)


def _covering(file: Any) -> Iterator[str]:
    """Notes, stamps and fields laid over a page."""
    for number, page in enumerate(file.pages, 1):
        for annotation in page.get("/Annots", ()):
            kind = str(annotation.get("/Subtype", "")).lstrip("/")
            hidden = kind == "Widget" and annotation.get("/FT") == "/Sig"
            if kind != "Link" and not (hidden and not any(map(float, annotation["/Rect"]))):
                yield f"page {number} has {kind or 'something'} laid over it, added to the brief"


def _too_much(file: Any) -> str:
    """Why the file should not be opened: it unpacks to more than a brief can be."""
    import pikepdf

    room = _ALL
    for part in file.objects:
        if not isinstance(part, pikepdf.Stream):
            continue
        filters = part.get("/Filter")
        names = (
            []
            if filters is None
            else [str(filters)]
            if _is_name(filters)
            else list(map(str, filters))
        )
        if names in ([], [_PICTURE]):
            continue
        if names != ["/FlateDecode"]:
            return f"a part is packed as {', '.join(names)}, which briefgen does not use"
        room -= _size(bytes(part.read_raw_bytes()), room)
        if room < 0:
            return f"it unpacks to more than {_ALL // 2**20} MiB"
    return ""


def _size(packed: bytes, most: int) -> int:
    """Bytes that ``packed`` unpacks to; a little more than ``most`` if that is too many."""
    unpacking = zlib.decompressobj()
    size = 0
    try:
        while packed and size <= most:
            size += len(unpacking.decompress(packed, 2**20))
            packed = unpacking.unconsumed_tail
    except zlib.error:
        return size
    return size
