"""Bounds: how large anything may be that comes from outside.

An outline may be a stranger's, so it cannot change them: the person who runs the program can, with
``--bound NAME=NUMBER``. A value over its bound is the finding ``too-large``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.finding import Finding
from briefgen.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.place import Place

__all__ = ["USUAL", "Bound", "BoundError", "Bounds", "bounds_listed", "read_bounds"]

MEBIBYTE = 2**20


class BoundError(ValueError):
    """A setting that is none; its text says what to type instead."""


class Bound(NamedTuple):
    """One bound: its ``name`` as a person types it, the ``most`` that is allowed.

    ``ceiling`` is what it can be raised to, None where that is left to the person.
    """

    name: str
    most: int
    ceiling: int | None = None

    def __str__(self) -> str:
        """The bound as a message has it: ``16 MiB``, ``1,000``."""
        if not self.name.endswith("-bytes"):
            return f"{self.most:,}"
        whole, rest = divmod(self.most, MEBIBYTE)
        return f"{whole:,} MiB" if whole and not rest else f"{self.most:,} bytes"

    def hint(self, remedy: str, needed: int | None = None) -> str:
        """``remedy``, and how to raise the bound: to ``needed``, or else to twice what it is."""
        wanted = needed or 2 * self.most
        if self.ceiling is not None and wanted > self.ceiling:
            return remedy
        return f"{remedy}; or, if you trust who wrote it, --bound {self.name}={wanted}"

    def exceeded(
        self, message: str, place: Place, remedy: str, needed: int | None = None
    ) -> Finding:
        """The finding that something is over this bound, which the ``message`` has in it."""
        return Finding("too-large", message, place, self.hint(remedy, needed))


def _bound(most: int, about: str, ceiling: int | None = None) -> Any:
    """A field of :class:`Bounds`; ``about`` completes "the most ..." and is what users read."""
    return field(default=most, metadata={"about": about, "ceiling": ceiling})


@dataclass(frozen=True)
class Bounds:
    """Every bound. A field ``seed_bytes`` is ``seed-bytes`` on the command line.

    A ceiling is what the program itself bears: what is nested is read by functions that call
    themselves, and markdown-it drops text without a word at its own depth.
    """

    outline_bytes: int = _bound(MEBIBYTE, "bytes of an outline")
    sources_bytes: int = _bound(32 * MEBIBYTE, "bytes of `sources.yaml`")
    seed_bytes: int = _bound(4 * MEBIBYTE, "bytes of the text of a source document")
    library_bytes: int = _bound(32 * MEBIBYTE, "bytes of all source documents that a brief uses")
    image_bytes: int = _bound(16 * MEBIBYTE, "bytes of an image")
    chart_bytes: int = _bound(MEBIBYTE, "bytes of the specification or the data of a chart")
    chart_rows: int = _bound(200, "rows of the data of a chart")
    template_bytes: int = _bound(MEBIBYTE, "bytes of a file of a template")
    style_bytes: int = _bound(MEBIBYTE, "bytes of a style sheet")
    font_bytes: int = _bound(16 * MEBIBYTE, "bytes of a font of a style sheet")
    layout_files: int = _bound(1_000, "files of templates and styles")
    csl_bytes: int = _bound(MEBIBYTE, "bytes of a citation style")
    lock_bytes: int = _bound(32 * MEBIBYTE, "bytes of a lock file")
    yaml_values: int = _bound(1_000_000, "values in a YAML file")
    yaml_depth: int = _bound(32, "levels of nesting in a YAML file", 100)
    extended: int = _bound(8, "outlines that an outline may rest on by `extends:`", 100)
    sections: int = _bound(500, "sections of an outline")
    passages: int = _bound(5_000, "passages of an outline")
    audiences: int = _bound(50, "audiences of an outline")
    figures: int = _bound(200, "figures of an outline")
    seeds: int = _bound(1_000, "source documents that a brief uses")
    seed_lines: int = _bound(500_000, "lines of the text of a source document")
    paragraphs: int = _bound(100_000, "paragraphs of a source document")
    paragraph_characters: int = _bound(100_000, "characters of a paragraph of a source document")
    repair_characters: int = _bound(1_000, "characters of `from` or `to` in one of its repairs")
    prose_characters: int = _bound(100_000, "characters of one text of an outline")
    prose_depth: int = _bound(24, "levels of nesting in a text; a list in a list takes two", 100)
    text_characters: int = _bound(1_000_000, "characters of the texts of all audiences together")
    image_pixels: int = _bound(50_000_000, "pixels of an image")
    images_pixels: int = _bound(250_000_000, "pixels of all images of an outline")
    image_scans: int = _bound(100, "scans of a JPEG, each of which goes over all its pixels")
    svg_elements: int = _bound(20_000, "elements of a drawing, each as often as it is drawn")
    svg_points: int = _bound(1_000_000, "points and letters of a drawing, as often as drawn")
    svg_depth: int = _bound(32, "levels of nesting in a drawing, `use` followed", 100)

    press_seconds: int = _bound(300, "seconds of computing that one document may take")
    press_bytes: int = _bound(4096 * MEBIBYTE, "bytes of memory that setting one document may take")
    product_bytes: int = _bound(512 * MEBIBYTE, "bytes of the files of one document")

    def of(self, name: str) -> Bound:
        """The bound of the field ``name``."""
        about = self.__dataclass_fields__[name].metadata
        return Bound(name.replace("_", "-"), getattr(self, name), about["ceiling"])


USUAL = Bounds()
"""What holds unless a person says otherwise."""


def read_bounds(settings: Iterable[str]) -> Bounds:
    """:data:`USUAL` with ``settings``, each ``NAME=NUMBER``. Raises :class:`BoundError`."""
    known = {each.name.replace("_", "-"): each for each in fields(Bounds)}
    changed = {}
    for setting in settings:
        name, sign, number = setting.partition("=")
        if name not in known:
            hint = did_you_mean(name, known)
            hint = hint or "briefgen check --explain too-large lists them"
            raise BoundError(f"there is no bound `{name}`; {hint}")
        digits = number.replace("_", "").replace(",", "")
        if not (sign and digits.isascii() and digits.isdigit() and 0 < len(digits) < 16):
            usual = getattr(USUAL, known[name].name)
            raise BoundError(f"`{setting}` has no whole number; write it as {name}={2 * usual}")
        ceiling = known[name].metadata["ceiling"]
        if ceiling is not None and int(digits) > ceiling:
            raise BoundError(f"{name} cannot be more than {ceiling}, not {number}")
        changed[known[name].name] = int(digits)
    return replace(USUAL, **changed)


def bounds_listed() -> str:
    """Every bound with its usual value and what it bounds, one a line."""
    rows = [(USUAL.of(each.name), each.metadata["about"]) for each in fields(Bounds)]
    wide = max(len(bound.name) for bound, _ in rows)
    return "\n".join(f"{bound.name:<{wide}}  {bound.most:>11,}  {about}" for bound, about in rows)
