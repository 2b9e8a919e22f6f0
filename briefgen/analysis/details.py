"""Details of a text that can be held against a source: numbers, dates, names.

Read by rule, not by model: figures (also *38億*), calendar dates in English, Japanese, Chinese or ISO
form, and capitalized words inside a sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.analysis.tokens import words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["MAGNITUDES", "Date", "Detail", "dated", "dates", "names", "numbers", "spells"]


class Date(NamedTuple):
    """A calendar date, as much of it as is known: ``July 28`` has no year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def end(self) -> tuple[int, int, int]:
        """Its last day, for comparing; a year or month is over when its last day is."""
        return self.year or 0, self.month or 12, self.day or 31


class Detail(NamedTuple):
    """A number, date or name at ``start``..``end``; ``value`` is what it is compared by.

    A number's value is its figure with its magnitude, ``1.5 million`` as ``1500000``; a name's is
    the word in lower case.
    """

    kind: Literal["number", "date", "name"]
    text: str
    start: int
    end: int
    value: str | Date


_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
_MONTHS += ["September", "October", "November", "December"]
_SHORT = {month[:3]: number for number, month in enumerate(_MONTHS, 1)}
_MONTH = "|".join([*_MONTHS, *(rf"{m[:3]}t?\." for m in _MONTHS if len(m) > 4), "Sept"])
_DAY = r"(?P<day{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<year{0}>(?:1[5-9]|20|21)\d\d)"
_DATE = re.compile(
    rf"(?<![\w.,/-])(?:{_YEAR.format(0)}-(?P<month0>0[1-9]|1[0-2])(?:-{_DAY.format(0)})?"
    rf"|{_DAY.format(1)}\s+(?:of\s+)?(?P<month1>{_MONTH})(?:,?\s+{_YEAR.format(1)})?"
    rf"|(?P<month2>{_MONTH})"
    rf"(?:\s+{_DAY.format(2)}(?:\s*[-–]\s*\d\d?)?(?:,?\s+{_YEAR.format(2)})?"
    rf"|,?\s+(?:of\s+)?{_YEAR.format(3)}|)"
    rf"|{_YEAR.format(4)})(?![\w%]|[.,:/]\d|-\d)"
)
_HAN_DATE = (
    r"(?<![\d.,/-])(?:(?P<year0>(?:1[5-9]|20|21)\d\d)年(?:度|(?P<month0>1[0-2]|0?[1-9])月"
    r"(?:(?P<day0>[12]\d|3[01]|0?[1-9])日)?)?"
    r"|(?P<month1>1[0-2]|0?[1-9])月(?:(?P<day1>[12]\d|3[01]|0?[1-9])日|(?!間)))"
)
_DATED = re.compile(
    rf"[0-9JFMASOND](?<![\w.,/-].)(?:(?<=[0-9])|{'|'.join(month[1:] for month in _SHORT)})"
)
"""What every date begins with: a figure, or three letters of a month."""
_BEFORE_MONTH = (
    r"(?i)\b(?:in|by|since|until|till|of|from|to|last|next|this|early|late|mid|before|after|during|"
    r"through|and|or)[\s-]+$"
)


def dated(text: str) -> bool:
    """Whether ``text``, or any part of it, may have a date: no date is without one of these."""
    return not _FIGURES.isdisjoint(text) or any(month in text for month in _SHORT)


_FIGURES = frozenset("0123456789")


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Detail, ...]:
    """Calendar dates of ``text``; a bare *May* or *March* only after a word such as *in*."""
    found = [*re.finditer(_HAN_DATE, text)] if "年" in text or "月" in text else []
    found += [
        match
        for match in _western(text)
        if match.group() not in ("May", "March")
        or re.search(_BEFORE_MONTH, _before(text, match.start()))
    ]
    return tuple(
        Detail("date", match.group(), match.start(), match.end(), _date(match))
        for match in sorted(found, key=re.Match.start)
    )


def _western(text: str) -> Iterator[re.Match[str]]:
    """All matches of the one expression; it is tried only where a date may begin."""
    end = 0
    for beginning in _DATED.finditer(text):
        start = beginning.start()
        if start >= end and (match := _DATE.match(text, start)):
            end = match.end()
            yield match


def _before(text: str, start: int) -> str:
    """The few characters before ``start``."""
    return text[max(0, start - 20) : start]


def _date(match: re.Match[str]) -> Date:
    part: dict[str, int] = {}
    for group, value in match.groupdict().items():
        if value:
            part[group[:-1]] = int(value) if value.isdigit() else _SHORT[value[:3]]
    return Date(part.get("year"), part.get("month"), part.get("day"))


MAGNITUDES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""Words that multiply a figure, and the power of ten that each is."""

_HAN_POWERS = {"百": 2, "千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12}
_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_SPELLED = {word: str(number) for number, word in enumerate(_TWELVE.split(), 1)}
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<sign>-?)[^\w.-]*(?P<first>{_FIGURE})"
    rf"(?:(?:st|nd|rd|th|s)|-(?P<last>{_FIGURE})|-(?P<word>[^\W\d_]+)"
    rf"|(?P<han>[{''.join(_HAN_POWERS)}]+))?[^\w.]*"
)
_OWN = re.compile(r"(?i)(?:\b(?:paragraph|para|section|table|figure|note|page|pp?|no)s?\.?|¶)\s*$")
"""Before a number of the document's own: ``section 2``."""


def numbers(text: str, *, spelled: bool = False) -> tuple[Detail, ...]:
    """Figures of ``text`` outside of dates.

    A number word counts with a magnitude or *percent* after it (*two million*), and with ``spelled``
    also alone, from one to twelve. Not counted: ordinals as words, numbers of the document's own
    parts (*section 2*), digits that belong to a name (*G7*, *PAC-3*, *2+2*).
    """
    return tuple(_numbers(text, spelled))


def _numbers(text: str, spelled: bool) -> Iterator[Detail]:
    taken = _offsets(dates(text))
    found = words(text)
    for index, (written, key, start, end) in enumerate(found):
        if written.isalpha() and key not in _SPELLED:
            continue
        word = _SPELLED.get(key)
        match = None if written.isalpha() else _NUMBER.fullmatch(written)
        if not (word or match) or start in taken:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        next_to = following is not None and following[2] <= end + 1
        after = following[1].removesuffix("s") if following and next_to else ""
        power = MAGNITUDES.get(after, 0)
        end = following[3] if following and power else end
        if match:
            figures = [match["first"], match["last"]] if match["last"] else [match["first"]]
            power = power or MAGNITUDES.get(match["word"] or "", 0)
            power = power or sum(_HAN_POWERS[one] for one in match["han"] or "")
            sign = match["sign"]
        elif word and (spelled or power or after in ("percent", "per")):
            sign, figures = "", [word]
        else:
            continue
        if _OWN.search(_before(text, start)):
            continue
        for figure in figures:
            value = sign + _scaled(figure.replace(",", ""), power)
            yield Detail("number", text[start:end], start, end, value)


def _offsets(details: Iterable[Detail]) -> frozenset[int]:
    return frozenset(offset for one in details for offset in range(one.start, one.end))


def _scaled(figure: str, power: int) -> str:
    whole, _, fraction = figure.partition(".")
    whole, fraction = whole + fraction[:power].ljust(power, "0"), fraction[power:]
    return (whole.lstrip("0") or "0") + ("." + fraction if fraction else "")


_OPENING = frozenset(':—“"‘«([')
"""What a word may be capitalized after without being a name."""


def _opens(text: str, start: int) -> bool:
    """Whether a word at ``start`` is the first of a sentence, line or quotation."""
    before = _before(text, start)
    said = before.rstrip()
    return not said or said[-1] in _OPENING or "\n" in before[len(said) :]


_NUMBERED = "source document text account table figure section annex"
_LABELS = frozenset(_NUMBERED.split())
_LABEL = rf"(?i)(?:{'|'.join(sorted(_LABELS))}) [A-Z\d]\b"
"""A part of the document's own, or a source by its letter."""


def names(text: str, known: Container[str] = ()) -> tuple[Detail, ...]:
    """Capitalized words inside the sentence ``text``, and words of letters with digits (*PAC-3*).

    The first word of the sentence, of a quotation, and after a colon or dash counts only if it is
    one of the ``known`` names, in small letters.
    """
    return tuple(_names(text, known))


def _names(text: str, known: Container[str]) -> Iterator[Detail]:
    taken = _offsets(dates(text))
    for written, key, start, end in words(text):
        if (written.islower() and written.isalpha()) or written == "I'm" or start in taken:
            continue
        figures = not written.isalpha() and any(map(str.isdigit, written))
        mixed = figures and not _NUMBER.fullmatch(written)
        if len(written) == 1 or not (mixed or written[0].isupper()):
            continue
        if key in _LABELS and re.match(_LABEL, text[start:]):
            continue
        if mixed or not _opens(text, start) or key in known:
            yield Detail("name", text[start:end], start, end, key)


_ARTICLES = "a an and at by de du for in la of on or the to with"
_SMALL = frozenset(_ARTICLES.split())
_PART = r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\s\w,-]"


def spells(text: str, acronym: str) -> bool:
    """Whether words that follow each other in ``text`` have ``acronym`` as their initials.

    Small words (*of*, *and*) may count or not, the parts of hyphenated words count each, capitals
    give all their letters (*US Forces Japan* spells ``USFJ``). Two letters need capitalized words.
    """
    letters = acronym.upper()
    parts = _parts(text)
    if len(letters) < 3:
        parts = [part if part[0].isupper() else "," for part in parts]
    return any(_spells(parts, start, letters) for start in range(len(parts)))


@lru_cache(maxsize=256)
def _parts(text: str) -> Sequence[str]:
    """Words, parts of compounds and signs; kept, because one text is asked for many acronyms."""
    return tuple(re.findall(_PART, text))


def _spells(parts: Sequence[str], start: int, letters: str) -> bool:
    if not letters:
        return True
    if start >= len(parts) or not parts[start][0].isalpha():
        return False
    part = parts[start]
    whole = part.replace(".", "").upper() if part.isupper() else part[0].upper()
    if (
        letters.startswith(whole)
        and whole != letters
        and _spells(parts, start + 1, letters[len(whole) :])
    ):
        return True
    if letters == part[0].upper() and not part.isupper():
        return True
    return part.lower() in _SMALL and _spells(parts, start + 1, letters)
