"""A sentence still expects what its date says is over.

*Will be formed by March 2025*, in a brief whose information is of June 2025, is no forecast any more:
either it happened or it did not, and the reader is owed which. Compared is `as_of:`, or `published:` where
that is missing.

The rule looks for a sentence with *will*, *shall*, *plans to*, *is expected*, *is to* and the like and a
date that this reaches (*by March 2025*, *in 2024*), and for one that expects something without a date and
cites a passage that has it. An event of the timeline with `expected: true` counts too. A month without a
year is understood from the date of the source cited (`issued`), else it is passed over; and so are dates
of something else (*the strategy adopted in 2022*). A day, month or year is over when its last day is.

This fires:

    title: Command structure
    as_of: 2025-06-01
    sections:
      - id: command
        title: Command structure
        passages:
          jjoc: {seed: yang, quote: "Japan's plan to form the Japan Self-Defense Forces (JSDF) Joint Operations Command (JJOC) by March 2025"}
        body: |
          Japan plans to form a joint command by March 2025 [@jjoc].

and prints

    brief.yaml:9:46: warning: "March 2025" is past: the information is of 2025-06-01 [stale-forecast]
      9 |       Japan plans to form a joint command by March 2025 [@jjoc].
        |                                              ^~~~~~~~~~
      hint: say what came of it, or write in the past what was expected

Say what came of it, from a newer source; or write in the past what was expected: *was to be formed by
March 2025*.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.analysis.details import Date, dated, dates
from briefgen.analysis.sentences import sentences
from briefgen.analysis.voice import english, part, spoken
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.analysis.details import Detail
    from briefgen.brief import Brief, Field, Passage, Sentence
    from briefgen.place import Place

SEVERITY = Severity.WARNING

_EXPECTS = re.compile(
    r"\b(?:will|shall|plans?\s+to|intends?\s+to|aims?\s+to|expects?|going\s+to"
    r"|(?:is|are|be)\s+(?:expected|due|planned|scheduled|set|slated|projected|to)"
    r"|(?:expected|due|planned|scheduled|slated)\s+(?:to|for|by|in))\b|['’]ll\b"
)
_UNTIL = (
    r"(?i)\b(?:by|before|until|till|no\s+later\s+than|as\s+(?:early|soon)\s+as|from|starting)"
    r"(?:\s+the)?(?:\s+(?:end|start|beginning|middle)\s+of)?(?:[\s-]+(?:early|mid|late))?[\s-]+$"
)
_WITHIN = (
    r"(?i)(?P<before>\S+)\s+(?:in|on|during|around)(?:\s+the)?"
    r"(?:\s+(?:spring|summer|autumn|fall|winter|(?:first|second)\s+half|end)(?:\s+of)?)?"
    r"(?:[\s-]+(?:early|mid|late))?[\s-]+$"
)
_PAST = r"(?i)\w+ed$|held$|made$|begun$|met$|set$|signed$|meeting$|summit$|war$|election$"


def check(brief: Brief) -> Iterator[Finding]:
    """Expectations whose date lies before the date of information."""
    outline = brief.selection.outline
    written = outline.as_of or outline.published
    if written is None:
        return
    today = _first_day(written)
    for number, event in enumerate(outline.timeline, 1):
        printed = any(field.name == f"timeline.{number}" for field in brief.fields)
        if event.expected and printed and _last_day(event.date) < today:
            yield _finding(f"{event.date} is past", written, event.date.place)
    if english(brief):
        for field, sentence in spoken(brief, "text", "heading", "judgment"):
            yield from _stale(field, sentence, written)


def _stale(field: Field, sentence: Sentence, written: str) -> Iterator[Finding]:
    own = _expected(sentence.text)
    issued = (_issued(c.passage.seed.source.csl) for c in sentence.citations) if own else ()
    first = next(filter(None, issued), None)
    today = _first_day(written)
    for detail in own:
        if _over(detail, first, today):
            place = part(field, sentence, detail.start, detail.end)
            yield _finding(f'"{detail.text}" is past', written, place)
    if own:
        return
    for citation in sentence.citations:
        for detail in _in_passage(citation.passage):
            past = _over(detail, _issued(citation.passage.seed.source.csl), today)
            if past and _EXPECTS.search(sentence.text):
                message = (
                    f'`{citation.passage.id}` expects it for "{detail.text}", and that is past'
                )
                yield _finding(message, written, sentence.place)


def _finding(message: str, written: str, place: Place) -> Finding:
    hint = "say what came of it, or write in the past what was expected"
    return Finding("stale-forecast", f"{message}: the information is of {written}", place, hint)


@lru_cache(maxsize=1024)
def _expected(text: str) -> tuple[Detail, ...]:
    """Dates of ``text`` that an expectation in it reaches.

    *Why* kept: audiences share many of their sentences, and all of their passages.
    """
    found = dates(text)
    expects = _EXPECTS.search(text) if found else None
    return tuple(_reached(text, found, expects.start())) if expects else ()


def _reached(text: str, found: Iterable[Detail], expected: int) -> Iterator[Detail]:
    for detail in found:
        before = text[: detail.start]
        ahead = expected > detail.start
        opening = re.search(_UNTIL, before)
        if opening and (not ahead or not before[: opening.start()].strip()):
            yield detail
        elif not ahead:
            within = re.search(_WITHIN, before)
            if within and not re.match(_PAST, within["before"].strip(",.;")):
                yield detail


def _in_passage(passage: Passage) -> Sequence[Detail]:
    language = passage.seed.source.language or "en"
    return _announced(passage.words, language) if language.partition("-")[0] == "en" else ()


@lru_cache(maxsize=1024)
def _announced(words: str, language: str) -> Sequence[Detail]:
    """Dates that the sentences of a passage expect something for.

    *Why* kept: a passage is cited by many sentences, for all audiences.
    """
    spans = sentences(words, language) if dated(words) else ()
    return tuple(detail for start, end in spans for detail in _expected(words[start:end]))


def _over(detail: Detail, issued: Date | None, today: tuple[int, int, int]) -> bool:
    date = detail.value
    if not isinstance(date, Date):
        return False
    if date.year is None:
        if issued is None or issued.year is None or date.month is None:
            return False
        later = issued.month is not None and date.month < issued.month
        date = date._replace(year=issued.year + later)
    return date.end < today


def _issued(csl: Mapping[str, object]) -> Date | None:
    """When a source was issued, as far as its CSL item says in figures."""
    issued = csl.get("issued")
    if isinstance(issued, dict):
        parts = issued.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else ()
        issued = "-".join(str(number) for number in first)
    match = re.match(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$", str(issued or ""))
    return Date(*(int(number) if number else None for number in match.groups())) if match else None


def _first_day(written: str) -> tuple[int, int, int]:
    year, month, day = (*(int(number) for number in written.split("-")), 1, 1)[:3]
    return year, month, day


def _last_day(written: str) -> tuple[int, int, int]:
    return Date(*(int(number) for number in written.split("-"))).end
