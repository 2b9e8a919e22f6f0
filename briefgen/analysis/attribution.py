"""Attribution: by which words a sentence says whose opinion it reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.quote.fold import fold
from briefgen.quote.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Passage
    from briefgen.seed import Seed

__all__ = ["holder", "names_holder"]

_TITLES = ("title", "title-short", "container-title", "container-title-short", "publisher")
_JOINED = re.compile(
    r"\s*[,;()\"]\s*|\s+(?:and|or)\s+|\s+(?:as\s+)?(?:quoted|cited|reported)\s+(?:by|in)\s+|\s+via\s+"
)
_PREPOSITION = re.compile(
    r"\s+(?:about|at|by|for|from|in|of|on|that|to|who|with|within)\s.*", re.DOTALL
)
_DETERMINER = re.compile(r"(?i)(?:an?|the|some|several|many|certain|one|other)\s+")
_BODIES = (
    "agency council daily government group institute journal ministry news party post "
    "shimbun times tribune university admiral ambassador defense foreign general "
    "minister president prime professor secretary senator"
)
_BODY = frozenset(_BODIES.split())
"""First or last words of names whose first word alone names nobody."""


def names_holder(text: str, passage: Passage) -> bool:
    """Whether ``text`` names the speaker of ``passage``, or its source.

    The speaker counts by the whole of ``speaker:``, by the noun that it turns on (*voices* of
    *unnamed voices in Japan*), or by a part of a person's name; each of several speakers counts. The
    source counts by an author's family name, by its title, short title or container title, by its
    publisher, by its id, or as *source A*. Names keep their capitals; pronouns do not count.
    """
    folded = fold(text).text
    return any(_stands(name, folded) for name in _names(passage)) or _tagged(passage.seed, folded)


def holder(passage: Passage) -> str | None:
    """Whom a sentence may name for the passage's opinion, None if nobody is known."""
    return next(iter([*_speaker(passage), *_authors(passage.seed)]), None)


def _names(passage: Passage) -> Iterator[str]:
    for name in _speaker(passage):
        yield name
        for alternative in _JOINED.split(name):
            yield from _names_in(alternative)
    yield from (*_authors(passage.seed), *_titles(passage.seed))


def _tagged(seed: Seed, text: str) -> bool:
    """Whether ``text`` has what stands for the source in an outline or in print."""
    if _is_whole(seed.id, text):
        return True
    letter = rf"\b(?:[Ss]ource|[Dd]ocument|[Tt]ext|[Aa]ccount) {seed.letter}\b"
    return f" {seed.letter}" in text and bool(re.search(letter, text))


def _stands(name: str, text: str) -> bool:
    """Whether ``name`` is a word of ``text``, also in the genitive; in small letters, also in the plural.

    A script without spaces has no edges of words: there it stands anywhere.
    """
    words = fold(name).text
    if not name.islower():
        return _is_whole(words, text)
    stem = words.removesuffix("s")
    if text.isascii() and stem not in text.lower():
        return False
    return bool(re.search(rf"(?i)(?<!\w){re.escape(stem)}s?(?!\w)", text))


def _is_whole(words: str, text: str) -> bool:
    """Whether ``words`` stand in ``text`` with nothing of a word before or after them."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        before, after = text[start - 1 : start], text[end : end + 1]
        if (is_unspaced(words[0]) or not _in_word(before)) and (
            is_unspaced(words[-1]) or not _in_word(after)
        ):
            return True
        start = text.find(words, start + 1)
    return False


def _in_word(c: str) -> bool:
    return c.isalnum() or c == "_"


def _speaker(passage: Passage) -> list[str]:
    speaker = passage.entry.speaker if passage.entry else None
    return [" ".join(fold(speaker).text.split())] if speaker else []


def _authors(seed: Seed) -> list[str]:
    authors = seed.source.csl.get("author") or ()
    # An item of another shape has been told of; the other rules still look at the outline.
    shaped = [author for author in authors if isinstance(author, dict)]
    names = [author.get("family") or author.get("literal") for author in shaped]
    return [str(name) for name in names if name]


def _titles(seed: Seed) -> list[str]:
    return [str(seed.source.csl[key]) for key in _TITLES if seed.source.csl.get(key)]


def _names_in(speaker: str) -> Iterator[str]:
    """Words that stand for ``speaker`` alone: its head noun, or the parts of a person's name."""
    phrase = _PREPOSITION.sub("", _DETERMINER.sub("", speaker.strip(), count=1))
    words = phrase.split()
    if not words:
        return
    yield phrase
    yield words[-1]
    person = len(words) < 4 and all(word[0].isupper() for word in words)
    if person and not {words[0].lower(), words[-1].lower()} & _BODY:
        yield words[0]
