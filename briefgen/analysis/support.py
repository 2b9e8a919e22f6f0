"""Support: whether a detail of a sentence stands in what the sentence cites."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from briefgen.analysis.details import Date, Detail, dates, names, numbers, spells
from briefgen.analysis.sentences import sentences
from briefgen.analysis.tokens import ascii_of, parts, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief, Passage
    from briefgen.seed import Seed

__all__ = ["Ground", "Support", "supported"]

_SAME = tuple(
    tuple(names.split("|"))
    for names in (
        "us|u.s|usa|u.s.a|united states|america|washington",
        "uk|u.k|united kingdom|britain|great britain|london",
        "prc|people's republic of china|china|beijing",
        "dprk|north korea|democratic people's republic of korea|pyongyang",
        "rok|south korea|republic of korea|seoul",
        "eu|european union|brussels",
        "un|u.n|united nations",
        "nato|north atlantic treaty organization|north atlantic alliance",
        "japan|tokyo",
        "russia|russian federation|moscow",
        "france|paris",
        "germany|berlin",
        "india|new delhi",
        "taiwan|taipei",
        "ukraine|kyiv|kiev",
        "iran|tehran",
        "australia|canberra",
        "canada|ottawa",
    )
)
"""Names of one and the same, and capitals that stand for their governments."""

_SUFFIXES = "a al an ans e er ers es ese i ian ians is ish n ns s y"
_ENDINGS = frozenset(["", *_SUFFIXES.split()])
"""Endings by which a name, its people and its adjective differ: China, Chinese."""


class Ground(NamedTuple):
    """What a sentence may take details from: a ``text``, its words in small letters, its dates and
    figures; and ``days``, dates that may stand only as they are."""

    text: str
    words: frozenset[str]
    dates: frozenset[Date] = frozenset()
    figures: frozenset[str] = frozenset()
    days: frozenset[Date] = frozenset()


def supported(detail: Detail, grounds: Sequence[Ground]) -> bool:
    """Whether ``grounds`` have the number, the date (as much of it as is known) or the name."""
    value = detail.value
    if isinstance(value, Date):
        known = {date for one in grounds for date in one.dates}
        return any(value in one.days for one in grounds) or _dated(value, known)
    if detail.kind == "number":
        return any(value in one.figures for one in grounds)
    parts = [part for part in map(_bare, re.split(r"[-/]", value)) if part]
    return any(_bare(value) in one.words for one in grounds) or all(
        any(_has(one, part) for one in grounds) for part in parts
    )


def _dated(date: Date, known: Collection[Date]) -> bool:
    """A year may stand elsewhere than the month and day that belong to it."""
    if date.year and all(date.year != other.year for other in known):
        return False
    return not date.month or any(
        date.month == other.month
        and date.day in (None, other.day)
        and (date.year is None or other.year in (None, date.year))
        for other in known
    )


_ARTICLES = "al and de der du el for in la of on the to van von"
_SMALL = frozenset(_ARTICLES.split())


def _has(ground: Ground, word: str) -> bool:
    """Whether ``word``, in small letters, stands there, or one akin to it, or what it abbreviates."""
    if word in ground.words or word in _SMALL:
        return True
    if len(word) > 3 and any(
        known[:4] == word[:4] and _akin(word, known) for known in ground.words
    ):
        return True
    return len(word) < 8 and spells(ground.text, word)


def _bare(word: str) -> str:
    """Without a genitive, and an acronym without its plural."""
    if "'" in word or "’" in word:
        word = re.sub(r"['’]s?$", "", word)
    return word[:-1] if word[:-1].isupper() and word.endswith("s") else word


def _akin(one: str, other: str) -> bool:
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    stem = min(len(one), len(other)) if length is None else length
    return stem > 3 and one[stem:] in _ENDINGS and other[stem:] in _ENDINGS


def _ground(texts: Iterable[str]) -> Ground:
    """What ``texts`` hold."""
    return _made_of("\n".join(texts))


@lru_cache(maxsize=1024)
def _made_of(text: str) -> Ground:
    """*Why* kept: all audiences rest on the same documents."""
    found = [detail.value for detail in dates(text) if isinstance(detail.value, Date)]
    figures = {str(detail.value) for detail in numbers(text, spelled=True)}
    figures.update(str(date.year) for date in found if date.year)
    return Ground(text, _words(text), frozenset(found), frozenset(figures))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """The words of ``text`` in small letters, and those that mean the same."""
    found: set[str] = set()
    keys = [_bare(key) for _, key, _, _ in words(text)]
    joined = [key for key in dict.fromkeys(keys) if "-" in key or "/" in key]
    found.update(keys, *(map(_bare, re.split(r"[-/]", key)) for key in joined))
    spaced = f" {' '.join(keys)} "
    for same in _SAME:
        if any(f" {name} " in spaced for name in same):
            found.update(word for name in same for word in name.split())
    return frozenset(found)


class Support:
    """The grounds of one brief's sentences, each made once.

    ``proper`` are words, in small letters, that the brief and its sources write with a capital
    inside sentences and never without: names, also where they begin a sentence.
    """

    def __init__(self, brief: Brief) -> None:
        self._granted = _granted(brief)
        self.proper: Container[str] = _Proper(brief)
        self._known: dict[tuple[object, ...], Sequence[Ground]] = {}

    def of(self, passages: Iterable[Passage]) -> tuple[Ground, ...]:
        """What a sentence that cites ``passages`` may take: their paragraphs whole, what is known of
        their sources and speakers, and what the outline takes for granted.

        Names may stand anywhere in the document, for it says once who is who; numbers and dates
        have to stand in the paragraph.
        """
        return _each_once([self._granted], *map(self._of_one, passages))

    def in_paragraphs(self, passages: Iterable[Passage]) -> tuple[Ground, ...]:
        """What the paragraphs of ``passages`` have, and nothing else."""
        return _each_once(*map(_paragraphs, passages))

    def _of_one(self, passage: Passage) -> Sequence[Ground]:
        speaker = str(passage.entry.speaker or "") if passage.entry else ""
        key = (passage.seed.id, speaker, *passage.paragraphs)
        if key not in self._known:
            said = [_ground([speaker])] if speaker else []
            self._known[key] = [*_paragraphs(passage), _about(passage.seed), *said]
        return self._known[key]


def _each_once(*grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    return tuple({id(each): each for some in grounds for each in some}.values())


def _paragraphs(passage: Passage) -> Sequence[Ground]:
    every = passage.seed.paragraphs
    return [_ground([every[number - 1].reading.text]) for number in passage.paragraphs]


def _granted(brief: Brief) -> Ground:
    """The outline's own titles, authors, glossary and dates, and the names of the sources cited."""
    outline = brief.selection.outline
    own = _ground([*outline.title.values(), *outline.authors])
    terms = [f"{term}: {text}" for term, one in outline.glossary.items() for text in one.values()]
    seeds = {passage.seed.id: passage.seed for passage in brief.cited}
    sources = [text for seed in seeds.values() for text in _strings(seed.source.csl)]
    known = "\n".join([*terms, *sources])
    dates = {_day(one) for one in (outline.published, outline.as_of, outline.review_by) if one}
    events = {_day(event.date) for event in outline.timeline}
    return Ground(
        f"{own.text}\n{known}",
        own.words | _words(known),
        own.dates | dates,
        own.figures,
        frozenset(one for day in events for one in _granting(day)),
    )


def _granting(day: Date) -> tuple[Date, ...]:
    """The ways to write a day: whole, without its year, without its day."""
    return day, day._replace(day=None), *([day._replace(year=None)] if day.month else [])


class _Proper(Container[str]):
    """The proper words of a brief, each looked for when it is asked for.

    *Why*: few words are, and most texts need not be read for them.
    """

    def __init__(self, brief: Brief) -> None:
        seeds = {passage.seed.id: passage.seed for passage in brief.cited}.values()
        every = [
            # The documents first: what is found in them is found for all audiences.
            *(pair for seed in seeds for pair in _sentences(seed)),
            *((s.text, ascii_of(s.text)) for field in brief.fields for s in field.sentences),
        ]
        read = dict(every)
        self._others = [text for text, plain in read.items() if plain is None]
        self._texts = [text for text, plain in read.items() if plain is not None]
        plain = [plain for plain in read.values() if plain is not None]
        self._starts = [0, *accumulate(len(each) + 1 for each in plain)]
        self._plain = "\n".join(plain)
        self._lowered = self._plain.lower()
        self._known: dict[str, bool] = {}

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, str)
        if key not in self._known:
            small = any(key in _small(text) for text in self._having(key, self._plain))
            self._known[key] = not small and any(
                key in _capitals(text) for text in self._having(key, self._lowered)
            )
        return self._known[key]

    def _having(self, key: str, plain: str) -> Iterator[str]:
        """The texts that may have the word ``key``, by its longest part; no other text has it."""
        yield from self._others
        part = max(parts(key) or (), key=len, default=None)
        start = -1 if part is None else plain.find(part)
        while part and start >= 0:
            end = start + len(part)
            if plain[start - 1 : start].isalnum() or plain[end : end + 1].isalnum():
                start = plain.find(part, end)
            else:
                number = bisect_right(self._starts, start) - 1
                yield self._texts[number]
                start = plain.find(part, self._starts[number + 1])


def _sentences(seed: Seed) -> Sequence[tuple[str, str | None]]:
    """The sentences of a document, each with what :func:`ascii_of` gives."""
    whole = tuple(paragraph.reading.text for paragraph in seed.paragraphs)
    return _parted(whole, seed.source.language or "en")


@lru_cache(maxsize=64)
def _parted(paragraphs: Sequence[str], language: str) -> Sequence[tuple[str, str | None]]:
    found = (text[a:b] for text in paragraphs for a, b in sentences(text, language))
    return tuple((sentence, ascii_of(sentence)) for sentence in found)


@lru_cache(maxsize=4096)
def _small(text: str) -> frozenset[str]:
    """The words that ``text`` writes without a capital."""
    return frozenset(key for written, key, _, _ in words(text) if written.islower())


@lru_cache(maxsize=4096)
def _capitals(text: str) -> frozenset[str]:
    """The words that ``text`` writes with a capital inside a sentence."""
    return frozenset(str(detail.value) for detail in names(text))


def _about(seed: Seed) -> Ground:
    """What is known of a document, and the names in all of it."""
    source = seed.source
    said = source.standpoint or "", source.note or "", *_strings(source.csl)
    return _document(said, tuple(paragraph.reading.text for paragraph in seed.paragraphs))


@lru_cache(maxsize=64)
def _document(said: Sequence[str], whole: Sequence[str]) -> Ground:
    """A document with these paragraphs, of which that is ``said``.

    *Why* kept: it is the same for all audiences.
    """
    about = _ground(said)
    text, words = "\n".join([about.text, *whole]), about.words.union(*map(_words, whole))
    return Ground(text, words, about.dates, about.figures)


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
