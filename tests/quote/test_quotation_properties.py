"""What holds for any quotation: proved on the real seeds and against a second, slower judge."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefgen.quote.fold import fold
from briefgen.quote.quotation import Match, Miss, find, find_within
from briefgen.quote.words import word_count
from tests.quote.test_fold import TRICKY
from tests.seed_text import commentary, seed_of, solidifies

if TYPE_CHECKING:
    from briefgen.seed import Seed, SeedParagraph


@cache
def real_seeds() -> tuple[Seed, ...]:
    return solidifies(), commentary()


def normal(text: str) -> str:
    """A judge of its own: the few things that differ between the real seeds and their dresses."""
    for mark in "’‘":
        text = text.replace(mark, "'")
    for mark in "“”":
        text = text.replace(mark, '"')
    return " ".join(text.split())


class Span(NamedTuple):
    """Characters of a paragraph of one of the real seeds, as read."""

    which: int
    number: int
    start: int
    end: int

    @property
    def seed(self) -> Seed:
        return real_seeds()[self.which]

    @property
    def paragraph(self) -> SeedParagraph:
        return self.seed.paragraphs[self.number - 1]

    @property
    def text(self) -> str:
        return self.paragraph.reading.text[self.start : self.end]


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A span of a real seed that begins and ends with its words and has three of them or more."""
    which, number = draw(st.integers(0, 1)), draw(st.integers(1, 13))
    paragraph = real_seeds()[which].paragraphs[number - 1]
    words = fold(paragraph.reading.text).words()
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(len(words) - 1, first + 25)))
    start, end = words[first][0], words[last][1]
    assume(word_count(paragraph.reading.text[start:end]) >= 3)
    return Span(which, number, start, end)


@given(spans())
@settings(max_examples=100, deadline=None)
def test_every_span_of_whole_words_leads_to_itself(
    span: Span,
) -> None:
    seed, quote = span.seed, span.text
    found = find(quote, seed)
    places = sum(normal(p.reading.text).count(normal(quote)) for p in seed.paragraphs)
    if isinstance(found, Miss):
        assert found.why == "ambiguous"
        assert places > 1
        return
    (fragment,) = found.fragments
    assert fragment.paragraph == fragment.last
    assert found.printed == quote
    here = span.paragraph if places == 1 else seed.paragraphs[fragment.paragraph - 1]
    at = here.reading.text.index(quote)
    assert (fragment.start, fragment.end) == here.reading.raw(at, at + len(quote))
    assert not found.hidden
    assert not found.tail


DRESSES = {
    "'": "'’‘ʼ′", "’": "'’", '"': '"“”„«', "“": '"“', "”": '"”', "-": "-‐‑–—−",
    " ": (" ", "\u00a0", "\u2009", "  ", "\n", " \u200b", "\r\n "),
}  # fmt: skip


@given(spans(), st.data())
@settings(max_examples=100, deadline=None)
def test_any_dress_of_the_same_words_leads_to_the_same_span(
    span: Span, data: st.DataObject
) -> None:
    plain = span.text
    dressed = "".join(data.draw(st.sampled_from([*DRESSES.get(c, c)])) for c in plain)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(1, len(dressed) - 1))
        if not dressed[at].isspace():
            hidden = data.draw(st.sampled_from(["\u00ad", "\u200b", "\u2060", "\ufeff"]))
            dressed = dressed[:at] + hidden + dressed[at:]
    bare, found = find(plain, span.seed), find(dressed, span.seed)
    if isinstance(bare, Match):
        assert isinstance(found, Match)
        assert (found.fragments, found.printed) == (bare.fragments, bare.printed)
    else:
        assert isinstance(found, Miss)
        assert (found.why, found.spots) == (bare.why, bare.spots)


def changed_words(words: list[str], data: st.DataObject) -> list[str]:
    """One word changed, dropped, added or swapped, or a letter, digit or case inside one."""
    at = data.draw(st.integers(0, len(words) - 1))
    word = words[at]
    match data.draw(st.sampled_from(["word", "drop", "add", "swap", "letter", "case", "digit"])):
        case "word":
            return [
                *words[:at],
                data.draw(st.sampled_from(["not", "now", "never", "the"])),
                *words[at + 1 :],
            ]
        case "drop":
            return [*words[:at], *words[at + 1 :]]
        case "add":
            return [*words[:at], data.draw(st.sampled_from(["not", "now", "the"])), *words[at:]]
        case "swap":
            return [*words[:at], *reversed(words[at : at + 2]), *words[at + 2 :]]
        case "letter":
            i = data.draw(st.integers(0, len(word) - 1))
            letter = data.draw(st.sampled_from("aeéаx1"))
            return [*words[:at], word[:i] + letter + word[i + 1 :], *words[at + 1 :]]
        case "case":
            i = data.draw(st.integers(0, len(word) - 1))
            return [*words[:at], word[:i] + word[i].swapcase() + word[i + 1 :], *words[at + 1 :]]
        case _:
            other = re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), word)
            return [*words[:at], other, *words[at + 1 :]]


@given(spans(), st.data())
@settings(max_examples=100, deadline=None)
def test_any_change_of_the_words_is_refused(span: Span, data: st.DataObject) -> None:
    seed = span.seed
    quote = " ".join(changed_words(span.text.split(), data))
    texts = [normal(p.reading.text) for p in seed.paragraphs]
    said = any(normal(quote) in text or normal(quote).rstrip(",.") in text for text in texts)
    if not said:
        found = find(quote, seed)
        assert isinstance(found, Miss)
        assert found.why in ("not-found", "too-short", "out-of-order", "across-paragraphs")


def without_author(printed: str) -> list[str]:
    """The printed text without ellipses and brackets: what has to stand in the source."""
    return [p for p in re.split(r"\[[^\[\]]*\]|\(?\.\.\.+\)?|…", printed) if p.strip()]


@given(TRICKY, st.data())
@settings(max_examples=100, deadline=None)
def test_printed_text_comes_from_the_source(source: str, data: st.DataObject) -> None:
    words = ["one", "two", "three", *source.split(), "four", "five"]
    seed = seed_of("\n\n" + " ".join(words) + "\n\nx")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quoted = [
        data.draw(st.sampled_from([w, w, w, w, "...", "[x]", f"[{w[0]}]{w[1:]}"]))
        for w in words[first:last]
    ]
    found = find(" ".join(quoted), seed)
    if isinstance(found, Match):
        assert not re.search(r"\s\s|[\n\t\u00ad\u200b\ufeff]", found.printed)
        whole = fold(" ".join(p.reading.text for p in seed.paragraphs)).text.replace(" ", "")
        for part in without_author(found.printed):
            mine = fold(part).text.replace(" ", "")
            assert mine in whole or mine.replace("-", "") in whole.replace("-", "")


@given(TRICKY, TRICKY, st.booleans(), st.none() | TRICKY, st.none() | TRICKY)
@settings(max_examples=100, deadline=None)
@example("a [b] ... [c]", "a b ... c", True, "[", "]")
@example("...", "...", True, "", "")
def test_find_never_raises(
    quote: str, source: str, span: bool, after: str | None, before: str | None
) -> None:
    text = f"{source} {quote}\n{quote}"
    seed = seed_of(text)
    for words in (quote, source, f"{quote} ... {source}", f"[{quote}] {source} a b c"):
        find(words, seed, span=span, after=after, before=before)
        find_within(words, seed, [[(0, len(quote))], [(3, 1), (len(text), len(text) + 5)]])


@given(
    st.lists(st.sampled_from(["a", "b", "c", "not"]), min_size=4, max_size=14),
    st.lists(st.sampled_from(["a", "b", "c", "not", "[x]", "[no]", "..."]), min_size=3, max_size=9),
)
@settings(max_examples=200, deadline=None)
@example(["a", "b", "c"], ["a", "b", "c"])
def test_brackets_and_ellipses_against_a_second_judge(source: list[str], quote: list[str]) -> None:
    """Words without any dress, where the rules are one regular expression."""
    text = " ".join(quote)
    parts = [part.strip() for part in text.split("...") if part.strip()]
    assume(parts and not re.search(r"\[\w+\] \[", text))
    few = {
        "[x]": r"\w+(?: \w+){0,3}",
        "[no]": r"(?:not(?: \w+){0,3}|\w+ not(?: \w+){0,2}|\w+ \w+ not(?: \w+)?|\w+ \w+ \w+ not)",
    }
    patterns = []
    for part in parts:
        if sum(not w.startswith("[") for w in part.split()) < 3:
            assert isinstance(found := find(text, seed_of(" ".join(source))), Miss)
            assert found.why == "too-short"
            return
        patterns.append(" ".join(few.get(w, w) for w in part.split()))
    pattern = r"(?<!\S)" + r" (?:.* )?".join(patterns) + r"(?!\S)"
    found = find(text, seed_of(" ".join(source)))
    said = re.search(pattern, " ".join(source)) is not None
    assert (isinstance(found, Match) or found.why == "ambiguous") == said


@given(
    st.lists(st.sampled_from(["so", "we", "go", "not", "unless", "home"]), min_size=7, max_size=16),
    st.data(),
)
@settings(max_examples=200, deadline=None)
def test_whatever_is_left_out_and_denies_is_reported(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(3, len(words) - 3))
    last = data.draw(st.integers(first, len(words) - 3))
    seed = seed_of(" ".join(words))
    found = find(" ".join([*words[:first], "...", *words[last:]]), seed)
    if isinstance(found, Match):
        left_out = [w for w in words[first:last] if w in ("not", "unless")]
        assert [hidden.word for hidden in found.hidden] == left_out


@pytest.mark.parametrize("seed", real_seeds(), ids=["solidifies", "commentary"])
def test_every_paragraph_of_the_real_seeds_is_a_quotation_of_itself(seed: Seed) -> None:
    for paragraph in seed.paragraphs:
        found = find(paragraph.reading.text, seed)
        if word_count(paragraph.reading.text) >= 3:
            assert isinstance(found, Match)
            assert (found.start, found.end) == (paragraph.start, paragraph.end)
