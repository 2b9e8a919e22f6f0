"""What depends on the brief's language: dates, names of languages, quotation marks. CLDR, by Babel."""

from __future__ import annotations

import datetime
from contextlib import suppress
from functools import cache
from typing import TypeAlias

__all__ = ["Marks", "fallbacks", "is_known", "language_name", "quotation_marks", "written_date"]

Marks: TypeAlias = tuple[str, str, str, str]
"""Outer opening and closing, inner opening and closing quotation marks."""

_ENGLISH: Marks = ("“", "”", "‘", "’")

# CLDR 48.2, <delimiters>, which Babel leaves out: for the languages whose marks are not the English.
_MARKS = {
    "„”‚’": "agq ff",
    "«»‹›": "am az-Arab az-Cyrl fa fr-CH gsw jgo kkj mzn rm sdh wae",
    "”“’‘": "ar lld ms-Arab syr ur",
    "«»“”": "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH"
    " pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti",
    "«»„“": "bas be bua ky os ru sah tyv uk",
    "„“„“": "bg lt prg sgs",
    "„”‘’": "bs",
    "„“‚‘": "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "«»‘’": "dua el-polyton ksf nb nn no rw",
    "“”«»": "eo",
    "””’’": "fi he lag rn se sn sv yi",
    "«»«»": "ht hy oc yav",
    "‘’“”": "fur ia ti-ER tn",
    "„”»«": "hu szl",
    "「」『』": "ja yue zh-Hant",
    "„“«»": "ka",
    "»«›‹": "kk-Arab ug",
    "‘’‘’": "nl",
    "„”«»": "nmg pl ro",
    "«»„”": "shi zgh",
    "„”’’": "sr sr-Latn",
    "“’“”": "st",
    "“”“”": "tk",
    "“”’‘": "uz",
    "“”‘’": "bm-Nkoo ff-Adlm uz-Arab uz-Cyrl",
}
_FRENCH: Marks = ("«\u202f", "\u202f»", "“", "”")
"""Spaced inside, and others for the inner: Imprimerie nationale, *Lexique des règles typographiques*."""


def quotation_marks(language: str) -> Marks:
    """Quotation marks of a BCP 47 ``language``; English ones where CLDR has no others."""
    known = _marks_by_language()
    return next((known[tag] for tag in fallbacks(language) if tag in known), _ENGLISH)


@cache
def _marks_by_language() -> dict[str, Marks]:
    found = {
        tag: (marks[0], marks[1], marks[2], marks[3])
        for marks, tags in _MARKS.items()
        for tag in tags.split()
    }
    return {**found, "fr": _FRENCH}


def written_date(iso: str, language: str) -> str:
    """``2024``, ``2024-08`` or ``2024-08-06`` as the language writes it: ``August 6, 2024``."""
    from babel.dates import format_date, format_skeleton

    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    date = datetime.date(year, month or 1, day or 1)
    locale = _locale(language)
    if day:
        return str(format_date(date, "long", locale=locale))
    return str(format_skeleton("yMMMM" if month else "y", date, locale=locale))


def language_name(tag: str, language: str) -> str:
    """Name of the language ``tag`` in ``language``; the tag itself where CLDR has no name."""
    from babel import Locale

    names = Locale.parse(_locale(language)).languages
    return str(names.get(tag.partition("-")[0].lower(), tag))


def fallbacks(language: str) -> tuple[str, ...]:
    """The tags under which something for ``language`` may stand, the nearest first.

    ``zh-TW`` is ``zh-TW``, ``zh-Hant-TW``, ``zh-Hant``: who reads one script need not read another,
    so ``zh`` (which is zh-Hans) is none of them.
    """
    if _is_english(language):
        return _shortened(language)
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    tags = dict.fromkeys(_shortened(language))
    with suppress(UnknownLocaleError, ValueError):
        locale = Locale.parse(_locale(language))
        likely = str(get_global("likely_subtags").get(locale.language, ""))
        if locale.script and f"_{locale.script}_" not in f"{likely}_":
            tags = dict.fromkeys(
                tag
                for tag in (*tags, *_shortened(str(locale).replace("_", "-")))
                if tag.lower() != locale.language
            )
    return tuple(tags)


def _shortened(tag: str) -> tuple[str, ...]:
    first, *rest = tag.split("-")
    cased = (part.title() if len(part) == 4 else part.upper() for part in rest)
    parts = [first.lower(), *cased]
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def is_known(language: str) -> bool:
    """Whether CLDR knows how ``language`` writes dates and calls languages; else English serves."""
    return _is_english(language) or _locale(language) != "en"


def _is_english(language: str) -> bool:
    """*Why* it is asked first: Babel is slow to import, and a check of an English brief needs none."""
    return language.partition("-")[0].lower() == "en"


def _locale(language: str) -> str:
    """The nearest locale that CLDR has: ``zh-TW`` is zh_Hant_TW; English for none."""
    from babel import Locale, UnknownLocaleError

    while language:
        with suppress(UnknownLocaleError, ValueError):
            return str(Locale.parse(language, sep="-"))
        language = language.rpartition("-")[0]
    return "en"
