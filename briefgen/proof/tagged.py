"""The logical structure of a tagged PDF: its tags in reading order, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.proof.pdffile import UnreadableFile, kind, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["STANDARD", "Annotation", "Structure", "Tag", "read_structure"]

_TYPES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot
Ruby RB RT RP Warichu WT WP Figure Formula Form
"""
STANDARD = frozenset(_TYPES.split())
"""Standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4)."""

_DEEPEST = 400


@dataclass(eq=False)
class Tag:
    """One element of the tree.

    ``kind`` is its standard type, or None if it leads to none; ``name`` what it is called in the
    file. ``content`` counts the pieces of marked content directly in it, ``objects`` the annotations.
    """

    raw: Any = field(repr=False)
    name: str
    kind: str | None
    parent: Tag | None = field(repr=False)
    kids: list[Tag] = field(default_factory=list, repr=False)
    content: int = 0
    objects: int = 0

    def text(self, key: str) -> str:
        """The text under ``key`` of its dictionary, empty if there is none."""
        return str(self.raw.get(key, ""))

    @property
    def above(self) -> str | None:
        """Kind of its parent."""
        return self.parent.kind if self.parent else None


@dataclass(frozen=True)
class Annotation:
    """What lies over page ``page``, counted from 1; ``tag`` is the one that it belongs to."""

    raw: Any = field(repr=False)
    page: int
    shape: str
    tag: Tag | None


@dataclass(frozen=True)
class Structure:
    """The tags of ``file`` in reading order, and its annotations in the order of its pages."""

    file: Any = field(repr=False)
    tags: tuple[Tag, ...]
    annotations: tuple[Annotation, ...]
    roles: Mapping[str, str]

    def of(self, *kinds: str) -> Iterator[Tag]:
        """The tags of these kinds."""
        return (tag for tag in self.tags if tag.kind in kinds)

    def page(self, tag: Tag) -> int | None:
        """Page on which ``tag`` begins, counted from 1, if it says so."""
        page = tag.raw.get("/Pg")
        if page is None:
            return None
        numbers = {each.objgen: number for number, each in enumerate(self.file.pages, 1)}
        return numbers.get(page.objgen)


def read_structure(file: Any) -> Structure:
    """Read what an open ``file`` says of itself. Raises :class:`UnreadableFile` for a vicious tree."""
    root = file.Root.get("/StructTreeRoot")
    if root is None or kind(root) != "dictionary":
        return Structure(file, (), tuple(_annotations(file, {}, {})), {})
    roles = {str(k)[1:]: str(v)[1:] for k, v in root.get("/RoleMap", {}).items()}
    tags: list[Tag] = []
    by_object: dict[tuple[int, int], Tag] = {}
    for kid in _kids(root):
        _read(kid, None, roles, tags, by_object, 0)
    owners = numbered(root.get("/ParentTree"))
    return Structure(file, tuple(tags), tuple(_annotations(file, owners, by_object)), roles)


def _read(
    raw: Any,
    parent: Tag | None,
    roles: Mapping[str, str],
    tags: list[Tag],
    by_object: dict[tuple[int, int], Tag],
    depth: int,
) -> None:
    if raw.objgen in by_object or depth > _DEEPEST:
        raise UnreadableFile("its tags lead in a circle, or nest too deep")
    name = str(raw.get("/S", "/"))[1:]
    tag = Tag(raw, name, standard(name, roles), parent)
    tags.append(tag)
    if raw.is_indirect:
        by_object[raw.objgen] = tag
    if parent is not None:
        parent.kids.append(tag)
    for kid in _kids(raw):
        if isinstance(kid, int):
            tag.content += 1
        elif "/S" in kid:
            _read(kid, tag, roles, tags, by_object, depth + 1)
        elif "/Obj" in kid:
            tag.objects += 1
        else:
            tag.content += 1


def _kids(raw: Any) -> list[Any]:
    below = raw.get("/K")
    if below is None:
        return []
    return list(below) if kind(below) == "array" else [below]


def standard(name: str, roles: Mapping[str, str]) -> str | None:
    """The standard type that ``name`` is mapped to; None if to none, or in a circle."""
    seen: set[str] = set()
    while name not in STANDARD:
        if name in seen or name not in roles:
            return None
        seen.add(name)
        name = roles[name]
    return name


def _annotations(
    file: Any, owners: Mapping[int, Any], by_object: Mapping[tuple[int, int], Tag]
) -> Iterator[Annotation]:
    for number, page in enumerate(file.pages, 1):
        for raw in page.get("/Annots", ()):
            owner = owners.get(int(raw.get("/StructParent", -1)))
            tag = None if owner is None else by_object.get(owner.objgen)
            yield Annotation(raw, number, str(raw.get("/Subtype", "/"))[1:], tag)
