"""An acronym is never spelled out for this reader.

Who does not know it stops reading, or guesses. *Source: GOV.UK style and the US plain-language rules:
spell an acronym out at first use unless it is better known than the words.* Each audience is looked at by
itself: what only the analyst's text spells out, the public has not read.

An acronym is two capitals or more, *JSDF*, *USFJ's*, *NGOs*. It counts as spelled out if somewhere in the
audience's text, quotations included, words stand before it in parentheses or behind it (*joint force
headquarters (JFHQ)*, *JFHQ (joint force headquarters)*), if words there have its initials (*Extended
Deterrence Dialogue*), or if the glossary, where this audience gets it, has it. Nobody needs US, UK, UN,
EU, NATO, AIDS, HIV, COVID, ID, TV, a.m. or UTC spelled out. Not acronyms are Roman numerals, names with
figures (*PAC-3*, *F-35*), dotted initials (*U.S.*), and a sentence all in capitals. Words inside quotation
marks are the source's; they need no expansion until the brief uses them itself.

This fires:

    title: Command structure
    sections:
      - id: command
        title: Command structure
        passages:
          jfhq: {seed: yang, paragraph: 4}
        body: |
          The US headquarters will work with the JJOC [@jfhq].

and prints

    brief.yaml:8:46: warning: JJOC is never spelled out for this reader [undefined-acronym]
      8 |       The US headquarters will work with the JJOC [@jfhq].
        |                                              ^~~~
      hint: write it out where it stands first, with (JJOC), or add it to `glossary:`

Spell it out where this reader meets it first, or put it into `glossary:`. Or do without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.analysis.details import spells
from briefgen.analysis.voice import own, part, said
from briefgen.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief

SEVERITY = Severity.WARNING

_USUAL = (
    "AD AIDS AM BC BCE CE COVID DC EU GMT HIV ID NATO OK PDF PM TV UK UN US USA UTC ALL "
    "AND ANY BUT MUST NEVER NO NOT ONLY OR"
)
_KNOWN = frozenset(_USUAL.split())
"""Known to everybody, and words that are only stressed."""
_ROMAN = "IVX"
_ACRONYM = re.compile(
    r"(?P<letters>[A-Z](?<![\w&.@][A-Z])(?:&?[A-Z])+)(?=s?(?:['’]s?)?(?![\w&@]|-?\d|\.\w))"
)


def check(brief: Brief) -> Iterator[Finding]:
    """Acronyms of the brief's own words that nothing printed spells out, each where it stands first."""
    text = "\n".join(said(leaf.text) for field in brief.fields for leaf in field.leaves)
    seen = {field.name.removeprefix("glossary.") for field in brief.fields}
    for field in brief.fields:
        for sentence in field.sentences:
            words = own(field, sentence)
            if words.isupper() and " " in words.strip():
                continue
            for match in _ACRONYM.finditer(words):
                letters = match["letters"]
                if letters in seen or letters in _KNOWN or not letters.strip(_ROMAN):
                    continue
                seen.add(letters)
                if not _spelled_out(letters, text):
                    yield Finding(
                        "undefined-acronym",
                        f"{letters} is never spelled out for this reader",
                        part(field, sentence, *match.span("letters")),
                        f"write it out where it stands first, with ({letters}), or add it to "
                        "`glossary:`",
                    )


_NAMED = re.compile(r"(?:\w[\w'’-]*\s+\w[\w'’-]*[\"”]?|\w-\w[\w-]*)\s+\Z")
"""Words before a bracket that may hold their acronym."""
_NEAR = 200
"""Characters within which they begin."""
_ALONE = re.compile("s?[,;)]")
_EXPLAINED = re.compile(r"s?\s+\([^\W\d_][\w'’-]+\s+\w[^)]*\)")
"""Words in the bracket behind an acronym."""


def _spelled_out(letters: str, text: str) -> bool:
    return _in_brackets(letters, text) or spells(text, letters)


def _in_brackets(letters: str, text: str) -> bool:
    """Whether ``letters`` stand in a bracket behind words, or words in a bracket behind them."""
    start = text.find(letters)
    while start >= 0:
        before, end = text[max(0, start - 1) : start], start + len(letters)
        words = max(0, start - _NEAR), start - 1
        if before == "(" and _ALONE.match(text, end) and _NAMED.search(text, *words):
            return True
        if not (before.isalnum() or before == "_") and _EXPLAINED.match(text, end):
            return True
        start = text.find(letters, start + 1)
    return False
