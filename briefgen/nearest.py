"""Guess what was meant by a name that nothing has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["did_you_mean", "nearest"]

MANY = 1000
"""Names that are compared letter by letter at most."""


def nearest(name: str, known: Collection[str]) -> str | None:
    """The name of ``known`` that ``name`` is likely to stand for, or None.

    Case, ``-`` and ``_`` do not count. Letters may be left out, added or swapped; the only known name
    that continues this one, or that it continues, will do as well.
    """
    from difflib import get_close_matches

    wanted = _plain(name)
    plain = {_plain(each): each for each in known}
    if wanted in plain:
        return plain[wanted]
    if len(plain) > MANY:
        alike = [each for each in plain if _alike(each, wanted)][:MANY]
        plain = {each: plain[each] for each in alike}
    if near := get_close_matches(wanted, plain, n=1, cutoff=0.7):
        return plain[near[0]]
    longer = [each for each in plain if len(wanted) > 2 and each.startswith(wanted)]
    shorter = [each for each in plain if len(each) > 2 and wanted.startswith(each)]
    return plain[(longer + shorter)[0]] if len(longer + shorter) == 1 else None


def _alike(name: str, wanted: str) -> bool:
    """Whether two names begin or end in the same way: quick, for a first choice among many."""
    return name[:2] == wanted[:2] or name[-2:] == wanted[-2:]


def _plain(name: str) -> str:
    return name[:80].casefold().replace("_", "-").replace(" ", "-")


def did_you_mean(name: str, known: Collection[str], otherwise: str = "") -> str:
    """A hint: the nearest of ``known``; if none is near, ``otherwise`` and some that there are."""
    if near := nearest(name, known):
        return f"did you mean `{near}`?"
    if not known or not otherwise:
        return ""
    shown = ", ".join(f"`{each}`" for each in list(known)[:8])
    return f"{otherwise} {shown}" + (f" and {len(known) - 8:,} more" if len(known) > 8 else "")
