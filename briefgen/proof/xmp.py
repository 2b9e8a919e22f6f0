"""The properties of a document: its XMP metadata, as a PDF holds them (ISO 16684-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from briefgen.proof.pdffile import kind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DC", "PDF", "PDFA", "UA", "XMP", "properties"]

DC = "http://purl.org/dc/elements/1.1/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
UA = "http://www.aiim.org/pdfua/ns/id/"
XMP = "http://ns.adobe.com/xap/1.0/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def properties(file: Any) -> Mapping[tuple[str, str], str]:
    """Text of each property of an open ``file`` by namespace and name; none if there is no XML.

    Only for files of our own: their metadata have no document type, which could make them explode.
    """
    stream = file.Root.get("/Metadata")
    values: dict[tuple[str, str], str] = {}
    if kind(stream) != "stream":
        return values
    try:
        tree = ElementTree.fromstring(stream.read_bytes())
    except ElementTree.ParseError:
        return values
    for description in tree.iter(f"{{{_RDF}}}Description"):
        for name, text in description.attrib.items():
            values[_split(name)] = text
        for each in description:
            values[_split(each.tag)] = " ".join(" ".join(each.itertext()).split())
    return values


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.lstrip("{").rpartition("}")
    return space, local
