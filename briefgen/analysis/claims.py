"""Claims: the sentences of a brief that have to lead to a source.

A claim is a sentence of body text that says something of the world. Free are headings and run-in
labels, questions, the author's own judgment, and sentences about the documents themselves: that they
differ, that they are silent, what the brief does; so is the title of a coverage, in any language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.analysis.voice import english, lead_ins, said
from briefgen.prose import OBJECT, Emph, Strong, plain
from briefgen.quote.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Field, Sentence

__all__ = ["Claim", "claims"]


class Claim(NamedTuple):
    """A claim, the sentence that it begins with, and whether it cites.

    The sentences of a table row are one claim, and so are those of a block quotation's paragraph.
    """

    field: Field
    sentence: Sentence
    cited: bool


def claims(brief: Brief) -> tuple[Claim, ...]:
    """The claims of all fields of role ``text``, in printed order."""
    free = _about_documents if english(brief) else None
    coverages = {
        f"sections.{section.id}.figures.{number}.title"
        for section in brief.selection.sections
        for number, figure in enumerate(section.figures, 1)
        if figure.coverage
    }
    return tuple(
        claim
        for field in brief.fields
        if field.role == "text" and field.name not in coverages
        for claim in _claims(field)
        if claim.cited or free is None or not free(said(claim.sentence.text))
    )


def _claims(field: Field) -> Iterator[Claim]:
    leading = frozenset(lead_ins(field).values())
    units: dict[tuple[str, int], list[Sentence]] = {}
    for index, sentence in enumerate(field.sentences):
        leaf = field.leaves[sentence.leaf]
        if leaf.heading or not _says_something(field, sentence):
            continue
        if leaf.row is not None:
            units.setdefault(("row", leaf.row), []).append(sentence)
        elif leaf.quoted:
            units.setdefault(("quotation", sentence.leaf), []).append(sentence)
        else:
            units["sentence", index] = [sentence]
    for unit in units.values():
        cited = any(map(_cites, unit))
        leads = said(field.leaves[unit[-1].leaf].text)
        if not cited and leads in leading and leads.endswith(said(unit[-1].text)):
            cited = _cited_below(field, unit[-1].leaf)
        yield Claim(field, unit[0], cited)


def _cited_below(field: Field, leaf: int) -> bool:
    """Whether the first leaf with text after ``leaf`` cites: it finishes what ``leaf`` began."""
    below = (s for s in field.sentences if s.leaf > leaf and not field.leaves[s.leaf].heading)
    first = next(below, None)
    return first is not None and any(_cites(s) for s in field.sentences if s.leaf == first.leaf)


def _cites(sentence: Sentence) -> bool:
    """Whether the sentence cites; a citation that could not be bound is another finding."""
    return bool(sentence.citations) or OBJECT in sentence.text


def _says_something(field: Field, sentence: Sentence) -> bool:
    text = said(sentence.text)
    return word_count(text) > 1 and not text.endswith("?") and not _label(field, sentence)


def _label(field: Field, sentence: Sentence) -> bool:
    """Whether the sentence is a heading run into its paragraph: all of it strong or emphasized."""
    return any(
        isinstance(node, Strong | Emph) and said(plain((node,))) == said(sentence.text)
        for node in field.leaves[sentence.leaf].children
    )


_DOCUMENTS = (
    r"(?:sources?|documents?|texts?|accounts?|articles?|papers?|versions?|commentar(?:y|ies))"
)
_SAYS = (
    r"(?:says?|gives?|mentions?|names?|dates?|explains?|reports?|states?|describes?|quotes?|prints?|"
    r"carr(?:y|ies)|puts?|tells?|cites?|contains?|covers?|addresses|answers?)\b"
)
_OPENING = r"(?:(?:But|And|Yet|Here|Still,?|However,|Overall,|In short,|In sum,)\s+)?"
_ABOUT = (
    rf"(?i){_OPENING}(?:"
    # Silence: no passage can be cited for what is not there.
    rf"(?:Neither|None)(?:\s+\S+){{0,3}}?\s+{_DOCUMENTS}\b|Neither\s+{_SAYS}"
    rf"|No(?:\s+\w+)?\s+{_DOCUMENTS}\s+{_SAYS}|Nothing\s+in\s+(?:\w+\s+){{1,3}}{_DOCUMENTS}\b"
    rf"|(?:The|These|Both|All)\s+(?:\w+\s+)?{_DOCUMENTS}\s+(?:is|are)\s+silent\b"
    # What the brief does and rests on.
    r"|(?:This|The\s+present)\s+(?:brief|briefing|section|table|note|annex|list|timeline|page)\b"
    r"|(?:We|The\s+desk|The\s+authors?)\s+(?:hold|holds|use|uses|rely|relies|compare|compares|"
    r"(?:have|has)\s+(?:not\s+)?seen)\b"
    r")"
)
_DIFFER = (
    rf"(?i){_OPENING}(?:The|These|Both|Our|All)\s+"
    rf"(?:(?:two|three|four|five|six|other)\s+)?{_DOCUMENTS}\s+"
    r"(?:\w+\s+){0,2}(?:differ|differs|different|disagree|diverge|part)\b"
)


def _about_documents(text: str) -> bool:
    """Whether a sentence speaks of the documents and not of the world.

    That they differ is free in ten words or fewer: longer, the sentence says how, and can cite.
    """
    return bool(re.match(_ABOUT, text) or (word_count(text) <= 10 and re.match(_DIFFER, text)))
