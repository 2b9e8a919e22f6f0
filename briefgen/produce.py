"""Produce: one document in every format asked for, proved.

render -> prove. All that it needs comes in an :class:`Order`, by content, and all that it makes goes
back in a :class:`Product`: no file of a user's is read or written here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.finding import Finding
from briefgen.place import Place
from briefgen.press.then import Then

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.document import Document
    from briefgen.layout import Layout
    from briefgen.place import TextFile
    from briefgen.proof.evidence_file import Evidence
    from briefgen.proof.prove import Problem

__all__ = ["FORMATS", "Order", "Product", "produce"]

FORMATS = ("pdf", "md", "html", "docx")
"""What a document may be written as."""


@dataclass(frozen=True)
class Order:
    """A document to be set in ``formats``, with what it is set and proved with.

    ``files`` are those that its words come from, the outline first; ``places`` says where each of
    its fields was written, by name, and its limit of pages under ``limits.pages``.
    """

    document: Document
    evidence: Evidence
    layout: Layout
    formats: tuple[str, ...]
    files: tuple[TextFile, ...]
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Product:
    """The files that came of an order, by name; a format that could not be set has none.

    ``text_pages`` are the pages of the PDF that a limit counts, None without a PDF.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    text_pages: int | None = None


def produce(order: Order) -> Product | Then[Product]:
    """Set the document. Raises :class:`~briefgen.finding.Lack` where the machine lacks a library.

    Of a PDF set anew it is the task that proves it.
    """
    from briefgen.proof.evidence_file import write_evidence

    name = order.document.name
    record = write_evidence(order.evidence)
    files = {f"{name}.evidence.json": record}
    findings: list[Finding] = []
    text_pages = key = None
    for kind in order.formats:
        if kind == "pdf":
            data, text_pages, key, faults = _set(order, record)
        else:
            data, faults = _written(kind, order)
        findings += faults
        if data is not None:
            files[f"{name}.{kind}"] = data
    product = Product(files, tuple(findings), text_pages)
    return product if key is None else Then(_proved, (_told(order), order.evidence, product, key))


def _written(kind: str, order: Order) -> tuple[bytes | None, Sequence[Finding]]:
    """The document as Markdown, HTML or Word file; None if a finding says why not."""
    from briefgen.render.templates import render_html, render_markdown

    if kind == "docx":
        return _for_word(order)
    if kind == "md":
        text, findings = render_markdown(order.document, order.layout)
        return text.encode() if text is not None else None, findings
    page, findings = render_html(order.document, order.layout, for_print=False)
    return page.html.encode() if page else None, findings


def _for_word(order: Order) -> tuple[bytes | None, Sequence[Finding]]:
    """The document as Word file, read back and held against its evidence."""
    from briefgen.proof.wordfile import prove_docx
    from briefgen.render.templates import render_html
    from briefgen.word.write import write_docx

    page, findings = render_html(order.document, order.layout, for_print=True)
    if page is None:
        return None, findings
    data, faults = write_docx(order.document, page, order.files)
    lost = _lost(prove_docx(data, order.evidence) if data else (), _told(order), "docx")
    return data, (*findings, *faults, *lost)


def _set(
    order: Order, record: bytes
) -> tuple[bytes | None, int | None, str | None, Sequence[Finding]]:
    """The document as PDF, its pages of text, and the name to keep it by once it is proved.

    The name is empty where a finding keeps it from being kept; None without a PDF to be proved.
    """
    from briefgen.cache import pages
    from briefgen.render.pdf import Attachment, write_pdf
    from briefgen.render.templates import render_html

    page, findings = render_html(order.document, order.layout, for_print=True)
    if page is None:
        return None, None, None, findings
    key = pages.key(page, record)
    if kept := pages.get(key):
        return kept.data, kept.text_pages, None, findings
    attached = Attachment(
        "evidence.json",
        record,
        "Every citation and quotation of this brief with its source",
        "Data",
    )
    pdf, faults = write_pdf(order.document, page, [attached], order.files)
    if pdf is None:
        return None, None, None, (*findings, *faults)
    return pdf.data, None, "" if faults else key, (*findings, *faults)


def _proved(told: _Told, evidence: Evidence, product: Product, key: str) -> Product:
    """The ``product`` with its PDF read back and held against its evidence; kept if it is right."""
    from briefgen.cache import pages
    from briefgen.proof.conform import conform
    from briefgen.proof.prove import prove

    pdf = product.files[f"{told.name}.pdf"]
    proof = prove(pdf, evidence)
    # At its place, by the setter.
    known = {finding.rule for finding in product.findings} & {"missing-glyph"}
    problems = [each for each in proof.problems if each.rule not in known]
    lost = tuple(_lost((*problems, *conform(pdf)), told, "pdf"))
    if key and not lost:
        pages.put(key, pages.Kept(pdf, proof.text_pages))
    return replace(product, findings=(*product.findings, *lost), text_pages=proof.text_pages)


@dataclass(frozen=True)
class _Told:
    """Where to tell what a file of the document ``name`` lacks: its fields' places, its template."""

    name: str
    places: Mapping[str, Place]
    template: TextFile | None


def _told(order: Order) -> _Told:
    template = order.layout.file(order.document.template, "brief.html.j2")
    return _Told(order.document.name, order.places, template)


def _lost(problems: Sequence[Problem], told: _Told, kind: str) -> Iterator[Finding]:
    """What the file lacks, at the field of the outline that it is about, or at the template."""
    for problem in problems:
        field = "limits.pages" if problem.rule == "over-limit" else problem.field or "title"
        place = told.places.get(field, told.places["title"])
        if problem.rule == "unfit-pdf" and told.template is not None:
            place = Place(told.template)
        message = f"{told.name}.{kind}: {problem.message}"
        yield Finding(problem.rule, message, place, problem.hint)
