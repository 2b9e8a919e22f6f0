"""Every construct of CommonMark through our settings: no word is lost, and nothing can be executed.

``examples.txt`` goes through the specification section by section (0.31.2), with texts of our own; an
arrow is a tab. The judge of what an example says is markdown-it as CommonMark has it.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from briefgen.parse import parse
from briefgen.prose import OBJECT
from briefgen.render.html import HtmlWriter
from briefgen.render.markdown import MarkdownWriter

SECTIONS = 22
JUDGE = MarkdownIt("commonmark").enable("table")
JUDGE.validateLink = lambda url: True
HARMLESS = {
    *[
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "hr",
        "br",
        "em",
        "strong",
        "a",
    ],
    *["table", "thead", "tbody", "tr", "th", "td"],
}
ATTRIBUTES = {("a", "href"), ("ol", "start"), ("th", "scope"), ("th", "class"), ("td", "class")}
TARGET = re.compile(r"(?i)https?://|mailto:|#")


@cache
def examples() -> dict[str, str]:
    """Each example by its section and number."""
    text = (Path(__file__).parent / "examples.txt").read_text("utf-8")
    found = {}
    for part in re.split(r"(?m)^=== (?=[A-Z])", text)[1:]:
        title, _, cases = part.partition("\n")
        for number, case in enumerate(cases.split("%%%\n"), 1):
            found[f"{title} {number}"] = case.replace("→", "\t")
    return found


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

    def targets(self, *tags: str) -> list[str]:
        return [
            attrs.get("href") or attrs.get("src") or ""
            for tag, attrs in self.elements
            if tag in tags
        ]


def shown(text: str) -> Page:
    """``text`` as the screen and the PDF have it."""
    return Page(HtmlWriter(tags=False).blocks(parse(text).blocks))


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """Those of ``wanted`` that ``found`` does not have in their order."""
    rest = iter(found)
    return [word for word in wanted if not any(word == each for each in rest)][:1]


def test_the_examples_were_found() -> None:
    assert len({name.rpartition(" ")[0] for name in examples()}) == SECTIONS
    assert len(examples()) > 220


@pytest.mark.parametrize("name", examples())
def test_no_word_is_lost(name: str) -> None:
    text = examples()[name]
    assert missing(Page(JUDGE.render(text)).words, shown(text).words) == []


@pytest.mark.parametrize("name", examples())
def test_nothing_is_executed(name: str) -> None:
    page = shown(examples()[name])
    assert {tag for tag, _ in page.elements} <= HARMLESS
    assert {(tag, key) for tag, attrs in page.elements for key in attrs} <= ATTRIBUTES
    assert all(TARGET.match(target) for target in page.targets("a"))


@pytest.mark.parametrize("name", examples())
def test_what_is_not_printed_is_a_finding(name: str) -> None:
    """Images, and links to other places: one finding each, beside the words that stay."""
    text = examples()[name]
    # Our settings read no HTML and no link definitions.
    judge = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
    judge.validateLink = lambda url: True
    page = Page(judge.render(re.sub(r"\[[^\[\]]*@[^\[\]]*\]", OBJECT, text)))
    refused = [target for target in page.targets("a") if not TARGET.match(target)]
    refused += page.targets("img")
    said = [each for each in parse(text).problems if "not printed" in each.message]
    assert len(said) == len(refused)


@pytest.mark.parametrize("name", examples())
def test_the_markdown_that_is_written_says_the_same(name: str) -> None:
    text = examples()[name]
    written = MarkdownWriter(tags=False).blocks(parse(text).blocks)
    again = Page(JUDGE.render(written))
    assert again.words == shown(text).words
    assert {tag for tag, _ in again.elements} <= HARMLESS
