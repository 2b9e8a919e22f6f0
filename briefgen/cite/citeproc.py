"""Citations and references in the form that a CSL style gives them, by pandoc's citeproc.

:func:`start` sets pandoc to work on all citations of a document at once and comes back at once;
:meth:`Pending.result` waits for what it writes, which :mod:`briefgen.cite.answer` reads. In between
there is time for other work.

Sources are CSL items as Zotero writes them. Their values are text, whatever they hold: ``*``,
``$``, ``[@x]`` and ``<script>`` come out as those characters. Only what Zotero itself writes for
rich text is dress, and only in pairs: ``<i>``, ``<b>``, ``<sub>``, ``<sup>``, ``<sc>``,
``<span style="font-variant:small-caps;">`` and ``<span class="nocase">``; so a library can be
pasted in and taken out again. Straight quotation marks become those of the language.

Nothing is fetched: pandoc sees three files in a folder of its own. (Its ``--sandbox`` does not
keep it from fetching the parent of a dependent style; :mod:`briefgen.cite.csl` never hands one on.)
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import groupby
from math import ceil
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from briefgen.cite.answer import CitationError, Formatted, check_messages, cited, read_answer
from briefgen.cite.pandoc_tree import STOP
from briefgen.finding import Lack
from briefgen.room import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefgen.cite.csl import Style
    from briefgen.cite.pandoc_tree import Node

__all__ = [
    "Answer",
    "Cluster",
    "Item",
    "Pending",
    "Start",
    "csl_date",
    "find_pandoc",
    "start",
]

_SECONDS = 60
"""Longest that pandoc may work; 100 notes in Chicago take it a fifth of a second."""

_MEMORY = "-M512m -H16m"
"""Most memory pandoc may use, since a style whose macros call each other takes all there is; and how
much it takes before it gives any back: of its own accord 64 MiB, the most of all that a build runs."""

_OUTPUT = 64_000_000
"""Largest answer of pandoc that is read, in bytes."""


_PARAGRAPH = {"ja": "段落", "ko": "단락"}
"""Short form of *paragraph* where pandoc's own locale has only the English one."""

_FIRST_PART = re.compile(rb"<(?:macro|citation)\b")


@dataclass(frozen=True)
class Item:
    """One source in a citation cluster.

    ``paragraphs`` are numbers in ascending order; a run of them is printed as a range. ``prefix``
    and ``suffix`` are plain text; a comma is put before a suffix that brings no punctuation.
    """

    source: str
    paragraphs: tuple[int, ...] = ()
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True)
class Cluster:
    """What one note, or one pair of parentheses, cites; ``note`` is its number, from 1."""

    items: tuple[Item, ...]
    note: int


def start(
    clusters: Sequence[Cluster],
    sources: Mapping[str, Mapping[str, object]],
    style: Style,
    language: str,
) -> Pending:
    """Set pandoc to work on ``clusters``; read :meth:`Pending.result` later.

    ``sources`` holds a CSL item by source id, ``language`` is a BCP 47 tag. Raises
    :class:`CitationError` for a source that is not there and :class:`briefgen.finding.Lack` without
    pandoc.

    *Why* the style's own locale goes before the language where both are, say, English: OSCOLA sets
    ‘single’ marks because it is British, not because its reader is.
    """
    pandoc = find_pandoc()
    ids = cited(clusters)
    for id_ in ids:
        if id_ not in sources:
            raise CitationError(f"there is no source called {id_}", id_)
    items = {id_: _readied(sources[id_], n) for n, id_ in enumerate(ids)}
    same = style.locale.split("-")[0] == language.split("-")[0]
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"lang": {"t": "MetaString", "c": style.locale if same else language}},
        "blocks": [_note(cluster, ids, style) for cluster in clusters],
    }
    room = Room()
    folder = room.path
    (folder / "document.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "sources.json").write_text(json.dumps(list(items.values())), encoding="utf-8")
    (folder / "style.csl").write_bytes(_with_terms(style.data, language))
    command = f"+RTS {_MEMORY} -RTS --from json --to json --sandbox --citeproc --csl style.csl"
    files = "--bibliography sources.json --output out.json document.json"
    with (folder / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            [pandoc, *command.split(), *files.split()],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    if hasattr(resource, "prlimit"):  # Where this process is killed, no timer ends pandoc.
        with suppress(OSError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (2 * ceil(_SECONDS),) * 2)
    return Pending(process, room, clusters, items, style)


def _with_terms(style: bytes, language: str) -> bytes:
    """The CSL ``style`` with the terms that the locale of ``language`` lacks (CSL 1.0.2, "Locale")."""
    tag = language.partition("-")[0].lower()
    word = _PARAGRAPH.get(tag, "")
    form = f"<single>{word}</single><multiple>{word}</multiple>"
    term = f'<term name="paragraph" form="short">{form}</term>'
    locale = f'<locale xml:lang="{tag}"><terms>{term}</terms></locale>'.encode()
    return _FIRST_PART.sub(lambda found: locale + found[0], style, count=1) if word else style


class Answer(Protocol):
    """What :func:`start` gives, or what gives the same from memory."""

    def __enter__(self) -> Answer: ...

    def __exit__(self, *_: object) -> None: ...

    def result(self) -> Formatted:
        """The citations, formatted."""
        ...


Start: TypeAlias = (
    "Callable[[Sequence[Cluster], Mapping[str, Mapping[str, object]], Style, str], Answer]"
)
"""What formats citations: :func:`start`, or what remembers what it gave."""


class Pending:
    """Pandoc at work. Use it in a ``with``: left early, it ends pandoc and clears its files."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        room: Room,
        clusters: Sequence[Cluster],
        items: Mapping[str, Mapping[str, object]],
        style: Style,
    ) -> None:
        self._process = process
        self._room = room
        self._clusters = clusters
        self._items = items
        self._style = style
        self.answer = b""
        """What pandoc wrote, once :meth:`result` has read it."""

    def __enter__(self) -> Pending:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._room.clear()

    def result(self) -> Formatted:
        """Wait for pandoc and read what it wrote, once. Raises :class:`CitationError`."""
        folder = self._room.path
        with self:
            limit = Timer(_SECONDS, self._process.kill)
            limit.start()
            try:
                status = self._process.wait()
                late = not limit.is_alive()
            finally:
                limit.cancel()
            errors = (folder / "errors.txt").read_text(encoding="utf-8", errors="replace")
            if late:
                raise CitationError(
                    f"the style {self._style.name} was not done after {_SECONDS} seconds"
                )
            check_messages(errors, status, self._items, self._style)
            if (folder / "out.json").stat().st_size > _OUTPUT:
                raise CitationError(f"the style {self._style.name} prints more than can be read")
            self.answer = (folder / "out.json").read_bytes()
        return read_answer(self.answer, self._clusters, self._style)


def find_pandoc() -> str:
    """Path of the pandoc of PyPI's pypandoc_binary, else of one on the PATH.

    Raises :class:`briefgen.finding.Lack`. *Why* nothing is imported: the package takes 85 ms to
    import, and all that is wanted of it is the file beside it.
    """
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if own := shutil.which("pandoc", path=Path(folder, "files")):
            return own
    if found := shutil.which("pandoc"):
        return found
    remedy = f"{sys.executable} -m pip install pypandoc_binary"
    raise Lack("pandoc, which writes the citations, is not here", remedy)


def csl_date(text: str) -> dict[str, list[list[int]]]:
    """``text``, such as 2024, 2024-08 or 2024-08-05, as a CSL date; ValueError for anything else."""
    written = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    if written is None:
        raise ValueError(f"{text} is not a date such as 2024, 2024-08 or 2024-08-05")
    parts = [int(part) for part in written.groups() if part]
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise ValueError(f"{text} is not in the calendar") from None
    return {"date-parts": [parts]}


def _alias(number: int) -> str:
    """The id by which pandoc knows a source. *Why*: ``*`` and some others it reads its own way."""
    return f"briefgen-{number}-"


def _readied(item: Mapping[str, object], number: int) -> dict[str, object]:
    """A source as pandoc is to read it: by another id, and its titles marked (:data:`STOP`)."""
    ready = {**item, "id": _alias(number)}
    for key, value in item.items():
        if "title" in key and isinstance(value, str) and value.endswith("."):
            ready[key] = value + STOP
    return ready


def _note(cluster: Cluster, ids: Sequence[str], style: Style) -> Node:
    """A paragraph with one note that holds the citation.

    *Why* in a note, for in-text styles too: pandoc makes a note of a bare citation itself and
    begins it with a capital, which OSCOLA's "ibid" must not have; in a note it leaves it alone.
    """
    citations = [_citation(item, ids, cluster.note) for item in cluster.items]
    if not style.in_text:
        first = cluster.items[0].prefix.strip()
        citations[0]["citationPrefix"] = _text(first[:1].upper() + first[1:])
    cite = {"t": "Cite", "c": [citations, []]}
    return {"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": [cite]}]}]}


def _citation(item: Item, ids: Sequence[str], note: int) -> dict[str, Any]:
    """One source of a cluster.

    The braces hold the locator, or say that there is none and that digits in the suffix are not
    one. ``¶`` is the one label for a paragraph that pandoc knows in every locale; it prints the
    style's own.
    """
    suffix = item.suffix.strip()
    if suffix and suffix[0].isalnum():
        suffix = f", {suffix}"
    locator = f"¶ {_ranges(item.paragraphs)}" if item.paragraphs else ""
    return {
        "citationId": _alias(ids.index(item.source)),
        "citationPrefix": _text(item.prefix.strip()),
        "citationSuffix": _text(f"{{{locator}}}{suffix}" if locator or suffix else ""),
        "citationMode": {"t": "SuppressAuthor" if item.suppress_author else "NormalCitation"},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _text(text: str) -> list[Node]:
    return [{"t": "Str", "c": text}] if text else []


def _ranges(numbers: Iterable[int]) -> str:
    """``3-4, 7`` for 3, 4, 7."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in run] for _, run in runs]
    return ", ".join(f"{s[0]}-{s[-1]}" if len(s) > 1 else f"{s[0]}" for s in spans)
