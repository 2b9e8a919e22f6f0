"""Prose trees for property tests, any text in any nesting, and what a reader should see of them."""

import re

from hypothesis import strategies as st

from briefgen.prose import (
    BlockQuote,
    Call,
    Code,
    CodeBlock,
    Emph,
    Heading,
    Link,
    List,
    Mark,
    Paragraph,
    Rule,
    Str,
    Strong,
    Super,
    Table,
)

SIGNS = "\\`*_{}[]()<>#+-.!|~^$@&;:=%\"'/0123456789aIx é–“”¶漢\n"
words = st.text(st.sampled_from(SIGNS), min_size=1, max_size=12)
any_text = st.one_of(
    words,
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20),
)
strings = st.builds(Str, any_text)
codes = st.builds(Code, st.text(st.sampled_from("`ab *_<&\\"), min_size=1, max_size=6))
calls = st.builds(Call, st.integers(1, 99), st.just(()), st.just("note-1"))


def runs(children):
    return st.lists(children, min_size=1, max_size=4).map(apart)


def apart(nodes):
    """No two strings or two spans of code side by side, as the parser never leaves any."""
    run = []
    for node in nodes:
        if run and isinstance(node, Str) and isinstance(run[-1], Str):
            run[-1] = Str(run[-1].text + node.text)
            continue
        if run and isinstance(node, Code) and isinstance(run[-1], Code):
            run.append(Str(" "))
        run.append(node)
    return tuple(run)


leaves = st.one_of(strings, strings, codes, calls)
inlines = runs(
    st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Emph, runs(inner)),
            st.builds(Strong, runs(inner)),
            st.builds(Mark, runs(inner)),
            st.builds(Super, runs(inner)),
        ),
        max_leaves=5,
    )
    | st.builds(Link, st.sampled_from(["https://example.org/(a)_b", "#note-1"]), runs(strings))
)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    row = st.lists(inlines, min_size=width, max_size=width).map(tuple)
    sides = st.sampled_from(["", "left", "center", "right"])
    align = draw(st.lists(sides, min_size=width, max_size=width).map(tuple))
    return Table(draw(row), draw(st.lists(row, max_size=2).map(tuple)), align)


leaf_blocks = st.one_of(
    st.builds(Paragraph, inlines),
    st.builds(Heading, st.integers(1, 3), inlines),
    st.builds(CodeBlock, st.text(st.sampled_from("`ab ~\n"), min_size=1, max_size=12)),
    st.just(Rule()),
    tables(),
)
blocks = st.lists(
    st.recursive(
        leaf_blocks,
        lambda inner: st.one_of(
            st.builds(BlockQuote, st.lists(inner, min_size=1, max_size=2).map(tuple)),
            st.builds(
                List,
                st.lists(
                    st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2
                ).map(tuple),
                st.sampled_from([None, 1, 7]),
                st.just(False),
            ),
        ),
        max_leaves=4,
    ),
    max_size=4,
).map(tuple)


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def seen(blocks, call):
    """What stands there: the text of each block, and ("name of a block",) before what is in it.

    ``call`` spells a number and whether another call follows.
    """
    found = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(text(block.children, call))
            case Heading():
                found += [("heading",), text(block.children, call)]
            case CodeBlock():
                found.append(block.text if block.text.endswith("\n") else block.text + "\n")
            case Rule():
                found.append(("hr",))
            case BlockQuote():
                found += [("blockquote",), *seen(block.children, call)]
            case List():
                found.append(("bullet_list" if block.start is None else "ordered_list",))
                for item in block.items:
                    found += [("list_item",), *seen(item, call)]
            case Table():
                found += [("table",), ("thead",), ("tr",)]
                for cell in block.header:
                    found += [("th",), text(cell, call)]
                found += [("tbody",)] if block.rows else []
                for row in block.rows:
                    found.append(("tr",))
                    for cell in row:
                        found += [("td",), text(cell, call)]
    return [part for part in found if part]


def text(inlines, call):
    return squeezed(spelled(inlines, call))


def spelled(inlines, call):
    parts = []
    for node, following in zip(inlines, (*inlines[1:], None), strict=True):
        match node:
            case Str() | Code():
                parts.append(node.text)
            case Call():
                parts.append(call(node.number, isinstance(following, Call)))
            case _:
                parts.append(spelled(node.children, call))
    return "".join(parts)
