"""Consistent: evidence held against itself, with nothing else at hand.

Every quotation and every note stands in the excerpts, every selector selects what it says, and every
citation rests on something.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.place import Place, Text, TextFile
from briefgen.quote.fold import fold
from briefgen.quote.quotation import find_within
from briefgen.seed import Seed
from briefgen.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.proof.annotation import AnnotationItem, Target
    from briefgen.proof.evidence_file import Evidence, Excerpt, Quotation
    from briefgen.seed import SeedParagraph

__all__ = ["Doubt", "consistent", "stands", "text_seed"]


@dataclass(frozen=True)
class Doubt:
    """What speaks against the evidence; about quotation ``quotation``, counted from 0, or all of it.

    ``stands`` says that the quotation stands nonetheless.
    """

    message: str
    quotation: int | None = None
    stands: bool = False


def consistent(evidence: Evidence) -> Iterator[Doubt]:
    """What in ``evidence`` does not agree with the rest of it."""
    excerpts: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in evidence.excerpts:
        excerpts[excerpt.seed].append(excerpt)
    for here in excerpts.values():
        yield from _ordered(here)
    seeds = {
        name: text_seed(name, [evidence.paragraph(excerpt) for excerpt in here])
        for name, here in excerpts.items()
    }
    for index, quotation in enumerate(evidence.quotations):
        seed = seeds.get(quotation.seed)
        if seed is None or not stands(quotation, seed):
            yield Doubt("not in the excerpt that it is said to stand in", index)
    yield from _cited(evidence)
    for item in evidence.first.items:
        yield from _annotated(item, evidence, excerpts)
    yield from _noted(evidence, seeds)


def text_seed(name: str, paragraphs: Sequence[SeedParagraph]) -> Seed:
    """Paragraphs as a seed to look quotations up in."""
    path = Path(name)
    source = Source(file=Text(name, Place(TextFile(path))), csl={})
    return Seed(name, "", source, TextFile(path), "", tuple(paragraphs))


def stands(quotation: Quotation, seed: Seed) -> bool:
    """Whether the quotation stands, word for word, exactly where it is said to."""
    found = find_within(quotation.text, seed, (((quotation.start, quotation.end),),))
    if found is None or (found.start, found.end) != (quotation.start, quotation.end):
        return False
    return found.paragraphs == quotation.paragraphs


def _ordered(excerpts: Sequence[Excerpt]) -> Iterator[Doubt]:
    """Excerpts of one source follow each other, and are as long as their offsets say."""
    for excerpt in excerpts:
        if excerpt.end - excerpt.start != len(excerpt.text) or not excerpt.text.strip():
            yield Doubt(f"paragraph {excerpt.paragraph} of `{excerpt.seed}` has another length")
    for before, after in pairwise(sorted(excerpts, key=lambda excerpt: excerpt.paragraph)):
        if before.paragraph == after.paragraph or before.end > after.start:
            yield Doubt(f"the excerpts of `{before.seed}` overlap at paragraph {after.paragraph}")


def _cited(evidence: Evidence) -> Iterator[Doubt]:
    """Every citation rests on a passage; every note belongs to one."""
    resting = {item.body.number for item in evidence.first.items}
    for call in evidence.calls:
        if call.number not in resting:
            yield Doubt(f"citation {call.number} rests on nothing")
    numbers = [note.number for note in evidence.notes]
    if evidence.brief.citations == "notes" and numbers != [call.number for call in evidence.calls]:
        yield Doubt("the notes do not answer to the citations")
    if evidence.total != len(evidence.first.items):
        yield Doubt(f"there are {len(evidence.first.items)} annotations, not {evidence.total}")


def _annotated(
    item: AnnotationItem, evidence: Evidence, excerpts: Mapping[str, Sequence[Excerpt]]
) -> Iterator[Doubt]:
    where = f"annotation {item.id.removeprefix('#annotation-')}"
    number = item.body.number
    saying = [block.words for block in evidence.text if number in block.calls]
    if number is not None and item.body.value not in saying:
        yield Doubt(f"{where} ascribes words to the brief that it does not say")
    for target in item.target:
        source = next((s for s in evidence.sources if s.seed == target.source.seed), None)
        if source is None or target.source.id != f"urn:sha256:{source.sha256}":
            yield Doubt(f"{where} leads to a document that the evidence does not describe")
        elif not _selects(target, item.body.paragraphs, excerpts[source.seed]):
            yield Doubt(f"{where} selects words that do not stand where it says")


def _selects(target: Target, paragraphs: Sequence[int], excerpts: Sequence[Excerpt]) -> bool:
    """Whether both selectors select the same words of the excerpts, as far as these reach."""
    quote, position = target.selector
    start, end = position.start, position.end
    if end - start != len(quote.exact):
        return False
    reached = 0
    for excerpt in excerpts:
        low, high = max(start, excerpt.start), min(end, excerpt.end)
        if low < high:
            reached += 1
            if excerpt.paragraph not in paragraphs:
                return False
        around = quote.prefix + quote.exact + quote.suffix
        begin = start - len(quote.prefix)
        low, high = max(begin, excerpt.start), min(begin + len(around), excerpt.end)
        told = around[low - begin : high - begin]
        if low < high and told != excerpt.text[low - excerpt.start : high - excerpt.start]:
            return False
    return reached > 0


def _noted(evidence: Evidence, seeds: Mapping[str, Seed]) -> Iterator[Doubt]:
    """The words that a note prints stand in the excerpts of its source."""
    letters = {source.letter: source.seed for source in evidence.sources}
    for note in evidence.notes:
        for excerpt in note.excerpts:
            seed = seeds.get(letters.get(excerpt.tag.partition(" ")[0], ""))
            if seed is None or not _has(seed, excerpt.words):
                yield Doubt(f"note {note.number} prints words that are in no excerpt")


def _has(seed: Seed, words: str) -> bool:
    whole = (0, max(paragraph.end for paragraph in seed.paragraphs))
    spans = tuple((paragraph.start, paragraph.end) for paragraph in seed.paragraphs)
    if find_within(words, seed, (spans, (whole,))) is not None:
        return True
    return fold(words).text in fold(" ".join(p.reading.text for p in seed.paragraphs)).text
