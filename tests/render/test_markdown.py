"""What a reader of the Markdown would notice: text stays text, and structure stays structure."""

from hypothesis import given, settings
from markdown_it import MarkdownIt

from briefgen.prose import Call, Emph, Link, List, Paragraph, Str, Strong, Table
from briefgen.render.markdown import MarkdownWriter, escaped
from tests.render import trees
from tests.render.trees import squeezed

NOTES = MarkdownWriter(tags=False)
READER = MarkdownIt("commonmark").enable("table")


def shape(tokens):
    """Kinds of blocks and their text as a reader of the Markdown sees them."""
    found = []
    for token in tokens:
        if token.type == "inline":
            found.append(squeezed("".join(shown(child) for child in token.children)))
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
        elif token.type == "hr" or (token.nesting == 1 and token.type != "paragraph_open"):
            found.append((token.type.removesuffix("_open"),))
    return [part for part in found if part]


def shown(token):
    if token.type == "html_inline":
        return ""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content


def call(number, more):
    return f"[^{number}]" + ("," if more else "")


@settings(max_examples=100, deadline=None)
@given(trees.blocks)
def test_every_text_in_every_block_is_read_back_as_it_was(blocks):
    assert shape(READER.parse(NOTES.blocks(blocks))) == trees.seen(blocks, call)


@settings(max_examples=100, deadline=None)
@given(trees.any_text)
def test_a_bare_string_of_a_template_is_read_back_as_text(value):
    assert shape(READER.parse(escaped(value))) == [part for part in [squeezed(value)] if part]


def written(*nodes):
    return NOTES.blocks((Paragraph(nodes),))


def test_a_call_is_a_footnote_of_the_same_number():
    assert written(Str("So."), Call(7, (), "note-7")) == "So.[^7]"


def test_a_tag_is_plain_text_in_brackets():
    writer = MarkdownWriter(tags=True)
    call = Call(3, (Str("A ¶4"),), "para-A-4")
    assert writer.inline((Str("So "), call, Str("."))) == "So (A ¶4)."


def test_text_after_a_call_does_not_make_it_a_definition_or_a_link():
    assert written(Call(7, (), "note-7"), Str(": so")) == "[^7]\\: so"
    assert written(Call(7, (), "note-7"), Str("(so)")) == "[^7]\\(so)"


def test_ordinary_prose_is_left_as_it_is():
    prose = "In 2024 (July 28), US-Japan ties – “closer” – cost 5 % more; see para. 4, snake_case."
    assert written(Str(prose)) == prose


def test_signs_of_other_dialects_are_escaped_too():
    assert written(Str("$5 and ~6 @desk a#1 {x} 2^3")) == r"\$5 and \~6 \@desk a\#1 \{x} 2\^3"
    assert written(Str("A. Smith")) == r"A\. Smith"
    assert written(Str(": x")) == r"\: x"


def test_emphasis_inside_a_word_or_in_emphasis_is_still_emphasis():
    assert written(Str("un"), Emph((Str("believ"),)), Str("able")) == "un<em>believ</em>able"
    assert written(Strong((Str("a "), Emph((Str("b"),))))) == "<strong>a *b*</strong>"
    assert written(Str("a "), Strong((Str("b"),)), Str(" c")) == "a **b** c"


def test_a_link_keeps_its_target():
    assert written(Link("https://x.org/a(b)", (Str("x"),))) == "[x](<https://x.org/a(b)>)"
    assert written(Link("https://x.org/a", (Str("x"),))) == "[x](https://x.org/a)"


def test_a_bar_in_a_table_does_not_end_its_cell():
    table = Table(((Str("a|b"),),), (((Str("c"),),),), ("right",))
    assert NOTES.blocks((table,)) == "| a\\|b |\n| ---: |\n| c |"


def test_lists_nest_under_their_text():
    inner = List(((Paragraph((Str("b"),)),),))
    outer = List(((Paragraph((Str("a"),)), inner),), start=10)
    assert NOTES.blocks((outer,)) == "10. a\n    - b"
