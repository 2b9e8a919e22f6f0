"""PDFs set and proved once, kept by the page that they were set from."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.cache import store
from briefgen.cache.program import fingerprint

if TYPE_CHECKING:
    from briefgen.render.page import Page

__all__ = ["Kept", "get", "key", "put"]

_NONE = 2**32 - 1


@dataclass(frozen=True)
class Kept:
    """A PDF in which nothing was found wrong, and how many of its pages are text."""

    data: bytes = field(repr=False)
    text_pages: int | None


def key(page: Page, record: bytes) -> str:
    """The name of the PDF of ``page`` with the evidence ``record`` inside.

    The page holds all that is printed and its style sheets; the time that a PDF without a date of
    its own gets is the one thing beside it.
    """
    images = [
        part for url, image in page.images.items() for part in (url, image.media_type, image.data)
    ]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return store.digest(fingerprint(), page.html, epoch, record, *images)


def get(name: str) -> Kept | None:
    """The PDF under ``name``."""
    kept = store.get(name)
    if kept is None:
        return None
    pages = int.from_bytes(kept[:4], "big")
    return Kept(kept[4:], None if pages == _NONE else pages)


def put(name: str, pdf: Kept) -> None:
    """Keep ``pdf`` under ``name``."""
    pages = _NONE if pdf.text_pages is None else pdf.text_pages
    store.put(name, pages.to_bytes(4, "big") + pdf.data)
