"""The built pages, and the documents that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.build import Built
    from briefgen.document import Document

AUDIENCES = ["analyst", "legislator", "minister", "public"]


def document_of(built: Built, audience: str) -> Document:
    (found,) = [document for document in built.documents if document.audience == audience]
    return found


def file_of(built: Built, audience: str) -> Path:
    (found,) = [path for path in built.files if path.name.endswith(f"-{audience}.html")]
    return found
