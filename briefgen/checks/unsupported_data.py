"""A figure in the data of a chart stands in nothing that its row cites.

A chart looks exact, and a reader takes its points for measured. So each row of its data cites, and
each number and year in it has to stand in a paragraph that the row cites; those in the name of a column, in
a paragraph that some row cites. What the chart draws is these numbers and no others.

A number is compared with its magnitude: where the source says *6.8 trillion yen*, the cell says `6.8`
and the name of its column has the word, `spending (trillion yen)`. Names in the data are looked at by
`unsupported-detail`.

This fires:

    title: Command structure
    sections:
      - id: command
        title: Command structure
        passages:
          jfhq: {seed: yang, paragraph: 4}
        figures:
          - chart: years.vl.json
            data: years.csv
            title: Japan forms its command first [@jfhq]
            alt: One dot, for 2025
    --- years.vl.json
    {"mark": "point", "encoding": {"x": {"field": "year"}, "y": {"field": "command"}}}
    --- years.csv
    command,year,source
    the command of Japan,2026,@jfhq

and prints

    years.csv:2:22: error: "2026" stands in nothing that this row cites [unsupported-data]
      2 | the command of Japan,2026,@jfhq
        |                      ^~~~
      looked at: yang ¶4
      hint: correct it, or cite the passage that has it; the magnitude stands in the column's name

Correct the number, or cite the passage that has it. What the desk has counted or computed itself is
no data of a source: say it in a judgment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.analysis.details import MAGNITUDES, dates, numbers
from briefgen.analysis.support import Support, supported
from briefgen.analysis.voice import part
from briefgen.finding import Finding, Severity
from briefgen.prose import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Field, Passage, Sentence

SEVERITY = Severity.ERROR

_MAGNITUDE = rf"(?i)\b({'|'.join(MAGNITUDES)})s?\b|[(（]([百千万萬億亿兆])"


def check(brief: Brief) -> Iterator[Finding]:
    """Figures of charts without support, one finding a cell."""
    fields = [field for field in brief.fields if field.name.endswith(".data")]
    support = Support(brief) if fields else None
    for field in fields:
        assert support is not None
        yield from _unsupported(field, support)


def _unsupported(field: Field, support: Support) -> Iterator[Finding]:
    (table,) = field.blocks
    assert isinstance(table, Table)
    columns = len(table.header)
    every = {c.passage.id: c.passage for cluster in field.clusters for c in cluster.citations}
    for sentence in field.sentences:
        if sentence.leaf < columns:
            yield from _cell(field, sentence, "", list(every.values()), support)
        else:
            name = field.leaves[sentence.leaf % columns].text
            passages = [citation.passage for citation in sentence.citations]
            yield from _cell(field, sentence, name, passages, support)


def _cell(
    field: Field, sentence: Sentence, column: str, passages: list[Passage], support: Support
) -> Iterator[Finding]:
    """``column`` is the name of the cell's column, empty for the name itself."""
    if not passages:
        return
    magnitude = re.search(_MAGNITUDE, column)
    text = sentence.text
    if magnitude:
        text += magnitude[2] or f" {magnitude[1].lower()}"
    grounds = support.in_paragraphs(passages)
    for detail in (*numbers(text), *dates(text)):
        if not supported(detail, grounds):
            end = min(detail.end, len(sentence.text))
            where = dict.fromkeys(
                f"{p.seed.id} ¶{number}" for p in passages for number in p.paragraphs
            )
            rows = "this row cites" if column else "any row cites"
            yield Finding(
                "unsupported-data",
                f'"{text[detail.start : detail.end]}" stands in nothing that {rows}',
                part(field, sentence, detail.start, end),
                "correct it, or cite the passage that has it; the magnitude stands in the column's "
                "name",
                f"looked at: {', '.join(where)}",
            )
            return
