"""Lines, dots and words of a drawing.

Units are points. A drawing holds nothing but shapes and text: no script, no style element or
attribute (which a page's policy would refuse), no address.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from briefgen.figures.typeface import ANY, Face

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Colors", "Drawing", "wrapped"]


@dataclass(frozen=True)
class Colors:
    """What a drawing is dressed in: colors by the names of the style's tokens, and the typeface.

    Each is a CSS value: a color as such for print, ``var(--ink)`` for a page on a screen. ``face`` says
    how wide the letters of ``font`` are.
    """

    ink: str
    brand: str
    muted: str
    accent: str
    line: str
    hairline: str
    paper: str
    font: str
    face: Face = ANY


class Drawing:
    """A drawing under way."""

    def __init__(self, width: float, height: float, colors: Colors) -> None:
        self.size = (width, height)
        self.colors = colors
        self.parts: list[str] = []

    def shape(self, name: str, **attributes: object) -> None:
        """Add a shape; ``stroke_width`` is the attribute ``stroke-width``, numbers are rounded."""
        written = " ".join(
            f"{key.replace('_', '-')}={quoteattr(_written(value))}"
            for key, value in attributes.items()
        )
        self.parts.append(f"<{name} {written}/>")

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        fill: str,
        *,
        bold: bool = False,
        end: bool = False,
    ) -> None:
        """Add a line of words with its baseline at ``y``, from ``x`` on, or up to it (``end``)."""
        weight = ' font-weight="bold"' if bold else ""
        anchor = ' text-anchor="end"' if end else ""
        self.parts.append(
            f'<text x="{_written(x)}" y="{_written(y)}" font-size="{_written(size)}"'
            f" fill={quoteattr(fill)}{weight}{anchor}>{escape(words)}</text>"
        )

    def svg(self) -> str:
        """The drawing."""
        width, height = (_written(side) for side in self.size)
        inside = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
            f' viewBox="0 0 {width} {height}" font-family={quoteattr(self.colors.font)}>\n'
            f"{inside}\n</svg>\n"
        )


def _written(value: object) -> str:
    return f"{round(value, 2):g}" if isinstance(value, int | float) else str(value)


def wrapped(
    words: str, width: float, size: float, face: Face = ANY, *, bold: bool = False
) -> tuple[str, ...]:
    """``words`` in lines of ``width`` points at most, set in ``face``.

    A line ends at a space, between characters of a script without spaces, and inside a word only
    where that is wider than a line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(words):
        if line and face.width((line + piece).rstrip(), size, bold=bold) > width:
            lines.append(line.rstrip())
            line = ""
        for character in piece.lstrip() if not line else piece:
            whole = (line + character).rstrip()
            if line.strip() and face.width(whole, size, bold=bold) > width:
                lines.append(line.rstrip())
                line = ""
            line += character
    return tuple([*lines, line.rstrip()] if line.strip() else lines)


def _pieces(words: str) -> Iterable[str]:
    """Words with the spaces before them; each character that is as wide as it is high alone."""
    piece = ""
    for character in " ".join(words.split()):
        wide = unicodedata.east_asian_width(character) in "WF"
        opens = unicodedata.category(character) in ("Ps", "Pi")
        clings = unicodedata.category(character) in ("Pe", "Pf", "Po") or unicodedata.combining(
            character
        )
        before = piece[-1:]
        ideograph = bool(before) and unicodedata.east_asian_width(before) in "WF"
        held = clings or (bool(before) and unicodedata.category(before) in ("Ps", "Pi"))
        if piece and not held and (character == " " or wide or (opens and ideograph) or ideograph):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece
