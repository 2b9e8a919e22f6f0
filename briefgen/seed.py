"""A seed: a source document with its paragraphs numbered and its declared repairs applied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.place import TextFile
    from briefgen.quote.haystack import Haystack
    from briefgen.source import Source

__all__ = ["Library", "Reading", "Seed", "SeedParagraph", "pilcrows"]


def pilcrows(numbers: Iterable[int]) -> str:
    """Paragraph numbers as they are printed: ``¶3–4, 9``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "¶" + ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


class Reading(NamedTuple):
    """A text as it is read, with a map back to the file.

    ``text`` has the repairs applied. ``starts[i]``..``ends[i]`` is the span of the seed's text
    (code points) that character ``i`` stands for; inserted characters have an empty span.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Span of the seed's text under the characters ``start``..``end``."""
        return self.starts[start], self.ends[end - 1]


class SeedParagraph(NamedTuple):
    """A non-empty block, counted from 1; ``start``..``end`` is its span in the seed's text."""

    number: int
    start: int
    end: int
    reading: Reading
    furniture: bool = False


@dataclass(frozen=True)
class Seed:
    """A source document. ``letter`` is its tag in documents: A, B, ... in the order of sources.yaml."""

    id: str
    letter: str
    source: Source
    file: TextFile
    sha256: str
    paragraphs: tuple[SeedParagraph, ...]

    def paragraph(self, number: int) -> SeedParagraph | None:
        """Paragraph ``number``, counted from 1, or None."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None

    @cached_property
    def haystack(self) -> Haystack:
        """The seed folded for searching, made when the first quotation is looked up in it."""
        from briefgen.quote.haystack import haystack_of

        return haystack_of(self.paragraphs)


class Library(NamedTuple):
    """The seeds that a brief uses, by id, and the file that declares them.

    ``declared`` are the ids of all source documents in that file, also of those that no outline
    uses and that were not read, or that could not be.
    """

    file: TextFile
    seeds: Mapping[str, Seed]
    declared: tuple[str, ...] = ()
