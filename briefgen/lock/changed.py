"""Changed: what a source says now, held against what the lock file says that it said.

A passage whose words still stand, if elsewhere, is anchored anew and only reported. Words that are
gone, and a paragraph that says something else, stop the build until a person has read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.finding import Finding, Severity
from briefgen.lock.lockfile import passage_key
from briefgen.quote.closest import closest
from briefgen.quote.difference import Change, chunks, compare, difference_text
from briefgen.quote.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.brief import Passage
    from briefgen.lock.lockfile import Lock, LockedPassage, LockedSeed
    from briefgen.outline import Outline, PassageEntry
    from briefgen.place import Place
    from briefgen.quote.difference import Chunk
    from briefgen.seed import Library, Seed

__all__ = ["Changed", "check_lock"]

_SHOWN = 8


@dataclass(frozen=True)
class Changed:
    """What changed sources do to a brief.

    ``lost`` are ids of passages whose words are gone; ``changed`` the places in ``sources.yaml`` of
    fingerprints that are out of date, ``quotes`` those of quotations that are not found any more:
    :meth:`replaces` tells which findings of other stages say less of the same.
    """

    findings: tuple[Finding, ...] = ()
    lost: tuple[str, ...] = ()
    fingerprints: tuple[Place, ...] = ()
    quotes: tuple[Place, ...] = ()

    def replaces(self, finding: Finding) -> bool:
        """Whether ``finding`` is about a change that the lock file tells more of."""
        if finding.rule == "source-changed":
            return finding.place in self.fingerprints
        return finding.rule in ("quote-not-found", "misquote") and any(
            place.file is finding.place.file and place.start <= finding.place.start <= place.end
            for place in self.quotes
        )


def check_lock(
    lock: Lock, outline: Outline, library: Library, passages: Iterable[Passage], path: Path
) -> Changed:
    """Hold the sources that ``lock`` knows against ``library``.

    ``passages`` are all that were found; ``path`` is the outline's, for what to type.
    """
    declared = {name: e for section in outline.sections for name, e in section.passages.items()}
    found = tuple(passages)
    check = _Check(f"briefgen accept {path}")
    for name, locked in lock.seeds.items():
        seed = library.seeds.get(name)
        if seed is not None and seed.sha256 != locked.sha256:
            now = {passage_key(p): p for p in found if p.seed.id == name}
            check.seed(seed, locked, now, {n: e for n, e in declared.items() if e.seed == name})
    return Changed(
        tuple(check.findings), tuple(check.lost), tuple(check.fingerprints), tuple(check.quotes)
    )


class _Check:
    """A check under way; ``accept`` is what to type when everything was read."""

    def __init__(self, accept: str) -> None:
        self.accept = accept
        self.findings: list[Finding] = []
        self.lost: list[str] = []
        self.fingerprints: list[Place] = []
        self.quotes: list[Place] = []

    def seed(
        self,
        seed: Seed,
        locked: LockedSeed,
        now: Mapping[str, Passage],
        declared: Mapping[str, PassageEntry],
    ) -> None:
        """A source that has changed."""
        if seed.source.sha256 is not None:
            self.fingerprints.append(seed.source.sha256.place)
        moved: list[str] = []
        still = 0
        for key, old in locked.passages.items():
            passage = now.get(key)
            if passage is None:
                if key in declared:
                    self.gone(key, old, seed, declared[key])
            elif old.whole != (passage.match is None):
                continue  # the outline was changed too, so somebody has looked
            elif _same(old.words, passage.words):
                still += 1
                if old.paragraphs != passage.paragraphs:
                    moved.append(f"`{key}` ¶{_list(old.paragraphs)} → ¶{_list(passage.paragraphs)}")
            elif old.whole:
                self.rewritten(key, old, passage)
        self.findings.append(
            Finding(
                "source-changed",
                f"the text of `{seed.id}` is not the one that was last read; "
                f"{_standing(still, len(moved), locked.passages)}",
                seed.source.file.place,
                f"read what changed, then record it: {self.accept}",
                "\n".join(_some(moved)),
                Severity.WARNING,
            )
        )

    def gone(self, key: str, old: LockedPassage, seed: Seed, entry: PassageEntry) -> None:
        """A quotation that is not found any more."""
        haystack = seed.haystack
        if entry.quote is None or fold(old.words).text in haystack.text:
            return  # it is there, but not where or not as the outline wants it: said elsewhere
        near = closest(old.words, haystack, 0, len(haystack.text))
        was = f"was ¶{_list(old.paragraphs)}: "
        detail = was + old.words
        if near:
            detail = _labeled(difference_text(near.difference), was, f"now ¶{near.paragraph}: ")
        self.lost.append(key)
        self.quotes.append(entry.quote.place)
        self.findings.append(
            Finding(
                "quote-not-found",
                f"`{seed.id}` has changed, and no longer has the words of `{key}`",
                entry.quote.place,
                f"quote what it says now, or leave the passage out; then: {self.accept}",
                detail,
            )
        )

    def rewritten(self, key: str, old: LockedPassage, passage: Passage) -> None:
        """A whole paragraph that says something else."""
        seed = passage.seed
        number = _list(passage.paragraphs)
        moved = _elsewhere(old.words, seed)
        message = f"paragraph {number} of `{seed.id}`, on which `{key}` rests, has changed"
        hint = f"read it again, mend what the brief says of it; then: {self.accept}"
        if moved:
            message = f"paragraph {number} of `{seed.id}` is another one now"
            hint = f"what `{key}` rests on is paragraph {moved} now: write `paragraph: {moved}`"
        now = chunks(passage.words)
        (first, last), changes = compare(chunks(old.words), now)
        whole = (*_added(now[:first]), *changes, *_added(now[last:]))
        detail = _labeled(difference_text(whole), "was: ", "now: ")
        self.findings.append(Finding("source-changed", message, passage.place, hint, detail))


def _added(words: Sequence[Chunk]) -> tuple[Change, ...]:
    """What a paragraph has now before or after what it had."""
    return (Change("only-source", (), tuple(word.written for word in words)),) if words else ()


def _same(left: str, right: str) -> bool:
    return fold(left).text == fold(right).text


def _elsewhere(words: str, seed: Seed) -> int | None:
    """Number of the one paragraph that has ``words`` and nothing else."""
    found = [p.number for p in seed.paragraphs if _same(" ".join(p.reading.text.split()), words)]
    return found[0] if len(found) == 1 else None


def _labeled(text: str, was: str, now: str) -> str:
    """The lines of a difference, with labels of our own."""
    first, _, rest = text.partition("\n")
    return f"{first.replace('quote:  ', was, 1)}\n{rest.replace('source: ', now, 1)}"


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _standing(still: int, moved: int, passages: Collection[str]) -> str:
    count = f"{still} of the {len(passages)} passages taken from it"
    if still != len(passages):
        return f"{count} still stand"
    return (
        f"{count} still stand, {f'{moved} in another paragraph' if moved else 'where they stood'}"
    )


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"and {len(lines) - _SHOWN} more"
