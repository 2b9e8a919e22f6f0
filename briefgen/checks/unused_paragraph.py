"""The brief uses nothing of a paragraph of one of its sources.

What a brief leaves out is a choice, and a choice can be a slip. This is information, not a fault: one
finding for each document that the brief uses, with the paragraphs that neither a passage nor a citation
touches. Paragraphs declared as `furniture:`, and the one that only repeats the document's title, are
not counted. All audiences are looked at together.

This fires:

    title: Industry
    sections:
      - id: industry
        title: Industry
        passages:
          rest: {seed: unsigned, quote: "The 2+2 also stepped forward for further technological cooperation"}
        body: |
          The meeting dealt with industry [@rest; @unsigned, para. 1-4; @unsigned, para. 6-9].

and prints

    seeds/000_fbc05c6fc447f228.txt:10:1: info: nothing of `unsigned` ¶10–11 is used [unused-paragraph]
      10 | Both Japan and the U.S. needed to reconfirm those principles for their security cooperation, because…
         | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      ¶10  Both Japan and the U.S. needed to reconfirm those principles for their ...
      ¶11  Kishida is too unpopular in the polls to be assured as the ...
      hint: read it again; what is no content belongs under `furniture:`

Read them once more. What is no content (a menu, a comment form) belongs under `furniture:` in
`sources.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.place import Place
from briefgen.quote.fold import fold
from briefgen.seed import pilcrows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.brief import Brief
    from briefgen.seed import Seed, SeedParagraph

SEVERITY = Severity.INFO

_SHOWN = 5
"""Paragraphs whose beginning is printed; the numbers are all given."""


def check_outline(briefs: Sequence[Brief]) -> Iterator[Finding]:
    """Paragraphs that no audience's text uses, one finding a document."""
    passages = [*briefs[0].passages.values(), *(p for brief in briefs for p in brief.cited)]
    used = {(passage.seed.id, number) for passage in passages for number in passage.paragraphs}
    seeds = {seed for seed, _ in used}
    for seed in briefs[0].library.seeds.values():
        unused = [p for p in _content(seed) if (seed.id, p.number) not in used]
        if seed.id in seeds and unused:
            first = unused[0]
            numbers = pilcrows(paragraph.number for paragraph in unused)
            yield Finding(
                "unused-paragraph",
                f"nothing of `{seed.id}` {numbers} is used",
                Place(seed.file, first.start, first.end),
                "read it again; what is no content belongs under `furniture:`",
                "\n".join(_beginnings(unused)),
            )


def _content(seed: Seed) -> list[SeedParagraph]:
    title = fold(str(seed.source.csl.get("title", ""))).text.strip()
    return [
        paragraph
        for paragraph in seed.paragraphs
        if not paragraph.furniture and fold(paragraph.reading.text).text.strip() != title
    ]


def _beginnings(paragraphs: Sequence[SeedParagraph]) -> Iterator[str]:
    for paragraph in paragraphs[:_SHOWN]:
        words = paragraph.reading.text.split()
        yield f"¶{paragraph.number}  {' '.join(words[:12])}{' ...' if len(words) > 12 else ''}"
    if len(paragraphs) > _SHOWN:
        yield f"and {len(paragraphs) - _SHOWN} more"
