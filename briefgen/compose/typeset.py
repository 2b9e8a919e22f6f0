"""Typeset: a field's tree as it is printed.

Quotations take the source's own characters, straight quotation marks and apostrophes become those
of the language, and citations become calls.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from briefgen.compose.languages import quotation_marks
from briefgen.document import PrintedQuotation
from briefgen.prose import (
    BlockQuote,
    Call,
    Cite,
    Code,
    CodeBlock,
    Heading,
    LineBreak,
    List,
    Paragraph,
    Rule,
    Str,
    Super,
    Table,
    plain,
)
from briefgen.quote.quotes import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.brief import Field, Quotation
    from briefgen.parse import Leaf
    from briefgen.prose import Block, Blocks, Inline, Inlines
    from briefgen.quote.quotation import Match

__all__ = ["typeset"]

Edit: TypeAlias = tuple[int, int, str]
"""Characters ``start``..``end`` of a leaf's plain text and what is printed for them."""

_Run: TypeAlias = tuple[int, int, bool]


@dataclass(frozen=True)
class SetField:
    """A field as it is printed, and its proved quotations in order."""

    blocks: Blocks
    quotations: tuple[PrintedQuotation, ...]


def typeset(field: Field, calls: Sequence[Call], *, raised: bool, language: str) -> SetField:
    """Set ``field``; ``calls`` has one call for each of its clusters, in order.

    ``raised`` calls are note numbers; others stand in the line.
    """
    printed: list[PrintedQuotation] = []
    numbers = {
        id(citation): call.number
        for cluster, call in zip(field.clusters, calls, strict=True)
        for citation in cluster.citations
    }
    remaining = iter(calls)
    leaves = []
    quotations_of: dict[int, list[Quotation]] = defaultdict(list)
    for sentence in field.sentences:
        quotations_of[sentence.leaf] += sentence.quotations
    for index, leaf in enumerate(field.leaves):
        quoted = quotations_of[index]
        runs = list(_runs(leaf.children))
        edits = [edit for quotation in quoted for edit in _proved(runs, quotation)]
        edits += _dressed(leaf, edits, language)
        inlines = _edited(leaf.children, sorted(edits), 0)[0]
        leaves.append(with_calls(inlines, remaining, raised=raised))
        for quotation in quoted:
            if quotation.citation is not None and quotation.match is not None:
                number = numbers[id(quotation.citation)]
                printed.append(_printed(quotation, quotation.match, number, leaf.quoted))
    return SetField(rebuilt(field.blocks, iter(leaves)), tuple(printed))


def _edited(inlines: Inlines, edits: Sequence[Edit], here: int) -> tuple[Inlines, int]:
    """``inlines``, which begin at ``here``, with the edits made; and where they end."""
    out: list[Inline] = []
    for node in inlines:
        match node:
            case Str() | Code():
                out.append(replace(node, text=_replaced(node.text, edits, here)))
                here += len(node.text)
            case Cite() | Call() | LineBreak():
                out.append(node)
                here += 1
            case _:
                children, here = _edited(node.children, edits, here)
                out.append(replace(node, children=children))
    return tuple(out), here


def _replaced(text: str, edits: Sequence[Edit], here: int) -> str:
    parts: list[str] = []
    done = 0
    # The edit before may reach in here.
    for index in range(max(bisect_left(edits, (here,)) - 1, 0), len(edits)):
        start, end, new = edits[index]
        first, last = start - here, end - here
        if last <= 0 and not (start == end == here):
            continue
        if first >= len(text):
            break
        parts.append(text[done : max(first, 0)])
        # An edit that runs over several nodes is printed in the first of them.
        parts.append(new if first >= 0 else "")
        done = min(max(last, 0), len(text))
    return "".join(parts) + text[done:]


def _proved(runs: Sequence[_Run], quotation: Quotation) -> Iterator[Edit]:
    """The source's own characters for a quotation, node by node of the leaf."""
    if quotation.match is not None:
        begin = bisect_right(runs, quotation.start, key=lambda run: run[1])
        end = bisect_left(runs, quotation.end, key=lambda run: run[0])
        for start, stop, _ in runs[begin:end]:
            first, last = max(start, quotation.start), min(stop, quotation.end)
            if first < last:
                inside = first - quotation.start, last - quotation.start
                yield first, last, quotation.match.printed_slice(*inside)


def _runs(inlines: Inlines, here: int = 0) -> Iterator[_Run]:
    """Spans, in the plain text, of the nodes that hold characters, and whether they are code."""
    for node in inlines:
        match node:
            case Str() | Code():
                yield here, here + len(node.text), isinstance(node, Code)
                here += len(node.text)
            case Cite() | Call() | LineBreak():
                here += 1
            case _:
                yield from _runs(node.children, here)
                here += len(plain(node.children))


def _dressed(leaf: Leaf, proved: Sequence[Edit], language: str) -> Iterator[Edit]:
    """Straight quotation marks as the language has them, apostrophes curled; code stays as it is."""
    outer = quotation_marks(language)
    kept = bytearray(len(leaf.text) + 1)
    for start, end in (
        *((start, end) for start, end, _ in proved),
        *((start, end) for start, end, code in _runs(leaf.children) if code),
    ):
        kept[start:end] = b"\1" * (end - start)
    done: set[int] = set()
    for quoted in quotations(leaf.text):
        opening, closing = outer[2:] if quoted.parent is not None else outer[:2]
        for at, mark, new in (
            (quoted.outer[0], quoted.opening, opening),
            (quoted.outer[1] - len(quoted.closing), quoted.closing, closing),
        ):
            if mark in ('"', "'") and not kept[at]:
                done.add(at)
                yield at, at + 1, new
    for match in re.finditer(r"(?<!\d)'|'(?=[^\W\d])", leaf.text):  # 5'10 is no apostrophe
        if match.start() not in done and not kept[match.start()]:
            yield match.start(), match.end(), "’"


def _printed(quotation: Quotation, match: Match, number: int, block: bool) -> PrintedQuotation:
    assert quotation.citation is not None
    return PrintedQuotation(
        text=match.printed,
        number=number,
        seed=quotation.citation.passage.seed.id,
        paragraphs=match.paragraphs,
        start=match.start,
        end=match.end,
        block=block,
    )


_AFTER = re.compile(r"(?:[.,;:!?…]|[\u00a0\u202f]?»(?!\w)|[”’」』“‘](?!\w))*")
_BETWEEN = re.compile(r"[,;]?\s*")


def with_calls(inlines: Inlines, calls: Iterator[Call], *, raised: bool) -> Inlines:
    """``inlines`` with each citation replaced by the next of ``calls``.

    A ``raised`` call, a note number, stands after the punctuation that follows the citation and
    without the space before it (Chicago Manual of Style, 18th ed., 13.28), and a comma parts it from
    the number before it; a tag stands as written.
    """
    out: list[Inline] = []
    for index, node in enumerate(inlines):
        match node:
            case Cite():
                call = next(calls)
                if raised:
                    _strip_end(out)
                    if _ends_in_call(out):
                        out.append(Super((Str(","),)))
                out.append(call)
            case Str() if raised and _ends_in_call(out) and _parts_calls(inlines, index):
                pass
            case Str() if raised and out and isinstance(out[-1], Call):
                after = _AFTER.match(node.text)
                moved = after.group() if after else ""
                if isinstance(out[_first_call(out)], Super):
                    moved = ""  # the first of the calls stands inside emphasis
                if moved:
                    out.insert(_first_call(out), Str(moved))
                if node.text != moved:
                    out.append(Str(node.text[len(moved) :]))
            case Str() | Code() | LineBreak() | Call():
                out.append(node)
            case _:
                out.append(replace(node, children=with_calls(node.children, calls, raised=raised)))
    return tuple(out)


def _strip_end(out: list[Inline]) -> None:
    if out and isinstance(out[-1], Str):
        out[-1] = Str(out[-1].text.rstrip(" \u00a0\u202f"))
        if out[-1] == Str(""):
            out.pop()


def _ends_in_call(inlines: Sequence[Inline]) -> bool:
    return bool(inlines) and (
        isinstance(inlines[-1], Call) or _ends_in_call(getattr(inlines[-1], "children", ()))
    )


def _parts_calls(inlines: Inlines, index: int) -> bool:
    """Whether the text at ``index`` has nothing to say but that two citations are two."""
    parts = _BETWEEN.fullmatch(plain(inlines[index : index + 1]))
    return parts is not None and isinstance(next(iter(inlines[index + 1 : index + 2]), None), Cite)


def _first_call(out: Sequence[Inline]) -> int:
    """Index of the first of the calls at the end, which commas part."""
    index = len(out)
    while index and isinstance(out[index - 1], Call | Super):
        index -= 1
    return index


def rebuilt(blocks: Blocks, leaves: Iterator[Inlines]) -> Blocks:
    """``blocks`` with the text of its leaves, in order, taken from ``leaves``."""
    return tuple(_block(block, leaves) for block in blocks)


def _block(block: Block, leaves: Iterator[Inlines]) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, children=next(leaves))
        case BlockQuote():
            return BlockQuote(rebuilt(block.children, leaves))
        case List():
            return replace(block, items=tuple(rebuilt(item, leaves) for item in block.items))
        case Table():
            header = tuple(next(leaves) for _ in block.header)
            rows = tuple(tuple(next(leaves) for _ in row) for row in block.rows)
            return Table(header, rows, block.align)
        case CodeBlock() | Rule():
            return block
