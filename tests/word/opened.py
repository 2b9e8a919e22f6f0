"""A Word file opened for tests, without Word: its parts, and what Word insists on."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
    " pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc"
    " textDirection textAlignment outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection"
    " tcFitText vAlign hideMark",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
    " unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "settings": "zoom embedSystemFonts defaultTabStop characterSpacingControl footnotePr endnotePr"
    " compat rsids",
}
"""ECMA-376 part 1: the order of what stands in each element."""


@dataclass(frozen=True)
class Opened:
    """The file's parts, those of XML read."""

    raw: dict[str, bytes]
    xml: dict[str, ElementTree.Element]

    @property
    def body(self):
        return self.xml["word/document.xml"]

    @property
    def styles(self):
        return {s.get(f"{W}styleId"): s for s in self.xml["word/styles.xml"].iter(f"{W}style")}

    def paragraphs(self, style=None, part="word/document.xml"):
        """Texts of the paragraphs, of one style if it is named."""
        return [
            "".join(t.text or "" for t in p.iter(f"{W}t"))
            for p in self.xml[part].iter(f"{W}p")
            if style is None or style_of(p) == style
        ]

    def notes(self):
        """The texts of the notes by the number that Word counts for them."""
        texts = {
            note.get(f"{W}id"): "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
            for note in self.xml["word/footnotes.xml"]
        }
        calls = [call.get(f"{W}id") for call in self.body.iter(f"{W}footnoteReference")]
        return {number: texts[name] for number, name in enumerate(calls, 1)}


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    xml = {
        name: ElementTree.fromstring(part)
        for name, part in raw.items()
        if name.endswith((".xml", ".rels"))
    }
    return Opened(raw, xml)


def style_of(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else "Normal"


def faults(word):
    """What Word would refuse, mend or pass over in silence."""
    return [*_out_of_order(word), *_names(word), *_parts(word), *_ids(word)]


def _out_of_order(word):
    for name, root in word.xml.items():
        for element in root.iter():
            order = ORDER.get(element.tag.removeprefix(W), "").split()
            held = [child.tag.removeprefix(W) for child in element]
            if not order or not element.tag.startswith(W):
                continue
            unknown = set(held) - set(order)
            if unknown:
                yield f"{name}: {element.tag} holds {unknown}"
            elif held != sorted(held, key=order.index):
                yield f"{name}: {element.tag} holds {held}"


def _names(word):
    styles = word.styles
    for name, root in word.xml.items():
        for element in root.iter():
            kind = element.tag.removeprefix(W)
            value = element.get(f"{W}val")
            if kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next") and value not in styles:
                yield f"{name}: there is no style {value}"
        marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
        if len(set(marks)) < len(marks):
            yield f"{name}: a bookmark twice"
        for mark in marks:
            if not re.fullmatch(r"[^\W\d_]\w{0,39}", mark):
                yield f"{name}: {mark} is no name for a bookmark"
    marks = {mark.get(f"{W}name") for mark in word.body.iter(f"{W}bookmarkStart")}
    for name in ("word/document.xml", "word/footnotes.xml"):
        for link in word.xml[name].iter(f"{W}hyperlink"):
            if (anchor := link.get(f"{W}anchor")) and anchor not in marks:
                yield f"{name}: a link to {anchor}, which is nowhere"
        for field in word.xml[name].iter(f"{W}instrText"):
            if field.text.split()[1] not in marks:
                yield f"{name}: the field {field.text} leads nowhere"


def _parts(word):
    types = word.xml["[Content_Types].xml"]
    named = {each.get("PartName") for each in types.iter(f"{TYPES}Override")}
    ends = {each.get("Extension") for each in types.iter(f"{TYPES}Default")}
    for name in word.raw:
        if f"/{name}" not in named and name.rpartition(".")[2] not in ends:
            yield f"{name} has no type"
    for name in named:
        if name[1:] not in word.raw:
            yield f"{name} has a type and is not there"
    for name, root in word.xml.items():
        if not name.startswith("word/") or name.endswith(".rels"):
            continue
        rels = word.xml.get(name.replace("word/", "word/_rels/") + ".rels", ())
        known = {each.get("Id"): each for each in rels}
        for element in root.iter():
            for key in (f"{R}id", f"{R}embed"):
                if (used := element.get(key)) and used not in known:
                    yield f"{name}: no relationship {used}"
        for each in known.values():
            if (
                each.get("TargetMode") != "External"
                and f"word/{each.get('Target')}" not in word.raw
            ):
                yield f"{name}: {each.get('Target')} is not there"


def _ids(word):
    for tag in (f"{W}bookmarkStart", f"{WP}docPr"):
        found = [each.get(f"{W}id") or each.get("id") for each in word.body.iter(tag)]
        if len(set(found)) < len(found):
            yield f"an id of {tag} twice"
    calls = [call.get(f"{W}id") for call in word.body.iter(f"{W}footnoteReference")]
    if len(set(calls)) < len(calls):
        yield "a note is called twice"
    for row in word.body.iter(f"{W}tc"):
        if row[-1].tag != f"{W}p":
            yield "a cell does not end in a paragraph"
