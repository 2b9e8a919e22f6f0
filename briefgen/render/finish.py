"""What WeasyPrint 70 leaves out of a tagged PDF, put in before it is written."""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.render.tags import mend_tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

__all__ = ["finish", "one_link_each", "quick_compression"]


@cache
def quick_compression(pydyf: Any) -> None:
    """Let ``pydyf`` compress as zlib does of its own accord from now on.

    *Why*: its level 9 takes four times as long as that, and makes a brief a twenty-fifth smaller.
    """

    class Zlib:
        @staticmethod
        def compressobj(level: int) -> Any:
            return zlib.compressobj()

    pydyf.zlib = Zlib


def one_link_each(pages: Any) -> None:
    """Let an element have one link in each place: WeasyPrint makes one more of each box inside it.

    *Why*: a screen reader would say the link three times, and a box that is no link of its own has no
    tag that a link may have (ISO 14289-1, 7.18.5).
    """
    for page in pages.pages:
        links: list[Any] = []
        for kind, target, area, box in page.links:
            if box.link or not links or links[-1][1] != target:
                links.append((kind, target, area, box))
            else:
                around = links[-1][2]
                both = (*map(min, area[:2], around[:2]), *map(max, area[2:], around[2:]))
                links[-1] = (kind, target, both, links[-1][3])
        page.links[:] = links


def finish(weasyprint: ModuleType, pages: Any, pdf: Any, *, dated: bool) -> None:
    """Complete ``pdf``, made of the laid-out ``pages``; without ``dated`` it shall have no dates."""
    pydyf = weasyprint.pdf.pydyf
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            _scope(pdf, item)
    _link_texts(pydyf, pages)
    mend_tags(weasyprint, pdf)
    if files := pdf.catalog.get("AF"):
        # WeasyPrint names each file twice: once for its name, once for itself.
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(files))
    if not dated:
        _undated(pdf)
    as_bytes = _as_bytes(pydyf)
    pdf.objects[:] = [as_bytes(item) for item in pdf.objects]


def _scope(pdf: Any, header: Any) -> None:
    """Say whether a header cell heads its row or its column (ISO 14289-1, 7.5)."""
    row = _object(pdf, header["P"])
    group = _object(pdf, row["P"])["S"]
    said = header.box.element.get("scope")
    heads_row = said == "row" or (said != "col" and group == "/TBody")
    header["A"]["Scope"] = "/Row" if heads_row else "/Column"


def _link_texts(pydyf: Any, pages: Any) -> None:
    """Say where each link leads in words (ISO 14289-1, 7.18.5): WeasyPrint gives the bare address."""
    for page in pages.pages:
        for kind, _target, _rectangle, box in page.links:
            if kind in ("internal", "external") and box.link_annotation:
                label = box.element.get("aria-label") or " ".join(_words(box.element))
                if text := " ".join(label.split()):
                    box.link_annotation["Contents"] = pydyf.String(text)


def _words(element: Any) -> Iterator[str]:
    """What is read of a link: its text, and the alternatives of its images."""
    for each in element.iter():
        yield each.get("alt") or ""
        yield each.text or ""
        if each is not element:
            yield each.tail or ""


def _undated(pdf: Any) -> None:
    for item in pdf.objects:
        extra = getattr(item, "extra", None) or {}
        if extra.get("Type") == "/EmbeddedFile":
            for key in ("CreationDate", "ModDate"):
                extra["Params"].pop(key, None)


@cache
def _as_bytes(pydyf: Any) -> Any:
    """Makes an object of a PDF one whose bytes are worked out already.

    *Why*: pydyf 0.13 works out and compresses all of them once to write them, and once more for the
    hash that identifies the file.
    """

    class Bytes(pydyf.Object):  # type: ignore[misc]
        data = b""
        compressible = False

        def __init__(self, item: Any) -> None:
            self.number, self.generation, self.free = item.number, item.generation, item.free
            self.offset = item.offset
            self.compressible = item.compressible
            if item.free != "f":
                self.data = item.data

    return Bytes


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
