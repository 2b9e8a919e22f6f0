"""A document as a template gets it: its parts, its counts, what it never prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.figure import Image
from briefgen.prose import OBJECT, Mark, Str, plain
from tests.compose.briefs import PASSAGES, brief, composed, outline, shown, strings
from tests.project import write

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.document import Document

ALL = f"""\
title: A *brief* on command [@usfj]
standfirst: One sentence.
language: en-GB
published: 2024-08-06
as_of: 2024-08
review_by: 2025
version: "1.0"
series: Brief 2024/07
authors: [Desk, Other desk]
contact: desk@example.org
license: CC BY 4.0
bottom_line: The answer [@angel].
key_judgments:
  - {{text: "It is so [@usfj].", confidence: moderate}}
  - {{text: It will come., likelihood: likely}}
sections:
  - id: one
    title: First
    bottom_line: Line.
{PASSAGES}    body: "Body [@usfj; @reshape]."
    gaps: Gaps.
    judgment: Judgment.
    figures:
      - {{image: pictures/a.svg, title: "Figure [@talks]", alt: "Two *bars*", source: "From [@talks]."}}
  - id: two
    title: Second
    body: No source at all is cited here.
differences:
  - matter: Will or may
    passages: [usfj, angel]
    used: Will.
timeline:
  - {{date: 2024-07-28, text: "They met [@reshape]."}}
  - {{date: 2024-08, text: A hearing.}}
  - {{date: 2024-08, text: A vote., expected: true}}
  - {{date: 2024-09, text: An election.}}
recommendations: [Do it., Wait.]
questions: [When?]
glossary: {{JJOC: Joint *Operations* Command}}
changes: [{{date: 2024-08-06, text: First version.}}]
audiences:
  full: {{template: full, paper: letter, marking: OFFICIAL, to: The Minister, purpose: For decision,
    limits: {{words: 500}}}}
  one-page: {{template: one-page, limits: {{pages: 2}}}}
  explainer: {{template: explainer}}
  committee: {{template: committee}}
"""

PARTS = {
    "standfirst": {"full", "explainer", "committee"},
    "bottom_line": {"full", "one-page", "explainer", "committee"},
    "key_judgments": {"full"},
    "differences": {"full", "committee"},
    "quotation_differences": set(),
    "timeline": {"full", "explainer", "committee"},
    "recommendations": {"full", "one-page"},
    "questions": {"full", "one-page", "committee"},
    "glossary": {"full", "explainer"},
    "changes": {"full", "committee"},
    "notes": {"full", "explainer", "committee"},
    "evidence": {"full"},
    "scales": {"full"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder = tmp_path_factory.mktemp("all")
    return {name: composed(folder, ALL, name) for name in sorted(PARTS["bottom_line"])}


@pytest.mark.parametrize("name", ["full", "one-page", "explainer", "committee"])
def test_a_template_gets_its_parts_and_no_others(made: dict[str, Document], name: str) -> None:
    document = made[name]
    has = {part for part in PARTS if getattr(document, part)}
    assert has == {part for part, templates in PARTS.items() if name in templates}
    (one, two) = document.sections
    assert (one.id, one.number, two.id, two.number) == ("one", 1, "two", 2)
    assert bool(one.judgment) == (name != "committee")
    assert (bool(one.body), bool(one.gaps), len(one.figures)) == (True, True, 1)
    assert two.tags == ()
    assert document.template == document.audience == name


def test_the_head_of_a_document(made: dict[str, Document]) -> None:
    full = made["full"]
    assert shown(full.title) == "A brief on command[1]"
    assert full.title_text == "A brief on command"
    assert (full.published, full.published_iso) == ("6 August 2024", "2024-08-06")
    assert (full.as_of, full.as_of_iso, full.review_by) == ("August 2024", "2024-08", "2025")
    assert (full.paper, full.marking, full.to) == ("letter", "OFFICIAL", "The Minister")
    assert (full.purpose, full.series, full.version) == ("For decision", "Brief 2024/07", "1.0")
    assert (full.authors, full.contact) == (("Desk", "Other desk"), "desk@example.org")
    assert (full.license, full.language, full.style) == ("CC BY 4.0", "en-GB", "notes")
    other = made["explainer"]
    assert (other.paper, other.marking, other.to, other.purpose) == ("a4", None, None, None)


def test_no_sign_of_a_citation_is_left_in_plain_text(made: dict[str, Document]) -> None:
    for document in made.values():
        assert [each for each in strings(document) if OBJECT in each or "[@" in each] == []


def test_limits_are_the_audience_s_and_else_the_template_s(made: dict[str, Document]) -> None:
    found = {
        name: (each.limits.pages, each.limits.words, each.limits.sentence_words)
        for name, each in made.items()
    }
    assert found["full"][1] == 500
    assert found["one-page"] == (2, 400, 30)
    assert found["explainer"] == (3, 900, 25)


def test_words_are_those_of_the_text(tmp_path: Path) -> None:
    head = "glossary: {JJOC: Joint Operations Command}\nchanges: [{date: 2024, text: New.}]\n"
    document = composed(tmp_path, outline("One *two* 2+2 US-Japan [@usfj; @talks].", head))
    assert document.words == 1 + 1 + 4


def test_key_judgments_have_the_range_of_their_term(made: dict[str, Document]) -> None:
    one, two = made["full"].key_judgments
    assert (one.confidence, one.likelihood, one.range) == ("moderate", None, None)
    assert (two.confidence, two.likelihood) == (None, "likely")
    (scale,) = made["full"].scales
    assert two.range is not None
    assert ("likely", two.range) in [(term.partition(" /")[0], r) for term, r in scale.rows]


def test_a_likelihood_in_a_judgment_brings_its_scale_and_one_in_the_body_does_not(
    tmp_path: Path,
) -> None:
    text = outline("It is almost certain [@usfj].")
    assert composed(tmp_path, text).scales == ()
    text += "    judgment: It is almost certain.\n"
    assert len(composed(tmp_path, text).scales) == 1


def test_differences_show_each_reading_and_its_speaker(made: dict[str, Document]) -> None:
    (difference,) = made["full"].differences
    assert plain(difference.matter) == "Will or may"
    one, two = difference.readings
    assert (one.tag.text, one.kind, one.speaker) == ("A ¶3", "fact", None)
    assert one.words == (
        Str("The USFJ will be reconstituted into a joint force headquarters — a move"),
    )
    assert (two.tag.text, two.kind, two.speaker) == ("A ¶4", "opinion", "Yang Danzhi")
    assert len(difference.used) == 1


def test_a_difference_without_passages_is_text_alone(tmp_path: Path) -> None:
    head = "differences: [{matter: Nobody says when, passages: [], used: }]\n"
    (difference,) = composed(tmp_path, outline("One [@usfj].", head)).differences
    assert (difference.readings, difference.used) == ((), ())


def test_one_text_quoted_in_two_wordings_is_shown_with_the_words_that_differ(
    tmp_path: Path,
) -> None:
    quoted = "The two sides “oppose any attempt to change the status quo by {} in the region.”"
    files = {
        "yang": f"Title\n\nYang: {quoted.format('force or coercion')}\n",
        "seed-a": f"Title\n\nThey said: {quoted.format('force alone')}\n",
    }
    text = """\
title: T
sections:
  - id: s
    title: S
    body: One [@yang-2024, para. 2] and two [@seed-a, para. 2].
audiences: {f: {template: full}, e: {template: explainer}}
"""
    from briefgen.cite.answer import Formatted
    from briefgen.compose.assemble import compose
    from briefgen.compose.number import number
    from briefgen.compose.report import report
    from tests.compose.briefs import NOTES

    sources = "".join(
        f"{name}:\n  file: {stem}.txt\n  csl: {{type: article}}\n"
        for name, stem in (("yang-2024", "yang"), ("seed-a", "seed-a"))
    )
    from briefgen.examine import examine

    seeds = {f"seeds/{stem}.txt": words for stem, words in files.items()}
    path = write(tmp_path, {**seeds, "seeds/sources.yaml": sources, "briefs/brief.yaml": text})
    made = {}
    for subject in examine(path).briefs:
        numbered = number(subject)
        citations = tuple((Str("x"),) for _ in numbered)
        made[subject.selection.audience] = compose(
            "b", subject, numbered, Formatted(citations, ()), NOTES, report(subject, ())
        )
    assert made["e"].quotation_differences == ()
    (found,) = made["f"].quotation_differences
    differing = {
        side.tag.letter: [plain(node.children) for node in side.words if isinstance(node, Mark)]
        for side in (found.left, found.right)
    }
    assert "coercion" in " ".join(differing["A"])
    assert "alone" in " ".join(differing["B"])
    assert "oppose" not in str(differing)


def test_timeline_glossary_and_changes(made: dict[str, Document]) -> None:
    full = made["full"]
    assert [(e.iso, e.date, e.expected) for e in full.timeline] == [
        ("2024-07-28", "28 July 2024", False),
        ("2024-08", "August 2024", False),
        ("2024-08", "August 2024", True),
        ("2024-09", "September 2024", True),
    ]
    assert [(e.term, plain(e.meaning)) for e in full.glossary] == [
        ("JJOC", "Joint Operations Command")
    ]
    assert [(e.date, plain(e.text)) for e in full.changes] == [("6 August 2024", "First version.")]
    assert (len(full.recommendations), len(full.questions)) == (2, 1)


def test_sections_name_what_they_rest_on(made: dict[str, Document]) -> None:
    one = made["full"].sections[0]
    assert [(tag.text, tag.target) for tag in one.tags] == [
        ("A ¶2–3", "para-A-2"),
        ("B ¶2", "para-B-2"),
    ]
    assert [tag.target for tag in made["committee"].sections[0].tags] == ["source-A", "source-B"]


def test_a_figure_lies_beside_the_file_that_names_it(tmp_path: Path) -> None:
    base = ALL.replace("title: A *brief* on command [@usfj]\n", "title: Base\n")
    files = {"briefs/shared/base.yaml": base}
    write(tmp_path, files)
    text = "extends: shared/base.yaml\ntitle: Child\n"
    figure = composed(tmp_path, text, "full").sections[0].figures[0]
    assert figure.picture == Image(
        "a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    )
    assert figure.alt == "Two bars"
    assert shown(figure.title).startswith("Figure[")


def test_quotations_are_listed_in_the_order_of_the_text(tmp_path: Path) -> None:
    head = 'bottom_line: It "will be reconstituted into a joint force" [@usfj].\n'
    text = 'Yang "seeks to reshape the order" [@angel; @reshape].'
    document = composed(tmp_path, outline(text, head))
    assert [(q.text, q.number, q.seed, q.paragraphs) for q in document.quotations] == [
        ("will be reconstituted into a joint force", 1, "yang-2024", (3,)),
        ("seeks to reshape the order", 2, "yang-2024", (2,)),
    ]
    source = brief(tmp_path, outline(text, head)).library.seeds["yang-2024"].file.text
    for quotation in document.quotations:
        assert source[quotation.start : quotation.end] == quotation.text
