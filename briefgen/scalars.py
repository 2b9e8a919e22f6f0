"""Texts and numbers of a user's file, and what they are held to: wordings, dates, ids, languages.

What stands beside a type in ``Annotated`` is read by :mod:`briefgen.shape`.
"""

# Annotations are values here: they are looked at while the program runs.
import re
from collections.abc import Callable
from typing import Annotated, NamedTuple, TypeAlias

from briefgen.dates import DATE, calendar_problem, meant_date
from briefgen.place import Text

__all__ = [
    "AudienceName",
    "CitedId",
    "Date",
    "Filled",
    "Grade",
    "Held",
    "Id",
    "Language",
    "Number",
    "UnfitError",
    "Whole",
    "Wording",
]


class UnfitError(ValueError):
    """A value of the right sort that will not do: what is wrong with it, and what to type."""

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.hint = hint


class Held(NamedTuple):
    """A text is held to ``check``, which raises :class:`UnfitError`.

    ``pattern`` is what it matches, as far as a regular expression can say; ``number`` says that an
    editor may take it for one.
    """

    check: Callable[[Text], None]
    pattern: str
    number: bool = False


class Whole(NamedTuple):
    """A whole number from 1 to ``most``; without it, of nine digits at most."""

    most: int | None = None


class Filled(NamedTuple):
    """A list has one item at least."""


class Wording(dict[str, Text]):
    """One text for all audiences, or one for each by name; ``default`` serves the others."""

    def for_audience(self, name: str | None) -> Text | None:
        """Text for the audience ``name`` (None: the outline declares none), if there is one."""
        return self.get(name or "default", self.get("default"))


def _of_the_calendar(value: Text) -> None:
    if problem := calendar_problem(value):
        meant = meant_date(value)
        hint = f"write `{meant}`" if meant else "write year, month and day as in `2024-08-06`"
        raise UnfitError(problem, hint)


def _matching(pattern: str, what: str) -> Held:
    """Holds a text to ``pattern``; ``what`` says in words what it allows."""

    def check(value: Text) -> None:
        if not re.fullmatch(pattern, value, re.ASCII):
            from unicodedata import normalize

            plain = re.sub(r"\W", lambda one: one[0] * one[0].isascii(), normalize("NFKD", value))
            near = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
            fits = [one for one in (near, f"s{near}") if near and re.fullmatch(pattern, one)]
            raise UnfitError(f"must be {what}", f"write `{fits[0]}`" if fits else "")

    return Held(check, pattern)


_ID = r"[A-Za-z][A-Za-z0-9_-]*"
_CITED = r"[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*"
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_LANGUAGE = (
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)

Number: TypeAlias = Annotated[int, Whole()]
Grade: TypeAlias = Annotated[int, Whole(6)]
Date: TypeAlias = Annotated[Text, Held(_of_the_calendar, DATE, number=True)]
"""A year, month or day of the calendar: ``2024``, ``2024-08`` or ``2024-08-05``."""
Language: TypeAlias = Annotated[
    Text, _matching(_LANGUAGE, "a language tag such as en, en-GB or zh-Hant")
]
"""A language tag of the shape that BCP 47 gives them."""
Id: TypeAlias = Annotated[
    Text, _matching(_ID, "letters from a to z, digits, `-` and `_`, beginning with a letter")
]
CitedId: TypeAlias = Annotated[
    str, _matching(_CITED, "letters, digits and `_`, with single `-` between them")
]
"""Key of something that prose cites as ``[@id]``."""
AudienceName: TypeAlias = Annotated[
    str,
    _matching(_NAME, "letters from a to z, digits, `-` and `_`, because files are named by it"),
]
