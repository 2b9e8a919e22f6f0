"""The styles of the Word file, in the colors, typefaces and sizes of the page's style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from briefgen.render.pictures import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.place import TextFile

__all__ = ["Dress", "dress_of", "style_sheet"]

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIZE = re.compile(r"(?:font-size|font):[^;]*?([\d.]+)pt(?:/([\d.]+)pt)?")
_LINE = re.compile(r"line-height:\s*([\d.]+)pt")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

_EAST = {"ja": "Noto Sans JP", "zh": "Noto Sans SC", "ko": "Noto Sans KR"}


@dataclass(frozen=True)
class Dress:
    """What the styles are made of.

    ``colors`` by token, as six hexadecimal digits; sizes in points by selector, ``body``, ``h1`` to
    ``h3``; ``line`` is the height of a line of text; ``margins`` in millimeters by side.
    ``exact`` sets lines at that height in any typeface.
    """

    colors: Mapping[str, str]
    serif: str
    sans: str
    east: str
    sizes: Mapping[str, float]
    line: float
    margins: Mapping[str, float]
    language: str
    exact: bool


def dress_of(styles: Sequence[TextFile], paper: str, language: str, *, exact: bool) -> Dress:
    """The tokens and sizes that ``styles``, those of the page, set for ``paper``."""
    text = _COMMENT.sub("", "\n".join(file.text for file in styles))
    tokens = dict(tokens_of(styles))
    for selector, body in _RULE.findall(text):
        if selector.strip() in (":root", f":root.{paper}"):
            tokens.update(re.findall(r"--([\w-]+):\s*([^;]+?)\s*(?:;|$)", body))
    body, line = _sized(text, (".brief", "html"), 10.5, 14.5)
    sizes = {
        "body": body,
        "h1": _sized(text, ("h1",), 22, 26)[0],
        "h2": _sized(text, ("h2",), 14, 18)[0],
        "h3": _sized(text, ("h3",), body, line)[0],
    }
    sides = ("top", "bottom", "left", "right")
    margins = {side: _millimeters(tokens.get(f"margin-{side}", "")) for side in sides}
    # A side column of the page has no place in Word, whose own side column is for comments.
    margins["left"] = margins["right"] = max(25.0, min(margins["left"], margins["right"]))
    tag = language.partition("-")[0].lower()
    sans = _family(tokens.get("sans", "Calibri"))
    serif = sans if tag in _EAST else _family(tokens.get("serif", "Cambria"))
    colors = {name: value[1:] for name, value in tokens.items() if _is_color(value)}
    return Dress(colors, serif, sans, _EAST.get(tag, sans), sizes, line, margins, language, exact)


def _is_color(value: str) -> bool:
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is not None


def _family(stack: str) -> str:
    return stack.partition(",")[0].strip("\"' ")


def _millimeters(length: str) -> float:
    found = re.fullmatch(r"([\d.]+)(mm|cm|in|pt)", length)
    units = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
    return float(found[1]) * units[found[2]] if found else 25.0


def _sized(text: str, names: Sequence[str], size: float, line: float) -> tuple[float, float]:
    """Size of type and height of a line, in points, that the first of ``names`` is given last."""
    for name in names:
        bodies = [
            body
            for selectors, body in _RULE.findall(text)
            if any(
                one.strip() == name or (name == "h1" and one.endswith(" h1"))
                for one in selectors.split(",")
            )
            and _SIZE.search(body)
        ]
        if bodies:
            found = _SIZE.search(bodies[-1])
            high = _LINE.search(bodies[-1])
            assert found
            return float(found[1]), float((high and high[1]) or found[2] or line)
    return size, line


@dataclass(frozen=True)
class _Look:
    """How paragraphs or words of a style look; lengths in points, colors by token."""

    name: str
    based: str = "Normal"
    following: str = ""
    size: float | None = None
    line: float | None = None
    font: str = ""
    color: str = ""
    bold: bool | None = None
    italic: bool = False
    before: float | None = None
    after: float | None = None
    left: float = 0
    ground: str = ""
    bar: str = ""
    under: str = ""
    keep: bool = False
    center: bool = False
    outline: int | None = None
    extra: str = ""


def style_sheet(dress: Dress) -> str:
    """``word/styles.xml``."""
    looks = [_paragraph(look, dress) for look in _paragraphs(dress)]
    words = [_character(look, dress) for look in _words(dress)]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run(_Look('', font='serif'), dress)}"
        f"{_language(dress)}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(looks)}{''.join(words)}{_table(dress)}</w:styles>"
    )


def _language(dress: Dress) -> str:
    east = dress.language if dress.language.partition("-")[0] in _EAST else "ja-JP"
    return f"<w:lang w:val={quoteattr(dress.language)} w:eastAsia={quoteattr(east)}/>"


def _paragraphs(dress: Dress) -> Iterator[_Look]:
    body, line = dress.sizes["body"], dress.line
    small, low = max(8.0, body - 1.5), line - 2
    tight = dress.exact
    gap = 3 if tight else 6
    yield _Look("Normal", "", size=body, line=line, color="ink", after=gap)
    yield _Look("Body Text")
    yield _Look("First Paragraph", "Body Text", "Body Text")
    yield _Look("Compact", "Body Text", after=2 if tight else 3)
    title, second, third = (dress.sizes[name] for name in ("h1", "h2", "h3"))
    head = _Look("", font="sans", color="navy", bold=True, keep=True)
    yield replace(
        head,
        name="Title",
        following="Subtitle",
        size=title,
        line=title * 1.17,
        after=5,
    )
    yield _Look("Subtitle", following="Body Text", size=12.5, line=17, color="muted", after=9)
    above = 6.5 if tight else 18
    sizes = (second, third, max(third - 0.5, 9), 10, 10)
    for level, size in enumerate(sizes, 1):
        yield replace(head, name=f"heading {level}", following="Body Text", size=size, line=size * 1.25,
            before=above if level == 1 else above * 0.55, after=2 if tight else 4 - level % 2,
            outline=level - 1, )  # fmt: skip
    yield _Look(
        "Kicker", following="Title", size=8.5, line=12, font="sans", color="rust", bold=True,
        after=4, extra="<w:caps/>",
    )  # fmt: skip
    yield _Look("Facts", size=9, line=12.5, font="sans", under="line", after=8)
    for name, ground, bar in (
        ("Bottom Line", "blue-tint", "navy"),
        ("Key Judgments", "blue-tint", "navy"),
        ("Judgment", "sand", ""),
    ):
        box = _Look(name, after=gap, ground=ground, bar=bar, left=9)
        yield box
        for level, size in ((1, min(second, 13)), (2, third)):
            yield replace(box, name=f"{name} Heading {level}", based=f"heading {level}", following=name, size=size, line=size * 1.25,
                before=6.0, after=2.0, outline=level - 1, keep=True, )  # fmt: skip
        yield replace(box, name=f"{name} Label", based="Label", following=name, after=2, keep=True)
    yield _Look("Label", following="Body Text", size=8.5, line=12, font="sans", color="rust", bold=True, keep=True, after=2)  # fmt: skip
    yield _Look("Gap", left=9, bar="line")
    yield _Look("Gap Label", "Label", "Gap", left=9, bar="line", keep=True)
    if tight:
        yield _Look("Lead", bold=True, keep=True)
    else:
        yield _Look("Lead", size=body, line=line, font="sans", color="navy", keep=True)
    yield _Look("Degree", "Key Judgments", size=8.5, line=13, font="sans", color="navy", bold=True, left=9, ground="blue-tint", bar="navy")  # fmt: skip
    quiet = _Look(
        "Explanation", size=small, line=max(low, small + 2), font="sans", color="muted", after=3
    )
    yield replace(quiet, name="Source Tags", keep=True)
    yield quiet
    yield _Look("Block Text", "Body Text", left=14)
    yield _Look("Reading", "Body Text", after=2, size=small, line=max(low, small + 2))
    yield _Look("Reference", "Body Text", size=max(body - 0.75, 8.5))
    yield _Look("Terms", "Body Text", after=2)
    yield _Look("Contents", "Body Text", after=1, font="sans", size=small, line=low)
    yield _Look("About", size=7.75 if tight else 9, line=9.75 if tight else 13, font="sans", color="muted", after=1)  # fmt: skip
    yield _Look("Caption", following="Figure", size=9.5, line=13, font="sans", color="navy", bold=True, before=8, after=3, keep=True)  # fmt: skip
    yield _Look("Image Caption", "Caption")
    yield _Look("Table Caption", "Caption")
    yield _Look("Figure", keep=True, after=3)
    yield _Look("Figure Source", size=8, line=11, font="sans", color="muted", after=8)
    yield _Look("Table Text", size=8.75, line=12, font="sans", after=2)
    yield _Look("Table Heading", "Table Text", bold=True, color="navy", keep=True)
    yield _Look("Source Code", size=9, line=12, font="Consolas")
    yield _Look("footnote text", size=8, line=10, after=1)
    yield _Look("header", size=8, line=10.5, font="sans", color="muted", after=0)
    yield _Look("footer", "header")
    yield _Look("Marking", "header", size=10, line=13, bold=True, color="ink", center=True)


def _words(dress: Dress) -> Iterator[_Look]:
    yield _Look("Default Paragraph Font", "")
    base = "Default Paragraph Font"
    yield _Look("Term", base, font="sans", bold=True)
    yield _Look("Label Words", base, font="sans", bold=True, color="rust")
    yield _Look("Muted", base, font="sans", color="muted")
    yield _Look("Relied On", base, ground="marked")
    yield _Look("Small Caps", base, extra="<w:smallCaps/>")
    yield _Look("Verbatim Char", base, font="Consolas")
    yield _Look("Hyperlink", base, color="link")
    yield _Look("footnote reference", base, font="sans", color="link", extra="<w:vertAlign/>")


def _id(name: str) -> str:
    return re.sub(r"\W", "", name.title() if name[0].islower() else name)


def _paragraph(look: _Look, dress: Dress) -> str:
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
    return (
        f'<w:style w:type="paragraph" w:styleId="{_id(look.name)}"{default}>'
        f"{_names(look)}<w:pPr>{''.join(parts)}</w:pPr><w:rPr>{_run(look, dress)}</w:rPr></w:style>"
    )


def _names(look: _Look) -> str:
    parts = [f'<w:name w:val="{look.name}"/>']
    if look.based:
        parts.append(f'<w:basedOn w:val="{_id(look.based)}"/>')
    if look.following:
        parts.append(f'<w:next w:val="{_id(look.following)}"/>')
    return "".join(parts) + "<w:qFormat/>"


def _character(look: _Look, dress: Dress) -> str:
    default = ' w:default="1"' if look.name == "Default Paragraph Font" else ""
    return (
        f'<w:style w:type="character" w:styleId="{_id(look.name)}"{default}>'
        f"{_names(look)}<w:rPr>{_run(look, dress)}</w:rPr></w:style>"
    )


def _spacing(look: _Look, dress: Dress) -> str:
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


def _run(look: _Look, dress: Dress) -> str:
    """Properties of words, in the order that ECMA-376 part 1, 17.3.2.28 asks for."""
    parts = []
    if look.font:
        name = quoteattr({"serif": dress.serif, "sans": dress.sans}.get(look.font, look.font))
        east = quoteattr(dress.east)
        parts.append(f"<w:rFonts w:ascii={name} w:eastAsia={east} w:hAnsi={name} w:cs={name}/>")
    if look.bold is not None:
        parts.append("<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    if look.italic:
        parts.append("<w:i/><w:iCs/>")
    parts.append(look.extra if "aps" in look.extra else "")
    if look.color:
        parts.append(f'<w:color w:val="{dress.colors.get(look.color, "auto")}"/>')
    if look.size is not None:
        half = int(look.size * 2 + 0.5)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    if look.ground == "marked":
        parts.append(_shade(look.ground, dress))
    if "vertAlign" in look.extra:
        parts.append('<w:vertAlign w:val="superscript"/>')
    return "".join(parts)


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
