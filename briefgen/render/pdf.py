"""The HTML page as a PDF: tagged (PDF/UA-1), archivable (PDF/A-3a), with its evidence inside.

WeasyPrint gets nothing but the page and the images that the document names; what it would only log
becomes findings.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from briefgen.machine.native import load_weasyprint
from briefgen.render.columns import quick_columns
from briefgen.render.complaints import broken, explain, refused
from briefgen.render.finish import finish, one_link_each, quick_compression
from briefgen.render.lengths import quick_lengths
from briefgen.render.styles import quick_styles
from briefgen.render.tags import remember_boxes
from briefgen.render.wishes import wishes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from briefgen.document import Document
    from briefgen.figure import Image
    from briefgen.finding import Finding
    from briefgen.place import TextFile
    from briefgen.render.page import Page

__all__ = ["Attachment", "Pdf", "warm_up", "write_pdf"]


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF; ``relationship`` is its ``/AFRelationship`` (ISO 32000-2, 7.11.3)."""

    name: str
    data: bytes = field(repr=False)
    description: str
    relationship: Literal["Source", "Data", "Supplement", "Alternative", "Unspecified"] = "Data"


@dataclass(frozen=True)
class Pdf:
    """The bytes of a PDF and the number of its pages."""

    data: bytes = field(repr=False)
    pages: int


def write_pdf(
    document: Document, page: Page, attachments: Sequence[Attachment], files: Sequence[TextFile]
) -> tuple[Pdf | None, tuple[Finding, ...]]:
    """Set ``page``, made for print from ``document``, as a PDF that carries ``attachments``.

    ``files`` are the outline and what else the words come from: a finding is placed where one of
    them has the faulty character or names the faulty image, else at the start of the first. The PDF
    is None where the page asks for what it may not have. Raises :class:`~briefgen.finding.Lack`.
    """
    weasyprint = load_weasyprint()
    remember_boxes(weasyprint)
    quick_columns(weasyprint)
    quick_lengths(weasyprint)
    quick_styles(weasyprint)
    quick_compression(weasyprint.pdf.pydyf)
    created = _date(document)
    text = _BEFORE_INLINE.sub(r"\1 ", _BEFORE_MARK.sub("<span> </span><mark>", page.html))
    inside = [_attached(weasyprint, each, created) for each in attachments]
    asked: list[str] = []
    pdf: Pdf | None = None
    try:
        with _log(weasyprint) as records, _few_collections():
            fetcher = _fetcher(weasyprint, page.images, asked)
            html = weasyprint.HTML(string=text, url_fetcher=fetcher)
            asked += wishes(html.etree_element, page.images)
            if asked:
                raise weasyprint.urls.FatalURLFetchingError(asked[0])
            pages = html.render(pdf_variant=_VARIANT, presentational_hints=True)
            one_link_each(pages)
            pages.metadata = _metadata(weasyprint, pages.metadata, created)
            data = pages.write_pdf(
                pdf_variant=_VARIANT,
                attachments=inside,
                finisher=lambda pages, pdf: finish(weasyprint, pages, pdf, dated=bool(created)),
            )
            pdf = Pdf(data, len(pages.pages))
    except weasyprint.urls.FatalURLFetchingError:
        assert asked
    except Exception as error:
        # The page may be a stranger's: 500 nested boxes end in RecursionError, some styles in others.
        return None, (broken(error, page),)
    if asked:
        return None, tuple(refused(url, page, files) for url in dict.fromkeys(asked))
    return pdf, explain(records, page, files)


def warm_up() -> bytes:
    """Set a page with one word, the PDF of which nobody wants.

    *Why*: whatever WeasyPrint and the libraries below it do once in a process (fonts are listed, parts
    are imported) is done then, in the process that those which set documents are forked from.
    """
    weasyprint = load_weasyprint()
    page = '<!DOCTYPE html><html lang="en"><title>A</title><p>A <b>A</b></p>'
    with _log(weasyprint):
        html = weasyprint.HTML(string=page, url_fetcher=_fetcher(weasyprint, {}, []))
        data: bytes = html.write_pdf(pdf_variant=_VARIANT)
    return data


_VARIANT = "pdf/a-3a"

# WeasyPrint 70 breaks a line after its first word if the text before an element fits but for its
# last space. So the space goes into the element; one of its own, where the element is colored.
_BEFORE_INLINE = re.compile(r"[ \t\r\n]+((?:<(?:a|code|em|span|strong|sub|sup)\b[^>]*>)+)")
_BEFORE_MARK = re.compile(r"[ \t\r\n]+<mark>")


def _date(document: Document) -> datetime | None:
    """The day of publication, else the time that SOURCE_DATE_EPOCH names, else None; in UTC.

    A year or month stands for its first day. Source: reproducible-builds.org/specs.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if document.published_iso:
        year, month, day = (*map(int, document.published_iso.split("-")), 1, 1)[:3]
        return datetime(year, month, day, tzinfo=UTC)
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None


def _fetcher(weasyprint: ModuleType, images: Mapping[str, Image], asked: list[str]) -> Any:
    """Serves ``images`` and what a style sheet holds itself; any other address is kept in ``asked``.

    It stops the work, except inside a drawing, where WeasyPrint goes on without.

    *Why*: WeasyPrint's own fetcher reads the network and all files of this machine.
    """

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in images:
                image = images[url]
                return weasyprint.urls.URLFetcherResponse(
                    url, image.data, headers={"Content-Type": image.media_type}
                )
            if url.lower().startswith("data:"):
                return super().fetch(url, headers)
            asked.append(url)
            raise weasyprint.urls.FatalURLFetchingError(url)

    return Fetcher(allowed_protocols=("data",))


@contextmanager
def _log(weasyprint: ModuleType) -> Iterator[list[logging.LogRecord]]:
    """What WeasyPrint logs while it works."""
    keeper = _Keeper(logging.WARNING)
    weasyprint.LOGGER.addHandler(keeper)
    try:
        with warnings.catch_warnings():
            # WeasyPrint leaves the file of its color profile open.
            warnings.simplefilter("ignore", ResourceWarning)
            yield keeper.records
    finally:
        weasyprint.LOGGER.removeHandler(keeper)


class _Keeper(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the garbage collector rest: layout makes a million objects, and few of them are garbage."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


# PDF/UA's mark, and the description of it that PDF/A asks for (ISO 19005-3, 6.6.2.3.3; the schema as
# the PDF Association's technical note 0008 has it). WeasyPrint's `xmp_metadata` would make a second
# RDF block, which readers pass over.
_PDF_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def _metadata(weasyprint: ModuleType, found: Any, created: datetime | None) -> Any:
    """The document's properties as WeasyPrint ``found`` them in the page, marked as PDF/UA too."""

    class Metadata(weasyprint.document.DocumentMetadata):  # type: ignore[misc, name-defined]
        def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
            rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
            return rdf.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>")

    date = created.strftime("%Y-%m-%dT%H:%M:%SZ") if created else None
    return Metadata(**{**vars(found), "created": date, "modified": date})


def _attached(weasyprint: ModuleType, each: Attachment, created: datetime | None) -> Any:
    # Without dates WeasyPrint would take the clock's; `finish` takes these out again.
    date = created or datetime.fromtimestamp(0, UTC)
    return weasyprint.Attachment(
        string=each.data,
        name=each.name,
        description=each.description,
        relationship=each.relationship,
        created=date,
        modified=date,
    )
