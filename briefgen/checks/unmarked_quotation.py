"""Words of a source stand in the text without quotation marks.

Taken words that look like the author's own are plagiarism to a reader who finds them, and the proof cannot
hold them to their source. So a run of words that the brief shares with a document it cites is an error,
from the length on at which it cannot be chance.

The measure: eight words in a row or more, the same but for case and dress, of which at least five are
written in small letters and at least three of these are more than grammar. Names and titles (*the
Institute for National Security Studies, Renmin University of China*) stay below that, and so do set
phrases. Japanese and Chinese are measured in characters: sixteen in a row, at least three of them hiragana,
or twenty-four without. Every part of the text is read but the glossary; quotations are left out, and a run does not reach
across one.

This fires:

    title: Deterrence
    sections:
      - id: deterrence
        title: Deterrence
        passages:
          nuclear: {seed: yang, paragraph: 5}
        body: |
          The US military will provide nuclear protection to Japan by countering attacks [@nuclear].

and prints

    brief.yaml:8:7: error: 12 words in a row are those of `yang` ¶5, without quotation marks [unmarked-quotation]
      8 |       The US military will provide nuclear protection to Japan by countering attacks [@nuclear].
        |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      The US military will provide nuclear protection to Japan by countering attacks
      hint: put them in quotation marks, or say it in your own words

Put the words in quotation marks, or say it in your own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefgen.analysis.divergence import is_content
from briefgen.analysis.tokens import PART, Token, parts, tokens, words
from briefgen.brief import HIDDEN
from briefgen.finding import Finding, Severity
from briefgen.quote.words import has_unspaced, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.brief import Brief, Field
    from briefgen.quote.haystack import Haystack

SEVERITY = Severity.ERROR

RUN = 8
"""Words in a row from which on a text is taken."""

SMALL = 5
"""Of these, words written in small letters."""

CONTENT = 3
"""Of these again, words that are more than grammar."""

LETTERS = 16
"""Characters in a row from which on a text without spaces is taken, with :data:`KANA` of hiragana."""

KANA = 3

BARE_LETTERS = 24
"""The same for a text without hiragana, such as Chinese."""


def check(brief: Brief) -> Iterator[Finding]:
    """Runs of words that stand in a cited document too."""
    seeds = {passage.seed.id: passage.seed.haystack for passage in brief.cited}
    cited = tuple(sorted(seeds.items(), key=lambda item: item[0]))
    order = {name: number for number, name in enumerate(seeds)}
    for field in brief.fields:
        if not field.name.startswith("glossary."):
            for number in range(len(field.leaves)):
                yield from _taken(field, number, cited, order)


class _Paragraph(NamedTuple):
    seed: str
    number: int
    keys: tuple[str, ...]


def _tokens(text: str) -> Sequence[Token]:
    """Words, and each letter of a script that writes no spaces between words."""
    if not has_unspaced(text):
        return tokens(text)
    found = {token.start: token for token in tokens(text)}
    here = 0
    for at, letter in enumerate(text):
        if at in found:
            here = found[at].end
        elif at >= here and is_unspaced(letter) and letter.isalnum():
            found[at] = Token(letter, letter, at, at + 1)
    return [found[at] for at in sorted(found)]


_OWN = re.compile(f"[^{HIDDEN}]+")

_Seeds = tuple[tuple[str, "Haystack"], ...]
_Index = dict[tuple[str, ...], list[tuple[_Paragraph, int]]]


class _Known(NamedTuple):
    """Parts of words that the documents have, and all that they have in a row, as many as a run has."""

    parts: frozenset[str]
    runs: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def _known(seeds: _Seeds) -> _Known:
    every: set[str] = set()
    runs: set[tuple[str, ...]] = set()
    for _, haystack in seeds:
        for folded in haystack.folds:
            found = tuple(PART.findall(folded.text.casefold()))
            every.update(found)
            runs.update(found[at : at + RUN] for at in range(len(found) - RUN + 1))
    return _Known(frozenset(every), frozenset(runs))


@lru_cache(maxsize=1)
def _index(seeds: _Seeds) -> _Index:
    """Where each run of words stands in the documents.

    *Why* kept: most audiences cite the same ones.
    """
    index: _Index = defaultdict(list)
    for name, haystack in seeds:
        for paragraph in haystack.paragraphs:
            text = paragraph.reading.text
            found = _tokens(text) if has_unspaced(text) else words(text)
            keys = tuple(key for _, key, _, _ in found)
            here = _Paragraph(name, paragraph.number, keys)
            for at in range(len(keys) - RUN + 1):
                index[keys[at : at + RUN]].append((here, at))
    return index


def _taken(field: Field, number: int, seeds: _Seeds, order: Mapping[str, int]) -> Iterator[Finding]:
    leaf = field.leaves[number]
    for offset, text in _stretches(field, number):
        if not _may_be_taken(text, seeds):
            continue
        index = _index(seeds)
        stretch = _tokens(text)
        keys = tuple(token.key for token in stretch)
        at = 0
        while at <= len(keys) - RUN:
            if keys[at : at + RUN] not in index:
                at += 1
                continue
            paragraph, length = _longest(keys, at, index, order)
            run = stretch[at : at + length]
            if paragraph is None or not _is_text(run):
                at += 1
                continue
            place = field.text.at(*leaf.span(offset + run[0].start, offset + run[-1].end))
            yield Finding(
                "unmarked-quotation",
                f"{_counted(run)} in a row are those of `{paragraph.seed}` "
                f"¶{paragraph.number}, without quotation marks",
                place,
                "put them in quotation marks, or say it in your own words",
                " ".join(leaf.text[offset + run[0].start : offset + run[-1].end].split()),
            )
            at += length


def _longest(
    keys: tuple[str, ...], at: int, index: _Index, order: Mapping[str, int]
) -> tuple[_Paragraph | None, int]:
    """The longest run from ``keys[at]`` on that a paragraph has too, in the document cited first."""
    best: tuple[_Paragraph | None, int] = None, 0
    found = index.get(keys[at : at + RUN], ())
    for paragraph, start in sorted(found, key=lambda each: order[each[0].seed]):
        length = RUN
        here, there = keys[at + RUN :], paragraph.keys[start + RUN :]
        for mine, theirs in zip(here, there, strict=False):
            if mine != theirs:
                break
            length += 1
        if length > best[1]:
            best = paragraph, length
    return best


def _may_be_taken(text: str, seeds: _Seeds) -> bool:
    """Whether ``text`` may have a run of the documents' words, by the parts of its own."""
    found = parts(text)
    if found is None:
        return True
    known = _known(seeds)
    small = tuple(map(str.lower, found))
    since = 0
    for at, part in enumerate(small, 1):
        if part not in known.parts:
            since = at
        elif at - since >= RUN and small[at - RUN : at] in known.runs:
            return True
    return False


def _stretches(field: Field, number: int) -> Iterator[tuple[int, str]]:
    """The leaf's own words, parted where it quotes, each part with its offset in the leaf."""
    if field.leaves[number].quoted:
        return
    for match in _OWN.finditer(field.unquoted[number]):
        yield match.start(), match.group()


def _letters(run: Sequence[Token]) -> str:
    """The letters of a run that is mostly in a script without spaces; else none."""
    letters = "".join(token.key for token in run if is_unspaced(token.key[0]))
    return letters if len(letters) * 2 > len(run) else ""


def _counted(run: Sequence[Token]) -> str:
    letters = _letters(run)
    return f"{len(letters)} characters" if letters else f"{len(run)} words"


def _is_text(run: Sequence[Token]) -> bool:
    """Whether a run is text, and not a name or a set phrase."""
    if letters := _letters(run):
        kana = sum("ぁ" <= letter <= "ゟ" for letter in letters)
        return len(letters) >= (LETTERS if kana >= KANA else BARE_LETTERS)
    small = [token.key for token in run if token.written.islower()]
    return len(small) >= SMALL and sum(map(is_content, small)) >= CONTENT
