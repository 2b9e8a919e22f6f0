"""What a PDF's content streams paint, by the mark around it, and the glyphs that its text is drawn with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pikepdf

PAINT = frozenset(
    ["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI", "INLINE", "IMAGE"]
)
SHOW = frozenset(["Tj", "TJ", "'", '"'])


@dataclass(frozen=True)
class Painted:
    """One thing painted on a page, counted from 1.

    ``number`` is its marked content's, None if it has none; ``marks`` are the names of all marks
    around it. ``glyphs`` and ``text`` are those of text.
    """

    page: int
    operator: str
    number: int | None
    marks: tuple[str, ...]
    glyphs: tuple[int, ...] = ()
    text: str = ""


def painted(file: pikepdf.Pdf) -> list[Painted]:
    """Everything that the pages of ``file`` paint, in the order of drawing."""
    found: list[Painted] = []
    for number, page in enumerate(file.pages, 1):
        _paint(page.obj, page.Resources, number, [], found)
    return found


def _paint(stream, resources, page: int, marks: list[tuple[str, int | None]], found) -> None:
    font = None
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name in ("BMC", "BDC"):
            marked = operands[1].get("/MCID") if name == "BDC" else None
            marks = [*marks, (str(operands[0])[1:], None if marked is None else int(marked))]
        elif name == "EMC":
            marks = marks[:-1]
        elif name == "Tf":
            font = resources.Font[str(operands[0])]
        elif name in SHOW:
            pieces = operands[-1] if name == "TJ" else [operands[-1]]
            codes = b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))
            glyphs, text = decoded(font, codes)
            found.append(_one(page, name, marks, glyphs, text))
        elif name in PAINT:
            drawing = resources.XObject[str(operands[0])] if name == "Do" else None
            if drawing is not None and drawing.get("/Subtype") == "/Form":
                _paint(drawing, drawing.get("/Resources", resources), page, marks, found)
            else:
                found.append(_one(page, name, marks))
    assert marks == [] or stream.get("/Subtype") == "/Form"


def _one(page, name, marks, glyphs=(), text="") -> Painted:
    number = next((number for _, number in reversed(marks) if number is not None), None)
    return Painted(page, name, number, tuple(name for name, _ in marks), glyphs, text)


def decoded(font, codes: bytes) -> tuple[tuple[int, ...], str]:
    """The glyphs that ``font`` draws for ``codes``, and what they mean."""
    assert font.Subtype == "/Type0"
    assert len(codes) % 2 == 0
    numbers = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
    written, cids = _maps(font)
    assert font.DescendantFonts[0].get("/CIDToGIDMap", "/Identity") == "/Identity"
    glyphs = [cids.get(number, 0) if cids is not None else number for number in numbers]
    return tuple(glyphs), "".join(written[number] for number in numbers)


def _maps(font) -> tuple[dict[int, str], dict[int, int] | None]:
    """Code to text, and code to glyph, or None where they are the same."""
    written = _cmap(font.ToUnicode.read_bytes())
    text = {code: bytes.fromhex(to).decode("utf-16-be") for code, to in written.items()}
    encoding = font.Encoding
    if isinstance(encoding, pikepdf.Name):
        assert encoding == "/Identity-H"
        return text, None
    return text, {code: int(to) for code, to in _cmap(encoding.read_bytes()).items()}


@cache
def _cmap(body: bytes) -> dict[int, str]:
    """Entries of a character map: ``<0041> <0061>`` or ``<0041> 7``, alone or as a range."""
    found: dict[int, str] = {}
    for part in re.findall(rb"begin(?:bf|cid)char(.*?)end", body, re.DOTALL):
        for code, to in re.findall(rb"<([0-9a-fA-F]+)>\s*<?([0-9a-fA-F]+)>?", part):
            found[int(code, 16)] = to.decode()
    assert b"range" not in body.replace(b"codespacerange", b"")
    return found
