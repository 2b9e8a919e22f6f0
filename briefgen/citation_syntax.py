"""Citation syntax: what stands between the brackets of Pandoc's ``[see @a, para. 4; @b]``.

Pandoc manual, "Citation syntax". Of locators only paragraphs are read; others stay text.
"""

from __future__ import annotations

import re

from briefgen.prose import CiteItem

__all__ = ["read_citation"]

_KEY = r"[A-Za-z0-9_](?:[A-Za-z0-9_]|[:.#$%&+?<>~/-](?=[A-Za-z0-9_]))*"
_ITEM = re.compile(rf"(?s)(?P<prefix>.*?)(?<!\S)(?P<suppress>-?)@(?P<id>{_KEY})(?P<suffix>.*)")
_LABEL = r"(?:paragraphs?|paras?\.?|¶¶?)\s*"
_AND = r"\s*(?:,?\s*(?:and|&)|,)\s*"
_TO = r"\s*(?:[-–—]{1,3}|to)\s*"
_LOCATOR = re.compile(
    rf"(?si)\s*,?\s*{_LABEL}(?P<numbers>\d+(?:(?:{_TO}|{_AND}(?:{_LABEL})?)\d+)*)(?P<rest>.*)"
)


def read_citation(inside: str) -> tuple[tuple[CiteItem, ...], tuple[str, ...]]:
    """The items between the brackets, and the parts between semicolons that do not name just one.

    Without items it is no citation, but text in brackets.
    """
    parts = [part.strip() for part in inside.split(";") if part.strip()]
    matches = [_ITEM.fullmatch(part) for part in parts]
    unread = [
        part
        for part, match in zip(parts, matches, strict=True)
        if not match or ("@" in match["suffix"] and _ITEM.fullmatch(match["suffix"]))
    ]
    return tuple(_item(match) for match in matches if match), tuple(unread)


def _item(match: re.Match[str]) -> CiteItem:
    suffix = match["suffix"]
    paragraphs: tuple[int, ...] = ()
    if suffix and (locator := _LOCATOR.fullmatch(suffix)):
        paragraphs, suffix = _numbers(locator["numbers"]), locator["rest"]
    return CiteItem(
        id=match["id"],
        prefix=" ".join(match["prefix"].split()),
        paragraphs=paragraphs,
        suffix=" ".join(suffix.split()).removeprefix(",").strip(),
        suppress_author=bool(match["suppress"]),
    )


def _numbers(text: str) -> tuple[int, ...]:
    """``3-5, 8`` as (3, 4, 5, 8); numbers beyond any paragraph stay as their ends.

    ``114-18`` is 114 to 118 (Chicago Manual of Style, 18th ed., 9.63).
    """
    numbers: list[int] = []
    for part in re.split(_AND, text):
        first, *rest = (number[:6] for number in re.findall(r"\d+", part))
        last = rest[-1] if rest else first
        last = first[: max(len(first) - len(last), 0)] + last
        low, high = sorted((int(first), int(last)))
        numbers.extend(range(low, high + 1) if high - low < 1000 else (low, high))
    return tuple(numbers)
