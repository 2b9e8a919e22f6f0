"""Soft breaks: lines of prose are joined by a space; two of Chinese or Japanese by nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.prose import Str, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.prose import Inline, Inlines

__all__ = ["SOFT_BREAK", "joined"]

SOFT_BREAK = "\n"
"""Stands for a soft break until it is known what stands on both sides."""


def joined(nodes: Sequence[Inline | str]) -> Inlines:
    """Neighboring strings as one; no space between two lines of Chinese or Japanese."""
    parts = [node.text if isinstance(node, Str) else node for node in nodes]
    parts = [part for part in parts if part]
    found: list[Inline] = []
    words = ""
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            if words:
                found.append(Str(words))
                words = ""
            found.append(part)
        elif part != SOFT_BREAK:
            words += part
        elif not (
            _wide(words or plain(tuple(found[-1:])), -1)
            and _wide(_plain(parts[index + 1 : index + 2]), 0)
        ):
            words += " "
    if words:
        found.append(Str(words))
    return tuple(found)


def _plain(parts: Sequence[Inline | str]) -> str:
    """Text of ``parts``."""
    return "".join(part if isinstance(part, str) else plain((part,)) for part in parts)


_WIDE = (("\u3000", "\u9fff"), ("\uf900", "\uffef"), ("\U00020000", "\U000323af"))


def _wide(text: str, at: int) -> bool:
    """Whether the character ``at`` of ``text`` is one of Chinese or Japanese."""
    return not text.isascii() and any(first <= text[at] <= last for first, last in _WIDE)
