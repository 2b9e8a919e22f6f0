"""A slanted word stands in the brief's own voice.

A word such as *regime* or *so-called* carries a verdict. In quotation marks, with its speaker, it is
evidence of what somebody thinks; without them it is the brief that thinks so. *Source: AP Stylebook and
BBC editorial guidelines, on value judgments.*

The rule knows a short English list, each word with its reason, and the `loaded_words:` that
`sources.yaml` gives for the documents cited. A single declared word counts in its inflections
(*smearing*, *smears*, *smeared*); several words count as they are written. Headings and body text are
read; words in quotation marks and block quotations are not, nor judgments, which are the author's to
answer for. Names (*Missile Technology Control Regime*) and terms (*sanctions regime*) are not meant.

This fires:

    title: Why the statement was made
    sections:
      - id: reasons
        title: Why the statement was made
        passages:
          threats: {seed: yang, quote: because of the so-called threats from China and Russia}
        body: |
          Yang explains it by the so-called threats from China and Russia [@threats].

and prints

    brief.yaml:8:31: warning: "so-called" is a word of `yang`: denies the threat that it names [loaded-word]
      8 |       Yang explains it by the so-called threats from China and Russia [@threats].
        |                               ^~~~~~~~~
      hint: put it in quotation marks and name its speaker, or use a plain word

Use a plain word, or put the source's word in quotation marks and name who says it. A word of your own
sources is declared with them:

    yang:
      loaded_words:
        - {word: smearing, reason: says that a charge is false and meant to harm}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.slant import ENGLISH, declared, found, standing
from briefgen.analysis.voice import english, own, part, spoken
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Loaded words outside quotation marks, each stretch of text once."""
    seeds = {passage.seed.id: passage.seed for passage in brief.cited}
    words = [word for seed in seeds.values() for word in declared(seed)]
    words += ENGLISH if english(brief) else ()
    sentences = [(*each, own(*each)) for each in spoken(brief, "text", "heading")]
    words = standing(words, "\n".join(text for _, _, text in sentences))
    for field, sentence, text in sentences if words else ():
        for word, start, end in found(words, text):
            whose = f"a word of `{word.seed.id}`" if word.seed else "a loaded word"
            yield Finding(
                "loaded-word",
                f'"{text[start:end]}" is {whose}: {word.reason}',
                part(field, sentence, start, end),
                word.instead
                or "put it in quotation marks and name its speaker, or use a plain word",
            )
