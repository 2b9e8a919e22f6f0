"""A number, date or name in a sentence stands in nothing that the sentence cites.

Details are what a reader checks first and what slips most easily: 4.2 per cent becomes 2.4, July 28 becomes
July 18, one minister the other. The quotation was proved; the words around it were not.

Compared are figures, dates and capitalized names in every sentence that cites, outside quotations that are
proved. A number or date has to stand in a paragraph that the sentence cites; a name anywhere in the document,
or in what `sources.yaml` says of it and the passage of its speaker. Taken for granted are the title, the
authors, the dates and the glossary of the outline, and the names of the documents cited.

A figure is compared with its magnitude (*1.5 million* is *1,500,000*), a number word only with one
(*two million*, *five per cent*; *two documents* is not looked at). *July 2024* needs the month and the
year, the year may stand elsewhere in the paragraph. *US* is *United States* and *America*, *Japanese* is
*Japan*, *JSDF* is what it abbreviates. The first word of a sentence is taken for a name only if it is one
elsewhere in the brief or its sources; in German no word is. The rule does not see who did what to whom:
that remains for a reader.

This fires:

    title: Command structure
    sections:
      - id: command
        title: Command structure
        passages:
          jfhq: {seed: yang, paragraph: 4}
        body: |
          Japan plans a joint command by May 2025, says Admiral Yoshida [@jfhq].

and prints

    brief.yaml:8:38: warning: "May 2025", "Admiral Yoshida" stand in nothing that this sentence cites [unsupported-detail]
      8 |       Japan plans a joint command by May 2025, says Admiral Yoshida [@jfhq].
        |                                      ^~~~~~~~
      looked at: yang ¶4
      hint: correct it, or cite the passage that has it

Correct the detail, or cite the passage that has it. What you supply yourself, such as a year that the
source leaves out, belongs under `gaps:` or into a judgment, said to be yours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.details import dates, names, numbers
from briefgen.analysis.support import Support, supported
from briefgen.analysis.voice import part, spoken
from briefgen.finding import Finding, Severity
from briefgen.prose import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.analysis.details import Detail
    from briefgen.brief import Brief, Passage, Sentence

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Details without support, one finding a sentence."""
    support = Support(brief)
    language = (brief.selection.outline.language or "en").partition("-")[0]
    for field, sentence in spoken(brief, "heading", "text", "judgment", "question", "note"):
        passages = [citation.passage for citation in sentence.citations]
        if not passages:
            continue
        text = _unproved(sentence)
        found = names(text, support.proper) if language != "de" else ()
        # The numbers of a chart's data have a rule of their own.
        figures = () if field.name.endswith(".data") else (*numbers(text), *dates(text))
        details = [*figures, *found]
        grounds = support.of(passages)
        missing = [detail for detail in details if not supported(detail, grounds)]
        if missing:
            missing.sort(key=lambda detail: detail.start)
            yield Finding(
                "unsupported-detail",
                f"{_listed(missing, text)} in nothing that this sentence cites",
                part(field, sentence, missing[0].start, missing[0].end),
                "correct it, or cite the passage that has it",
                _looked_at(passages),
            )


def _unproved(sentence: Sentence) -> str:
    """The sentence's text; what stands in quotation marks only if it is too short to be proved."""
    text = sentence.text.replace(OBJECT, " ")
    for quotation in sentence.quotations:
        if quotation.match is not None:
            first, last = (max(0, offset - sentence.start) for offset in quotation.outer)
            text = text[:first] + " " * len(text[first:last]) + text[last:]
    return text


def _listed(details: Sequence[Detail], text: str) -> str:
    """The details as written; parts of one name together."""
    runs: list[list[Detail]] = []
    for detail in details:
        if (
            runs
            and "name" == detail.kind == runs[-1][-1].kind
            and not text[runs[-1][-1].end : detail.start].strip()
        ):
            runs[-1].append(detail)
        else:
            runs.append([detail])
    words = list(dict.fromkeys(f'"{text[run[0].start : run[-1].end]}"' for run in runs))
    return f"{', '.join(words)} {'stand' if len(words) > 1 else 'stands'}"


def _looked_at(passages: Sequence[Passage]) -> str:
    places = dict.fromkeys(f"{p.seed.id} ¶{number}" for p in passages for number in p.paragraphs)
    return f"looked at: {', '.join(places)}"
