"""Draw a chart by Vega-Lite. The only room of vl-convert, an optional extra.

It gets the data and a specification that :mod:`briefgen.read.chart` has looked through; no address
is open to it. What it draws is taken over shape by shape, so that nothing but shapes and text is left.

*Why* in a process of its own: the engine inside vl-convert reserves 65 GiB of addresses and uses
80 MiB, so it cannot start under the bound of addresses that holds for setting a document.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from briefgen.machine.extras import CHARTS
from briefgen.machine.fonts import SANS, font_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.figure import Chart
    from briefgen.figures.svg import Colors

__all__ = ["ChartError", "draw_chart", "serve"]

_VERSION = "5.21"
_HEIGHT = 150
_SECONDS = 60
_BYTES = 2**30

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath"}
_ATTRIBUTES = re.compile(
    r"[dr]|[cr]?[xy]|[xy][12]|d[xy]|clip-path|display|dominant-baseline|fill(?:-opacity)?|"
    r"font-(?:size|style|weight)|height|id|opacity|stroke(?:-[a-z]+)?|text-anchor|transform|"
    r"viewBox|width"
)


class ChartError(Exception):
    """Vega-Lite cannot draw the chart; the message says why."""


def draw_chart(
    chart: Chart, colors: Colors, marks: tuple[str, ...], widths: tuple[float, ...]
) -> tuple[str, ...]:
    """The chart as SVG for each of ``widths``, in points, its marks in the colors ``marks``.

    Raises :class:`ChartError`, and :class:`~briefgen.finding.Lack` without vl-convert.
    """
    if not CHARTS.is_there():
        raise CHARTS.lack()
    kept = {key: value for key, value in chart.specification.items() if key[0] not in "$dn"}
    asked = [
        {
            "vl_spec": {
                "height": _HEIGHT,
                **kept,
                "width": width,
                "autosize": {"type": "fit", "contains": "padding"},
                "padding": 0,
                "data": {"values": list(chart.values)},
            },
            "vl_version": _VERSION,
            "config": _config(colors, marks, width),
            "allowed_base_urls": [],
        }
        for width in widths
    ]
    return tuple(_plain(drawn, colors) for drawn in _drawn(json.dumps(asked)))


def _drawn(asked: str) -> list[str]:
    """What vl-convert draws in a process of its own."""
    code = f"import sys; sys.path[:] = {sys.path!r}\nfrom {__name__} import serve; serve()"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=asked.encode(),
            capture_output=True,
            timeout=4 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ChartError("it takes too long") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise ChartError("it takes more time or memory than a chart may") from None
    if isinstance(answer, str):
        raise ChartError(answer)
    drawn: list[str] = answer
    return drawn


def serve() -> None:
    """Draw what standard input asks for; write to standard output a list of SVG, or a fault."""
    import resource

    asked = json.load(sys.stdin)
    for kind, wanted in (
        (resource.RLIMIT_AS, resource.RLIM_INFINITY),
        (resource.RLIMIT_DATA, _BYTES),
        (resource.RLIMIT_CPU, _SECONDS),
    ):
        _, hard = resource.getrlimit(kind)
        value = hard if wanted == resource.RLIM_INFINITY else wanted
        lower = hard != resource.RLIM_INFINITY and value > hard
        resource.setrlimit(kind, (hard if lower else value, hard))
    import vl_convert

    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
    try:
        answer: list[str] | str = [vl_convert.vegalite_to_svg(**each) for each in asked]
    except ValueError as error:
        answer = " ".join(str(error).split())[:200]
    json.dump(answer, sys.stdout)


def _config(colors: Colors, marks: tuple[str, ...], width: float) -> dict[str, Any]:
    """How charts look; type is that of the drawn timeline."""
    font = SANS if colors.font == "inherit" else colors.font
    words = {
        "labelFont": font,
        "titleFont": font,
        "labelFontSize": 8,
        "titleFontSize": 8,
        "labelColor": colors.ink,
        "titleColor": colors.muted,
        "titleFontWeight": "normal",
    }
    return {
        "background": None,
        "font": font,
        "view": {"stroke": None},
        "axis": {
            **words,
            "domainColor": colors.line,
            "tickColor": colors.line,
            "gridColor": colors.hairline,
            "labelAngle": 0,
        },
        "legend": {
            **words,
            "orient": "top",
            "symbolSize": 60,
            "columns": max(1, int(width // 180)),
            "labelLimit": width / 2,
        },
        "text": {"font": font, "fontSize": 8, "color": colors.ink},
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
