"""The page of a brief, as its template wrote it for print, as pandoc's tree.

*Why* the page: its template has decided what is printed, in which order and in which words, a
template of one's own too. *Why* a tree, and not Markdown: in a tree text is text; ``[^1]`` and
``<w:p>`` cannot become a note or a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from tinyhtml5 import parse

from briefgen.render.html import HELD
from briefgen.word.dress import EAST
from briefgen.word.nodes import (
    attributes,
    bookmark,
    field_of_note,
    line,
    styled,
    styled_words,
    text,
)
from briefgen.word.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from briefgen.word.nodes import Node

__all__ = ["page_tree"]

Piece: TypeAlias = "str | Element"
Draw: TypeAlias = "Callable[[str, str], Node]"
"""Makes the node of a picture out of its URL and its text alternative."""

_BLOCK = re.compile(
    r"article|aside|blockquote|body|details|div|dl|dt|dd|figcaption|figure|footer|h[1-6]|header|hr"
    r"|li|main|nav|ol|p|pre|section|summary|table|ul"
)
_SKIPPED = frozenset(["script", "style", "svg", "template", "title"])
_DRESS = {
    "b": "Strong",
    "strong": "Strong",
    "em": "Emph",
    "i": "Emph",
    "cite": "Emph",
    "sub": "Subscript",
    "sup": "Superscript",
}
_HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
_WEB = re.compile(r"(?i)(https?://|mailto:)")

# The style of Word for what a class of the templates marks: for all that stands in a part of the
# page, for a paragraph, for words.
_STYLES = {
    "about": "About",
    "bottom-line": "Bottom Line",
    "changes": "About",
    "contents": "Contents",
    "degree": "Degree",
    "foot": "About",
    "gaps": "Gap",
    "glossary": "Terms",
    "in-brief": "Bottom Line",
    "judgment": "Judgment",
    "key-judgments": "Key Judgments",
    "lead": "Lead",
}
_PARAGRAPHS = {
    "disclaimer": "About",
    "explanation": "Explanation",
    "kicker": "Kicker",
    "reading": "Reading",
    "reference": "Reference",
    "side": "Source Tags",
    "source": "Figure Source",
    "standfirst": "Subtitle",
    "title": "Caption",
    "where": "Explanation",
}
_WORDS = {
    "small-caps": "Small Caps",
    "term": "Term",
    "silent": "Muted",
    "where": "Muted",
    "parts": "Muted",
    "expected-word": "Muted",
}
_BOXES = frozenset(["Bottom Line", "Judgment", "Key Judgments"])
"""Styles with a ground: headings among them stand on it too."""
_WRITTEN = ("bottom-line", "gaps", "in-brief", "judgment", "key-judgments", "lead", "text")
_STRESSED = frozenset([*_WRITTEN, "questions", "recommendations"])
"""Parts of the page where what is stressed is bold in a script that has no italic."""
_LISTED = frozenset(["About", "Contents", "Terms"])
"""Styles whose lists are set without bullets."""


def page_tree(
    html: str, draw: Draw, logo: Node | None = None, *, compact: bool
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Pandoc's tree of the page ``html``, and what the page says for its head and foot.

    ``draw`` gives the picture of each image, ``logo`` stands over the title. A ``compact`` page sets a label in the line of the
    text that it belongs to.
    """
    root = parse(html.replace(HELD, " "), namespace_html_elements=False)
    brief = next(iter(root.iterfind(".//article")), root)
    pages = _Pages(root, draw, logo, compact)
    blocks = pages.blocks(_inside(root.find("body")), "")
    document = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    return document, {key: value for key, value in brief.attrib.items() if key.startswith("data-")}


def _inside(element: Element | None) -> Iterator[Piece]:
    """Text and elements in ``element``, in order."""
    if element is None:
        return
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _classes(element: Element) -> Sequence[str]:
    return (element.get("class") or "").split()


def _without_joiners(heading: Element) -> Iterator[Piece]:
    """What is in ``heading`` without the word joiners put there for print, of which Word draws boxes."""
    for part in heading.iter():
        part.text = (part.text or "").replace("\u2060", "")
        if part is not heading:
            part.tail = (part.tail or "").replace("\u2060", "")
    return _inside(heading)


class _Pages:
    """A page on its way into a tree."""

    def __init__(self, root: Element, draw: Draw, logo: Node | None, compact: bool) -> None:
        self._logo = logo
        self._draw = draw
        self._compact = compact
        self._targets = {a.get("href", "")[1:] for a in root.iter("a")}
        calls = {a.get("href", "")[1:] for a in root.iter("a") if "call" in _classes(a)}
        self._notes = {
            int(item.get("id", "")[5:]): item
            for item in root.iter("li")
            if re.fullmatch(r"note-\d{1,9}", item.get("id", "")) and item.get("id") in calls
        }
        self._called: set[int] = set()
        tag = (root.get("lang") or "").partition("-")[0].lower()
        own = (one for one in root.iter() if tag in EAST and _STRESSED.intersection(_classes(one)))
        self._stressed = {em for one in own for em in one.iter("em")}
        pairs = root.iterfind(".//*[@class='pair']")
        self._differing = {mark for pair in pairs for mark in pair.iter("mark")}
        # What stands among the notes at the end of the page has no place of its own here.
        self._gone = {
            one.get("id", "")
            for part in root.iterfind(".//*[@role='doc-endnotes']")
            for one in part.iter()
            if one.tag != "li"
        } - {""}
        self._apart = True

    def blocks(self, pieces: Iterable[Piece], style: str) -> list[Node]:
        """Paragraphs and what else stands between them, in ``style`` unless they have their own."""
        found: list[Node] = []
        words: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, str) or not _BLOCK.fullmatch(piece.tag):
                words.append(piece)
                continue
            found += self._paragraph(words, style)
            words = []
            found += self._anchored(piece, self._block(piece, style))
        return found + self._paragraph(words, style)

    def _anchored(self, element: Element, blocks: list[Node]) -> list[Node]:
        """``blocks`` with the anchor of ``element``, if a link leads to it."""
        name = element.get("id", "")
        if element.tag in _HEADINGS or name not in self._targets or not blocks:
            return blocks
        return [{"t": "Div", "c": [attributes(bookmark(name)), blocks]}]

    def _block(self, element: Element, style: str) -> list[Node]:
        tag, classes = element.tag, _classes(element)
        named = _PARAGRAPHS if tag == "p" else _STYLES
        own = (named[name] for name in classes if name in named)
        inner = element.get("data-custom-style") or next(own, style)
        if "marking" in classes or element.get("role") == "doc-endnotes":
            return []
        if "logo" in classes:
            return styled([{"t": "Para", "c": [self._logo]}], "Figure") if self._logo else []
        if tag in _HEADINGS:
            return self._heading(element, style)
        if "degree" in classes or "side" in classes:
            parts = [self.inlines([child]) for child in element if child.tag != "p"]
            parts += [self._line(_inside(child)) for child in element if child.tag == "p"]
            return styled([{"t": "Para", "c": line(parts)}], inner)
        if tag == "p":
            return self._paragraph(list(_inside(element)), inner)
        if tag in ("ul", "ol"):
            return self._list(element, inner)
        if tag == "table":
            return [table(element, self.blocks, _inside)]
        if tag == "blockquote":
            return self.blocks(_inside(element), style if style in _BOXES else "Block Text")
        if tag == "pre":
            return [{"t": "CodeBlock", "c": [attributes(), "".join(element.itertext())]}]
        if tag == "hr":
            return [{"t": "HorizontalRule"}]
        if tag == "summary":
            return self._paragraph(list(_inside(element)), "Label")
        return self.blocks(self._labelled(element), inner)

    def _heading(self, element: Element, style: str) -> list[Node]:
        words = self._line(_without_joiners(element))
        if element.tag == "h1":
            return styled([{"t": "Para", "c": words}], "Title")
        level = _HEADINGS[str(element.tag)]
        name = element.get("id", "")
        if style in _BOXES:
            held = words if name not in self._targets else [_span(name, words)]
            return styled([{"t": "Para", "c": held}], f"{style} Heading {level}")
        anchor = name if name in self._targets else ""
        return [{"t": "Header", "c": [level, attributes(bookmark(anchor)), words]}]

    def _labelled(self, element: Element) -> Iterator[Piece]:
        """What is in ``element``; a label is set in the line of the paragraph after it, or alone."""
        children = list(element)
        first = children[0] if children else None
        if first is None or "label" not in _classes(first):
            yield from _inside(element)
            return
        after = children[1] if len(children) > 1 else None
        label = "".join(first.itertext())
        if not (self._compact and after is not None and after.tag == "p"):
            first.set("data-custom-style", f"{_STYLES[_classes(element)[0]]} Label")
            yield from _inside(element)
            return
        words = first.makeelement("span", {"data-custom-style": "Label Words"})
        words.text = label + first.get("data-end", " ")
        words.tail, after.text = after.text, None
        after.insert(0, words)
        yield from children[1:]

    def _list(self, element: Element, style: str) -> list[Node]:
        """A list; one that the templates set without bullets is a paragraph an item, or one line."""
        items = list(element.iterfind("li"))
        if "facts" in _classes(element):
            parts = [self._line(_inside(item)) for item in items]
            return styled([{"t": "Para", "c": line(parts)}], "Facts")
        items = [item for item in items if not self._leads_nowhere(item)]
        if style in _LISTED:
            return [
                block
                for item in items
                for block in self._anchored(item, self.blocks(_inside(item), style))
            ]
        found = [self._anchored(item, self.blocks(_inside(item), style)) for item in items]
        if element.tag == "ul":
            return [{"t": "BulletList", "c": found}]
        start = element.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 9 else 1
        kind = [number, {"t": "Decimal"}, {"t": "Period"}]
        return [{"t": "OrderedList", "c": [kind, found]}]

    def _leads_nowhere(self, item: Element) -> bool:
        """Whether ``item``, of a list of contents, has only links to what is gone."""
        links = [a.get("href", "")[1:] for a in item.iter("a")]
        return bool(links) and self._gone.issuperset(links)

    def _paragraph(self, pieces: Sequence[Piece], style: str) -> list[Node]:
        words = self._line(pieces)
        if any(node["t"] == "Image" for node in words):
            style = "Figure"
        return styled([{"t": "Para", "c": words}], style) if words else []

    def _line(self, pieces: Iterable[Piece]) -> list[Node]:
        """Words without white space at either end."""
        self._apart = True
        words = self.inlines(pieces)
        while words and words[-1]["t"] == "Str" and not words[-1]["c"].strip(" "):
            words.pop()
        if words and words[-1]["t"] == "Str":
            words[-1] = text(words[-1]["c"].rstrip(" "))
        return words

    def inlines(self, pieces: Iterable[Piece]) -> list[Node]:
        """Words; runs of white space are one space, as in HTML."""
        found: list[Node] = []
        for piece in pieces:
            if not isinstance(piece, str):
                found += self._inline(piece)
                continue
            words = re.sub(r"[ \t\r\n\f]+", " ", piece)
            if self._apart:
                words = words.removeprefix(" ")
            if words:
                self._apart = words.endswith(" ")
                found.append(text(words))
        return found

    def _inline(self, element: Element) -> list[Node]:
        tag, classes = str(element.tag), _classes(element)
        if tag in _SKIPPED:
            return []
        if tag == "br":
            self._apart = True
            return [{"t": "LineBreak"}]
        if tag == "img":
            self._apart = False
            return [self._draw(element.get("src", ""), element.get("alt", ""))]
        if tag == "code":
            self._apart = False
            return [{"t": "Code", "c": [attributes(), "".join(element.itertext())]}]
        if tag == "a" and (found := self._link(element, classes)):
            return found
        words = self.inlines(_inside(element))
        if tag == "mark":
            return [styled_words(words, "Differs" if element in self._differing else "Relied On")]
        if element in self._stressed:
            words = [{"t": "Strong", "c": words}]
        elif tag in _DRESS:
            words = [{"t": _DRESS[tag], "c": words}] if words else []
        return self._dressed(element, words, classes)

    def _dressed(self, element: Element, words: list[Node], classes: Sequence[str]) -> list[Node]:
        """``words`` in the style, the language and with the anchor that ``element`` gives them."""
        name = element.get("data-custom-style") or next(
            (_WORDS[one] for one in classes if one in _WORDS), ""
        )
        if name and words:
            words = [styled_words(words, name)]
        if language := element.get("lang"):
            words = [{"t": "Span", "c": [attributes(lang=language), words]}]
        anchor = element.get("id", "")
        return [_span(anchor, words)] if anchor in self._targets else words

    def _link(self, element: Element, classes: Sequence[str]) -> list[Node]:
        """A call of a note becomes the note, a link to one its number, any other link a link."""
        href = element.get("href", "")
        if found := re.fullmatch(r"#note-(\d{1,9})", href):
            number = int(found[1])
            if "call" in classes:
                return self._note(number, element)
            if number not in self._notes:
                return self.inlines(_inside(element))
            if element.text == found[1]:
                self._apart = False
                return [field_of_note(number)]
        words = self.inlines(_inside(element))
        inside = href.startswith("#") and href[1:] not in self._gone
        if not (inside or _WEB.match(href)):
            return words
        target = f"#{bookmark(href[1:])}" if inside else href
        link = {"t": "Link", "c": [attributes(), words, [target, ""]]}
        return self._dressed(element, [link], classes)

    def _note(self, number: int, call: Element) -> list[Node]:
        """The note at its first call; a page that calls it again, or has no such note, a number."""
        item = self._notes.get(number)
        if item is None or number in self._called:
            return self.inlines(_inside(call))
        self._called.add(number)
        pieces = [
            piece
            for piece in _inside(item)
            if isinstance(piece, str) or "back" not in _classes(piece)
        ]
        if pieces and isinstance(pieces[-1], str):
            pieces[-1] = pieces[-1].rstrip("\u00a0 \n")
        words = self._line(pieces)
        self._apart = False
        note = {"t": "Note", "c": [{"t": "Para", "c": words}]}
        return [_span(f"note_{number}", [note])]


def _span(name: str, words: list[Node]) -> Node:
    return {"t": "Span", "c": [attributes(bookmark(name)), words]}
