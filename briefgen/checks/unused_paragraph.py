"""The brief uses nothing of a paragraph of one of its sources.

What a brief leaves out is a choice, and a choice can be a slip. This is information, not a fault: one
finding for each document that the brief uses, with the paragraphs that neither a passage nor a citation
touches. Paragraphs declared as `furniture:`, and the one that only repeats the document's title, are
not counted. All audiences are looked at together.

This prints, for a document of which the brief uses all but two paragraphs:

    info: nothing of A ¶8, 11 is used [unused-paragraph]

with the beginning of each. Read them once more. What is no content (a menu, a comment form) belongs
under `furniture:` in `sources.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.annex import tag
from briefgen.finding import Finding, Severity
from briefgen.fold import fold
from briefgen.place import Place
from briefgen.references import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief
    from briefgen.seed import Seed, SeedParagraph

SEVERITY = Severity.INFO

_SHOWN = 12
"""Paragraphs whose beginning is printed; the numbers are all given."""


def check(brief: Brief) -> Iterator[Finding]:
    """Unused paragraphs, one finding a document."""
    cited = {passage.seed.id for passage in [*brief.passages.values(), *brief.cited]}
    used = {(p.seed.id, n) for p in brief.passages.values() for n in p.paragraphs}
    used |= {(item.id, n) for item in references(brief.selection.outline) for n in item.paragraphs}
    for seed in brief.library.seeds.values():
        unused = [p for p in _content(seed) if (seed.id, p.number) not in used]
        if seed.id in cited and unused:
            first = unused[0]
            yield Finding(
                "unused-paragraph",
                f"nothing of {tag(seed, [p.number for p in unused], evidence=False).text} is used",
                Place(seed.file, first.start, first.end),
                "read it again; what is no content belongs under `furniture:`",
                "\n".join(map(_beginning, unused[:_SHOWN])),
            )


def _content(seed: Seed) -> list[SeedParagraph]:
    title = fold(str(seed.source.csl.get("title", ""))).text.strip()
    return [
        paragraph
        for paragraph in seed.paragraphs
        if not paragraph.furniture and fold(paragraph.reading.text).text.strip() != title
    ]


def _beginning(paragraph: SeedParagraph) -> str:
    words = paragraph.reading.text.split()
    return f"¶{paragraph.number}  {' '.join(words[:12])}{' ...' if len(words) > 12 else ''}"
