"""A document is longer than its limits allow.

A limit of length is part of the order: a minister's page is one page. `limits:` of an audience, or of its
template where the audience sets none, hold for

* `pages` of the PDF, found when it is set,
* `words` of the text, without citations, notes, annexes, glossary and change log,
* `sentence_words`, the words of the longest sentence; block quotations are not counted.

EXAMPLE

Cut, or move matter to a section that this audience does not get. If the limit is wrong, raise it; `rules:
{over-limit: warning}` lets a draft pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.length import limits, long_sentences, text_words
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
    words = text_words(brief)
    if allowed.words and words > allowed.words:
        title = brief.fields[0].text.place
        yield Finding(
            "over-limit",
            f"the text for {reader} has {words:,} words; its limit is {allowed.words:,}",
            place_of(brief.selection.settings.limits.words, title),
            f"cut {words - allowed.words:,} words, or raise `limits: {{words: ...}}`",
        )
    if allowed.sentence_words:
        for sentence, length in long_sentences(brief, allowed.sentence_words):
            yield Finding(
                "over-limit",
                f"a sentence of {length} words; the limit for {reader} is {allowed.sentence_words}",
                sentence.place,
                "make two of it",
            )
