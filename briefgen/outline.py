"""The outline: what a person writes in YAML, as data. The JSON Schema is made from these models.

Bound to a file by :mod:`briefgen.read`. Every string is a :class:`~briefgen.place.Text` and knows its
place. Field descriptions are what an editor shows.
"""

# Annotations are evaluated where they stand: pydantic would compile each of them a second time.
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema

from briefgen.place import Text
from briefgen.scalars import (
    AudienceName,
    CitedId,
    Date,
    Flag,
    Grade,
    Id,
    Language,
    Number,
    Term,
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
    "Wording",
    "wordings",
]


CITATIONS = "chicago-notes-bibliography"
"""Citation style of an outline that names none."""


class Wording(dict[str, Text]):
    """One text for all audiences, or one for each by name; ``default`` serves the others."""

    def for_audience(self, name: str | None) -> Text | None:
        """Text for the audience ``name`` (None: the outline declares none), if there is one."""
        return self.get(name or "default", self.get("default"))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        text = core_schema.is_instance_schema(Text)
        texts = core_schema.dict_schema(text, text, min_length=1)
        wrapped = core_schema.no_info_before_validator_function(
            lambda value: (
                {Text("default", value.place): value} if isinstance(value, Text) else value
            ),
            texts,
        )
        return core_schema.no_info_after_validator_function(cls, wrapped)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        text = {"type": ["string", "number"]}
        texts = {"type": "object", "additionalProperties": text, "minProperties": 1}
        return {"anyOf": [text, texts]}


Kind: TypeAlias = Literal["fact", "statement", "opinion"]
Confidence: TypeAlias = Literal["high", "moderate", "low"]
Setting: TypeAlias = Literal["error", "warning", "info", "off"]


class Entry(BaseModel):
    """A mapping of the outline: known keys only, never changed once read."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: Any) -> Any:
        """A key without a value counts as left out."""
        if not isinstance(data, dict):
            return data
        if None not in data.values():
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {k: value for k, value in data.items() if value is not None or k not in known}


class PassageEntry(Entry):
    """An exact span of a seed, named by its key, used as evidence."""

    seed: Text = Field(description="Id of the source document in seeds/sources.yaml.")
    quote: Text | None = Field(
        None,
        description="The words relied on, as the seed has them; `...` leaves words out, "
        "`[T]he` changes a case, `[word]` puts a word in place of one to four.",
    )
    paragraph: Number | None = Field(
        None, description="Number of the paragraph relied on; with `quote`, where to look for it."
    )
    kind: Kind | None = Field(
        None,
        description="fact: the source reports it as so; statement: the source reports what a third "
        "text or person says; opinion: somebody's view.",
    )
    speaker: Text | None = Field(None, description="Whose statement or opinion it is.")
    origin: Text | None = Field(
        None,
        description="The text or event that the passage itself reports, such as `joint-statement`; "
        "two readings of one origin are not independent.",
    )
    credibility: Grade | None = Field(
        None,
        description="Grade of the item on the Admiralty scale: 1 confirmed ... 5 improbable, "
        "6 unknown.",
    )
    after: Text | None = Field(None, description="Words that stand before the passage, to choose.")
    before: Text | None = Field(None, description="Words that stand after the passage, to choose.")
    span: Flag = Field(False, description="The quotation may run over several paragraphs.")


class Figure(Entry):
    """A figure: one of ``image``, ``chart``, ``timeline``, ``coverage`` and ``comparison``.

    Of the last three the program writes the text alternative and the source line itself.
    """

    image: Text | None = Field(
        None, description="Image file, PNG, JPEG or SVG, beside the outline."
    )
    chart: Text | None = Field(
        None,
        description="Vega-Lite specification, .vl.json, beside the outline; its data come from `data`.",
    )
    data: Text | None = Field(
        None,
        description="CSV file of the chart; its column `source` cites for each row, "
        '`@passage` or `"@seed-id, para. 4"`.',
    )
    timeline: Flag = Field(False, description="Draws the outline's timeline.")
    coverage: Flag = Field(
        False, description="Prints what each section cites from each source, by kind."
    )
    comparison: tuple[Text, ...] = Field(
        (), description="Two passages, by id, set side by side; the words that differ are marked."
    )
    title: Wording = Field(description="The finding that the figure shows; may cite.")
    alt: Wording | None = Field(
        None, description="Of an image or chart: what a reader who cannot see it needs to know."
    )
    source: Wording | None = Field(
        None, description="Of an image or chart: source line under it; may cite."
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of the five it names; one, unless its author is mistaken."""
        five = ("image", "chart", "timeline", "coverage", "comparison")
        return tuple(name for name in five if getattr(self, name))


class SectionEntry(Entry):
    """A section of the brief and the passages that it rests on."""

    id: Id = Field(description="Name of the section, for audiences and links.")
    title: Wording = Field(description="Heading; may differ by audience.")
    bottom_line: Wording | None = Field(None, description="The section in a sentence or two.")
    passages: Mapping[CitedId, PassageEntry] = Field(
        default_factory=dict, description="Evidence by id; cited anywhere as [@id]."
    )
    body: Wording | None = Field(None, description="Prose; Markdown with [@citations].")
    gaps: Wording | None = Field(None, description="What the sources do not say.")
    judgment: Wording | None = Field(
        None, description="The author's own assessment, printed as such and set apart."
    )
    figures: tuple[Figure, ...] = Field((), description="Figures of the section.")


class KeyJudgment(Entry):
    """A judgment of the author's that the brief stands on."""

    text: Wording = Field(description="The judgment, with the passages that it rests on.")
    confidence: Confidence | None = Field(None, description="How good the evidence is.")
    likelihood: Text | None = Field(
        None, description="One term of ICD 203 or of the PHIA yardstick, such as `likely`."
    )


class Difference(Entry):
    """A matter on which the sources differ."""

    matter: Wording = Field(description="What they differ on.")
    passages: tuple[Text, ...] = Field((), description="Passages set side by side, by id.")
    used: Wording | None = Field(None, description="Which wording the brief uses, and why.")


class Event(Entry):
    """A dated event of the timeline."""

    date: Date = Field(description="2024, 2024-07 or 2024-07-28.")
    text: Wording = Field(description="What happened or is expected, cited.")
    label: Wording | None = Field(
        None, description="The same in a few words, for the drawn timeline; the text unless given."
    )
    expected: Flag = Field(False, description="Still to come; after `as_of` it is anyway.")


class Change(Entry):
    """An entry of the brief's change log."""

    date: Date = Field(description="Day of the change.")
    text: Wording = Field(description="What changed.")


class Limits(Entry):
    """Limits of a document; over one is a finding."""

    pages: Number | None = Field(None, description="Pages of the text, without notes and annexes.")
    words: Number | None = Field(None, description="Words of the text, without notes and annexes.")
    sentence_words: Number | None = Field(None, description="Words of the longest sentence.")


class Audience(Entry):
    """A way to cut, order, dress and limit the brief for one reader."""

    template: Text | None = Field(
        None, description="Template: full, one-page, explainer, committee."
    )
    paper: Literal["a4", "letter"] = Field("a4", description="Paper of the PDF.")
    style: Text | None = Field(
        None, description="Style of its documents; the outline's unless named."
    )
    marking: Text | None = Field(None, description="Printed at top and bottom of each page.")
    to: Text | None = Field(None, description="The addressee.")
    purpose: Text | None = Field(None, description="Such as `For decision by 9 August`.")
    sections: tuple[Text, ...] | None = Field(
        None, description="Sections, by id, in this order; all if left out."
    )
    limits: Limits = Field(
        default_factory=lambda: Limits.model_validate({}), description="Limits of length."
    )


class Outline(Entry):
    """One brief: what it says, what it rests on, and for whom."""

    extends: Text | None = Field(None, description="Another outline, taken whole and changed here.")
    title: Wording = Field(description="Title of the brief.")
    standfirst: Wording | None = Field(None, description="One sentence under the title.")
    language: Language | None = Field(
        None, description="BCP 47 tag of the brief's language; en unless named."
    )
    published: Date | None = Field(None, description="Day of publication.")
    as_of: Date | None = Field(None, description="Day to which the information holds.")
    review_by: Date | None = Field(None, description="Day by which the brief is to be read again.")
    version: Text | None = Field(None, description="Version of the brief.")
    series: Text | None = Field(None, description="Series and number, such as `Brief 2024/07`.")
    authors: tuple[Text, ...] = Field((), description="Authors, persons or desks.")
    contact: Text | None = Field(None, description="Whom to ask.")
    license: Text | None = Field(None, description="Terms under which the brief may be used.")
    corrections: Text | None = Field(
        None, description="How mistakes are told and corrected, for the end of the brief."
    )
    seeds: Text | None = Field(
        None, description="Folder of the source documents; the nearest seeds/ unless named."
    )
    citations: Text | None = Field(
        None, description="CSL style by name or path; chicago-notes-bibliography unless named."
    )
    style: Text | None = Field(
        None, description="Style: house, memo, journal, or the path of a style sheet of your own."
    )
    bottom_line: Wording | None = Field(None, description="The answer, in four lines.")
    key_judgments: tuple[KeyJudgment, ...] = Field(
        (), description="The judgments, most important first."
    )
    sections: tuple[SectionEntry, ...] = Field(min_length=1, description="The sections.")
    timeline: tuple[Event, ...] = Field((), description="Dated events.")
    differences: tuple[Difference, ...] = Field((), description="Where the sources differ.")
    recommendations: tuple[Wording, ...] = Field((), description="What the author recommends.")
    questions: tuple[Wording, ...] = Field((), description="What the reader has to decide or ask.")
    glossary: Mapping[Term, Wording] = Field(
        default_factory=dict, description="Terms and their meaning."
    )
    changes: tuple[Change, ...] = Field((), description="Change log, newest first.")
    audiences: Mapping[AudienceName, Audience] = Field(
        default_factory=dict, description="Readers, by name."
    )
    rules: Mapping[Term, Setting] = Field(
        default_factory=dict, description="A rule's name, and error, warning, info or off."
    )


def wordings(value: object) -> Iterator[Wording]:
    """Every wording of an outline or of a part of one, in the order of the fields."""
    match value:
        case Wording():
            yield value
        case BaseModel():
            for name in type(value).model_fields:
                yield from wordings(getattr(value, name))
        case tuple():
            for item in value:
                yield from wordings(item)
        case dict():
            for item in value.values():
                yield from wordings(item)
