"""Hold an outline against itself: what one part names has to be in another."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.analysis.likelihood import terms
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.outline import wordings
from briefgen.place import place_of
from briefgen.read.nodes import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.outline import Outline
    from briefgen.place import Place, Text

__all__ = ["check_references"]

_DRAWN = 30
"""Events that a drawn timeline has room for."""


def check_references(outline: Outline) -> tuple[Finding, ...]:
    """What ``outline`` says twice, or names without having it; :data:`FAULTS` of it at most."""
    title = next(iter(outline.title.values())).place
    every = chain(
        _sections(outline),
        _passages(outline, title),
        _differences(outline),
        _figures(outline),
        _audiences(outline, title),
        _wordings(outline, title),
        _rules(outline, title),
        _likelihoods(outline),
    )
    return tuple(islice(every, FAULTS))


def _sections(outline: Outline) -> Iterator[Finding]:
    seen: dict[str, Text] = {}
    for section in outline.sections:
        if section.id in seen:
            message = f"two sections are called `{section.id}`; {_first(seen[section.id].place)}"
            yield Finding("duplicate-key", message, section.id.place, "rename one of them")
        seen.setdefault(section.id, section.id)
    for audience in outline.audiences.values():
        chosen: set[str] = set()
        for name in audience.sections or ():
            if name not in seen:
                hint = did_you_mean(name, seen, "the sections are")
                message = f"there is no section `{name}`"
                yield Finding("unknown-section", message, name.place, hint)
            elif name in chosen:
                message = f"the section `{name}` is chosen twice"
                yield Finding("wrong-value", message, name.place, "keep one of them")
            chosen.add(name)


def _first(place: Place) -> str:
    return f"the first is on line {place.line} of {place.file.path.name}"


def _passages(outline: Outline, otherwise: Place) -> Iterator[Finding]:
    seen: dict[str, Place] = {}
    for section in outline.sections:
        for name, entry in section.passages.items():
            place = place_of(name, otherwise)
            if name in seen:
                message = f"two passages are called `{name}`; {_first(seen[name])}"
                hint = "rename one of them: a citation `[@id]` finds its passage in any section"
                yield Finding("duplicate-key", message, place, hint)
            seen.setdefault(name, place)
            if entry.quote is None and entry.paragraph is None:
                message = f"`{name}` has neither `quote` nor `paragraph`"
                hint = "write `quote: ...` (the words relied on) or `paragraph: ...` (its number)"
                yield Finding("missing-key", message, place, hint)


def _differences(outline: Outline) -> Iterator[Finding]:
    known = dict.fromkeys(name for section in outline.sections for name in section.passages)
    for difference in outline.differences:
        for name in difference.passages:
            if name not in known:
                hint = did_you_mean(name, known, "the passages are")
                message = f"there is no passage `{name}`"
                yield Finding("unknown-passage", message, name.place, hint)


def _figures(outline: Outline) -> Iterator[Finding]:
    known = dict.fromkeys(name for section in outline.sections for name in section.passages)
    for figure in (figure for section in outline.sections for figure in section.figures):
        place = next(iter(figure.title.values())).place
        kinds = [f"`{kind}`" for kind in figure.kinds]
        if not kinds:
            hint = "write `image: ...`, `chart: ...`, `timeline: true`, `coverage: true` or "
            hint += "`comparison: [...]` beside the title"
            yield Finding("missing-key", "this figure shows nothing", place, hint)
        elif len(kinds) > 1:
            message = f"this figure is {' and '.join(kinds)} at once"
            yield Finding("wrong-value", message, place, "make two figures of it")
        elif figure.kinds[0] not in ("image", "chart"):
            for key, written in (("alt", figure.alt), ("source", figure.source)):
                if written is not None:
                    message = f"`{key}` is not for this figure: the program writes it"
                    there = next(iter(written.values())).place
                    yield Finding("wrong-value", message, there, f"delete `{key}:`")
        if figure.chart is not None and figure.data is None:
            hint = "write `data: ...`, the CSV file that it shows, with a column `source`"
            yield Finding("missing-key", "the chart has no `data`", figure.chart.place, hint)
        if figure.data is not None and figure.chart is None:
            message = "`data` without `chart` is shown by nothing"
            hint = "write `chart: ...`, a Vega-Lite specification"
            yield Finding("missing-key", message, figure.data.place, hint)
        if figure.timeline and not outline.timeline:
            message = "the outline has no timeline to draw"
            hint = "write `timeline:` with dated events, beside `sections:`"
            yield Finding("missing-key", message, place, hint)
        if figure.timeline and len(outline.timeline) > _DRAWN:
            message = f"a drawn timeline of {len(outline.timeline)} events fills more than a page"
            hint = f"draw {_DRAWN} at most, or leave the figure out: the timeline is printed anyway"
            yield Finding("wrong-value", message, place, hint)
        if figure.comparison and len(figure.comparison) != 2:
            message = f"a comparison is of two passages, not of {len(figure.comparison)}"
            hint = "write `comparison: [one, other]`"
            yield Finding("wrong-value", message, figure.comparison[0].place, hint)
        for name in figure.comparison:
            if name not in known:
                hint = did_you_mean(name, known, "the passages are")
                message = f"there is no passage `{name}`"
                yield Finding("unknown-passage", message, name.place, hint)


def _audiences(outline: Outline, otherwise: Place) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in outline.audiences:
        place = place_of(name, otherwise)
        if name == "default":
            message = "`default` cannot be the name of an audience: it marks the text for the rest"
            yield Finding("wrong-value", message, place, "give the audience another name")
        if same := seen.get(name.lower()):
            message = f"`{name}` and `{same}` would be one file where case does not count"
            yield Finding("duplicate-key", message, place, "rename one of them")
        seen[name.lower()] = name


def _wordings(outline: Outline, otherwise: Place) -> Iterator[Finding]:
    known = dict.fromkeys(("default", *outline.audiences))
    for wording in wordings(outline):
        for name in wording:
            if name not in known:
                hint = "declare it under `audiences:`, or write one text for all"
                if outline.audiences:
                    hint = did_you_mean(name, known, "the audiences are")
                message = f"there is no audience `{name}`"
                yield Finding("unknown-audience", message, place_of(name, otherwise), hint)


def _rules(outline: Outline, otherwise: Place) -> Iterator[Finding]:
    for rule, setting in outline.rules.items():
        place = place_of(rule, otherwise)
        if rule not in checks.RULES:
            message = f"there is no rule `{rule}`"
            hint = did_you_mean(rule, checks.RULES)
            hint = hint or "the name of a rule stands in brackets behind each of its findings"
            yield Finding("unknown-key", message, place, hint)
        elif setting != "error" and not checks.may_be_lowered(rule):
            message = f"`{rule}` cannot be set to `{setting}`: what a brief promises rests on it"
            yield Finding("wrong-value", message, place, "delete this line, and mend what it finds")


def _likelihoods(outline: Outline) -> Iterator[Finding]:
    known = terms()
    for judgment in outline.key_judgments:
        word = judgment.likelihood
        if word is not None and word not in known:
            message = f"`{word}` is a term of no scale of likelihood"
            hint = did_you_mean(word, known, "the terms are")
            yield Finding("wrong-value", message, word.place, hint)
