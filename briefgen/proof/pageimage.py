"""Pages of a PDF as pictures."""

from __future__ import annotations

from io import BytesIO

__all__ = ["page_count", "page_image"]


def page_count(pdf: bytes) -> int:
    """The number of its pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_image(pdf: bytes, number: int, width: int) -> bytes | None:
    """Page ``number``, counted from 1, as a PNG of ``width`` pixels; None if there is no such page.

    PDFium may be used by one thread at a time only: see to it.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 0 < number <= len(document):
            return None
        page = document[number - 1]
        image = page.render(scale=width / page.get_width()).to_pil()
        written = BytesIO()
        image.save(written, "PNG", compress_level=1)
        return written.getvalue()
    finally:
        document.close()
