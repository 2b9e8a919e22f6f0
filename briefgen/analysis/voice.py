"""Voice: which words of a brief are its own, and which it quotes; what belongs together.

A rule that minds the brief's own words reads them here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.brief import HIDDEN
from briefgen.prose import OBJECT, BlockQuote, List, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.brief import Brief, Field, Sentence
    from briefgen.place import Place
    from briefgen.prose import Block
    from briefgen.select import Role

__all__ = ["english", "lead_ins", "own", "part", "said", "spoken"]


def english(brief: Brief) -> bool:
    """Whether the brief is in English: rules that go by English words hold then."""
    language = brief.selection.outline.language or "en"
    return language.lower().partition("-")[0] == "en"


def spoken(brief: Brief, *roles: Role) -> Iterator[tuple[Field, Sentence]]:
    """The sentences of all fields that have one of ``roles``, in printed order."""
    for field in brief.fields:
        if field.role in roles:
            for sentence in field.sentences:
                yield field, sentence


def said(text: str) -> str:
    """``text`` without its citations and the space around it."""
    return text.replace(OBJECT, "").strip()


def own(field: Field, sentence: Sentence) -> str:
    """The sentence's text with quotations, block quotations and citations hidden."""
    if field.leaves[sentence.leaf].quoted:
        return HIDDEN * len(sentence.text)
    return field.unquoted[sentence.leaf][sentence.start : sentence.end].replace(OBJECT, HIDDEN)


def part(field: Field, sentence: Sentence, start: int, end: int) -> Place:
    """Place of the characters ``start``..``end`` of the sentence's text."""
    leaf = field.leaves[sentence.leaf]
    return field.text.at(*leaf.span(sentence.start + start, sentence.start + end))


def lead_ins(field: Field) -> Mapping[int, str]:
    """For each leaf of a list, table or block quotation, the words with a colon that lead in to it.

    By index of the leaf; the nearest words where lists are nested.
    """
    found: dict[int, str] = {}
    _lead_ins(field, field.blocks, 0, found)
    return found


def _lead_ins(field: Field, blocks: Sequence[Block], first: int, found: dict[int, str]) -> int:
    """Note the leaves of ``blocks``, whose first leaf is ``first``; gives the leaf after them."""
    leaf = first
    before: Block | None = None
    for block in blocks:
        end = leaf
        match block:
            case List():
                for item in block.items:
                    end = _lead_ins(field, item, end, found)
            case BlockQuote():
                end = _lead_ins(field, block.children, end, found)
            case Table():
                end += len(block.header) + sum(len(row) for row in block.rows)
            case _ if hasattr(block, "children"):
                end += 1
        if (
            end > leaf + 0
            and isinstance(before, Paragraph)
            and isinstance(block, List | BlockQuote | Table)
        ):
            words = said(field.leaves[leaf - 1].text)
            if words.endswith(":"):
                found.update({index: words for index in range(leaf, end) if index not in found})
        before, leaf = block, end
    return leaf
