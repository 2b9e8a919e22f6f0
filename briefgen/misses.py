"""What to say of a quotation that its source does not have: the rule, the words, the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Finding
from briefgen.quote.quotation import Match, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.brief import Passage
    from briefgen.place import Place
    from briefgen.quote.quotation import Miss, Spot
    from briefgen.seed import Seed

__all__ = ["misquoted", "missed_passage"]

_SHOWN = 5
"""Places listed in one message."""


def missed_passage(miss: Miss, seed: Seed, place: Place) -> Finding:
    """A passage's ``quote:`` that cannot be bound."""
    source = f"`{seed.id}` (source {seed.letter})"
    match miss.why:
        case "too-short":
            words = f"`{miss.fragment}`" if miss.fragment else "an empty quotation"
            message = f"{words} has fewer than three words: too few to be found for certain"
            return Finding("quote-too-short", message, place, "quote more of the sentence")
        case "too-many-parts":
            message = "this quotation leaves words out more than twenty times"
            return Finding("quote-not-found", message, place, "make several passages of it")
        case "ambiguous":
            message = f"these words stand {len(miss.spots)} times in {source}"
            hint = "quote more, or choose one with `paragraph:`, `after:` or `before:`"
            return Finding("ambiguous-quote", message, place, hint, _places(miss.spots))
        case "across-paragraphs":
            message = f"the parts of this quotation stand in several paragraphs of {source}"
            hint = "make a passage of each, or write `span: true`"
            return Finding("quote-not-found", message, place, hint, _places(miss.spots))
        case "out-of-order":
            message = f"the parts of this quotation do not stand in this order in {source}"
            hint = "quote them as they stand"
            return Finding("quote-not-found", message, place, hint, _places(miss.spots))
        case "elsewhere":
            number = miss.spots[0].paragraph
            message = f"these words stand in paragraph {number} of {source}, not where you say"
            return Finding("quote-not-found", message, place, f"paragraph: {number}")
        case "no-anchor":
            message = f"`{miss.fragment}` does not stand there beside the quotation in {source}"
            hint = "`after:` and `before:` take words of the source"
            return Finding("quote-not-found", message, place, hint, _places(miss.spots))
        case "not-found" if bare := _without_marks(place, seed):
            message = f"{source} has these words without the quotation marks around them"
            return Finding("quote-not-found", message, place, f'write `quote: "{bare}"`')
        case "not-found":
            message = f"{source} does not have these words"
            return Finding("quote-not-found", message, place, _look(seed), _nearest(miss, seed))


def _without_marks(place: Place, seed: Seed) -> str:
    """The words at ``place`` inside their own quotation marks, if the seed has them."""
    words = place.file.text[place.start : place.end].strip("'\"")
    marked = words[:1] + words[-1:] in ("“”", "‘’", "„“", "«»", "「」")
    return words[1:-1] if marked and isinstance(find(words[1:-1], seed), Match) else ""


def misquoted(
    words: str, cited: Sequence[Seed], passages: Sequence[Passage], place: Place
) -> Finding:
    """Words in quotation marks that no passage cited in their sentence has.

    Looked for in all of the ``cited`` seeds: they may stand in another of its ``passages``, or of
    its paragraphs. Else it is the nearest words of any that are shown.
    """
    missed: list[tuple[Seed, Miss]] = []
    for seed in cited:
        found = find(words, seed, span=True)
        if isinstance(found, Match):
            return _elsewhere(seed, found.fragments[0].paragraph, found, passages, place)
        if found.why == "ambiguous":
            return _elsewhere(seed, found.spots[0].paragraph, None, passages, place)
        missed.append((seed, found))
    seed, miss = max(missed, key=lambda one: one[1].closest.score if one[1].closest else 0.0)
    if miss.why == "too-short":
        message = f"`{miss.fragment}`, a part of this quotation, has fewer than three words"
        return Finding("quote-too-short", message, place, "quote more on that side of the ellipsis")
    if miss.why == "out-of-order":
        message = f"the parts of this quotation do not stand in this order in `{seed.id}`"
        return Finding("misquote", message, place, "quote them as they stand", _places(miss.spots))
    names = " or ".join(f"`{one.id}`" for one in cited)
    message = f"no passage that this sentence cites has these words ({names})"
    hint = "quote the source as it stands, or take the quotation marks away and say it in your own words"
    return Finding("misquote", message, place, hint, _nearest(miss, seed))


def _elsewhere(
    seed: Seed, paragraph: int, found: Match | None, passages: Sequence[Passage], place: Place
) -> Finding:
    """Words that the seed has, but not in what is cited."""
    message = (
        f"these words stand in paragraph {paragraph} of `{seed.id}`, "
        "but in no passage that the sentence cites"
    )
    holder = next(
        (p for p in passages if found and p.seed.id == seed.id and _holds(p, found)), None
    )
    name = holder.id if holder and holder.entry else f"{seed.id}, para. {paragraph}"
    return Finding("misquote", message, place, f"cite it: [@{name}]")


def _holds(passage: Passage, found: Match) -> bool:
    return all(
        any(start <= part.start and part.end <= end for start, end in passage.spans)
        for part in found.fragments
    )


def _nearest(miss: Miss, seed: Seed) -> str:
    """The closest passage and a difference word by word."""
    from briefgen.quote.difference import difference_text

    near = miss.closest
    if near is None:
        return f"nothing in `{seed.id}` is near it"
    return (
        f"closest is paragraph {near.paragraph} of `{seed.id}`:\n{difference_text(near.difference)}"
    )


def _places(spots: Sequence[Spot]) -> str:
    lines = [f"paragraph {s.paragraph}: {s.before} [{s.text}] {s.after}" for s in spots[:_SHOWN]]
    if len(spots) > _SHOWN:
        lines.append(f"and {len(spots) - _SHOWN} more")
    return "\n".join(lines)


def _look(seed: Seed) -> str:
    return f"copy the words from {seed.file.path.name}"
