"""A document is longer than its limits allow.

A limit of length is part of the order: a minister's page is one page. `limits:` of an audience, or of its
template where the audience sets none, hold for

* `pages` of the text in the PDF, without notes and annexes; all of them where there are no notes,
* `words` of the text, without citations, notes, annexes, glossary and change log,
* `sentence_words`, the words of the longest sentence; block quotations are not counted.

This fires:

    title: Command structure
    sections:
      - id: command
        title: Command structure
        passages:
          jfhq: {seed: yang, paragraph: 4}
        body: |
          The headquarters of the US forces in Japan is to become a joint one [@jfhq].
    audiences:
      minister: {template: one-page, limits: {words: 12, sentence_words: 10}}

and prints

    brief.yaml:8:7: error: a sentence of 14 words; the limit for `minister` is 10 [over-limit]
      8 |       The headquarters of the US forces in Japan is to become a joint one [@jfhq].
        |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      hint: make two of it

    brief.yaml:10:50: error: the text for `minister` has 18 words; its limit is 12 [over-limit]
      10 |   minister: {template: one-page, limits: {words: 12, sentence_words: 10}}
         |                                                  ^~
      hint: cut 6 words, or raise `limits: {words: ...}`

Cut, or move matter to a section that this audience does not get. If the limit is wrong, raise it; `rules:
{over-limit: warning}` lets a draft pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.length import limits, long_sentences, measured, text_words
from briefgen.finding import Finding, Severity
from briefgen.place import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.ERROR


def check(brief: Brief) -> Iterator[Finding]:
    """Words of the text and of its sentences over the limits; pages are counted when they are set."""
    audience = brief.selection.audience
    reader = f"`{audience}`" if audience else "this brief"
    allowed = limits(brief.selection)
    language = brief.selection.outline.language or "en"
    words = text_words(brief)
    if allowed.words and words > allowed.words:
        title = brief.fields[0].text.place
        yield Finding(
            "over-limit",
            f"the text for {reader} has {measured(words, language)}; "
            f"its limit is {_limit(allowed.words, language)}",
            place_of(brief.selection.settings.limits.words, title),
            f"cut {measured(words - allowed.words, language)}, or raise `limits: {{words: ...}}`",
        )
    if allowed.sentence_words:
        for sentence, length in long_sentences(brief, allowed.sentence_words):
            yield Finding(
                "over-limit",
                f"a sentence of {measured(length, language)}; "
                f"the limit for {reader} is {_limit(allowed.sentence_words, language)}",
                sentence.place,
                "make two of it",
            )


def _limit(words: int, language: str) -> str:
    """The limit as its message has it: the figure alone where words are counted, as they usually are."""
    said = measured(words, language)
    return said.removesuffix(" words")
