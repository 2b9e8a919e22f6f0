"""Words from right to left in a printed line."""

from __future__ import annotations

import pytest

from briefgen.quote.bidi import has_rtl, reading_order


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("abc", "abc"),
        ("say םולש now", "say שלום now"),
        ("say םלוע םולש now", "say שלום עולם now"),
        ("say םלוע ,םולש now", "say שלום, עולם now"),
        ("say םלוע 2030 םולש now", "say שלום 2030 עולם now"),
        ("say םלוע 1,500.5 םולש now", "say שלום 1,500.5 עולם now"),
        ("ابحرم", "مرحبا"),
    ],
)
def test_reading_order(line, read):
    assert reading_order(list(line)) == read


def test_marks_stay_with_their_letters():
    assert reading_order(["ם", "ו\u05b9", "ל", "ש\u05c1"]) == "ש\u05c1לו\u05b9ם"


def test_has_rtl():
    assert has_rtl("a שלום")
    assert has_rtl("مرحبا")
    assert not has_rtl("Tōkyō 港 – “a”")
