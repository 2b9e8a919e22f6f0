"""A brief for one audience with every reference bound to its evidence: what checks look at.

Made by :mod:`briefgen.resolve`. A :class:`Field` is one prose value of the selected outline, in the
order in which its template prints it; its sentences know what they cite and what they quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.outline import PassageEntry
    from briefgen.parse import Leaf
    from briefgen.place import Place, Text
    from briefgen.prose import Blocks, CiteItem
    from briefgen.quote.quotation import Match
    from briefgen.seed import Library, Seed
    from briefgen.select import Role, Selection

__all__ = [
    "HIDDEN",
    "Brief",
    "Citation",
    "Cluster",
    "Field",
    "Passage",
    "Quotation",
    "Sentence",
    "Stretch",
]

HIDDEN = "\x00"
"""Stands for each character that is not the brief's own, so that offsets stay in step."""


class Passage(NamedTuple):
    """An exact span of a seed used as evidence.

    ``paragraphs`` are the numbers that it stands in; ``spans`` its fragments as (start, end) in the
    seed's text, code points; ``words`` the words relied on, from the source's own characters.
    ``entry`` is None for a paragraph cited directly, ``[@seed, para. 4]``; ``match`` is None for a
    whole paragraph.
    """

    id: str
    seed: Seed
    paragraphs: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    words: str
    place: Place
    entry: PassageEntry | None = None
    match: Match | None = None

    @property
    def kind(self) -> str | None:
        """``fact``, ``statement`` or ``opinion``, as the author marked it."""
        return self.entry.kind if self.entry else None


class Stretch(NamedTuple):
    """Characters ``start``..``end`` of a leaf's plain text, and where its author wrote them.

    *Why* not a place at once: looking one up takes longer than binding what stands there, and only
    what is wrong needs it.
    """

    value: Text
    leaf: Leaf
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Where they stand in the file."""
        return self.value.at(*self.leaf.span(self.start, self.end))


class Citation(NamedTuple):
    """One item of a citation cluster, bound to its passage."""

    at: Stretch
    passage: Passage
    item: CiteItem

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.at.place


class Cluster(NamedTuple):
    """A citation cluster ``[@a; @b]``; without citations if none of its ids could be bound."""

    at: Stretch
    citations: tuple[Citation, ...]

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.at.place


class Quotation(NamedTuple):
    """Words in quotation marks, or a block quotation, in a leaf's plain text.

    ``start``..``end`` is the span inside the marks, ``outer`` that with them. ``required`` says
    whether it has to be proved, as four words or more have; ``citation`` and ``match`` prove it, and
    prove shorter words too where a cited passage has them. ``marks`` are the opening and closing
    mark as written, empty for a block quotation.
    """

    at: Stretch
    text: str
    start: int
    end: int
    outer: tuple[int, int]
    marks: tuple[str, str]
    required: bool
    citation: Citation | None = None
    match: Match | None = None

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.at.place


class Sentence(NamedTuple):
    """A sentence of a field: ``text`` is plain, with U+FFFC where a citation cluster stands.

    ``leaf`` is the index of the field's leaf it stands in and ``start``..``end`` its span in that
    leaf's plain text. In a table, a row is the unit: ``citations`` are those of the whole row.
    """

    at: Stretch
    text: str
    leaf: int
    start: int
    end: int
    citations: tuple[Citation, ...]
    quotations: tuple[Quotation, ...]

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.at.place


@dataclass(frozen=True)
class Field:
    """One prose value, such as ``sections.command-structure.body``.

    ``leaves`` are the paragraphs, headings, items and cells of ``blocks`` in order; ``clusters``
    its citation clusters in order.
    """

    name: str
    role: Role
    text: Text
    blocks: Blocks
    leaves: tuple[Leaf, ...]
    clusters: tuple[Cluster, ...]
    sentences: tuple[Sentence, ...]
    section: str | None = None

    @cached_property
    def unquoted(self) -> Sequence[str]:
        """The text of each leaf, every character of a quotation and its marks :data:`HIDDEN`."""
        texts = [leaf.text for leaf in self.leaves]
        for sentence in self.sentences:
            for quotation in sentence.quotations:
                start, end = quotation.outer
                text = texts[sentence.leaf]
                texts[sentence.leaf] = text[:start] + HIDDEN * (end - start) + text[end:]
        return texts


class Brief(NamedTuple):
    """A brief bound to its evidence, for one audience.

    ``passages`` are all that the outline declares, by id; ``cited`` those that this audience's text
    cites, in order of first citation, each once.
    """

    selection: Selection
    library: Library
    fields: tuple[Field, ...]
    passages: Mapping[str, Passage]
    cited: tuple[Passage, ...]
