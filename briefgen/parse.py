"""Parse: prose as written (CommonMark, tables, Pandoc's citations) to a tree.

The only room of markdown-it. HTML is text, a soft break is a space, images and links to other
places than the web are problems, and nothing is dropped: what markdown-it would cut off for its
depth, or swallow as a link definition, is refused or kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefgen.bounds import USUAL
from briefgen.citation_syntax import read_citation
from briefgen.place import align
from briefgen.prose import (
    OBJECT,
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
    Paragraph,
    Rule,
    Str,
    Strong,
    Table,
    plain,
)
from briefgen.softbreak import SOFT_BREAK, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from briefgen.bounds import Bounds
    from briefgen.prose import Blocks, Inline, Inlines

__all__ = ["Leaf", "Parsed", "Problem", "parse"]

_LINK = r"(?i)https?://|mailto:|#"
_TARGET = re.compile(r"[*_`]*\]\((?:<[^>\n]*>|[^\s)]*)")
_ROW_START = re.compile(r"[\s>]*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINKED_CITE = re.compile(
    rf"(?i){OBJECT}(?:[^\[\]{OBJECT}]*\]\((?:https?://|mailto:|#)|\((?:https?://|mailto:))"
)


class Problem(NamedTuple):
    """Something that prose cannot hold, at the span ``start``..``end`` of the value as written."""

    rule: str
    message: str
    hint: str
    start: int
    end: int


@dataclass(frozen=True)
class Leaf:
    """A block that holds text: a paragraph, heading, list item or table cell.

    ``start``..``end`` is its span in the value, ``text`` its plain text with U+FFFC for a citation,
    ``quoted`` whether it stands in a block quotation, ``row`` counts the rows of all tables from 0.
    """

    source: str = field(repr=False)
    start: int
    end: int
    children: Inlines
    heading: bool = False
    quoted: bool = False
    row: int | None = None

    @cached_property
    def text(self) -> str:
        """Plain text."""
        return plain(self.children)

    @cached_property
    def cites(self) -> tuple[Cite, ...]:
        """The citation clusters, in order."""
        return tuple(node for node in _runs(self.children) if isinstance(node, Cite))

    @cached_property
    def _spans(self) -> Sequence[tuple[int, int]]:
        """Span in the value of each character of the plain text."""
        spans: list[tuple[int, int]] = []
        here = self.start
        for node in _runs(self.children):
            if isinstance(node, Link):
                target = _TARGET.match(self.source, here, self.end)
                here = target.end() if target else here
                continue
            written = node.source if isinstance(node, Cite) else plain((node,))
            offsets = align(written, self.source, here, self.end)
            here = offsets[-1] + 1 if offsets else here
            if isinstance(node, Cite):
                spans.append((offsets[0], here))
            else:
                spans.extend((offset, offset + 1) for offset in offsets)
        return spans

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the value as written of the plain text's ``start``..``end``."""
        if start >= len(self._spans):
            return self.end, self.end
        first, last = self._spans[start]
        return first, min(self._spans[end - 1][1] if end > start else last, self.end)


class Parsed(NamedTuple):
    """A prose value as a tree, its leaves in the tree's order, and what is wrong with it."""

    blocks: Blocks
    leaves: tuple[Leaf, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=1024)
def parse(text: str, *, inline: bool = False, bounds: Bounds = USUAL) -> Parsed:
    """Read ``text``; with ``inline`` it is one run of text, such as a title, without blocks.

    *Why* kept: audiences share most of their texts.
    """
    if len(text) > bounds.prose_characters:
        bound = bounds.of("prose_characters")
        message = f"a text of {len(text):,} characters; at most {bound} are read"
        hint = bound.hint("split it into sections", len(text))
        return Parsed((), (), (Problem("too-large", message, hint, 0, 1),))
    builder = _Builder(text, bounds)
    markdown = _markdown(bounds.prose_depth)
    if inline:
        lines = (line.strip() for line in text.splitlines())
        tokens = markdown.parseInline("\n".join(filter(None, lines)))
        blocks: Blocks = (Paragraph(builder.leaf(tokens[0], (0, len(builder.lines)))),)
    else:
        tokens = markdown.parse(text)
        blocks = builder.blocks(iter(tokens), "")
    if any(token.level >= bounds.prose_depth for token in tokens):
        message = f"lists and quotations nested deeper than {bounds.prose_depth // 2} levels"
        builder.nested(message, (0, 1))
    return Parsed(blocks, tuple(builder.leaves), tuple(builder.problems))


@cache
def _markdown(depth: int) -> MarkdownIt:
    from markdown_it import MarkdownIt

    # depth + 2: markdown-it drops text silently at its own limit, so ours has to be met before it.
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": depth + 2}).enable("table")
    markdown.disable(["reference", "html_block", "html_inline"])
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def _citation(state: StateInline, silent: bool) -> bool:
    """Inline rule for citations in brackets."""
    if state.src[state.pos] != "[":
        return False
    end = state.src.find("]", state.pos)
    if end < 0 or end > state.posMax:
        return False
    inside = state.src[state.pos + 1 : end]
    if "@" not in inside or "[" in inside:
        return False
    items, unread = read_citation(inside)
    if not items:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = state.src[state.pos : end + 1]
        token.meta = {"items": items, "unread": unread}
    state.pos = end + 1
    return True


def _runs(inlines: Inlines) -> Iterator[Inline]:
    """The nodes that hold characters, in order, and each link behind what it holds."""
    for node in inlines:
        match node:
            case Str() | Code() | LineBreak() | Cite() | Call():
                yield node
            case _:
                yield from _runs(node.children)
                if isinstance(node, Link):
                    yield node


class _Builder:
    """Tokens to tree, noting leaves and problems on the way."""

    def __init__(self, source: str, bounds: Bounds) -> None:
        self.source = source
        self.bounds = bounds
        self.lines = [0, *(m.end() for m in re.finditer(r"\r\n?|\n", source)), len(source)]
        self.leaves: list[Leaf] = []
        self.problems: list[Problem] = []
        self.rows = 0

    def leaf(
        self,
        token: Token,
        lines: Sequence[int],
        *,
        heading: bool = False,
        quoted: bool = False,
        row: int | None = None,
    ) -> Inlines:
        last = len(self.lines) - 1
        span = self.lines[min(lines[0], last)], self.lines[min(lines[1], last)]
        if row is not None and self.leaves and self.leaves[-1].row == row:
            before = self.leaves[-1]  # the cell to the left
            width = len(before.text)
            span = before.span(0, width)[1] if width else before.start, span[1]
        tokens = token.children or []
        if any(part.level >= self.bounds.prose_depth for part in tokens):
            self.nested(f"emphasis nested deeper than {self.bounds.prose_depth} levels", span)
            tokens = []
        children = self.inlines(iter(tokens), "", span)
        leaf = Leaf(self.source, *span, children, heading, quoted, row)
        if linked := _LINKED_CITE.search(leaf.text):
            where = leaf.span(linked.start(), linked.start() + 1)
            hint = "put it behind the link, as in [words](https://example.org) [@id]"
            message = "a citation cannot stand in a link"
            self.problems.append(Problem("wrong-value", message, hint, *where))
        self.leaves.append(leaf)
        return children

    def blocks(self, tokens: Iterator[Token], closing: str, quoted: bool = False) -> Blocks:
        found: list[Block] = []
        lines: Sequence[int] = (0, 0)
        for token in tokens:
            lines = token.map or lines
            match token.type:
                case "paragraph_open" | "heading_open":
                    heading = token.type == "heading_open"
                    children = self.leaf(next(tokens), lines, heading=heading, quoted=quoted)
                    next(tokens)
                    found.append(
                        Heading(int(token.tag[1]), children) if heading else Paragraph(children)
                    )
                case "blockquote_open":
                    found.append(BlockQuote(self.blocks(tokens, "blockquote_close", True)))
                case "bullet_list_open" | "ordered_list_open":
                    found.append(self.list(tokens, token, quoted))
                case "table_open":
                    found.append(self.table(tokens))
                case "fence" | "code_block":
                    self.unprinted(token.info, lines)
                    found.append(CodeBlock(token.content))
                case "hr":
                    found.append(Rule())
                case kind if kind == closing:
                    break
        return tuple(found)

    def list(self, tokens: Iterator[Token], opening: Token, quoted: bool) -> List:
        items: list[Blocks] = []
        tight = True
        for token in tokens:
            if token.type == opening.type.replace("open", "close"):
                break
            # An item's blocks are read one level down; hidden paragraphs make a list tight.
            inner: list[Token] = []
            depth = 1
            for part in tokens:
                depth += part.nesting if part.type.startswith("list_item") else 0
                if depth == 0:
                    break
                inner.append(part)
            tight = tight and all(
                part.hidden
                for part in inner
                if part.type == "paragraph_open" and part.level == token.level + 1
            )
            items.append(self.blocks(iter(inner), "", quoted))
        start = int(opening.attrs.get("start", 1)) if opening.type == "ordered_list_open" else None
        return List(tuple(items), start, tight)

    def table(self, tokens: Iterator[Token]) -> Table:
        rows: list[list[Inlines]] = []
        columns: list[str] = []
        lines: Sequence[int] = (0, 0)
        for token in tokens:
            lines = token.map or lines
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
                self.rows += 1
                self.excess(lines, len(columns))
            elif token.type in ("th_open", "td_open"):
                if len(rows) == 1:
                    columns.append(str(token.attrs.get("style", "")).rpartition(":")[2])
                heading = token.type == "th_open"
                rows[-1].append(self.leaf(next(tokens), lines, heading=heading, row=self.rows))
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(columns))

    def inlines(self, tokens: Iterator[Token], closing: str, span: tuple[int, int]) -> Inlines:
        found: list[Inline | str] = []
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    found.append(self.text(token, span))
                case "softbreak":
                    found.append(SOFT_BREAK)
                case "hardbreak":
                    found.append(LineBreak())
                case "code_inline":
                    found.append(Code(self.text(token, span)))
                case "em_open":
                    found.append(Emph(self.inlines(tokens, "em_close", span)))
                case "strong_open":
                    found.append(Strong(self.inlines(tokens, "strong_close", span)))
                case "link_open":
                    href, title = (str(token.attrs.get(key, "")) for key in ("href", "title"))
                    if title:
                        message = f"the title `{title}` of a link is not printed"
                        self.problem(
                            span, title, message, "write it into the sentence, or delete it"
                        )
                    children = self.inlines(tokens, "link_close", span)
                    if re.match(_LINK, href):
                        found.append(Link(href, children))
                    else:
                        found.extend(children)
                        message = f"a link to `{href}` is not printed"
                        self.problem(span, href, message, "link to http(s), mailto or #")
                case "image":
                    source = str(token.attrs["src"])
                    self.problem(
                        span, source, "an image in prose is not printed", "put it under `figures:`"
                    )
                case "citation":
                    for part in token.meta["unread"]:
                        message = f"`{part}` in this citation does not name one passage"
                        hint = "put one `@id` into each part: [see @a, para. 4; @b]"
                        self.problem(span, token.content, message, hint)
                    found.append(Cite(token.meta["items"], token.content))
                case kind if kind == closing:
                    break
        return joined(found)

    def text(self, token: Token, span: tuple[int, int]) -> str:
        """What the token holds; the one character that stands for citations is refused."""
        if OBJECT in token.content:
            message = "the character U+FFFC stands for an object that no text can hold"
            self.problem(span, OBJECT, message, "delete it")
        return token.content.replace(OBJECT, "\ufffd")

    def unprinted(self, info: str, lines: Sequence[int]) -> None:
        """Words behind the fence of a code block; one word names its language."""
        if len(info.split()) > 1:
            message = f"the words `{info.strip()}` behind a fence are not printed"
            span = self.lines[lines[0]], self.lines[lines[1]]
            self.problem(span, info.strip(), message, "write them inside or above the code block")

    def excess(self, lines: Sequence[int], columns: int) -> None:
        """What a row of a table has more than ``columns`` cells; markdown-it drops it."""
        start, end = self.lines[lines[0]], self.lines[lines[1]]
        row = _ROW_START.sub("", self.source[start:end], count=1)
        cells = _CELL_END.split(row.strip())
        more = [cell.strip() for cell in cells[columns:] if cell.strip()] if columns else []
        if more:
            message = (
                f"`{' | '.join(more)}` is not printed: the head of the table has no column for it"
            )
            self.problem((start, end), more[0], message, f"give the head more than {columns} cells")

    def nested(self, message: str, span: tuple[int, int]) -> None:
        hint = self.bounds.of("prose_depth").hint("nest less deeply")
        self.problems.append(Problem("too-large", message, hint, *span))

    def problem(self, span: tuple[int, int], needle: str, message: str, hint: str) -> None:
        start = max(self.source.find(needle, *span), span[0])
        end = min(start + len(needle), span[1])
        self.problems.append(Problem("wrong-value", message, hint, start, end))
