"""Citations as pandoc formatted them, kept while the preview runs.

Pandoc takes a fifth of a second for anything. Most saves change no citation; for one that does, a
stand-in is shown until pandoc is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cache.citations import Known, start
from briefgen.cite.answer import Formatted
from briefgen.prose import Str

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.cite.citeproc import Answer, Cluster
    from briefgen.cite.csl import Style
    from briefgen.prose import Inlines

__all__ = ["Citations"]

MOST = 64
"""Documents whose citations are kept."""

_STAND_IN: Inlines = (Str("…"),)

_Key = tuple[object, ...]


class Citations:
    """What pandoc gave. :meth:`exact` and :meth:`at_once` stand for :func:`briefgen.cite.citeproc.start`.

    ``guessed`` says whether :meth:`at_once` had to put in a stand-in since it was last set False.
    """

    def __init__(self) -> None:
        self._kept: dict[_Key, Formatted] = {}
        self._last: Mapping[object, Inlines] = {}
        self._entries: Mapping[str, Inlines] = {}
        self.guessed = False

    def exact(
        self,
        clusters: Sequence[Cluster],
        sources: Mapping[str, Mapping[str, object]],
        style: Style,
        language: str,
    ) -> Answer:
        """The citations as pandoc formats them."""
        key = _key(clusters, sources, style, language)
        if key in self._kept:
            return Known(self._kept[key])
        return _Keeping(start(clusters, sources, style, language), self, clusters, key)

    def at_once(
        self,
        clusters: Sequence[Cluster],
        sources: Mapping[str, Mapping[str, object]],
        style: Style,
        language: str,
    ) -> Answer:
        """The citations if they are known; else each as it last was, or a stand-in."""
        known = self._kept.get(_key(clusters, sources, style, language))
        if known is not None:
            return Known(known)
        self.guessed = True
        texts = tuple(self._last.get(cluster.items, _STAND_IN) for cluster in clusters)
        entries = tuple((id_, self._entries[id_]) for id_ in sources if id_ in self._entries)
        return Known(Formatted(texts, entries))

    def keep(self, key: _Key, clusters: Sequence[Cluster], formatted: Formatted) -> None:
        """Remember what pandoc gave."""
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = formatted
        pairs = zip(clusters, formatted.citations, strict=True)
        self._last = {**self._last, **{cluster.items: text for cluster, text in pairs}}
        self._entries = {**self._entries, **dict(formatted.references)}


def _key(
    clusters: Sequence[Cluster],
    sources: Mapping[str, Mapping[str, object]],
    style: Style,
    language: str,
) -> _Key:
    """All that the formatted citations depend on."""
    return tuple(clusters), repr(sorted(sources.items())), style, language


class _Keeping:
    """Pandoc at work, and its answer kept."""

    def __init__(
        self, answer: Answer, memory: Citations, clusters: Sequence[Cluster], key: _Key
    ) -> None:
        self._answer = answer
        self._memory = memory
        self._clusters = clusters
        self._key = key

    def __enter__(self) -> _Keeping:
        self._answer.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._answer.__exit__(None, None, None)

    def result(self) -> Formatted:
        formatted = self._answer.result()
        self._memory.keep(self._key, self._clusters, formatted)
        return formatted
