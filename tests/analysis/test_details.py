"""Numbers, dates and names of a text: what a warning about a detail rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.analysis.details import Date, dates, names, numbers, spells


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rose 4.2 percent, not 2.4%, to 1,500", ["4.2", "2.4", "1500"]),
        ("1.5 million, 1,500,000 and 2 billion", ["1500000", "1500000", "2000000000"]),
        ("$4.2 billion, -3 degrees, 3–5 ships", ["4200000000", "-3", "3", "5"]),
        ("two million, five per cent, two ships", ["2000000", "5"]),
        ("a 24-hour day in the 1990s, the 7th", ["24", "1990", "7"]),
        ("PAC-3, G7, F-35A, 2+2, COVID-19", []),
        ("section 2, para. 4, ¶5, Table 3, pp. 6", []),
        ("28 July 2024, in 2023, by 2024-08-05", []),
        ("007 and 0.50", ["7", "0.50"]),
        ("約38億円、6000万円と2千万人", ["3800000000", "60000000", "20000000"]),
        ("午前4時10分、2024年3月2日、8月", ["4", "10"]),
        ("nothing at all", []),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert [detail.value for detail in numbers(text)] == values


def test_number_words_of_a_source_count_when_asked_for() -> None:
    assert [detail.value for detail in numbers("four aspects, twelve ships", spelled=True)] == [
        "4",
        "12",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 28 July 2024", [Date(2024, 7, 28)]),
        ("July 28, 2024, and July 28", [Date(2024, 7, 28), Date(None, 7, 28)]),
        (
            "the 7th of May 2024; 2025-03; 2024-08-05",
            [Date(2024, 5, 7), Date(2025, 3), Date(2024, 8, 5)],
        ),
        (
            "by March 2025, Sept. 3, late November",
            [Date(2025, 3), Date(None, 9, 3), Date(None, 11)],
        ),
        ("in 1951 and 2024–2025", [Date(1951), Date(2024), Date(2025)]),
        ("It may march in May", [Date(None, 5)]),
        ("May Day, the March on Rome", []),
        ("2024 percent is 1234567, 12024 and 2024.5", [Date(2024)]),
        ("in room 12345-07", []),
        (
            "2024年3月2日の午前、8月6日と9月、2025年度",
            [Date(2024, 3, 2), Date(None, 8, 6), Date(None, 9), Date(2025)],
        ),
        ("3月間、13月1日、12024年", []),
    ],
)
def test_dates(text: str, found: list[Date]) -> None:
    assert [detail.value for detail in dates(text)] == found


MONTHS = "January February March April May June July August September October November December"


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS.split(), 1)))
def test_every_month_is_a_date(number: int, month: str) -> None:
    short = [f"{month[:3]}."] if len(month) > 4 else []
    short += ["Sept", "Sept."] if number == 9 else []
    for name in (month, *short):
        (date,) = dates(f"{name} 2024, as it was")
        assert date.value == Date(2024, number)
        (date,) = dates(f"that (3 {name})")
        assert date.value == Date(None, number, 3)


def test_a_month_is_over_when_its_last_day_is() -> None:
    assert Date(2025, 3).end < (2025, 4, 1)
    assert Date(2025, 3).end > (2025, 3, 30)
    assert Date(2025).end > (2025, 12, 30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ministers met Anna Berg in Tokyo", ["Anna", "Berg", "Tokyo"]),
        ("Berg said: Tokyo and I agree", []),
        ("“Berg” — Tokyo", []),
        ("US-Japan talks on PAC-3 and G7", ["PAC-3", "G7"]),
        ("the US-Japan talks in May and in 24 hours", ["US-Japan"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert [detail.text for detail in names(text)] == found


def test_a_known_name_counts_where_it_begins_a_sentence() -> None:
    assert [detail.text for detail in names("Berg said: Tokyo is far", {"berg"})] == ["Berg"]


@pytest.mark.parametrize(
    ("text", "acronym", "spelled"),
    [
        ("the US Forces Japan", "USFJ", True),
        ("the U.S. Forces Japan", "USFJ", True),
        ("advanced medium-range air-to-air missiles", "AMRAAM", True),
        ("the North Atlantic Treaty Organization", "NATO", True),
        ("intelligence, surveillance and reconnaissance", "ISR", True),
        ("Artificial Intelligence", "AI", True),
        ("and industry", "AI", False),
        ("joint force. Headquarters", "JFH", False),
        ("the US", "US", False),
    ],
)
def test_spells(text: str, acronym: str, spelled: bool) -> None:
    assert spells(text, acronym) is spelled


PIECES = [*"09.,-–+/: \u00a0%$AbMy²½\ufffc’'", "May ", "2024", " million"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_details_stand_where_they_say(text: str) -> None:
    for detail in (*numbers(text), *dates(text), *names(text)):
        assert text[detail.start : detail.end] == detail.text
        assert detail.text
