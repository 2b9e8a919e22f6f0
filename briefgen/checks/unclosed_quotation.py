"""A quotation mark has no partner.

Where a quotation begins or ends cannot be known then, and words that stand in the quotation are not held
against their source. Apostrophes and the marks of feet and inches are told apart from quotation marks;
single marks, which can be either, are not reported.

This fires:

    title: Effects
    sections:
      - id: effects
        title: Effects
        passages:
          tension: {seed: yang, quote: It will aggravate regional tension., kind: opinion}
        body: |
          Yang writes that it "will aggravate the tension of the whole region [@tension].

and prints

    brief.yaml:8:27: warning: this quotation mark has no partner: " [unclosed-quotation]
      8 |       Yang writes that it "will aggravate the tension of the whole region [@tension].
        |                           ^
      hint: close the quotation, or take the mark away

Close the quotation, or take the mark away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.quote.quotes import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING

_SINGLE = frozenset("'‘’‚‛‹›＇❛❜")


def check(brief: Brief) -> Iterator[Finding]:
    """Quotation marks without a partner."""
    for field in brief.fields:
        for leaf in field.leaves:
            for quoted in quotations(leaf.text) if not leaf.quoted else ():
                mark = quoted.opening or quoted.closing
                if not quoted.closed and mark not in _SINGLE:
                    at = quoted.outer[0] if quoted.opening else quoted.outer[1] - 1
                    yield Finding(
                        "unclosed-quotation",
                        f"this quotation mark has no partner: {mark}",
                        field.text.at(*leaf.span(at, at + 1)),
                        "close the quotation, or take the mark away",
                    )
