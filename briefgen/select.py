"""Select: the outline as one audience gets it, before anything is numbered.

What is not selected is gone: no note, no contents entry, no annex can leak it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:

    from briefgen.brief import Role
    from briefgen.outline import Audience, Outline, SectionEntry
    from briefgen.place import Text
    from briefgen.template import Template

__all__ = ["Selected", "Selection", "select"]


@dataclass(frozen=True)
class Selected:
    """One prose value that the audience gets; ``name`` is its path in the outline."""

    name: str
    role: Role
    text: Text
    inline: bool = False
    section: str | None = None


@dataclass(frozen=True)
class Selection:
    """The outline cut for ``audience`` (None: the outline declares none).

    ``values`` are its prose values in the order in which ``template`` prints them;
    ``sections`` the selected sections in their order.
    """

    outline: Outline
    audience: str | None
    settings: Audience
    template: Template
    sections: tuple[SectionEntry, ...]
    values: tuple[Selected, ...]

    def value(self, name: str) -> Selected | None:
        """The selected value of that name, or None."""
        return next((value for value in self.values if value.name == name), None)
