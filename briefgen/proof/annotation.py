"""The W3C Web Annotations of evidence.json, as data (Web Annotation Data Model, 2017)."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

__all__ = [
    "AnnotationItem",
    "AnnotationPage",
    "Body",
    "Count",
    "Number",
    "Offset",
    "Part",
    "SourceFile",
    "Target",
    "TextPositionSelector",
    "TextQuoteSelector",
]

Offset: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**40)]
Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**40)]
Number: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=2**31)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object of the file: known keys only, never changed once read.

    What is written is checked against the types here when it is read, not when it is made.
    """


class TextQuoteSelector(Part, frozen=True, kw_only=True):
    """The words, with up to 32 characters on each side: raw characters of the file."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(Part, frozen=True, kw_only=True):
    """The same words by their offsets."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: Offset
    end: Offset


class SourceFile(Part, frozen=True, kw_only=True):
    """A source document, named by the hash of its bytes."""

    id: Annotated[str, msgspec.Meta(pattern="^urn:sha256:[0-9a-f]{64}$", max_length=75)]
    type: Literal["Text"] = "Text"
    format: Literal["text/plain"] = "text/plain"
    file: str
    seed: str


class Target(Part, frozen=True, kw_only=True):
    """One span of a source; both selectors name the same characters."""

    type: Literal["SpecificResource"] = "SpecificResource"
    source: SourceFile
    selector: tuple[TextQuoteSelector, TextPositionSelector]


class Body(Part, frozen=True, kw_only=True):
    """What the brief says there.

    ``value`` is the paragraph of the brief that cites. ``number`` counts the citations of the
    brief; it is None for a passage that is only set beside another. ``section`` and ``field`` name
    the place in the outline.
    """

    type: Literal["TextualBody"] = "TextualBody"
    value: str
    format: Literal["text/plain"] = "text/plain"
    language: str
    purpose: Literal["linking"] = "linking"
    number: Number | None
    passage: str
    paragraphs: tuple[Number, ...]
    kind: str | None
    speaker: str | None
    section: str | None
    field: str


class AnnotationItem(Part, frozen=True, kw_only=True):
    """A citation: ``target`` has one entry for each fragment of the passage."""

    id: str
    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["linking"] = "linking"
    body: Body
    target: tuple[Target, ...]


class AnnotationPage(Part, frozen=True, kw_only=True):
    """The only page of the collection."""

    id: Literal["#page-1"] = "#page-1"
    type: Literal["AnnotationPage"] = "AnnotationPage"
    part_of: Literal["#annotations"] = msgspec.field(default="#annotations", name="partOf")
    start_index: Literal[0] = msgspec.field(default=0, name="startIndex")
    items: tuple[AnnotationItem, ...]
