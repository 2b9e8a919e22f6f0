"""evidence.json as data, format 1: what a PDF carries, what a proof reads, and its JSON Schema.

A W3C Web Annotation collection with terms of our own beside it; ``docs/evidence.md`` describes it
for those who build on it. Offsets are Unicode code points of a source's text: its file decoded as
UTF-8, without a byte order mark, line ends as they are.
"""

from __future__ import annotations

import json
import re
from inspect import cleandoc
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from briefgen.proof.annotation import AnnotationPage, Count, Number, Offset, Part
from briefgen.prose import OBJECT
from briefgen.quote.paragraphs import paragraphs
from briefgen.seed import Reading, SeedParagraph

__all__ = [
    "FORMAT",
    "Block",
    "BriefFacts",
    "Call",
    "Evidence",
    "EvidenceError",
    "Excerpt",
    "Note",
    "Quotation",
    "Repair",
    "ReportFacts",
    "SourceFacts",
    "evidence_schema",
    "read_evidence",
    "write_evidence",
]

FORMAT: Literal[1] = 1
"""Number of the format; any change to it counts it up."""

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:briefgen:evidence:"})
"""JSON-LD: the W3C's words, and ours for the rest."""

_DEEPEST = 200
"""Levels of a file, at most: CSL may hold any JSON, which is walked through later."""

_STEP = re.compile(r"(?<=\.)[^][.`]+|(?<=\[)\d+")
"""A step on the way to a value, as msgspec writes it."""

_FIELD = re.compile(r"(?:unknown|required) field `(.*)`\Z", re.DOTALL)
"""The key that msgspec says is too many, or missing."""

Sha256: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
"""Of a fingerprint. Its length is said too, because ``$`` lets a line end pass in Python."""


class Generator(Part, frozen=True, kw_only=True):
    """The program that wrote it."""

    type: Literal["Software"] = "Software"
    name: Literal["briefgen"] = "briefgen"
    version: str


class LimitsFacts(Part, frozen=True):
    """Limits that hold for the document."""

    pages: Number | None
    words: Number | None
    sentence_words: Number | None


class BriefFacts(Part, frozen=True):
    """The brief itself. Dates are ISO 8601; ``words`` counts its text without notes and annexes.

    ``furniture`` are lines that a template may print beside the text: whom it is for, terms of use.
    """

    name: str
    title: str
    audience: str | None
    template: str
    citations: Literal["notes", "tags"]
    language: str
    published: str | None
    as_of: str | None
    version: str | None
    authors: tuple[str, ...]
    furniture: tuple[str, ...]
    words: Count
    limits: LimitsFacts


class Block(Part, frozen=True):
    """A paragraph, heading, item or cell of the brief as printed.

    U+FFFC stands in ``text`` for each of ``calls``, the numbers of the citations.
    """

    field: str
    text: str
    calls: tuple[Number, ...]

    @property
    def words(self) -> str:
        """``text`` without its citations, and without the commas that part them."""
        return re.sub(rf"\s*{OBJECT}(?:,{OBJECT})*", "", self.text)


class Call(Part, frozen=True):
    """Citation ``number`` as printed: ``label`` is a link to the anchor ``anchor``."""

    number: Number
    label: str
    anchor: str


class Words(Part, frozen=True):
    """Words relied on, as a note prints them, with the tag of their source."""

    tag: str
    words: str


class Note(Part, frozen=True):
    """Note ``number``: its ``text`` and the words relied on that it prints."""

    number: Number
    text: str
    excerpts: tuple[Words, ...]


class Quotation(Part, frozen=True):
    """A quotation exactly as printed, in the order of the text.

    ``number`` is the citation that carries it; ``start``..``end`` its span in the source, from its
    first fragment to its last; ``block`` says that it is set as a block, without quotation marks.
    """

    text: str
    number: Number
    seed: str
    paragraphs: tuple[Number, ...]
    start: Offset
    end: Offset
    block: bool


class Repair(Part, frozen=True):
    """A declared correction: the characters ``before`` are read as ``after``."""

    paragraph: Number
    before: str
    after: str


class SourceFacts(Part, frozen=True):
    """A source document. ``letter`` is its tag; ``share`` its part of all citations, 0 to 1."""

    seed: str
    letter: str
    file: str
    sha256: Sha256
    characters: Count
    paragraphs: Count
    csl: dict[str, Any]
    kind: str
    standpoint: str | None
    language: str | None
    translated_from: str | None
    reliability: str | None
    reliability_reason: str | None
    note: str | None
    furniture: tuple[Number, ...]
    repairs: tuple[Repair, ...]
    share: float


class Excerpt(Part, frozen=True):
    """A paragraph relied on, whole: its raw characters, their offsets, and its number."""

    seed: str
    paragraph: Number
    start: Offset
    end: Offset
    text: str


class ReportFacts(Part, frozen=True):
    """What the build proved: counts; ``shares`` by letter, ``findings`` by severity."""

    quotations: Count
    quotations_proved: Count
    claims: Count
    claims_cited: Count
    shares: dict[str, float]
    findings: dict[str, int]
    settings: dict[str, str]


class Evidence(Part, frozen=True, kw_only=True):
    """The whole file."""

    context: tuple[Any, ...] = msgspec.field(default=CONTEXT, name="@context")
    id: Literal["#annotations"] = "#annotations"
    type: Literal["AnnotationCollection"] = "AnnotationCollection"
    format_version: Literal[1] = FORMAT
    generator: Generator
    label: str
    total: Count
    brief: BriefFacts
    first: AnnotationPage
    text: tuple[Block, ...]
    calls: tuple[Call, ...]
    notes: tuple[Note, ...]
    quotations: tuple[Quotation, ...]
    sources: tuple[SourceFacts, ...]
    excerpts: tuple[Excerpt, ...]
    compared: tuple[Words, ...]
    report: ReportFacts

    def readings(self, excerpt: Excerpt) -> tuple[str, ...]:
        """The text of ``excerpt`` as the file has it, and as it is read, declared repairs applied."""
        return tuple(dict.fromkeys((excerpt.text, self.paragraph(excerpt).reading.text)))

    def paragraph(self, excerpt: Excerpt) -> SeedParagraph:
        """``excerpt`` as a paragraph of its source, to search for quotations."""
        source = self.source(excerpt.seed)
        repairs = [
            (1, r.before, r.after) for r in source.repairs if r.paragraph == excerpt.paragraph
        ]
        # With a blank line behind it, the excerpt is one paragraph, however many lines it has.
        alone = paragraphs(f"{excerpt.text}\n\n.", repairs)[0][0]
        reading = Reading(
            alone.reading.text,
            tuple(at + excerpt.start for at in alone.reading.starts),
            tuple(at + excerpt.start for at in alone.reading.ends),
        )
        return SeedParagraph(excerpt.paragraph, excerpt.start, excerpt.end, reading)

    def source(self, seed: str) -> SourceFacts:
        """The source of that id, which is one of the file's own."""
        return next(source for source in self.sources if source.seed == seed)


class EvidenceError(ValueError):
    """evidence.json that cannot be used; ``newer`` if another version of the program wrote it."""

    def __init__(self, message: str, *, newer: bool = False) -> None:
        super().__init__(message)
        self.newer = newer


def write_evidence(evidence: Evidence) -> bytes:
    """The file's bytes: UTF-8, two spaces of indentation, a line end at the end."""
    return msgspec.json.format(msgspec.json.encode(evidence), indent=2) + b"\n"


def read_evidence(data: bytes) -> Evidence:
    """Read the file's bytes. Raises :class:`EvidenceError`."""
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_unique, parse_constant=_no_number, parse_int=_whole
        )
    except (ValueError, RecursionError) as error:
        raise EvidenceError(
            f"evidence.json is not the JSON that briefgen writes: {error}"
        ) from error
    version = value.get("format_version") if isinstance(value, dict) else None
    if not isinstance(version, int):
        raise EvidenceError("evidence.json is not one of briefgen's: it has no format_version")
    if version != FORMAT:
        message = f"evidence.json has format {version}; this briefgen reads format {FORMAT}"
        raise EvidenceError(message, newer=version > FORMAT)
    try:
        evidence = msgspec.json.decode(data, type=Evidence)
    except (msgspec.ValidationError, RecursionError) as error:
        raise EvidenceError(f"evidence.json has another shape: {_told(str(error))}") from error
    except msgspec.DecodeError as error:
        # json has read it, and lets only these pass.
        message = "evidence.json is not the JSON that briefgen writes: half of a surrogate pair"
        raise EvidenceError(message) from error
    _hold(evidence)
    return evidence


def _hold(evidence: Evidence) -> None:
    """What every such file holds beside its shape."""
    if _deeper(evidence.context, _DEEPEST - 1) or any(
        _deeper(source.csl, _DEEPEST - 3) for source in evidence.sources
    ):
        raise EvidenceError(f"evidence.json is nested deeper than {_DEEPEST} levels")
    seeds = {source.seed for source in evidence.sources}
    named = {one.seed for one in evidence.quotations} | {one.seed for one in evidence.excerpts}
    if len(seeds) < len(evidence.sources) or not named <= seeds:
        raise EvidenceError("evidence.json names a source that it does not describe, or one twice")
    if any(block.text.count(OBJECT) != len(block.calls) for block in evidence.text):
        raise EvidenceError("evidence.json has a paragraph whose citations do not add up")
    if [call.number for call in evidence.calls] != list(range(1, len(evidence.calls) + 1)):
        raise EvidenceError("evidence.json does not number its citations from 1")
    if sorted(n for block in evidence.text for n in block.calls) != [
        call.number for call in evidence.calls
    ]:
        raise EvidenceError("evidence.json has a citation that no paragraph makes, or one twice")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is not a number in JSON")


def _whole(text: str) -> int:
    if len(text) > 20:
        raise ValueError("a number has more than 20 digits")
    return int(text)


def _deeper(value: object, levels: int) -> bool:
    """Whether more than ``levels`` objects and arrays stand in each other in ``value``."""
    if not isinstance(value, dict | list | tuple):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(part, levels - 1) for part in parts)


def _told(message: str) -> str:
    """What msgspec says, with the place first.

    ``text.0.field: Expected `str``` for ``Expected `str` - at `$.text[0].field```.
    """
    problem, _, way = message.partition(" - at `$")
    missed = _FIELD.search(problem)
    steps = [*_STEP.findall(way), *(missed.groups() if missed else ())]
    return f"{'.'.join(steps)}: {problem}" if steps else problem


def evidence_schema() -> str:
    """JSON Schema 2020-12 of evidence.json, as text that ends with a line end."""
    _, models = msgspec.json.schema_components([Evidence])
    for model in models.values():
        model["description"] = cleandoc(model["description"])
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **models.pop("Evidence"),
        "title": "evidence.json of briefgen, format 1",
        "$defs": models,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
