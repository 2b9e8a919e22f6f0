"""Strange parts: what a PDF holds that briefgen never writes, and that could mislead its reader."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.proof.pdffile import kind, opened, packing

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["StrangeParts", "strange_parts"]

ALL = 192 * 2**20
"""Bytes that all parts of a file, pictures apart, may take together when they are unpacked."""

_ACTIONS = frozenset(
    ("JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "GoToR", "GoToE", "Rendition")
) | frozenset(
    ("Sound", "Movie", "Hide", "SetOCGState", "RichMediaExecute", "Trans", "GoTo3DView", "Named")
)
_ACTIVE_KEYS = ("/JS", "/AA", "/XFA", "/OpenAction")
_DEPTH = 3


@dataclass(frozen=True)
class StrangeParts:
    """What has no business in a brief.

    ``faults`` may change or hide what a page says; with ``unsafe`` the file should not be opened at
    all. ``revisions`` counts how often the file was saved; ``signed`` says that it has a field for a
    signature.
    """

    faults: tuple[str, ...]
    unsafe: str
    revisions: int
    signed: bool


def strange_parts(pdf: bytes) -> StrangeParts:
    """Look for them in ``pdf``. Raises :class:`~briefgen.proof.pdffile.UnreadableFile`."""
    with opened(pdf) as file:
        faults = dict.fromkeys((*_active(file), *_covering(file)))
        fields = file.Root.get("/AcroForm", {}).get("/Fields", ())
        signed = any(field.get("/FT") == "/Sig" for field in fields)
        return StrangeParts(tuple(faults), _too_much(file), pdf.count(b"startxref"), signed)


def _active(file: Any) -> Iterator[str]:
    """Programs, and actions other than following a link."""
    for part in file.objects:
        for each in _dictionaries(part, _DEPTH):
            action = str(each.get("/S", "")).lstrip("/")
            if action in _ACTIONS:
                yield f"it has an action of the kind {action}"
            for key in _ACTIVE_KEYS:
                if key in each and kind(each[key]) != "array":
                    yield f"it has {key.lstrip('/')}: something happens when it is opened or read"
    if "/OCProperties" in file.Root:
        yield "it has layers that can be switched off"


def _dictionaries(part: Any, depth: int) -> Iterator[Any]:
    """``part``, if it is a dictionary, and the dictionaries that stand directly in it."""
    values: list[Any] = []
    match kind(part):
        case "dictionary" | "stream":
            yield part
            values = [value for _, value in part.items()]
        case "array":
            values = list(part)
    for value in values if depth else ():
        if not getattr(value, "is_indirect", True):
            yield from _dictionaries(value, depth - 1)


def _covering(file: Any) -> Iterator[str]:
    """Notes, stamps and fields laid over a page."""
    for number, page in enumerate(file.pages, 1):
        for annotation in page.get("/Annots", ()):
            shape = str(annotation.get("/Subtype", "")).lstrip("/")
            signature = shape == "Widget" and annotation.get("/FT") == "/Sig"
            unseen = signature and not any(float(side) for side in annotation["/Rect"])
            if shape != "Link" and not unseen:
                yield f"page {number} has {shape or 'something'} laid over it, added to the brief"


def _too_much(file: Any) -> str:
    """Why the file should not be opened: it unpacks to more than a brief can be."""
    room = ALL
    for part in file.objects:
        if kind(part) != "stream":
            continue
        packed = list(packing(part))
        if packed in ([], ["/DCTDecode"]):
            continue
        if packed != ["/FlateDecode"]:
            return f"a part is packed as {', '.join(packed)}, which briefgen does not use"
        room -= _size(bytes(part.read_raw_bytes()), room)
        if room < 0:
            return f"it unpacks to more than {ALL // 2**20} MiB"
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
