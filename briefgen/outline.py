"""The outline: what a person writes in YAML, as data. The JSON Schema is made from these records.

Bound to a file by :mod:`briefgen.read`: known keys only, of which one without a value counts as left
out. Every string is a :class:`~briefgen.place.Text` and knows its place. What stands beside a type is
what an editor shows.
"""

# Annotations are values here: briefgen.shape looks at them.
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias

from briefgen.place import Text
from briefgen.scalars import (
    AudienceName,
    CitedId,
    Date,
    Filled,
    Grade,
    Id,
    Language,
    Number,
    Wording,
)

__all__ = [
    "CITATIONS",
    "Audience",
    "Change",
    "Difference",
    "Event",
    "Figure",
    "KeyJudgment",
    "Kind",
    "Limits",
    "Outline",
    "PassageEntry",
    "SectionEntry",
    "wordings",
]


CITATIONS = "chicago-notes-bibliography"
"""Citation style of an outline that names none."""


Kind: TypeAlias = Literal["fact", "statement", "opinion"]
Confidence: TypeAlias = Literal["high", "moderate", "low"]
Setting: TypeAlias = Literal["error", "warning", "info", "off"]


class PassageEntry(NamedTuple):
    """An exact span of a seed, named by its key, used as evidence."""

    seed: Annotated[Text, "Id of the source document in seeds/sources.yaml."]
    quote: Annotated[
        Text | None,
        "The words relied on, as the seed has them; `...` leaves words out, "
        "`[T]he` changes a case, `[word]` puts a word in place of one to four.",
    ] = None
    paragraph: Annotated[
        Number | None, "Number of the paragraph relied on; with `quote`, where to look for it."
    ] = None
    kind: Annotated[
        Kind | None,
        "fact: the source reports it as so; statement: the source reports what a third "
        "text or person says; opinion: somebody's view.",
    ] = None
    speaker: Annotated[Text | None, "Whose statement or opinion it is."] = None
    origin: Annotated[
        Text | None,
        "The text or event that the passage itself reports, such as `joint-statement`; "
        "two readings of one origin are not independent.",
    ] = None
    credibility: Annotated[
        Grade | None,
        "Grade of the item on the Admiralty scale: 1 confirmed ... 5 improbable, 6 unknown.",
    ] = None
    after: Annotated[Text | None, "Words that stand before the passage, to choose."] = None
    before: Annotated[Text | None, "Words that stand after the passage, to choose."] = None
    span: Annotated[bool, "The quotation may run over several paragraphs."] = False


class Figure(NamedTuple):
    """A figure: one of ``image``, ``chart``, ``timeline``, ``coverage`` and ``comparison``.

    Of the last three the program writes the text alternative and the source line itself.
    """

    title: Annotated[Wording, "The finding that the figure shows; may cite."]
    image: Annotated[Text | None, "Image file, PNG, JPEG or SVG, beside the outline."] = None
    chart: Annotated[
        Text | None,
        "Vega-Lite specification, .vl.json, beside the outline; its data come from `data`.",
    ] = None
    data: Annotated[
        Text | None,
        "CSV file of the chart; its column `source` cites for each row, "
        '`@passage` or `"@seed-id, para. 4"`.',
    ] = None
    timeline: Annotated[bool, "Draws the outline's timeline."] = False
    coverage: Annotated[bool, "Prints what each section cites from each source, by kind."] = False
    comparison: Annotated[
        tuple[Text, ...], "Two passages, by id, set side by side; the words that differ are marked."
    ] = ()
    alt: Annotated[
        Wording | None, "Of an image or chart: what a reader who cannot see it needs to know."
    ] = None
    source: Annotated[Wording | None, "Of an image or chart: source line under it; may cite."] = (
        None
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of the five it names; one, unless its author is mistaken."""
        five = ("image", "chart", "timeline", "coverage", "comparison")
        return tuple(name for name in five if getattr(self, name))


class SectionEntry(NamedTuple):
    """A section of the brief and the passages that it rests on."""

    id: Annotated[Id, "Name of the section, for audiences and links."]
    title: Annotated[Wording, "Heading; may differ by audience."]
    bottom_line: Annotated[Wording | None, "The section in a sentence or two."] = None
    passages: Annotated[
        Mapping[CitedId, PassageEntry], "Evidence by id; cited anywhere as [@id]."
    ] = {}
    body: Annotated[Wording | None, "Prose; Markdown with [@citations]."] = None
    gaps: Annotated[Wording | None, "What the sources do not say."] = None
    judgment: Annotated[
        Wording | None, "The author's own assessment, printed as such and set apart."
    ] = None
    figures: Annotated[tuple[Figure, ...], "Figures of the section."] = ()


class KeyJudgment(NamedTuple):
    """A judgment of the author's that the brief stands on."""

    text: Annotated[Wording, "The judgment, with the passages that it rests on."]
    confidence: Annotated[Confidence | None, "How good the evidence is."] = None
    likelihood: Annotated[
        Text | None, "One term of ICD 203 or of the PHIA yardstick, such as `likely`."
    ] = None


class Difference(NamedTuple):
    """A matter on which the sources differ."""

    matter: Annotated[Wording, "What they differ on."]
    passages: Annotated[tuple[Text, ...], "Passages set side by side, by id."] = ()
    used: Annotated[Wording | None, "Which wording the brief uses, and why."] = None


class Event(NamedTuple):
    """A dated event of the timeline."""

    date: Annotated[Date, "2024, 2024-07 or 2024-07-28."]
    text: Annotated[Wording, "What happened or is expected, cited."]
    label: Annotated[
        Wording | None, "The same in a few words, for the drawn timeline; the text unless given."
    ] = None
    expected: Annotated[bool, "Still to come; after `as_of` it is anyway."] = False


class Change(NamedTuple):
    """An entry of the brief's change log."""

    date: Annotated[Date, "Day of the change."]
    text: Annotated[Wording, "What changed."]


class Limits(NamedTuple):
    """Limits of a document; over one is a finding."""

    pages: Annotated[Number | None, "Pages of the text, without notes and annexes."] = None
    words: Annotated[Number | None, "Words of the text, without notes and annexes."] = None
    sentence_words: Annotated[Number | None, "Words of the longest sentence."] = None


class Audience(NamedTuple):
    """A way to cut, order, dress and limit the brief for one reader."""

    template: Annotated[Text | None, "Template: full, one-page, explainer, committee."] = None
    paper: Annotated[Literal["a4", "letter"], "Paper of the PDF."] = "a4"
    style: Annotated[Text | None, "Style of its documents; the outline's unless named."] = None
    marking: Annotated[Text | None, "Printed at top and bottom of each page."] = None
    to: Annotated[Text | None, "The addressee."] = None
    purpose: Annotated[Text | None, "Such as `For decision by 9 August`."] = None
    sections: Annotated[
        tuple[Text, ...] | None, "Sections, by id, in this order; all if left out."
    ] = None
    limits: Annotated[Limits, "Limits of length."] = Limits()


class Outline(NamedTuple):
    """One brief: what it says, what it rests on, and for whom."""

    title: Annotated[Wording, "Title of the brief."]
    sections: Annotated[tuple[SectionEntry, ...], Filled(), "The sections."]
    extends: Annotated[Text | None, "Another outline, taken whole and changed here."] = None
    standfirst: Annotated[Wording | None, "One sentence under the title."] = None
    language: Annotated[Language | None, "BCP 47 tag of the brief's language; en unless named."] = (
        None
    )
    published: Annotated[Date | None, "Day of publication."] = None
    as_of: Annotated[Date | None, "Day to which the information holds."] = None
    review_by: Annotated[Date | None, "Day by which the brief is to be read again."] = None
    version: Annotated[Text | None, "Version of the brief."] = None
    series: Annotated[Text | None, "Series and number, such as `Brief 2024/07`."] = None
    authors: Annotated[tuple[Text, ...], "Authors, persons or desks."] = ()
    contact: Annotated[Text | None, "Whom to ask."] = None
    license: Annotated[Text | None, "Terms under which the brief may be used."] = None
    corrections: Annotated[
        Text | None, "How mistakes are told and corrected, for the end of the brief."
    ] = None
    seeds: Annotated[
        Text | None, "Folder of the source documents; the nearest seeds/ unless named."
    ] = None
    citations: Annotated[
        Text | None, "CSL style by name or path; chicago-notes-bibliography unless named."
    ] = None
    style: Annotated[
        Text | None, "Style: house, memo, journal, or the path of a style sheet of your own."
    ] = None
    bottom_line: Annotated[Wording | None, "The answer, in four lines."] = None
    key_judgments: Annotated[tuple[KeyJudgment, ...], "The judgments, most important first."] = ()
    timeline: Annotated[tuple[Event, ...], "Dated events."] = ()
    differences: Annotated[tuple[Difference, ...], "Where the sources differ."] = ()
    recommendations: Annotated[tuple[Wording, ...], "What the author recommends."] = ()
    questions: Annotated[tuple[Wording, ...], "What the reader has to decide or ask."] = ()
    glossary: Annotated[Mapping[str, Wording], "Terms and their meaning."] = {}
    changes: Annotated[tuple[Change, ...], "Change log, newest first."] = ()
    audiences: Annotated[Mapping[AudienceName, Audience], "Readers, by name."] = {}
    rules: Annotated[Mapping[str, Setting], "A rule's name, and error, warning, info or off."] = {}


def wordings(value: object) -> Iterator[Wording]:
    """Every wording of an outline or of a part of one, in the order of the fields."""
    match value:
        case Wording():
            yield value
        case tuple():  # a list, or a record
            for item in value:
                yield from wordings(item)
        case dict():
            for item in value.values():
                yield from wordings(item)
