"""What the page shows of a figure: an image out of a file, or a drawing dressed in the style.

For print a picture is served to WeasyPrint by a name; on a screen it stands in the page itself, where
a drawing takes its colors from the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefgen.figure import Chart, Image
from briefgen.figures.chart import ChartError, draw_chart
from briefgen.figures.svg import Colors
from briefgen.figures.timeline import Moment, draw_timeline
from briefgen.figures.typeface import ANY, Face, bundled_face, face_in
from briefgen.finding import Finding
from briefgen.machine.fonts import SANS
from briefgen.place import Place
from briefgen.render.page import data_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefgen.document import Document, Figure
    from briefgen.place import TextFile
    from briefgen.style import Sheet

__all__ = ["Pictures", "colors_of", "draw_charts", "tokens_of"]

_TOKEN = re.compile(r"--([\w-]+):\s*([^;}]+?)\s*(?:/\*|[;}])")
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_MARKS = ("source-a", "source-b", "accent", "brand", "muted", "line")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_WIDE, _NARROW = 128 * _POINTS["mm"], 240.0
"""Points that a drawing is wide unless the style says so, and where a screen is as narrow as a phone's."""


class Pictures:
    """The pictures of one page.

    ``served`` are those that the page names, by URL; empty where they stand in it.
    """

    def __init__(
        self,
        document: Document,
        sheets: Sequence[Sheet],
        charts: Mapping[int, tuple[str, ...]],
        inside: bool,
    ) -> None:
        self._document = document
        self._sheets = sheets
        self._tokens = tokens_of([sheet.file for sheet in sheets])
        self._charts = charts
        self._inside = inside
        self.served: dict[str, Image] = {}

    def html(self, figure: Figure, alt: str, now: str = "") -> Markup:
        """The picture of ``figure``, with its text alternative.

        ``now`` are the words for the day to which the information holds.
        """
        if isinstance(figure.picture, Image):
            return self._image(figure.picture, figure.number, alt)
        if isinstance(figure.picture, Chart):
            return self._drawings(self._charts[figure.number], figure.number, alt)
        colors = colors_of(self._tokens, inside=self._inside)
        if not self._inside:
            colors = replace(colors, face=face_of(colors.font, self._sheets))
        day = self._document.as_of_iso
        today = Moment(day, str(now), "", "now") if day else None
        moments = [
            Moment(event.iso, event.date, event.label, "expected" if event.expected else "past")
            for event in figure.events
        ]
        widths = widths_of(self._tokens, inside=self._inside)
        drawn = tuple(draw_timeline(moments, today, colors, width) for width in widths)
        return self._drawings(drawn, figure.number, alt)

    def _drawings(self, drawn: tuple[str, ...], number: int, alt: str) -> Markup:
        """One drawing for print, or two of which a screen shows the one that fits."""
        if not self._inside:
            return self._drawing(drawn[0], number, alt)
        both = (self._drawing(svg, number, alt) for svg in drawn)
        form = '<div class="wide-screen">{}</div>\n<div class="narrow-screen">{}</div>'
        return Markup(form).format(*both)

    def _drawing(self, svg: str, number: int, alt: str) -> Markup:
        if not self._inside:
            name = f"figure-{number}.svg"
            return self._image(Image(name, "image/svg+xml", svg.encode()), number, alt)
        # `figures.briefgen` wrote every character of it.
        labelled = Markup('<svg role="img" aria-label="{}"').format(alt)
        return Markup(svg.replace("<svg", str(labelled), 1).strip())

    def _image(self, image: Image, number: int, alt: str) -> Markup:
        if self._inside:
            url = data_url(image)
        else:
            url = f"figure:{number}.{image.media_type.partition('/')[2].partition('+')[0]}"
            self.served[url] = image
        return Markup('<img src="{}" alt="{}">').format(url, alt)


def tokens_of(styles: Sequence[TextFile]) -> Mapping[str, str]:
    """Custom properties that the style sheets set for every document, without the dashes.

    The last of each name; what only one language or paper has is left out.
    """
    roots = (block for file in styles for block in _ROOT.findall(file.text))
    return {name: value for block in roots for name, value in _TOKEN.findall(block + ";")}


def colors_of(tokens: Mapping[str, str], *, inside: bool) -> Colors:
    """What a drawing is dressed in: the tokens' values, or their names where a page has them."""
    if inside:
        return _dressed(lambda name: f"var(--{name})", "inherit")
    # In a drawing WeasyPrint knows one family by its bare name.
    family = _value(tokens, "label-font").partition(",")[0].strip(" \"'")
    font = family if "label-font" in tokens else SANS
    return _dressed(lambda name: _value(tokens, name), font)


def _dressed(value: Callable[[str], str], font: str) -> Colors:
    return Colors(
        ink=value("ink"),
        brand=value("brand"),
        muted=value("muted"),
        accent=value("accent"),
        line=value("line"),
        hairline=value("hairline"),
        paper=value("paper"),
        font=font,
    )


def face_of(family: str, sheets: Sequence[Sheet]) -> Face:
    """How wide the letters of ``family`` are, by the font that a style sheet names for it, or by ours."""
    own: dict[bool, bytes] = {}
    for sheet in sheets:
        for rule in _FONT_FACE.finditer(sheet.file.text):
            named = _FAMILY.search(rule[1])
            if not named or named[1].strip() != family or "italic" in rule[1]:
                continue
            for start, _, file in sheet.named:
                if file is not None and rule.start() < start < rule.end():
                    own.setdefault(bool(_BOLD.search(rule[1])), file.data)
    if own:
        return face_in(own.get(False) or own[True], own.get(True))
    return bundled_face(family) or ANY


_FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"""font-family:\s*["']?([^"';]+)""")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")


def _value(tokens: Mapping[str, str], name: str) -> str:
    """The value of a token, through tokens that it names."""
    value = tokens.get(name, "black")
    for _ in range(8):
        named = re.fullmatch(r"var\(--([\w-]+)(?:,\s*(.*))?\)", value)
        if not named:
            break
        value = tokens.get(named[1], named[2] or "black")
    return value


def widths_of(tokens: Mapping[str, str], *, inside: bool) -> tuple[float, ...]:
    """Points that drawings are wide: the token ``figure-width``, or for a wide and a narrow screen."""
    if inside:
        return _WIDE, _NARROW
    length = re.fullmatch(r"([\d.]+)(mm|cm|in|pt)", tokens.get("figure-width", "128mm"))
    return (float(length[1]) * _POINTS[length[2]] if length else _WIDE,)


def draw_charts(
    document: Document, tokens: Mapping[str, str], *, inside: bool
) -> tuple[Mapping[int, tuple[str, ...]], tuple[Finding, ...]]:
    """The charts of ``document`` by the number of their figure.

    Raises :class:`~briefgen.finding.Lack` without what draws them.
    """
    colors = colors_of(tokens, inside=inside)
    marks = tuple(f"var(--{name})" if inside else _value(tokens, name) for name in _MARKS)
    drawn: dict[int, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for number, chart in _charts(document):
        try:
            made = draw_chart(chart, colors, marks, widths_of(tokens, inside=inside))
        except ChartError as error:
            message = f"Vega-Lite cannot draw `{chart.file.path.name}`: {error}"
            findings.append(Finding("wrong-value", message, Place(chart.file), ""))
        else:
            # Names inside a drawing have to differ from those of others in the page.
            drawn[number] = tuple(
                re.sub(r'(id="|url\(#)', rf"\1figure-{number}{letter}-", svg)
                for letter, svg in zip("ab", made, strict=False)
            )
    return drawn, tuple(findings)


def _charts(document: Document) -> Iterator[tuple[int, Chart]]:
    for section in document.sections:
        for figure in section.figures:
            if isinstance(figure.picture, Chart):
                yield figure.number, figure.picture
