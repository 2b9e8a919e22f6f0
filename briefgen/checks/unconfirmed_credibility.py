"""A passage is graded as confirmed, and no independent source confirms it.

The Admiralty grade 1 of an item means *confirmed by other, independent sources*. Two articles that report
one statement are two readings of it and confirm each other in nothing but that it was made. *Source: NATO
AJP-2.1, the Admiralty system.*

A passage with `credibility: 1` counts as confirmed if a sentence of the brief, for any audience, cites it
together with a passage of another document that has another `origin:`. A passage without `origin:` is its
document's own report.

This fires:

    title: The statement
    sections:
      - id: statement
        title: The statement
        passages:
          order-a: {seed: unsigned, paragraph: 9, origin: joint-statement}
          order-b: {seed: yang, paragraph: 6, origin: joint-statement, credibility: 1}
        body: |
          The statement speaks of the international order [@order-a; @order-b].

and prints

    brief.yaml:7:81: warning: `order-b` has the credibility 1, and no independent source is cited with it [unconfirmed-credibility]
      7 |       order-b: {seed: yang, paragraph: 6, origin: joint-statement, credibility: 1}
        |                                                                                 ^
      `order-a`: of the same origin, `joint-statement`
      hint: cite what confirms it in the same sentence, or write `credibility: 2`

Cite the passage that confirms it in the same sentence, or give it the grade 2, *probably true*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.place import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.brief import Brief, Passage

SEVERITY = Severity.WARNING


def check_outline(briefs: Sequence[Brief]) -> Iterator[Finding]:
    """Passages of credibility 1 that no sentence cites together with an independent one."""
    groups = [
        [citation.passage for citation in sentence.citations]
        for brief in briefs
        for field in brief.fields
        for sentence in field.sentences
    ]
    for name, passage in briefs[0].passages.items():
        if passage.entry is None or passage.entry.credibility != 1:
            continue
        beside = [p for group in groups if any(one.id == name for one in group) for p in group]
        if not any(_independent(passage, other) for other in beside):
            yield Finding(
                "unconfirmed-credibility",
                f"`{name}` has the credibility 1, and no independent source is cited with it",
                place_of(passage.entry.credibility, passage.place),
                "cite what confirms it in the same sentence, or write `credibility: 2`",
                _why_not(passage, beside),
            )


def _independent(passage: Passage, other: Passage) -> bool:
    return passage.seed.id != other.seed.id and (
        _origin(passage) is None or _origin(passage) != _origin(other)
    )


def _origin(passage: Passage) -> str | None:
    return passage.entry.origin if passage.entry else None


def _why_not(passage: Passage, beside: Sequence[Passage]) -> str:
    others = sorted({other.id for other in beside if other.seed.id != passage.seed.id})
    if not others:
        return ""
    names = ", ".join(f"`{name}`" for name in others)
    return f"{names}: of the same origin, `{_origin(passage)}`"
