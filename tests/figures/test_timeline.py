"""A drawn timeline: no label over another, none outside, none out of order, whatever the events."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.figures.svg import Colors
from briefgen.figures.timeline import SIZE, Layout, Moment, draw_timeline, lay_out
from briefgen.figures.typeface import ANY, bundled_face

COLORS = Colors("ink", "brand", "muted", "accent", "line", "hairline", "paper", "Source Sans 3")
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 362.8


def moment(iso: str, label: str = "An event", kind: str = "past") -> Moment:
    return Moment(iso, iso, label, kind)


@st.composite
def isos(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1, 1, 1), date(9999, 12, 31)) | near).isoformat()
    return day[: draw(st.sampled_from([4, 7, 10]))]


near = st.integers(0, 900).map(lambda days: date(2023, 1, 1) + timedelta(days))
words = st.text(
    st.sampled_from("aeiou MWl.日本「」0123 -\u0301é&<"), min_size=1, max_size=160
).filter(str.strip)
moments = st.lists(
    st.builds(
        lambda iso, label, kind: Moment(iso, iso, label, kind),
        isos(),
        words,
        st.sampled_from(["past", "expected"]),
    ),
    min_size=1,
    max_size=24,
)
now = st.none() | isos().map(lambda iso: Moment(iso, f"Information as of {iso}", "", "now"))
widths = st.sampled_from([200.0, 240.0, WIDTH, 480.0])


@settings(max_examples=100, deadline=None)
@given(moments, now, widths)
def test_no_label_is_over_another_or_outside(
    events: list[Moment], today: Moment | None, width: float
) -> None:
    layout = lay_out(events, today, width)
    assert len(layout.boxes) == len(events) + (today is not None)
    for above, below in pairwise(layout.boxes):
        assert below.top >= above.top + above.height
        assert below.at >= above.at
    for box in layout.boxes:
        assert box.top >= 0
        assert box.top + box.height <= layout.height + 1e-6
        assert 0 <= box.at <= layout.height + 1e-6
    for (above, _), (below, _) in pairwise(layout.years):
        assert below - above >= SIZE


@settings(max_examples=100, deadline=None)
@given(moments, now, widths)
def test_every_line_of_the_drawing_stands_alone_inside_its_frame(
    events: list[Moment], today: Moment | None, width: float
) -> None:
    root = ElementTree.fromstring(draw_timeline(events, today, COLORS, width))
    height = float(root.attrib["viewBox"].split()[3])
    boxes = []
    for text in root.iter(f"{SVG}text"):
        long = ANY.width(text.text or "", SIZE, bold="font-weight" in text.attrib)
        left = float(text.attrib["x"]) - (long if text.get("text-anchor") else 0)
        base = float(text.attrib["y"])
        boxes.append((left, base - SIZE * 0.84, left + long, base + SIZE * 0.26))
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= width + 0.1
        assert top >= -1
        assert bottom <= height + 3
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] + 0.9 or other[3] <= one[1] + 0.9


@settings(max_examples=60, deadline=None)
@given(moments, now)
def test_all_words_are_drawn_in_the_order_of_time(
    events: list[Moment], today: Moment | None
) -> None:
    layout = lay_out(events, today, WIDTH)
    shown = [box.moment for box in layout.boxes if box.moment.kind != "now"]
    assert sorted(map(repr, shown)) == sorted(map(repr, events))
    assert [m.iso[:4] for m in shown] == sorted(m.iso[:4] for m in shown)
    for box in layout.boxes:
        drawn = re.sub(r"\s", "", "".join(box.lines))
        assert drawn == re.sub(r"\s", "", box.moment.label)


def layout_of(*events: str, as_of: str = "2024-08-05") -> Layout:
    kinds = ["expected" if iso > as_of else "past" for iso in events]
    today = Moment(as_of, "Information as of", "", "now")
    return lay_out([moment(i, kind=k) for i, k in zip(events, kinds, strict=True)], today, WIDTH)


def test_the_axis_is_broken_where_years_cluster_and_nowhere_else() -> None:
    assert len(layout_of("2010", "2022", "2023", "2024-07-28", "2024-09", "2025-03").breaks) == 1
    assert (
        len(layout_of("1990-01", "1990-03", "2001-02", "2001-04", "2024-06", "2024-07").breaks) == 2
    )
    assert layout_of("2020", "2021", "2022", "2023", "2024").breaks == ()
    assert layout_of("2024-07").breaks == ()


def test_time_is_to_scale_outside_of_breaks() -> None:
    layout = layout_of("2020-01-01", "2021-01-01", "2023-01-01", as_of="2024-01-01")
    first, second, third, last = (box.at for box in layout.boxes)
    assert third - second == pytest.approx(2 * (second - first), rel=0.01)
    assert last - third == pytest.approx(second - first, rel=0.01)


def test_past_and_pending_are_told_apart_by_place_and_by_dot() -> None:
    layout = layout_of("2024-07-28", "2024-09")
    assert [box.moment.kind for box in layout.boxes] == ["past", "now", "expected"]
    month_under_way = lay_out(
        [moment("2024-08", "Held"), moment("2024-08", "To come", "expected")],
        Moment("2024-08-05", "Now", "", "now"),
        WIDTH,
    )
    assert [box.moment.label for box in month_under_way.boxes] == ["Held", "", "To come"]
    drawn = draw_timeline(
        [moment("2024-07-28"), moment("2024-09", kind="expected")], None, COLORS, WIDTH
    )
    dots = re.findall(r'<circle[^>]* fill="(\w+)"', drawn)
    assert dots == ["brand", "paper"]


def test_the_same_events_are_the_same_drawing_and_nothing_but_shapes() -> None:
    events = [moment("2024-07-28", 'A <b>"bold"</b> & new step')]
    one, two = (draw_timeline(events, None, COLORS, WIDTH) for _ in range(2))
    assert one == two
    root = ElementTree.fromstring(one)
    kinds = {str(each.tag).removeprefix(SVG) for each in root.iter()}
    assert kinds <= {"svg", "text", "line", "circle", "path", "rect"}
    assert not re.search(r"style|href|url\(", one)


@pytest.mark.parametrize("day", ["November 5, 2024", "September 30, 2024", "30 września 2024"])
def test_a_date_written_out_stands_on_one_line_beside_its_label(day: str) -> None:
    (box,) = lay_out([Moment("2024-09-30", day, "An event", "past")], None, WIDTH).boxes
    assert box.dates == (day,)
    assert box.aside > ANY.width(day, SIZE, bold=True)


def test_the_day_of_the_information_stands_at_its_mark_though_time_crowds_at_the_end() -> None:
    events = ["2010", "2022", "2023", "2023", "2024-07-28", "2024-09", "2024-11", "2025-03"]
    layout = layout_of(*events)
    (now,) = (box for box in layout.boxes if box.moment.kind == "now")
    assert abs(now.top + SIZE / 2 - now.at) < SIZE / 2
    last = layout.boxes[-1]
    assert layout.height == pytest.approx(last.top + last.height)


def test_labels_are_measured_in_the_typeface_that_sets_them() -> None:
    serif = bundled_face("Gentium Book Plus")
    assert serif is not None
    day = Moment("2024-08-05", "Information as of August 5, 2024", "", "now")
    colors = replace(COLORS, font="Gentium Book Plus", face=serif)
    drawn = ElementTree.fromstring(draw_timeline([moment("2023")], day, colors, WIDTH))
    (words,) = (text for text in drawn.iter(f"{SVG}text") if text.text == day.date)
    start = float(words.attrib["x"])
    (rule,) = (line for line in drawn.iter(f"{SVG}line") if float(line.attrib["x2"]) == WIDTH)
    assert float(rule.attrib["x1"]) == pytest.approx(
        start + serif.width(day.date, SIZE, bold=True) + 4, abs=0.01
    )
    assert serif.width(day.date, SIZE, bold=True) < ANY.width(day.date, SIZE, bold=True) - 8
