"""Calls in the text and the notes that they lead to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.compose.annex import tag
from briefgen.document import Annotation, Excerpt, Note
from briefgen.prose import Call, Str

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.brief import Citation, Passage
    from briefgen.compose.number import Numbered
    from briefgen.document import SourceTag
    from briefgen.prose import Inline, Inlines
    from briefgen.template import Manifest

__all__ = ["annotated", "calls", "notes", "tags"]


def tags(passages: Iterable[Passage], manifest: Manifest) -> tuple[SourceTag, ...]:
    """What ``passages`` stand in: one tag a source, in the order of the letters."""
    paragraphs: dict[str, list[int]] = defaultdict(list)
    seeds = {}
    for passage in passages:
        seeds[passage.seed.letter] = passage.seed
        paragraphs[passage.seed.letter].extend(passage.paragraphs)
    letters = sorted(paragraphs, key=lambda letter: (len(letter), letter))
    return tuple(tag(seeds[one], paragraphs[one], evidence=manifest.evidence) for one in letters)


def calls(
    numbered: Iterable[Numbered], texts: Sequence[Inlines], manifest: Manifest
) -> Mapping[str, Sequence[Call]]:
    """Calls of each field by its name, in order.

    ``texts`` are the citations as an in-text style prints them, or empty for a note style.
    """
    found: dict[str, list[Call]] = defaultdict(list)
    for entry in numbered:
        if manifest.citations == "notes":
            text = texts[entry.number - 1] if texts else ()
            call = Call(entry.number, text, f"note-{entry.number}")
        else:
            sources = tags((c.passage for c in entry.citations), manifest)
            words: list[Inline] = [Str("; ".join(source.text for source in sources))]
            call = Call(entry.number, tuple(words), sources[0].target if sources else "sources")
        found[entry.field.name].append(call)
    return found


def notes(
    numbered: Sequence[Numbered], texts: Sequence[Inlines], manifest: Manifest
) -> tuple[Note, ...]:
    """A note for each citation; words that an earlier note printed are not printed again."""
    quoted = _quoted(numbered)
    printed: dict[tuple[str, str], int] = {}
    found = []
    for entry in numbered:
        excerpts = []
        for citation in entry.citations:
            passage = citation.passage
            source = tag(passage.seed, passage.paragraphs, evidence=manifest.evidence)
            for words in _words(quoted.get(id(citation), ()), citation):
                first = printed.setdefault((passage.seed.id, words), entry.number)
                if first == entry.number:
                    excerpts.append(Excerpt(source, words))
                elif all(excerpt.same_as != first for excerpt in excerpts):
                    excerpts.append(Excerpt(source, "", first))
        found.append(Note(entry.number, texts[entry.number - 1], tuple(dict.fromkeys(excerpts))))
    return tuple(found)


def _quoted(numbered: Iterable[Numbered]) -> Mapping[int, Sequence[str]]:
    """What is quoted from each citation, by the citation's identity: equal ones may quote otherwise."""
    found: dict[int, list[str]] = defaultdict(list)
    for field in {entry.field.name: entry.field for entry in numbered}.values():
        for sentence in field.sentences:
            for quotation in sentence.quotations:
                if quotation.citation and quotation.match:
                    found[id(quotation.citation)].append(quotation.match.printed)
    return found


def _words(quoted: Sequence[str], citation: Citation) -> Sequence[str]:
    """The words relied on: for a whole paragraph, what the sentence quotes from it, if it does."""
    return quoted if quoted and citation.passage.match is None else [citation.passage.words]


def annotated(
    numbered: Iterable[Numbered], compared: Iterable[tuple[str, Passage]]
) -> tuple[Annotation, ...]:
    """Every use of a passage: cited in the text, or only ``compared`` in the field of that name."""
    cited = [
        _annotation(citation.passage, entry.field.name, entry.field.section, entry.number, item)
        for entry in numbered
        for item, citation in enumerate(entry.citations, 1)
    ]
    beside = [
        _annotation(passage, name, None, None, item)
        for item, (name, passage) in enumerate(compared, 1)
    ]
    return (*cited, *beside)


def _annotation(
    passage: Passage, field: str, section: str | None, number: int | None, item: int
) -> Annotation:
    return Annotation(
        number=number,
        item=item,
        passage=passage.id,
        seed=passage.seed.id,
        paragraphs=passage.paragraphs,
        spans=passage.spans,
        words=passage.words,
        kind=passage.kind,
        speaker=passage.entry.speaker if passage.entry else None,
        section=section,
        field=field,
    )
