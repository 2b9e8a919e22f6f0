"""Accept: record in the lock file and in ``sources.yaml`` that changed sources were read again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.lock.lockfile import new_lock, write_lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.brief import Passage
    from briefgen.seed import Library, Seed

__all__ = ["Accepted", "accept"]

_KEY = re.compile(r"(?P<indent>[ \t]*)(?:-[ \t]+)?(?:file|'file'|\"file\")[ \t]*:[ \t]*\Z")


@dataclass(frozen=True)
class Accepted:
    """New contents of the lock file and of ``sources.yaml``; ``seeds`` are those newly recorded."""

    lock: bytes
    sources: str
    seeds: tuple[str, ...]


def accept(library: Library, passages: Iterable[Passage]) -> Accepted:
    """Record the sources of ``passages`` as they are now.

    In ``sources.yaml`` nothing but the values of ``sha256`` is touched: comments and layout stay.
    ``passages`` have to be all that the outline declares or cites, every one of them found: what is
    not among them is forgotten.
    """
    kept = tuple(passages)
    used = {passage.seed.id: passage.seed for passage in kept}
    text, recorded = _recorded(library.file.text, used)
    return Accepted(write_lock(new_lock(kept)), text, recorded)


def _recorded(text: str, seeds: Mapping[str, Seed]) -> tuple[str, tuple[str, ...]]:
    """``text`` with the fingerprints of ``seeds``, and the ids of those that were not there."""
    edits: list[tuple[int, int, str]] = []
    recorded = []
    for name, seed in seeds.items():
        if seed.source.sha256 is not None:
            if seed.source.sha256.lower() == seed.sha256:
                continue
            place = seed.source.sha256.place
            edits.append((place.start, place.end, seed.sha256))
        else:
            edits.append(_inserted(text, seed))
        recorded.append(str(name))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text, tuple(sorted(recorded))


def _inserted(text: str, seed: Seed) -> tuple[int, int, str]:
    """Where ``sha256`` goes that is not there yet: behind ``file``, as that is written."""
    place = seed.source.file.place
    line = text.rfind("\n", 0, place.start) + 1
    key = _KEY.match(text[line : place.start])
    if key is None:
        return place.end, place.end, f", sha256: {seed.sha256}"
    end = text.find("\n", place.end)
    indent = " " * (place.start - line - len(text[line : place.start].lstrip("- \t")))
    if end < 0:
        return len(text), len(text), f"\n{indent}sha256: {seed.sha256}"
    ending = "\r\n" if text[end - 1] == "\r" else "\n"
    return end + 1, end + 1, f"{indent}sha256: {seed.sha256}{ending}"
