"""Length: how long a brief may be, and how many words it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.quote.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Field, Sentence
    from briefgen.outline import Limits
    from briefgen.select import Selection

__all__ = ["limits", "long_sentences", "measured", "text_words"]


def limits(selection: Selection) -> Limits:
    """The audience's limits, and its template's where the audience sets none."""
    own, usual = selection.settings.limits, selection.template.manifest.limits
    return usual._replace(
        **{key: value for key, value in own._asdict().items() if value is not None}
    )


def text_words(brief: Brief) -> int:
    """Words of the brief's text: without citations, notes, annexes, glossary and change log."""
    return sum(
        word_count(leaf.text) for field in brief.fields if _counts(field) for leaf in field.leaves
    )


def _counts(field: Field) -> bool:
    """Whether ``field`` is text that is read through, not looked up or read out for a picture."""
    furniture = field.name.startswith(("glossary.", "changes."))
    return not furniture and not field.name.endswith((".alt", ".data", ".label"))


def measured(words: int, language: str) -> str:
    """``words`` as a reader of the language counts them: Japanese and Chinese by the character."""
    unspaced = language.partition("-")[0] in ("ja", "yue", "zh")
    return f"{2 * words:,} characters" if unspaced else f"{words:,} words"


def long_sentences(brief: Brief, most: int) -> Iterator[tuple[Sentence, int]]:
    """Sentences of more than ``most`` words, with their number; block quotations are left out."""
    for field in brief.fields:
        if not _counts(field):
            continue
        for sentence in field.sentences:
            words = word_count(sentence.text)
            if words > most and not field.leaves[sentence.leaf].quoted:
                yield sentence, words
