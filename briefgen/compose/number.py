"""Number: the citations of a brief, counted as they are printed, and what a CSL style is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.cite.citeproc import Cluster, Item, csl_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen import brief
    from briefgen.seed import Seed

__all__ = ["Numbered", "clusters", "csl_item", "number"]


@dataclass(frozen=True)
class Numbered:
    """Citation ``number`` of the document, counted from 1, and the field it stands in."""

    number: int
    field: brief.Field
    citations: tuple[brief.Citation, ...]


def number(subject: brief.Brief) -> tuple[Numbered, ...]:
    """Count the citation clusters of all fields."""
    found = [(field, cluster) for field in subject.fields for cluster in field.clusters]
    return tuple(
        Numbered(index, field, cluster.citations) for index, (field, cluster) in enumerate(found, 1)
    )


def clusters(numbered: Iterable[Numbered]) -> tuple[Cluster, ...]:
    """The same for the CSL style: one item a source, with all its paragraphs.

    Passages of one source that follow each other are one item unless words stand between them.
    """
    return tuple(Cluster(tuple(_items(entry.citations)), entry.number) for entry in numbered)


def _items(citations: Sequence[brief.Citation]) -> Iterable[Item]:
    def same(pair: tuple[int, brief.Citation]) -> tuple[str, int]:
        index, citation = pair
        alone = citation.item.prefix or citation.item.suffix or citation.item.suppress_author
        return citation.passage.seed.id, index if alone else -1

    for (seed, _), group in groupby(enumerate(citations), key=same):
        run = [citation for _, citation in group]
        first = run[0].item
        paragraphs = sorted({n for citation in run for n in citation.passage.paragraphs})
        yield Item(seed, tuple(paragraphs), first.prefix, first.suffix, first.suppress_author)


def csl_item(seed: Seed) -> dict[str, object]:
    """The seed's CSL item as JSON: plain dates become CSL's own."""
    item: dict[str, object] = {}
    for key, value in seed.source.csl.items():
        item[str(key)] = csl_date(value) if _is_date(key, value) else _plain(value)
    return item


def _is_date(key: str, value: object) -> bool:
    return isinstance(value, str) and (
        key in ("issued", "accessed", "submitted") or key.endswith("-date")
    )


def _plain(value: object) -> object:
    """A value out of YAML without its places."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
