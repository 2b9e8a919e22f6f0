"""Draw a timeline: an axis from top to bottom, each event beside the time when it falls.

What has happened stands above the day to which the information holds, what is expected below it.
Labels are pushed apart where times are close, never over each other and never out of order. Where
a stretch without events is far longer than the others, the axis is broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures.svg import Drawing, wrapped
from briefgen.figures.typeface import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.figures.svg import Colors
    from briefgen.figures.typeface import Face

__all__ = ["Box", "Layout", "Moment", "draw_timeline", "lay_out"]

SIZE = 8.0
"""Type of a label, in points."""

_LINE = 10.0
_GAP = 5.0
_AXIS = 32.0
_LEADER = 20.0
_DATES = 78.0
"""Room of the dates beside their labels: more where one needs it, up to half as much again."""

_BREAK = 26.0
_AIR = 1.15
"""Height of the axis over what the labels need: room for time to show."""

_DOT = 2.6
_NEAR = 2 * _DOT + 1.5
"""Two moments are at least so far apart, where true to scale one dot would hide the other."""

_OVER = 30.0
"""Points that labels may stand above the axis and below it, where time crowds at its end."""

_WEIGHT = 12.0
"""How much more the day of the information stays at its place than the labels around it."""

_FAR = 5.0
"""A stretch is far longer than the next shorter one if it is as many times as long."""


@dataclass(frozen=True)
class Moment:
    """A point of the timeline: ``iso`` is 2024, 2024-07 or 2024-07-28, ``date`` the same written out.

    ``kind`` is ``now`` for the day to which the information holds; ``label`` is empty there.
    """

    iso: str
    date: str
    label: str
    kind: str

    @property
    def day(self) -> int:
        """Its first day, as a count of days."""
        year, month, day = (*map(int, self.iso.split("-")), 1, 1)[:3]
        return date(year, month, day).toordinal()


@dataclass(frozen=True)
class Box:
    """Where the words of a moment stand, from its top left corner; ``at`` is its height on the axis.

    ``aside`` is the room that dates have beside the labels; 0 where the labels stand below them.
    """

    moment: Moment
    at: float
    left: float
    top: float
    width: float
    height: float
    aside: float
    dates: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A timeline laid out: its boxes from top to bottom, and what the axis shows.

    ``breaks`` are heights at which the axis is broken, ``years`` heights with the year that begins
    there.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    breaks: tuple[float, ...]
    years: tuple[tuple[float, int], ...]


def lay_out(events: Sequence[Moment], now: Moment | None, width: float, face: Face = ANY) -> Layout:
    """Place ``events``, and the day to which the information holds, on ``width`` points."""
    moments = _ordered(events, now)
    longest = max((face.width(each.date, SIZE, bold=True) for each in events), default=0.0)
    aside = max(_DATES, min(longest + 4, 1.5 * _DATES))
    column = _AXIS + _LEADER + aside
    whole = column + 120 > width
    aside = 0.0 if whole else aside
    bodies = []
    for moment in moments:
        room = width - (_AXIS + _LEADER if whole or moment.kind == "now" else column)
        beside = aside - 4 if aside and moment.kind != "now" else width - _AXIS - _LEADER
        dates = wrapped(moment.date, beside, SIZE, face, bold=True)
        lines = wrapped(moment.label, room, SIZE, face)
        rows = len(dates) + len(lines) if whole else max(len(dates), len(lines))
        bodies.append((dates, lines, rows * _LINE))
    needed = sum(height for *_, height in bodies) + _GAP * max(len(bodies) - 1, 0)
    length = max(needed * _AIR, 60.0)
    days = [moment.day for moment in moments]
    if now is not None:
        days = _apart(moments, days)
    heights, breaks = _scaled(days, length)
    tops = _pushed(
        [at - _LINE / 2 for at in heights],
        [body[2] for body in bodies],
        [_WEIGHT if moment.kind == "now" else 1.0 for moment in moments],
        length,
    )
    above = max(-tops[0], 0.0) if tops else 0.0
    heights, tops = [at + above for at in heights], [top + above for top in tops]
    breaks = [(a + above, b + above) for a, b in breaks]
    boxes = tuple(
        Box(moment, at, _AXIS + _LEADER, top, width - _AXIS - _LEADER, height, aside, dates, lines)
        for moment, at, top, (dates, lines, height) in zip(
            moments, heights, tops, bodies, strict=True
        )
    )
    years = tuple(_years(days, heights, breaks))
    end = max([above + length, *(box.top + box.height for box in boxes)])
    return Layout(width, end, boxes, tuple((a + b) / 2 for a, b in breaks), years)


def _ordered(events: Sequence[Moment], now: Moment | None) -> list[Moment]:
    """By time; where ``now`` falls into an event's own month or year, what is expected comes later."""
    ordered = sorted(events, key=lambda moment: moment.iso)
    if now is None:
        return ordered
    after = [m for m in ordered if m.day > now.day or (_within(m, now) and m.kind == "expected")]
    before = [m for m in ordered if m not in after]
    return [*before, now, *after]


def _within(moment: Moment, now: Moment) -> bool:
    return now.iso.startswith(moment.iso)


def _apart(moments: Sequence[Moment], days: Sequence[int]) -> list[int]:
    """Days that never go back: what is expected for a month under way falls on its rest."""
    placed: list[int] = []
    for day in days:
        placed.append(max(day, placed[-1]) if placed else day)
    return placed


def _scaled(days: Sequence[int], length: float) -> tuple[list[float], list[tuple[float, float]]]:
    """The height of each day on an axis of ``length``, and the stretches that are broken."""
    gaps = [after - before for before, after in pairwise(days)]
    longest = _far(gaps)
    short = sum(gap for gap in gaps if gap < longest)
    broken = sum(gap >= longest for gap in gaps)
    top = _LINE / 2
    room = max(length - _LINE - broken * _BREAK, 0.0)
    heights, breaks = [top], []
    for gap in gaps:
        here = heights[-1]
        if gap >= longest:
            breaks.append((here, here + _BREAK))
            heights.append(here + _BREAK)
        else:
            heights.append(here + (max(room * gap / short, _NEAR) if gap else 0.0))
    shrink = (length - _LINE) / (heights[-1] - top) if heights[-1] > top else 0.0
    if shrink < 1:
        heights = [top + (height - top) * shrink for height in heights]
        breaks = [(top + (a - top) * shrink, top + (b - top) * shrink) for a, b in breaks]
    return heights[: len(days)], breaks


def _far(gaps: Sequence[int]) -> float:
    """The length from which on a stretch is broken; infinite where none is."""
    sizes = sorted(gap for gap in gaps if gap)
    jumps = [
        (after / before, after)
        for index, (before, after) in enumerate(pairwise(sizes), 1)
        if after >= _FAR * before and len(sizes) - index <= max(index, 1)
    ]
    return max(jumps)[1] if jumps else float("inf")


def _pushed(
    wanted: Sequence[float], heights: Sequence[float], weights: Sequence[float], length: float
) -> list[float]:
    """Tops near those ``wanted``, in order, apart from each other, little over the ends of ``length``.

    The least squares, by ``weights``, that keep the order: neighbors that would collide move as one
    block.
    """
    offsets = [0.0]
    for height in heights[:-1]:
        offsets.append(offsets[-1] + height + _GAP)
    blocks: list[tuple[float, float, int]] = []
    for place, offset, weight in zip(wanted, offsets, weights, strict=False):
        blocks.append((place - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (b, n, j), (a, m, i) = blocks.pop(), blocks.pop()
            blocks.append(((a * m + b * n) / (m + n), m + n, i + j))
    slack = length - (offsets[-1] + heights[-1]) if heights else 0.0
    places = [place for place, _, count in blocks for _ in range(count)]
    return [
        min(max(place, -_OVER), slack + _OVER) + offset
        for place, offset in zip(places, offsets, strict=False)
    ]


def _years(
    days: Sequence[int], heights: Sequence[float], breaks: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, int]]:
    """Heights at which a year begins, on the parts of the axis that are to scale, not too close."""
    before = -_LINE
    for (first, last), (top, bottom) in zip(pairwise(days), pairwise(heights), strict=True):
        if (top, bottom) in breaks or first == last:
            continue
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            day = date(year, 1, 1).toordinal()
            at = top + (bottom - top) * (day - first) / (last - first)
            if first <= day <= last and at - before >= _LINE:
                before = at
                yield at, year


def draw_timeline(
    events: Sequence[Moment], now: Moment | None, colors: Colors, width: float
) -> str:
    """The timeline as SVG, ``width`` points wide."""
    layout = lay_out(events, now, width, colors.face)
    drawing = Drawing(layout.width, layout.height, colors)
    _axis(drawing, layout)
    for box in layout.boxes:
        _box(drawing, box, layout.width)
    return drawing.svg()


def _axis(drawing: Drawing, layout: Layout) -> None:
    colors = drawing.colors
    if not layout.boxes:
        return
    top, bottom = layout.boxes[0].at, layout.boxes[-1].at
    now = next((box.at for box in layout.boxes if box.moment.kind == "now"), bottom)
    line = {"x1": _AXIS, "x2": _AXIS, "stroke": colors.brand}
    drawing.shape("line", **line, y1=top, y2=now, stroke_width=1.5)
    if bottom > now:
        drawing.shape(
            "line", **line, y1=now, y2=bottom, stroke_width=1.5, stroke_dasharray="1.5 2.5"
        )
    for at in layout.breaks:
        drawing.shape("rect", x=_AXIS - 4, y=at - 2.5, width=8, height=5, fill=colors.paper)
        for y in (at - 2.5, at + 2.5):
            drawing.shape(
                "path",
                d=f"M{_AXIS - 4:g} {y + 1.5:.2f}l4 -3l0 3l4 -3",
                fill="none",
                stroke=colors.brand,
                stroke_width=0.75,
            )
    for at, year in layout.years:
        drawing.shape(
            "line", x1=_AXIS - 3, x2=_AXIS, y1=at, y2=at, stroke=colors.brand, stroke_width=0.75
        )
        drawing.text(str(year), _AXIS - 5, at + SIZE * 0.34, SIZE, colors.muted, end=True)


def _box(drawing: Drawing, box: Box, width: float) -> None:
    colors, kind = drawing.colors, box.moment.kind
    middle = box.top + _LINE / 2
    base = box.top + SIZE * 0.84
    if kind == "now":
        drawing.shape(
            "path",
            d=f"M{_AXIS - 4:g} {box.at:.2f}H{_AXIS + 6:g}L{_AXIS + 14:g} {middle:.2f}"
            f"H{box.left - 3:g}",
            fill="none",
            stroke=colors.accent,
            stroke_width=0.75,
        )
        for index, words in enumerate(box.dates):
            drawing.text(words, box.left, base + index * _LINE, SIZE, colors.accent, bold=True)
        words = box.dates[-1] if box.dates else ""
        end = box.left + colors.face.width(words, SIZE, bold=True) + 4
        if end < width:
            y = middle + (len(box.dates) - 1) * _LINE
            drawing.shape(
                "line", x1=end, x2=width, y1=y, y2=y, stroke=colors.accent, stroke_width=0.5
            )
        return
    drawing.shape(
        "path",
        d=f"M{_AXIS:g} {box.at:.2f}h6L{_AXIS + 14:g} {middle:.2f}H{box.left - 3:g}",
        fill="none",
        stroke=colors.line,
        stroke_width=0.5,
    )
    expected = kind == "expected"
    drawing.shape(
        "circle",
        cx=_AXIS,
        cy=box.at,
        r=_DOT,
        fill=colors.paper if expected else colors.brand,
        stroke=colors.brand,
        stroke_width=1.0,
    )
    for index, words in enumerate(box.dates):
        drawing.text(words, box.left, base + index * _LINE, SIZE, colors.brand, bold=not expected)
    left = box.left + box.aside
    first = base if box.aside else base + len(box.dates) * _LINE
    for index, words in enumerate(box.lines):
        drawing.text(words, left, first + index * _LINE, SIZE, colors.ink)
