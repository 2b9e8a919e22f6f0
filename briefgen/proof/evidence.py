"""Evidence: evidence.json from a document, all that a reader needs to prove it again.

Same document, same bytes: no clock, no folder, nothing but what the document says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import __version__
from briefgen.compose.number import csl_item
from briefgen.proof import annotation
from briefgen.proof import evidence_file as file
from briefgen.prose import (
    OBJECT,
    BlockQuote,
    Call,
    Code,
    CodeBlock,
    Heading,
    LineBreak,
    List,
    Paragraph,
    Rule,
    Str,
    Table,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.document import Annotation, Document, Figure, Reading
    from briefgen.proof.evidence_file import Evidence
    from briefgen.prose import Blocks, Inlines
    from briefgen.seed import Seed

__all__ = ["evidence"]

_AROUND = 32
"""Characters of context on each side of a quotation's selector."""


def evidence(document: Document, seeds: Mapping[str, Seed]) -> Evidence:
    """All evidence of ``document``; ``seeds`` are the library's, by id.

    :func:`briefgen.proof.evidence_file.write_evidence` makes the file's bytes of it.
    """
    text = tuple(_text(document))
    saying = {number: block.words for block in text for number in block.calls}
    items = tuple(
        _annotation(entry, document, seeds[entry.seed], saying) for entry in document.annotations
    )
    return file.Evidence(
        generator=file.Generator(version=__version__),
        label=document.title_text,
        total=len(items),
        brief=_brief(document),
        first=annotation.AnnotationPage(items=items),
        text=text,
        calls=tuple(_calls(document)),
        notes=tuple(_notes(document)),
        quotations=tuple(_quotations(document)),
        sources=tuple(_sources(document, seeds)),
        excerpts=tuple(_excerpts(document, seeds)),
        compared=tuple(
            file.Words(tag=side.tag.text, words=_printed(side.words, tags=False))
            for difference in document.quotation_differences
            for side in (difference.left, difference.right)
        )
        + tuple(
            file.Words(tag=side.tag.text, words=_printed(side.words, tags=False))
            for section in document.sections
            for figure in section.figures
            for side in _sides(figure)
        ),
        report=_report(document),
    )


def _brief(document: Document) -> file.BriefFacts:
    limits = document.limits
    return file.BriefFacts(
        name=document.name,
        title=document.title_text,
        audience=_own(document.audience),
        template=str(document.template),
        citations=document.citations,
        language=str(document.language),
        published=_own(document.published_iso),
        as_of=_own(document.as_of_iso),
        version=_own(document.version),
        authors=tuple(str(author) for author in document.authors),
        furniture=tuple(
            str(line)
            for line in (
                document.series,
                document.marking,
                document.to,
                document.purpose,
                document.contact,
                document.license,
                document.corrections,
            )
            if line
        ),
        words=document.words,
        limits=file.LimitsFacts(
            pages=_number(limits.pages),
            words=_number(limits.words),
            sentence_words=_number(limits.sentence_words),
        ),
    )


def _own(text: str | None) -> str | None:
    """A plain string: one that knows its place is not written."""
    return None if text is None else str(text)


def _number(number: int | None) -> int | None:
    """A plain number, for the same reason."""
    return None if number is None else int(number)


def _fields(document: Document) -> Iterator[tuple[str, Inlines | Blocks]]:
    """Every prose value of the document, with the name of its field."""
    yield "title", document.title
    yield "standfirst", document.standfirst
    yield "bottom_line", document.bottom_line
    for number, judgment in enumerate(document.key_judgments, 1):
        yield f"key_judgments.{number}", judgment.text
    for section in document.sections:
        name = f"sections.{section.id}"
        yield f"{name}.title", section.title
        yield f"{name}.bottom_line", section.bottom_line
        yield f"{name}.body", section.body
        for number, figure in enumerate(section.figures, 1):
            place = f"{name}.figures.{number}"
            yield f"{place}.title", figure.title
            for side in _sides(figure):
                yield f"{place}.passages", side.words
            for row in (figure.data.header, *figure.data.rows) if figure.data else ():
                yield f"{place}.data", tuple(node for cell in row for node in (*cell, Str(" ")))
            yield f"{place}.source", figure.source
        yield f"{name}.gaps", section.gaps
        yield f"{name}.judgment", section.judgment
    for number, difference in enumerate(document.differences, 1):
        yield f"differences.{number}.matter", difference.matter
        for count, reading in enumerate(difference.readings, 1):
            yield f"differences.{number}.passages.{count}", reading.words
        yield f"differences.{number}.used", difference.used
    for number, event in enumerate(document.timeline, 1):
        yield f"timeline.{number}", event.text
    for number, item in enumerate(document.recommendations, 1):
        yield f"recommendations.{number}", item
    for number, item in enumerate(document.questions, 1):
        yield f"questions.{number}", item
    for entry in document.glossary:
        yield f"glossary.{entry.term}", entry.meaning
    for number, change in enumerate(document.changes, 1):
        yield f"changes.{number}", change.text


def _sides(figure: Figure) -> tuple[Reading, ...]:
    """The readings that a figure sets side by side."""
    return (figure.compared.left, figure.compared.right) if figure.compared else ()


def _leaves(nodes: Inlines | Blocks) -> Iterator[Inlines]:
    """The runs of text in ``nodes``: paragraphs, headings, items, cells."""
    line: list[object] = []
    for node in nodes:
        match node:
            case Paragraph() | Heading():
                yield node.children
            case BlockQuote():
                yield from _leaves(node.children)
            case List():
                for item in node.items:
                    yield from _leaves(item)
            case Table():
                for row in (node.header, *node.rows):
                    yield from row
            case CodeBlock():
                yield (Str(node.text),)
            case Rule():
                pass
            case _:
                line.append(node)
    if line:
        yield tuple(line)  # type: ignore[arg-type]


def _printed(nodes: Inlines, *, tags: bool) -> str:
    """Text of ``nodes`` as printed, with :data:`OBJECT` for what links to the evidence."""
    parts = []
    for node in nodes:
        match node:
            case Str() | Code():
                parts.append(str(node.text))
            case LineBreak():
                parts.append(" ")
            case Call():
                parts.append(OBJECT if tags else plain(node.text) + OBJECT)
            case _:
                parts.append(_printed(getattr(node, "children", ()), tags=tags))
    return "".join(parts)


def _made(nodes: Inlines) -> Iterator[Call]:
    """The calls in ``nodes``."""
    for node in nodes:
        if isinstance(node, Call):
            yield node
        else:
            yield from _made(getattr(node, "children", ()))


def _text(document: Document) -> Iterator[file.Block]:
    for name, nodes in _fields(document):
        for leaf in _leaves(nodes):
            text = _printed(leaf, tags=document.citations == "tags")
            if text.strip():
                numbers = tuple(call.number for call in _made(leaf))
                yield file.Block(field=name, text=text, calls=numbers)


def _calls(document: Document) -> list[file.Call]:
    tags = document.citations == "tags"
    calls = [
        file.Call(
            number=call.number,
            label=_printed(call.text, tags=True) if tags else str(call.number),
            anchor=call.target,
        )
        for _, nodes in _fields(document)
        for leaf in _leaves(nodes)
        for call in _made(leaf)
    ]
    return sorted(calls, key=lambda call: call.number)


def _notes(document: Document) -> Iterator[file.Note]:
    for note in document.notes:
        excerpts = tuple(
            file.Words(tag=excerpt.tag.text, words=str(excerpt.words))
            for excerpt in note.excerpts
            if excerpt.words
        )
        yield file.Note(number=note.number, text=_printed(note.text, tags=False), excerpts=excerpts)


def _quotations(document: Document) -> Iterator[file.Quotation]:
    for quotation in document.quotations:
        yield file.Quotation(
            text=str(quotation.text),
            number=quotation.number,
            seed=str(quotation.seed),
            paragraphs=quotation.paragraphs,
            start=quotation.start,
            end=quotation.end,
            block=quotation.block,
        )


def _annotation(
    entry: Annotation, document: Document, seed: Seed, saying: Mapping[int, str]
) -> annotation.AnnotationItem:
    body = annotation.Body(
        value=str(entry.words) if entry.number is None else saying[entry.number],
        language=str(document.language),
        number=entry.number,
        passage=str(entry.passage),
        paragraphs=tuple(map(int, entry.paragraphs)),
        kind=entry.kind,
        speaker=_own(entry.speaker),
        section=_own(entry.section),
        field=str(entry.field),
    )
    name = f"{entry.field}-{entry.item}" if entry.number is None else f"{entry.number}-{entry.item}"
    return annotation.AnnotationItem(
        id=f"#annotation-{name}",
        body=body,
        target=tuple(_target(seed, *span) for span in entry.spans),
    )


def _target(seed: Seed, start: int, end: int) -> annotation.Target:
    text = seed.file.text
    quote = annotation.TextQuoteSelector(
        exact=text[start:end],
        prefix=text[max(start - _AROUND, 0) : start],
        suffix=text[end : end + _AROUND],
    )
    source = annotation.SourceFile(
        id=f"urn:sha256:{seed.sha256}", file=str(seed.source.file), seed=str(seed.id)
    )
    return annotation.Target(
        source=source, selector=(quote, annotation.TextPositionSelector(start=start, end=end))
    )


def _sources(document: Document, seeds: Mapping[str, Seed]) -> Iterator[file.SourceFacts]:
    for card in document.sources:
        seed = seeds[card.id]
        source = seed.source
        yield file.SourceFacts(
            seed=str(seed.id),
            letter=seed.letter,
            file=str(source.file),
            sha256=seed.sha256,
            characters=len(seed.file.text),
            paragraphs=len(seed.paragraphs),
            csl=csl_item(seed) | {"id": str(seed.id)},
            kind=source.kind,
            standpoint=_own(source.standpoint),
            language=_own(source.language),
            translated_from=_own(source.translated_from),
            reliability=source.reliability,
            reliability_reason=_own(source.reliability_reason),
            note=_own(source.note),
            furniture=card.furniture,
            repairs=tuple(
                file.Repair(
                    paragraph=int(repair.paragraph), before=str(repair.from_), after=str(repair.to)
                )
                for repair in source.repairs
            ),
            share=float(card.share),
        )


def _excerpts(document: Document, seeds: Mapping[str, Seed]) -> Iterator[file.Excerpt]:
    used = {(one.seed, number) for one in document.annotations for number in one.paragraphs}
    used |= {(one.seed, number) for one in document.quotations for number in one.paragraphs}
    letters = {card.letter: card.id for card in document.sources}
    for difference in document.quotation_differences:
        for tag in (difference.left.tag, difference.right.tag):
            used |= {(letters[tag.letter], number) for number in tag.paragraphs}
    for card in document.sources:
        seed = seeds[card.id]
        for paragraph in seed.paragraphs:
            if (seed.id, paragraph.number) in used:
                yield file.Excerpt(
                    seed=str(seed.id),
                    paragraph=paragraph.number,
                    start=paragraph.start,
                    end=paragraph.end,
                    text=seed.file.text[paragraph.start : paragraph.end],
                )


def _report(document: Document) -> file.ReportFacts:
    report = document.report
    return file.ReportFacts(
        quotations=report.quotations,
        quotations_proved=report.quotations_proved,
        claims=report.claims,
        claims_cited=report.claims_cited,
        shares={str(letter): float(share) for letter, share in sorted(report.shares.items())},
        findings={str(name): count for name, count in sorted(report.findings.items())},
        settings={str(rule): str(value) for rule, value in sorted(report.settings.items())},
    )
