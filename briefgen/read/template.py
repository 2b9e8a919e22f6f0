"""Find a template by name, beside the outline or among the bundled ones, and read its manifest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Place, TextFile
from briefgen.read.bind import bind
from briefgen.read.files import Read, project_of, read_text
from briefgen.read.nodes import compose
from briefgen.resources import bundled
from briefgen.template import Manifest, Template

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.place import Text

__all__ = ["DEFAULT", "read_template"]

DEFAULT = "full"
"""Template of an audience that names none."""

_MANIFEST = "template.yaml"


def read_template(name: Text | None, path: Path, bounds: Bounds = USUAL) -> Read[Template]:
    """The template ``name`` (None: :data:`DEFAULT`) for the outline at ``path``.

    ``templates/`` beside the outline comes first, file by file: a template there may hold one file
    and leave the others to the bundled one of the same name.
    """
    own, ours = path.parent / "templates", bundled("templates")
    chosen = str(name or DEFAULT)
    named = name.place if name is not None else Place(TextFile(path))
    known = _names((own, ours))
    if chosen not in known:
        message = f"there is no template `{chosen}`"
        hint = did_you_mean(chosen, sorted(known), "the templates are")
        return Read(None, (Finding("wrong-value", message, named, hint),), ())
    folders = (own / chosen, ours / chosen)
    holder = next(folder for folder in folders if (folder / _MANIFEST).is_file())
    project = project_of(path) if holder.parent == own else ours
    read = read_text(holder / _MANIFEST, project, named, bounds.of("template_bytes"))
    if isinstance(read, Finding):
        return Read(None, (read,), ())
    file, record = read
    node, findings = compose(file, bounds=bounds)
    if node is None:
        return Read(None, findings, (record,))
    manifest, faults = bind(node, Manifest)
    template = Template(chosen, manifest) if manifest else None
    return Read(template, (*findings, *faults), (record,))


def _names(roots: Iterable[Path]) -> frozenset[str]:
    """Folders of ``roots`` that hold a manifest."""
    return frozenset(
        entry.name
        for root in roots
        if root.is_dir()
        for entry in os.scandir(root)
        if entry.is_dir() and os.path.isfile(os.path.join(entry.path, _MANIFEST))
    )
