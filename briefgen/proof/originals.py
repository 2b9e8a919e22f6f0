"""Originals: the source documents themselves, for a reader who has them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from briefgen.proof.consistent import Doubt, stands, text_seed
from briefgen.quote.paragraphs import paragraphs
from briefgen.quote.quotation import Miss, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.proof.evidence_file import Evidence, Quotation, SourceFacts
    from briefgen.seed import Seed

__all__ = ["Original", "hold_against"]

_LARGEST = 64 * 2**20
_MOST = 2000


@dataclass(frozen=True)
class Original:
    """A source document: the ``same`` as when the brief was made, ``changed``, or ``missing``.

    ``problem`` says what is wrong with it, empty if nothing is.
    """

    letter: str
    seed: str
    file: str
    sha256: str
    state: Literal["same", "changed", "missing"]
    problem: str = ""


def hold_against(
    evidence: Evidence, folder: Path
) -> tuple[tuple[Original, ...], tuple[Doubt, ...]]:
    """Hold ``evidence`` against the documents in ``folder``, which are found by name, or by hash."""
    originals: list[Original] = []
    doubts: list[Doubt] = []
    for source in evidence.sources:
        data = _find(source, folder)
        original, seed = _read(source, data)
        quoted = [(i, q) for i, q in enumerate(evidence.quotations) if q.seed == source.seed]
        if seed is None:
            doubts += [Doubt("its document was not given", index) for index, _ in quoted]
        elif original.state == "changed":
            still = [_again(index, quotation, seed) for index, quotation in quoted]
            doubts += still
            problem = f"{original.problem}; {_standing([doubt.stands for doubt in still])}"
            original = Original(**{**vars(original), "problem": problem})
        else:
            doubts += [
                Doubt("not in the document where it is said to stand", index)
                for index, quotation in quoted
                if not stands(quotation, seed)
            ]
            doubts += _excerpts(evidence, source, seed)
        originals.append(original)
    return tuple(originals), tuple(doubts)


def _standing(stand: Sequence[bool]) -> str:
    """What of the quotations taken from a changed document is still in it."""
    quotations = f"{len(stand)} quotation{'s' * (len(stand) != 1)}"
    return f"{sum(stand)} of its {quotations} still stand{'s' * (sum(stand) == 1)} in it"


def _find(source: SourceFacts, folder: Path) -> bytes | None:
    """The document's bytes: the file of its hash, or else the one of its name."""
    named = folder / PurePosixPath(source.file).name
    own = _bytes(named)
    if own is not None and sha256(own).hexdigest() == source.sha256:
        return own
    for path in islice(sorted(folder.iterdir()), _MOST):
        data = _bytes(path)
        if data is not None and sha256(data).hexdigest() == source.sha256:
            return data
    return own


def _bytes(path: Path) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes()
    except OSError:
        return None


def _read(source: SourceFacts, data: bytes | None) -> tuple[Original, Seed | None]:
    def original(state: Literal["same", "changed", "missing"], problem: str = "") -> Original:
        name = f"document {source.letter} (`{source.file}`) "
        return Original(
            source.letter,
            source.seed,
            source.file,
            source.sha256,
            state,
            f"{name}{problem}" if problem else "",
        )

    if data is None:
        return original("missing", "is not in the folder"), None
    same = sha256(data).hexdigest() == source.sha256
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return original("changed", "is not a text in UTF-8"), None
    repairs = [(repair.paragraph, repair.before, repair.after) for repair in source.repairs]
    numbered, misfits = paragraphs(text, repairs, source.furniture)
    seed = text_seed(source.seed, numbered)
    if not same:
        return original("changed", "is not the text that the brief was made from"), seed
    if misfits or len(text) != source.characters or len(numbered) != source.paragraphs:
        return original("same", "is not as the evidence describes it"), seed
    return original("same"), seed


def _excerpts(evidence: Evidence, source: SourceFacts, seed: Seed) -> Iterator[Doubt]:
    """Excerpts are the paragraphs of their numbers; what annotations select stands in the document."""
    for excerpt in evidence.excerpts:
        if excerpt.seed == source.seed:
            paragraph = seed.paragraph(excerpt.paragraph)
            mine = evidence.paragraph(excerpt)
            if paragraph is None or (paragraph.start, paragraph.end) != (mine.start, mine.end):
                yield Doubt(f"document {source.letter} has no such paragraph {excerpt.paragraph}")
            elif paragraph.reading.text != mine.reading.text:
                yield Doubt(
                    f"paragraph {excerpt.paragraph} of document {source.letter} reads otherwise"
                )


def _again(index: int, quotation: Quotation, seed: Seed) -> Doubt:
    """Whether a quotation still stands somewhere in a document that has changed."""
    found = find(quotation.text, seed, span=len(quotation.paragraphs) > 1)
    if isinstance(found, Miss):
        places: Sequence[int] = [spot.paragraph for spot in found.spots]
        if found.why != "ambiguous":
            return Doubt("no longer in the document, which has changed", index)
    else:
        places = found.paragraphs
    where = ", ".join(f"¶{number}" for number in dict.fromkeys(places))
    return Doubt(f"still in the document, which has changed: {where}", index, stands=True)
