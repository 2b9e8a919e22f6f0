"""A table of the page as pandoc's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.word.nodes import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    from briefgen.word.nodes import Node

__all__ = ["table"]

_LONGEST, _SHORTEST = 60, 8
"""Letters from which on a column gets no wider, and which each has room for."""
_LINE = 84
"""Letters of a table's type that stand side by side on a page, at least."""
_MOST = 100
"""Columns and rows that one cell may span."""


def table(
    element: Element,
    blocks: Callable[[Iterable[str | Element], str], list[Node]],
    inside: Callable[[Element], Iterable[str | Element]],
) -> Node:
    """``element`` with its heading rows, which Word repeats on each page, and row headings.

    ``blocks`` writes what stands ``inside`` a cell.
    """

    def cell(one: Element) -> list[Any]:
        side = next(
            (s for s in ("right", "center") if s in one.get("class", "").split()), "default"
        )
        style = "Table Heading" if one.tag == "th" else "Table Text"
        held = blocks(inside(one), style)
        align = {"t": f"Align{side.capitalize()}"}
        return [attributes(), align, _span(one, "rowspan"), _span(one, "colspan"), held]

    def row(one: Element) -> list[Any]:
        return [attributes(), [cell(each) for each in one if each.tag in ("td", "th")]]

    head = [one for part in element.iterfind("thead") for one in part.iterfind("tr")]
    body = [one for part in element.iterfind("tbody") for one in part.iterfind("tr")]
    foot = [one for part in element.iterfind("tfoot") for one in part.iterfind("tr")]
    widths = _widths([*head, *body, *foot])
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    named = int(bool(body) and all(_named(one) for one in body))
    return {
        "t": "Table",
        "c": [
            attributes(),
            [None, []],
            columns,
            [attributes(), [row(one) for one in head]],
            [[attributes(), named, [], [row(one) for one in body]]],
            [attributes(), [row(one) for one in foot]],
        ],
    }


def _named(row: Element) -> bool:
    """Whether the row begins with its heading."""
    first = next((cell for cell in row if cell.tag in ("td", "th")), None)
    return first is not None and first.tag == "th" and _span(first, "colspan") == 1


def _span(cell: Element, name: str) -> int:
    written = cell.get(name, "1")
    return max(1, min(int(written[:4]), _MOST)) if written.isascii() and written.isdigit() else 1


def _widths(rows: list[Element]) -> list[float]:
    """The part of the table's width that each column takes, by the longest of its cells and words."""
    longest: list[int] = []
    words: list[int] = []
    for row in rows:
        at = 0
        for cell in (each for each in row if each.tag in ("td", "th")):
            span = _span(cell, "colspan")
            longest += [_SHORTEST] * (at + span - len(longest))
            words += [0] * (at + span - len(words))
            if span == 1:
                said = "".join(cell.itertext()).split()
                longest[at] = max(longest[at], min(len(" ".join(said)), _LONGEST))
                words[at] = max(words[at], *map(len, said), 0)
            at += span
    # Pandoc writes whole hundredths of a percent, and Word takes no table wider than its page.
    return [round(part, 4) for part in _shared(longest, [(word + 3) / _LINE for word in words])]


def _shared(longest: list[int], least: list[float]) -> list[float]:
    """The parts of the whole in proportion to ``longest``, none below what is its ``least``."""
    if sum(least) >= 1:
        return [part / sum(least) for part in least]
    held: set[int] = set()
    while True:
        room = 1 - sum(least[at] for at in held)
        free = sum(length for at, length in enumerate(longest) if at not in held)
        parts = [
            least[at] if at in held else room * length / free for at, length in enumerate(longest)
        ]
        short = {at for at, part in enumerate(parts) if at not in held and part < least[at]}
        if not short:
            return parts
        held |= short
