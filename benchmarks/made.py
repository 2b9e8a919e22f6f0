"""Made-up briefs as large as wanted, the same ones each time.

Sources and briefs are of a short word list; every quotation really stands in its source, so that
``check`` finds nothing wrong.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["AUDIENCE", "Size", "write_project"]

AUDIENCE = "reader"

PARAGRAPHS = 24
"""Paragraphs of a source document."""


def _words(text: str) -> list[str]:
    return text.split()


_ADJECTIVES = _words("""
    annual broad careful central civil coastal common detailed direct early formal former
    general inland joint local longer mutual narrow open partial public quiet regional rural
    senior shared short standing technical urban wider
""")
_NOUNS = _words("""
    adviser agency agreement airport archive assembly auditor border bridge bureau cabinet canal
    carrier charter claim coast college committee company council court custom delegation
    district embassy envoy exercise factory farm fleet forum garrison grant harbor hearing
    hospital inquiry island journal laboratory ledger library market meeting ministry mission
    newspaper office panel patrol pipeline plan platform port program province quota railway
    refinery register reserve review river school secretariat shipyard station statute strait
    subsidy summit supplier survey tariff terminal treaty tribunal tunnel union valley vessel
    village warehouse workshop
""")
_VERBS = _words("""
    accepted addressed answered approved built carried changed crossed described drafted entered
    examined extended followed funded guarded informed inspected joined left measured moved
    opened ordered passed postponed prepared presented printed received recorded renewed
    repaired replaced reported requested returned reviewed served signed supplied supported
    visited watched
""")
_LINKS = _words("""
    above across after along before behind beside during near outside past under
""")


@dataclass(frozen=True)
class Size:
    """How large a brief is, and the library that it stands in.

    ``pages`` are those of the PDF of the full template, about, at five citations a page;
    ``citations`` stand in it, to passages of ``used`` source documents out of ``library``.
    """

    pages: int = 6
    citations: int = 30
    used: int = 2
    library: int = 2


_SECTION_PAGES = 2
_SENTENCES = 13
"""Sentences for each page; notes, sources and evidence take the rest of it."""


def write_project(folder: Path, size: Size, briefs: int = 1) -> list[Path]:
    """Write a library and ``briefs`` outlines of ``size`` into the new ``folder``; the outlines."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    (folder / "briefs").mkdir()
    texts = {f"source-{n}": _source(n) for n in range(size.used)}
    # Nothing of the other entries is opened: they share one file.
    (seeds / "others.txt").write_text("\n\n".join(_source(-1)) + "\n", encoding="utf-8")
    for name, text in texts.items():
        (seeds / f"{name}.txt").write_text("\n\n".join(text) + "\n", encoding="utf-8")
    entries = (_entry(n, n < size.used) for n in range(max(size.library, size.used)))
    (seeds / "sources.yaml").write_text("\n".join(entries), encoding="utf-8")
    paths = [folder / "briefs" / f"made-{number:03}.yaml" for number in range(briefs)]
    for number, path in enumerate(paths):
        lines = _outline(number, size, texts)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def _sentence(dice: random.Random) -> str:
    """A sentence of 12 to 14 words, without its full stop."""
    link, second = dice.choice(_LINKS), dice.choice(_LINKS)
    nouns = dice.sample(_NOUNS, 4)
    one, two = dice.sample(_ADJECTIVES, 2)
    verb, other = dice.sample(_VERBS, 2)
    return (
        f"The {one} {nouns[0]} {verb} the {nouns[1]} {link} the {two} {nouns[2]} "
        f"and {other} {second} the {nouns[3]}"
    )


def _silence(dice: random.Random) -> str:
    """A sentence of the brief's own, of which no source has many words in a row."""
    one, two, three, four = dice.sample(_NOUNS, 4)
    return (
        f"Nothing is said of the {dice.choice(_ADJECTIVES)} {one} or the {two}, "
        f"nor of how the {three} {dice.choice(_VERBS)} the {four}"
    )


def _remark(dice: random.Random) -> str:
    """Words that no other source has by chance."""
    pairs = (f"{dice.choice(_ADJECTIVES)} {dice.choice(_NOUNS)}" for _ in range(4))
    return " ".join(f"{dice.choice(_VERBS)} {pair}" for pair in pairs).capitalize()


def _source(number: int) -> list[str]:
    """The paragraphs of a source document; each third one quotes somebody."""
    dice = random.Random(f"source {number}")
    paragraphs = [_sentence(dice)]
    for index in range(1, PARAGRAPHS):
        said = f' The envoy said: "{_remark(dice)}."' if index % 3 == 0 else ""
        paragraphs.append(" ".join(f"{_sentence(dice)}." for _ in range(5)) + said)
    return paragraphs


def _entry(number: int, own: bool) -> str:
    dice = random.Random(f"entry {number}")
    title = _sentence(dice)
    family, given = dice.choice(_NOUNS).title(), dice.choice(_ADJECTIVES).title()
    return f"""\
source-{number}:
  file: {f"source-{number}" if own else "others"}.txt
  csl:
    type: article-newspaper
    title: {title}
    author: [{{family: {family}, given: {given}}}]
    container-title: The {dice.choice(_NOUNS).title()} {dice.choice(_NOUNS).title()}
    issued: 2024-0{dice.randrange(1, 10)}-1{dice.randrange(10)}
  kind: news
  language: en
  reliability: {dice.choice("ABC")}
  reliability_reason: >-
    {_sentence(dice)}, and {_sentence(dice).lower()}.
  note: >-
    {_sentence(dice)}. {_sentence(dice)}.
"""


def _outline(number: int, size: Size, texts: dict[str, list[str]]) -> Iterator[str]:
    """The lines of an outline of one audience."""
    dice = random.Random(f"brief {number}")
    yield f"title: The {dice.choice(_NOUNS)} and the {dice.choice(_NOUNS)}, number {number}"
    yield "language: en-US"
    yield "published: 2024-08-06"
    yield 'rules: {unused-paragraph: "off"}'
    yield f"audiences: {{{AUDIENCE}: {{template: full, limits: {{pages: 9999, words: 999999}}}}}}"
    yield "sections:"
    sections = max(1, size.pages // _SECTION_PAGES)
    for section in range(sections):
        share = range(section, size.citations, sections)
        quotes = [_quote(dice, texts, index) for index in share]
        yield f"  - id: part-{section}"
        yield f"    title: {_sentence(dice)}"
        if quotes:
            yield "    passages:"
        for index, (seed, words) in zip(share, quotes, strict=True):
            yield f"      p{index}: {{seed: {seed}, quote: {words}.}}"
        if quotes:
            yield "    body: |"
            yield from _body(dice, share, [words for _, words in quotes])
        yield "    gaps: |"
        pages = _SECTION_PAGES if size.pages > 1 else 1
        free = max(1, pages * _SENTENCES - 2 * len(quotes))
        for start in range(0, free, 6):
            yield "      " + " ".join(f"{_silence(dice)}." for _ in range(min(6, free - start)))
            yield ""


def _quote(dice: random.Random, texts: dict[str, list[str]], index: int) -> tuple[str, str]:
    """A sentence of one of the ``texts``, and the name of that."""
    name = list(texts)[index % len(texts)]
    sentences = dice.choice(texts[name][1:]).split(". ")
    return name, sentences[dice.randrange(4)]


def _body(dice: random.Random, share: range, quotes: list[str]) -> Iterator[str]:
    """Paragraphs of three sentences that each quote a part of their passage."""
    for start in range(0, len(share), 3):
        said = []
        for index, words in list(zip(share, quotes, strict=True))[start : start + 3]:
            parts = words.split()
            first = dice.randrange(2, 5)
            part = " ".join(parts[first : first + dice.randrange(5, 8)])
            said.append(f'The {dice.choice(_NOUNS)} tells that one "{part}" [@p{index}].')
        yield "      " + " ".join(said)
        yield ""
