"""Markdown as those who get it read it: a forge by CommonMark with tables, and pandoc with all it knows."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from briefgen.cite.citeproc import find_pandoc

if TYPE_CHECKING:
    from collections.abc import Sequence

DIALECT = "markdown-emoji"
"""Pandoc's own Markdown: notes, citations, math, TeX, raw blocks, metadata, definitions, and more."""

ALL = """
local read = {}
for place, text in ipairs(pandoc.json.decode(io.read("a"), false)) do
  read[place] = pandoc.write(pandoc.read(text, "DIALECT"), "json")
end
io.write(pandoc.json.encode(read))
"""
OURS = re.compile(r"</?(?:em|strong|sup|sub|mark)>|<br>")
"""HTML that the writer itself makes; text never has any."""

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


@dataclass(frozen=True)
class Read:
    """What a reader has: its kinds of structure in order, but for paragraphs, and its text."""

    kinds: tuple[str, ...]
    text: str


def squeezed(text: str) -> str:
    """``text`` without white space, and with the signs that pandoc makes typographic alike."""
    return re.sub(r"-+", "-", re.sub(r"\s+", "", text.translate(STRAIGHT)))


def by_pandoc(texts: Sequence[str], folder: Any) -> list[Read]:
    """Each of ``texts`` as pandoc reads it, alone, all in one process."""
    script = folder / "read.lua"
    script.write_text(ALL.replace("DIALECT", DIALECT), "utf-8")
    asked = json.dumps(texts).encode()
    done = subprocess.run([find_pandoc(), "lua", script], input=asked, capture_output=True)
    assert not done.returncode, done.stderr
    found = [_by_pandoc(json.loads(each)) for each in json.loads(done.stdout)]
    assert len(found) == len(texts)
    return found


def _by_pandoc(document: dict[str, Any]) -> Read:
    kinds: list[str] = ["metadata"] if document["meta"] else []
    text = _said(document["blocks"], kinds)
    return Read(tuple(kinds), text)


def _said(node: Any, kinds: list[str]) -> str:
    if isinstance(node, list):
        return "".join(_said(each, kinds) for each in node)
    if not (isinstance(node, dict) and "t" in node):
        return ""
    name, inside = node["t"], node.get("c")
    match name:
        case "Str":
            return inside
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Quoted":
            mark = '"' if inside[0]["t"] == "DoubleQuote" else "'"
            return mark + _said(inside[1], kinds) + mark
        case "Para" | "Plain":
            return _said(inside, kinds) + "\n"
        case "Emph" | "Strong":
            return _said(inside, kinds)
        case "RawInline" if OURS.fullmatch(inside[1]):
            return ""
        case "ColWidth" | "ColWidthDefault":  # Pandoc measures the lines of the source.
            return ""
        case "Code" | "CodeBlock":
            kinds.append(name)
            return inside[1]
        case "RawInline" | "RawBlock" | "Math":
            kinds.append(f"{name} {inside[1]}")
            return ""
        case "Link" | "Image":
            kinds.append(f"{name} {inside[2][0]}")
            return _said(inside[1], kinds)
    kinds.append(name)
    return _said(inside, kinds)


FORGE = MarkdownIt("commonmark").enable("table")
MARKS = ("text", "text_special", "softbreak", "hardbreak", "em", "strong")


def by_forge(text: str) -> Read:
    """``text`` as CommonMark with tables, HTML passed."""
    kinds: list[str] = []
    said: list[str] = []
    for token in FORGE.parse(text):
        if token.type in ("fence", "code_block", "html_block", "hr"):
            kinds.append(token.type)
            said.append(token.content)
        elif token.nesting == 1 and token.type != "paragraph_open":
            kinds.append(token.type.removesuffix("_open"))
        for part in token.children or ():
            name = part.type.removesuffix("_open").removesuffix("_close")
            if name == "html_inline":
                kinds.extend([] if OURS.fullmatch(part.content) else [part.content])
            elif name not in MARKS and part.nesting >= 0:
                kinds.append(f"{name} {part.attrGet('href') or ''}".strip())
            said.append(part.content if name in ("text", "text_special", "code_inline") else " ")
    return Read(tuple(kinds), "".join(said))
