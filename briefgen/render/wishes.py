"""What a page and its drawings would have from elsewhere, whether or not WeasyPrint would fetch it.

*Why* before the fetcher, which refuses all the same: WeasyPrint passes over a frame or a refresh without
a word, so that its author would never learn why nothing is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.figure import Image

__all__ = ["wishes"]

_XLINK = "{http://www.w3.org/1999/xlink}href"
_LOADED = (
    *("src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "manifest"),
    *("longdesc", "code", "codebase", "classid", "archive", "profile", "dynsrc", "lowsrc", _XLINK),
)
"""Attributes that name what an element loads or sends to, on whatever element they are."""

_URL = re.compile(r"""(?i)(?:\burl\(|@import\s+(?!url\())\s*["']?([^\s"')(;]+)""")
_COMMENT = re.compile(r"(?s)/\*.*?\*/")


def wishes(page: Any, images: Mapping[str, Image]) -> Iterator[str]:
    """Each address that an element of the tree ``page``, or of a drawing among ``images``, wants.

    A link that a reader may follow is none, and neither is one of the ``images``, or a part of the page.
    """
    yield from _wishes(page, images)
    for image in images.values():
        if image.media_type == "image/svg+xml":
            try:
                drawing = ElementTree.fromstring(image.data)
            except ElementTree.ParseError:
                continue  # WeasyPrint says so too
            yield from _wishes(drawing, {})


def _wishes(tree: Any, served: Mapping[str, Image]) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2].lower()
        if "attachment" in (element.get("rel") or "").lower().split():
            yield element.get("href") or "an attachment"
        elif name != "a" and _foreign(element.get("href"), served):
            yield str(element.get("href"))
        if name == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield element.get("content") or "another page"
        style = element.text if name == "style" else element.get("style")
        for wanted in _URL.findall(_COMMENT.sub("", style or "")):
            if _foreign(wanted, served):
                yield wanted
        for attribute in _LOADED:
            wanted = element.get(attribute)
            if _foreign(wanted, served) and not (name == "a" and attribute == _XLINK):
                yield str(wanted)


def _foreign(wanted: str | None, served: Mapping[str, Image]) -> bool:
    """Whether an address is neither served nor in the page itself."""
    address = (wanted or "").strip()
    inside = not address or address.startswith("#") or address.lower().startswith("data:")
    return not inside and address not in served
