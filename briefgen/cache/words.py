"""A command line as it was understood the last time, found by its words.

*Why*: somebody who edits an outline for an hour gives the same command again and again, and typer with
what it imports takes as long to understand it as all the rules take.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefgen.cache import store
from briefgen.cache.program import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["keep_words", "known_words"]


def known_words(words: Sequence[str]) -> dict[str, Any] | None:
    """What the ``words`` of a command line meant to this program, if it has met them."""
    kept = store.get(_key(words))
    meaning: dict[str, Any] | None = json.loads(kept) if kept else None
    return meaning


def keep_words(words: Sequence[str], meaning: Mapping[str, object]) -> None:
    """Keep what ``words`` mean, as JSON."""
    if known_words(words) != meaning:
        store.put(_key(words), json.dumps(meaning).encode())


def _key(words: Sequence[str]) -> str:
    return store.digest("words", fingerprint(), *words)
