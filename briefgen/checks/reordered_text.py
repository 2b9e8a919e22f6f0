r"""Words are seen in another order than they have.

Unicode has characters that nobody sees and that turn the words behind them from right to left. With them
a reader sees *3000 ships* where the text, its proof and every search have *0003*, so they are an error: the
overrides (U+202D, U+202E); an embedding or isolate that its line does not close; and one from right to
left around words that are not written so. Hebrew, Arabic and the like need none of these, and the
marks that set such words apart in an English line (U+2067 ... U+2069, U+200F) are in order.

What the brief says is looked at, what the library says of a source, and each paragraph of a source that is
relied on.

This fires:

    title: "Fleet: \u202e0003 ships"
    sections:
      - id: fleet
        title: Fleet

and prints

    brief.yaml:1:8: error: U+202E turns the order in which these words are seen [reordered-text]
      1 | title: "Fleet: \u202e0003 ships"
        |        ^~~~~~~~~~~~~~~~~~~~~~~~~
      hint: delete it

A source is not yours to change. If the character has no business there, declare it as a repair, which is
printed in the annex:

    repairs: [{paragraph: 4, from: "\u202e", to: ""}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.quote.bidi import turning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.ERROR


def check(brief: Brief) -> Iterator[Finding]:
    """Paragraphs of sources that the brief relies on."""
    for passage in brief.cited:
        for number in passage.paragraphs:
            text = passage.seed.paragraphs[number - 1].reading.text
            if (at := turning(text)) is not None:
                name = f"U+{ord(text[at]):04X}"
                message = f"`{passage.seed.id}` \u00b6{number}: {name} turns the order of its words"
                code = f"\\u{ord(text[at]):04x}"
                repair = f'{{paragraph: {number}, from: "{code}", to: ""}}'
                hint = f"declare it: repairs: [{repair}]"
                yield Finding("reordered-text", message, passage.place, hint)
