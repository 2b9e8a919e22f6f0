"""A passage is declared and no text cites it.

Evidence that was collected and left out is either superfluous, or a sentence lost its citation. All
audiences are looked at together: a passage that one of them cites is used, and so is one that is set
under `differences:` or in a figure.

This fires:

    title: Russia
    sections:
      - id: russia
        title: Russia
        passages:
          condemned: {seed: yang, quote: They also strongly condemned deepening Russia-DPRK cooperation.}
          drills: {seed: yang, quote: joint operations and drills in the vicinity of Japan}
        body: |
          The ministers "strongly condemned" closer ties of Russia and North Korea [@condemned].

and prints

    brief.yaml:7:7: warning: no text cites the passage `drills` [unused-passage]
      7 |       drills: {seed: yang, quote: joint operations and drills in the vicinity of Japan}
        |       ^~~~~~
      hint: cite it with [@drills], or take it out

Cite it where the text rests on it, or take it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING


def check_outline(briefs: Sequence[Brief]) -> Iterator[Finding]:
    """Passages that no audience's text cites."""
    used = {passage.id for brief in briefs for passage in brief.cited}
    for difference in briefs[0].selection.outline.differences:
        used.update(difference.passages)
    for section in briefs[0].selection.outline.sections:
        used.update(name for figure in section.figures for name in figure.comparison)
    for name, passage in briefs[0].passages.items():
        if name not in used:
            yield Finding(
                "unused-passage",
                f"no text cites the passage `{name}`",
                passage.place,
                f"cite it with [@{name}], or take it out",
            )
