"""Read the citation style that an outline names: one of the package's, or a file of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cite.csl import BrokenStyle, RefusedStyle, UnknownStyle, find_style
from briefgen.finding import Finding
from briefgen.outline import CITATIONS
from briefgen.place import Place, TextFile
from briefgen.read.files import Read, project_of, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.cite.csl import Style
    from briefgen.place import Text
    from briefgen.read.files import FileRead

__all__ = ["read_citation_style"]


def read_citation_style(written: Text | None, path: Path, bounds: Bounds) -> Read[Style]:
    """The style ``written`` in the outline at ``path``, else :data:`~briefgen.outline.CITATIONS`."""
    folders = (path.parent / "styles", path.parent)
    place = written.place if written is not None else Place(TextFile(path))
    files: list[FileRead] = []

    def door(file: Path) -> bytes | Finding:
        found = read_text(file, project_of(path), place, bounds.of("csl_bytes"))
        if isinstance(found, Finding):
            return found
        files.append(found[1])
        return found[0].text.encode()

    try:
        return Read(find_style(str(written or CITATIONS), folders, door), (), tuple(files))
    except RefusedStyle as refused:
        fault = refused.finding
    except UnknownStyle as error:
        near = " or ".join(f"`{each}`" for each in error.near)
        hint = f"did you mean {near}?" if near else "zotero.org/styles lists the names of styles"
        if written and written.endswith(".csl"):
            hint = "lay the file beside the outline, or in a folder `styles/` there"
        fault = Finding("wrong-value", str(error), place, hint)
    except BrokenStyle as error:
        fault = Finding("wrong-value", str(error), place, "take the style from zotero.org/styles")
    return Read(None, (fault,), tuple(files))
