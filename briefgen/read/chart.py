"""Read the specification of a chart: Vega-Lite, as much of it as draws given data and nothing else.

What a chart may say is in its data, where each row has a source. So a specification names columns
and how they look. What it would fetch, compute or write itself is refused: addresses, data of its own,
transforms, expressions, and figures in its titles.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefgen.figure import Chart
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Place
from briefgen.quote.bidi import turning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.place import TextFile
    from briefgen.read.table import Table

__all__ = ["read_chart"]

_FAULTS = 20
_DEPTH = 12
_HEIGHT = range(40, 601)

_CHART = {"$schema", "description", "encoding", "height", "layer", "mark", "name"}
_UNIT = {"encoding", "mark", "name"}
_MARKS = ("arc", "area", "bar", "circle", "line", "point", "rect", "rule", "square", "text", "tick")
_CHANNELS = {"x", "y", "x2", "y2", "xOffset", "yOffset", "theta", "radius", "text", "order"} | {
    *("color", "fill", "stroke", "opacity", "shape", "size", "strokeDash", "detail")
}
_CHANNEL = {"field", "type", "title", "axis", "scale", "sort", "stack", "legend", "format", "value"}
_TYPES = ("quantitative", "ordinal", "nominal")
_REACHING = re.compile(
    r"(?i)url|href|.*expr|signal|data|datum|image|usermeta|params?|test|formatType"
)

_JSON = "JSON wants double quotation marks, and no comma before a closing brace or bracket"

_WHY = {
    "data": "the data come from the CSV file that `data:` names in the outline",
    "datasets": "the data come from the CSV file that `data:` names in the outline",
    "transform": "write into the CSV file what the chart shall show, with its source",
    "aggregate": "write into the CSV file what the chart shall show, with its source",
    "bin": "write into the CSV file what the chart shall show, with its source",
    "timeUnit": "write into the CSV file what the chart shall show, with its source",
    "datum": "write a row for it into the CSV file, with its source",
    "title": "the title stands in the outline, where it may cite",
    "config": "colors and type come from the style of the brief",
    "background": "colors and type come from the style of the brief",
    "width": "a chart is as wide as the text",
}


def read_chart(file: TextFile, table: Table) -> tuple[Chart | None, tuple[Finding, ...]]:
    """Read the specification in ``file``, which draws ``table``; None where it will not do."""
    try:
        specification = json.loads(file.text)
    except json.JSONDecodeError as error:
        place = Place(file, error.pos, error.pos + 1)
        return None, (Finding("wrong-value", f"this is not JSON: {error.msg}", place, _JSON),)
    except RecursionError:
        return None, (Finding("too-large", "this JSON is nested too deeply", Place(file)),)
    except ValueError:
        return None, (Finding("too-large", "a number here is too long", Place(file)),)
    if turning(json.dumps(specification, ensure_ascii=False)) is not None:
        message = "a character turns the order in which words of this chart are seen"
        return None, (Finding("reordered-text", message, Place(file), "delete it"),)
    reader = _Reader(file, table)
    findings = tuple(reader.chart(specification))[:_FAULTS]
    if findings:
        return None, findings
    return Chart(file, specification, table.values), ()


class _Reader:
    """What a specification may say."""

    def __init__(self, file: TextFile, table: Table) -> None:
        self.file = file
        self.columns = table.columns

    def place(self, word: object) -> Place:
        """Where ``word`` first stands in the file, as a key or a value."""
        written = json.dumps(word, ensure_ascii=False)
        start = self.file.text.find(written)
        return Place(self.file, start, start + len(written)) if start >= 0 else Place(self.file)

    def wrong(self, word: object, message: str, hint: str) -> Finding:
        return Finding("wrong-value", message, self.place(word), hint)

    def keys(self, value: object, allowed: set[str], what: str) -> Iterator[Finding]:
        if not isinstance(value, Mapping):
            yield self.wrong(value, f"{what} must be a mapping in braces", "write { ... }")
            return
        for key in value:
            if key not in allowed:
                hint = _WHY.get(key) or did_you_mean(key, sorted(allowed), "it may have")
                yield self.wrong(key, f"`{key}` is not for {what} of a brief", hint)

    def chart(self, value: Any) -> Iterator[Finding]:
        faults = [*self.keys(value, _CHART, "a chart")]
        yield from faults
        if faults:
            return
        height = value.get("height", _HEIGHT[0])
        if not isinstance(height, int) or height not in _HEIGHT:
            hint = f"write a whole number of pixels from {_HEIGHT[0]} to {_HEIGHT[-1]}"
            yield self.wrong("height", "`height` is not a height that fits a page", hint)
        layers = value.get("layer", [])
        if not isinstance(layers, list) or len(layers) > 8:
            yield self.wrong(
                "layer", "`layer` must be a list of eight charts at most", "write [ ... ]"
            )
            return
        for unit in layers or [value]:
            faults = [*self.keys(unit, _CHART if unit is value else _UNIT, "a layer")]
            yield from faults or self.unit(unit)
        if layers:
            yield from self.encoding(value.get("encoding", {}))
        yield from self.reaching(value)

    def unit(self, unit: Mapping[str, Any]) -> Iterator[Finding]:
        mark = unit.get("mark")
        kind = mark.get("type") if isinstance(mark, Mapping) else mark
        if kind not in _MARKS:
            said = f"`{kind}` is not a mark" if isinstance(kind, str) else "a chart has no `mark`"
            hint = did_you_mean(str(kind), _MARKS, "the marks are")
            yield self.wrong(kind or "encoding", f"{said} of a chart here", hint)
        elif isinstance(mark, Mapping) and "text" in mark:
            hint = "show a column: `text` under `encoding`, with a `field`"
            yield self.wrong("text", "this mark writes a text of its own", hint)
        yield from self.encoding(unit.get("encoding", {}))

    def encoding(self, encoding: Any) -> Iterator[Finding]:
        faults = [*self.keys(encoding, _CHANNELS, "the encoding")]
        yield from faults
        if faults:
            return
        for name, channel in encoding.items():
            faults = [*self.keys(channel, _CHANNEL, f"`{name}`")]
            yield from faults or self.channel(name, channel)

    def channel(self, name: str, channel: Mapping[str, Any]) -> Iterator[Finding]:
        column, kind = channel.get("field"), channel.get("type")
        if "value" in channel:
            if name == "text":
                hint = "show a column, with a `field`"
                yield self.wrong("value", "`text` writes a text of its own", hint)
            return
        if column not in self.columns:
            said = f"there is no column `{column}`" if column else f"`{name}` names no `field`"
            hint = did_you_mean(str(column or ""), self.columns, "the columns are")
            yield self.wrong(column or name, said, hint)
        if "type" in channel and kind not in _TYPES:
            hint = "the types are `quantitative`, `ordinal` and `nominal`; a date is ordinal"
            yield self.wrong(kind, f"`{kind}` is not a type of data here", hint)
        for title in self.titles(channel):
            if re.search(r"\d", title):
                hint = "say it in the `title:` or `source:` of the outline, where it can cite"
                yield self.wrong(
                    title, "these words of the chart have a figure that cites nothing", hint
                )

    def titles(self, value: Any) -> Iterator[str]:
        """Words that the chart prints and the data do not have: titles, and values listed."""
        if isinstance(value, Mapping):
            for key, below in value.items():
                if key in ("title", "domain", "values"):
                    listed = below if isinstance(below, list) else [below]
                    yield from (each for each in listed if isinstance(each, str))
                else:
                    yield from self.titles(below)

    def reaching(self, value: Any, depth: int = 0) -> Iterator[Finding]:
        """What would fetch or compute, wherever it stands."""
        if depth > _DEPTH:
            yield Finding("too-large", "this JSON is nested too deeply", Place(self.file))
        elif isinstance(value, Mapping):
            for key, below in value.items():
                if _REACHING.fullmatch(key):
                    hint = _WHY.get(key, "a chart shows its data, and fetches and computes nothing")
                    yield self.wrong(key, f"`{key}` is not for a chart of a brief", hint)
                yield from self.reaching(below, depth + 1)
        elif isinstance(value, list):
            for below in value:
                yield from self.reaching(below, depth + 1)
        elif isinstance(value, float) and not math.isfinite(value):
            yield Finding("wrong-value", "a number that JSON does not have", Place(self.file))
