"""Dates as a user's file has them: a year, a month or a day of the calendar."""

from __future__ import annotations

import datetime
import re

__all__ = ["DATE", "calendar_problem", "meant_date"]

DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
"""``2024``, ``2024-08`` or ``2024-08-05``."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def calendar_problem(value: str) -> str | None:
    """What keeps ``value`` from being a year, month or day of the calendar, if anything does."""
    if not re.fullmatch(DATE, value, re.ASCII):
        return f"must be a date such as 2024, 2024-08 or 2024-08-05, not `{value}`"
    year, month, day = (int(part) for part in (value + "-01-01").split("-")[:3])
    if year == 0:
        return "names a year that the calendar does not have: 0000"
    if not 1 <= month <= 12:
        return f"names a month that the calendar does not have: {month:02}"
    try:
        datetime.date(year, month, day)
    except ValueError:
        return f"names a day that {value[:7]} does not have: {day:02}"
    return None


def meant_date(value: str) -> str:
    """What is meant by ``2024/8/6``, ``2024-08-06T10:00Z``, ``6 August 2024`` or ``Aug. 6, 2024``; else ""."""
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.*)?", value, re.ASCII)
    if found:
        date = "-".join(part.zfill(2) for part in found.groups())
        return "" if calendar_problem(date) else date
    found = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3,9})\.?(?: (\d{1,2}))?,? (\d{4})",
        value,
        re.ASCII,
    )
    if not found or (month := found[2][:3].lower()) not in _MONTHS:
        return ""
    day = found[1] or found[3]
    date = f"{found[4]}-{_MONTHS.index(month) + 1:02}" + (f"-{day:0>2}" if day else "")
    return "" if calendar_problem(date) else date
