"""Read the data of a chart: a CSV file with a source for each row.

Commas part the cells, and quotation marks hold what has a comma (RFC 4180). Each row becomes a row
of a table in prose, so that its figures are cited, counted and held against their source like text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.figure import ChartData
from briefgen.finding import Finding
from briefgen.nearest import nearest
from briefgen.place import Place, align
from briefgen.read.order import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.bounds import Bounds
    from briefgen.place import TextFile

__all__ = ["SOURCE", "Table", "read_table"]

SOURCE = "source"
"""The column that says where a row comes from."""

_COLUMNS = 12
_FAULTS = 20

_CELL = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"|([^",\r\n]*))[ \t]*(,|\r\n|\r|\n|\Z)')
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True)
class _Cell:
    """A cell: its text, and where that stands."""

    text: str
    place: Place

    @property
    def number(self) -> float | None:
        """The number that it is, if it is one."""
        if not _NUMBER.fullmatch(self.text):
            return None
        digits = self.text.replace(",", "")
        return float(digits) if "." in digits else int(digits[:18])


@dataclass(frozen=True)
class Table:
    """The data of a chart: ``columns`` but for the sources, ``values`` by row, all of it as prose."""

    columns: tuple[str, ...]
    values: tuple[Mapping[str, float | str | None], ...]
    text: ChartData


def read_table(file: TextFile, bounds: Bounds) -> tuple[Table | None, tuple[Finding, ...]]:
    """Read the CSV ``file``; the table is None where something is wrong with it."""
    if turned := tuple(check_text(file)):
        return None, turned
    rows = _rows(file)
    if isinstance(rows, Finding):
        return None, (rows,)
    findings = tuple(_faults(rows, file, bounds))[:_FAULTS]
    if findings:
        return None, findings
    head, *body = rows
    at = [cell.text for cell in head].index(SOURCE)
    columns = tuple(cell.text for cell in head if cell.text != SOURCE)
    shown = [[cell for index, cell in enumerate(row) if index != at] for row in body]
    numeric = [
        all(row[index].number is not None or not row[index].text for row in shown)
        for index in range(len(columns))
    ]
    values = tuple(
        {
            name: (cell.number if number else cell.text) if cell.text else None
            for name, cell, number in zip(columns, row, numeric, strict=True)
        }
        for row in shown
    )
    writer = _Writer()
    writer.row([cell for cell in head if cell.text != SOURCE], head[at].text)
    writer.plain("".join("| ---: " if number else "| --- " for number in numeric) + "| --- |\n")
    for row, whole in zip(shown, body, strict=True):
        written = whole[at].text
        writer.row(row, written if written.startswith("[") else f"[{written}]", whole[at].place)
    data = ChartData(writer.text, Place(file, 0, len(file.text)), tuple(writer.offsets))
    return Table(columns, values, data), ()


def _rows(file: TextFile) -> list[list[_Cell]] | Finding:
    """The rows that are not empty."""
    rows: list[list[_Cell]] = [[]]
    here = 0
    while here < len(file.text):
        match = _CELL.match(file.text, here)
        if match is None:
            message = "a cell with a quotation mark that opens or closes in its middle"
            hint = 'put the whole cell into quotation marks and double those inside: "a ""b"" c"'
            return Finding("wrong-value", message, Place(file, here, here + 1), hint)
        group = 1 if match[1] is not None else 2
        place = Place(file, *match.span(group))
        rows[-1].append(_Cell(match[group].replace('""', '"').strip(), place))
        here = match.end()
        if match[3] != ",":
            rows.append([])
    return [row for row in rows if any(cell.text for cell in row)]


def _faults(rows: Sequence[Sequence[_Cell]], file: TextFile, bounds: Bounds) -> Iterator[Finding]:
    if len(rows) < 2:
        hint = "write the names of the columns in the first line, and a row of data in each other"
        yield Finding("missing-key", f"`{file.path.name}` has no data", Place(file), hint)
        return
    head, *body = rows
    names = [cell.text for cell in head]
    if SOURCE not in names:
        hint = f'add a column `{SOURCE}`: `@passage`, or `"@seed-id, para. 4"`, for each row'
        if near := nearest(SOURCE, names):
            hint = f"write `{SOURCE}` in place of `{near}`"
        elif ";" in names[0] or "\t" in names[0]:
            hint = "save it with commas between the cells, not semicolons or tabs"
        message = f"`{file.path.name}` has no column `{SOURCE}`"
        yield Finding("missing-key", message, head[0].place, hint)
        return
    for index, cell in enumerate(head):
        if not cell.text or cell.text in names[:index]:
            message = (
                f"two columns are called `{cell.text}`" if cell.text else "a column has no name"
            )
            yield Finding("wrong-value", message, cell.place, "name each column, each another way")
    if len(head) > _COLUMNS:
        message = f"a chart has {_COLUMNS} columns at most; this has {len(head):,}"
        yield Finding("too-large", message, head[0].place, "take what the figure shows")
        return
    if len(body) > bounds.chart_rows:
        bound = bounds.of("chart_rows")
        message = f"this has {len(body):,} rows; at most {bound} are printed"
        yield bound.exceeded(message, body[0][0].place, "take what the figure shows", len(body))
        return
    for row in body:
        yield from _row_faults(row, head)


def _row_faults(row: Sequence[_Cell], head: Sequence[_Cell]) -> Iterator[Finding]:
    if len(row) != len(head):
        message = f"this row has {len(row)} cell{'s' * (len(row) > 1)}, the first line {len(head)}"
        hint = "put a cell that has a comma into quotation marks" if len(row) > len(head) else ""
        yield Finding("wrong-value", message, row[0].place, hint or "write a comma for each cell")
        return
    source = row[[cell.text for cell in head].index(SOURCE)]
    if not source.text:
        place = next(cell.place for cell in row if cell.text)
        hint = f'write `@passage`, or `"@seed-id, para. 4"`, under `{SOURCE}`'
        yield Finding("missing-key", "this row does not say where it comes from", place, hint)
    elif "@" not in source.text:
        message = f"`{source.text[:40]}` cites nothing"
        hint = f"write `@{source.text}`" if source.text.isidentifier() else "write `@passage`"
        yield Finding("wrong-value", message, source.place, hint)


class _Writer:
    """A table in Markdown under way, and where each of its characters was written."""

    def __init__(self) -> None:
        self.text = ""
        self.offsets: list[int] = []
        self.here = 0

    def plain(self, text: str) -> None:
        """Add what stands in no file."""
        self.text += text
        self.offsets.extend([self.here] * len(text))

    def cell(self, cell: _Cell) -> None:
        """Add the words of a cell, none of which are Markdown."""
        raw = cell.place.file.text[cell.place.start : cell.place.end]
        start = cell.place.start + len(raw) - len(raw.lstrip())
        for index, character in enumerate(cell.text):
            self.here = min(start + index, max(cell.place.end - 1, start))
            self.plain("\\" + character if _SIGN.match(character) else character)

    def row(self, cells: Sequence[_Cell], source: str, place: Place | None = None) -> None:
        """Add a row, its ``source`` in the last cell; that was written at ``place``."""
        for cell in cells:
            self.plain("| ")
            self.cell(cell)
            self.plain(" ")
        self.plain("| ")
        start = place.start if place else self.here
        raw = place.file.text[place.start : place.end] if place else ""
        for character, offset in zip(source, align(source, raw), strict=True):
            self.here = start + offset
            self.plain(character)
        self.plain(" |\n")
