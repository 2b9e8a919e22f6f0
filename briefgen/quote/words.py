"""Where words begin and end, how many there are, and which of them deny.

One measure for the whole program: the length of a quotation, the edges at which it may be cut, and
the words that must not vanish in an omission.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["denials", "has_unspaced", "is_unspaced", "sentence_ends", "spans", "word_count"]

_PAIRED = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
_PAIRED += "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
_PAIRED += "\U00020000-\U000323af"
_QUARTERED = "\u0e01-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17dd\u1980-\u19df\u1a20-\u1aad"

_UNSPACED = f"[{_PAIRED}{_QUARTERED}]"
_MAYBE_UNSPACED = re.compile("[^\0-\u0e00\u1aae-\u3004\uffa0-\U0001ffff\U000323b0-\U0010ffff]")
"""Such letters and all between them: all but what stands before, between and after.

*Why*: the exact class takes long to compile, and most texts have nothing of the sort. So would this
one if it named its many letters and not the few characters that it is without.
"""
_KATAKANA = "[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
_HAN_NUMERALS = frozenset("〇一二三四五六七八九十百千万萬億亿兆零")
_BREAKS = re.compile(r"[—―⸺⸻]+|--+|\.{3,}|…")
_BREAK_MARKS = ("--", "...", "…", "—", "―", "⸺", "⸻")
"""One of them stands in whatever that expression matches."""
_APART = rf"\s+|{_BREAKS.pattern}"


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script that writes words without spaces between them."""
    return has_unspaced(character[:1])


def has_unspaced(text: str) -> bool:
    """Whether any character of ``text`` belongs to such a script."""
    return bool(_MAYBE_UNSPACED.search(text) and re.search(_UNSPACED, text))


@lru_cache(maxsize=4096)
def word_count(text: str) -> int:
    """Number of words in ``text``; kept, because several rules count the same texts.

    A word is what stands between white space, em dashes or ellipses and has a letter or digit:
    ``US-Japan``, ``2+2`` and ``People's`` are one word each. Scripts without spaces are measured:
    two letters of Chinese or Japanese make a word, four of Thai, Lao, Khmer, Burmese or Tibetan.
    """
    if not has_unspaced(text):
        broken = any(mark in text for mark in _BREAK_MARKS)
        apart = (_BREAKS.sub(" ", text) if broken else text).split()
        signs = [token for token in apart if not token[0].isalnum()]
        return len(apart) - sum(not any(map(str.isalnum, token)) for token in signs)
    words = pairs = quarters = 0
    for token in re.split(_APART, text):
        letters = [c for c in re.findall(_UNSPACED, token) if c.isalnum()]
        paired = sum(1 for c in letters if re.match(f"[{_PAIRED}]", c))
        pairs += paired
        quarters += len(letters) - paired
        words += sum(1 for run in re.split(_UNSPACED, token) if any(map(str.isalnum, run)))
    return words + pairs // 2 + quarters // 4


class _Shapes(dict[int, str]):
    """One letter for each sort of character, so that one small pattern serves all scripts."""

    def __missing__(self, code: int) -> str:
        self[code] = shape = _shape(chr(code))
        return shape


def _shape(c: str) -> str:
    category = unicodedata.category(c)
    if c in "'\"&@/.,:-—\n":
        return c
    if c.isspace():
        return " "
    if category[0] == "M":
        return "m"
    if c in _HAN_NUMERALS:
        return "c"
    if is_unspaced(c):
        return "k" if re.match(_KATAKANA, c) else "h"
    if category[0] == "L":
        return "a" if category == "Ll" else "A"
    if category[0] == "N":
        return "0" if category == "Nd" else "n"
    if c in "%‰‱°":
        return "%"
    return {"Pc": "_", "Sc": "$", "Sm": "+"}.get(category, "x")


_SHAPES = _Shapes()
_WORD = re.compile(
    r"""
    [aA]++ (?=[ x])                     # most words; those below may have more to them
    | (?: [$+\-.]{1,3} (?=0) )?         # a sign, currency or decimal point belongs to its number
    [aA0nm_]+
    (?: (?: ['&@/+\-$]                  # People's, R&D, US-Japan, 2+2, and/or, US$5
          | (?<=[aA])"(?=[aA])          # Hebrew initials
          | (?<!a)\. | \.(?!A)          # U.S., 4.2, China.com; not "ended.The"
          | (?<=0)[,:](?=0) )           # 1,000 and 10:30
        [aA0nm_]+ )*
    (?: (?<=[0n])[$%+c]+ )?             # 5%, 300万
    | c{2,} | k[km]* | \.{2,} | [^\n ]m+
    """,
    re.VERBOSE,
)


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every word of a folded text: no quotation may be cut inside one.

    An em dash (``—``) stands between words; any other dash inside a compound belongs to it, so that
    "proliferation" is not found in "non-proliferation" nor "5 percent" in "-5 percent". Each letter
    of a script without spaces stands alone, but runs of Katakana and of Han numerals hold together.
    """
    return [*map(re.Match.span, _WORD.finditer(text.translate(_SHAPES)))]


_END = r"""(?P<western>[.!?]+)["')\]]*(?= ["'(\[]*(?P<next>[^\s"'(\[]))|[。！？]["']?"""
_INITIALS = r"(?:[^\W\d_]\.)+"
_TITLES = frozenset(
    ("Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Col.", "Lt.", "Adm.", "Sen.", "Gov.", "Prof.", "St.")
)


def sentence_ends(text: str) -> list[int]:
    """Offsets just after each sentence that another follows, in a folded text.

    A full stop after initials (``U.S.``) or a title (``Gen.``) ends none, nor one before a small
    letter or a digit.
    """
    return [match.end() for match in re.finditer(_END, text) if _ends_sentence(text, match)]


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match["western"] is None:
        return True
    if match["next"].islower() or match["next"].isdigit():
        return False
    word = text[max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1 :]
    word = word[: match.end("western") - (len(text) - len(word))].lstrip("\"'([")
    return not (re.fullmatch(_INITIALS, word) or word in _TITLES)


_DENIAL = (
    r"(?i)(?<![\w'-])(?:not|no(?!\. ?\d)|never|unless|except|excepting|without|nor|neither|none|nobody"
    r"|nothing|nowhere|cannot|hardly|scarcely|barely|rarely|seldom|\w+n't)(?![\w'-])"
    # Japanese: not 少ない, 危ない, 切ない, 少なくとも
    r"|(?<![少危切])な(?:い|かった|かろう|ければ|く(?=[、。,てはもな]))|ません"
    r"|ずに|[ずぬ](?=[、。,])|ざる|を除[いきく]"
    r"|没有|不是|不会|不能|不得|不可|并非|並非|未能|从未|從未|除非|无法|無法|沒有|不會"
)


def denials(text: str) -> list[tuple[int, int]]:
    """Start and end of each word of a folded text that turns a sentence round: not, ない, 没有, ..."""
    return [match.span() for match in re.finditer(_DENIAL, text)]
