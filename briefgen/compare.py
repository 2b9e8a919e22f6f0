"""Compare: what the sources of an outline share, and where they differ."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.analysis.divergence import divergences
from briefgen.compose.annex import coverage, source_title, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.analysis.divergence import Divergence, Side
    from briefgen.brief import Brief, Passage
    from briefgen.document import Coverage
    from briefgen.examine import Examined
    from briefgen.seed import Seed

__all__ = ["Comparison", "compare", "comparison_lines"]


@dataclass(frozen=True)
class Matter:
    """A matter that the author lists under ``differences``, and the passages set side by side."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """The sources side by side.

    ``divergences`` are texts that two sources give in different words, found by the program;
    ``matters`` what the author lists; ``coverage`` counts the passages of each section by source
    and kind; ``unused`` are the paragraphs of content that no audience's text cites.
    """

    seeds: tuple[Seed, ...]
    divergences: tuple[Divergence, ...]
    matters: tuple[Matter, ...]
    coverage: tuple[Coverage, ...]
    unused: Mapping[str, tuple[int, ...]]


def compare(examined: Examined) -> Comparison:
    """Compare the sources that the outline declares passages of or cites."""
    outline = examined.outline
    used = {passage.seed.id: passage.seed for passage in examined.passages}
    seeds = tuple(sorted(used.values(), key=lambda seed: (len(seed.letter), seed.letter)))
    by_id = {passage.id: passage for passage in examined.passages}
    matters = tuple(
        Matter(
            next(iter(difference.matter.values())),
            tuple(by_id[name] for name in difference.passages if name in by_id),
        )
        for difference in (outline.differences if outline else ())
    )
    declared = {
        str(section.id): [by_id[name] for name in section.passages if name in by_id]
        for section in (outline.sections if outline else ())
    }
    sections = [section for section, passages in declared.items() if passages]
    return Comparison(
        seeds,
        divergences(seeds),
        matters,
        coverage(sections, seeds, declared),
        {seed.letter: _unused(seed, examined.briefs) for seed in seeds},
    )


def _unused(seed: Seed, briefs: Sequence[Brief]) -> tuple[int, ...]:
    """Content paragraphs of ``seed`` that no brief cites."""
    cited = {
        number
        for brief in briefs
        for passage in brief.cited
        if passage.seed.id == seed.id
        for number in passage.paragraphs
    }
    content = (paragraph for paragraph in seed.paragraphs if not paragraph.furniture)
    return tuple(paragraph.number for paragraph in content if paragraph.number not in cited)


def comparison_lines(comparison: Comparison, width: int) -> Iterator[str]:
    """The comparison as lines of text of at most ``width`` columns; its table may need more."""
    if not comparison.seeds:
        yield "the outline has no passage and cites no source"
        return
    yield "Sources"
    for seed in comparison.seeds:
        text = f"{source_title(seed)} ({seed.id}, {seed.source.kind})"
        yield from _wrapped(f"  {seed.letter}  ", text, width)
    if comparison.divergences:
        yield from ("", "One text in different words")
    for divergence in comparison.divergences:
        yield ""
        for side in (divergence.left, divergence.right):
            yield from _passage(_side_tag(side), _with_marks(side), width)
    if comparison.matters:
        yield from ("", "Matters that the outline lists")
    for matter in comparison.matters:
        yield ""
        yield from _wrapped("  ", matter.title, width)
        for passage in matter.passages:
            where = tag(passage.seed, passage.paragraphs, evidence=False).text
            yield from _passage(where, passage.words, width)
    if comparison.coverage:
        yield from ("", *_wrapped("", _COVERAGE, width), "")
    yield from _table(comparison)
    yield from ("", "Paragraphs that no document cites", "")
    for letter, numbers in comparison.unused.items():
        text = ", ".join(f"¶{number}" for number in numbers) or "none"
        yield from _wrapped(f"  {letter}  ", text, width)


_COVERAGE = "Passages by section (fact, statement, opinion, unmarked)"


def _passage(where: str, words: str, width: int) -> Iterator[str]:
    yield from _wrapped(f"    {where:<7} ", words, width)


def _wrapped(lead: str, text: str, width: int) -> Iterator[str]:
    """``text`` behind ``lead``, its further lines as far in; of 20 columns at least."""
    lines = textwrap.wrap(text, max(width - len(lead), 20)) or [""]
    yield lead + lines[0]
    yield from (" " * len(lead) + line for line in lines[1:])


def _side_tag(side: Side) -> str:
    return f"{side.seed.letter} ¶{side.paragraph}"


def _with_marks(side: Side) -> str:
    """The side's words, in quotation marks if it quotes them; what differs in square brackets."""
    words = "".join(
        f"[{segment.text}]" if segment.kind == "different" else segment.text
        for segment in side.segments
    )
    return f"“{words}”" if side.quoted else words


def _table(comparison: Comparison) -> Iterator[str]:
    letters = [seed.letter for seed in comparison.seeds]
    width = max((len(row.section) for row in comparison.coverage), default=0)
    yield "  " + " " * width + "".join(f"  {letter:>11}" for letter in letters)
    for section, rows in groupby(comparison.coverage, key=lambda row: row.section):
        cells = (f"{r.fact} {r.statement} {r.opinion} {r.unmarked}" for r in rows)
        yield f"  {section:<{width}}" + "".join(f"  {cell:>11}" for cell in cells)
