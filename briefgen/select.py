"""Select: the outline as one audience gets it, before anything is numbered.

What is not selected is gone: no note, no contents entry, no annex can leak it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from briefgen.finding import Finding
from briefgen.outline import Audience
from briefgen.place import Text
from briefgen.scalars import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.figure import Content
    from briefgen.outline import Figure, Outline, SectionEntry
    from briefgen.style import Style
    from briefgen.template import Part, SectionPart, Template

__all__ = ["Role", "Selected", "Selection", "select", "settings"]

Role: TypeAlias = Literal["heading", "text", "judgment", "question", "note"]
"""What a field is to its reader: ``text`` rests on sources, ``judgment`` and ``question`` are the
author's own, ``note`` is furniture such as a glossary entry."""


class Selected(NamedTuple):
    """One prose value that the audience gets; ``name`` is its path in the outline."""

    name: str
    role: Role
    text: Text
    inline: bool = False
    section: str | None = None


@dataclass(frozen=True)
class Selection:
    """The outline cut for ``audience`` (None: the outline declares none).

    ``values`` are its prose values in the order in which ``template`` prints them;
    ``sections`` the selected sections in their order; ``contents`` what figures show out of files,
    by the figure's name; ``style`` is what it is dressed in.
    """

    outline: Outline
    audience: str | None
    settings: Audience
    template: Template
    sections: tuple[SectionEntry, ...]
    values: tuple[Selected, ...]
    contents: Mapping[str, Content]
    style: Style | None = None


def settings(outline: Outline, audience: str | None) -> Audience:
    """What the outline sets for ``audience``; the defaults where it declares none."""
    return outline.audiences[audience] if audience else Audience()


def select(
    outline: Outline, audience: str | None, template: Template, contents: Mapping[str, Content]
) -> tuple[Selection, tuple[Finding, ...]]:
    """Cut ``outline`` for ``audience`` as ``template`` prints it.

    ``contents`` are what its figures show out of files, by the figure's name.
    """
    chosen = settings(outline, audience)
    sections = outline.sections
    if chosen.sections is not None:
        by_id = {section.id: section for section in sections}
        sections = tuple(by_id[name] for name in chosen.sections if name in by_id)
    values: list[Selected] = []
    findings: list[Finding] = []
    wanted = _wordings(outline, sections, template, audience, contents)
    for name, role, wording, inline, section in wanted:
        text = wording.for_audience(audience)
        if text is None:
            # A name that no audience has is told already: its text was meant for somebody.
            if wording.keys() <= {"default", *outline.audiences}:
                findings.append(_no_text(name, audience, next(iter(wording.values()))))
        elif text.strip():
            values.append(Selected(name, role, text, inline, section))
        elif role == "heading" and name.endswith("title"):
            message = f"the {name.rpartition('.')[2]} is empty"
            findings.append(Finding("wrong-value", message, text.place, "write a title"))
    if "timeline" not in template.manifest.parts:
        findings += [
            _no_timeline(figure, template) for figure in _drawn(sections, template, audience)
        ]
    selection = Selection(outline, audience, chosen, template, sections, tuple(values), contents)
    return selection, tuple(findings)


def _drawn(
    sections: tuple[SectionEntry, ...], template: Template, audience: str | None
) -> list[Figure]:
    """The figures of ``sections`` that draw the timeline."""
    printed = sections if "figures" in template.manifest.section else ()
    figures = (figure for section in printed for figure in section.figures)
    return [each for each in figures if each.timeline and not _is_empty(each.title, audience)]


def _no_timeline(figure: Figure, template: Template) -> Finding:
    message = f"the template `{template.name}` prints no timeline, so nothing shows where this "
    message += "figure's events come from"
    hint = 'write the title as "" for this audience, to leave the figure out'
    return Finding("wrong-value", message, next(iter(figure.title.values())).place, hint)


def _no_text(name: str, audience: str | None, near: Text) -> Finding:
    reader = f"for the audience `{audience}`" if audience else "for a brief without audiences"
    hint = "add `default:`" + (f" or `{audience}:`" if audience else "")
    hint += ', or an empty text, "", to leave it out'
    return Finding("missing-key", f"`{name}` has no text {reader}", near.place, hint)


def _wordings(
    outline: Outline,
    sections: tuple[SectionEntry, ...],
    template: Template,
    audience: str | None,
    contents: Mapping[str, Content],
) -> Iterator[tuple[str, Role, Wording, bool, str | None]]:
    """Name, role, wording, whether it is one line, and section, in printed order."""
    yield "title", "heading", outline.title, True, None
    for part in template.manifest.parts:
        if part == "sections":
            for section in sections:
                yield from _section(section, template.manifest.section, audience, contents)
        elif part == "timeline":
            labels = bool(_drawn(sections, template, audience))
            yield from _timeline(outline, audience, labels=labels)
        else:
            yield from _part(outline, part, audience)


def _is_empty(wording: Wording, audience: str | None) -> bool:
    """Whether a figure or difference with such a heading is left out for ``audience``, whole."""
    text = wording.for_audience(audience)
    return text is not None and not text.strip()


def _section(
    section: SectionEntry,
    parts: tuple[SectionPart, ...],
    audience: str | None,
    contents: Mapping[str, Content],
) -> Iterator[tuple[str, Role, Wording, bool, str | None]]:
    name = f"sections.{section.id}"
    yield f"{name}.title", "heading", section.title, True, section.id
    for part in parts:
        if part == "figures":
            for number, figure in enumerate(section.figures, 1):
                place = f"{name}.figures.{number}"
                yield f"{place}.title", "text", figure.title, True, section.id
                if _is_empty(figure.title, audience):
                    continue
                if figure.alt:
                    yield f"{place}.alt", "note", figure.alt, True, section.id
                content = contents.get(place)
                if isinstance(content, tuple):
                    data = Wording({Text("default", content[1].place): content[1]})
                    yield f"{place}.data", "note", data, False, section.id
                if figure.source:
                    yield f"{place}.source", "note", figure.source, True, section.id
            continue
        wording: Wording | None = getattr(section, part)
        if wording is not None:
            role: Role = "note" if part == "gaps" else "judgment" if part == "judgment" else "text"
            yield f"{name}.{part}", role, wording, False, section.id


def _timeline(
    outline: Outline, audience: str | None, *, labels: bool
) -> Iterator[tuple[str, Role, Wording, bool, str | None]]:
    """The events; their ``labels`` too where they are drawn."""
    for number, event in enumerate(outline.timeline, 1):
        yield f"timeline.{number}", "text", event.text, True, None
        if labels and event.label and not _is_empty(event.text, audience):
            yield f"timeline.{number}.label", "heading", event.label, True, None


def _part(
    outline: Outline, part: Part, audience: str | None
) -> Iterator[tuple[str, Role, Wording, bool, str | None]]:
    match part:
        case "standfirst" if outline.standfirst:
            yield part, "heading", outline.standfirst, True, None
        case "bottom_line" if outline.bottom_line:
            yield part, "text", outline.bottom_line, False, None
        case "key_judgments":
            for number, judgment in enumerate(outline.key_judgments, 1):
                yield f"{part}.{number}", "judgment", judgment.text, False, None
        case "differences":
            for number, difference in enumerate(outline.differences, 1):
                yield f"{part}.{number}.matter", "heading", difference.matter, True, None
                if difference.used and not _is_empty(difference.matter, audience):
                    yield f"{part}.{number}.used", "judgment", difference.used, False, None
        case "recommendations":
            for number, item in enumerate(outline.recommendations, 1):
                yield f"{part}.{number}", "judgment", item, False, None
        case "questions":
            for number, item in enumerate(outline.questions, 1):
                yield f"{part}.{number}", "question", item, False, None
        case "glossary":
            for term, meaning in outline.glossary.items():
                yield f"{part}.{term}", "note", meaning, True, None
        case "changes":
            for number, change in enumerate(outline.changes, 1):
                yield f"{part}.{number}", "note", change.text, True, None
