"""Foreign words: quotations on a page that the evidence does not carry.

What the evidence has is first taken out of the page: paragraphs of the brief, notes, words relied
on, whole excerpts. In what is left, and around it, nothing may be quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.proof.index import Index
from briefgen.proof.printed import wanted
from briefgen.prose import OBJECT
from briefgen.quote.fold import fold
from briefgen.quote.quotes import quotations
from briefgen.quote.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.proof.evidence_file import Evidence
    from briefgen.proof.locate import Located
    from briefgen.proof.printed import Passage, Printed
    from briefgen.quote.quotes import Quoted

__all__ = ["Foreign", "foreign_quotations"]

QUOTED_WORDS = 4
"""Words from which on a quotation has to be proved."""

_KNOWN = "\ue000"
"""Stands for words of the evidence; no mark, no word, no space."""

_LOOSE = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A quotation that the evidence lacks, and the page it is printed on, if it is printed."""

    words: str
    page: int | None


def foreign_quotations(
    evidence: Evidence, stream: Printed, located: Iterable[Located]
) -> Iterator[Foreign]:
    """Quotations of four words or more that ``evidence`` does not carry.

    Those on any page, and those in its own text of the brief.
    """
    carried = _Carried(evidence)
    known = bytearray(len(stream.text) + 1)
    for start, end in _known(evidence, stream, located):
        known[start:end] = b"\1" * (end - start)
    for passage, text in _passages(stream, known):
        for words in _unproved(text, carried):
            yield Foreign(words, passage.page)
    for passage in stream.outside:
        for words in _unproved(passage.text, carried):
            if not carried.says(words):
                yield Foreign(words, passage.page)
    for text in (*(block.text for block in evidence.text), *(note.text for note in evidence.notes)):
        for quoted in quotations(text):
            words = text[quoted.start : quoted.end].replace(OBJECT, "")
            own = quoted.closed and quoted.parent is None and word_count(words) >= QUOTED_WORDS
            if own and not carried.has(words):
                yield Foreign(words, None)


def _known(
    evidence: Evidence, stream: Printed, located: Iterable[Located]
) -> Iterator[tuple[int, int]]:
    """Parts of the stream that are the evidence's own words, whole."""
    texts: dict[str, None] = {}
    for one in located:
        if one.found:
            yield one.found.start, one.found.end
        texts.setdefault(one.block.text)
    for text in dict.fromkeys(note.text for note in evidence.notes):
        for found in stream.find_any_case(wanted(text), 0):
            yield found.start, found.end
    texts.update((excerpt.words, None) for note in evidence.notes for excerpt in note.excerpts)
    texts.update((quotation.text, None) for quotation in evidence.quotations)
    texts.update((reading.words, None) for reading in evidence.compared)
    texts.update(
        (text, None) for excerpt in evidence.excerpts for text in evidence.readings(excerpt)
    )
    for text in texts:
        if word_count(text) >= QUOTED_WORDS:
            for found in stream.whole(wanted(text), 0):
                yield found.start, found.end


def _passages(stream: Printed, known: bytearray) -> Iterator[tuple[Passage, str]]:
    """Each paragraph with the evidence's words taken out, joined where a page parts it."""
    before: tuple[Passage, str] | None = None
    for passage in stream.inside:
        runs: list[str] = []
        for character, at in zip(passage.text, passage.at, strict=True):
            if not known[at]:
                runs.append(character)
            elif not runs or runs[-1] != _KNOWN:
                runs.append(_KNOWN)
        text = "".join(runs)
        if before and before[0].last and passage.first:
            before = before[0], f"{before[1]} {text}"
            continue
        if before:
            yield before
        before = passage, text
    if before:
        yield before


def _unproved(text: str, carried: _Carried) -> Iterator[str]:
    """What ``text`` quotes and the evidence does not carry."""
    for quoted in quotations(text):
        words = text[quoted.start : quoted.end]
        own = word_count(words.replace(_KNOWN, " "))
        if not own or quoted.parent is not None or not _counts(quoted):
            continue
        if (own >= QUOTED_WORDS or _KNOWN in words) and not carried.has(words):
            yield " ".join(words.replace(_KNOWN, "...").split())


def _counts(quoted: Quoted) -> bool:
    """An opening single mark that is never closed is more likely an apostrophe."""
    return quoted.closed or (quoted.opening != "" and quoted.opening not in "'’‘‛")


class _Carried:
    """All that the evidence carries, to look words up in."""

    def __init__(self, evidence: Evidence) -> None:
        quoted = [quotation.text for quotation in evidence.quotations]
        noted = [words.words for note in evidence.notes for words in note.excerpts]
        shown = [reading.words for reading in evidence.compared]
        read = [text for excerpt in evidence.excerpts for text in evidence.readings(excerpt)]
        described = [
            text
            for source in evidence.sources
            for text in (source.note, source.standpoint, source.reliability_reason)
            if text
        ]
        texts = (*quoted, *noted, *shown, *read, *described, *evidence.brief.furniture)
        self._words = Index("\n".join(_key(text) for text in texts))
        titles = (text for source in evidence.sources for text in _strings(source.csl))
        self._titles = Index(
            "\n".join(_loose(each) for text in titles for each in (_TAG.sub("", text), text))
        )
        self._said = Index("\n".join(_key(block.text) for block in evidence.text))

    def has(self, words: str) -> bool:
        """Whether the evidence has ``words`` from a source, or in the title of one."""
        return self._words.has(_key(words)) or self._titles.has(_loose(words))

    def says(self, words: str) -> bool:
        """Whether the brief itself says ``words``, as a running head does again."""
        return self._said.has(_key(words))


def _key(text: str) -> str:
    """``text`` folded, without spaces, quotation marks, and punctuation at its end."""
    folded = fold(text.replace(OBJECT, "")).text
    return folded.translate(_BARE).rstrip(".,;:!?")


_BARE = str.maketrans("", "", " \"'")


def _loose(text: str) -> str:
    """Letters and digits of ``text``: citation styles change a title's case and marks."""
    return _LOOSE.sub("", fold(text).text).casefold()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(_strings(part) for part in value.values())
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(_strings(part) for part in value)
