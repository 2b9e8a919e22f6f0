"""The shelf: all seeds at hand, to be read, searched and quoted from, also those that no brief uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from briefgen.place import place_of
from briefgen.preview.passage import offer
from briefgen.preview.reader import open_seed, relied_on, search, title
from briefgen.read.library import read_library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.examine import Examined
    from briefgen.preview.passage import Offer, Point, Refusal
    from briefgen.preview.reader import Found, Opened
    from briefgen.read.files import FileRead
    from briefgen.seed import Library

__all__ = ["Shelf", "Spine"]

_INDENT = 6
"""Column of a passage in an outline that has none to go by."""


@dataclass(frozen=True)
class Spine:
    """What a list of seeds says of one: ``letter`` is empty where the brief does not use it."""

    id: str
    letter: str
    title: str
    paragraphs: int
    relied: int


class Shelf:
    """The seeds of the library that an outline's brief is made from.

    The whole library is read when it is first asked for, and again when a file of it has changed.
    """

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self._path = path
        self._bounds = bounds
        self._lock = Lock()
        self._brief: Examined | None = None
        self._all: Library | None = None
        self._stamps: Mapping[Path, tuple[int, int]] = {}
        self._readings = 0
        self.files: tuple[FileRead, ...] = ()
        self.version = ""

    def take(self, examined: Examined) -> None:
        """Mark from now on what this brief relies on; one without a library leaves all as it is."""
        library = examined.library
        if library is None:
            return
        with self._lock:
            before = self._brief.library if self._brief else None
            self._brief = examined
            if (before and before.file.text != library.file.text) or self._stamps != _stamps(
                self.files
            ):
                self._all, self.files = None, ()
                self._stamps = {}
                self._readings += 1
            marks = [
                [relied_on(seed, examined.passages, examined.briefs), seed.sha256]
                for seed in library.seeds.values()
            ]
            spans = [(passage.id, passage.spans) for passage in examined.passages]
            told = repr((marks, spans, library.declared, self._readings))
            self.version = sha256(told.encode()).hexdigest()[:16]

    def spines(self) -> list[Spine]:
        """All seeds, in the order of ``sources.yaml``."""
        library, brief = self._library()
        if library is None or brief is None or brief.library is None:
            return []
        used = brief.library.seeds
        return [
            Spine(
                seed.id,
                used[seed.id].letter if seed.id in used else "",
                title(seed),
                len(seed.paragraphs),
                len(relied_on(seed, brief.passages, brief.briefs)),
            )
            for seed in library.seeds.values()
        ]

    def open(self, name: str) -> Opened | None:
        """The seed ``name`` to be read; None if there is none."""
        library, brief = self._library()
        seed = library.seeds.get(name) if library else None
        return open_seed(seed, brief.passages, brief.briefs) if seed and brief else None

    def search(self, words: str) -> Found | None:
        """Where the seeds have ``words``; None if there is no library."""
        library, _ = self._library()
        return search(library, words) if library else None

    def passage(self, name: str, first: Point, last: Point) -> Offer | Refusal | None:
        """The entry for words of the seed ``name``; None if there is no such seed."""
        library, brief = self._library()
        seed = library.seeds.get(name) if library else None
        if library is None or seed is None or brief is None or brief.outline is None:
            return None
        passages = [key for section in brief.outline.sections for key in section.passages]
        own = [
            place.column - 1
            for key in passages
            if (place := place_of(key, seed.source.file.place)).file.path.name == self._path.name
        ]
        taken = {*map(str, passages), *library.declared}
        return offer(seed, first, last, taken, own[0] if own else _INDENT)

    def _library(self) -> tuple[Library | None, Examined | None]:
        """The whole library, read if need be, and the brief."""
        with self._lock:
            brief = self._brief
            if brief is None or brief.outline is None or brief.library is None:
                return None, None
            if self._all is None:
                declared = brief.library.declared
                # A brief may use so many; who reads and searches may have all.
                bounds = replace(
                    self._bounds,
                    seeds=max(self._bounds.seeds, len(declared)),
                    library_bytes=2**40,
                )
                read = read_library(brief.outline, self._path, declared, bounds=bounds)
                self._all, self.files = read.value, read.files
                self._stamps = _stamps(read.files)
            return self._all, brief


def _stamps(files: tuple[FileRead, ...]) -> dict[Path, tuple[int, int]]:
    """When each file was last written and how long it is, for files that are there."""
    found = {}
    for file in files:
        try:
            status = file.path.stat()
        except OSError:
            continue
        found[file.path] = (status.st_mtime_ns, status.st_size)
    return found
