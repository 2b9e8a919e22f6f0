"""Select: the outline as one audience gets it, before anything is numbered.

What is not selected is gone: no note, no contents entry, no annex can leak it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefgen.finding import Finding
from briefgen.outline import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.outline import Outline, SectionEntry, Wording
    from briefgen.place import Text
    from briefgen.template import Part, SectionPart, Template

__all__ = ["Role", "Selected", "Selection", "select", "settings"]

Role: TypeAlias = Literal["heading", "text", "judgment", "question", "note"]
"""What a field is to its reader: ``text`` rests on sources, ``judgment`` and ``question`` are the
author's own, ``note`` is furniture such as a glossary entry."""


@dataclass(frozen=True)
class Selected:
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
    ``sections`` the selected sections in their order.
    """

    outline: Outline
    audience: str | None
    settings: Audience
    template: Template
    sections: tuple[SectionEntry, ...]
    values: tuple[Selected, ...]


def settings(outline: Outline, audience: str | None) -> Audience:
    """What the outline sets for ``audience``; the defaults where it declares none."""
    return outline.audiences[audience] if audience else Audience.model_validate({})


def select(
    outline: Outline, audience: str | None, template: Template
) -> tuple[Selection, tuple[Finding, ...]]:
    """Cut ``outline`` for ``audience`` as ``template`` prints it."""
    chosen = settings(outline, audience)
    sections = outline.sections
    if chosen.sections is not None:
        by_id = {section.id: section for section in sections}
        sections = tuple(by_id[name] for name in chosen.sections if name in by_id)
    values: list[Selected] = []
    findings: list[Finding] = []
    for name, role, wording, inline, section in _wordings(outline, sections, template, audience):
        text = wording.for_audience(audience)
        if text is None:
            findings.append(_no_text(name, audience, next(iter(wording.values()))))
        elif text.strip():
            values.append(Selected(name, role, text, inline, section))
        elif role == "heading" and name.endswith("title"):
            message = f"the {name.rpartition('.')[2]} is empty"
            findings.append(Finding("wrong-value", message, text.place, "write a title"))
    selection = Selection(outline, audience, chosen, template, sections, tuple(values))
    return selection, tuple(findings)


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
) -> Iterator[tuple[str, Role, Wording, bool, str | None]]:
    """Name, role, wording, whether it is one line, and section, in printed order."""
    yield "title", "heading", outline.title, True, None
    for part in template.manifest.parts:
        if part == "sections":
            for section in sections:
                yield from _section(section, template.manifest.section, audience)
        else:
            yield from _part(outline, part, audience)


def _is_empty(wording: Wording, audience: str | None) -> bool:
    """Whether a figure or difference with such a heading is left out for ``audience``, whole."""
    text = wording.for_audience(audience)
    return text is not None and not text.strip()


def _section(
    section: SectionEntry, parts: tuple[SectionPart, ...], audience: str | None
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
                if figure.source:
                    yield f"{place}.source", "note", figure.source, True, section.id
            continue
        wording: Wording | None = getattr(section, part)
        if wording is not None:
            role: Role = "note" if part == "gaps" else "judgment" if part == "judgment" else "text"
            yield f"{name}.{part}", role, wording, False, section.id


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
        case "timeline":
            for number, event in enumerate(outline.timeline, 1):
                yield f"{part}.{number}", "text", event.text, True, None
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
