"""The state of a preview as the page is told it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.formats.visible import excerpt, relative, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.finding import Finding
    from briefgen.preview.desk import Desk, View

__all__ = ["findings", "state"]

MOST_EDITED = 20_000
"""Characters of an edit that are sent before anybody asks for the page."""


def state(desk: Desk) -> dict[str, Any]:
    """What is shown beside the documents and the findings, ready for JSON."""
    return {
        "number": desk.number,
        "outline": visible(desk.path.name),
        "phase": desk.phase,
        "broken": desk.broken,
        "library": desk.shelf.version,
        "audiences": [_audience(name, view) for name, view in desk.views.items()],
    }


def findings(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """All that was found, ready for JSON."""
    folder = Path.cwd()
    return [_finding(finding, folder) for finding in found]


def _audience(name: str, view: View) -> dict[str, Any]:
    page, sheets = view.good or view.page, view.sheets
    size = sum(len(line) + 1 for _, _, lines in view.edits for line in lines)
    return {
        "name": name,
        "version": view.version,
        "base": view.base if size <= MOST_EDITED else "",
        "edits": view.edits if size <= MOST_EDITED else [],
        "broken": view.broken,
        "words": page.words,
        "most_words": page.most_words,
        "pages": sheets.text_pages if sheets else None,
        "most_pages": page.most_pages,
        "sheets": sheets.count if sheets else 0,
        "pdf": sheets.key[:16] if sheets else "",
        "setting": view.setting,
        "why": visible(sheets.why) if sheets else "",
    }


def _finding(finding: Finding, folder: Path) -> dict[str, Any]:
    place = finding.place
    return {
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": visible(finding.message),
        "where": f"{visible(relative(place.file.path, folder))}:{place.line}:{place.column}",
        "path": str(place.file.path),
        "line": place.line,
        "column": place.column,
        "excerpt": excerpt(place),
        "detail": "\n".join(visible(line) for line in finding.detail.splitlines()),
        "hint": visible(finding.hint),
    }
