"""Seeds made from text, and the two real ones."""

from __future__ import annotations

from pathlib import Path

from briefgen.place import Place, Text, TextFile
from briefgen.quote.paragraphs import paragraphs
from briefgen.seed import Seed
from briefgen.source import Source

SEEDS = Path(__file__).parents[1] / "seeds"


def seed_of(
    text: str, repairs: tuple[tuple[int, str, str], ...] = (), furniture: tuple[int, ...] = ()
) -> Seed:
    numbered, faults = paragraphs(text, repairs, furniture)
    assert not faults
    file = TextFile(Path("seed.txt"), text)
    return Seed("seed", "A", Source(Text("seed.txt", Place(file)), {}), file, "", numbered)


def solidifies() -> Seed:
    """The unsigned text, with its repair."""
    text = (SEEDS / "000_fbc05c6fc447f228.txt").read_text(encoding="utf-8")
    return seed_of(text, ((2, "statementafter", "statement after"),), (12, 13))


def commentary() -> Seed:
    """Yang Danzhi's."""
    return seed_of((SEEDS / "004_fd806ed51bbff01f.txt").read_text(encoding="utf-8"))
