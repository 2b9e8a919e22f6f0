"""Prose as written to a tree: citations, what is refused, and where each word stands."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.bounds import USUAL
from briefgen.parse import Parsed, parse
from briefgen.prose import (
    OBJECT,
    BlockQuote,
    Cite,
    CiteItem,
    Code,
    Emph,
    LineBreak,
    Link,
    List,
    Paragraph,
    Str,
    Table,
)


def item(text: str) -> CiteItem:
    """The one item of the one citation in ``text``."""
    parsed = parse(text)
    assert parsed.problems == ()
    ((cite,),) = (leaf.cites for leaf in parsed.leaves)
    (one,) = cite.items
    return one


def told(text: str) -> list[tuple[str, str]]:
    """The problems of ``text``: each rule, and the characters that it marks."""
    return [(each.rule, text[each.start : each.end]) for each in parse(text).problems]


def words(parsed: Parsed) -> str:
    return " ".join(leaf.text for leaf in parsed.leaves)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a]", CiteItem("a")),
        ("[ @a ]", CiteItem("a")),
        ("[-@a]", CiteItem("a", suppress_author=True)),
        ("[see -@a]", CiteItem("a", prefix="see", suppress_author=True)),
        ("[see\n  also @a]", CiteItem("a", prefix="see also")),
        ("[@a, para. 4]", CiteItem("a", paragraphs=(4,))),
        ("[@a para 4]", CiteItem("a", paragraphs=(4,))),
        ("[@a,para.4]", CiteItem("a", paragraphs=(4,))),
        ("[@a\n, paragraph 4]", CiteItem("a", paragraphs=(4,))),
        ("[@a, ¶ 4]", CiteItem("a", paragraphs=(4,))),
        ("[@a, ¶¶4–6]", CiteItem("a", paragraphs=(4, 5, 6))),
        ("[@a, paras. 3-5 and 8]", CiteItem("a", paragraphs=(3, 4, 5, 8))),
        ("[@a, paras. 3--5]", CiteItem("a", paragraphs=(3, 4, 5))),
        ("[@a, Paras. 3 to 5]", CiteItem("a", paragraphs=(3, 4, 5))),
        ("[@a, paras. 4, 5, and 9]", CiteItem("a", paragraphs=(4, 5, 9))),
        ("[@a, paras. 3 & para. 8]", CiteItem("a", paragraphs=(3, 8))),
        ("[@a, paras. 114-18]", CiteItem("a", paragraphs=(114, 115, 116, 117, 118))),
        ("[@a, para. 4, emphasis added]", CiteItem("a", paragraphs=(4,), suffix="emphasis added")),
        ("[@a, p. 4]", CiteItem("a", suffix="p. 4")),
        ("[@a, parable]", CiteItem("a", suffix="parable")),
        ("[@a.]", CiteItem("a", suffix=".")),
        ("[@yang-2024: on command]", CiteItem("yang-2024", suffix=": on command")),
        ("[@9_b-c]", CiteItem("9_b-c")),
    ],
)
def test_one_citation(text: str, expected: CiteItem) -> None:
    assert item(text) == expected


def test_several_items_stand_in_the_order_of_their_writing() -> None:
    (cite,) = parse("Words [see @b, para. 4; -@a; @b].").leaves[0].cites
    assert cite.items == (
        CiteItem("b", "see", (4,)),
        CiteItem("a", suppress_author=True),
        CiteItem("b"),
    )
    assert cite.source == "[see @b, para. 4; -@a; @b]"


@pytest.mark.parametrize(
    "text",
    [
        "[me@x.org]",
        "[mail desk@x.org; or ring]",
        "[text @ home]",
        r"\[@a]",
        r"[\@a]",
        "[a [@ b]",
        "[a]",
        "@a",
        "[@日本]",
    ],
)
def test_no_citation(text: str) -> None:
    parsed = parse(text)
    assert parsed.leaves[0].cites == ()
    assert words(parsed) == text.replace("\\", "")


def test_a_citation_in_code_is_code() -> None:
    assert parse("`[@a]`").blocks == (Paragraph((Code("[@a]"),)),)


@pytest.mark.parametrize(
    "text", ["*said [@a]*", "**said** [@a]", "# said [@a]", "- said [@a]", "> said [@a]"]
)
def test_citations_in_markup(text: str) -> None:
    (leaf,) = parse(text).leaves
    assert leaf.text == f"said {OBJECT}"
    assert [each.items for each in leaf.cites] == [(CiteItem("a"),)]
    start, end = leaf.span(5, 6)
    assert text[start:end] == "[@a]"


def test_citations_in_cells_belong_to_their_row() -> None:
    text = "| | who |\n|--|:-:|\n| x [@a] | y \\| z [see @b] |\n|  | word |\n"
    parsed = parse(text)
    (table,) = parsed.blocks
    assert isinstance(table, Table)
    assert table.align == ("", "center")
    found = [(leaf.text, leaf.row, leaf.heading) for leaf in parsed.leaves]
    assert [text for text, *_ in found] == [
        "",
        "who",
        f"x {OBJECT}",
        f"y | z {OBJECT}",
        "",
        "word",
    ]
    assert [row for _, row, _ in found] == [1, 1, 2, 2, 3, 3]
    assert [heading for *_, heading in found] == [True, True, False, False, False, False]
    for leaf in parsed.leaves:
        for match in re.finditer(rf"\w+|{OBJECT}", leaf.text):
            start, end = leaf.span(*match.span())
            assert text[start:end] in (match.group(), "[@a]", "[see @b]")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("See [@a, para. 4; see para. 5].", "[@a, para. 4; see para. 5]"),
        ("See [@a, and @b].", "[@a, and @b]"),
        ("Read [the paper [@a] here](https://x.org).", "[@a]"),
        ("Read [@a](https://x.org).", "[@a]"),
        ("A picture ![of @a](me.png).", "me.png"),
        ("Read [this](file:///etc/passwd).", "file:///etc/passwd"),
        ("Read [this](javascript:alert(1)).", "javascript:alert(1)"),
        ("Read [this](other.md) and (other.md).", "other.md"),
        ("Read <ftp://x.org/a>.", "ftp://x.org/a"),
        (f"Pasted {OBJECT} here [@a].", OBJECT),
        ('Read [this](https://x.org "but not that").', "but not that"),
        ("~~~ text with words\nbehind\n~~~", "text with words"),
        ("| a | b |\n|---|---|\n| c | d | and e | |", "and e"),
        ("> | a |\n> |---|\n> | c | c |", "c"),
    ],
)
def test_what_prose_cannot_hold_is_told_where_it_stands(text: str, marked: str) -> None:
    assert told(text) == [("wrong-value", marked)]


def test_a_link_that_is_refused_leaves_its_words() -> None:
    parsed = parse("Read [*this* one](file:///etc/passwd) now.")
    assert words(parsed) == "Read this one now."
    assert "passwd" not in str(parsed.blocks)


@pytest.mark.parametrize("target", ["https://x.org/a_b", "HTTP://x.org", "mailto:a@x.org", "#s1"])
def test_links_that_can_be_printed(target: str) -> None:
    parsed = parse(f"[here]({target})")
    assert parsed.problems == ()
    assert parsed.blocks == (Paragraph((Link(target, (Str("here"),)),)),)


def test_a_letter_that_stands_for_citations_never_comes_from_the_text() -> None:
    parsed = parse(f"&#xFFFC; and `{OBJECT}` [@a]")
    assert len(parsed.problems) == 2
    assert words(parsed).count(OBJECT) == 1
    assert parsed.leaves[0].span(0, 1)[0] == 0


def test_html_is_text() -> None:
    for text in ("<b>x</b> <!-- c -->", "<script>alert(1)</script>", "<div> x </div>"):
        assert parse(text).blocks == (Paragraph((Str(text),)),)


def test_link_definitions_and_foot_of_page_notes_are_not_swallowed() -> None:
    text = '[a]: https://x.org "Title"\n\n[^1]: A note.'
    parsed = parse(text)
    assert [leaf.text for leaf in parsed.leaves] == text.split("\n\n")


def test_lines_are_joined_by_a_space_but_not_in_chinese_and_japanese() -> None:
    assert words(parse("one\ntwo\r\nthree")) == "one two three"
    assert (
        words(parse("日米両国は\n協議し、\n声明を出した。")) == "日米両国は協議し、声明を出した。"
    )
    assert words(parse("日米**両国**\n*は*協議")) == "日米両国は協議"
    assert words(parse("日本\nJapan")) == "日本 Japan"
    assert words(parse("한국과\n일본")) == "한국과 일본"
    assert parse("one  \ntwo").blocks == (Paragraph((Str("one"), LineBreak(), Str("two"))),)


def test_a_title_is_one_run_of_text() -> None:
    parsed = parse("1. *One*\n  # two\n\n  - three\n", inline=True)
    assert parsed.blocks == (Paragraph((Str("1. "), Emph((Str("One"),)), Str(" # two - three"))),)
    assert words(parse("日米\n声明", inline=True)) == "日米声明"
    assert words(parse("100\u00a0km\u3000日本", inline=True)) == "100\u00a0km\u3000日本"


def test_lists_keep_their_number_and_tightness() -> None:
    parsed = parse("3. a\n4. b\n\n- c\n\n- d\n")
    first, second = parsed.blocks
    assert isinstance(first, List)
    assert isinstance(second, List)
    assert (first.start, first.tight, len(first.items)) == (3, True, 2)
    assert (second.start, second.tight, len(second.items)) == (None, False, 2)


def test_block_quotations_are_known_at_their_leaves() -> None:
    parsed = parse("a\n\n> b\n> - c\n>\n> > d\n\ne")
    assert [(leaf.text, leaf.quoted) for leaf in parsed.leaves] == [
        ("a", False),
        ("b", True),
        ("c", True),
        ("d", True),
        ("e", False),
    ]
    assert isinstance(parsed.blocks[1], BlockQuote)


def test_size_is_bounded() -> None:
    assert parse("a " * (USUAL.prose_characters // 2)).problems == ()
    assert [each.rule for each in parse("a" * (USUAL.prose_characters + 1)).problems] == [
        "too-large"
    ]


@pytest.mark.parametrize("text", ["[" * 50_000, "[@a; " * 20_000, "|a" * 20_000, "&quot;" * 16_000])
def test_hostile_text_within_the_bound_comes_out_whole(text: str) -> None:
    parsed = parse(text)
    assert parsed.problems == ()
    assert words(parsed) == text.replace("&quot;", '"').rstrip()
    assert parsed.leaves[0].span(0, 3)[0] == 0


@pytest.mark.parametrize(
    "text", ["*a **b " * 5000 + "** c*" * 5000, "*" * 20_000 + "a" + "*" * 20_000]
)
def test_deep_emphasis_is_told(text: str) -> None:
    assert [each.rule for each in parse(text).problems] == ["too-large"]


NESTING = st.lists(st.sampled_from(["> ", "- ", "1. "]), min_size=1, max_size=USUAL.prose_depth + 6)


@settings(max_examples=60, deadline=None)
@given(NESTING, st.lists(st.sampled_from(["alpha", "*beta*", "`gamma`", "delta  "]), min_size=1))
def test_deep_nesting_is_told_or_nothing_is_lost(marks: list[str], lines: list[str]) -> None:
    indents = ["> " if mark == "> " else " " * len(mark) for mark in marks]
    text = "".join(marks) + ("\n" + "".join(indents)).join(lines)
    parsed = parse(text)
    if not parsed.problems:
        written = re.findall(r"[a-z]+", text)
        assert re.findall(r"[a-z]+", words(parsed)) == written
    levels = sum(1 if mark == "> " else 2 for mark in marks)
    assert parsed.problems or levels < USUAL.prose_depth
    assert not parsed.problems or levels > USUAL.prose_depth - 3


WORDS = st.sampled_from(
    ["alpha", "the", "U.S.", "it", "naïve", "2+2", "日本語", "協議", "a", "Ünïon", "𝒳yz", "the"]
)
DRESS = st.sampled_from(
    [
        "{}",
        "*{}*",
        "**{}**",
        "`{}`",
        "&amp; {}",
        "&quot;{}&quot;",
        "\\*{}\\*",
        "[{}](https://x.org/the/alpha)",
        "{} [see @a, para. 4; @b]",
        "“{}”",
        "un*{}*",
        "{}\n",
    ]
)
BLOCK = st.sampled_from(["{}", "# {}", "- {}", "> {}", "| x | {} |\n|--|--|\n| {} | |", "1. {}"])


@settings(max_examples=100, deadline=None)
@given(BLOCK, st.lists(st.tuples(DRESS, WORDS), min_size=1, max_size=12))
def test_each_word_is_found_where_it_was_written(
    block: str, dressed: list[tuple[str, str]]
) -> None:
    prose = " ".join(dress.format(word) for dress, word in dressed)
    text = "Before.\n\n" + block.replace("{}", prose if block == "{}" else " ".join(prose.split()))
    parsed = parse(text)
    assert not parsed.problems
    for leaf in parsed.leaves:
        assert 0 <= leaf.start <= leaf.end <= len(text)
        last = 0
        for match in re.finditer(rf"\w+|{OBJECT}", leaf.text):
            start, end = leaf.span(*match.span())
            assert start >= last, "spans stand in order"
            last = start
            written = text[start:end]
            if match.group() == OBJECT:
                assert written == "[see @a, para. 4; @b]"
            else:
                assert "".join(re.findall(r"\w", written)) == match.group()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab @[]()*_`<>&;!#-|\\\n\r\t:/\"'1.~^\ufffc\u3000日", max_size=60))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for inline in (False, True):
        parsed = parse(text, inline=inline)
        for leaf in parsed.leaves:
            assert leaf.text.count(OBJECT) == len(leaf.cites)
            for index in range(len(leaf.text) + 1):
                start, end = leaf.span(index, index + 1)
                assert 0 <= start <= end <= len(text)
        for problem in parsed.problems:
            assert 0 <= problem.start <= problem.end <= len(text)


def test_a_cite_is_kept_as_written() -> None:
    text = "> Words [see\n> @a, para. 4] go on."
    (leaf,) = parse(text).leaves
    (cite,) = leaf.cites
    assert isinstance(cite, Cite)
    start, end = leaf.span(6, 7)
    assert text[start:end] == "[see\n> @a, para. 4]"


WORDS = st.lists(st.sampled_from(["word", "日本", "語。", "é", "*a*", "*日*", "[@a]"]), min_size=1)


@given(WORDS)
@settings(max_examples=100)
def test_lines_are_joined_by_a_space_but_not_two_of_chinese_or_japanese(lines: list[str]) -> None:
    expected = lines[0]
    for before, after in pairwise(lines):
        wide = before.rstrip("*")[-1] in "本語。日" and after.lstrip("*")[0] in "日語"
        expected += after if wide else f" {after}"
    expected = expected.replace("*", "").replace("[@a]", OBJECT)
    assert words(parse("\n".join(lines))) == expected
