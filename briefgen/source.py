"""What is known of a source document: an entry of ``seeds/sources.yaml``, as data."""

# Annotations are values here: briefgen.shape looks at them.
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from briefgen.place import Text
from briefgen.scalars import CitedId, Language, Number

__all__ = ["LoadedWord", "Repair", "Source", "SourceKind", "Sources"]

SourceKind: TypeAlias = Literal[
    "primary", "news", "commentary", "research", "data", "speech", "other"
]


class Repair(NamedTuple):
    """A declared correction of a seed's text, such as two words glued together."""

    paragraph: Annotated[Number, "Paragraph that holds the fault."]
    from_: Annotated[Text, "The characters as the file has them."]
    to: Annotated[Text, "What they are read as."]


class LoadedWord(NamedTuple):
    """A word of the source's own slant."""

    word: Annotated[Text, "The word or words."]
    reason: Annotated[Text, "Why the brief should not say it in its own voice."]


class Source(NamedTuple):
    """One source document."""

    file: Annotated[Text, "File in this folder."]
    csl: Annotated[Mapping[str, Any], "CSL item as Zotero exports it; no id needed."]
    kind: Annotated[SourceKind, "What sort of document it is."] = "other"
    standpoint: Annotated[Text | None, "Where it stands on the matter."] = None
    translated_from: Annotated[Language | None, "BCP 47 tag of the original's language."] = None
    language: Annotated[Language | None, "BCP 47 tag of the text; en unless named."] = None
    reliability: Annotated[
        Literal["A", "B", "C", "D", "E", "F"] | None,
        "Grade of the source on the Admiralty scale: A reliable ... F unknown.",
    ] = None
    reliability_reason: Annotated[Text | None, "Why that grade."] = None
    note: Annotated[Text | None, "Anything a reader should know of it."] = None
    furniture: Annotated[tuple[Number, ...], "Paragraphs that are not content."] = ()
    repairs: Annotated[tuple[Repair, ...], "Declared corrections."] = ()
    loaded_words: Annotated[tuple[LoadedWord, ...], "Its slanted words, with reasons."] = ()
    sha256: Annotated[Text | None, "Written by the program: the text as it was last read."] = None


class Sources(dict[CitedId, Source]):
    """The whole file: a source document by its id."""
