"""The prose tree as Markdown: Pandoc's footnotes and tables, readable on any forge.

Text never becomes markup: what CommonMark, GitHub's and GitLab's dialects or Pandoc would read as a
sign is escaped. A paragraph is one line.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

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
)

if TYPE_CHECKING:
    from briefgen.prose import Blocks, Inline, Inlines

__all__ = ["MarkdownWriter", "escaped", "escaped_inside"]

_HTML = {Emph: "em", Strong: "strong", Super: "sup", Sub: "sub", Mark: "mark"}
_SIGN = {Emph: "*", Strong: "**"}
_LOWEST = 6

# Signs anywhere in a line. CommonMark's, and ^ ~ { @ of Pandoc, $ of GitHub, # of GitLab.
_ANYWHERE = re.compile(
    r"([\\`*\[\]^~${#]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|(?<![^\W_])@(?=[\w)]|\s*$)|@(?=[^\s@]+@)|!$|(?<![^\W_])'|'(?![^\W_])"
    r"|(?<![^\W_])_|_(?![^\W_]))"
)
# Signs at the start of a line: lists of all kinds, rules, quotations, definitions, line blocks.
_AT_START = re.compile(
    r"(?:[>|=:%]|[-+](?=[-+:|\s]|$)|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)](?=\s|$))"
)
# What begins a task in a list: pandoc takes it for one with its brackets escaped too.
_BOX = re.compile(r"^(\\\[[ xX]\\\]) ")
# Quotation marks that pandoc finds the ends of; one without the other reaches over what comes after.
_PAIR = re.compile(r'(?<!\w)"(?=[^\s"])[^"]*(?<=\S)"(?!\w)')
# Before and after such a space, ** is no strong emphasis.
_ENDS = re.compile(r"^[^\S\n]+|[^\S\n]+$")
_LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")


def escaped(text: str) -> Markup:
    """``text`` so that Markdown prints it as it is, also at the start of a line."""
    return Markup(_at_start(escaped_inside(text).lstrip()))


def escaped_inside(text: str) -> str:
    """``text`` so that Markdown prints it as it is inside a line."""
    line = _ANYWHERE.sub(r"\\\1", _LINE_END.sub(" ", text))
    return line.replace('"', r"\"") if '"' in _PAIR.sub("", text) else line


def _at_start(line: str) -> str:
    line = _BOX.sub(r"\1&#32;", line)
    sign = _AT_START.match(line)
    return f"{line[: sign.end() - 1]}\\{line[sign.end() - 1 :]}" if sign else line


class MarkdownWriter:
    """Writes prose for a document whose text calls its evidence by notes or by tags."""

    def __init__(self, *, tags: bool) -> None:
        self._tags = tags

    def inline(self, nodes: Inlines) -> Markup:
        """Inlines as one line of Markdown."""
        return Markup(_ENDS.sub("", self._inlines(nodes, "")))

    def cell(self, nodes: Inlines | Blocks) -> Markup:
        """Inlines, or blocks run together, for a cell of a table."""
        return Markup("<br>".join(self._cell_lines(nodes)))

    def blocks(self, nodes: Blocks, level: int = 3) -> Markup:
        """Blocks, parted by empty lines; the first heading has at most ``level`` number signs."""
        return Markup(self._blocks(nodes, level))

    def _inlines(self, nodes: Inlines, before: str) -> str:
        """``before`` is the character that the line ends with so far; empty at its start."""
        written = ""
        for index, node in enumerate(nodes):
            following = nodes[index + 1] if index + 1 < len(nodes) else None
            written += self._inline(node, written[-1:] or before, following)
        return written

    def _inline(self, node: Inline, before: str, following: Inline | None) -> str:
        match node:
            case Str():
                return self._text(node.text, before)
            case Code():
                return _code(node.text)
            case LineBreak():
                return "\\\n"
            case Link():
                return f"[{self._inlines(node.children, '[')}]({_target(node.href)})"
            case SmallCaps():
                return self._inlines(node.children, before)
            case Call():
                return self._call(node, before, following)
            case Cite():
                return self._text(node.source, before)
            case _:
                return self._marked(node, before, following)

    def _text(self, text: str, before: str) -> str:
        line = escaped_inside(text)
        if before in ("", "\n"):
            return _at_start(line.lstrip())
        # "[^7]: " begins a footnote and "[^7](" a link.
        return f"\\{line}" if before == "]" and line[:1] in ("(", ":") else line

    def _call(self, call: Call, before: str, following: Inline | None) -> str:
        text = self._inlines(call.text, before or "(")
        if self._tags:
            return f"({text})"
        comma = "<sup>,</sup>" if isinstance(following, Call) else ""
        return f"{text}[^{call.number}]{comma}"

    def _marked(
        self, node: Emph | Strong | Super | Sub | Mark, before: str, following: Inline | None
    ) -> str:
        inner = self._inlines(node.children, "*")
        sign = _SIGN.get(type(node))
        if sign and _stands_alone(before, inner, _first(following)):
            return f"{sign}{inner}{sign}"
        tag = _HTML[type(node)]
        return f"<{tag}>{inner}</{tag}>"

    def _blocks(self, nodes: Blocks, level: int, gap: str = "\n\n") -> str:
        parts: list[str] = []
        deepest = level - 1
        for index, node in enumerate(nodes):
            if isinstance(node, Heading):
                deepest = min(level + node.level - 1, deepest + 1, _LOWEST)
                title = self._inlines(node.children, " ").strip(" ").replace("\\\n", " ")
                parts.append(f"{'#' * deepest} {title}")
                continue
            if index and isinstance(node, List) and isinstance(nodes[index - 1], List):
                parts.append("<!-- -->")  # Two lists side by side would be read as one.
            parts.append(self._block(node, deepest + 1))
        return gap.join(parts)

    def _block(self, node: Block, level: int) -> str:
        match node:
            case Paragraph():
                return self._inlines(node.children, "").strip(" ")
            case BlockQuote():
                lines = self._blocks(node.children, level).split("\n")
                return "\n".join(f"> {line}" if line else ">" for line in lines)
            case List():
                return self._list(node, level)
            case Table():
                return self._table(node)
            case CodeBlock():
                fence = "`" * max(3, _longest_run(node.text) + 1)
                end = "" if node.text.endswith("\n") else "\n"
                return f"{fence}\n{node.text}{end}{fence}"
            case Rule():
                return "* * *"
            case _:
                return self._blocks((node,), level)

    def _list(self, node: List, level: int) -> str:
        items: list[str] = []
        tight = node.tight and all(map(_bears_no_gap, node.items))
        for offset, item in enumerate(node.items):
            # CommonMark counts from the first number, and takes ten digits for none.
            sign = "-" if node.start is None else f"{min(node.start + offset, 999_999_999)}."
            indent = " " * (len(sign) + 1)
            text = self._blocks(item, level, "\n" if tight else "\n\n")
            lines = [line and indent + line for line in text.split("\n")]
            items.append(sign + "\n".join(lines)[len(sign) :])
        return ("\n" if tight else "\n\n").join(items)

    def _table(self, node: Table) -> str:
        rules = {"left": ":---", "center": ":---:", "right": "---:"}
        lines: list[list[str]] = [[self.cell(cell) for cell in node.header]]
        lines.append([rules.get(side, "---") for side in node.align])
        lines.extend([self.cell(cell) for cell in row] for row in node.rows)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _cell_lines(self, nodes: Inlines | Blocks) -> list[str]:
        lines: list[str] = []
        text: list[Inline] = []
        for node in nodes:
            match node:
                case Paragraph() | Heading():
                    lines.append(self._line(node.children))
                case BlockQuote():
                    lines.extend(self._cell_lines(node.children))
                case List():
                    lines.extend(
                        f"• {line}" for item in node.items for line in self._cell_lines(item)
                    )
                case Table():
                    lines.extend(self._row(row) for row in (node.header, *node.rows))
                case CodeBlock():
                    lines.extend(_code(line) for line in node.text.splitlines())
                case Rule():
                    lines.append("—")
                case _:
                    text.append(node)
        return [*([self._line(tuple(text))] if text else []), *lines]

    def _row(self, cells: tuple[Inlines, ...]) -> str:
        return " · ".join(self._line(cell) for cell in cells)

    def _line(self, nodes: Inlines) -> str:
        """Inlines inside a table: no line end, and no bar that would end the cell."""
        line = self._inlines(nodes, "|").strip(" ").replace("\\\n", "<br>")
        return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", line)


def _bears_no_gap(item: Blocks) -> bool:
    """Whether pandoc reads ``item`` without empty lines too: it sees no quotation, heading or rule
    right behind a line of text, nor what parts two lists."""
    kinds = [type(block) for block in item]
    lists = any(pair == (List, List) for pair in pairwise(kinds))
    return not lists and {Paragraph, List, CodeBlock}.issuperset(kinds)


def _code(text: str) -> str:
    text = " ".join(text.split("\n"))
    if "|" in text:  # In a cell, forges read \| in code as a bar and pandoc as two signs.
        return f"<code>{escaped_inside(text)}</code>"
    fence = "`" * (_longest_run(text) + 1 if "`" in text else 1)
    padded = f" {text} " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else text
    return f"{fence}{padded}{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _target(href: str) -> str:
    """A link's destination, between angle brackets where CommonMark wants them."""
    if re.search(r"[\s()<>\\]", href):
        return f"<{re.sub(r'[<>]', lambda sign: f'%{ord(sign.group()):X}', href)}>".replace(
            "\\", "%5C"
        )
    return href


def _first(node: Inline | None) -> str:
    """The character that ``node`` begins with, or a letter where that is hard to say."""
    match node:
        case None:
            return ""
        case Str():
            return node.text[:1]
        case Call() if not node.text:
            return "["
        case _:
            return "x"


def _stands_alone(before: str, inner: str, after: str) -> bool:
    """Whether ``*inner*`` between these characters is surely emphasis to CommonMark."""
    edges = (inner[:1], inner[-1:])
    return (
        all(not char or char.isspace() or _punctuation(char) for char in (before, after))
        and all(edge and not edge.isspace() for edge in edges)
        and "*" not in (before, after)
        and "*" not in inner
        and not inner.endswith("\\")
    )


def _punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
