"""Slant: words that pass a verdict while they seem to describe, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.seed import Seed

__all__ = ["ENGLISH", "Slanted", "declared", "found", "inflections"]


@dataclass(frozen=True)
class Slanted:
    """A slanted word: where it matches, the reason, what to write instead, and whose it is.

    ``seed`` is None for a word of the program's own list; ``reason`` continues a sentence.
    """

    pattern: re.Pattern[str]
    reason: str
    instead: str = ""
    seed: Seed | None = None


@lru_cache(maxsize=4096)
def found(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[tuple[int, int, int], ...]:
    """What ``patterns`` match in ``text``, each stretch once: number of the pattern, start, end.

    *Why* kept: audiences share most of their texts.
    """
    taken: set[int] = set()
    hits = []
    for number, pattern in enumerate(patterns):
        for match in pattern.finditer(text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                hits.append((number, *match.span()))
    return tuple(hits)


def declared(seed: Seed) -> tuple[Slanted, ...]:
    """The words that ``sources.yaml`` gives for ``seed``, longest first."""
    entries = sorted(seed.source.loaded_words, key=lambda entry: -len(entry.word))
    return tuple(
        Slanted(_pattern(entry.word), _lowered(entry.reason).rstrip("."), "", seed)
        for entry in entries
    )


def _lowered(reason: str) -> str:
    first, _, _ = reason.partition(" ")
    return reason if first[1:2].isupper() else reason[:1].lower() + reason[1:]


def _pattern(word: str) -> re.Pattern[str]:
    if " " in word.strip() or "-" in word:
        forms = r"\s+".join(re.escape(part) for part in word.split())
    else:
        forms = "|".join(re.escape(form) for form in inflections(word.strip()))
    return re.compile(rf"(?i)(?<![\w-])(?:{forms})(?![\w-])")


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
    return Slanted(re.compile(rf"{flag}(?<![\w-])(?:{pattern})(?![\w-])"), reason, instead)


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
