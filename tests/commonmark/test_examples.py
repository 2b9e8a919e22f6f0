"""All of CommonMark through our settings: no word is lost, and nothing can be executed.

The 652 examples of its specification (0.31.2) are those that markdown-it-py's sources carry, which
``bin/setup`` puts beside the packages; ``examples.txt`` has what the specification does not: tables,
citations, addresses that run. The judge of what an example says is markdown-it as CommonMark has it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from yaml import safe_load

from briefgen.bounds import read_bounds
from briefgen.build import Settings, build
from briefgen.parse import parse
from briefgen.prose import (
    OBJECT,
    BlockQuote,
    Cite,
    Code,
    CodeBlock,
    Heading,
    LineBreak,
    Link,
    List,
    Rule,
    Str,
    Table,
)
from briefgen.read.layout import read_layout
from briefgen.render.html import HtmlWriter
from briefgen.render.markdown import MarkdownWriter
from briefgen.render.templates import render_html
from tests.forge import OUTLINE, project
from tests.render.dialects import by_forge, by_pandoc, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SPECIFICATION = Path(sys.prefix, "share", "commonmark.json")
JUDGE = MarkdownIt("commonmark").enable("table")
JUDGE.validateLink = lambda url: True
HARMLESS = {
    *["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"],
    *["hr", "br", "em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td"],
}
ATTRIBUTES = {
    ("a", "href"),
    ("ol", "start"),
    ("th", "scope"),
    ("th", "class"),
    ("td", "class"),
    ("table", "class"),
}
TARGET = re.compile(r"(?i)https?://|mailto:|#")


def read() -> dict[str, list[str]]:
    """The examples by the section that they are of; those of the specification if they are here."""
    found: dict[str, list[str]] = {}
    if SPECIFICATION.exists():
        for each in json.loads(SPECIFICATION.read_bytes()):
            found.setdefault(each["section"], []).append(each["markdown"])
    text = (Path(__file__).parent / "examples.txt").read_text("utf-8")
    for part in re.split(r"(?m)^=== (?=[A-Z])", text)[1:]:
        title, _, cases = part.partition("\n")
        found[f"{title}, our own"] = cases.split("%%%\n")
    return found


EXAMPLES = read()
IN_EACH = pytest.mark.parametrize("section", EXAMPLES)


class Page(HTMLParser):
    """Text, elements and links of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def words(self) -> list[str]:
        return re.findall(r"[^\W_]+", "".join(self.said))

    def of(self, name: str, *tags: str) -> list[str]:
        """The attributes ``name`` of the elements ``tags``."""
        return [attrs.get(name) or "" for tag, attrs in self.elements if tag in tags]


@cache
def shown(text: str) -> Page:
    """``text`` as the screen and the PDF have it."""
    return Page(HtmlWriter(tags=False).blocks(parse(text).blocks))


def written(text: str) -> str:
    return str(MarkdownWriter(tags=False).blocks(parse(text).blocks))


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """The first of ``wanted`` that ``found`` does not have in their order."""
    rest = iter(found)
    return [word for word in wanted if not any(word == each for each in rest)][:1]


@pytest.mark.skipif(
    not (SPECIFICATION.exists() or os.environ.get("CI")),
    reason="bin/setup requirements-dev.lock puts the examples of CommonMark into .venv/share",
)
def test_the_examples_of_the_specification_are_here() -> None:
    assert len(json.loads(SPECIFICATION.read_bytes())) == 652
    assert sum(map(len, EXAMPLES.values())) > 670


@IN_EACH
def test_no_word_is_lost(section: str) -> None:
    lost = {
        text: missing(Page(JUDGE.render(text)).words, shown(text).words)
        for text in EXAMPLES[section]
    }
    # What follows a fence names its language where CommonMark has the HTML before it swallow it.
    language = {"<div></div>\n``` c\nint x = 33;\n```\n": ["c"]}
    assert {text: word for text, word in lost.items() if word} == {
        text: word for text, word in language.items() if text in lost
    }


@IN_EACH
def test_nothing_is_executed(section: str) -> None:
    for text in EXAMPLES[section]:
        page = shown(text)
        assert {tag for tag, _ in page.elements} <= HARMLESS
        assert {(tag, key) for tag, attrs in page.elements for key in attrs} <= ATTRIBUTES
        assert all(TARGET.match(target) for target in page.of("href", "a"))


# Our settings read no HTML and no link definitions.
SAME = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
SAME.validateLink = lambda url: True


@IN_EACH
def test_what_is_not_printed_is_a_finding(section: str) -> None:
    """Images, links to other places, their titles, words behind a fence: beside the words that stay."""
    for text in EXAMPLES[section]:
        without = re.sub(r"\[[^\[\]]*@[^\[\]]*\]", OBJECT, text)
        page = Page(SAME.render(without))
        refused = [target for target in page.of("href", "a") if not TARGET.match(target)]
        refused += page.of("src", "img") + [each for each in page.of("title", "a") if each]
        fences = [each.info for each in SAME.parse(without) if each.type == "fence"]
        refused += [info for info in fences if len(info.split()) > 1]
        said = [each for each in parse(text).problems if "not printed" in each.message]
        assert len(said) == len(refused), text


@IN_EACH
def test_every_finding_lies_in_its_text(section: str) -> None:
    for text in EXAMPLES[section]:
        for each in parse(text).problems:
            assert 0 <= each.start <= each.end <= len(text)
            assert each.hint


KINDS: Mapping[type, tuple[str, str]] = {
    Heading: ("heading", "Header"),
    BlockQuote: ("blockquote", "BlockQuote"),
    CodeBlock: ("fence", "CodeBlock"),
    Rule: ("hr", "HorizontalRule"),
    Code: ("code_inline", "Code"),
    Table: ("table", "Table"),
}
"""What a forge and what pandoc call it."""
UNCOUNTED = re.compile(
    r"(thead|tbody|tr|th|td|html_block|list_item|Decimal|Period|Align\w+|(RawInline )?</?code>)$|RawBlock"
)


def said(node: Any, reader: int, kinds: list[str]) -> str:
    """The text of a tree, and its kinds of structure as a reader of Markdown calls them."""
    if isinstance(node, tuple):
        return "".join(said(each, reader, kinds) for each in node)
    if type(node) in KINDS and "|" not in getattr(node, "text", ""):
        kinds.append(KINDS[type(node)][reader])
    match node:
        case Str() | Code() | CodeBlock():
            return node.text
        case Cite():
            return node.source
        case LineBreak() | Rule():
            return ""
        case List():
            names = ("bullet_list", "BulletList"), ("ordered_list", "OrderedList")
            kinds.append(names[node.start is not None][reader])
            return said(node.items, reader, kinds)
        case Table():
            return said((node.header, *node.rows), reader, kinds)
        case Link():
            kinds.append(f"{('link', 'Link')[reader]} {node.href}")
    return said(node.children, reader, kinds)


@IN_EACH
def test_the_markdown_that_is_written_says_the_same_to_a_forge_and_to_pandoc(
    section: str, tmp_path: Path
) -> None:
    texts = EXAMPLES[section]
    files = [written(text) for text in texts]
    for text, *readings in zip(
        texts, map(by_forge, files), by_pandoc(files, tmp_path), strict=True
    ):
        for reader, found in enumerate(readings):
            kinds: list[str] = []
            wanted = said(parse(text).blocks, reader, kinds)
            between = found.text.replace("<!-- -->\n", "")  # two lists
            assert squeezed(between) == squeezed(wanted), written(text)
            assert [each for each in found.kinds if not UNCOUNTED.match(each)] == kinds, text


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str, str]:
    """Examples as the sections of one brief, its page, and what its PDF is set from."""
    # No quotations, which would have to stand in a source.
    quoting = re.compile(r'\[@|"|&quot;|(?m:^[-+* \d.)]*>)')
    texts = [
        text
        for section in EXAMPLES.values()
        for text in section
        if text.strip() and not parse(text).problems and not quoting.search(text)
    ]
    sections = [
        {"id": f"s{number}", "title": "S", "body": text} for number, text in enumerate(texts)
    ]
    outline = {
        **json.loads(json.dumps(safe_load(OUTLINE), default=str)),
        "sections": sections,
        "audiences": {"desk": {"template": "full"}},
    }
    folder = tmp_path_factory.mktemp("brief")
    path = project(folder, json.dumps(outline))
    bounds = read_bounds([f"sections={len(texts)}"])
    built = build(path, folder / "out", Settings(formats=("html",), bounds=bounds))
    assert not built.stopped, [each.message for each in built.findings if each.severity == "error"]
    (page,) = (file.read_text("utf-8") for file in built.files if file.suffix == ".html")
    printed, _ = render_html(built.documents[0], read_layout(path).value, for_print=True)
    assert printed is not None
    return texts, page, printed.html


def test_a_whole_brief_of_them_has_their_words_and_nothing_that_acts(
    brief: tuple[list[str], str, str],
) -> None:
    texts, *pages = brief
    allowed = {
        *[*HARMLESS, "html", "head", "meta", "title", "style", "script", "body", "main", "header"],
        *["section", "nav", "aside", "footer", "article", "div", "span", "sup", "dl", "dt", "dd"],
    }
    words = [word for text in texts for word in shown(text).words]
    for page in map(Page, pages):
        assert missing(words, page.words) == []
        assert {tag for tag, _ in page.elements} <= allowed
        assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]
        assert all(TARGET.match(target) for target in page.of("href", "a"))
        assert [tag for tag, _ in page.elements].count("script") <= 1
