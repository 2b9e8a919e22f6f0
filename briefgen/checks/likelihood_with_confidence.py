"""A sentence gives a likelihood and a level of confidence together.

Likelihood says how probable an event is; confidence says how good the evidence for that is. In one
sentence they run into each other: *we have high confidence that it is likely* reads as very likely.
*Source: ICD 203, D.6.e.(2)(b): a product must not combine a confidence level and a degree of likelihood
in the same sentence.*

Judgments, recommendations and body text are read outside quotation marks. In body text only *with high
confidence* and *we are confident* count, for *consumer confidence* is something else. A key judgment may
have `likelihood:` and `confidence:` both; they are printed apart.

This fires:

    title: Leaders
    sections:
      - id: leaders
        title: Leaders
        judgment: |
          We have high confidence that a change of leaders is likely.

and prints

    brief.yaml:6:7: warning: "likely" is a likelihood, "We have high confidence" a confidence: one sentence has both [likelihood-with-confidence]
      6 |       We have high confidence that a change of leaders is likely.
        |       ^~~~~~~~~~~~~~~~~~~~~~~
      hint: give the confidence, and its reason, a sentence of its own

Make two sentences of it: one with the likelihood, one that says how far the evidence carries, and why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.analysis.likelihood import uses
from briefgen.analysis.voice import english, own, part, spoken
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING

_LEVEL = r"(?:very\s+)?(?:high|higher|moderate|medium|low|lower|limited|great|full)"
_OURS = (
    rf"\bwith\s+{_LEVEL}[\s-](?:analytic(?:al)?\s+)?confidence\b"
    r"|\b[Ww]e\s+(?:are|remain)\s+(?:\w+\s+)?confident\b|\b[Ww]e\s+have\s+\w+\s+confidence\b"
)
_ANY = (
    rf"{_OURS}|\b{_LEVEL}[\s-](?:analytic(?:al)?\s+)?confidence\b|"
    rf"\bconfidence\s+(?:level\s+)?(?:is|remains)\s+{_LEVEL}\b|\bconfidence:\s*{_LEVEL}\b"
)
_CONFIDENCE = {"text": _OURS, "judgment": rf"(?i){_ANY}"}


def check(brief: Brief) -> Iterator[Finding]:
    """Sentences with both."""
    if not english(brief):
        return
    for field, sentence in spoken(brief, "text", "judgment"):
        text = own(field, sentence)
        if "confiden" not in text.casefold():
            continue
        likelihood = next(iter(uses(text)), None)
        confidence = re.search(_CONFIDENCE[field.role], text)
        if likelihood and confidence:
            yield Finding(
                "likelihood-with-confidence",
                f'"{likelihood.word}" is a likelihood, "{confidence.group()}" a confidence: '
                "one sentence has both",
                part(field, sentence, *confidence.span()),
                "give the confidence, and its reason, a sentence of its own",
            )
