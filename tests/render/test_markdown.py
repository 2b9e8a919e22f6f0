"""What a reader of the Markdown would notice: text stays text, and structure stays structure."""

import re

from hypothesis import given, settings
from markdown_it import MarkdownIt

from briefgen.prose import (
    BlockQuote,
    Call,
    Code,
    CodeBlock,
    Heading,
    List,
    Paragraph,
    Rule,
    Str,
    Table,
)
from briefgen.render.markdown import MarkdownWriter, escaped
from tests.render import trees

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
            found.append(token.type.removesuffix("_open"))
    return [part for part in found if part]


def shown(token):
    if token.type == "html_inline":
        return ""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def expected(blocks):
    found = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(text(block.children))
            case Heading():
                found += ["heading", text(block.children)]
            case CodeBlock():
                found.append(block.text if block.text.endswith("\n") else block.text + "\n")
            case Rule():
                found.append("hr")
            case BlockQuote():
                found += ["blockquote", *expected(block.children)]
            case List():
                found.append("bullet_list" if block.start is None else "ordered_list")
                for item in block.items:
                    found += ["list_item", *expected(item)]
            case Table():
                found += ["table", "thead", "tr"]
                for cell in block.header:
                    found += ["th", text(cell)]
                found += ["tbody"] if block.rows else []
                for row in block.rows:
                    found.append("tr")
                    for cell in row:
                        found += ["td", text(cell)]
    return [part for part in found if part]


def text(inlines):
    return squeezed("".join(map(spelled, zip(inlines, (*inlines[1:], None), strict=True))))


def spelled(pair):
    node, following = pair
    match node:
        case Str() | Code():
            return node.text
        case Call():
            return f"[^{node.number}]" + ("," if isinstance(following, Call) else "")
        case _:
            children = node.children
            return "".join(map(spelled, zip(children, (*children[1:], None), strict=True)))


@settings(max_examples=100, deadline=None)
@given(trees.blocks)
def test_every_text_in_every_block_is_read_back_as_it_was(blocks):
    assert shape(READER.parse(NOTES.blocks(blocks))) == expected(blocks)


@settings(max_examples=100, deadline=None)
@given(trees.any_text)
def test_a_bare_string_of_a_template_is_read_back_as_text(value):
    assert shape(READER.parse(escaped(value))) == [part for part in [squeezed(value)] if part]
