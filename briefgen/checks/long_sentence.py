"""A sentence is longer than readers take in.

Of sentences with 14 words on average readers understand more than 90 per cent, of sentences with 43 less
than 10. GOV.UK breaks up what is longer than 25 words. *Source: Government Digital Service, "Sentence
length: why 25 words is our limit" (2014).* In Japanese and Chinese 60 characters are taken, the upper end
of what official writing in Japan advises.

An audience with `limits: {sentence_words: ...}` has a measure of its own: then `over-limit` holds instead,
and this rule is silent. What is over its template's limit is reported there alone. Quotations count, for they are read; block
quotations do not, for they cannot be cut in two.

EXAMPLE

Make two sentences of it; the citation goes with the part that it supports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.length import limits, long_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING

_WORDS = 25


def check(brief: Brief) -> Iterator[Finding]:
    """Sentences over the usual length."""
    if brief.selection.settings.limits.sentence_words is not None:
        return
    language = (brief.selection.outline.language or "en").partition("-")[0]
    # Two characters of Chinese or Japanese are measured as one word.
    most = 30 if language in ("ja", "zh") else _WORDS
    limit = limits(brief.selection).sentence_words
    for sentence, words in long_sentences(brief, most):
        if limit is None or words <= limit:
            yield Finding(
                "long-sentence",
                f"a sentence of {words} words; more than {most} are hard to take in",
                sentence.place,
                "make two of it",
            )
