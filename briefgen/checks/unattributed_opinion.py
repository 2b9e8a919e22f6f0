"""A sentence rests on somebody's opinion and does not say whose.

An opinion in the brief's own voice reads as a fact. The public sees who said what only if the name
stands in the same sentence; a name in the sentence before, or a pronoun, is lost when the sentence is
quoted. *Source: the practice of news agencies, which name the speaker with the words.*

The rule looks at sentences of body text that cite a passage of `kind: opinion`. The passage's
`speaker:` counts, whole, by the noun it turns on (*voices* of *unnamed voices in Japan*), or by a part
of a person's name. So does its source: an author's family name, its title, `title-short`,
`container-title` or publisher, its id, or *source A*. Pronouns do not count, and a quotation alone does not. In
a list, the words that lead in to it count; in a table, the whole row and its headings.

This fires:

    title: Effects on the region
    sections:
      - id: effects
        title: Effects on the region
        passages:
          tension: {seed: yang, quote: It will aggravate regional tension., kind: opinion}
        body: |
          The meeting "will aggravate regional tension" [@tension].

and prints

    brief.yaml:8:7: warning: `tension` is an opinion, and this sentence does not say whose [unattributed-opinion]
      8 |       The meeting "will aggravate regional tension" [@tension].
        |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      hint: name Yang

Name the speaker: *Yang writes that the meeting "will aggravate regional tension"*. If the source names
nobody, give the passage a `speaker:`, or the source a `title-short:`, and use that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.attribution import holder, names_holder
from briefgen.analysis.voice import lead_ins, own, spoken
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Field, Sentence

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Opinions whose holder the sentence leaves out, each once a sentence or table row."""
    seen: set[tuple[str, int, str]] = set()
    for field, sentence in spoken(brief, "text"):
        row = field.leaves[sentence.leaf].row
        if field.leaves[sentence.leaf].heading:
            continue
        for citation in sentence.citations:
            passage = citation.passage
            unit = field.name, -sentence.start if row is None else row, passage.id
            if passage.kind != "opinion" or (row is not None and unit in seen):
                continue
            seen.add(unit)
            if not names_holder(_context(field, sentence), passage):
                name = holder(passage)
                yield Finding(
                    "unattributed-opinion",
                    f"`{passage.id}` is an opinion, and this sentence does not say whose",
                    sentence.place,
                    f"name {name}"
                    if name
                    else f"add `speaker:` to `{passage.id}` and name it here",
                )


def _context(field: Field, sentence: Sentence) -> str:
    """The sentence's own words, with what leads in to it and, in a table, its row and headings."""
    leaf = field.leaves[sentence.leaf]
    lead_in = lead_ins(field).get(sentence.leaf, "")
    if leaf.row is None:
        return f"{lead_in} {own(field, sentence)}"
    table = [
        own(field, other)
        for other in field.sentences
        if field.leaves[other.leaf].row == leaf.row or field.leaves[other.leaf].heading
    ]
    return " ".join([lead_in, *table])
