"""Composed documents about the two source documents in seeds/, as long as real ones.

The words in notes and in the evidence annex stand in those files; the prose is for looking at pages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from briefgen.document import (
    Change,
    Coverage,
    Difference,
    Document,
    Event,
    EvidenceParagraph,
    Excerpt,
    GlossaryEntry,
    KeyJudgment,
    Note,
    QuotationDifference,
    Reading,
    Reference,
    Repair,
    Report,
    Run,
    Scale,
    Section,
    SourceCard,
    SourceTag,
)
from briefgen.outline import Limits
from briefgen.prose import Call, Emph, List, Mark, Paragraph, Str, Strong, Table
from tests.render import words

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = {"A": "000_fbc05c6fc447f228.txt", "B": "004_fd806ed51bbff01f.txt"}
SHORT = {"A": "“The 2+2 Solidifies Security Cooperation,” n.d.", "B": "Yang, commentary, 2024"}


@cache
def paragraph(letter, number):
    text = (SEEDS / FILES[letter]).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip()][number - 1]


def tag(letter, *numbers):
    text = f"{letter} ¶{', '.join(map(str, numbers))}".replace("3, 4", "3–4")
    return SourceTag(letter, numbers, text, f"para-{letter}-{numbers[0]}")


class Writer:
    """Reads ``{id; id}`` as a citation, ``*x*`` and ``**x**`` as emphasis, ``- x`` as a list."""

    def __init__(self, tags):
        self.tags = tags
        self.cited = []

    def inline(self, text):
        nodes = []
        if not self.tags:
            text = re.sub(r" (?=\{)", "", text)
        for piece in re.split(r"(\{[^}]*\}|\*\*[^*]+\*\*|\*[^*]+\*|==[^=]+==)", text):
            if piece.startswith("{"):
                nodes.append(self.call(re.split(r"; *", piece[1:-1])))
            elif piece.startswith("**"):
                nodes.append(Strong((Str(piece[2:-2]),)))
            elif piece.startswith("*"):
                nodes.append(Emph((Str(piece[1:-1]),)))
            elif piece.startswith("=="):
                nodes.append(Mark((Str(piece[2:-2]),)))
            elif piece:
                nodes.append(Str(piece))
        return tuple(nodes)

    def call(self, ids):
        self.cited.append(ids)
        number = len(self.cited)
        if not self.tags:
            return Call(number, (), f"note-{number}")
        places = [words.PASSAGES[each][:2] for each in ids]
        text = " · ".join(f"{letter} ¶{count}" for letter, count in places)
        return Call(number, (Str(text),), f"source-{places[0][0]}")

    def blocks(self, text):
        found = []
        for part in filter(None, re.split(r"\n\s*\n", text.strip())):
            lines = [line.strip() for line in part.strip().split("\n")]
            if lines[0].startswith("- "):
                items = re.split(r"\n- ", "\n" + "\n".join(lines))[1:]
                found.append(
                    List(tuple((Paragraph(self.inline(" ".join(i.split()))),) for i in items))
                )
            elif lines[0].startswith("|"):
                rows = [
                    tuple(self.inline(cell.strip()) for cell in line.strip("|").split("|"))
                    for line in lines
                ]
                found.append(Table(rows[0], tuple(rows[2:]), ("",) * len(rows[0])))
            else:
                found.append(Paragraph(self.inline(" ".join(lines))))
        return tuple(found)

    def notes(self):
        seen = {}
        notes = []
        for number, ids in enumerate(self.cited, 1):
            excerpts = []
            for each in ids:
                letter, count, quote = words.PASSAGES[each]
                first = seen.setdefault(each, number)
                same = first if first != number else None
                excerpts.append(Excerpt(tag(letter, count), "" if same else quote, same))
            text = "; ".join(
                f"{SHORT[words.PASSAGES[each][0]]}, para. {words.PASSAGES[each][1]}" for each in ids
            )
            notes.append(Note(number, (Str(text + "."),), tuple(excerpts)))
        return tuple(notes)

    def paragraphs(self):
        """Each paragraph cited, with the words of all its passages marked."""
        found = {}
        for number, ids in enumerate(self.cited, 1):
            for each in ids:
                letter, count, quote = words.PASSAGES[each]
                found.setdefault((letter, count), {}).setdefault(quote, []).append(number)
        return tuple(
            EvidenceParagraph(
                tag(*key),
                f"para-{key[0]}-{key[1]}",
                runs(paragraph(*key), quotes),
                tuple(sorted({number for numbers in quotes.values() for number in numbers})),
            )
            for key, quotes in sorted(found.items())
        )


def runs(text, quotes):
    spans = []
    for quote, numbers in quotes.items():
        start = text.find(quote)
        assert start >= 0, quote
        spans.append((start, start + len(quote), tuple(numbers)))
    found, here = [], 0
    for start, end, numbers in sorted(spans):
        if start < here:
            continue
        found += [Run(text[here:start], False, ()), Run(text[start:end], True, numbers)]
        here = end
    return tuple(run for run in (*found, Run(text[here:], False, ())) if run.text)


def reading(each, text=None, kind="statement", speaker=None):
    letter, number, quote = words.PASSAGES[each]
    return Reading(tag(letter, number), Writer(False).inline(text or quote), kind, speaker)


def sources(writer):
    used = {letter: set() for letter in FILES}
    for ids in writer.cited:
        for each in ids:
            used[words.PASSAGES[each][0]].add(words.PASSAGES[each][1])
    total = sum(len(ids) for ids in writer.cited) or 1
    cards = []
    for letter, card in words.SOURCES.items():
        count = sum(words.PASSAGES[each][0] == letter for ids in writer.cited for each in ids)
        content = set(range(1, card["paragraphs"] + 1)) - set(card["furniture"])
        cards.append(
            SourceCard(
                letter=letter,
                anchor=f"source-{letter}",
                reference=(Str(card["reference"]),),
                citations=count,
                share=count / total,
                unused=tuple(sorted(content - used[letter])),
                file=FILES[letter],
                sha256="0123456789abcdef" * 4,
                **{k: v for k, v in card.items() if k != "reference"},
            )
        )
    return tuple(cards)


def tags_of(writer, start):
    """Source tags of what was cited since ``start``."""
    by_letter = {}
    for ids in writer.cited[start:]:
        for each in ids:
            letter, number, _ = words.PASSAGES[each]
            by_letter.setdefault(letter, set()).add(number)
    return tuple(tag(letter, *sorted(numbers)) for letter, numbers in sorted(by_letter.items()))


def section(writer, number, entry, judged):
    start = len(writer.cited)
    title = writer.inline(entry["title"])
    line = writer.blocks(entry.get("bottom_line", ""))
    body = writer.blocks(entry["body"])
    gaps = writer.blocks(entry.get("gaps", ""))
    judgment = writer.blocks(entry.get("judgment", "")) if judged else ()
    return Section(
        entry["id"], number, title, line, body, (), gaps, judgment, tags_of(writer, start)
    )


def document(audience, *, paper="a4", marking=None, language="en-US"):
    """The document for ``audience``: analyst, minister, public or legislator."""
    text = words.AUDIENCES[audience]
    writer = Writer(text["template"] == "one-page")
    title = writer.inline(text["title"])
    standfirst = writer.inline(text.get("standfirst", ""))
    bottom_line = writer.blocks(text.get("bottom_line", ""))
    judgments = tuple(
        KeyJudgment(writer.blocks(line), confidence, likelihood, span)
        for line, confidence, likelihood, span in text.get("key_judgments", ())
    )
    judged = text["template"] != "committee"
    sections = tuple(
        section(writer, n, entry, judged) for n, entry in enumerate(text["sections"], 1)
    )
    differences = tuple(
        Difference(writer.inline(matter), tuple(reading(*r) for r in each), writer.blocks(used))
        for matter, each, used in text.get("differences", ())
    )
    timeline = tuple(
        Event(iso, date, writer.inline(line), f"Label of {date}", expected)
        for iso, date, line, expected in text.get("timeline", ())
    )
    recommendations = tuple(writer.blocks(line) for line in text.get("recommendations", ()))
    questions = tuple(writer.blocks(line) for line in text.get("questions", ()))
    glossary = tuple(GlossaryEntry(term, (Str(m),)) for term, m in text.get("glossary", ()))
    full = text["template"] == "full"
    return Document(
        name="us-japan-2plus2",
        audience=audience,
        template=text["template"],
        citations="tags" if writer.tags else "notes",
        language=language,
        paper=paper,
        marking=marking,
        to=text.get("to"),
        purpose=text.get("purpose"),
        title=title,
        title_text=text["title"],
        standfirst=standfirst,
        series="Brief 2024/07",
        version="1.2",
        published="6 August 2024",
        published_iso="2024-08-06",
        as_of="5 August 2024",
        as_of_iso="2024-08-05",
        review_by="6 November 2024",
        authors=("Indo-Pacific desk",),
        contact="indo-pacific@example.org",
        license="CC BY 4.0",
        corrections="Tell the desk of a mistake; what is corrected stands in the change log.",
        bottom_line=bottom_line,
        key_judgments=judgments,
        sections=sections,
        differences=differences,
        quotation_differences=words_differ() if full else (),
        timeline=timeline,
        recommendations=recommendations,
        questions=questions,
        glossary=glossary,
        changes=(
            Change("6 August 2024", (Str("The date of the next meeting added."),)),
            Change("5 August 2024", (Str("First version."),)),
        )
        if full
        else (),
        notes=() if writer.tags else writer.notes(),
        references=()
        if writer.tags
        else tuple(Reference(k, (Str(c["reference"]),)) for k, c in words.SOURCES.items()),
        sources=sources(writer),
        paragraphs=writer.paragraphs(),
        evidence=() if writer.tags or not full else writer.paragraphs(),
        coverage=coverage(sections) if full else (),
        repairs=(Repair(tag("A", 2), "statementafter", "statement after"),) if full else (),
        scales=(Scale("ICD 203 (2015)", words.ICD203),) if full else (),
        limits=Limits(),
        words=len(re.sub(r"\{[^}]*\}", "", text_of(text)).split()),
        style="chicago-notes-bibliography",
        annotations=(),
        quotations=(),
        report=Report(23, 23, 96, 88, {"A": 0.52, "B": 0.48}, {"warning": 2}, {}),
    )


def text_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(text_of(each) for key, each in value.items() if key != "id")
    return " ".join(map(text_of, value)) if isinstance(value, (list, tuple)) else ""


def words_differ():
    return tuple(
        QuotationDifference(reading(left, a, None), reading(right, b, None))
        for (left, a), (right, b) in words.QUOTED_TWICE
    )


def coverage(sections):
    counts = [(3, 2, 1, 0), (2, 3, 2, 1), (0, 2, 0, 0), (1, 0, 4, 0)]
    return tuple(
        Coverage(each.id, letter, *counts[(index + (letter == "B")) % len(counts)])
        for index, each in enumerate(sections)
        for letter in FILES
        if any(one.letter == letter for one in each.tags)
    )


__all__ = ["document", "replace"]
