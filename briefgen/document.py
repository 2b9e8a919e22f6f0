"""The composed document: all that a template may see.

Made by :mod:`briefgen.compose.assemble` for one audience. Everything is numbered, formatted and proved;
templates only arrange it. Prose is a tree of :mod:`briefgen.prose`, dates are written out in the
brief's language, and every tuple may be empty.

Anchors, the same in HTML, PDF and Markdown where it has them: ``call-7`` the seventh citation in
the text, ``note-7`` its note, ``section-ID``, ``source-A``, ``para-A-4`` paragraph 4 of source A.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from briefgen.prose import Mark, Str

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.figure import Chart, Image
    from briefgen.outline import Limits
    from briefgen.prose import Blocks, Inlines, Table

__all__ = [
    "Annotation",
    "Change",
    "Coverage",
    "Difference",
    "Document",
    "Event",
    "EvidenceParagraph",
    "Excerpt",
    "Figure",
    "GlossaryEntry",
    "KeyJudgment",
    "Note",
    "PrintedQuotation",
    "QuotationDifference",
    "Reading",
    "Reference",
    "Repair",
    "Report",
    "Run",
    "Scale",
    "Section",
    "SourceCard",
    "SourceTag",
]


@dataclass(frozen=True)
class SourceTag:
    """Where something stands: ``A ¶3–4``. ``text`` is that, ``target`` the anchor it leads to."""

    letter: str
    paragraphs: tuple[int, ...]
    text: str
    target: str


@dataclass(frozen=True)
class Figure:
    """A figure; ``number`` counts the document's from 1, ``title`` is its finding.

    An image or a chart has a ``picture``, and ``alt`` and ``source`` as its author wrote them; a chart
    its ``data`` as a table too. The others are drawn from the document: the timeline from ``events``,
    the coverage from the document's own, a comparison from the two readings in ``compared``. ``tags``
    say what they rest on.
    """

    kind: Literal["image", "chart", "timeline", "coverage", "comparison"]
    number: int
    title: Inlines
    alt: str = ""
    source: Inlines = ()
    picture: Image | Chart | None = None
    data: Table | None = None
    events: tuple[Event, ...] = ()
    compared: QuotationDifference | None = None
    tags: tuple[SourceTag, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of the brief; ``number`` counts from 1; ``tags`` name what it rests on."""

    id: str
    number: int
    title: Inlines
    bottom_line: Blocks
    body: Blocks
    figures: tuple[Figure, ...]
    gaps: Blocks
    judgment: Blocks
    tags: tuple[SourceTag, ...]


@dataclass(frozen=True)
class KeyJudgment:
    """A key judgment; ``range`` is the percentage of its likelihood term, ``55–80 %``."""

    text: Blocks
    confidence: str | None
    likelihood: str | None
    range: str | None


@dataclass(frozen=True)
class Reading:
    """What one source has on a matter: where it stands, and its words if the template prints them."""

    tag: SourceTag
    words: Inlines
    kind: str | None
    speaker: str | None


@dataclass(frozen=True)
class Difference:
    """A matter on which sources differ, as the author lists it; ``used`` is the brief's choice."""

    matter: Inlines
    readings: tuple[Reading, ...]
    used: Blocks


@dataclass(frozen=True)
class QuotationDifference:
    """One third text quoted by two sources in different words, found by the program.

    The words that differ stand in :class:`~briefgen.prose.Mark`.
    """

    left: Reading
    right: Reading


@dataclass(frozen=True)
class Coverage:
    """How one section uses one source: passages of each kind (``unmarked`` has none)."""

    section: str
    letter: str
    fact: int
    statement: int
    opinion: int
    unmarked: int

    @property
    def total(self) -> int:
        """All passages together."""
        return self.fact + self.statement + self.opinion + self.unmarked


@dataclass(frozen=True)
class Event:
    """A dated event; ``date`` is written out, ``iso`` is 2024, 2024-07 or 2024-07-28.

    ``label`` is the same in a few words, for a drawing.
    """

    iso: str
    date: str
    text: Inlines
    label: str
    expected: bool


@dataclass(frozen=True)
class GlossaryEntry:
    """A term and what it means."""

    term: str
    meaning: Inlines


@dataclass(frozen=True)
class Change:
    """An entry of the change log."""

    date: str
    text: Inlines


@dataclass(frozen=True)
class Excerpt:
    """Words relied on in a note; empty when note ``same_as`` has printed them already."""

    tag: SourceTag
    words: str
    same_as: int | None = None


@dataclass(frozen=True)
class Note:
    """Note ``number``: the formatted sources with their paragraphs, and the words relied on."""

    number: int
    text: Inlines
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True)
class Reference:
    """An entry of the reference list, in the style's order."""

    letter: str
    text: Inlines


@dataclass(frozen=True)
class Repair:
    """A declared repair of a source's text."""

    tag: SourceTag
    before: str
    after: str


@dataclass(frozen=True)
class SourceCard:
    """A source described for the reader.

    ``translated_from`` and ``language`` are names of languages in the brief's language;
    ``share`` is the part of all citations that it carries, 0 to 1; ``furniture`` are the numbers of
    the paragraphs that are not content; ``unused`` those of content that the brief never cites.
    """

    id: str
    letter: str
    anchor: str
    title: str
    short: str
    reference: Inlines
    kind: str
    standpoint: str | None
    language: str | None
    translated_from: str | None
    reliability: str | None
    reliability_reason: str | None
    note: str | None
    file: str
    sha256: str
    paragraphs: int
    citations: int
    share: float
    furniture: tuple[int, ...]
    unused: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """Characters of a source that the same citations rely on.

    ``calls`` are their numbers; empty for words that are only set beside others, and where
    ``relied_on`` is False.
    """

    text: str
    relied_on: bool
    calls: tuple[int, ...]


@dataclass(frozen=True)
class EvidenceParagraph:
    """A whole paragraph relied on, in ``runs``; ``notes`` are the numbers of what cites it."""

    tag: SourceTag
    anchor: str
    runs: tuple[Run, ...]
    notes: tuple[int, ...]

    @property
    def text(self) -> Inlines:
        """The paragraph with the words relied on in :class:`~briefgen.prose.Mark`."""
        return tuple(
            Mark((Str(text),)) if relied_on else Str(text)
            for relied_on, runs in groupby(self.runs, key=lambda run: run.relied_on)
            for text in ["".join(run.text for run in runs)]
        )


@dataclass(frozen=True)
class Scale:
    """A scale of likelihood that the text uses: its name, and (term, range) in order."""

    name: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PrintedQuotation:
    """A proved quotation exactly as printed, in order of the text.

    ``number`` is the citation that carries it; ``start``..``end`` its span in the seed's text (code
    points), from its first fragment to its last.
    """

    text: str
    number: int
    seed: str
    paragraphs: tuple[int, ...]
    start: int
    end: int
    block: bool = False


@dataclass(frozen=True)
class Annotation:
    """One passage cited by citation ``number``: a W3C annotation of the evidence.

    ``number`` is None for a passage that is only set beside another under ``differences``.
    """

    number: int | None
    item: int
    passage: str
    seed: str
    paragraphs: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    words: str
    kind: str | None
    speaker: str | None
    section: str | None
    field: str


@dataclass(frozen=True)
class Report:
    """What a build proved: counts for its closing block and for evidence.json.

    ``claims`` are sentences of text; ``shares`` the part of the citations that each source carries,
    by letter; ``findings`` counts by severity; ``settings`` the rules that the outline changed.
    """

    quotations: int
    quotations_proved: int
    claims: int
    claims_cited: int
    shares: Mapping[str, float]
    findings: Mapping[str, int]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """One document for one audience.

    ``citations`` says how the text calls its evidence: ``notes`` (numbers that lead to notes) or
    ``tags`` (source tags in the text, no notes printed). ``paragraphs`` are all that it relies on;
    ``evidence`` the same for a template that prints an annex of them, else empty. ``words`` counts
    the text without notes and annexes.
    """

    name: str
    audience: str | None
    template: str
    citations: Literal["notes", "tags"]
    language: str
    paper: str
    marking: str | None
    to: str | None
    purpose: str | None
    title: Inlines
    title_text: str
    standfirst: Inlines
    series: str | None
    version: str | None
    published: str | None
    published_iso: str | None
    as_of: str | None
    as_of_iso: str | None
    review_by: str | None
    authors: tuple[str, ...]
    contact: str | None
    license: str | None
    corrections: str | None
    bottom_line: Blocks
    key_judgments: tuple[KeyJudgment, ...]
    sections: tuple[Section, ...]
    differences: tuple[Difference, ...]
    quotation_differences: tuple[QuotationDifference, ...]
    timeline: tuple[Event, ...]
    recommendations: tuple[Blocks, ...]
    questions: tuple[Blocks, ...]
    glossary: tuple[GlossaryEntry, ...]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    sources: tuple[SourceCard, ...]
    paragraphs: tuple[EvidenceParagraph, ...]
    evidence: tuple[EvidenceParagraph, ...]
    coverage: tuple[Coverage, ...]
    repairs: tuple[Repair, ...]
    scales: tuple[Scale, ...]
    limits: Limits
    words: int
    style: str
    annotations: tuple[Annotation, ...]
    quotations: tuple[PrintedQuotation, ...]
    report: Report
