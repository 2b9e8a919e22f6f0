"""Draw a chart by Vega-Lite. The only room of vl-convert, an optional extra.

It gets the data and a specification that :mod:`briefgen.read.chart` has looked through; no address
is open to it. What it draws is taken over shape by shape, so that nothing but shapes and text is left.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from briefgen.finding import Lack
from briefgen.machine.fonts import SANS, font_folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from briefgen.figure import Chart
    from briefgen.figures.svg import Colors

__all__ = ["ChartError", "draw_chart"]

_REMEDY = f"{sys.executable} -m pip install vl-convert-python"
_VERSION = "5.21"
_HEIGHT = 150

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath"}
_ATTRIBUTES = re.compile(
    r"[dr]|[cr]?[xy]|[xy][12]|d[xy]|clip-path|display|dominant-baseline|fill(?:-opacity)?|"
    r"font-(?:size|style|weight)|height|id|opacity|stroke(?:-[a-z]+)?|text-anchor|transform|"
    r"viewBox|width"
)


class ChartError(Exception):
    """Vega-Lite cannot draw the chart; the message says why."""


def draw_chart(chart: Chart, colors: Colors, marks: tuple[str, ...], width: float) -> str:
    """The chart as SVG, ``width`` points wide, its marks in the colors ``marks``.

    Raises :class:`ChartError`, and :class:`~briefgen.finding.Lack` without vl-convert.
    """
    kept = {key: value for key, value in chart.specification.items() if key[0] not in "$dn"}
    specification = {
        "height": _HEIGHT,
        **kept,
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 0,
        "data": {"values": list(chart.values)},
    }
    try:
        drawn = _vl_convert().vegalite_to_svg(
            specification,
            vl_version=_VERSION,
            config=_config(colors, marks),
            allowed_base_urls=[],
        )
    except ValueError as error:
        raise ChartError(" ".join(str(error).split())[:200]) from error
    return _plain(drawn, colors)


@cache
def _vl_convert() -> ModuleType:
    try:
        import vl_convert
    except ImportError as error:
        raise Lack("charts need vl-convert", _REMEDY) from error
    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def _config(colors: Colors, marks: tuple[str, ...]) -> dict[str, Any]:
    """How charts look; type is that of the drawn timeline."""
    words = {
        "labelFont": SANS,
        "titleFont": SANS,
        "labelFontSize": 8,
        "titleFontSize": 8,
        "labelColor": colors.ink,
        "titleColor": colors.muted,
        "titleFontWeight": "normal",
    }
    return {
        "background": None,
        "font": SANS,
        "view": {"stroke": None},
        "axis": {
            **words,
            "domainColor": colors.line,
            "tickColor": colors.line,
            "gridColor": colors.hairline,
            "labelAngle": 0,
        },
        "legend": {**words, "orient": "top", "symbolSize": 60},
        "text": {"font": SANS, "fontSize": 8, "color": colors.ink},
        "range": {"category": list(marks), "heatmap": list(marks), "ordinal": list(marks)},
        "mark": {"color": marks[0]},
    }


def _plain(drawn: str, colors: Colors) -> str:
    """``drawn`` without names, roles and whatever is neither a shape nor text."""
    ElementTree.register_namespace("", _SVG[1:-1])
    root = ElementTree.fromstring(drawn)
    for element in [root, *_all(root)]:
        for key in [key for key in element.attrib if not _ATTRIBUTES.fullmatch(key)]:
            del element.attrib[key]
    root.set("font-family", colors.font)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _all(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What stands in ``element``, once what is no shape has been taken out."""
    for below in list(element):
        if str(below.tag).removeprefix(_SVG) not in _SHAPES or below.get("display") == "none":
            element.remove(below)
        else:
            yield below
            yield from _all(below)
