"""The prose tree as HTML: everything escaped, nothing dropped."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from briefgen.prose import (
    Block,
    BlockQuote,
    Call,
    Cite,
    Code,
    CodeBlock,
    Emph,
    Heading,
    LineBreak,
    Link,
    List,
    Mark,
    Paragraph,
    Rule,
    SmallCaps,
    Str,
    Strong,
    Sub,
    Super,
    Table,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.prose import Blocks, Inline, Inlines

__all__ = ["HELD", "HtmlWriter", "titled"]

HELD = "\u2060 \u2060"
"""A space at which no line ends, and which stays a space where text is copied or searched for."""

_TAGS = {Emph: "em", Strong: "strong", Super: "sup", Sub: "sub", Mark: "mark"}
_LOWEST = 6

# A dash inside a compound such as "US–Japan": WeasyPrint breaks a line after it. A word joiner stops
# that; `white-space: nowrap` on a part of a line makes WeasyPrint 70 break it at the wrong place.
_DASH = re.compile(r"(?<=[^\s–-])([–-])(?=[^\s–-])")

# A word, or an address, that would widen its table beyond the page: it has to break in its cell.
_UNBROKEN = re.compile(r"[^\s\u2e80-\uffff-]{25,}")

# The last space of a text, and the word after it with its tags.
_LAST = re.compile(r"(?<=\S) ((?:[^\s<>]|<[^>]*>)+)$")
_TAG = re.compile(r"<sup>.*?</sup>|<[^>]*>")
_SHORT, _SHORT_IN_TITLE = 5, 14
"""Letters of a word, without its note, that does not stand alone on the last line."""
_LINE = 30
"""Letters of a title that has one line, or a narrow column that words are not to be joined in."""


class HtmlWriter:
    """Writes prose for a document whose text calls its evidence by notes or by tags.

    ``note`` is the word before a note's number that a screen reader says; ``targets`` are anchors
    of citations, by number, that lead elsewhere than the document says.
    """

    def __init__(
        self, *, tags: bool, note: str = "Note", targets: Mapping[int, str] | None = None
    ) -> None:
        self._tags = tags
        self._note = note
        self._targets = targets or {}

    def inline(self, nodes: Inlines) -> Markup:
        """Inlines as HTML; a comma parts two calls that stand side by side."""
        parts: list[Markup] = []
        before: Inline | None = None
        for node in nodes:
            if isinstance(node, Call) and isinstance(before, Call):
                parts.append(Markup(" ") if self._tags else Markup("<sup>,</sup>"))
            parts.append(self._inline(node))
            before = node
        return Markup("").join(parts)

    def _inline(self, node: Inline) -> Markup:
        match node:
            case Str():
                return escape(node.text)
            case Code():
                return Markup("<code>{}</code>").format(node.text)
            case LineBreak():
                return Markup("<br>")
            case Link():
                children = self.inline(node.children)
                return Markup('<a href="{}">{}</a>').format(node.href, children)
            case SmallCaps():
                children = self.inline(node.children)
                return Markup('<span class="small-caps">{}</span>').format(children)
            case Call():
                return self._call(node)
            case Cite():
                return escape(node.source)
            case _:
                tag = Markup(_TAGS[type(node)])
                return Markup("<{0}>{1}</{0}>").format(tag, self.inline(node.children))

    def _call(self, call: Call) -> Markup:
        text = self.inline(call.text)
        target = self._targets.get(call.number, call.target)
        if self._tags:
            text = text.replace(" ", "\u00a0").replace(";\u00a0", "; ")
            form = Markup('<a class="tag" id="call-{}" href="#{}">{}</a>')
            return form.format(call.number, target, text)
        form = Markup(
            '{}<a class="call" id="call-{}" href="#{}" role="doc-noteref" aria-label="{} {}">'
            "<sup>{}</sup></a>"
        )
        number = call.number
        return form.format(text, number, target, self._note, number, number)

    def blocks(self, nodes: Blocks, level: int = 3) -> Markup:
        """Blocks as HTML; the first heading is at most ``<h{level}>`` and none skips a level."""
        parts: list[Markup] = []
        deepest = level - 1
        for node in nodes:
            if isinstance(node, Heading):
                deepest = min(level + node.level - 1, deepest + 1, _LOWEST)
                form = Markup("<h{0}>{1}</h{0}>")
                parts.append(form.format(deepest, self.inline(node.children)))
            else:
                parts.append(self._block(node, deepest + 1))
        return Markup("\n").join(parts)

    def _block(self, node: Block, level: int) -> Markup:
        match node:
            case Paragraph():
                return Markup("<p>{}</p>").format(_ended(self.inline(node.children), _SHORT))
            case BlockQuote():
                children = self.blocks(node.children, level)
                return Markup("<blockquote>\n{}\n</blockquote>").format(children)
            case List():
                return self._list(node, level)
            case Table():
                return self._table(node)
            case CodeBlock():
                return Markup("<pre><code>{}</code></pre>").format(node.text)
            case Rule():
                return Markup("<hr>")
            case _:
                return self.blocks((node,), level)

    def _list(self, node: List, level: int) -> Markup:
        items = Markup("\n").join(
            Markup("<li>{}</li>").format(self._item(item, level, tight=node.tight))
            for item in node.items
        )
        if node.start is None:
            return Markup("<ul>\n{}\n</ul>").format(items)
        start = Markup("") if node.start == 1 else Markup(' start="{}"').format(node.start)
        return Markup("<ol{}>\n{}\n</ol>").format(start, items)

    def _item(self, blocks: Blocks, level: int, *, tight: bool) -> Markup:
        parts = [
            _ended(self.inline(block.children), _SHORT)
            if tight and isinstance(block, Paragraph)
            else self.blocks((block,), level)
            for block in blocks
        ]
        return Markup("\n").join(parts)

    def _table(self, node: Table) -> Markup:
        head = self._row(node.header, node.align, Markup('<th scope="col"{}>{}</th>'))
        rows = Markup("\n").join(
            self._row(row, node.align, Markup("<td{}>{}</td>")) for row in node.rows
        )
        long = any(_UNBROKEN.search(plain(cell)) for row in node.rows for cell in row)
        start = Markup('<table class="prose{}">').format(" long-words" if long else "")
        form = Markup("{}\n<thead>\n{}\n</thead>\n<tbody>\n{}\n</tbody>\n</table>")
        return form.format(start, head, rows)

    def _row(self, cells: Iterable[Inlines], align: Iterable[str], form: Markup) -> Markup:
        written = [
            form.format(
                Markup(' class="{}"').format(side) if side else Markup(""), self.inline(cell)
            )
            for cell, side in zip(cells, align, strict=True)
        ]
        return Markup("<tr>{}</tr>").format(Markup("").join(written))


def titled(html: Markup) -> Markup:
    """``html`` of a title: its compounds are kept on one line, and so are its last two words."""
    pieces = re.split(r"(<[^>]*>)", html)
    for index in range(0, len(pieces), 2):
        pieces[index] = _DASH.sub("\\1\u2060", pieces[index])
    title = Markup("".join(pieces))
    return _ended(title, _SHORT_IN_TITLE) if len(title.striptags()) > _LINE else title


def _ended(html: Markup, most: int) -> Markup:
    """``html`` with a last word of ``most`` letters, and no more, held to the one before it.

    *Why not* ``text-wrap: pretty``: WeasyPrint 70 passes over it.
    """
    last = _LAST.search(html)
    if last is None or "<code>" in html:
        return html
    if not 0 < len(unescape(_TAG.sub("", last[1]))) <= most:
        return html
    return Markup(str(html)[: last.start()] + HELD + str(last[1]))
