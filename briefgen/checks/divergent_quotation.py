"""Two sources quote the same text in different words.

Both say: these are its words. One of them is wrong, or quotes another version, and the brief cannot
know which. What it may print as the text's own words is only what both have. The rule holds the words
in quotation marks in each source against those of the others, and against the unquoted sentences that
come close to them word for word. Not meant are quotations that are only shorter, words left out at an
ellipsis or put in brackets, and differences of case or punctuation. If the brief relies on neither wording,
it is information only.

This fires:

    title: The international order
    sections:
      - id: order
        title: The international order
        passages:
          order-a: {seed: unsigned, quote: foreign policy seeks to reshape that international order}
          order-b: {seed: yang, quote: foreign policy seeks to reshape the international order}
          concern-a: {seed: unsigned, quote: a serious concern to the alliance and the international community}
          concern-b: {seed: yang, quote: a serious concern to the Alliance and the entire international community}
        body: |
          Both quote the statement on China [@order-a; @order-b; @concern-a; @concern-b].
    differences:
      - matter: Whose concern is China?
        passages: [concern-a, concern-b]

and prints

    brief.yaml:6:7: warning: `unsigned` and `yang` give one text in different words: "that" against "the" [divergent-quotation]
      6 |       order-a: {seed: unsigned, quote: foreign policy seeks to reshape that international order}
        |       ^~~~~~~
      unsigned ¶9  "The Ministers concurred that the People’s Republic of China’s foreign policy seeks to reshape _that_ international order for its own benefit at the expense of others,"
      yang ¶6  "foreign policy seeks to reshape _the_ international order"
      hint: set the two side by side under `differences:`, and use the words that both have

Find the text itself and cite that. Until then say that the wordings differ, and set the two passages
side by side under `differences:` with the wording that the brief uses; then the matter is settled, and
the rule is silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.analysis.divergence import divergences
from briefgen.finding import Finding, Severity
from briefgen.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.analysis.divergence import Divergence, Side
    from briefgen.brief import Brief, Passage

SEVERITY = Severity.WARNING


def check_outline(briefs: Sequence[Brief]) -> Iterator[Finding]:
    """Divergences between the documents that the outline uses, but for those it sets side by side."""
    brief = briefs[0]
    passages = [*brief.passages.values(), *(p for one in briefs for p in one.cited)]
    used = {passage.seed.id for passage in passages}
    beside = [
        [brief.passages[name] for name in difference.passages if name in brief.passages]
        for difference in brief.selection.outline.differences
    ]
    for found in divergences(s for s in brief.library.seeds.values() if s.id in used):
        if any(_holds(found.left, set_) and _holds(found.right, set_) for set_ in beside):
            continue
        left, right = _words(found.left), _words(found.right)
        place = _place(found, passages)
        yield Finding(
            "divergent-quotation",
            f"`{found.left.seed.id}` and `{found.right.seed.id}` give one text in different "
            f"words: {left} against {right}",
            place or Place(found.left.seed.file, found.left.start, found.left.end),
            "set the two side by side under `differences:`, and use the words that both have",
            f"{_shown(found.left)}\n{_shown(found.right)}",
            None if place else Severity.INFO,
        )


def _holds(side: Side, passages: Sequence[Passage]) -> bool:
    """Whether one of ``passages`` has words of ``side``."""
    return any(
        passage.seed.id == side.seed.id
        and any(start < side.end and side.start < end for start, end in passage.spans)
        for passage in passages
    )


def _place(found: Divergence, passages: Sequence[Passage]) -> Place | None:
    """The first passage with words of either side, None if the brief relies on neither."""
    for side in (found.left, found.right):
        for passage in passages:
            if _holds(side, [passage]):
                return passage.place
    return None


def _words(side: Side) -> str:
    return ", ".join(f'"{words}"' for words in side.different) or "nothing"


def _shown(side: Side) -> str:
    parts = []
    for segment in side.segments:
        text = " ".join(f"|{segment.text}|".split())[1:-1]
        parts.append(f"_{text}_" if segment.kind == "different" else text)
    mark = '"' if side.quoted else ""
    return f"{side.seed.id} ¶{side.paragraph}  {mark}{''.join(parts).strip()}{mark}"
