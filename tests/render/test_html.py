"""What a reader of the HTML would notice: text stays text, headings nest, citations lead somewhere."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from briefgen.prose import (
    Call,
    Code,
    Emph,
    Heading,
    Link,
    List,
    Mark,
    Paragraph,
    Str,
    Table,
)
from briefgen.render.html import HELD, HtmlWriter, titled
from tests.render import trees
from tests.render.trees import squeezed

NOTES = HtmlWriter(tags=False)
TAGS = HtmlWriter(tags=True)


class Reader(HTMLParser):
    """Text and elements as a browser sees them."""

    def __init__(self, text):
        super().__init__()
        self.texts, self.opened, self.stack = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.opened.append((tag, dict(attrs)))
        if tag not in ("br", "hr", "img", "input", "meta"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return squeezed("".join(self.texts))

    def all(self, tag):
        return [attrs for name, attrs in self.opened if name == tag]


@settings(max_examples=60, deadline=None)
@given(trees.blocks)
def test_every_text_of_every_block_is_there_and_nothing_of_it_is_markup(blocks):
    read = Reader(NOTES.blocks(blocks))
    assert not read.stack
    seen = trees.seen(blocks, lambda number, more: f"{number}," if more else str(number))
    said = "".join(part for part in seen if isinstance(part, str))
    assert "".join(read.text.replace(HELD, "").split()) == "".join(said.split())


def test_a_note_number_leads_to_its_note_and_is_named_for_a_screen_reader():
    read = Reader(NOTES.inline((Str("So."), Call(7, (), "note-7"))))
    (link,) = read.all("a")
    assert link["id"] == "call-7"
    assert link["href"] == "#note-7"
    assert link["role"] == "doc-noteref"
    assert link["aria-label"] == "Note 7"
    assert read.text == "So.7"


def test_a_style_in_the_text_prints_its_words_before_the_number():
    text = (Str("(Yang n.d., para. 4)"),)
    assert Reader(NOTES.inline((Call(7, text, "note-7"),))).text == "(Yang n.d., para. 4)7"


def test_a_tag_leads_to_its_paragraph_and_does_not_part_at_the_end_of_a_line():
    html = TAGS.inline((Call(3, (Str("A ¶4"),), "para-A-4"),))
    assert html == '<a class="tag" id="call-3" href="#para-A-4">A\u00a0¶4</a>'


def test_numbers_side_by_side_are_told_apart():
    calls = (Call(1, (), "note-1"), Call(12, (), "note-12"))
    assert Reader(NOTES.inline(calls)).text == "1,12"


def test_hostile_text_stays_text():
    bad = '<script>alert(1)</script>"&amp;'
    blocks = (
        Paragraph((Str(bad), Code(bad), Emph((Str(bad),)), Mark((Str(bad),)))),
        Table(((Str(bad),),), (((Str(bad),),),), ("",)),
        Paragraph((Link('https://x.org/"onload="', (Str(bad),)),)),
    )
    read = Reader(NOTES.blocks(blocks))
    assert {tag for tag, _ in read.opened}.isdisjoint({"script"})
    assert read.text.count(bad) == 7
    assert set(read.all("a")[0]) == {"href"}


@pytest.mark.parametrize(
    ("levels", "tags"),
    [((1, 2, 1), ["h3", "h4", "h3"]), ((2, 3), ["h3", "h4"]), ((1, 3), ["h3", "h4"])],
)
def test_headings_start_under_their_section_and_skip_no_level(levels, tags):
    blocks = tuple(Heading(level, (Str("x"),)) for level in levels)
    assert [tag for tag, _ in Reader(NOTES.blocks(blocks, 3)).opened] == tags


def test_table_headers_have_a_scope_and_columns_their_alignment():
    table = Table(((Str("a"),), (Str("b"),)), (((Str("1"),), (Str("2"),)),), ("", "right"))
    read = Reader(NOTES.blocks((table,)))
    assert [attrs["scope"] for attrs in read.all("th")] == ["col", "col"]
    assert [attrs.get("class") for attrs in read.all("td")] == [None, "right"]


def test_an_ordered_list_starts_where_it_does():
    blocks = (List(((Paragraph((Str("x"),)),),), start=5),)
    assert Reader(NOTES.blocks(blocks)).all("ol") == [{"start": "5"}]


def test_a_compound_in_a_title_stays_on_one_line():
    title = titled(NOTES.inline((Str("US–Japan 2+2 – a “well-known” case"), Call(1, (), "note-1"))))
    assert "US–\u2060Japan 2+2 – a “well-\u2060known”\u2060 \u2060case" in title
    assert 'href="#note-1"' in title


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("They named the missile too.", "They named the missile\u2060 \u2060too."),
        ("They named a production.", "They named a production."),
        ("Too.", "Too."),
        ("島は孤立していた。", "島は孤立していた。"),
    ],
)
def test_a_short_last_word_does_not_stand_alone_on_a_line(words: str, written: str) -> None:
    for blocks in (
        (Paragraph((Str(words),)),),
        (List(((Paragraph((Str(words), Call(12, (), "note-12"))),),)),),
    ):
        html = NOTES.blocks(blocks)
        assert written in html
        assert 'aria-label="Note 12"' in html or "call" not in html


def test_a_long_last_word_of_a_title_does_not_stand_alone_either() -> None:
    title = titled(
        NOTES.inline((Str("Two accounts share the topics, not the "), Emph((Str("certainty"),))))
    )
    assert title == "Two accounts share the topics, not the\u2060 \u2060<em>certainty</em>"
