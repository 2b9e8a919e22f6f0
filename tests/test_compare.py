"""What the sources share and where they differ, as data and as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.compare import compare, comparison_lines
from briefgen.examine import examine
from tests.project import write

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.compare import Comparison

SOURCES = """\
port:
  file: port.txt
  csl: {type: webpage, title: The harbor talks of the two ministers and what came of them in the end}
  furniture: [1]
gazette:
  file: gazette.txt
  csl: {type: webpage, title: Both navies}
  kind: commentary
"""
PORT = """\
By our correspondent

The joint text says: “The ministers intend to reopen the shipping lane before the end of the year.”

Insurers call the plan a gift.
"""
GAZETTE = """\
According to the joint text, “the ministers will reopen the shipping lane before the end of the year.”

Fishing villages fear for their nets.

Nobody asked the town.
"""
OUTLINE = """\
title: Lane
sections:
  - id: lane
    title: Lane
    passages:
      intend: {seed: port, quote: The ministers intend to reopen the shipping lane, kind: statement}
      will: {seed: gazette, quote: the ministers will reopen the shipping lane, kind: statement}
      gift: {seed: port, paragraph: 3, kind: opinion, speaker: insurers}
    body: Two readings [@intend; @will].
  - id: coast
    title: Coast
    passages:
      nets: {seed: gazette, paragraph: 2}
    body: A fear [@nets].
  - {id: end, title: End, judgment: We wait.}
differences:
  - {matter: Whether it is meant or settled, passages: [intend, will], used: The weaker word.}
"""


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    return compared(tmp_path, OUTLINE)


def compared(folder: Path, outline: str) -> Comparison:
    files = {"seeds/port.txt": PORT, "seeds/gazette.txt": GAZETTE, "seeds/sources.yaml": SOURCES}
    examined = examine(write(folder, {**files, "briefs/brief.yaml": outline}))
    assert [f.message for f in examined.findings if f.severity == "error"] == []
    return compare(examined)


def test_one_text_in_two_wordings_is_found_without_being_listed(comparison: Comparison) -> None:
    (divergence,) = comparison.divergences
    words = {
        side.seed.id: [s.text.strip() for s in side.segments if s.kind == "different"]
        for side in (divergence.left, divergence.right)
    }
    assert words == {"port": ["intend to"], "gazette": ["will"]}


def test_coverage_counts_the_passages_that_each_section_declares(comparison: Comparison) -> None:
    rows = {
        (row.section, row.letter): (row.fact, row.statement, row.opinion, row.unmarked)
        for row in comparison.coverage
    }
    assert rows == {
        ("lane", "A"): (0, 1, 1, 0),
        ("lane", "B"): (0, 1, 0, 0),
        ("coast", "A"): (0, 0, 0, 0),
        ("coast", "B"): (0, 0, 0, 1),
    }


def test_paragraphs_that_nothing_cites_are_told_but_not_furniture(comparison: Comparison) -> None:
    assert comparison.unused == {"A": (3,), "B": (3,)}


def test_matters_are_those_of_the_author(comparison: Comparison) -> None:
    (matter,) = comparison.matters
    assert matter.title == "Whether it is meant or settled"
    assert [passage.id for passage in matter.passages] == ["intend", "will"]


def test_lines(comparison: Comparison) -> None:
    lines = [line.rstrip() for line in comparison_lines(comparison, 80)]
    assert lines == EXPECTED.splitlines()


EXPECTED = """\
Sources
  A  The harbor talks of the two ministers and what came of them in the end
     (port, other)
  B  Both navies (gazette, commentary)

One text in different words

    A ¶2    “The ministers [intend to] reopen the shipping lane before the end
            of the year.”
    B ¶1    “the ministers [will] reopen the shipping lane before the end of the
            year.”

Matters that the outline lists

  Whether it is meant or settled
    A ¶2    The ministers intend to reopen the shipping lane
    B ¶1    the ministers will reopen the shipping lane

Passages by section (fact, statement, opinion, unmarked)

                   A            B
  lane       0 1 1 0      0 1 0 0
  coast      0 0 0 0      0 0 0 1

Paragraphs that no document cites

  A  ¶3
  B  ¶3
"""


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_no_line_is_longer_than_the_screen(comparison: Comparison, width: int) -> None:
    assert max(len(line) for line in comparison_lines(comparison, width)) <= width


def test_an_outline_without_passages_has_nothing_to_compare(tmp_path: Path) -> None:
    outline = "title: T\nsections:\n  - {id: s, title: S, judgment: We wait.}\n"
    comparison = compared(tmp_path, outline)
    assert comparison.seeds == ()
    lines = list(comparison_lines(comparison, 80))
    assert lines == ["the outline has no passage and cites no source"]


def test_the_real_sources_quote_two_sentences_differently(real_outline: Path) -> None:
    comparison = compare(examine(real_outline))
    found = [
        "".join(segment.text for segment in divergence.left.segments)
        for divergence in comparison.divergences
    ]
    assert len(found) == 2
    assert "seeks to reshape" in found[0]
    assert "serious concern" in found[1]
    assert len(comparison.matters) == 10
    assert comparison.unused == {"A": (), "B": ()}
