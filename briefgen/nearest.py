"""Guess what was meant by a name that nothing has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["did_you_mean", "nearest"]


def nearest(name: str, known: Collection[str]) -> str | None:
    """The name of ``known`` that ``name`` is likely to stand for, or None.

    Case, ``-`` and ``_`` are looked through first, then letters left out, doubled or swapped.
    """
    from difflib import get_close_matches

    plain = {_plain(each): each for each in known}
    if _plain(name) in plain:
        return plain[_plain(name)]
    near = get_close_matches(_plain(name)[:80], plain, n=1, cutoff=0.7)
    return plain[near[0]] if near else None


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


def did_you_mean(name: str, known: Collection[str], otherwise: str = "") -> str:
    """A hint: the nearest of ``known``; if none is near, ``otherwise`` and some that there are."""
    if near := nearest(name, known):
        return f"did you mean `{near}`?"
    if not known or not otherwise:
        return ""
    shown = ", ".join(f"`{each}`" for each in list(known)[:8])
    return f"{otherwise} {shown}" + (f" and {len(known) - 8:,} more" if len(known) > 8 else "")
