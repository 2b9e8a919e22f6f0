"""Support: whether a detail of a sentence stands in what the sentence cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.details import Date, Detail, dates, numbers, spells
from briefgen.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Passage

__all__ = ["Ground", "ground", "known"]

_SAME = tuple(
    tuple(name.split("|"))
    for name in (
        "us|u.s|usa|u.s.a|united states|america",
        "uk|u.k|united kingdom|britain|great britain",
        "prc|people's republic of china|china",
        "dprk|north korea|democratic people's republic of korea",
        "rok|south korea|republic of korea",
        "eu|european union",
        "un|u.n|united nations",
        "nato|north atlantic treaty organization|north atlantic alliance",
    )
)
"""Names of one and the same."""

_ENDINGS = frozenset(
    [
        "",
        "a",
        "al",
        "an",
        "ans",
        "e",
        "ean",
        "es",
        "ese",
        "i",
        "ian",
        "is",
        "ish",
        "n",
        "ns",
        "s",
        "y",
    ]
)
"""Endings by which a name, its people and its adjective differ: China, Chinese."""


@dataclass(frozen=True)
class Ground:
    """What a sentence may take details from: ``text``, its words in small letters, its dates and
    its figures."""

    text: str
    words: frozenset[str]
    dates: frozenset[Date]
    figures: frozenset[str]

    def __or__(self, other: Ground) -> Ground:
        return Ground(
            f"{self.text}\n{other.text}",
            self.words | other.words,
            self.dates | other.dates,
            self.figures | other.figures,
        )

    def holds(self, detail: Detail) -> bool:
        """Whether it has the number, the date (as much of it as is known) or the name."""
        if isinstance(detail.value, Date):
            return self._dated(detail.value)
        if detail.kind == "number":
            return detail.value in self.figures
        return self._named(detail.value, detail.text)

    def _dated(self, date: Date) -> bool:
        """A year may stand elsewhere than the month and day that belong to it."""
        if date.year and date.year not in {known.year for known in self.dates}:
            return False
        return not date.month or any(
            date.month == known.month
            and date.day in (None, known.day)
            and (date.year is None or known.year in (None, date.year))
            for known in self.dates
        )

    def _named(self, name: str, written: str) -> bool:
        parts = [_bare(part) for part in re.split(r"[-/]", name)]
        return (
            _bare(name) in self.words
            or all(self._word(part) for part in parts if part)
            or (_bare(written).isupper() and spells(self.text, _bare(written)))
        )

    def _word(self, word: str) -> bool:
        if word in self.words or _SMALL.fullmatch(word):
            return True
        return len(word) > 3 and any(
            _akin(word, known) for known in self.words if known[:4] == word[:4]
        )


_SMALL = re.compile("al|and|de|der|du|el|for|in|la|of|on|the|to|van|von")


def _bare(word: str) -> str:
    """Without a genitive, and an acronym without its plural."""
    word = re.sub(r"['’]s?$", "", word)
    return word[:-1] if word[:-1].isupper() and word.endswith("s") else word


def _akin(one: str, other: str) -> bool:
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    stem = min(len(one), len(other)) if length is None else length
    return stem > 3 and one[stem:] in _ENDINGS and other[stem:] in _ENDINGS


def ground(texts: Iterable[str], days: Iterable[Date] = ()) -> Ground:
    """What ``texts`` hold, and ``days`` besides."""
    text = "\n".join(texts)
    words: set[str] = set()
    for token in tokens(text):
        words.update({_bare(token.key), *(_bare(part) for part in re.split(r"[-/]", token.key))})
    spaced = f" {' '.join(_bare(token.key) for token in tokens(text))} "
    for names in _SAME:
        if any(f" {name} " in spaced for name in names):
            words.update(word for name in names for word in name.split())
    found = dates(text)
    figures = {str(detail.value) for detail in numbers(text, spelled=True)}
    figures.update(str(d.value.year) for d in found if isinstance(d.value, Date) and d.value.year)
    given = {detail.value for detail in found if isinstance(detail.value, Date)}
    return Ground(text, frozenset(words), frozenset(given | set(days)), frozenset(figures))


def known(brief: Brief) -> Ground:
    """What any sentence may take for granted: the outline's own title, dates and glossary."""
    outline = brief.selection.outline
    texts = [str(text) for text in outline.title.values()]
    texts += [
        f"{term}: {text}" for term, words in outline.glossary.items() for text in words.values()
    ]
    texts += outline.authors
    written = [outline.published, outline.as_of, outline.review_by]
    written += [event.date for event in outline.timeline]
    return ground(texts, [_day(one) for one in written if one])


def of_passages(passages: Iterable[Passage]) -> Ground:
    """What ``passages`` hold: their paragraphs whole, who speaks, and what is known of the source.

    Names may stand anywhere in the document, for it says once who is who; numbers and dates have to
    stand in the paragraph.
    """
    found = ground(())
    for passage in passages:
        seed = passage.seed
        paragraphs = [seed.paragraphs[number - 1].reading.text for number in passage.paragraphs]
        about = [seed.source.standpoint or "", seed.source.note or "", *_strings(seed.source.csl)]
        about.append(str(passage.entry.speaker or "") if passage.entry else "")
        whole = ground(paragraph.reading.text for paragraph in seed.paragraphs)
        found = (
            found
            | ground([*paragraphs, *about])
            | Ground(whole.text, whole.words, frozenset(), frozenset())
        )
    return found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)


def _day(written: str) -> Date:
    return Date(*(int(number) for number in written.split("-")))
