"""Read the layout: every template and style sheet beside the outline, and the bundled ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.layout import Layout
from briefgen.place import Place, TextFile
from briefgen.read.files import FileRead, Read, project_of, read_text
from briefgen.read.style import DEFAULT
from briefgen.resources import bundled
from briefgen.style import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.layout import Catalog

__all__ = ["read_layout"]


def read_layout(
    path: Path, catalogs: tuple[Catalog, ...] = (), bounds: Bounds = USUAL
) -> Read[Layout]:
    """The templates (``.j2``, ``style.css``) and style sheets (``.css``) for the outline at ``path``.

    ``catalogs`` are those of its language, read before. ``templates/`` and ``styles/`` beside the
    outline come first, file by file. The style is the bundled one of an outline that names none.
    """
    findings: list[Finding] = []
    records: list[FileRead] = []

    def files(kind: str, folder: Path, project: Path) -> Iterator[tuple[str, TextFile]]:
        for name in _names(folder, (".j2", ".css") if kind == "templates" else (".css",)):
            place = Place(TextFile(folder / name))
            if len(records) >= bounds.layout_files:
                bound = bounds.of("layout_files")
                message = f"templates and styles of more than {bound} files"
                findings.append(bound.exceeded(message, place, "keep what a brief needs"))
                return
            bound = bounds.of("style_bytes" if name.endswith(".css") else "template_bytes")
            read = read_text(folder / name, project, place, bound)
            if isinstance(read, Finding):
                findings.append(read)
            else:
                file, record = read
                records.append(record)
                yield name, file

    found = {
        kind: dict(files(kind, root, root))
        | dict(files(kind, path.parent / kind, project_of(path)))
        for kind, root in (("templates", bundled("templates")), ("styles", bundled("styles")))
    }
    if findings:
        return Read(None, tuple(findings), tuple(records))
    style = Style(DEFAULT, (Sheet(found["styles"][f"{DEFAULT}.css"]),))
    folder = path.parent / "templates"
    layout = Layout(folder, found["templates"], found["styles"], style, catalogs)
    return Read(layout, (), tuple(records))


def _names(folder: Path, ends: tuple[str, ...]) -> Iterator[str]:
    """Files below ``folder`` whose names end so, as ``shared/notes.html.j2``, sorted."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        below = os.path.relpath(parent, folder).replace(os.sep, "/")
        for name in sorted(names):
            if name.endswith(ends) and not name.startswith("."):
                yield name if below == "." else f"{below}/{name}"
