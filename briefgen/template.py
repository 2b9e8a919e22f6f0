"""A template: a folder that arranges a document for one kind of reader, and its manifest."""

# Annotations are evaluated where they stand: pydantic would compile each of them a second time.
from typing import Literal, NamedTuple, TypeAlias

from pydantic import Field

from briefgen.outline import Entry, Limits
from briefgen.place import Text
from briefgen.scalars import Flag

__all__ = ["Manifest", "Part", "SectionPart", "Template"]

Part: TypeAlias = Literal[
    "standfirst",
    "bottom_line",
    "key_judgments",
    "sections",
    "differences",
    "timeline",
    "recommendations",
    "questions",
    "glossary",
    "changes",
]
SectionPart: TypeAlias = Literal["bottom_line", "body", "figures", "gaps", "judgment"]


class Manifest(Entry):
    """``template.yaml``: what the template prints, in its order; numbering follows it."""

    description: Text = Field(description="For whom it is.")
    citations: Literal["notes", "tags"] = Field(
        "notes", description="notes: numbers and notes; tags: source tags in the text, no notes."
    )
    parts: tuple[Part, ...] = Field(description="Parts of the outline that it prints, in order.")
    section: tuple[SectionPart, ...] = Field(
        ("bottom_line", "body", "figures", "gaps", "judgment"),
        description="Parts of a section that it prints, in order.",
    )
    readings: Flag = Field(
        True, description="Prints the sources' words on a matter they differ on, not only where."
    )
    evidence: Flag = Field(False, description="Prints the paragraphs relied on, in an annex.")
    limits: Limits = Field(
        default_factory=lambda: Limits.model_validate({}),
        description="Limits that hold unless the audience sets its own.",
    )


class Template(NamedTuple):
    """A template by ``name``; its files stand in the :class:`~briefgen.layout.Layout`."""

    name: str
    manifest: Manifest
