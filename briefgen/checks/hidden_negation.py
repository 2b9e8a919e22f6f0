"""A quotation leaves out a word that turns its meaning round.

An ellipsis over *not*, *no*, *never*, *unless*, *except* or *without* can make a source say the opposite
of what it says, in words that all stand in it. Every quotation is exact, so no other rule sees it. Brackets
that replace such a word are looked at as well, and the rest of a sentence that an ellipsis cuts off.

This fires:

    title: Limits of the buildup
    sections:
      - id: buildup
        title: Limits of the buildup
        passages:
          buildup:
            seed: yang
            quote: Japan will now have ... reservations or limitations about its military buildup
        body: |
          Yang sees limits [@buildup].

and prints

    brief.yaml:8:16: warning: this quotation leaves out "no" [hidden-negation]
      8 |         quote: Japan will now have ... reservations or limitations about its military buildup
        |                ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      yang ¶9  ... more aggressive. Japan will now have no reservations or limitations about its ...
      hint: quote it too, or make sure that it belongs to something else

Quote so that the word is kept. If it belongs to something else that is rightly left out, set the rule
off for this brief, with the reason beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Quotation
    from briefgen.place import Text
    from briefgen.quote.match import Match
    from briefgen.seed import Seed

SEVERITY = Severity.WARNING

_AROUND = 40
"""Characters of the source shown on either side of the word."""


def check(brief: Brief) -> Iterator[Finding]:
    """Words of denial hidden by the passages cited and by the quotations in the text."""
    for passage in brief.cited:
        if passage.match and passage.entry and passage.entry.quote:
            yield from _hidden(passage.match, passage.seed, passage.entry.quote)
    for field in brief.fields:
        for sentence in field.sentences:
            for quotation in sentence.quotations:
                if quotation.match and quotation.citation:
                    seed = quotation.citation.passage.seed
                    yield from _hidden(quotation.match, seed, quotation)


def _hidden(match: Match, seed: Seed, quoted: Quotation | Text) -> Iterator[Finding]:
    for hidden in match.hidden:
        text = seed.file.text
        before = " ".join(text[max(0, hidden.start - _AROUND) : hidden.start].split(" ")[1:])
        after = text[hidden.end : hidden.end + _AROUND].rpartition(" ")[0]
        around = " ".join(f"... {before}{text[hidden.start : hidden.end]}{after} ...".split())
        yield Finding(
            "hidden-negation",
            f'this quotation leaves out "{hidden.word}"',
            quoted.place,
            "quote it too, or make sure that it belongs to something else",
            f"{seed.id} ¶{hidden.paragraph}  {around}",
        )
