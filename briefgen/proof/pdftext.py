"""Read the text of a PDF back as a reader gets it. The only room of PDFium (pypdfium2)."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from briefgen.quote.bidi import has_rtl, reading_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Box", "Page", "Run", "UnreadableText", "read_pages"]

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the page."""

_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What PDFium gives for a hyphen at the end of a line, character by character and at once."""

_SURROGATES = re.compile("[\ud800-\udfff]+")

_UNKNOWN, _END = "\ufffd", 0x110000

_INVISIBLE = 3
"""The text rendering mode that draws nothing."""

_SLACK, _EDGE = 1.0, 0.25
"""Points by which a line may reach over an edge, and the part of its height that may be cut off."""

_INLINE = frozenset({"Span", "Link", "NonStruct", "Reference", "Quote", "Code", "Em", "Strong"})
_NODES = 200_000


class UnreadableText(Exception):  # noqa: N818 - a verdict on the file
    """PDFium cannot read the file; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn in one go.

    ``loose`` are the offsets before which PDFium saw a gap without a space being drawn. ``block`` counts
    the paragraphs, items and cells of the page's tag tree; None stands outside of it: a running
    head, a page number, a picture.
    """

    text: str
    loose: tuple[int, ...]
    box: Box
    block: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1: its runs in the order of the tag tree, then those outside of it.

    ``unread`` counts characters that the file draws without saying what they are.
    """

    number: int
    runs: tuple[Run, ...]
    unread: int


def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """All pages of ``pdf``. Raises :class:`UnreadableText`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableText(str(error)) from error
    try:
        return tuple(_page(document, index) for index in range(len(document)))
    except pypdfium2.PdfiumError as error:
        raise UnreadableText(str(error)) from error
    finally:
        document.close()


def _page(document: Any, index: int) -> Page:
    page = document[index]
    text = page.get_textpage()
    try:
        drawn, unread = _drawn(text, _tags(page), _bounds(page))
        inside = sorted((run for run in drawn if run[0] is not None), key=lambda run: run[0] or 0)
        outside = [run for run in drawn if run[0] is None]
        return Page(index + 1, tuple(run for _, run in (*inside, *outside)), unread)
    finally:
        text.close()
        page.close()


def _bounds(page: Any) -> Box:
    """The part of the page that a reader sees."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _seen(drawn: Any, box: Box, page: Box) -> bool:
    """Whether nothing of the text in ``box`` is cut off, by the page's edge or a box around it."""
    from pypdfium2 import raw

    areas = [page]
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    areas += [_outline(clip, path) for path in range(raw.FPDFClipPath_CountPaths(clip))]
    height = (box[3] - box[1]) * _EDGE
    return all(
        area[0] - _SLACK <= box[0]
        and area[1] - _SLACK <= box[1] + height
        and box[2] <= area[2] + _SLACK
        and box[3] - height <= area[3] + _SLACK
        for area in areas
    )


def _outline(clip: Any, path: int) -> Box:
    """The rectangle around a clipping path."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for index in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, index)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            xs.append(x.value)
            ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


def _tags(page: Any) -> dict[int, tuple[int, int]]:
    """Place in the tag tree, and block, of each piece of marked content of ``page``."""
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    places: dict[int, tuple[int, int]] = {}
    if not tree:
        return places
    blocks = 0
    name = (ctypes.c_ushort * 64)()
    # Each page is asked for the elements of all pages: as plain numbers they come faster.
    child_of = _plainly(ctypes.c_void_p, raw.FPDF_StructElement_GetChildAtIndex)
    content_of = _plainly(ctypes.c_int, raw.FPDF_StructElement_GetChildMarkedContentID)
    count = raw.FPDF_StructTree_CountChildren(tree)
    stack: list[tuple[Any, int, int]] = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, i), -1, 0) for i in reversed(range(count))
    ]
    seen = 0
    while stack and (seen := seen + 1) < _NODES:
        element, content, block = stack.pop()
        if content >= 0:
            places.setdefault(content, (len(places), block))
            continue
        if not element:
            continue
        size = raw.FPDF_StructElement_GetType(element, name, ctypes.sizeof(name))
        kind = ctypes.string_at(name, max(min(size, ctypes.sizeof(name)) - 2, 0))
        if kind.decode("utf-16-le", "replace") not in _INLINE:
            blocks += 1
            block = blocks
        address = ctypes.cast(element, ctypes.c_void_p)
        for i in reversed(range(raw.FPDF_StructElement_CountChildren(element))):
            if child := child_of(address, i):
                stack.append((ctypes.cast(child, raw.FPDF_STRUCTELEMENT), -1, block))
            elif (content := content_of(address, i)) >= 0:
                stack.append((None, content, block))
    raw.FPDF_StructTree_Close(tree)
    return places


def _plainly(result: Any, function: Any) -> Any:
    """A function of PDFium of an object and an index, that takes and gives plain numbers."""
    kind = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int)
    return kind(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _drawn(
    text: Any, places: dict[int, tuple[int, int]], page: Box
) -> tuple[list[tuple[int | None, Run]], int]:
    """Runs of a page with their place in the tag tree, and the number of unread characters."""
    from pypdfium2 import raw

    characters = _characters(text)
    unread = 0
    found: list[tuple[int | None, Run]] = []
    for drawn, start, end in _objects(text, len(characters)):
        box = _box(drawn)
        if raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE or not _seen(drawn, box, page):
            continue
        kept = _kept(text, characters, start, end)
        written = "".join(characters[index] for index in kept).translate(_HYPHENS)
        loose = [at for at, (here, after) in enumerate(pairwise(kept), 1) if after - here > 1]
        if not written.isascii():
            written = _SURROGATES.sub(_joined, written)
            unread += written.count(_UNKNOWN)
        unread += written.count("\0")
        place, block = places.get(raw.FPDFPageObj_GetMarkedContentID(drawn), (None, None))
        if has_rtl(written):
            written, loose = reading_order(_line(text, kept, characters)), []
        found.append((place, Run(written, tuple(loose), box, block)))
    return found, unread


def _kept(text: Any, characters: Sequence[str], start: int, end: int) -> Sequence[int]:
    """Indices of the characters that are drawn, without the spaces that PDFium makes up."""
    from pypdfium2 import raw

    spaces = (index for index in range(start, end) if characters[index] == " ")
    made_up = {index for index in spaces if raw.FPDFText_IsGenerated(text, index)}
    return (
        [index for index in range(start, end) if index not in made_up]
        if made_up
        else range(start, end)
    )


def _joined(pair: re.Match[str]) -> str:
    """A character beyond 16 bits, which PDFium gives in two halves."""
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _objects(text: Any, count: int) -> Iterator[tuple[Any, int, int]]:
    """Each object of text on a page, and the span of its characters."""
    from pypdfium2 import raw

    # As plain numbers, the owners of some thousand characters come in a quarter of the time.
    owner_of = _plainly(ctypes.c_void_p, raw.FPDFText_GetTextObject)
    page = ctypes.cast(text.raw, ctypes.c_void_p)
    owners = [owner_of(page, index) for index in range(count)]
    here = 0
    for owner, group in groupby(owners):
        start, here = here, here + sum(1 for _ in group)
        if owner:
            yield ctypes.cast(owner, raw.FPDF_PAGEOBJECT), start, here


def _characters(text: Any) -> Sequence[str]:
    """All characters of a page, those too that PDFium makes up between words and lines."""
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        whole = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
        if len(whole) == count:
            return whole
    # Characters without a code, or beyond 16 bits: one by one.
    codes = (raw.FPDFText_GetUnicode(text, index) for index in range(count))
    return [chr(code) if code < _END else _UNKNOWN for code in codes]


def _box(drawn: Any) -> Box:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _line(text: Any, indices: Sequence[int], characters: Sequence[str]) -> list[str]:
    """Characters of a run from left to right as printed, marks with their letters.

    PDFium turns each word from right to left round, and not the line; where they stand tells.
    """
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    placed: list[tuple[float, str]] = []
    for index in indices:
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if unicodedata.combining(characters[index]) and placed:
            placed[-1] = placed[-1][0], placed[-1][1] + characters[index]
        else:
            placed.append((x.value, characters[index]))
    return [character for _, character in sorted(placed, key=lambda item: item[0])]
