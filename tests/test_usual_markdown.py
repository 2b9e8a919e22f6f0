"""The usual Markdown is read as markdown-it reads it, or left to it."""

from __future__ import annotations

from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.parse import Parsed, parse
from briefgen.usual_markdown import usual_blocks, usual_line
from tests.commonmark.test_examples import EXAMPLES

WORDS = (
    *("Words", "words", "a", "2024", "日本", "はい", "“said”", '"so"', "(one)", "U.S.", "é"),
    *("[@a]", "[@a; @b]", "[see @a, para. 4]", "**a**", "**Words:**", "**a [@b]**", "**日本**"),
    *(" ", " ", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n# ", "\n- ", "\n- ", "\n  ", "\n- **a** "),
    *(
        "\n\n| a | b |\n| - | :-: |\n| c | d |\n",
        "\n| c | **d** [@a] |\n",
        "\n\n| a |\n|:--|\n| b |",
    ),
)
ODD = (
    *("[a]", "[@]", "[@a @b]", "[", "]", "(https://a.b)", "  ", "\t", "\r\n", "\r", "\x0b", "\x85"),
    *(
        "#",
        "# ",
        "## ",
        "####### ",
        "> ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "1) ",
        "12",
        ".",
        "    ",
        "\xa0",
    ),
    *("*", "**", "***", "_", "`", "```", "~~~", "---", "===", "|", "-", ":", "\\", "<", "&amp;"),
    *("!", "![", "](", "@a", ";", "\0", "\ufffc", "\u3000", "\U00020000", "e\u0301", "| - |\n"),
)
PROSE = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
ANY = st.lists(st.sampled_from(WORDS + ODD), max_size=12).map("".join)


def by_markdown_it(text: str, *, inline: bool) -> Parsed:
    """``text`` read by markdown-it, whatever it holds."""
    with patch("briefgen.parse._usual", return_value=None):
        return parse.__wrapped__(text, inline=inline)


def shape(parsed: Parsed) -> object:
    spans = [[leaf.span(at, at + 1) for at in range(len(leaf.text))] for leaf in parsed.leaves]
    # By name too: nodes of two sorts may hold the same.
    return repr(parsed), parsed, spans


@settings(max_examples=100)
@given(text=PROSE | ANY)
@example(text="# Heading\nwords\n# Another #\n\nmore [@a]\nwords\n")
@example(text="Words\n===\n\nwords\n---\n")
@example(text="Words\n  words\nwords  \nwords\n")
@example(text="a\n12. b\n1. c\n")
@example(text="a | b\n--- | ---\n1 | 2\n")
@example(text="# a#\n## b ##\n### #\n")
@example(text="[@a](https://example.org) [@a] (https://example.org)\n")
@example(text="- a\n- b\n\n- c\n")
@example(text="- a\nb\n")
@example(text="a\n| a |\n| - |\n| b |\nc\n")
@example(text="| a | b |\n| - | - |\n| c |\n| d | e | f |\n||  |\n")
@example(text="| | a |\n| - | - |\n|  | b |\n\n| a |\n|:-:|\n")
@example(text="**a**b **c**\n**d e** ** f ** **g **\n")
@example(text="日本\n日本[@a]\n日本\nwords\n")
def test_alike(text: str) -> None:
    for inline in (False, True):
        assert shape(parse.__wrapped__(text, inline=inline)) == shape(
            by_markdown_it(text, inline=inline)
        )


@pytest.mark.parametrize("section", EXAMPLES)
def test_the_examples_of_commonmark_are_read_alike(section: str) -> None:
    for text, inline in product(EXAMPLES[section], (False, True)):
        assert shape(parse.__wrapped__(text, inline=inline)) == shape(
            by_markdown_it(text, inline=inline)
        )


def test_usual_prose_does_not_need_markdown_it() -> None:
    text = '# On it\n\nHe said "so" [@a, para. 4;\n@b]. In\n2024 (so) "it" was.\n'
    text += "\n- **One:** words\n  and [@a]\n- more\n\n| a | b |\n| --- | --: |\n| **c** | [@d] |\n"
    usual = usual_blocks(text)
    assert usual is not None
    kinds = [type(block).__name__ for block in usual.blocks]
    assert kinds == ["Heading", "Paragraph", "List", "Table"]
    assert usual_line('A "title" [@a]: and **so** on')


def test_what_may_be_more_is_left_to_markdown_it() -> None:
    for text in ("*a*", "* a\n", "1. a\n", "> a\n", "a\n===\n", "a  \nb\n", "[a](#b)", "&amp;"):
        assert usual_blocks(text) is None
    assert usual_line("a `b`") is None


def test_a_long_text_that_is_nearly_a_table_is_passed_over_at_once() -> None:
    assert usual_blocks(("|" * 300 + "\n") * 300 + "x") is None
