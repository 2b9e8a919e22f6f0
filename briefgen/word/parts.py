"""The parts of pandoc's file that are the document's own: properties, lists, tables, typefaces."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefgen.prose import plain
from briefgen.word.package import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.document import Document

__all__ = ["completed"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""*Why* not pandoc's: without the mode, Word 2013's, it opens the file as one of Word 2007."""

_INDENT = re.compile(r'<w:ind w:left="(\d+)" w:hanging="\d+" ?/>')
_STEP, _BOX = 360, 180
"""Twentieths of a point that a list is set in, a level, and that a box is."""
_ROW = re.compile(r"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?")


def completed(parts: Mapping[str, bytes], document: Document, reference: bytes) -> dict[str, bytes]:
    """``parts`` of the file that pandoc made with ``reference``, with what pandoc has no way to say."""
    made = dict(parts)
    own = unpacked(reference)
    made["docProps/core.xml"] = _properties(document).encode()
    made["docProps/app.xml"] = _program().encode()
    made["word/settings.xml"] = _SETTINGS.encode()
    made["word/fontTable.xml"] = own["word/fontTable.xml"]
    numbering = made["word/numbering.xml"].decode()
    made["word/numbering.xml"] = _INDENT.sub(_indent, numbering).encode()
    body = made["word/document.xml"].decode()
    made["word/document.xml"] = _ROW.sub(_whole, body).encode()
    return made


def _indent(found: re.Match[str]) -> str:
    """A list begins where a box does, so that the ground of a box stays straight."""
    level = int(found[1]) // 720
    return f'<w:ind w:left="{_BOX + level * _STEP}" w:hanging="{_STEP}"/>'


def _whole(found: re.Match[str]) -> str:
    """A row of a table that no page parts."""
    return f"<w:tr><w:trPr><w:cantSplit/>{found[1] or ''}</w:trPr>"


def _program() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{space}"><Application>briefgen</Application></Properties>'


def _properties(document: Document) -> str:
    spaces = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    named = "".join(f' xmlns:{prefix}="{url}"' for prefix, url in spaces.items())
    held = "".join(
        f"<{name}>{escape(value)}</{name}>" for name, value in _values(document) if value
    )
    if date := _date(document):
        moment = f'xsi:type="dcterms:W3CDTF">{date}'
        held += f"<dcterms:created {moment}</dcterms:created>"
        held += f"<dcterms:modified {moment}</dcterms:modified>"
    return f"{_HEAD}<cp:coreProperties{named}>{held}</cp:coreProperties>"


def _values(document: Document) -> Iterator[tuple[str, str]]:
    yield "dc:title", document.title_text
    yield "dc:creator", "; ".join(document.authors)
    yield "dc:description", plain(document.standfirst)
    yield "dc:language", document.language
    yield "cp:keywords", ", ".join(entry.term for entry in document.glossary)
    yield "cp:category", document.series or ""
    yield "cp:version", document.version or ""


def _date(document: Document) -> str:
    """The day of publication, else the time that SOURCE_DATE_EPOCH names, as a W3C date."""
    if document.published_iso:
        parts = [*document.published_iso.split("-"), "01", "01"][:3]
        return f"{'-'.join(parts)}T00:00:00Z"
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
