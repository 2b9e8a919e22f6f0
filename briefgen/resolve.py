"""Resolve: every reference of an outline bound to an exact span of a seed.

A citation that leads nowhere, a quotation that its source does not have: both end here, as
findings, and no later stage meets one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.analysis.sentences import sentences
from briefgen.bounds import USUAL
from briefgen.brief import (
    Brief,
    Citation,
    Cluster,
    Field,
    Passage,
    Quotation,
    Sentence,
    Stretch,
)
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.parse import parse
from briefgen.place import place_of
from briefgen.prose import OBJECT
from briefgen.quote.quotation import Match, Miss, find, find_within
from briefgen.quote.quotes import quotations
from briefgen.quote.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.bounds import Bounds
    from briefgen.outline import Outline, PassageEntry
    from briefgen.parse import Leaf
    from briefgen.place import Place, Text
    from briefgen.prose import CiteItem
    from briefgen.seed import Library, Seed
    from briefgen.select import Selected, Selection

__all__ = ["QUOTED_WORDS", "bind_passages", "resolve"]

QUOTED_WORDS = 4
"""Words from which on quotation marks have to be proved; fewer may be a term or a title."""

MISSED = 100
"""Quotations not found that are explained; looking for the nearest words takes seconds in a long text."""


def bind_passages(
    outline: Outline, library: Library
) -> tuple[Mapping[str, Passage], tuple[Finding, ...]]:
    """Find every passage that the outline declares in its seed."""
    passages: dict[str, Passage] = {}
    findings: list[Finding] = []
    for section in outline.sections:
        for name, entry in section.passages.items():
            seed = library.seeds.get(entry.seed)
            if seed is None:
                continue  # the reading stage has said so: unknown-seed
            if len(findings) >= MISSED:
                findings.append(_enough(place_of(name, entry.seed.place)))
                return passages, tuple(findings)
            found = _bind(name, entry, seed)
            if isinstance(found, Finding):
                findings.append(found)
            else:
                passages[name] = found
    return passages, tuple(findings)


def _enough(place: Place) -> Finding:
    message = f"{MISSED} quotations before this one were not found; no more are looked for"
    return Finding("quote-not-found", message, place, "mend the others first")


def _bind(name: str, entry: PassageEntry, seed: Seed) -> Passage | Finding:
    place = place_of(name, entry.seed.place)
    if entry.paragraph is not None and seed.paragraph(entry.paragraph) is None:
        return _no_paragraph(seed, entry.paragraph, place_of(entry.paragraph, place))
    if entry.quote is None:
        return _whole(name, seed, (entry.paragraph or 1,), place, entry)
    found = find(
        entry.quote,
        seed,
        paragraph=entry.paragraph,
        after=entry.after,
        before=entry.before,
        span=entry.span,
    )
    if isinstance(found, Miss):
        from briefgen.misses import missed_passage

        return missed_passage(found, seed, entry.quote.place)
    spans = tuple((fragment.start, fragment.end) for fragment in found.fragments)
    return Passage(name, seed, found.paragraphs, spans, found.printed, place, entry, found)


def _whole(
    name: str, seed: Seed, numbers: Sequence[int], place: Place, entry: PassageEntry | None = None
) -> Passage:
    """A passage of whole paragraphs."""
    paragraphs = [seed.paragraphs[number - 1] for number in numbers]
    spans = tuple((paragraph.start, paragraph.end) for paragraph in paragraphs)
    words = " ".join(" ".join(paragraph.reading.text.split()) for paragraph in paragraphs)
    return Passage(name, seed, tuple(numbers), spans, words, place, entry)


def _no_paragraph(seed: Seed, number: int, place: Place) -> Finding:
    message = f"`{seed.id}` has no paragraph {number}; its last is {len(seed.paragraphs)}"
    hint = f"count the paragraphs of {seed.file.path.name}, title and byline too"
    return Finding("unknown-passage", message, place, hint)


def resolve(
    selection: Selection,
    library: Library,
    passages: Mapping[str, Passage],
    bounds: Bounds = USUAL,
) -> tuple[Brief, tuple[Finding, ...]]:
    """Bind every citation and every quotation of one audience's text."""
    resolver = _Resolver(library, passages, selection.outline, bounds)
    fields: list[Field] = []
    for value in selection.values:
        labels = value.name.endswith(".label")
        fields.append(resolver.field(value, fields[-1] if labels and fields else None))
    cited: dict[tuple[str, tuple[int, ...]], Passage] = {}
    for field in fields:
        for cluster in field.clusters:
            for citation in cluster.citations:
                cited.setdefault(
                    (citation.passage.id, citation.passage.paragraphs), citation.passage
                )
    brief = Brief(selection, library, tuple(fields), passages, tuple(cited.values()))
    return brief, tuple(resolver.findings)


class _Bound(NamedTuple):
    """A leaf with its clusters bound."""

    leaf: Leaf
    clusters: tuple[Cluster, ...]


_PARAGRAPHS = r",?\s*(?:paragraphs?|paras?\.?|¶¶?)\s*\d+(?:\s*[-–,]\s*\d+)*"
_ALMOST = (
    rf"(?<![\w@.])(?P<open>\[?)@(?P<bare>[\w-]*\w)(?P<para>{_PARAGRAPHS})?"
    rf"|\[(?P<named>[\w-]*\w)(?P<where>{_PARAGRAPHS})\]"
)
"""What was meant as a citation, and is text: the brackets, one of them or the `@` is not there."""


class _Cited(NamedTuple):
    """What words cite: passages, and the seeds of citations that could not be bound.

    The seed is None where that is not known either.
    """

    citations: tuple[Citation, ...] = ()
    lost: tuple[Seed | None, ...] = ()

    def and_(self, other: _Cited) -> _Cited:
        return _Cited(self.citations + other.citations, self.lost + other.lost)


class _Resolver:
    """What binding needs, and the findings on the way.

    A declared passage that was not found is reported by :func:`bind_passages`; what cites it is not
    to blame.
    """

    def __init__(
        self,
        library: Library,
        passages: Mapping[str, Passage],
        outline: Outline,
        bounds: Bounds,
    ) -> None:
        self.bounds = bounds
        self.library = library
        self.passages = passages
        self.language = str(outline.language or "en")
        declared = [each for section in outline.sections for each in section.passages.items()]
        self.declared = {str(name): str(entry.seed) for name, entry in declared}
        self.findings: list[Finding] = []

    def field(self, value: Selected, labelled: Field | None = None) -> Field:
        """One prose value, parsed and bound; a label rests on what the text that it labels cites."""
        parsed = parse(value.text, inline=value.inline, bounds=self.bounds)
        for problem in parsed.problems:
            place = value.text.at(problem.start, problem.end)
            self.findings.append(Finding(problem.rule, problem.message, place, problem.hint))
        bound = [_Bound(leaf, self.clusters(value.text, leaf)) for leaf in parsed.leaves]
        if value.name.endswith(".alt") and any(one.clusters for one in bound):
            message = "a text alternative cannot cite: it is read out in place of the image"
            hint = "cite in the figure's `title:` or `source:`"
            self.findings.append(Finding("wrong-value", message, value.text.place, hint))
        sentences = tuple(self.sentences(value.text, bound))
        if labelled is not None:
            if any(one.clusters for one in bound):
                message = "a label cannot cite: it rests on what the event's `text:` cites"
                place = value.text.place
                self.findings.append(
                    Finding("wrong-value", message, place, "cite in `text:`, under the label")
                )
            rests = tuple(c for cluster in labelled.clusters for c in cluster.citations)
            sentences = tuple(sentence._replace(citations=rests) for sentence in sentences)
        return Field(
            name=value.name,
            role=value.role,
            text=value.text,
            blocks=parsed.blocks,
            leaves=parsed.leaves,
            clusters=tuple(cluster for one in bound for cluster in one.clusters),
            sentences=sentences,
            section=value.section,
        )

    def clusters(self, text: Text, leaf: Leaf) -> tuple[Cluster, ...]:
        """The leaf's citation clusters; what cannot be bound is a finding."""
        found = []
        position = -1
        for cite in leaf.cites:
            position = leaf.text.index(OBJECT, position + 1)
            at = Stretch(text, leaf, position, position + 1)
            items = [self.citation(item, at) for item in cite.items]
            found.append(Cluster(at, tuple(item for item in items if item)))
        # What was read as a citation is one character here, so most texts have neither.
        meant = "@" in leaf.text or "[" in leaf.text
        for match in re.finditer(_ALMOST, leaf.text) if meant else ():
            name = match["bare"] or match["named"]
            if name in self.passages or name in self.library.seeds:
                place = text.at(*leaf.span(*match.span()))
                if match["named"]:
                    message = f"`{match[0]}` without `@` is text, not a citation"
                elif match["open"]:
                    message = f"`{match[0]}` opens a citation that is not closed with `]`"
                else:
                    message = f"`@{name}` without brackets is text, not a citation"
                where = match["where"] or (match["para"] or "").rstrip()
                if not where and name not in self.passages:
                    where = ", para. 1"
                hint = f"[@{name}{where}]"
                self.findings.append(Finding("wrong-value", message, place, hint))
        return tuple(found)

    def citation(self, item: CiteItem, at: Stretch) -> Citation | None:
        """One ``@id`` bound to its passage."""
        passage = self.passages.get(item.id)
        seed = self.library.seeds.get(item.id)
        if passage is not None:
            wrong = [number for number in item.paragraphs if number not in passage.paragraphs]
            if wrong:
                where = ", ".join(str(number) for number in passage.paragraphs)
                message = f"the passage `{item.id}` stands in paragraph {where}, not {wrong[0]}"
                self.findings.append(Finding("unknown-passage", message, at.place, f"[@{item.id}]"))
                return None
            return Citation(at, passage, item)
        if item.id in self.declared or (seed is None and item.id in self.library.declared):
            return None
        if seed is None:
            message = f"no passage or seed is called `{item.id}`"
            hint = did_you_mean(item.id, [*self.declared, *self.library.declared], "there are")
            self.findings.append(Finding("unknown-passage", message, at.place, hint))
            return None
        if not item.paragraphs:
            message = f"`{item.id}` is a whole document: a citation leads to a paragraph of it"
            named = re.search(r"\d+", item.suffix)
            hint = f"[@{item.id}, para. {named[0] if named else 1}], or the id of a passage"
            self.findings.append(Finding("unknown-passage", message, at.place, hint))
            return None
        for number in item.paragraphs:
            if seed.paragraph(number) is None:
                self.findings.append(_no_paragraph(seed, number, at.place))
                return None
        return Citation(at, _whole(item.id, seed, item.paragraphs, at.place), item)

    def sentences(self, text: Text, bound: Sequence[_Bound]) -> Iterator[Sentence]:
        """The sentences of a field with what they cite and quote."""
        rows: dict[int, _Cited] = {}
        for one in bound:
            if one.leaf.row is not None:
                rows[one.leaf.row] = rows.get(one.leaf.row, _Cited()).and_(self.cited(one))
        for index, one in enumerate(bound):
            leaf = one.leaf
            spans = sentences(leaf.text, self.language)
            cited = [self.cited(one, *span) for span in spans]
            if leaf.row is not None:
                cited = [rows[leaf.row] for _ in spans]
            elif leaf.quoted and not any(map(any, cited)) and index:
                # A block quotation may be cited by the words that lead to it.
                cited = [self.cited(bound[index - 1]) for _ in spans]
            quoted = list(self.quotations(text, leaf, spans, cited))
            for (start, end), (citations, _) in zip(spans, cited, strict=True):
                yield Sentence(
                    text=leaf.text[start:end],
                    leaf=index,
                    start=start,
                    end=end,
                    at=Stretch(text, leaf, start, end),
                    citations=citations,
                    quotations=tuple(q for q in quoted if start < q.outer[1] <= end),
                )

    def quotations(
        self,
        text: Text,
        leaf: Leaf,
        spans: Sequence[tuple[int, int]],
        cited: Sequence[_Cited],
    ) -> Iterator[Quotation]:
        """The leaf's outermost quotations, proved by what the sentences that they stand in cite."""
        if leaf.quoted:
            end = len(leaf.text.rstrip(f" {OBJECT}"))
            found = [_Marked(0, end, (0, len(leaf.text)), ("", ""))] if end else []
        else:
            found = [
                _Marked(q.start, q.end, q.outer, (q.opening, q.closing))
                for q in quotations(leaf.text)
                if q.parent is None and q.closed
            ]
        for marked in found:
            words = leaf.text[marked.start : marked.end]
            at = Stretch(text, leaf, marked.start, marked.end)
            sources = _Cited()
            for span, here in zip(spans, cited, strict=True):
                if span[0] < marked.outer[1] and marked.outer[0] < span[1]:
                    sources = sources.and_(here)
            required = leaf.quoted or word_count(words) >= QUOTED_WORDS
            proof = self.proof(words, sources, at) if required else None
            citation, match = proof or (None, None)
            yield Quotation(
                at,
                words,
                marked.start,
                marked.end,
                marked.outer,
                marked.marks,
                required,
                citation,
                match,
            )

    def proof(self, words: str, cited: _Cited, at: Stretch) -> tuple[Citation, Match] | None:
        """The citation that has ``words``, and where; a finding if none has them."""
        for citation in cited.citations:
            found = find_within(words, citation.passage.seed, [citation.passage.spans])
            if found is not None:
                return citation, found
        seeds = {c.passage.seed.id: c.passage.seed for c in cited.citations}
        lost = {seed.id: seed for seed in cited.lost if seed is not None}
        if None in cited.lost or any(_has(seed, words) for seed in lost.values()):
            return None
        if seeds or lost:
            sources = tuple({**seeds, **lost}.values())
            if len(self.findings) < MISSED:
                from briefgen.misses import misquoted

                missed = misquoted(words, sources, tuple(self.passages.values()), at.place)
                self.findings.append(missed)
            elif len(self.findings) == MISSED:
                self.findings.append(_enough(at.place))
        else:
            message = "words in quotation marks, and the sentence cites no passage that has them"
            hint = "end the sentence with the citation, such as [@passage]"
            self.findings.append(Finding("misquote", message, at.place, hint))
        return None

    def cited(self, one: _Bound, start: int = 0, end: int | None = None) -> _Cited:
        """What is cited between two offsets of a leaf's text."""
        if not one.clusters:
            return _Cited()
        first = one.leaf.text.count(OBJECT, 0, start)
        last = first + one.leaf.text.count(OBJECT, start, end)
        clusters = one.clusters[first:last]
        lost = [
            self.library.seeds.get(self.declared.get(item.id, item.id))
            for cite, cluster in zip(one.leaf.cites[first:last], clusters, strict=True)
            if len(cluster.citations) < len(cite.items)
            for item in cite.items
            if item not in [citation.item for citation in cluster.citations]
        ]
        return _Cited(tuple(c for cluster in clusters for c in cluster.citations), tuple(lost))


def _has(seed: Seed, words: str) -> bool:
    """Whether ``words`` stand anywhere in a seed."""
    found = find(words, seed, span=True)
    return isinstance(found, Match) or found.why == "ambiguous"


class _Marked(NamedTuple):
    """A quotation in a leaf's text: its span inside the marks, that with them, and the marks."""

    start: int
    end: int
    outer: tuple[int, int]
    marks: tuple[str, str]
