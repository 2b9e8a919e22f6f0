"""Texts and numbers of a user's file, as the models of pydantic hold them: dates, ids, languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetPydanticSchema,
    JsonValue,
    WrapValidator,
)

from briefgen.dates import DATE, calendar_problem, meant_date
from briefgen.place import Numeral, Text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "AudienceName",
    "CitedId",
    "Date",
    "Flag",
    "Grade",
    "Id",
    "Language",
    "Number",
    "Term",
    "UnfitError",
]


def _whole_number(value: object, check: Callable[[object], int]) -> int:
    """A number written as text, as :mod:`briefgen.read` leaves all scalars; nine digits at most."""
    if isinstance(value, Text) and value.isascii() and value.isdigit() and len(value) < 10:
        return Numeral(check(int(value)), value.place)
    return check(value)


def _flag(value: object) -> object:
    return {"true": True, "false": False}.get(str(value), value)


class UnfitError(ValueError):
    """A value of the right sort that will not do: what is wrong with it, and what to type."""

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.hint = hint


def _of_the_calendar(value: Text) -> Text:
    if problem := calendar_problem(value):
        meant = meant_date(value)
        hint = f"write `{meant}`" if meant else "write year, month and day as in `2024-08-06`"
        raise UnfitError(problem, hint)
    return value


def _matching(pattern: str, what: str) -> AfterValidator:
    """Holds a text to ``pattern``; ``what`` says in words what it allows."""

    def check(value: Text) -> Text:
        if not re.fullmatch(pattern, value, re.ASCII):
            from unicodedata import normalize

            plain = re.sub(r"\W", lambda one: one[0] * one[0].isascii(), normalize("NFKD", value))
            near = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
            fits = [one for one in (near, f"s{near}") if near and re.fullmatch(pattern, one)]
            raise UnfitError(f"must be {what}", f"write `{fits[0]}`" if fits else "")
        return value

    return AfterValidator(check)


_ID = r"[A-Za-z][A-Za-z0-9_-]*"
_CITED = r"[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*"
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_LANGUAGE = (
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)


def _key(pattern: str, what: str) -> Any:
    """Keys of a mapping: typed ``str``, each a :class:`Text` that knows its place."""
    held = Annotated[Text, _matching(pattern, what), Field(json_schema_extra=_whole(pattern))]
    return GetPydanticSchema(lambda _, handler: handler(held))


def _whole(pattern: str, *, number: bool = False) -> dict[str, JsonValue]:
    """What the JSON Schema says of such a text; ``number``: an editor may take it for one."""
    return {"type": ["string", "integer"] if number else "string", "pattern": f"^{pattern}$"}


Number: TypeAlias = Annotated[int, Field(strict=True, ge=1), WrapValidator(_whole_number)]
Grade: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=6), WrapValidator(_whole_number)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag), Field(strict=True)]
Date: TypeAlias = Annotated[
    Text, AfterValidator(_of_the_calendar), Field(json_schema_extra=_whole(DATE, number=True))
]
"""A year, month or day of the calendar: ``2024``, ``2024-08`` or ``2024-08-05``."""
Language: TypeAlias = Annotated[
    Text,
    _matching(_LANGUAGE, "a language tag such as en, en-GB or zh-Hant"),
    Field(json_schema_extra=_whole(_LANGUAGE)),
]
"""A language tag of the shape that BCP 47 gives them."""
Id: TypeAlias = Annotated[
    Text,
    _matching(_ID, "letters from a to z, digits, `-` and `_`, beginning with a letter"),
    Field(json_schema_extra=_whole(_ID)),
]
CitedId: TypeAlias = Annotated[
    str, _key(_CITED, "letters, digits and `_`, with single `-` between them")
]
"""Key of something that prose cites as ``[@id]``."""
AudienceName: TypeAlias = Annotated[
    str, _key(_NAME, "letters from a to z, digits, `-` and `_`, because files are named by it")
]
Term: TypeAlias = Annotated[str, GetPydanticSchema(lambda _, handler: handler(Text))]
