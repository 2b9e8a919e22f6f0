"""Balance: what each section rests on, and who else speaks on its matter.

Another source speaks on a section if the author says so: with a passage declared under the section,
or set beside one of the section's passages under ``differences:``.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.brief import Brief, Passage
    from briefgen.outline import SectionEntry
    from briefgen.place import Place
    from briefgen.seed import Seed

__all__ = ["Footing", "footings", "named"]

_NAMED = 3


class Footing(NamedTuple):
    """What the text of one section cites: its ``seeds``, in order of first citation.

    ``others`` are the passages of further seeds that speak on it, by seed; ``place`` is the
    section's title.
    """

    section: SectionEntry
    place: Place
    seeds: tuple[Seed, ...]
    others: Mapping[str, tuple[Passage, ...]]


def footings(brief: Brief) -> tuple[Footing, ...]:
    """The footing of every section of this audience that cites anything."""
    found = []
    for section in brief.selection.sections:
        fields = [field for field in brief.fields if field.section == section.id]
        cited = [c.passage for f in fields for cluster in f.clusters for c in cluster.citations]
        title = next((f for f in fields if f.name == f"sections.{section.id}.title"), None)
        if cited and title:
            seeds = {passage.seed.id: passage.seed for passage in cited}
            others = _others(brief, section, {passage.id for passage in cited}, seeds)
            found.append(Footing(section, title.text.place, tuple(seeds.values()), others))
    return tuple(found)


def _others(
    brief: Brief, section: SectionEntry, cited: set[str], seeds: Mapping[str, Seed]
) -> Mapping[str, tuple[Passage, ...]]:
    speaking = list(section.passages)
    for difference in brief.selection.outline.differences:
        if cited.intersection(difference.passages):
            speaking += difference.passages
    others: dict[str, dict[str, Passage]] = defaultdict(dict)
    for name in speaking:
        passage = brief.passages.get(name)
        if passage and passage.seed.id not in seeds:
            others[passage.seed.id][name] = passage
    return {seed: tuple(passages.values()) for seed, passages in others.items()}


def named(passages: Sequence[Passage]) -> str:
    """Ids of ``passages`` for a message; of many, the first."""
    names = ", ".join(f"`{passage.id}`" for passage in passages[:_NAMED])
    more = len(passages) - _NAMED
    return f"{names} and {more} more" if more > 0 else names
