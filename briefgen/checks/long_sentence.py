"""A sentence is longer than readers take in.

Of sentences with 14 words on average readers understand more than 90 per cent, of sentences with 43 less
than 10. GOV.UK breaks up what is longer than 25 words. *Source: Government Digital Service, "Sentence
length: why 25 words is our limit" (2014).* In Japanese and Chinese 60 characters are taken, the upper end
of what official writing in Japan advises.

An audience with `limits: {sentence_words: ...}` has a measure of its own: then `over-limit` holds instead,
and this rule is silent. What is over its template's limit is reported there alone. Quotations count, for they are read; block
quotations do not, for they cannot be cut in two.

This fires:

    title: Command structure
    sections:
      - id: command
        title: Command structure
        passages:
          jfhq: {seed: yang, paragraph: 4}
        body: |
          The headquarters of the US forces in Japan is to become a joint one, so that it can work with the
          new command that Japan plans for its forces on land, at sea and in the air [@jfhq].

and prints

    brief.yaml:8:7: warning: a sentence of 37 words; more than 25 are hard to take in [long-sentence]
      8 |       The headquarters of the US forces in Japan is to become a joint one, so that it can work with …
        |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      hint: make two of it

Make two sentences of it; the citation goes with the part that it supports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.length import limits, long_sentences, measured
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING

_WORDS = 25


def check(brief: Brief) -> Iterator[Finding]:
    """Sentences over the usual length."""
    if brief.selection.settings.limits.sentence_words is not None:
        return
    language = brief.selection.outline.language or "en"
    # Two characters of Chinese or Japanese are measured as one word.
    most = 30 if language.partition("-")[0] in ("ja", "yue", "zh") else _WORDS
    limit = limits(brief.selection).sentence_words
    for sentence, words in long_sentences(brief, most):
        if limit is None or words <= limit:
            yield Finding(
                "long-sentence",
                f"a sentence of {measured(words, language)}; more than "
                f"{measured(most, language).split()[0]} are hard to take in",
                sentence.place,
                "make two of it",
            )
