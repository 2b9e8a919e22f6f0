"""A judgment says how likely something is in words that have no measure.

*May well*, *could*, *possible*, *a significant chance*: readers put anything from 10 to 90 per cent into
them, and the author can never be wrong. *Source: ICD 203, D.6.e.(2), which wants one of its terms; Sherman
Kent, "Words of Estimative Probability" (1964), on "may well", "could" and "serious possibility".*

Key judgments and the judgments of sections are read, outside quotation marks. A sentence that also has a
term of a scale (*likely*, *realistic possibility*) is measured, and so is a key judgment with
`likelihood:`. Not meant are *could not*, *may not*, *may only* (a rule, not a chance), *as soon as
possible*, *make it possible*; recommendations and questions, where *could* names an option.

This fires:

    title: Leaders
    key_judgments:
      - text: The agreements may well outlive the leaders who made them.
    sections:
      - id: leaders
        title: Leaders

and prints

    brief.yaml:3:26: warning: "may well" does not say how likely [vague-likelihood]
      3 |   - text: The agreements may well outlive the leaders who made them.
        |                          ^~~~~~~~
      hint: write `likely`, 55–80 %, or another term of a scale; in a key judgment, add `likelihood:`

Say how likely it is, with a term of ICD 203 or of the PHIA yardstick, in the sentence or under
`likelihood:`. If it cannot be said, say that, and why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.analysis.likelihood import uses
from briefgen.analysis.voice import english, own, part, spoken
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Field

SEVERITY = Severity.WARNING

_SIZE = (
    r"good|fair|real|realistic|reasonable|significant|strong|serious|distinct|substantial|slight|"
    r"slim|small|some|high|low|great|greater|increased|growing"
)
_VAGUE = {
    ("may",): r"\bmay\s+well\b|\bmay\b(?!\s+(?:not|only|now|no)\b)",
    ("might", "could"): r"\b(?:might|could)\b(?!\s+(?:not|no|never|only)\b)",
    ("rule", "exclude", "dismiss"): (
        r"\b(?:cannot|can\s+not|can't)\s+(?:be\s+)?"
        r"(?:rule|ruled|exclude|excluded|dismiss|dismissed)(?:\s+out)?\b"
    ),
    ("ossibl",): (
        r"\b(?:is|are|seems?|remains?|appears?|quite|entirely)\s+possible\b(?!\s+to\b)"
        r"|\bpossible\s+that\b|\b[Pp]ossibly\b"
    ),
    ("erhaps", "onceivabl"): r"\b[Pp]erhaps\b|\b[Cc]onceivabl[ey]\b",
    ("chance", "possibilit", "prospect", "likelihood", "probability"): (
        rf"\b(?:{_SIZE})\s+(?:chances?|possibilit(?:y|ies)|prospects?|likelihood|probability)\b"
    ),
    ("likely",): (
        r"\b(?:extremely|quite|rather|fairly|somewhat|increasingly|not)\s+(?:likely|unlikely)\b"
    ),
}
"""Expressions of vague words, each by what stands in whatever it matches, one or the other."""


def check(brief: Brief) -> Iterator[Finding]:
    """The first vague word of each sentence of a judgment that has no measured one."""
    if not english(brief):
        return
    for field, sentence in spoken(brief, "judgment"):
        if field.name.startswith("recommendations") or _measured(brief, field):
            continue
        text = own(field, sentence)
        vague = _vague(text)
        if vague and not uses(text):
            yield Finding(
                "vague-likelihood",
                f'"{vague.group()}" does not say how likely',
                part(field, sentence, *vague.span()),
                "write `likely`, 55–80 %, or another term of a scale; in a key judgment, add "
                "`likelihood:`",
            )


def _vague(text: str) -> re.Match[str] | None:
    """The first vague word of ``text``."""
    sought = (
        re.search(words, text)
        for stems, words in _VAGUE.items()
        if any(stem in text for stem in stems)
    )
    return min(filter(None, sought), key=re.Match.start, default=None)


def _measured(brief: Brief, field: Field) -> bool:
    part, _, number = field.name.partition(".")
    judgments = brief.selection.outline.key_judgments
    return part == "key_judgments" and bool(judgments[int(number) - 1].likelihood)
