"""Words of likelihood: ICD 203 and the PHIA yardstick as data, and where they stand in a text.

Sources: Office of the Director of National Intelligence, Intelligence Community Directive 203,
*Analytic Standards* (2015), D.6.e.(2): two sets of seven terms that are not to be mixed.
Professional Head of Intelligence Assessment (UK), probability yardstick, in *Explaining uncertainty
in UK intelligence assessment* (2025): seven terms with gaps between their ranges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SCALES", "Scale", "Term", "Use", "scale_of", "terms", "uses"]


class Term(NamedTuple):
    """A step of a scale: its ``words``, the first one its name, and its ``range`` in per cent."""

    words: tuple[str, ...]
    range: str

    @property
    def name(self) -> str:
        """How the outline and the annex write it."""
        return self.words[0]


class Scale(NamedTuple):
    """Seven steps from least to most likely. ``id`` is ``icd203`` or ``phia``."""

    id: str
    name: str
    terms: tuple[Term, ...]

    def step(self, word: str) -> int | None:
        """Index of the step that ``word`` names, or None."""
        return next((i for i, term in enumerate(self.terms) if word in term.words), None)


_ICD = ("1–5 %", "5–20 %", "20–45 %", "45–55 %", "55–80 %", "80–95 %", "95–99 %")
_ICD_FIRST = (
    ("almost no chance",),
    ("very unlikely",),
    ("unlikely",),
    ("roughly even chance", "roughly even chances"),
    ("likely",),
    ("very likely",),
    ("almost certain", "almost certainly"),
)
_ICD_SECOND = (
    ("remote", "remote chance"),
    ("highly improbable",),
    ("improbable", "improbably"),
    ("roughly even odds",),
    ("probable", "probably"),
    ("highly probable",),
    ("nearly certain",),
)
_PHIA = (
    (("remote chance",), "0–5 %"),
    (("highly unlikely",), "10–20 %"),
    (("unlikely",), "25–35 %"),
    (("realistic possibility",), "40–<50 %"),
    (("likely", "probable", "probably"), "55–75 %"),
    (("highly likely",), "80–90 %"),
    (("almost certain", "almost certainly"), "95–<100 %"),
)

SCALES = (
    Scale("icd203", "ICD 203, first set", tuple(map(Term, _ICD_FIRST, _ICD))),
    Scale("icd203", "ICD 203, second set", tuple(map(Term, _ICD_SECOND, _ICD))),
    Scale("phia", "PHIA probability yardstick", tuple(Term(*row) for row in _PHIA)),
)
"""In the order in which they are tried for a word that several of them have, such as ``likely``."""


def terms() -> tuple[str, ...]:
    """Every name that ``likelihood:`` may have, each once."""
    return tuple(dict.fromkeys(term.name for scale in SCALES for term in scale.terms))


def scale_of(words: Iterable[str]) -> Scale | None:
    """The scale that has most of ``words``, the first of equals; None if none has any."""
    wanted = tuple(words)
    found = [sum(scale.step(word) is not None for word in wanted) for scale in SCALES]
    return SCALES[found.index(max(found))] if any(found) else None


class Use(NamedTuple):
    """A term of likelihood at ``start``..``end`` of a text, in lower case."""

    word: str
    start: int
    end: int


_WORDS = sorted(
    {w for scale in SCALES for term in scale.terms for w in term.words} - {"remote"}, key=len
)
_DEGREE = (
    "more|most|less|least|extremely|quite|rather|fairly|somewhat|increasingly|equally|so|as|too|how"
)
_USE = (
    rf"(?i)(?<![\w-])(?P<degree>(?:{_DEGREE}|not)\s+)?(?P<word>"
    + "|".join(reversed(_WORDS)).replace(" ", r"\s+")
    + r")(?![\w-])"
)
_STEMS = ("ely", "probab", "chance", "certa", "odd", "real")
"""One of them stands in every term. They have no letter that another is taken for, as ſ is for s."""


def uses(text: str) -> tuple[Use, ...]:
    """Terms of likelihood in ``text``, in order.

    A term with a degree of the author's own (*more likely*, *extremely likely*, *not likely*) is on
    no scale and is left out; ``remote`` counts only in *remote chance*.
    """
    small = text.lower()
    if not any(stem in small for stem in _STEMS):
        return ()
    return tuple(
        Use(" ".join(match["word"].lower().split()), match.start("word"), match.end("word"))
        for match in re.finditer(_USE, text)
        if not match["degree"]
    )
