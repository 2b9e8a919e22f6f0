"""Compose: a brief bound to its evidence becomes the document that a template arranges."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from briefgen import document
from briefgen.analysis.divergence import divergences
from briefgen.analysis.length import limits, text_words
from briefgen.analysis.likelihood import scale_of, uses
from briefgen.compose import annex, notes
from briefgen.compose.differing import differing
from briefgen.compose.languages import written_date
from briefgen.compose.titles import with_titles_marked
from briefgen.compose.typeset import typeset
from briefgen.figure import Image
from briefgen.prose import OBJECT, Mark, Str, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.analysis.divergence import Side
    from briefgen.brief import Brief, Passage
    from briefgen.cite.answer import Formatted
    from briefgen.cite.csl import Style
    from briefgen.compose.number import Numbered
    from briefgen.document import Document, PrintedQuotation, Report
    from briefgen.outline import SectionEntry
    from briefgen.prose import Blocks, Inline, Inlines

__all__ = ["compose"]


def compose(
    name: str,
    brief: Brief,
    numbered: Sequence[Numbered],
    formatted: Formatted,
    style: Style,
    report: Report,
) -> Document:
    """Make the document ``name`` from ``brief``.

    ``formatted`` holds the citations of ``numbered``, in their order, in the citation ``style``.
    """
    language = str(brief.selection.outline.language or "en")
    formatted = with_titles_marked(formatted, language)
    in_text = formatted.citations if style.in_text else ()
    calls = notes.calls(numbered, in_text, brief.selection.template.manifest)
    printed: dict[str, Blocks] = {}
    quotations: list[PrintedQuotation] = []
    raised = brief.selection.template.manifest.citations == "notes" and not style.in_text
    for field in brief.fields:
        set_field = typeset(field, calls.get(field.name, ()), raised=raised, language=language)
        printed[field.name] = set_field.blocks
        quotations.extend(set_field.quotations)
    pages = _Pages(brief, language, printed)
    return pages.assembled(name, numbered, formatted, style, tuple(quotations), report)


@dataclass(frozen=True)
class _Pages:
    """The parts of one document; ``printed`` are its fields as they are printed, by name."""

    brief: Brief
    language: str
    printed: Mapping[str, Blocks]

    def assembled(
        self,
        name: str,
        numbered: Sequence[Numbered],
        formatted: Formatted,
        style: Style,
        quotations: tuple[PrintedQuotation, ...],
        report: Report,
    ) -> Document:
        selection = self.brief.selection
        outline, settings, manifest = (
            selection.outline,
            selection.settings,
            selection.template.manifest,
        )
        annotations = notes.annotated(numbered, self.compared())
        seeds = {a.seed: self.brief.library.seeds[a.seed] for a in annotations}
        paragraphs = annex.evidence_paragraphs(seeds, annotations)
        references = tuple(
            document.Reference(self.brief.library.seeds[seed].letter, text)
            for seed, text in formatted.references
        )
        title = self.inlines("title")
        return document.Document(
            name=name,
            audience=selection.audience,
            template=selection.template.name,
            citations=manifest.citations,
            language=self.language,
            paper=settings.paper,
            marking=settings.marking,
            to=settings.to,
            purpose=settings.purpose,
            title=title,
            title_text=plain(title).replace(OBJECT, ""),
            standfirst=self.inlines("standfirst"),
            series=outline.series,
            version=outline.version,
            published=self.date(outline.published),
            published_iso=outline.published,
            as_of=self.date(outline.as_of),
            as_of_iso=outline.as_of,
            review_by=self.date(outline.review_by),
            authors=outline.authors,
            contact=outline.contact,
            license=outline.license,
            corrections=outline.corrections,
            bottom_line=self.blocks("bottom_line"),
            key_judgments=tuple(self.key_judgments()),
            sections=tuple(self.sections()),
            differences=tuple(self.differences()),
            quotation_differences=self.comparison(seeds),
            timeline=tuple(self.timeline()),
            recommendations=self.listed("recommendations"),
            questions=self.listed("questions"),
            glossary=tuple(
                document.GlossaryEntry(term, self.inlines(f"glossary.{term}"))
                for term in outline.glossary
                if f"glossary.{term}" in self.printed
            ),
            changes=tuple(
                document.Change(
                    written_date(change.date, self.language), self.inlines(f"changes.{number}")
                )
                for number, change in enumerate(outline.changes, 1)
                if f"changes.{number}" in self.printed
            ),
            notes=notes.notes(numbered, formatted.citations, manifest)
            if manifest.citations == "notes"
            else (),
            references=references,
            sources=annex.source_cards(seeds.values(), annotations, references, self.language),
            paragraphs=paragraphs,
            evidence=paragraphs if manifest.evidence else (),
            coverage=self.coverage(numbered),
            repairs=annex.repairs(seeds.values()),
            scales=self.scales(),
            limits=limits(selection),
            words=text_words(self.brief),
            style=style.name,
            annotations=annotations,
            quotations=quotations,
            report=report,
        )

    def blocks(self, name: str) -> Blocks:
        """Field ``name`` as printed; empty if the audience does not get it."""
        return self.printed.get(name, ())

    def inlines(self, name: str) -> Inlines:
        """Field ``name``, which is one line."""
        blocks = self.blocks(name)
        return getattr(blocks[0], "children", ()) if blocks else ()

    def date(self, iso: str | None) -> str | None:
        return written_date(iso, self.language) if iso else None

    def listed(self, part: str) -> tuple[Blocks, ...]:
        return tuple(blocks for name, blocks in self.printed.items() if name.startswith(f"{part}."))

    def key_judgments(self) -> Iterator[document.KeyJudgment]:
        for number, judgment in enumerate(self.brief.selection.outline.key_judgments, 1):
            if blocks := self.blocks(f"key_judgments.{number}"):
                term = judgment.likelihood
                scale = scale_of([term]) if term else None
                step = scale.step(term) if scale and term else None
                spread = scale.terms[step].range if scale and step is not None else None
                yield document.KeyJudgment(blocks, judgment.confidence, term, spread)

    def timeline(self) -> Iterator[document.Event]:
        outline = self.brief.selection.outline
        for number, event in enumerate(outline.timeline, 1):
            if text := self.inlines(f"timeline.{number}"):
                expected = event.expected or _is_after(event.date, outline.as_of)
                date = written_date(event.date, self.language)
                label = plain(self.inlines(f"timeline.{number}.label") or text)
                label = " ".join(label.replace(OBJECT, "").split())
                yield document.Event(event.date, date, text, label, expected)

    def scales(self) -> tuple[document.Scale, ...]:
        """The scale that the judgments use, for the reader to look a word up."""
        used = [judgment.likelihood for judgment in self.key_judgments() if judgment.likelihood]
        for field in self.brief.fields:
            if field.role == "judgment":
                used += [use.word for leaf in field.leaves for use in uses(leaf.text)]
        scale = scale_of(used)
        if scale is None:
            return ()
        return (document.Scale(scale.name, tuple((t.name, t.range) for t in scale.terms)),)

    def sections(self) -> Iterator[document.Section]:
        figures = count(1)
        for number, section in enumerate(self.brief.selection.sections, 1):
            yield self.section(number, section, figures)

    def section(
        self, number: int, section: SectionEntry, figures: Iterator[int]
    ) -> document.Section:
        """Section ``number``; its figures take their numbers from ``figures``."""
        name = f"sections.{section.id}"
        return document.Section(
            id=section.id,
            number=number,
            title=self.inlines(f"{name}.title"),
            bottom_line=self.blocks(f"{name}.bottom_line"),
            body=self.blocks(f"{name}.body"),
            figures=tuple(self.figures(section, figures)),
            gaps=self.blocks(f"{name}.gaps"),
            judgment=self.blocks(f"{name}.judgment"),
            tags=self.tags(self.cited(f"{name}.")),
        )

    def figures(self, section: SectionEntry, numbers: Iterator[int]) -> Iterator[document.Figure]:
        for number, figure in enumerate(section.figures, 1):
            name = f"sections.{section.id}.figures.{number}"
            title = self.inlines(f"{name}.title")
            if not title:
                continue
            made = partial(document.Figure, number=next(numbers), title=title)
            alt, source = plain(self.inlines(f"{name}.alt")), self.inlines(f"{name}.source")
            match self.brief.selection.contents.get(name):
                case Image() as image:
                    yield made("image", alt=alt, source=source, picture=image)
                case (chart, _):
                    data = next(block for block in self.blocks(f"{name}.data"))
                    assert isinstance(data, Table)
                    yield made("chart", alt=alt, source=source, picture=chart, data=data)
                case _ if figure.timeline:
                    events = tuple(sorted(self.timeline(), key=lambda event: event.iso))
                    yield made("timeline", events=events, tags=self.tags(self.cited("timeline.")))
                case _ if figure.comparison:
                    pair = [self.brief.passages[one] for one in figure.comparison]
                    yield made(
                        "comparison", compared=self.compared_here(*pair), tags=self.tags(pair)
                    )
                case _:
                    yield made("coverage")

    def tags(self, passages: Iterable[Passage]) -> tuple[document.SourceTag, ...]:
        return notes.tags(passages, self.brief.selection.template.manifest)

    def compared_here(self, left: Passage, right: Passage) -> document.QuotationDifference:
        """Two passages, the words that only one of them has marked."""
        evidence = self.brief.selection.template.manifest.evidence
        sides = [
            document.Reading(
                annex.tag(passage.seed, passage.paragraphs, evidence=evidence),
                words,
                passage.kind,
                passage.entry.speaker if passage.entry else None,
            )
            for passage, words in zip(
                (left, right), differing(left.words, right.words), strict=True
            )
        ]
        return document.QuotationDifference(*sides)

    def cited(self, name: str) -> tuple[Passage, ...]:
        """What the fields cite whose names begin with ``name``, in order."""
        return tuple(
            citation.passage
            for field in self.brief.fields
            if field.name.startswith(name)
            for cluster in field.clusters
            for citation in cluster.citations
        )

    def compared(self) -> tuple[tuple[str, Passage], ...]:
        """Passages set side by side, by a figure or ``differences``, with the field it is."""
        selection = self.brief.selection
        sets = [
            (f"sections.{section.id}.figures.{number}", "title", figure.comparison)
            for section in selection.sections
            for number, figure in enumerate(section.figures, 1)
        ]
        sets += [
            (f"differences.{number}", "matter", difference.passages)
            for number, difference in enumerate(selection.outline.differences, 1)
        ]
        return tuple(
            (field, self.brief.passages[name])
            for field, heading, names in sets
            if f"{field}.{heading}" in self.printed
            for name in names
            if name in self.brief.passages
        )

    def differences(self) -> Iterator[document.Difference]:
        readings: dict[str, list[document.Reading]] = defaultdict(list)
        manifest = self.brief.selection.template.manifest
        for name, passage in self.compared():
            readings[name].append(
                document.Reading(
                    annex.tag(passage.seed, passage.paragraphs, evidence=manifest.evidence),
                    (Str(passage.words),) if manifest.readings else (),
                    passage.kind,
                    passage.entry.speaker if passage.entry else None,
                )
            )
        for number in range(1, len(self.brief.selection.outline.differences) + 1):
            name = f"differences.{number}"
            if matter := self.inlines(f"{name}.matter"):
                used = self.blocks(f"{name}.used")
                yield document.Difference(matter, tuple(readings[name]), used)

    def comparison(self, seeds: Mapping[str, object]) -> tuple[document.QuotationDifference, ...]:
        """Where two of ``seeds`` quote one text in different words, for a template that says so."""
        if "differences" not in self.brief.selection.template.manifest.parts:
            return ()
        used = [seed for seed in self.brief.library.seeds.values() if seed.id in seeds]
        return tuple(
            document.QuotationDifference(self.reading(found.left), self.reading(found.right))
            for found in divergences(used)
        )

    def coverage(self, numbered: Sequence[Numbered]) -> tuple[document.Coverage, ...]:
        """How each section uses each source that the document cites."""
        sections = [section.id for section in self.brief.selection.sections]
        letters = {c.passage.seed.id: c.passage.seed for n in numbered for c in n.citations}
        seeds = sorted(letters.values(), key=lambda seed: (len(seed.letter), seed.letter))
        return annex.coverage(
            sections, seeds, {name: self.cited(f"sections.{name}.") for name in sections}
        )

    def reading(self, side: Side) -> document.Reading:
        """One side of a comparison, the words that differ marked."""
        manifest = self.brief.selection.template.manifest
        words: list[Inline] = []
        for segment in side.segments:
            text = Str(segment.text)
            words.append(Mark((text,)) if segment.kind == "different" else text)
        return document.Reading(
            annex.tag(side.seed, (side.paragraph,), evidence=manifest.evidence),
            tuple(words),
            "statement" if side.quoted else None,
            None,
        )


def _is_after(day: str, held: str | None) -> bool:
    """Whether ``day`` is after ``held``, as far as both are known: 2024 is not after 2024-08-05."""
    known = min(len(day), len(held or ""))
    return held is not None and day[:known] > held[:known]
