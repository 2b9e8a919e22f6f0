"""The layout: the files of all templates and style sheets at hand, by content.

*Why* by content: a page is set in another process, on another machine perhaps, and what was read is
what the build answers for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefgen.place import TextFile
    from briefgen.style import Style

__all__ = ["Catalog", "Layout"]


@dataclass(frozen=True)
class Catalog:
    """Fixed words of templates in ``language``: ``file`` as written, ``data`` the same as gettext's MO."""

    language: str
    file: TextFile
    data: bytes


@dataclass(frozen=True)
class Layout:
    """``templates`` by folder and name (``full/brief.html.j2``), ``sheets`` by name (``print.css``).

    A file beside the outline has taken the place of the bundled one of the same name; ``folder`` is
    where templates beside the outline have their folders. ``catalogs`` translate the templates' fixed
    words: the first of them that has a message says it, and English needs none. ``style`` is what
    the documents are dressed in.
    """

    folder: Path
    templates: Mapping[str, TextFile]
    sheets: Mapping[str, TextFile]
    style: Style
    catalogs: tuple[Catalog, ...] = ()

    def file(self, template: str, name: str) -> TextFile | None:
        """What ``template`` calls ``name``: a file of its own, or ``shared/...`` or ``full/...``."""
        return self.templates.get(f"{template}/{name}", self.templates.get(name))
