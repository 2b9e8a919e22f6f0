"""What is known of a source document: an entry of ``seeds/sources.yaml``, as data."""

# Annotations are evaluated where they stand: pydantic would compile each of them a second time.
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, RootModel

from briefgen.outline import Entry
from briefgen.place import Text
from briefgen.scalars import CitedId, Language, Number

__all__ = ["LoadedWord", "Repair", "Source", "SourceKind", "Sources"]

SourceKind: TypeAlias = Literal[
    "primary", "news", "commentary", "research", "data", "speech", "other"
]


class Repair(Entry):
    """A declared correction of a seed's text, such as two words glued together."""

    paragraph: Number = Field(description="Paragraph that holds the fault.")
    from_: Text = Field(alias="from", description="The characters as the file has them.")
    to: Text = Field(description="What they are read as.")


class LoadedWord(Entry):
    """A word of the source's own slant."""

    word: Text = Field(description="The word or words.")
    reason: Text = Field(description="Why the brief should not say it in its own voice.")


def _without_empty(value: Any) -> Any:
    """A CSL item without the keys that have no value, at any depth."""
    if isinstance(value, dict):
        return {key: _without_empty(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_empty(part) for part in value if part is not None]
    return value


class Source(Entry):
    """One source document."""

    file: Text = Field(description="File in this folder.")
    csl: Annotated[Mapping[str, Any], BeforeValidator(_without_empty)] = Field(
        description="CSL item as Zotero exports it; no id needed."
    )
    kind: SourceKind = Field("other", description="What sort of document it is.")
    standpoint: Text | None = Field(None, description="Where it stands on the matter.")
    translated_from: Language | None = Field(
        None, description="BCP 47 tag of the original's language."
    )
    language: Language | None = Field(None, description="BCP 47 tag of the text; en unless named.")
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        None, description="Grade of the source on the Admiralty scale: A reliable ... F unknown."
    )
    reliability_reason: Text | None = Field(None, description="Why that grade.")
    note: Text | None = Field(None, description="Anything a reader should know of it.")
    furniture: tuple[Number, ...] = Field((), description="Paragraphs that are not content.")
    repairs: tuple[Repair, ...] = Field((), description="Declared corrections.")
    loaded_words: tuple[LoadedWord, ...] = Field((), description="Its slanted words, with reasons.")
    sha256: Annotated[Text, Field(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})] | None = Field(
        None, description="Written by the program: the text as it was last read."
    )


class Sources(RootModel):  # type: ignore[type-arg]  # RootModel[...] builds a model of its own
    """The whole file: a source document by its id."""

    model_config = ConfigDict(defer_build=True)

    root: Mapping[CitedId, Source]
