"""Notes: what a call leads to, and that no words are printed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.compose.annex import tag
from briefgen.document import Excerpt, SourceTag
from briefgen.prose import Str
from tests.compose.briefs import IN_TEXT, calls, composed, first, outline
from tests.seed_text import seed_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.document import Document

USFJ = "The USFJ will be reconstituted into a joint force headquarters — a move"
RESHAPE = "seeks to reshape the order"


def excerpts(document: Document) -> list[list[tuple[str, str, int | None]]]:
    return [
        [(each.tag.text, each.words, each.same_as) for each in note.excerpts]
        for note in document.notes
    ]


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ((4,), "A ¶4"),
        ((3, 4), "A ¶3–4"),
        ((9, 3, 4, 3), "A ¶3–4, 9"),
        ((1, 3, 5, 6, 7), "A ¶1, 3, 5–7"),
    ],
)
def test_tags_name_runs_of_paragraphs(numbers: Sequence[int], written: str) -> None:
    seed = seed_of("a\n\nb\n")
    found = tag(seed, numbers, evidence=True)
    assert found == SourceTag("A", tuple(sorted(set(numbers))), written, f"para-A-{min(numbers)}")
    assert tag(seed, numbers, evidence=False).target == "source-A"


def test_the_words_relied_on_are_printed_once(tmp_path: Path) -> None:
    document = composed(
        tmp_path, outline("One [@usfj; @talks]. Two [@usfj]. Three [@usfj; @reshape; @usfj].")
    )
    assert excerpts(document) == [
        [("A ¶3", USFJ, None), ("B ¶2", "The joint statement after the talks", None)],
        [("A ¶3", "", 1)],
        [("A ¶3", "", 1), ("A ¶2", RESHAPE, None)],
    ]


def test_a_passage_cited_twice_in_one_note_stands_there_once(tmp_path: Path) -> None:
    document = composed(tmp_path, outline("One [@usfj; @usfj]."))
    assert excerpts(document) == [[("A ¶3", USFJ, None)]]


def test_of_a_whole_paragraph_a_note_prints_what_the_sentence_quotes(tmp_path: Path) -> None:
    text = (
        'Yang says "seeks to reshape the order" and "at others\' expense" there '
        "[@yang-2024, para. 2]. Elsewhere [@yang-2024, para. 2]."
    )
    document = composed(tmp_path, outline(text))
    (one, two) = excerpts(document)
    assert one[0] == ("A ¶2", RESHAPE, None)
    assert two == [
        (
            "A ¶2",
            "On July 28, the ‘2+2’ meeting said that China’s policy “seeks to reshape the order” "
            "at others’ expense.",
            None,
        )
    ]


def test_of_a_chosen_passage_a_note_prints_all_its_words(tmp_path: Path) -> None:
    text = 'It will be "reconstituted into a joint force" [@usfj].'
    assert excerpts(composed(tmp_path, outline(text))) == [[("A ¶3", USFJ, None)]]


def test_notes_number_the_calls_without_gaps_in_printed_order(tmp_path: Path) -> None:
    head = "bottom_line: Line [@angel].\nrecommendations: ['Do it [@usfj].']\n"
    document = composed(
        tmp_path,
        outline("- One [@usfj]\n- *Two [@talks]*\n\n> x", head).replace("> x", "End [@talks]."),
    )
    assert [note.number for note in document.notes] == [1, 2, 3, 4, 5]
    assert sorted(calls(document)) == [1, 2, 3, 4, 5]
    assert list(calls(document.bottom_line)) == [1]
    assert list(calls(document.sections)) == [2, 3, 4]
    assert list(calls(document.recommendations)) == [5]
    assert [note.text for note in document.notes] == [(Str(f"({n})"),) for n in range(1, 6)]


def test_a_call_leads_to_its_note_or_source(tmp_path: Path) -> None:
    text = outline("One [@usfj; @talks].", "audiences: {m: {template: one-page}, a: {}}\n")
    for audience, style, expected in (
        ("a", None, ("note-1", "")),
        ("a", IN_TEXT, ("note-1", "(1)")),
        ("m", None, ("source-A", "A ¶3; B ¶2")),
        ("m", IN_TEXT, ("source-A", "A ¶3; B ¶2")),
    ):
        made = composed(tmp_path, text, audience, **({"style": style} if style else {}))
        (call,) = (node for node in first(made) if type(node).__name__ == "Call")
        assert (call.target, "".join(one.text for one in call.text)) == expected
        assert bool(made.notes) == (audience == "a")


def test_annotations_hold_every_use(tmp_path: Path) -> None:
    head = (
        "differences:\n  - matter: Will or may [@angel]\n    passages: [usfj, talks]\n"
        "    used: One of them.\n"
    )
    document = composed(tmp_path, outline("One [@usfj; @talks]. Two [@usfj].", head))
    found = [(a.number, a.item, a.passage, a.section, a.field) for a in document.annotations]
    assert found == [
        (1, 1, "usfj", "s", "sections.s.body"),
        (1, 2, "talks", "s", "sections.s.body"),
        (2, 1, "usfj", "s", "sections.s.body"),
        (3, 1, "angel", None, "differences.1.matter"),
        (None, 1, "usfj", None, "differences.1"),
        (None, 2, "talks", None, "differences.1"),
    ]
    angel = document.annotations[3]
    assert (angel.kind, angel.speaker, angel.paragraphs) == ("opinion", "Yang Danzhi", (4,))


def test_an_excerpt_that_repeats_has_no_words(tmp_path: Path) -> None:
    document = composed(tmp_path, outline("One [@usfj]. Two [@usfj]."))
    (again,) = document.notes[1].excerpts
    assert again == Excerpt(document.notes[0].excerpts[0].tag, "", 1)
