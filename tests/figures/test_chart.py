"""Charts as drawn: what they show is their data, in the colors and the type of the style."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from briefgen.figure import Chart
from briefgen.figures import chart as drawing
from briefgen.figures.chart import ChartError, draw_chart
from briefgen.figures.svg import Colors
from briefgen.finding import Lack
from briefgen.machine import extras
from briefgen.place import TextFile

pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

COLORS = Colors("#1B2430", "#12304F", "#51606E", "#9A4310", "#8594A3", "#C9D1D9", "#FFF", "Sans")
SVG = "{http://www.w3.org/2000/svg}"
BARS = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": "left out",
    "mark": "bar",
    "encoding": {
        "x": {"field": "year", "type": "ordinal", "title": None},
        "y": {"field": "ships (thousand)", "type": "quantitative"},
        "color": {"field": "kind", "type": "nominal"},
    },
}
ROWS = (
    {"year": "2022", "ships (thousand)": 5.4, "kind": 'Old <b>"x"</b> & co'},
    {"year": "2023", "ships (thousand)": 6.8, "kind": "New 日本"},
    {"year": "2024", "ships (thousand)": None, "kind": "New 日本"},
)


def drawn(specification: dict[str, object], width: float = 362.8) -> str:
    chart = Chart(TextFile(Path("c.vl.json")), specification, ROWS)
    (svg,) = draw_chart(chart, COLORS, ("#1F6F78", "#7A3B6B"), (width,))
    return svg


@pytest.fixture(scope="module")
def bars() -> str:
    return drawn(BARS)


def test_a_chart_is_shapes_and_text_and_nothing_else(bars: str) -> None:
    root = ElementTree.fromstring(bars)
    kinds = {str(each.tag).removeprefix(SVG) for each in root.iter()}
    assert kinds <= {"svg", "g", "path", "rect", "line", "text", "defs", "clipPath"}
    names = {name for each in root.iter() for name in each.attrib}
    assert not {name for name in names if "aria" in name or name in ("style", "class", "role")}
    assert "href" not in bars
    assert "left out" not in bars


def test_text_stays_text_in_the_type_of_the_style(bars: str) -> None:
    words = [each.text for each in ElementTree.fromstring(bars).iter(f"{SVG}text")]
    assert {"2022", "2023", 'Old <b>"x"</b> & co', "New 日本", "ships (thousand)"} <= {*words}
    assert 'font-family="Sans"' in bars
    assert bars.count("font-family") == 1
    assert {"8px"} == {*re.findall(r'font-size="([^"]+)"', bars)}


def test_colors_are_those_of_the_style(bars: str) -> None:
    shown = {color.upper() for color in re.findall(r'(?:fill|stroke)="(#\w+)"', bars)}
    assert {"#1F6F78", "#7A3B6B", "#1B2430"} <= shown
    known = {"#1F6F78", "#7A3B6B", "#1B2430", "#51606E", "#8594A3", "#C9D1D9"}
    assert shown <= known


def test_a_chart_is_as_wide_as_the_text_and_the_same_each_time(bars: str) -> None:
    assert float(ElementTree.fromstring(bars).attrib["width"]) == pytest.approx(362.8, abs=1)
    assert drawn(BARS) == bars


def test_what_vega_lite_cannot_draw_says_why() -> None:
    with pytest.raises(ChartError, match=r"Invalid|mark|Cannot|undefined"):
        drawn({"mark": {"type": "nothing"}, "encoding": {}})


def test_a_chart_that_takes_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_SECONDS", 0)
    with pytest.raises(ChartError, match="too long"):
        drawn(BARS)


def test_a_machine_without_vl_convert_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    with pytest.raises(Lack) as lack:
        drawn(BARS)
    assert lack.value.remedy.endswith("-m pip install vl-convert-python")
