"""Divergence: where two sources give the same third text in different words.

Both cannot be right, and neither is the text itself. Found by program: words in quotation marks in
one source are held against words in quotation marks, and against unquoted sentences, of every other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.analysis.sentences import sentences
from briefgen.analysis.tokens import Token, words
from briefgen.quote.quotes import quotations
from briefgen.quote.words import is_unspaced, word_count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from briefgen.seed import Seed, SeedParagraph

__all__ = ["Divergence", "Segment", "Side", "divergences", "is_content"]

QUOTED_RUN = 4
"""Words that two quotations must share in a row to be taken for quotations of one text."""

REPORTED_RUN = 6
"""The same for a quotation and an unquoted sentence: there, fewer are chance or a common term."""

CONTENT = 3
"""Words of that run that must be more than grammar and names; for two quotations one less."""

_SHINGLE = 4
_NEAR = 2
_WORDS = (
    "a|about|after|all|also|an|and|any|are|as|at|be|been|but|by|can|could|did|do|does|for|"
    "from|had|has|have|he|her|his|how|if|in|into|is|it|its|may|more|most|must|no|not|of|"
    "on|only|or|our|s|shall|she|should|so|some|such|than|that|the|their|them|then|there|"
    "these|they|this|those|to|under|until|up|upon|was|we|were|what|when|where|which|while|"
    "who|will|with|within|would|you|your"
)
_GRAMMAR = frozenset(_WORDS.split("|"))


class Segment(NamedTuple):
    """Characters of a side: the ``same`` on both, ``different``, or ``beyond`` what both give."""

    text: str
    kind: Literal["same", "different", "beyond"]


class Side(NamedTuple):
    """What one source gives.

    ``start``..``end`` is the span in the seed's text (code points) of the quotation inside its marks
    or, if not ``quoted``, of the sentence; ``segments`` together are its text as read.
    """

    seed: Seed
    paragraph: int
    start: int
    end: int
    quoted: bool
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """All of it, as read."""
        return "".join(segment.text for segment in self.segments)

    @property
    def different(self) -> tuple[str, ...]:
        """The words that the other side has not, or has otherwise."""
        return tuple(s.text.strip() for s in self.segments if s.kind == "different")


class Divergence(NamedTuple):
    """One text in two wordings; at least one side quotes it. ``left`` has the earlier letter."""

    left: Side
    right: Side


class _Wording(NamedTuple):
    """A quotation, or a sentence without the quotations in it."""

    seed: Seed
    paragraph: SeedParagraph
    start: int
    end: int
    quoted: bool
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]

    def between(self, first: int, last: int) -> str:
        """Text as read from token ``first`` to before token ``last``, with what stands around."""
        text = self.paragraph.reading.text
        start = self.tokens[first - 1].end if first else self.start
        end = self.tokens[last].start if last < len(self.tokens) else self.end
        return text[start:end]


def divergences(seeds: Iterable[Seed]) -> tuple[Divergence, ...]:
    """All divergences between any two of ``seeds``, in the order of their letters and paragraphs.

    A quotation that the other source has word for word, or only shorter, is none; nor are words
    left out at an ellipsis, replaced in brackets, or different only in case or punctuation.
    """
    wordings: list[_Wording] = []
    texts: list[int] = []
    for number, seed in enumerate(seeds):
        here = _once(_wordings(seed))
        wordings += here
        texts += [number] * len(here)
    pairs = sorted(_alike(wordings, texts), key=lambda pair: (texts[pair[0]], texts[pair[1]]))
    found = (_compare(wordings[left], wordings[right]) for left, right in pairs)
    return tuple(divergence for divergence in found if divergence)


def _once(wordings: Iterable[_Wording]) -> tuple[_Wording, ...]:
    """Of wordings that a source repeats, the first."""
    found: dict[tuple[bool, tuple[str, ...]], _Wording] = {}
    for wording in wordings:
        found.setdefault((wording.quoted, wording.keys), wording)
    return tuple(found.values())


def _wordings(seed: Seed) -> Iterator[_Wording]:
    language = seed.source.language or "en"
    for paragraph in seed.paragraphs:
        if paragraph.furniture:
            continue
        text = paragraph.reading.text
        quoted = [
            (q.start, q.end, q.outer) for q in quotations(text) if q.closed and q.parent is None
        ]
        for start, end, _ in quoted:
            yield _wording(seed, paragraph, start, end, True)
        covered = frozenset(at for *_, outer in quoted for at in range(*outer))
        for start, end in sentences(text, language):
            yield _wording(seed, paragraph, start, end, False, covered)


def _wording(
    seed: Seed,
    paragraph: SeedParagraph,
    start: int,
    end: int,
    quoted: bool,
    without: Collection[int] = frozenset(),
) -> _Wording:
    found = [
        (written, key, first + start, last + start)
        for written, key, first, last in words(paragraph.reading.text[start:end])
        if first + start not in without
    ]
    keys = tuple(key for _, key, _, _ in found)
    return _Wording(seed, paragraph, start, end, quoted, tuple(map(Token._make, found)), keys)


def _alike(wordings: Sequence[_Wording], texts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of wordings, in order, that share enough; ``texts`` numbers the source of each.

    At least one of the two is a quotation.
    """
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    quoted: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shingles = [_shingles(wording.keys) for wording in wordings]
    for number, wording in enumerate(wordings):
        for shingle in shingles[number]:
            index[shingle].append(number)
            if wording.quoted:
                quoted[shingle].append(number)
    for number, mine in enumerate(wordings):
        other = index if mine.quoted else quoted
        after = bisect_right(texts, texts[number])
        shared = Counter(
            at
            for shingle in shingles[number]
            if (here := other.get(shingle))
            for at in here[bisect_left(here, after) :]
        )
        for at, count in sorted(shared.items()):
            both = mine.quoted and wordings[at].quoted
            if count > (0 if both else REPORTED_RUN - _SHINGLE):
                yield number, at


def _shingles(keys: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return dict.fromkeys(zip(*(keys[at:] for at in range(_SHINGLE)), strict=False))


def _compare(mine: _Wording, theirs: _Wording) -> Divergence | None:
    matcher = SequenceMatcher(None, mine.keys, theirs.keys, autojunk=False)
    longest = matcher.find_longest_match()
    if not _one_text(mine, theirs, longest.a, longest.size):
        return None
    steps = _trimmed(mine, matcher.get_opcodes())
    different = [step for step in steps if step[0] != "equal" and not _marked(mine, theirs, step)]
    if not different:
        return None
    first, last = steps[0], steps[-1]
    return Divergence(
        _side(mine, first[1], last[2], [(step[1], step[2]) for step in different]),
        _side(theirs, first[3], last[4], [(step[3], step[4]) for step in different]),
    )


def _one_text(mine: _Wording, theirs: _Wording, start: int, size: int) -> bool:
    """Whether a run of ``size`` shared words shows that both give one text."""
    both = mine.quoted and theirs.quoted
    run = mine.tokens[start : start + size]
    text = mine.paragraph.reading.text[run[0].start : run[-1].end] if run else ""
    content = sum(is_content(t.key) and not t.written[0].isupper() for t in run)
    return word_count(text) >= (QUOTED_RUN if both else REPORTED_RUN) and content >= CONTENT - both


def is_content(key: str) -> bool:
    """Whether a word, in small letters, is more than grammar; English grammar only is known."""
    return is_unspaced(key[0]) or (key not in _GRAMMAR and any(c.isalpha() for c in key))


_Step = tuple[str, int, int, int, int]


def _trimmed(mine: _Wording, steps: Sequence[_Step]) -> list[_Step]:
    """``steps`` from the first to the last run that both share, without runs of chance at the ends.

    Chance is a run of grammar alone (*of the*), and a single word that stands apart.
    """
    kept = list(steps)
    while kept and not _anchors(mine, kept[0], kept[1:2]):
        del kept[0]
    while kept and not _anchors(mine, kept[-1], kept[-2:-1]):
        del kept[-1]
    return kept


def _anchors(mine: _Wording, step: _Step, gap: Sequence[_Step]) -> bool:
    """Whether a run at the end belongs to the text; ``gap`` lies between it and the next run."""
    kind, start, end, *_ = step
    content = sum(is_content(token.key) for token in mine.tokens[start:end])
    near = all(max(b - a, d - c) <= _NEAR for _, a, b, c, d in gap)
    return kind == "equal" and (content > 1 or (content == 1 and near))


def _marked(mine: _Wording, theirs: _Wording, step: _Step) -> bool:
    """Whether the source itself shows the change: words left out at dots, or put in brackets."""
    _, a, b, c, d = step
    here, there = mine.between(a, b), theirs.between(c, d)
    return any(
        (first == last and ("..." in text or "…" in text)) or text.strip().startswith("[")
        for first, last, text in ((a, b, here), (c, d, there))
    )


def _side(wording: _Wording, first: int, last: int, different: Sequence[tuple[int, int]]) -> Side:
    text = wording.paragraph.reading.text
    words = wording.tokens
    segments: list[Segment] = []
    here = wording.start

    def upto(end: int, kind: Literal["same", "different", "beyond"]) -> None:
        nonlocal here
        if end > here:
            segments.append(Segment(text[here:end], kind))
            here = end

    upto(words[first].start, "beyond")
    for start, end in different:
        if end > start:
            upto(words[start].start, "same")
            upto(words[end - 1].end, "different")
    upto(words[last - 1].end, "same")
    upto(wording.end, "beyond")
    start, end = wording.paragraph.reading.raw(wording.start, wording.end)
    return Side(wording.seed, wording.paragraph.number, start, end, wording.quoted, tuple(segments))
