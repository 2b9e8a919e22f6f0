"""What the page shows of a figure: an image out of a file, or a drawing dressed in the style.

For print a picture is served to WeasyPrint by a name; on a screen it stands in the page itself, where
a drawing takes its colors from the page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefgen.figure import Chart, Image
from briefgen.figures.chart import ChartError, draw_chart
from briefgen.figures.svg import Colors
from briefgen.figures.timeline import Moment, draw_timeline
from briefgen.finding import Finding
from briefgen.machine.fonts import SANS
from briefgen.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.document import Document, Figure
    from briefgen.place import TextFile

__all__ = ["Pictures", "draw_charts", "tokens_of"]

_TOKEN = re.compile(r"--([\w-]+):\s*([^;}]+?)\s*(?:/\*|[;}])")
_COLORS = ("ink", "navy", "muted", "rust", "line", "hairline", "paper")
_MARKS = ("source-a", "source-b", "rust", "navy", "muted", "line")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_NARROW = 240.0
"""Points that a drawing is wide where a page on a screen is narrow: about a phone's."""


class Pictures:
    """The pictures of one page.

    ``served`` are those that the page names, by URL; empty where they stand in it.
    """

    def __init__(
        self, document: Document, tokens: Mapping[str, str], charts: Mapping[int, str], inside: bool
    ) -> None:
        self._document = document
        self._tokens = tokens
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
            return self._drawing(self._charts[figure.number], figure.number, alt)
        colors = colors_of(self._tokens, inside=self._inside)
        day = self._document.as_of_iso
        today = Moment(day, str(now), "", "now") if day else None
        moments = [
            Moment(event.iso, event.date, event.label, "expected" if event.expected else "past")
            for event in figure.events
        ]
        wide = draw_timeline(moments, today, colors, width_of(self._tokens))
        if not self._inside:
            return self._drawing(wide, figure.number, alt)
        narrow = draw_timeline(moments, today, colors, _NARROW)
        both = (self._drawing(wide, figure.number, alt), self._drawing(narrow, figure.number, alt))
        return Markup(
            '<div class="wide-screen">{}</div>\n<div class="narrow-screen">{}</div>'
        ).format(*both)

    def _drawing(self, svg: str, number: int, alt: str) -> Markup:
        if not self._inside:
            name = f"figure-{number}.svg"
            return self._image(Image(name, "image/svg+xml", svg.encode()), number, alt)
        # `figures.briefgen` wrote every character of it.
        labelled = Markup('<svg role="img" aria-label="{}"').format(alt)
        return Markup(svg.replace("<svg", str(labelled), 1).strip())

    def _image(self, image: Image, number: int, alt: str) -> Markup:
        if self._inside:
            url = f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
        else:
            url = f"figure:{number}.{image.media_type.partition('/')[2].partition('+')[0]}"
            self.served[url] = image
        return Markup('<img src="{}" alt="{}">').format(url, alt)


def tokens_of(styles: Sequence[TextFile]) -> Mapping[str, str]:
    """Custom properties that the style sheets set, the last of each name, without the dashes."""
    found: dict[str, str] = {}
    for file in styles:
        found.update(_TOKEN.findall(file.text))
    return found


def colors_of(tokens: Mapping[str, str], *, inside: bool) -> Colors:
    """What a drawing is dressed in: the tokens' values, or their names where a page has them."""
    if inside:
        named = {name: f"var(--{name})" for name in _COLORS}
        return Colors(**named, font="inherit")
    return Colors(**{name: _value(tokens, name) for name in _COLORS}, font=SANS)


def _value(tokens: Mapping[str, str], name: str) -> str:
    """The value of a token, through tokens that it names."""
    value = tokens.get(name, "black")
    for _ in range(8):
        named = re.fullmatch(r"var\(--([\w-]+)(?:,\s*(.*))?\)", value)
        if not named:
            break
        value = tokens.get(named[1], named[2] or "black")
    return value


def width_of(tokens: Mapping[str, str]) -> float:
    """Points that a figure is wide: the token ``figure-width``, 128 mm unless the style sets it."""
    length = re.fullmatch(r"([\d.]+)(mm|cm|in|pt)", tokens.get("figure-width", "128mm"))
    return float(length[1]) * _POINTS[length[2]] if length else 128 * _POINTS["mm"]


def draw_charts(
    document: Document, tokens: Mapping[str, str], *, inside: bool
) -> tuple[Mapping[int, str], tuple[Finding, ...]]:
    """The charts of ``document`` by the number of their figure.

    Raises :class:`~briefgen.finding.Lack` without what draws them.
    """
    colors = colors_of(tokens, inside=inside)
    marks = tuple(f"var(--{name})" if inside else _value(tokens, name) for name in _MARKS)
    drawn: dict[int, str] = {}
    findings: list[Finding] = []
    for number, chart in _charts(document):
        try:
            svg = draw_chart(chart, colors, marks, width_of(tokens))
        except ChartError as error:
            message = f"Vega-Lite cannot draw `{chart.file.path.name}`: {error}"
            findings.append(Finding("wrong-value", message, Place(chart.file), ""))
        else:
            # Names inside a drawing have to differ from those of others in the page.
            drawn[number] = re.sub(r'(id="|url\(#)', rf"\1figure-{number}-", svg)
    return drawn, tuple(findings)


def _charts(document: Document) -> Iterator[tuple[int, Chart]]:
    for section in document.sections:
        for figure in section.figures:
            if isinstance(figure.picture, Chart):
                yield figure.number, figure.picture
