"""A source has a grade of reliability and no reason for it.

An Admiralty letter without a reason is a bare verdict: the reader can neither share nor doubt it. *Source:
ICD 206, which asks for a description of source quality and what supports it.* The rule looks at the
documents that the brief cites.

This fires, in `seeds/sources.yaml`:

    yang:
      file: 004_fd806ed51bbff01f.txt
      csl: {type: webpage, title: Commentary on the meeting}
      reliability: C

and prints

    seeds/sources.yaml:2:9: warning: `yang` has the reliability C and no reason for it [unreasoned-grade]
      2 |   file: 004_fd806ed51bbff01f.txt
        |         ^~~~~~~~~~~~~~~~~~~~~~~~
      hint: add `reliability_reason:`

Say what the grade rests on: who writes and publishes, what is known of their record, how near they are to
the matter. F stands for *cannot be judged*, and that too has a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.place import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING


def check_outline(briefs: Sequence[Brief]) -> Iterator[Finding]:
    """Grades without a reason, of the documents that any audience's text cites."""
    for seed in {p.seed.id: p.seed for brief in briefs for p in brief.cited}.values():
        grade = seed.source.reliability
        if grade and not (seed.source.reliability_reason or "").strip():
            yield Finding(
                "unreasoned-grade",
                f"`{seed.id}` has the reliability {grade} and no reason for it",
                place_of(grade, seed.source.file.place),
                "add `reliability_reason:`",
            )
