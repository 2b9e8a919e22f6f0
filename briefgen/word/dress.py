"""What the Word file is dressed in, as the style sheets of the page have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.document import Document

__all__ = ["EAST", "Dress", "dress_of"]

EAST = {"ja": "Noto Sans JP", "zh": "Noto Sans SC", "ko": "Noto Sans KR"}
"""Typefaces for the languages that no typeface of the style has letters for."""

_SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_DECLARED = re.compile(r"(--)?([\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
_NAMED = re.compile(r"var\(--([\w-]+)(?:,\s*([^()]*))?\)")
_LENGTH = re.compile(r"([\d.]+)(mm|cm|in|pt)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_TITLES = frozenset(["cover", "sheet", "opening"])
"""Classes of the part of the page that has the title."""


@dataclass(frozen=True)
class Type:
    """How letters are set: size and height of a line in points."""

    size: float
    line: float
    bold: bool = True
    italic: bool = False


@dataclass(frozen=True)
class Dress:
    """The dress of a Word file.

    ``colors`` are six hexadecimal digits by token; ``fonts`` families for ``text``, ``heading`` and
    ``label``, and ``east`` for Han and kana; ``types`` those of ``brief`` and ``h1`` to ``h3``;
    ``margins`` are in millimeters by side; ``logo`` is the URL of an image and its height in
    millimeters. ``exact`` sets lines at their height in any typeface, for
    a document that has to stay on one sheet.
    """

    colors: Mapping[str, str]
    fonts: Mapping[str, str]
    types: Mapping[str, Type]
    margins: Mapping[str, float]
    logo: tuple[str, float] | None
    language: str
    exact: bool


def dress_of(html: str, document: Document) -> Dress:
    """What the style sheets in the page ``html`` say to the fonts, colors and sizes of ``document``."""
    sheet = _COMMENT.sub("", "\n".join(_SHEET.findall(html)))
    worn = frozenset((document.template, document.paper))
    tokens = dict(_tokens(sheet, worn))
    tag = document.language.partition("-")[0].lower()
    fonts = {
        part: EAST.get(tag) or _value(tokens, f"{part}-font").partition(",")[0].strip("\"' ")
        for part in ("text", "heading", "label")
    }
    colors = {name: _value(tokens, name) for name in tokens}
    margins = {side: _points(_value(tokens, f"margin-{side}")) for side in _SIDES}
    # The zone beside the text has no place in Word, which keeps its own for comments.
    margins["left"] = margins["right"] = max(_LEAST, min(margins["left"], margins["right"]))
    return Dress(
        {name: value[1:] for name, value in colors.items() if _COLOR.fullmatch(value)},
        {**fonts, "east": EAST.get(tag, fonts["label"])},
        {name: _type(sheet, name, usual, worn) for name, usual in _USUAL.items()},
        {side: points / _POINTS["mm"] for side, points in margins.items()},
        _logo(tokens),
        document.language,
        document.limits.pages == 1,
    )


def _logo(tokens: Mapping[str, str]) -> tuple[str, float] | None:
    found = _URL.fullmatch(_value(tokens, "logo"))
    high = _LENGTH.fullmatch(_value(tokens, "logo-height"))
    if not found or not high or not float(high[1]):
        return None
    return found[1], float(high[1]) * _POINTS[high[2]] / _POINTS["mm"]


_URL = re.compile(r"""url\(["']?(.+?)["']?\)""")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SIDES = ("top", "bottom", "left", "right")
_LEAST = 25 * _POINTS["mm"]
_USUAL = {
    "brief": Type(10.5, 14.5, bold=False),
    "h1": Type(22, 26),
    "h2": Type(14, 18),
    "h3": Type(10.5, 14),
}


def _tokens(sheet: str, worn: frozenset[str]) -> Iterator[tuple[str, str]]:
    for selectors, body in _RULE.findall(sheet):
        if any(_worn(one.split(), worn) for one in selectors.split(",")):
            for token, name, value in _DECLARED.findall(body):
                if token:
                    yield name, value


def _type(sheet: str, name: str, usual: Type, worn: frozenset[str]) -> Type:
    """What the last rules say that hold for every element ``name``."""
    size, line, bold, italic = usual.size, usual.line, usual.bold, usual.italic
    around = worn | _TITLES if name == "h1" else worn
    last = (name, f".{name}")
    for selectors, body in _RULE.findall(sheet):
        parts = [one.split() for one in selectors.split(",")]
        if not any(one and one[-1] in last and _worn(one[:-1], around) for one in parts):
            continue
        for token, key, value in _DECLARED.findall(body):
            lengths = [float(a) * _POINTS[unit] for a, unit in _LENGTH.findall(value)]
            if key in ("font-size", "font") and not token and lengths:
                size, line = lengths[0], lengths[-1] if len(lengths) > 1 else line
            elif key == "line-height" and lengths:
                line = lengths[0]
            if key in ("font-weight", "font"):
                bold = "bold" in value
            if key in ("font-style", "font"):
                italic = "italic" in value
    return Type(size, line, bold, italic)


def _worn(parts: Sequence[str], worn: frozenset[str]) -> bool:
    """Whether all ``parts`` of a selector say no more than that the page wears these classes."""
    names = [one.removeprefix(":root") for one in parts]
    return all(
        re.fullmatch(r"(\.[\w-]+)*", one) and worn.issuperset(filter(None, one.split(".")))
        for one in names
    )


def _value(tokens: Mapping[str, str], name: str) -> str:
    """The value of a token, through tokens that it names."""
    value = tokens.get(name, "")
    for _ in range(8):
        if (named := _NAMED.fullmatch(value)) is None:
            break
        value = tokens.get(named[1], named[2] or "")
    return value


def _points(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else _LEAST
