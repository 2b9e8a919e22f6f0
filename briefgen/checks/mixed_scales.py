"""The judgments take their words of likelihood from more than one scale.

ICD 203 has two sets of seven terms and asks that they not be mixed; the PHIA yardstick has its own, and
the same word covers another range: *unlikely* is 20–45 % in one and 25–35 % in the other. A reader can
look a word up only if the document has one scale. *Source: ICD 203, D.6.e.(2)(a); PHIA probability
yardstick.*

Read are `likelihood:` of the key judgments that this audience gets, and the terms in judgments and
recommendations outside quotation marks. A term that several scales have (*likely*) fits each of them.
The scale that has most of the terms is taken for the document's own.

This fires:

    title: Leaders
    key_judgments:
      - text: A new leader will inherit the agreements.
        likelihood: very likely
    sections:
      - id: leaders
        title: Leaders
        judgment: |
          It is highly likely that the statement outlives them.

and prints

    brief.yaml:9:13: warning: "highly likely" is on another scale (PHIA probability yardstick) than the rest (ICD 203, first set) [mixed-scales]
      9 |       It is highly likely that the statement outlives them.
        |             ^~~~~~~~~~~~~
      hint: there it would be `very likely`, 80–95 %

Take the term of the same rank from the document's scale, or change the others. Mind the ranges: they are
not the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.likelihood import SCALES, scale_of, uses
from briefgen.analysis.voice import english, own, part, spoken
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief
    from briefgen.place import Place

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Terms that are not on the scale that has most of the document's terms."""
    found = [*_declared(brief), *(_written(brief) if english(brief) else ())]
    scale = scale_of(word for word, _ in found)
    if scale is None:
        return
    for word, place in found:
        if scale.step(word) is None:
            other = next(other for other in SCALES if other.step(word) is not None)
            term = scale.terms[other.step(word) or 0]
            yield Finding(
                "mixed-scales",
                f'"{word}" is on another scale ({other.name}) than the rest ({scale.name})',
                place,
                f"there it would be `{term.name}`, {term.range}",
            )


def _declared(brief: Brief) -> Iterator[tuple[str, Place]]:
    printed = {field.name for field in brief.fields}
    for number, judgment in enumerate(brief.selection.outline.key_judgments, 1):
        if judgment.likelihood and f"key_judgments.{number}" in printed:
            yield str(judgment.likelihood), judgment.likelihood.place


def _written(brief: Brief) -> Iterator[tuple[str, Place]]:
    for field, sentence in spoken(brief, "judgment"):
        for use in uses(own(field, sentence)):
            yield use.word, part(field, sentence, use.start, use.end)
