"""Slant: words that pass a verdict while they seem to describe, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.seed import Seed

__all__ = ["ENGLISH", "Slanted", "declared", "found", "inflections", "standing"]


@dataclass(frozen=True)
class Slanted:
    """A slanted word: the expression of its forms, the reason, what to write instead, and whose it is.

    ``seed`` is None for a word of the program's own list; ``reason`` continues a sentence.
    ``stems`` are in small letters, and one of them stands in whatever the expression matches.
    """

    forms: str
    stems: tuple[str, ...]
    reason: str
    instead: str = ""
    seed: Seed | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches the word, compiled only for a text that has one of its stems."""
        return re.compile(self.forms)


def standing(words: Iterable[Slanted], text: str) -> list[Slanted]:
    """Those of ``words`` that may stand in ``text``: the others certainly do not."""
    small = _small(text)
    return [word for word in words if any(stem in small for stem in word.stems)]


def _small(text: str) -> str:
    """``text`` in small letters, alike wherever an expression that ignores case takes two for one."""
    return text.casefold().replace("ı", "i").replace("\u0307", "")


def found(words: Iterable[Slanted], text: str) -> Iterator[tuple[Slanted, int, int]]:
    """The ``words`` in ``text`` with start and end, each stretch once, for the first that has it."""
    taken: set[int] = set()
    for word in standing(words, text):
        for match in word.pattern.finditer(text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield word, *match.span()


def declared(seed: Seed) -> tuple[Slanted, ...]:
    """The words that ``sources.yaml`` gives for ``seed``, longest first."""
    entries = sorted(seed.source.loaded_words, key=lambda entry: -len(entry.word))
    return tuple(
        Slanted(*_forms(entry.word), _lowered(entry.reason).rstrip("."), "", seed)
        for entry in entries
    )


def _lowered(reason: str) -> str:
    first, _, _ = reason.partition(" ")
    return reason if first[1:2].isupper() else reason[:1].lower() + reason[1:]


@lru_cache(maxsize=1024)
def _forms(word: str) -> tuple[str, tuple[str, ...]]:
    """The expression of the forms of a declared word, and what stands in each of them.

    *Why* kept: all audiences cite the same documents.
    """
    if " " in word.strip() or "-" in word:
        parts = word.split()
        forms, stem = r"\s+".join(map(re.escape, parts)), max(parts, key=len)
    else:
        inflected = inflections(word.strip())
        first, last = min(inflected), max(inflected)
        same = (
            number for number, letter in enumerate(first) if not last.startswith(letter, number)
        )
        forms, stem = "|".join(map(re.escape, inflected)), first[: next(same, len(first))]
    return rf"(?i)(?<![\w-])(?:{forms})(?![\w-])", (_small(stem),)


_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def inflections(word: str) -> tuple[str, ...]:
    """Forms of an English word, made by rule: *smearing* gives *smear, smears, smeared, smearing*.

    A form that is no word does no harm, for no text has it.
    """
    stems = {word}
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            if ending in ("ied", "ies"):
                stems.add(stem + "y")
            elif ending != "s" or not word.endswith("ss"):
                stems.update({stem, stem + "e"} if ending in ("ing", "ed") else {stem})
                stems.update({stem[:-1]} if _DOUBLED.search(stem) else ())
            break
    forms = {word}
    for stem in stems:
        bare = stem.removesuffix("e")
        forms.update({stem, stem + "s", stem + "es", stem + "d", bare + "ed", bare + "ing"})
        if stem.endswith("y"):
            forms.update({stem[:-1] + "ies", stem[:-1] + "ied"})
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _listed(pattern: str, reason: str, instead: str, *, names: bool = False) -> Slanted:
    """``names``: with a capital inside a sentence it is part of a name, and passes."""
    flag = "" if names else "(?i)"
    forms = rf"{flag}(?<![\w-])(?:{pattern})(?![\w-])"
    return Slanted(forms, tuple(map(str.lower, _STEM.findall(pattern))), reason, instead)


_STEM = re.compile(r"(?:^|\|)(?:\(\?<![^)]*\))*((?:[a-zA-Z -](?!\?))+)(?:\([^)]*\)|[^(|])*")
"""The letters that each alternative of a listed expression begins with, for certain."""


_TERMS = (
    "arms|ban|benefit|benefits|compliance|control|export|import|inspection|inspections|legal|licensing|"
    "management|monitoring|non-proliferation|nonproliferation|policy|regulatory|safeguards|sanctions|"
    "tariff|tax|trade|transparency|treaty|verification|visa"
)
_NOT_A_TERM = re.sub(r"([\w-]+)\|?", r"(?<!\1 )", _TERMS)

ENGLISH = (
    _listed(r"so-called", "it says that the thing is not what it is called", "name it plainly"),
    _listed(
        rf"{_NOT_A_TERM}regimes?(?! change| of islands)",
        "it denies a government that it is one",
        "write `government`, or the name of the state",
        names=True,
    ),
    _listed(
        r"puppet (?:government|regime|state|ruler|leader)s?",
        "it says that somebody else gives the orders",
        "say who supports the government, and cite it",
    ),
    _listed(
        r"lackeys?|stooges?|henchm[ae]n|cronies|crony|cliques?", "it insults", "name the people"
    ),
    _listed(
        r"smear(?:s|ed|ing)?|vilif(?:y|ies|ied|ying)|demoni[sz](?:e|es|ed|ing)",
        "it says that a charge is false and meant to harm",
        "write `criticize`, or quote the word with its speaker",
    ),
    _listed(
        r"brainwash(?:ed|es|ing)?|propagandists?|mouthpieces?",
        "it denies people a judgment of their own",
        "say who publishes it, and for whom",
    ),
    _listed(
        r"warmong(?:ers?|ering)|saber-rattling|sabre-rattling|war machines?|bellicose|belligerent",
        "it ascribes a wish for war",
        "say what was done or said",
    ),
    _listed(
        r"hegemonism|hegemonists?|Cold War mentality|bloc confrontation|axis of evil|rogue states?|"
        r"evil empire",
        "it is a slogan of one side",
        "say what is meant, or quote it with its speaker",
    ),
    _listed(
        r"claim(?:s|ed|ing)? that",
        "it casts doubt on what somebody says",
        "write `say that` or `argue that`",
    ),
    _listed(
        r"admit(?:s|ted|ting)? that|confess(?:es|ed|ing)? that",
        "it says that there is guilt to own up to",
        "write `say that`",
    ),
    _listed(
        r"baseless|groundless|preposterous|ludicrous|laughable",
        "it decides a dispute instead of showing the evidence",
        "say what the evidence shows",
    ),
    _listed(
        r"brazen(?:ly)?|blatant(?:ly)?|flagrant(?:ly)?|shameless(?:ly)?|reckless(?:ly)?|"
        r"egregious(?:ly)?|notorious(?:ly)?|infamous(?:ly)?|heinous|barbaric|despicable|outrageous(?:ly)?",
        "it condemns",
        "say what was done",
    ),
    _listed(
        r"provocations?|provocative(?:ly)?|warlike|warpath",
        "it says who is to blame for a tension",
        "say what was done, or quote the word with its speaker",
    ),
    _listed(
        r"aggressive(?:ly)?",
        "it is a verdict on a policy",
        "say what was done, or quote the word with its speaker",
    ),
    _listed(
        r"hype[sd]?(?: up)?|hyping(?: up)?|scaremonger(?:s|ed|ing)?|fearmonger(?:s|ed|ing)?",
        "it says that a danger is made up",
        "say what is said of the danger, and by whom",
    ),
    _listed(
        r"meddl(?:e|es|ed|ing)|ploys?|collu(?:de|des|ded|ding|sion)|machinations",
        "it ascribes a hidden, bad purpose",
        "say what was done",
    ),
    _listed(
        r"draconian|riddled with|bloodthirsty|thugs?|cling(?:s|ing)? to power",
        "it shows contempt",
        "say what is meant without it",
    ),
)
"""Words of the program's own list, English. Left out are words that a field uses as terms
(*hegemony*, *revisionist*, *deterrence*, *terrorism*), and verbs that only report."""
