"""A section rests on one standpoint although a source with another speaks on the matter.

Two documents that stand on the same side are two voices and one view. A brief that rests on them alone
passes their view on as the state of things. *Source: ICD 203, objectivity and alternatives; the Commons
Library's "a variety of views".*

The standpoint is what `standpoint:` in `sources.yaml` says; documents without one are not judged. The
rule fires if all documents that a section cites declare the same standpoint, and one that declares
another speaks on the section: by a passage declared under it, or set beside one of its passages under
`differences:`.

This fires:

    title: Effects on the region
    sections:
      - id: effects
        title: Effects on the region
        passages:
          tension: {seed: yang, quote: It will aggravate regional tension., kind: opinion}
          reason: {seed: unsigned, quote: growing power of China in the Indo-Pacific Region, kind: opinion}
        body: |
          Yang says that the meeting "will aggravate regional tension" [@tension].

and prints

    brief.yaml:4:12: warning: this section gives one standpoint, "Critical of the US-Japan alliance and of the meeting"; `unsigned`, "Takes the alliance as given and explains the agreement from its side; reports concern in Japan about dependence", has `reason` on it [one-sided]
      4 |     title: Effects on the region
        |            ^~~~~~~~~~~~~~~~~~~~~
      hint: give [@reason] its place, with its holder's name

Give the other standpoint its place in the section, with its holder's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.balance import footings, named
from briefgen.finding import Finding, Severity
from briefgen.quote.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Passage
    from briefgen.seed import Seed

SEVERITY = Severity.WARNING


def check(brief: Brief) -> Iterator[Finding]:
    """Sections with one standpoint of several."""
    for footing in footings(brief):
        standpoints = {_standpoint(seed) for seed in footing.seeds}
        if len(standpoints) != 1 or "" in standpoints:
            continue
        others: dict[str, list[Passage]] = {}
        for passages in footing.others.values():
            others.setdefault(_standpoint(passages[0].seed), []).extend(passages)
        for standpoint, speaking in others.items():
            if standpoint and standpoint not in standpoints:
                names = " and ".join(dict.fromkeys(f"`{passage.seed.id}`" for passage in speaking))
                yield Finding(
                    "one-sided",
                    f'this section gives one standpoint, "{_shown(footing.seeds[0])}"; {names}, '
                    f'"{_shown(speaking[0].seed)}", ha{"ve" if " " in names else "s"} {named(speaking)} on it',
                    footing.place,
                    f"give [@{speaking[0].id}] its place, with its holder's name",
                )


def _standpoint(seed: Seed) -> str:
    return fold(seed.source.standpoint or "").text.strip(" .").casefold()


def _shown(seed: Seed) -> str:
    return " ".join((seed.source.standpoint or "").split()).rstrip(".")
