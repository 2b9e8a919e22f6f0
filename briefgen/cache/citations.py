"""Citations formatted once: pandoc's answers kept by all that it was given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefgen.cache import store
from briefgen.cache.program import fingerprint
from briefgen.cite import citeproc
from briefgen.cite.answer import read_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.cite.answer import Formatted
    from briefgen.cite.citeproc import Answer, Cluster, Pending
    from briefgen.cite.csl import Style

__all__ = ["Known", "start"]


def start(
    clusters: Sequence[Cluster],
    sources: Mapping[str, Mapping[str, object]],
    style: Style,
    language: str,
) -> Answer:
    """What :func:`briefgen.cite.citeproc.start` gives, from the cache where pandoc gave it before."""
    given = json.dumps(sources, sort_keys=True)
    key = store.digest(fingerprint(), repr(clusters), given, repr(style), style.data, language)
    kept = store.get(key)
    if kept is not None:
        return Known(read_answer(kept, clusters, style))
    return _Kept(citeproc.start(clusters, sources, style, language), key)


class Known:
    """An answer that was given before."""

    def __init__(self, formatted: Formatted) -> None:
        self._formatted = formatted

    def __enter__(self) -> Known:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is at work."""

    def result(self) -> Formatted:
        """The citations, as they were formatted before."""
        return self._formatted


class _Kept:
    """An answer that is kept when it is there."""

    def __init__(self, pending: Pending, key: str) -> None:
        self._pending = pending
        self._key = key

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *_: object) -> None:
        self._pending.__exit__()

    def result(self) -> Formatted:
        formatted = self._pending.result()
        store.put(self._key, self._pending.answer)
        return formatted
