"""What depends on the brief's language: dates written out, names of languages. CLDR, by Babel."""

from __future__ import annotations

import datetime
from contextlib import suppress

__all__ = ["language_name", "written_date"]


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


def _locale(language: str) -> str:
    """The nearest locale that CLDR has: ``zh-TW`` is zh_Hant_TW; English for none."""
    from babel import Locale, UnknownLocaleError

    while language:
        with suppress(UnknownLocaleError, ValueError):
            return str(Locale.parse(language, sep="-"))
        language = language.rpartition("-")[0]
    return "en"
