"""Hold a CSL item against what CSL 1.0.2 allows, so that no citation processor can be misled.

Sources: *Citation Style Language 1.0.2, Specification*, appendices III (types) and IV (variables);
``csl-data.json`` of the same version for the shape of names and dates. Variables that a processor
sets itself (``locator``, ``citation-number``, ``first-reference-note-number``) are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.dates import calendar_problem, meant_date
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Text
from briefgen.read.nodes import Empty, Map, Seq

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.read.nodes import Node

__all__ = ["check_csl"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = _words(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event
    figure graphic hearing interview legal_case legislation manuscript map motion_picture
    musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software
    song speech standard thesis treaty webpage
    """
)
NAMES = _words(
    """
    author chair collection-editor compiler composer container-author contributor curator
    director editor editor-translator editorial-director executive-producer guest host
    illustrator interviewer narrator organizer original-author performer producer recipient
    reviewed-author script-writer series-creator translator
    """
)
DATES = _words("accessed available-date event-date issued original-date submitted")
TEXTS = _words(
    """
    abstract annote archive archive-place archive_collection archive_location authority
    call-number chapter-number citation-key citation-label collection-number
    collection-title container-title container-title-short dimensions division DOI edition
    event event-place event-title genre id ISBN ISSN issue journalAbbreviation jurisdiction
    keyword language license medium note number number-of-pages number-of-volumes
    original-publisher original-publisher-place original-title page page-first part-number
    part-title PMCID PMID printing-number publisher publisher-place references
    reviewed-genre reviewed-title scale section shortTitle source status supplement-number
    title title-short type URL version volume volume-title year-suffix
    """
)
OTHERS = frozenset({"categories", "custom"})
"""Kept as they are: no style prints them."""

NAME_PARTS = _words(
    """
    comma-suffix dropping-particle family given literal non-dropping-particle parse-names
    static-ordering suffix
    """
)
DATE_PARTS = frozenset({"date-parts", "season", "circa", "literal", "raw"})
SETTINGS = {"circa": ("true", "false"), "season": ("1", "2", "3", "4")}
"""Parts of a date that a processor passes over unless they have one of these values."""


def check_csl(csl: Map, source: str) -> Iterator[Finding]:
    """What is wrong with the CSL item of the source document ``source``."""
    known = NAMES | DATES | TEXTS | OTHERS
    if not isinstance(csl.get("type"), Text):
        place = next(iter(csl.entries)).place if csl.entries else csl.place
        hint = "write `type: ...`, such as article-newspaper, report, webpage or speech"
        yield Finding("missing-key", f"`csl` of `{source}` has no `type`", place, hint)
    for key, value in csl.entries.items():
        if key not in known:
            hint = did_you_mean(key, sorted(known))
            message = f"`{key}` is not a variable of CSL"
            yield Finding("unknown-key", message, key.place, hint or _ELSEWHERE)
        elif isinstance(value, Empty) or key in OTHERS:
            continue
        elif key in NAMES:
            yield from _names(key, value)
        elif key in DATES:
            yield from _date(key, value)
        elif not isinstance(value, Text):
            yield Finding("wrong-value", f"`{key}` must be text", key.place, _QUOTE)
        elif key == "type" and value not in TYPES:
            hint = did_you_mean(value, sorted(TYPES)) or "`document` fits any"
            yield Finding("wrong-value", f"`{value}` is not a type of CSL", value.place, hint)
    for text in _texts(csl):
        if (count := _unclosed(text)) > _OPEN:
            message = f"{count} tags such as `<i>` are opened here and not closed"
            yield Finding("wrong-value", message, text.place, "close them, or delete them")


# Pandoc tries each opened tag both ways, so that 22 of them take it a minute.
_OPEN = 8
_TAG = re.compile(r"(?i)<(/?)(i|b|sub|sup|sc|span)\b[^<>]*>")


def _unclosed(text: str) -> int:
    opened: list[str] = []
    for closing, name in _TAG.findall(text):
        if not closing:
            opened.append(name.lower())
        elif opened and opened[-1] == name.lower():
            opened.pop()
    return len(opened)


def _texts(node: Node) -> Iterator[Text]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Map):
            waiting += here.entries.values()
        elif isinstance(here, Seq):
            waiting += here.items
        elif isinstance(here, Text):
            yield here


_ELSEWHERE = "delete it, or keep it under `custom:`"
_QUOTE = "write text, without brackets or in quotation marks"


def _names(key: Text, value: Node) -> Iterator[Finding]:
    hint = f"write `{key}: [{{family: Yang, given: Danzhi}}]`, or `[{{literal: Some Agency}}]`"
    if not isinstance(value, Seq):
        yield Finding("wrong-value", f"`{key}` must be a list of names", key.place, hint)
        return
    for number, name in enumerate(value.items, 1):
        what = f"name {number} of `{key}`"
        if not isinstance(name, Map):
            message = f"{what} must be a mapping with `family` and `given`, or `literal`"
            yield Finding("wrong-value", message, name.place, hint)
            continue
        faults = tuple(_parts(name, NAME_PARTS, "a name"))
        yield from faults
        if not faults and not any(
            isinstance(name.get(part), Text) for part in ("family", "given", "literal")
        ):
            yield Finding(
                "missing-key", f"{what} has no `family` and no `literal`", name.place, hint
            )


def _parts(node: Map, known: Collection[str], thing: str) -> Iterator[Finding]:
    """Keys of a name or date: those that there are, with a text each; ``date-parts`` is apart."""
    for key, value in node.entries.items():
        if key not in known:
            hint = did_you_mean(key, sorted(known), f"the keys of {thing} are")
            yield Finding("unknown-key", f"`{key}` is not a key of {thing}", key.place, hint)
        elif key != "date-parts" and not isinstance(value, Text | Empty):
            yield Finding("wrong-value", f"`{key}` must be text", key.place, _QUOTE)
        elif isinstance(value, Text) and value not in SETTINGS.get(key, (value,)):
            allowed = " or ".join(f"`{each}`" for each in SETTINGS[key])
            message = f"`{key}` must be {allowed}, not `{value}`"
            yield Finding("wrong-value", message, value.place, "or give the date as `literal: ...`")


def _date(key: Text, value: Node) -> Iterator[Finding]:
    hint = f"write `{key}: 2024-08-06`, or `{key}: {{literal: Spring 2024}}`"
    if isinstance(value, Text):
        if problem := calendar_problem(value):
            if meant := meant_date(value):
                hint = f"write `{key}: {meant}`"
            yield Finding("wrong-value", f"`{key}` {problem}", value.place, hint)
        return
    if not isinstance(value, Map):
        yield Finding("wrong-value", f"`{key}` must be a date", key.place, hint)
        return
    faults = tuple(_parts(value, DATE_PARTS, "a date"))
    yield from faults
    parts = value.get("date-parts")
    if parts is None:
        told = any(isinstance(value.get(part), Text) for part in ("literal", "raw"))
        if not told and not faults:
            yield Finding("missing-key", f"`{key}` has no `date-parts`", key.place, hint)
        return
    days = parts.items if isinstance(parts, Seq) else ()
    if not 1 <= len(days) <= 2:
        message = "`date-parts` must be a list of one date, or of two for a range"
        yield Finding("wrong-value", message, parts.place, hint)
    for day in days:
        problem = _day_problem(day)
        if problem:
            yield Finding("wrong-value", f"`{key}` {problem}", day.place, hint)


def _day_problem(day: Node) -> str | None:
    """What is wrong with ``[2024, 8, 6]``; a year before 1000 or a negative one is not read."""
    numbers = day.items if isinstance(day, Seq) else ()
    texts = [each for each in numbers if isinstance(each, Text) and each.strip("0123456789") == ""]
    if not 1 <= len(texts) == len(numbers) <= 3:
        return "must give a date as `[year, month, day]`, in numbers"
    return calendar_problem("-".join(text.lstrip("0").zfill(2) for text in texts))
