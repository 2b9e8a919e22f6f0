"""A spot of a tree of nodes: what stands there, and what should."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.place import Place, Text
from briefgen.read.expected import noun
from briefgen.read.nodes import Map, Seq

if TYPE_CHECKING:
    from briefgen.read.nodes import Node
    from briefgen.shape import Field, Shape

__all__ = ["Spot"]


class Spot(NamedTuple):
    """A value of a tree. ``step`` leads to it from its ``holder``: a key, or an index from 0.

    ``node`` is None where a key that has to be there is not; ``field`` is that of a record.
    """

    node: Node | None
    shape: Shape
    step: str | int = ""
    holder: Spot | None = None
    field: Field | None = None

    @property
    def key(self) -> Text | None:
        """The key, where it has one in the file."""
        if isinstance(self.step, Text):
            return self.step
        if self.holder is not None and isinstance(self.holder.node, Map):
            return self.holder.node.key(str(self.step))
        return None

    @property
    def optional(self) -> bool:
        """Whether the entry may be left out: its key is not required, or whatever the author named it."""
        if self.field is not None:
            return not self.field.required
        return self.holder is not None and self.holder.shape.sort == "mapping"

    @property
    def name(self) -> str:
        """What to call it."""
        if self.holder is None:
            return f"the {noun(self.shape)}"
        if isinstance(self.step, str):
            return f"`{self.step}`"
        if self.shape.sort == "record" and isinstance(self.node, Map):
            called = self.node.get("id")
            if isinstance(called, Text) and called:
                return f"{noun(self.shape)} `{called}`"
        return f"item {self.step + 1} of {self.holder.name}"

    @property
    def place(self) -> Place:
        """Place of the value; of its key where the value is empty or runs over many lines."""
        if isinstance(self.node, Text | Seq | Map):
            place = self.node.place
            if isinstance(self.node, Text) or Place(place.file, place.end).line == place.line:
                return place
        return self.handle

    @property
    def handle(self) -> Place:
        """Place of the key; where there is none, of the first key inside, or of the value."""
        if self.key is not None:
            return self.key.place
        if isinstance(self.node, Map) and self.node.entries:
            return next(iter(self.node.entries)).place
        assert self.node is not None, "what is missing has no place"
        return self.node.place
