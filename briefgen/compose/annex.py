"""What a document says about its sources: cards, coverage, paragraphs relied on, repairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.compose.languages import language_name
from briefgen.document import (
    Annotation,
    Coverage,
    EvidenceParagraph,
    Repair,
    Run,
    SourceCard,
    SourceTag,
)
from briefgen.prose import Str
from briefgen.seed import pilcrows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.brief import Passage
    from briefgen.document import Reference
    from briefgen.seed import Reading, Seed

__all__ = ["coverage", "evidence_paragraphs", "repairs", "source_cards", "source_title", "tag"]


def tag(seed: Seed, paragraphs: Sequence[int], *, evidence: bool) -> SourceTag:
    """``A ¶3–4, 9``, leading to the paragraph where the document prints it, else to the source."""
    numbers = tuple(sorted(set(paragraphs)))
    target = f"para-{seed.letter}-{numbers[0]}" if evidence else f"source-{seed.letter}"
    return SourceTag(seed.letter, numbers, f"{seed.letter} {pilcrows(numbers)}", target)


def source_title(seed: Seed) -> str:
    """The source's own title, or its id where the CSL item has none."""
    return str(seed.source.csl.get("title") or seed.id)


def source_cards(
    seeds: Iterable[Seed],
    annotations: Sequence[Annotation],
    references: Sequence[Reference],
    language: str,
) -> tuple[SourceCard, ...]:
    """A card for each of ``seeds``, in the order of their letters."""
    entries = {reference.letter: reference.text for reference in references}
    cited = [annotation for annotation in annotations if annotation.number is not None]
    counts = Counter(annotation.seed for annotation in cited)
    relied: dict[str, set[int]] = defaultdict(set)
    for annotation in annotations:
        relied[annotation.seed].update(annotation.paragraphs)
    cards = []
    for seed in sorted(seeds, key=lambda seed: (len(seed.letter), seed.letter)):
        source = seed.source
        used = relied[seed.id]
        content = [p.number for p in seed.paragraphs if not p.furniture]
        title = source_title(seed)
        cards.append(
            SourceCard(
                id=seed.id,
                letter=seed.letter,
                anchor=f"source-{seed.letter}",
                title=title,
                short=_short(seed),
                reference=entries.get(seed.letter, (Str(title),)),
                kind=source.kind,
                standpoint=source.standpoint,
                language=language_name(source.language, language) if source.language else None,
                translated_from=language_name(source.translated_from, language)
                if source.translated_from
                else None,
                reliability=source.reliability,
                reliability_reason=source.reliability_reason,
                note=source.note,
                file=source.file,
                sha256=seed.sha256,
                paragraphs=len(seed.paragraphs),
                citations=counts[seed.id],
                share=counts[seed.id] / len(cited) if cited else 0.0,
                furniture=tuple(p.number for p in seed.paragraphs if p.furniture),
                unused=tuple(number for number in content if number not in used),
            )
        )
    return tuple(cards)


def _short(seed: Seed) -> str:
    """Family names of the authors; where the source names none, its title, short if it has such a one."""
    authors = seed.source.csl.get("author") or ()
    names = [name.get("family") or name.get("literal") for name in authors]
    short = seed.source.csl.get("title-short")
    return ", ".join(str(name) for name in names if name) or str(short or source_title(seed))


def coverage(
    sections: Iterable[str], seeds: Sequence[Seed], cited: Mapping[str, Sequence[Passage]]
) -> tuple[Coverage, ...]:
    """Passages of each kind that each section cites from each source, each passage once."""
    rows = []
    for section in sections:
        passages = {(p.seed.id, p.id, p.paragraphs): p.kind for p in cited.get(section, ())}
        counts: dict[str, Counter[str | None]] = defaultdict(Counter)
        for (name, *_), kind in passages.items():
            counts[name][kind] += 1
        for seed in seeds:
            kinds = counts[seed.id]
            rows.append(
                Coverage(
                    section,
                    seed.letter,
                    kinds["fact"],
                    kinds["statement"],
                    kinds["opinion"],
                    kinds[None],
                )
            )
    return tuple(rows)


def evidence_paragraphs(
    seeds: Mapping[str, Seed], annotations: Sequence[Annotation]
) -> tuple[EvidenceParagraph, ...]:
    """Every paragraph relied on, whole, with the words relied on marked."""
    used: dict[tuple[str, int, str], list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        for number in dict.fromkeys(annotation.paragraphs):
            used[seeds[annotation.seed].letter, number, annotation.seed].append(annotation)
    paragraphs = []
    for key in sorted(used, key=lambda item: (len(item[0]), item)):
        letter, number, name = key
        here = used[key]
        paragraphs.append(
            EvidenceParagraph(
                tag=tag(seeds[name], (number,), evidence=True),
                anchor=f"para-{letter}-{number}",
                runs=_runs(seeds[name], number, here),
                notes=tuple(sorted({a.number for a in here if a.number is not None})),
            )
        )
    return tuple(paragraphs)


def _runs(seed: Seed, number: int, here: Sequence[Annotation]) -> tuple[Run, ...]:
    """The paragraph as read, cut wherever other citations begin or end to rely on it."""
    spans: dict[tuple[int, int], set[int | None]] = defaultdict(set)
    for annotation in here:
        for span in annotation.spans:
            spans[span].add(annotation.number)
    reading = seed.paragraphs[number - 1].reading
    runs: list[tuple[frozenset[int | None], list[str]]] = []
    for at, until in pairwise(_cuts(reading, spans)):
        start, end = reading.starts[at], reading.ends[at]
        # Put in by a repair at the edge of a span, white space is no part of it.
        blank = reading.text[at].isspace()
        users = frozenset(
            user
            for (first, last), numbers in spans.items()
            if first <= start and end <= last and (start < end or first < start < last or not blank)
            for user in numbers
        )
        if runs and runs[-1][0] == users:
            runs[-1][1].append(reading.text[at:until])
        else:
            runs.append((users, [reading.text[at:until]]))
    return tuple(
        Run("".join(text), bool(users), tuple(sorted(n for n in users if n is not None)))
        for users, text in runs
    )


def _cuts(reading: Reading, spans: Iterable[tuple[int, int]]) -> Sequence[int]:
    """Offsets between which no span begins or ends, and what a repair put in stands alone."""
    starts, ends, size = reading.starts, reading.ends, len(reading.text)
    cuts = {0, size}
    for edge in {edge for span in spans for edge in span}:
        for bisect in (bisect_left, bisect_right):
            cuts |= {bisect(starts, edge), bisect(ends, edge)}
    if not isinstance(starts, range):
        inserted = [at for at in range(size) if starts[at] == ends[at]]
        cuts.update(inserted, (at + 1 for at in inserted))
    return sorted(cuts)


def repairs(seeds: Iterable[Seed]) -> tuple[Repair, ...]:
    """The declared repairs of ``seeds``."""
    return tuple(
        Repair(tag(seed, (repair.paragraph,), evidence=False), repair.from_, repair.to)
        for seed in seeds
        for repair in seed.source.repairs
    )
