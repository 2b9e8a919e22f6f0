"""The styles of the Word file as its XML has them (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from briefgen.word.dress import EAST
from briefgen.word.looks import Look, paragraph_looks, word_looks

if TYPE_CHECKING:
    from briefgen.word.dress import Dress

__all__ = ["style_sheet"]


def style_sheet(dress: Dress) -> str:
    """``word/styles.xml``."""
    looks = [_paragraph(look, dress) for look in paragraph_looks(dress)]
    words = [_character(look, dress) for look in word_looks()]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run(Look('', font='text'), dress)}"
        f"{_language(dress)}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(looks)}{''.join(words)}{_table(dress)}</w:styles>"
    )


def _language(dress: Dress) -> str:
    east = dress.language if dress.language.partition("-")[0] in EAST else "ja-JP"
    return f"<w:lang w:val={quoteattr(dress.language)} w:eastAsia={quoteattr(east)}/>"


def _id(name: str) -> str:
    return re.sub(r"\W", "", name.title() if name[0].islower() else name)


def _paragraph(look: Look, dress: Dress) -> str:
    parts = []
    if look.keep:
        parts.append("<w:keepNext/><w:keepLines/>")
    parts.append("<w:widowControl/>" if look.name == "Normal" else "")
    borders = []
    if look.bar:
        borders.append(_border("left", 24 if look.bar != "line" else 12, look.bar, 6, dress))
    if look.under:
        borders.append(_border("bottom", 4, look.under, 3, dress))
    if borders:
        parts.append(f"<w:pBdr>{''.join(borders)}</w:pBdr>")
    if look.ground:
        parts.append(_shade(look.ground, dress))
    parts.append(_spacing(look, dress))
    if look.left:
        parts.append(f'<w:ind w:left="{_twips(look.left)}"/>')
    if look.center:
        parts.append('<w:jc w:val="center"/>')
    if look.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{look.outline}"/>')
    default = ' w:default="1"' if look.name == "Normal" else ""
    words = _run(replace(look, ground=""), dress)
    return (
        f'<w:style w:type="paragraph" w:styleId="{_id(look.name)}"{default}>'
        f"{_names(look)}<w:pPr>{''.join(parts)}</w:pPr><w:rPr>{words}</w:rPr></w:style>"
    )


def _names(look: Look) -> str:
    parts = [f'<w:name w:val="{look.name}"/>']
    if look.based:
        parts.append(f'<w:basedOn w:val="{_id(look.based)}"/>')
    if look.following:
        parts.append(f'<w:next w:val="{_id(look.following)}"/>')
    return "".join(parts) + "<w:qFormat/>"


def _character(look: Look, dress: Dress) -> str:
    default = ' w:default="1"' if look.name == "Default Paragraph Font" else ""
    return (
        f'<w:style w:type="character" w:styleId="{_id(look.name)}"{default}>'
        f"{_names(look)}<w:rPr>{_run(look, dress)}</w:rPr></w:style>"
    )


def _spacing(look: Look, dress: Dress) -> str:
    parts = []
    if look.before is not None:
        parts.append(f'w:before="{_twips(look.before)}"')
    if look.after is not None:
        parts.append(f'w:after="{_twips(look.after)}"')
    if look.name == "Figure":  # a line of fixed height would cut the picture off
        parts.append('w:line="240" w:lineRule="auto"')
    elif look.line is not None:
        rule = "exact" if dress.exact else "atLeast"
        parts.append(f'w:line="{_twips(look.line)}" w:lineRule="{rule}"')
    return f"<w:spacing {' '.join(parts)}/>" if parts else ""


def _run(look: Look, dress: Dress) -> str:
    """Properties of words, in the order that ECMA-376 part 1, 17.3.2.28 asks for."""
    parts = []
    if look.font:
        name = quoteattr(dress.fonts.get(look.font, look.font))
        east = quoteattr(dress.fonts["east"])
        parts.append(f"<w:rFonts w:ascii={name} w:eastAsia={east} w:hAnsi={name} w:cs={name}/>")
    parts += _switch("b", look.bold), _switch("i", look.italic)
    if look.capitals:
        parts.append(f"<w:{look.capitals}/>")
    if look.color:
        parts.append(f'<w:color w:val="{dress.colors.get(look.color, "auto")}"/>')
    if look.size is not None:
        half = int(look.size * 2 + 0.5)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    if look.underlined:
        parts.append('<w:u w:val="single"/>')
    if look.ground:
        parts.append(_shade(look.ground, dress))
    if look.raised:
        parts.append('<w:vertAlign w:val="superscript"/>')
    return "".join(parts)


def _switch(name: str, on: bool | None) -> str:
    if on is None:
        return ""
    return f"<w:{name}/><w:{name}Cs/>" if on else f'<w:{name} w:val="0"/><w:{name}Cs w:val="0"/>'


def _shade(token: str, dress: Dress) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{dress.colors.get(token, "auto")}"/>'


def _border(side: str, eighths: int, token: str, space: int, dress: Dress) -> str:
    color = dress.colors.get(token, "auto")
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


def _table(dress: Dress) -> str:
    thin = [_border(side, 4, "hairline", 0, dress) for side in ("bottom", "insideH")]
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{''.join(thin)}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f"{_border('bottom', 8, 'navy', 0, dress)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def _twips(points: float) -> int:
    return round(points * 20)
