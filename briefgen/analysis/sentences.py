"""Sentences: where a paragraph's plain text parts into sentences. The only room of sentencex.

A sentence is what a citation covers, so a part cut in the wrong place would leave a claim without its
source, or give it a neighbor's. Where sentencex and that need differ, the text decides by the rules
below.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.prose import OBJECT

__all__ = ["sentences"]

_REFERENCE = r"(?i)(?:^|[\s(\[“\"])(?:paras?|arts?|secs?|chs?|figs?|pp?|vols?|nos?|cf|eds?|approx|est|ca)\.\s*$"
"""Ends in an abbreviation that a number follows: ``para. 4``, ``est. 1990``."""

_INITIAL = re.compile(r"^[\s“\"(]*[^\W\d_]\.\s*$")
"""A lone initial: ``M. Macron``."""

_CLOSED = re.compile(
    r"(?:[.!?]{1,3}|…)[\"”’»)\]]+[ \t]+(?=[“\"‘«(\[]?[^\W\d_])|…[ \t]+(?=[^\W\d_])"
)
"""A stop inside closing marks, and what may begin the next sentence."""

_ABBREVIATED = r"(?:\b[^\W\d_]\.){2,}[\"”’»)\]]*[ \t]+$|\b(?:sic|etc|[^\W\d_])\.[)\]]\s+$"
"""``"U.S." ``, ``[sic.] ``: the stop belongs to the word."""

_OPENER = r"(?:The|This|That|These|It|In|An?|He|She|They|We|But|And)\b"
"""Begins a sentence even after an abbreviation."""

_KANA = "[぀-ゟ]"


_CITED = re.compile(rf"(?:\s*{OBJECT})*\s*")
"""Citations, and the white space around them."""


@lru_cache(maxsize=4096)
def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences of ``text``, in order; together they are all of it.

    ``text`` is one paragraph, plain, with U+FFFC where a citation stands; ``language`` a BCP 47
    tag. White space between two sentences belongs to the first, and so does a citation after its
    full stop. Kept, because audiences share most of their texts.
    """
    if not text:
        return ()
    inner: list[int] = []
    here = read = 0
    for end in _ends(text.replace(OBJECT, ""), language.partition("-")[0])[:-1]:
        here, read = _moved(text, here, end - read), end
        inner.append(_after(text, here))
    return tuple(zip([0, *inner], [*inner, len(text)], strict=True))


def _moved(text: str, here: int, characters: int) -> int:
    """``here`` moved behind as many ``characters`` that are no citations."""
    while characters:
        end = here + characters
        characters = text.count(OBJECT, here, end)
        here = end
    return here


def _after(text: str, end: int) -> int:
    """``end`` moved behind the citations, and the white space around them, that follow it."""
    match = _CITED.match(text, end)
    return match.end() if match else end


def _ends(text: str, language: str) -> list[int]:
    """Offsets at which the sentences of ``text``, which holds no citations, end."""
    from sentencex import segment

    ends: list[int] = []
    start = here = 0
    for part in segment(language, text):
        here += len(part)
        if here < len(text) and _runs_on(text[start:here], text[here:]):
            continue
        ends += [start + end for end in _missed(text[start:here])]
        ends.append(here)
        start = here
    return ends


def _runs_on(before: str, after: str) -> bool:
    """Whether the sentence goes on where sentencex parts it."""
    if not before.strip() or not after.strip():
        return True
    following = after.lstrip()
    if following[0].islower() and not following[1:2].isupper():
        return True
    if following[0].isdigit() and re.search(_REFERENCE, before):
        return True
    if before[-1] in "」』" and re.match(_KANA, following):
        return True
    return bool(_INITIAL.match(before))


def _missed(sentence: str) -> list[int]:
    """Offsets inside ``sentence`` at which sentencex should have parted it."""
    return [
        match.end()
        for match in _CLOSED.finditer(sentence)
        if _begins(sentence[: match.end()], sentence[match.end() :])
        and _balanced(sentence[: match.end()])
    ]


def _begins(before: str, after: str) -> bool:
    word = after.lstrip('“"‘«([')
    return word[:1].isupper() and bool(
        re.match(_OPENER, word) or not re.search(_ABBREVIATED, before)
    )


def _balanced(text: str) -> bool:
    """Whether every quotation mark and bracket opened in ``text`` is closed in it."""
    pairs = all(text.count(a) == text.count(b) for a, b in ("“”", "«»", "()", "[]"))
    return pairs and text.count('"') % 2 == 0
