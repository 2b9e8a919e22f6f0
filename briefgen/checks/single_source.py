"""A section rests on one source although another one speaks on the same matter.

What one document says alone is as strong as that document. ICD 203 wants the quality of sources
described and alternatives considered; a reader who sees one source for a section concludes that there
is no other.

A source *speaks on* a section if the outline says so: with a passage declared under the section, or set
beside one of the section's passages under `differences:`. The rule fires if everything that the section
cites, its judgment included, comes from one document, and a passage of another speaks on it. That a
library holds other documents is not enough.

This fires:

    title: Command structure
    sections:
      - id: command
        title: Command structure
        passages:
          decision: {seed: unsigned, quote: Japan decided to establish a permanent Joint Headquarters}
          plan: {seed: yang, quote: Japan's plan to form the Japan Self-Defense Forces (JSDF) Joint Operations Command}
        body: |
          Japan decided on a permanent headquarters [@decision].

and prints

    brief.yaml:4:12: warning: this section rests on `unsigned` alone; `yang` has `plan` on it [single-source]
      4 |     title: Command structure
        |            ^~~~~~~~~~~~~~~~~
      hint: cite [@plan] too, and say where the two differ

Cite the other source too, and say where it differs. If it really adds nothing, take its passage out of
the section and of `differences:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.balance import footings, named
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Sections that cite one source of several that speak on them."""
    for footing in footings(brief):
        if len(footing.seeds) == 1 and footing.others:
            passages = [one for group in footing.others.values() for one in group]
            others = " and ".join(dict.fromkeys(f"`{passage.seed.id}`" for passage in passages))
            yield Finding(
                "single-source",
                f"this section rests on `{footing.seeds[0].id}` alone; {others} "
                f"ha{'ve' if ' ' in others else 's'} {named(passages)} on it",
                footing.place,
                f"cite [@{passages[0].id}] too, and say where the two differ",
            )
