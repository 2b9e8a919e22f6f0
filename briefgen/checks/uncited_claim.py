"""A sentence of the text says something and leads to no source.

A reader who cannot follow a sentence to its source has to take it on trust. ICD 206 asks for a
reference each time analysis rests on a source; every load-bearing sentence shows its own, so that no
sentence lives on the citation of its neighbor. A citation covers the sentence that it stands in, or
that it follows after the full stop, and no other.

Body text is meant: bottom lines, bodies, the timeline, the titles of figures. A table row is one
claim, covered by a citation anywhere in it; a sentence that ends in a colon is covered by what cites
in the list, table or quotation below it. Free are headings and run-in labels, questions, judgments,
recommendations, what stands under `gaps:`, and sentences about the documents themselves: that they
are silent ("Neither text gives a date"), that they differ, in ten words or fewer, and what the brief
does ("This brief rests on two texts").

This fires:

    title: Missiles
    sections:
      - id: missiles
        title: Missiles
        passages:
          exports: {seed: yang, quote: Japan will export more PAC-3 missiles to the US, kind: fact}
        body: |
          The two countries deepen their ties in industry. Japan "will export more PAC-3 missiles to the
          US", Yang writes [@exports].

and prints

    brief.yaml:8:7: warning: this sentence cites nothing [uncited-claim]
      8 |       The two countries deepen their ties in industry. Japan "will export more PAC-3 missiles to the
        |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      hint: cite a passage, [@id]; your own view goes under `judgment:`, the silence of the sources under `gaps:`

Cite the passage in that sentence. If it is your own assessment, move it to `judgment:`; if it says
what the sources do not, to `gaps:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.claims import claims
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Claims without a citation."""
    for claim in claims(brief):
        if not claim.cited:
            yield Finding(
                "uncited-claim",
                "this sentence cites nothing",
                claim.sentence.place,
                "cite a passage, [@id]; your own view goes under `judgment:`, the silence of the "
                "sources under `gaps:`",
            )
