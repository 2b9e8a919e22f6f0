"""Two sources that give one text in different words are found; two that only use the same words are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.analysis.divergence import Side, divergences
from briefgen.place import Place, Text, TextFile
from briefgen.quote.paragraphs import paragraphs
from briefgen.read import read_library, read_outline
from briefgen.seed import Seed
from briefgen.source import Source

ROOT = Path(__file__).parents[2]
NOWHERE = Place(TextFile(Path("x")))


def seed(letter: str, text: str) -> Seed:
    source = Source(Text("x", NOWHERE), {})
    numbered, _ = paragraphs(text)
    return Seed(letter, letter, source, TextFile(Path(letter), text), "", numbered)


def words(side: Side) -> str:
    """The side with what differs in brackets and what goes beyond in braces."""
    marks = {"same": "{}", "different": "[{}]", "beyond": "({})"}
    return "".join(marks[segment.kind].format(segment.text) for segment in side.segments)


def pairs(left: str, right: str) -> list[tuple[str, str]]:
    found = divergences([seed("A", left), seed("B", right)])
    return [(words(one.left), words(one.right)) for one in found]


def test_the_two_real_documents_do_it_twice() -> None:
    outline = read_outline(ROOT / "briefs" / "us-japan-2plus2.yaml").value
    assert outline
    library = read_library(outline, ROOT / "briefs" / "us-japan-2plus2.yaml").value
    assert library
    found = divergences(library.seeds.values())
    assert [(one.left.paragraph, one.right.paragraph) for one in found] == [(9, 6), (9, 6)]
    assert [(one.left.different, one.right.different) for one in found] == [
        (("that",), ("the",)),
        ((), ("entire",)),
    ]
    assert [(one.left.quoted, one.right.quoted) for one in found] == [(True, True), (False, True)]
    for one in found:
        for side in (one.left, one.right):
            assert side.seed.file.text[side.start : side.end] == side.text


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            'It said "the ships will sail at dawn from the old port", and left.',
            "It was told that “the ships must sail at dawn from the port”.",
            (
                "the ships [will] sail at dawn from the [old] port",
                "the ships [must] sail at dawn from the port",
            ),
        ),
        (
            'It said "now the ships will sail at dawn from here".',
            "The Ships will all sail at dawn, it said.",
            None,
        ),
        (
            'It said "a grave threat to peace along the whole coast of the country".',
            "They saw a grave threat to peace along the coast.",
            (
                "a grave threat to peace along the [whole] coast( of the country)",
                "(They saw )a grave threat to peace along the coast(.)",
            ),
        ),
    ],
)
def test_found(left: str, right: str, expected: tuple[str, str] | None) -> None:
    assert pairs(left, right) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # The same words, more of them, other dress, other case, other punctuation.
        ('"the ships will sail at dawn"', "“The ships will sail at dawn!”"),
        ('"the ships will sail at dawn"', '"they say the ships will sail at dawn from here"'),
        ('"the ships will sail at dawn"', "The ships will sail at dawn from the port."),
        # The source shows the change itself.
        ('"the ships will sail at dawn from port"', '"the ships will sail ... from port"'),
        (
            '"the ships will sail at dawn from port"',
            '"the ships will sail at dawn from [the] port"',
        ),
        # Words that both use for something else.
        ('"extended deterrence is good"', '"extended deterrence is bad"'),
        (
            '"the People\'s Republic of China rises very fast"',
            '"the People\'s Republic of China falls very fast"',
        ),
        ('"one of the most of all"', '"one of the most and all"'),
        ("the ships will sail at dawn from here", "the ships must sail at dawn from here"),
        ('"they regard it as a serious threat"', "This is a serious threat to all."),
        ("", '"a b c d e f g h"'),
    ],
)
def test_not_found(left: str, right: str) -> None:
    assert pairs(left, right) == []


WORDS = st.lists(
    st.sampled_from(['"', "“", "”", "ships", "will", "sail", "of", "the", "...", "[x]", "."])
)


@given(WORDS, WORDS)
def test_sides_are_the_text_as_read(left: list[str], right: list[str]) -> None:
    seeds = [seed("A", " ".join(left)), seed("B", " ".join(right))]
    for one in divergences(seeds):
        for side in (one.left, one.right):
            assert side.seed.file.text[side.start : side.end] == side.text
        assert one.left.different or one.right.different
        assert one.left.quoted or one.right.quoted
