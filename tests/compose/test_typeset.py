"""How a field is printed: the source's own characters, the language's marks, calls in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.compose.languages import quotation_marks
from briefgen.compose.typeset import rebuilt, with_calls
from briefgen.parse import parse
from briefgen.prose import BlockQuote, Call, Cite, Code, Emph, Paragraph, Str, Super, plain
from tests.compose.briefs import IN_TEXT, body, composed, first, outline, shown

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.prose import Inlines


def printed(folder: Path, text: str, language: str = "en") -> str:
    return shown(first(composed(folder, outline(text, f"language: {language}\n"))))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "He said \"the '2+2' meeting said that China's policy\" [@yang-2024, para. 2].",
            "He said “the ‘2+2’ meeting said that China’s policy”.[1]",
        ),
        (
            'It "will be reconstituted into a joint force headquarters - a move" [@usfj].',
            "It “will be reconstituted into a joint force headquarters — a move”.[1]",
        ),
        (
            'Said "others\' expense," and "at\nothers\' expense." [@yang-2024, para. 2]',
            "Said “others’ expense,” and “at others’ expense.”[1]",
        ),
        (
            'It "will be *reconstituted* into a **joint `force`** headquarters" [@usfj].',
            "It “will be reconstituted into a joint force headquarters”.[1]",
        ),
        (
            "It was \"China's policy 'seeks to reshape the order' at others' expense\" "
            "[@yang-2024, para. 2].",
            "It was “China’s policy “seeks to reshape the order” at others’ expense”.[1]",
        ),
        (
            'Page "and the 1990s’ end" [@angel].',
            "Page “and the 1990s' end”.[1]",
        ),
    ],
)
def test_quotations_take_the_characters_of_the_source(
    tmp_path: Path, written: str, expected: str
) -> None:
    assert printed(tmp_path, written) == expected


def test_brackets_and_ellipses_are_the_author_s(tmp_path: Path) -> None:
    text = '"[t]he USFJ will ... a joint force headquarters" [@usfj].'
    assert printed(tmp_path, text) == "“[t]he USFJ will ... a joint force headquarters”.[1]"


def test_markup_stays_inside_a_quotation(tmp_path: Path) -> None:
    text = 'It "will be *reconstituted into* a `joint` force headquarters - a move" [@usfj].'
    assert first(composed(tmp_path, outline(text))) == (
        Str("It “will be "),
        Emph((Str("reconstituted into"),)),
        Str(" a "),
        Code("joint"),
        Str(" force headquarters — a move”"),
        Str("."),
        Call(1, (), "note-1"),
    )


def test_a_block_quotation_is_printed_as_its_source_has_it(tmp_path: Path) -> None:
    text = "Yang writes:\n\n> the '2+2' meeting said that *China's* policy [@yang-2024, para. 2]"
    document = composed(tmp_path, outline(text))
    _, quotation = body(document)
    assert isinstance(quotation, BlockQuote)
    (paragraph,) = quotation.children
    assert isinstance(paragraph, Paragraph)
    assert shown(paragraph.children) == "the ‘2+2’ meeting said that China’s policy[1]"
    (proved,) = document.quotations
    assert proved.block
    assert proved.text == "the ‘2+2’ meeting said that China’s policy"
    assert (proved.seed, proved.paragraphs, proved.number) == ("yang-2024", (2,), 1)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-US", "A “term ‘in’ it” isn’t [1]"),
        ("de-AT", "A „term ‚in‘ it“ isn’t [1]"),
        ("fr", "A «\u202fterm “in” it\u202f» isn’t [1]"),
        ("ja", "A 「term 『in』 it」 isn’t [1]"),
        ("xx", "A “term ‘in’ it” isn’t [1]"),
    ],
)
def test_straight_marks_become_those_of_the_language(language: str, expected: str) -> None:
    from briefgen.compose import typeset

    (leaf,) = parse("A \"term 'in' it\" isn't [@a]").leaves
    edits = sorted(typeset._dressed(leaf, (), language))
    assert shown(typeset._edited(leaf.children, edits, 0)[0]).replace("\ufffc", "[1]") == expected
    assert len(quotation_marks(language)) == 4


def test_apostrophes_curl_and_code_and_feet_do_not(tmp_path: Path) -> None:
    text = "Japan's '90s aren't `the 'same' \"code\"`, says the desk's 6'10 man's rock 'n' roll."
    assert printed(tmp_path, text) == (
        "Japan’s ’90s aren’t the 'same' \"code\", says the desk’s 6'10 man’s rock ’n’ roll."
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("One [@usfj]. Two", "One.[1] Two"),
        ("One, [@usfj] two", "One,[1] two"),
        ("One [@usfj], two [@angel]; three", "One,[1] two;[2] three"),
        ("One.[@usfj] Two", "One.[1] Two"),
        ("One\u00a0[@usfj]: two", "One:[1] two"),
        ("One [@usfj]—two", "One[1]—two"),
        ("(One [@usfj].)", "(One.[1])"),
        ("One [@usfj] [@angel].", "One.[1],[2]"),
        ("One [@usfj][@angel].", "One.[1],[2]"),
        ("One [@usfj], [@angel]; [@talks]. Two", "One.[1],[2],[3] Two"),
        ("One. [@usfj] [@angel] Two", "One.[1],[2] Two"),
        ("*One [@usfj]* [@angel]. Two", "One[1],[2]. Two"),
        ("*One* [@usfj]. Two", "One.[1] Two"),
        ("The “term” [@usfj]. Two", "The “term”.[1] Two"),
        ('A "term [@usfj]." Two', "A “term.”[1] Two"),
        ("A \"so 'it' 'was [@usfj].'\" Two", "A “so ‘it’ ‘was.’”[1] Two"),
        ("[@usfj] One", "[1] One"),
    ],
)
def test_note_numbers_stand_after_the_punctuation(
    tmp_path: Path, written: str, expected: str
) -> None:
    assert printed(tmp_path, written) == expected


def test_numbers_side_by_side_are_parted_by_a_raised_comma(tmp_path: Path) -> None:
    inlines = first(composed(tmp_path, outline("One [@usfj] [@angel].")))
    assert inlines == (
        Str("One"),
        Str("."),
        Call(1, (), "note-1"),
        Super((Str(","),)),
        Call(2, (), "note-2"),
    )


def test_a_possessive_behind_a_citation_keeps_its_apostrophe() -> None:
    nodes = (Str("Yang "), Cite((), "[@a]"), Str("’s view"))
    after = with_calls(nodes, iter([Call(1, (), "note-1")]), raised=True)
    assert shown(after) == "Yang[1]’s view"


def test_citations_in_the_text_stand_as_written(tmp_path: Path) -> None:
    document = composed(tmp_path, outline("One [@usfj]. Two [@angel], three."), style=IN_TEXT)
    assert shown(first(document)) == "One (1). Two (2), three."


def test_tags_stand_as_written(tmp_path: Path) -> None:
    head = "audiences: {m: {template: one-page}}\n"
    document = composed(tmp_path, outline("One [@usfj; @angel]. Two [@talks; @usfj]!", head), "m")
    assert shown(first(document)) == "One A ¶3–4. Two A ¶3; B ¶2!"


def test_trees_are_rebuilt_leaf_by_leaf() -> None:
    text = "# a\n\n- b\n\n  > c\n- d\n\n| e | f |\n|--|--|\n| g | h |\n\n    code\n\n***\n"
    parsed = parse(text)
    leaves = [(Str(leaf.text.upper()),) for leaf in parsed.leaves]
    again = rebuilt(parsed.blocks, iter(leaves))
    upper = text.upper()
    assert str(again) == str(parse(upper).blocks).replace("CODE", "code")


WORDS = st.lists(
    st.sampled_from(
        [
            "Japan's",
            "it",
            "'90s",
            "*said*",
            "`a'b`",
            '"so"',
            "'x'",
            "5'10\"",
            "[@usfj]",
            "—",
            "end.",
        ]
    ),
    min_size=1,
    max_size=10,
)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WORDS, st.booleans())
def test_letters_and_digits_stay(words: list[str], raised: bool) -> None:
    from briefgen.compose import typeset

    (leaf,) = parse("Text " + " ".join(words)).leaves
    edits = sorted(typeset._dressed(leaf, (), "fr"))
    edited = typeset._edited(leaf.children, edits, 0)[0]
    calls = [Call(n, (), f"note-{n}") for n in range(1, len(leaf.cites) + 1)]
    after = with_calls(edited, iter(calls), raised=raised)
    assert letters(after) == re.findall(r"\w", leaf.text)
    assert [node.number for node in _calls(after)] == [call.number for call in calls]


def letters(inlines: Inlines) -> list[str]:
    return re.findall(r"\w", plain(inlines))


def _calls(inlines: Inlines) -> list[Call]:
    found: list[Call] = []
    for node in inlines:
        if isinstance(node, Call):
            found.append(node)
        found.extend(_calls(getattr(node, "children", ())))
    return found
