"""Read what pandoc wrote: the citations and references of a document, or why there are none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.cite.pandoc_tree import UnknownNode, capitalized, inlines
from briefgen.prose import Inlines, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cite.citeproc import Cluster
    from briefgen.cite.csl import Style
    from briefgen.cite.pandoc_tree import Node

__all__ = ["CitationError", "Formatted", "check_messages", "cited", "read_answer"]

_NO_ENTRY = "Bibliography entry with no printed form"
"""The one warning of pandoc that is none: many a style lists no speeches, posts or letters."""


_NAMES = re.compile(
    r"author|chair|compiler|composer|contributor|curator|director|editor|executive-producer|guest"
    r"|host|illustrator|interviewer|narrator|organizer|performer|producer|recipient|script-writer"
    r"|series-creator|translator|.+-(author|editor|translator|director)"
)
"""CSL 1.0.2, appendix IV: variables that hold names."""

_DATES = re.compile(r"accessed|issued|submitted|.+-date")
"""CSL 1.0.2, appendix IV: variables that hold dates."""


class CitationError(Exception):
    """Pandoc refused; ``source`` is the id of the source at fault, or empty if none is known."""

    def __init__(self, message: str, source: str = "") -> None:
        super().__init__(message)
        self.source = source


@dataclass(frozen=True)
class Formatted:
    """All citations of a document in its style.

    ``citations`` has one text a cluster, in order: that of the note, or with an in-text style what
    stands in the sentence, its parentheses included. ``references`` are (source id, entry) of the
    cited sources in the style's order; a style may list some of them, or none (Chicago leaves out
    a speech that nobody can look up).
    """

    citations: tuple[Inlines, ...]
    references: tuple[tuple[str, Inlines], ...]


def read_answer(answer: bytes, clusters: Sequence[Cluster], style: Style) -> Formatted:
    """What pandoc's ``answer`` for ``clusters`` has in it. Raises :class:`CitationError`."""
    try:
        return _formatted(json.loads(answer)["blocks"], clusters, cited(clusters), style)
    except UnknownNode as node:
        raise CitationError(f"pandoc wrote {node}, which has no place in a citation") from None


def cited(clusters: Sequence[Cluster]) -> tuple[str, ...]:
    """Ids of the sources that ``clusters`` cite, in the order of their first citation."""
    return tuple(dict.fromkeys(item.source for cluster in clusters for item in cluster.items))


def check_messages(
    errors: str, status: int, items: Mapping[str, Mapping[str, object]], style: Style
) -> None:
    """Hold what pandoc said of its work, and its exit ``status``, to what an answer may come with.

    ``items`` are the sources it was given, in its order. Raises :class:`CitationError`.
    """
    warnings = [line for line in errors.splitlines() if line.startswith("[WARNING]")]
    if status or not all(_NO_ENTRY in line for line in warnings):
        raise _refusal(errors, items, style)


def _refusal(errors: str, items: Mapping[str, Mapping[str, object]], style: Style) -> CitationError:
    """What pandoc printed as it gave up, said of the source it was about."""
    ids = tuple(items)
    if found := re.search(r"Error in \$\[(\d+)\]", errors):
        source = ids[int(found[1])]
        return CitationError(_fault(items[source]) or errors.rsplit(":", 1)[-1].strip(), source)
    lines = [line.removeprefix("[WARNING] ") for line in errors.splitlines()]
    said = " ".join(line.strip() for line in lines if _NO_ENTRY not in line)
    found = re.search(r"briefgen-(\d+)-", said)
    source = ids[int(found[1])] if found else ""
    said = re.sub(r"briefgen-(\d+)-", lambda m: ids[int(m[1])], said)
    if "Citation with no printed form" in said:
        return _nothing(style, source)
    if "Heap exhausted" in said:
        said = "its macros never come to an end, or print more than memory holds"
    return CitationError(f"pandoc could not use the style {style.name}: {said}", source)


def _fault(item: Mapping[str, object]) -> str:
    """The first value of ``item`` that no CSL item may have; pandoc does not name it."""
    for key, value in item.items():
        if _NAMES.fullmatch(key):
            if not isinstance(value, list) or not all(isinstance(n, Mapping | str) for n in value):
                return f"{key} is not a list of names, such as [{{family: Yang, given: Danzhi}}]"
        elif _DATES.fullmatch(key):
            if not isinstance(value, Mapping | str):
                return f"{key} is not a date"
        elif key not in ("categories", "custom") and (
            isinstance(value, bool) or not isinstance(value, str | int)
        ):
            return f"{key} is not text"
    return ""


def _formatted(
    blocks: Sequence[Node], clusters: Sequence[Cluster], ids: Sequence[str], style: Style
) -> Formatted:
    """Pandoc's answer: a paragraph with a note for each cluster, then the list of references."""
    citations = []
    for cluster, paragraph in zip(clusters, blocks, strict=False):
        cite = paragraph["c"][0]["c"][0]["c"][0]
        text = inlines(cite["c"][1])
        if not any(letter.isalnum() for letter in plain(text)):
            raise _nothing(style, cluster.items[0].source)
        citations.append(text if style.in_text or style.lowers_ibid else capitalized(text))
    references = []
    for entry in (entry for block in blocks[len(clusters) :] for entry in block["c"][1]):
        (anchor, _, _), (paragraph,) = entry["c"]
        number = int(anchor.removeprefix("ref-briefgen-").removesuffix("-"))
        if text := inlines(paragraph["c"]):
            references.append((ids[number], text))
    return Formatted(tuple(citations), tuple(references))


def _nothing(style: Style, source: str) -> CitationError:
    return CitationError(f"the style {style.name} prints nothing of it in a citation", source)
