"""The record of a green build or check: what it read, what lay around, what it wrote, what it said.

If all of that is as it was, doing it again would change nothing, and is not done.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.cache import store
from briefgen.cache.program import fingerprint
from briefgen.finding import Finding, Severity
from briefgen.place import Place, TextFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from briefgen.bounds import Bounds
    from briefgen.read.files import FileRead

__all__ = ["Record", "Task", "check_task", "recall", "remember", "surroundings", "task"]


class Task(NamedTuple):
    """A build or check as it was asked for: ``options`` are all that change what comes out."""

    outline: Path
    out: Path
    options: Sequence[str]

    @property
    def key(self) -> str:
        """The name of its record. The time that a build may print is part of what was asked."""
        paths = (os.path.abspath(self.outline), os.path.abspath(self.out))
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return store.digest(fingerprint(), *paths, str(self.outline), epoch, *self.options)


def task(
    outline: Path,
    out: Path,
    audiences: Collection[str],
    formats: Collection[str],
    bounds: Bounds,
    *,
    strict: bool,
) -> Task:
    """The outline at ``outline`` to be built into the folder ``out`` for ``audiences``."""
    return Task(outline, out, (*sorted(audiences), "", *sorted(formats), f"{strict} {bounds}"))


def check_task(outline: Path, bounds: Bounds, *, strict: bool) -> Task:
    """The outline at ``outline`` to be checked, for all audiences; nothing is written."""
    return Task(outline, Path(), ("check", f"{strict} {bounds}"))


class Record(NamedTuple):
    """What a build or a check found, and said."""

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]


def surroundings(outline: Path) -> str:
    """A digest of what decides which files a build reads: names, and where links lead, not contents.

    Files beside the outline take the place of bundled ones, and the nearest ``seeds/`` is the one
    that counts: what is not there decides as much as what is. Take it before anything is read.
    """
    return store.digest(*_around(Path(os.path.abspath(outline))))


def _around(outline: Path) -> Iterator[str]:
    for folder in outline.parents:
        for mark in ("seeds", ".git"):
            yield f"{os.path.realpath(folder / mark)} {os.path.exists(folder / mark)}"
    for name in _names(outline.parent):
        if name.endswith(".csl"):
            yield name
    for root in ("templates", "styles"):
        for parent, folders, names in os.walk(outline.parent / root, followlinks=True):
            folders.sort()
            yield os.path.realpath(parent)
            yield from sorted(names)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def recall(task: Task) -> Record | None:
    """What was said when ``task`` was done last, if nothing has changed since."""
    data = store.get(task.key)
    if data is None:
        return None
    kept = json.loads(data)
    files: Mapping[str, list[str]] = kept["inputs"]
    if kept["around"] != surroundings(task.outline):
        return None
    for named, (path, digest) in files.items():
        if os.path.realpath(named) != path or _sha256(path) != digest:
            return None
    if any(_sha256(path) != digest for path, digest in kept["outputs"].items()):
        return None
    findings = tuple(_finding(each) for each in kept["findings"])
    return Record(findings, tuple(kept["lines"]))


def remember(
    task: Task,
    around: str,
    inputs: Iterable[FileRead],
    outputs: Mapping[Path, str],
    record: Record,
    sought: Collection[Path] = (),
) -> None:
    """Keep what ``task`` came to.

    ``around`` are the :func:`surroundings` from before it began; ``outputs`` are the files that it
    wrote, by the SHA-256 of each; ``sought`` those that it would have read too.
    """
    written = {os.path.abspath(path): digest for path, digest in outputs.items()}
    read: dict[str, tuple[str, str | None]] = {
        os.path.abspath(path): (os.path.realpath(path), None) for path in sought
    }
    read |= {str(file.named): (str(file.path), file.sha256) for file in inputs}
    kept = {
        "around": around,
        # The lock file is read first and written last: it counts as it was left.
        "inputs": {name: entry for name, entry in read.items() if entry[0] not in written},
        "outputs": written,
        "findings": [_kept(finding) for finding in record.findings],
        "lines": record.lines,
    }
    store.put(task.key, json.dumps(kept).encode())


def _sha256(path: str) -> str | None:
    try:
        with open(path, "rb") as stream:
            return sha256(stream.read()).hexdigest()
    except OSError:
        return None


def _kept(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "message": finding.message,
        "place": [str(place.file.path), place.start, place.end],
        "hint": finding.hint,
        "detail": finding.detail,
        "severity": str(finding.severity),
    }


def _finding(kept: dict[str, Any]) -> Finding:
    path, start, end = kept["place"]
    try:
        text = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    except OSError:
        text = ""
    severity = Severity(kept["severity"])
    place = Place(TextFile(Path(path), text), start, end)
    return Finding(**{**kept, "place": place, "severity": severity})
