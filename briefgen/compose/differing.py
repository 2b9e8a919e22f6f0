"""Two wordings of one text, with the words that only one of them has marked."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefgen.analysis.divergence import is_content
from briefgen.analysis.tokens import tokens
from briefgen.prose import Mark, Str

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.prose import Inline, Inlines

__all__ = ["differing"]


def differing(left: str, right: str) -> tuple[Inlines, Inlines]:
    """Both texts, each with the runs of words marked that the other lacks or has otherwise.

    Case, punctuation and the shape of quotation marks are no difference; nor is what one of them
    gives before the first and after the last run that both share, for that is only more of the text.
    """
    sides = tokens(left), tokens(right)
    keys = [[token.key for token in side] for side in sides]
    steps = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()
    shared = [
        index
        for index, (kind, start, end, *_) in enumerate(steps)
        if kind == "equal" and sum(map(is_content, keys[0][start:end])) > 1
    ]
    between = steps[shared[0] : shared[-1]] if shared else steps
    changed = [step for step in between if step[0] != "equal"]
    runs = (
        [(sides[0][a].start, sides[0][b - 1].end) for _, a, b, _, _ in changed if b > a],
        [(sides[1][a].start, sides[1][b - 1].end) for _, _, _, a, b in changed if b > a],
    )
    return _marked(left, runs[0]), _marked(right, runs[1])


def _marked(text: str, runs: Sequence[tuple[int, int]]) -> Inlines:
    nodes: list[Inline] = []
    here = 0
    for start, end in runs:
        nodes += [Str(text[here:start]), Mark((Str(text[start:end]),))]
        here = end
    nodes.append(Str(text[here:]))
    return tuple(node for node in nodes if node != Str(""))
