"""A number, date or name in a sentence stands in nothing that the sentence cites.

Details are what a reader checks first and what slips most easily: 4.2 per cent becomes 2.4, July 28 becomes
July 18, one minister the other. The quotation was proved; the words around it were not.

Compared are figures, dates and capitalized names outside quotation marks, in sentences of body text that
cite. A number or date has to stand in a paragraph that the sentence cites; a name anywhere in the document,
or in what `sources.yaml` says of it and the passage of its speaker. The title, the authors, the dates and
the glossary of the outline are taken for granted.

A figure is compared with its magnitude (*1.5 million* is *1,500,000*), a number word only with one
(*two million*, *five per cent*; *two documents* is not looked at). *July 2024* needs the month and the
year, the year may stand elsewhere in the paragraph. *US* is *United States* and *America*, *Japanese* is
*Japan*, *JSDF* is what it abbreviates. The first word of a sentence is not taken for a name; in German no
word is. The rule does not see who did what to whom: that remains for a reader.

EXAMPLE

Correct the detail, or cite the passage that has it. What you supply yourself, such as a year that the
source leaves out, belongs under `gaps:` or into a judgment, said to be yours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.details import Detail, dates, names, numbers
from briefgen.finding import Finding, Severity
from briefgen.support import Ground, known, of_passages
from briefgen.voice import HIDDEN, own, part, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.brief import Brief, Passage

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Details without support, one finding a sentence."""
    granted = known(brief)
    language = (brief.selection.outline.language or "en").partition("-")[0]
    grounds: dict[tuple[str, tuple[int, ...]], Ground] = {}
    for field, sentence in spoken(brief, "text"):
        if not sentence.citations or field.leaves[sentence.leaf].heading:
            continue
        passages = [citation.passage for citation in sentence.citations]
        for passage in passages:
            key = passage.id, passage.paragraphs
            grounds[key] = grounds.get(key) or of_passages([passage])
        text = own(field, sentence).replace(HIDDEN, " ")
        found = [*numbers(text), *dates(text), *(names(text) if language != "de" else ())]
        held = [granted, *(grounds[p.id, p.paragraphs] for p in passages)]
        missing = _missing(found, held)
        if missing:
            yield Finding(
                "unsupported-detail",
                f"{_listed(missing)} in nothing that this sentence cites",
                part(field, sentence, missing[0].start, missing[0].end),
                "correct it, or cite the passage that has it",
                _looked_at(passages),
            )


def _missing(details: Sequence[Detail], grounds: Sequence[Ground]) -> list[Detail]:
    together = grounds[0]
    for one in grounds[1:]:
        together = together | one
    return sorted(
        (detail for detail in details if not together.holds(detail)),
        key=lambda detail: detail.start,
    )


def _listed(details: Sequence[Detail]) -> str:
    words = list(dict.fromkeys(f'"{detail.text}"' for detail in details))
    return f"{', '.join(words)} {'stand' if len(words) > 1 else 'stands'}"


def _looked_at(passages: Sequence[Passage]) -> str:
    places = dict.fromkeys(
        f"{p.seed.letter} ¶{number}" for p in passages for number in p.paragraphs
    )
    return f"looked at: {', '.join(places)}"
