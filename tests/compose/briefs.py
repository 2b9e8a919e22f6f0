"""Briefs composed from text, without a call of pandoc."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cite.answer import Formatted
from briefgen.cite.csl import Style
from briefgen.compose.assemble import compose
from briefgen.compose.number import number
from briefgen.compose.report import report
from briefgen.examine import examine
from briefgen.prose import Paragraph, Str, plain
from tests.project import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.brief import Brief
    from briefgen.document import Document
    from briefgen.examine import Examined
    from briefgen.prose import Blocks, Inlines

YANG = """\
Bloc confrontation

On July 28, the ‘2+2’ meeting said that China’s policy “seeks to reshape the order” at others’
expense.

The USFJ will be reconstituted into a joint force headquarters — a move that nobody explained.

An “angel’s” words stand here, and the 1990s' end.

Furniture of the page.
"""
SEED_A = "Title\nThe joint statementafter the talks.\nA third line of seed A says nothing new.\n"
SOURCES = """\
yang-2024:
  file: yang.txt
  csl:
    type: article-newspaper
    title: Bloc confrontation
    author: [{family: Yang, given: Danzhi}, {literal: The Desk}]
  translated_from: zh
  language: en
  kind: commentary
  furniture: [5]
  note: Read in English.
seed-a:
  file: seed-a.txt
  csl: {type: article}
  repairs: [{paragraph: 2, from: statementafter, to: statement after}]
"""
PASSAGES = """\
    passages:
      reshape: {seed: yang-2024, quote: "seeks to reshape the order", kind: statement}
      usfj:
        seed: yang-2024
        quote: the USFJ will be reconstituted into a joint force headquarters - a move
        kind: fact
      angel: {seed: yang-2024, paragraph: 4, kind: opinion, speaker: Yang Danzhi}
      talks: {seed: seed-a, quote: The joint statement after the talks}
"""
PASSAGES = PASSAGES.replace("quote: the USFJ", "quote: The USFJ")
IMAGES = ("ZEBRA.svg", "pictures/a.svg", "shared/pictures/a.svg")
IN_TEXT = Style("author-date", Path("author-date.csl"), in_text=True)
NOTES = Style("notes", Path("notes.csl"), in_text=False)


def examined(folder: Path, outline: str, **others: str) -> Examined:
    """The brief in ``outline``, with the sources above; ``others`` are seeds by their stem."""
    seeds = {f"seeds/{name}.txt": text for name, text in others.items()}
    files = {"seeds/yang.txt": YANG, "seeds/seed-a.txt": SEED_A, "seeds/sources.yaml": SOURCES}
    files |= {f"briefs/{image}": '<svg xmlns="http://www.w3.org/2000/svg"/>' for image in IMAGES}
    return examine(write(folder, {**files, **seeds, "briefs/brief.yaml": outline}))


def outline(body: str, head: str = "") -> str:
    """An outline of one section with the passages above and ``body``, which is several lines."""
    lines = "".join(f"      {line}\n" for line in body.splitlines())
    return f"title: T\n{head}sections:\n  - id: s\n    title: S\n{PASSAGES}    body: |2\n{lines}"


def brief(folder: Path, text: str, audience: str | None = None) -> Brief:
    """The brief for ``audience``; it has no errors."""
    found = examined(folder, text)
    errors = [each for each in found.findings if each.severity == "error"]
    assert errors == []
    return next(one for one in found.briefs if one.selection.audience == audience)


def composed(
    folder: Path, text: str, audience: str | None = None, style: Style = NOTES
) -> Document:
    """The document for ``audience``; its citations read ``(yang-2024 3)``."""
    subject = brief(folder, text, audience)
    numbered = number(subject)
    citations = tuple((Str(f"({each.number})"),) for each in numbered)
    seeds = dict.fromkeys(c.passage.seed.id for each in numbered for c in each.citations)
    references = tuple((seed, (Str(f"Entry of {seed}"),)) for seed in seeds)
    formatted = Formatted(citations, references)
    return compose("brief", subject, numbered, formatted, style, report(subject, ()))


def strings(value: object) -> Iterator[str]:
    """Every string in a document, the names of nothing left out."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from strings(getattr(value, each.name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from strings(key)
            yield from strings(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from strings(part)


def body(document: Document) -> Blocks:
    """The blocks of the first section's body."""
    return document.sections[0].body


def first(document: Document) -> Inlines:
    """The text of the first paragraph of the first section."""
    paragraph = body(document)[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


def shown(inlines: Inlines) -> str:
    """Text in which each call is its number in square brackets or the text that it prints."""
    parts = []
    for node in inlines:
        if type(node).__name__ == "Call":
            parts.append(plain(node.text) or f"[{node.number}]")
        elif hasattr(node, "children"):
            parts.append(shown(node.children))
        else:
            parts.append(plain((node,)))
    return "".join(parts)


def calls(value: object) -> Iterator[int]:
    """Numbers of all calls, in the order of the document's parts."""
    if type(value).__name__ == "Call":
        yield value.number  # type: ignore[attr-defined]
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from calls(getattr(value, each.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from calls(part)
