"""What a document says about its sources: the words relied on, to the character."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.compose.annex import coverage, evidence_paragraphs, source_cards
from briefgen.document import Annotation, Reference
from briefgen.prose import Mark, Str, plain
from briefgen.quote.quotation import Match, find
from tests.compose.briefs import composed, outline
from tests.seed_text import seed_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.document import EvidenceParagraph
    from briefgen.seed import Seed


def cited(seed: Seed, *quotes: str) -> tuple[EvidenceParagraph, ...]:
    annotations = []
    for number, quote in enumerate(quotes, 1):
        match = find(quote, seed)
        assert isinstance(match, Match)
        spans = tuple((each.start, each.end) for each in match.fragments)
        annotations.append(
            Annotation(
                number,
                1,
                "p",
                seed.id,
                match.paragraphs,
                spans,
                match.printed,
                None,
                None,
                None,
                "",
            )
        )
    return evidence_paragraphs({seed.id: seed}, annotations)


def marked(paragraph: EvidenceParagraph) -> str:
    """Text with the marked characters in brackets."""
    return "".join(
        f"[{plain(node.children)}]" if isinstance(node, Mark) else plain((node,))
        for node in paragraph.text
    )


TEXT = (
    "One.\n\nThe joint statementafter the talks — as the governmen said — was brief.\n\nEnd of it."
)
REPAIRS = ((2, "statementafter", "statement after"), (2, "governmen ", "government "))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("The joint statement", "[The joint statement] after the talks"),
        ("after the talks", "The joint statement [after the talks] —"),
        ("joint statement after the", "The [joint statement after the] talks"),
        ("as the government", "[as the government] said"),
        ("talks - as the", "after the [talks — as the] government"),
        (
            "The joint statement ... the talks — as",
            "[The joint statement] after [the talks — as] the government",
        ),
        ("said — was brief.", "[said — was brief.]"),
    ],
)
def test_marks_stand_on_the_exact_characters(quote: str, expected: str) -> None:
    (paragraph,) = cited(seed_of(TEXT, REPAIRS), quote)
    assert expected in marked(paragraph)
    text = "The joint statement after the talks — as the government said — was brief."
    assert plain(paragraph.text) == text
    assert (paragraph.anchor, paragraph.tag.text, paragraph.notes) == ("para-A-2", "A ¶2", (1,))


def test_overlapping_passages_are_one_mark_and_all_notes_are_named() -> None:
    found = cited(seed_of(TEXT, REPAIRS), "the talks — as", "as the government said", "End of it.")
    assert [each.tag.text for each in found] == ["A ¶2", "A ¶3"]
    assert "after [the talks — as the government said] — was" in marked(found[0])
    assert marked(found[1]) == "[End of it.]"
    assert [each.notes for each in found] == [(1, 2), (3,)]


def test_a_paragraph_is_cut_where_other_citations_begin_to_rely_on_it() -> None:
    (found,) = cited(seed_of(TEXT, REPAIRS), "the talks — as", "as the government said")
    relied = [(run.text, run.calls) for run in found.runs if run.relied_on]
    assert relied == [("the talks — ", (1,)), ("as", (1, 2)), (" the government said", (2,))]
    assert "".join(run.text for run in found.runs) == plain(found.text)


def test_words_that_are_only_set_beside_others_are_relied_on_by_no_citation() -> None:
    seed = seed_of("One two three.\n")
    annotation = Annotation(None, 1, "p", "seed", (1,), ((4, 7),), "", None, None, None, "")
    (found,) = evidence_paragraphs({"seed": seed}, [annotation])
    assert [(run.text, run.relied_on, run.calls) for run in found.runs] == [
        ("One ", False, ()),
        ("two", True, ()),
        (" three.", False, ()),
    ]
    assert found.notes == ()


def test_a_passage_over_two_paragraphs_marks_both() -> None:
    seed = seed_of("One two three.\n\nFour five six.\n")
    spans = ((4, 25),)
    annotation = Annotation(1, 1, "p", "seed", (1, 2), spans, "", None, None, None, "")
    first, second = evidence_paragraphs({"seed": seed}, [annotation])
    assert (marked(first), marked(second)) == ("One [two three.]", "[Four five] six.")


def test_letters_sort_after_each_other() -> None:
    seeds = {name: replace(seed_of("a\n\nb"), id=name, letter=name) for name in ("AA", "B", "Z")}
    annotations = [
        Annotation(1, 1, "p", name, (1,), ((0, 1),), "", None, None, None, "") for name in seeds
    ]
    found = evidence_paragraphs(seeds, annotations)
    assert [each.tag.letter for each in found] == ["B", "Z", "AA"]


def test_a_card_tells_what_is_known_of_a_source(tmp_path: Path) -> None:
    document = composed(tmp_path, outline("One [@usfj; @talks]. Two [@usfj; @angel]."))
    yang, other = document.sources
    assert (yang.letter, yang.title, yang.short) == ("A", "Bloc confrontation", "Yang, The Desk")
    assert (yang.language, yang.translated_from) == ("English", "Chinese")
    assert (yang.citations, yang.share) == (3, 0.75)
    assert (yang.furniture, yang.unused, yang.paragraphs) == ((5,), (1, 2), 5)
    assert yang.reference == (Str("Entry of yang-2024"),)
    assert (yang.kind, yang.note) == ("commentary", "Read in English.")
    assert (other.letter, other.title, other.short) == ("B", "seed-a", "seed-a")
    assert (other.citations, other.share, other.unused) == (1, 0.25, (1, 3))


def test_a_source_only_compared_counts_as_used_and_not_as_cited() -> None:
    seed = seed_of("a\n\nb")
    seed = replace(seed, source=seed.source._replace(csl={}))
    compared = Annotation(None, 1, "p", "seed", (2,), ((3, 4),), "", None, None, None, "")
    (card,) = source_cards([seed], [compared], [Reference("B", ())], "en")
    assert (card.citations, card.share, card.unused) == (0, 0.0, (1,))
    assert card.reference == (Str("seed"),)


def test_coverage_counts_each_passage_once_and_each_paragraph(tmp_path: Path) -> None:
    text = (
        "One [@usfj; @usfj; @reshape; @angel]. Two [@usfj]. "
        "Three [@yang-2024, para. 1; @yang-2024, para. 2; @yang-2024, para. 1]."
    )
    document = composed(tmp_path, outline(text))
    (row,) = document.coverage
    assert (row.section, row.letter) == ("s", "A")
    assert (row.fact, row.statement, row.opinion, row.unmarked, row.total) == (1, 1, 1, 2, 5)
    assert coverage([], [], {}) == ()


def test_repairs_are_declared(tmp_path: Path) -> None:
    (repair,) = composed(tmp_path, outline("One [@talks].")).repairs
    assert (repair.tag.text, repair.before, repair.after) == (
        "B ¶2",
        "statementafter",
        "statement after",
    )
    assert composed(tmp_path, outline("One [@usfj].")).repairs == ()
