"""The reference document from which pandoc takes the styles, the paper, the head and the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefgen.word.package import packed
from briefgen.word.styles import style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.document import Document
    from briefgen.word.dress import Dress

__all__ = ["reference_document", "text_width"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
_PARTS = ("header", "header-first", "footer")

# What Word may take for a typeface that a machine does not have.
_ALIKE = {
    "Gentium Book Plus": "Cambria",
    "Source Sans 3": "Calibri",
    "Noto Sans JP": "Yu Gothic",
    "Noto Sans SC": "Microsoft YaHei",
    "Noto Sans KR": "Malgun Gothic",
}


def text_width(document: Document, dress: Dress) -> float:
    """Millimeters that a line of text is wide."""
    return _PAPERS[document.paper][0] - dress.margins["left"] - dress.margins["right"]


def reference_document(document: Document, dress: Dress, said: Mapping[str, str]) -> bytes:
    """The file; ``said`` are the words of the page for its head and foot."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _document(document, dress),
        "word/_rels/document.xml.rels": _relations(dict(_related())),
        "word/styles.xml": style_sheet(dress),
        "word/fontTable.xml": _fonts(dress),
        "word/settings.xml": f'{_HEAD}<w:settings xmlns:w="{_W}"/>',
        "word/header.xml": _margin("hdr", _head(document, said)),
        "word/header-first.xml": _margin("hdr", _marking(document)),
        "word/footer.xml": _margin("ftr", _foot(document, dress, said)),
    }
    return packed({name: text.encode() for name, text in parts.items()})


def _content_types() -> str:
    named = {
        "document": "document.main",
        "styles": "styles",
        "fontTable": "fontTable",
        "settings": "settings",
        "header": "header",
        "header-first": "header",
        "footer": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in named.items()
    )
    package = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{package}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(related: Mapping[str, tuple[str, str]]) -> str:
    held = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{target}"/>'
        for name, (kind, target) in related.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{held}</Relationships>'


def _related() -> Iterator[tuple[str, tuple[str, str]]]:
    for name in ("styles", "fontTable", "settings"):
        yield f"rId-{name}", (name, f"{name}.xml")
    for name in _PARTS:
        yield f"rId-{name}", (name.partition("-")[0], f"{name}.xml")


def _document(document: Document, dress: Dress) -> str:
    width, height = (_twips(side) for side in _PAPERS[document.paper])
    sides = {side: _twips(length) for side, length in dress.margins.items()}
    kinds = (("header", "default"), ("header-first", "first"))
    heads = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId-{name}"/>' for name, kind in kinds
    )
    feet = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rId-footer"/>' for kind in ("default", "first")
    )
    section = (
        f'{heads}{feet}<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{sides["top"]}" w:right="{sides["right"]}" w:bottom="{sides["bottom"]}"'
        f' w:left="{sides["left"]}" w:header="450" w:footer="400" w:gutter="0"/><w:titlePg/>'
    )
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body><w:p/>'
        f"<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )


def _fonts(dress: Dress) -> str:
    names = dict.fromkeys(dress.fonts.values())
    held = "".join(
        f'<w:font w:name="{escape(name, {chr(34): "&quot;"})}">'
        + (f'<w:altName w:val="{_ALIKE[name]}"/>' if name in _ALIKE else "")
        + "</w:font>"
        for name in names
    )
    return f'{_HEAD}<w:fonts xmlns:w="{_W}">{held}</w:fonts>'


def _margin(kind: str, paragraphs: str) -> str:
    return f'{_HEAD}<w:{kind} xmlns:w="{_W}" xmlns:r="{_R}">{paragraphs}</w:{kind}>'


def _marking(document: Document) -> str:
    """The marking in capitals; an empty line where there is none, which a margin has to have."""
    words = _text(document.marking.upper()) if document.marking else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Marking"/></w:pPr>{words}</w:p>'


def _head(document: Document, said: Mapping[str, str]) -> str:
    running = _text(said.get("data-running", document.title_text))
    return f'{_marking(document)}<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{running}</w:p>'


def _foot(document: Document, dress: Dress, said: Mapping[str, str]) -> str:
    """Day of the information on the left, page of pages on the right; the marking under both."""
    right = _twips(text_width(document, dress))
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
    counted = (
        _text(said.get("data-page", "")),
        _field("PAGE"),
        _text(said.get("data-of", " / ")),
        _field("NUMPAGES"),
        _text(said.get("data-after", "")),
    )
    line = _text(said.get("data-as-of", "")) + "<w:r><w:tab/></w:r>" + "".join(counted)
    words = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr>{line}</w:p>'
    return words + (_marking(document) if document.marking else "")


def _text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _twips(millimeters: float) -> int:
    return round(millimeters / 25.4 * 1440)
