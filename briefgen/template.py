"""A template: a folder that arranges a document for one kind of reader, and its manifest."""

# Annotations are values here: briefgen.shape looks at them.
from typing import Annotated, Literal, NamedTuple, TypeAlias

from briefgen.outline import Limits
from briefgen.place import Text

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


class Manifest(NamedTuple):
    """``template.yaml``: what the template prints, in its order; numbering follows it."""

    description: Annotated[Text, "For whom it is."]
    parts: Annotated[tuple[Part, ...], "Parts of the outline that it prints, in order."]
    citations: Annotated[
        Literal["notes", "tags"],
        "notes: numbers and notes; tags: source tags in the text, no notes.",
    ] = "notes"
    section: Annotated[tuple[SectionPart, ...], "Parts of a section that it prints, in order."] = (
        "bottom_line",
        "body",
        "figures",
        "gaps",
        "judgment",
    )
    readings: Annotated[
        bool, "Prints the sources' words on a matter they differ on, not only where."
    ] = True
    evidence: Annotated[bool, "Prints the paragraphs relied on, in an annex."] = False
    limits: Annotated[Limits, "Limits that hold unless the audience sets its own."] = Limits()


class Template(NamedTuple):
    """A template by ``name``; its files stand in the :class:`~briefgen.layout.Layout`."""

    name: str
    manifest: Manifest
