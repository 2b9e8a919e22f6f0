"""Findings in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefgen import __version__
from briefgen.checks import page, severity
from briefgen.finding import Severity
from briefgen.formats.visible import relative

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.finding import Finding
    from briefgen.place import Place

__all__ = ["sarif"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Sequence[Finding], folder: Path) -> str:
    """One run with a result for each finding; the rules that fired come with their pages."""
    rules = sorted({finding.rule for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "briefgen",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule), folder) for finding in findings],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, indent=2) + "\n"


def _rule(rule: str) -> dict[str, Any]:
    text = page(rule)
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.split("-")),
        "shortDescription": {"text": text.partition("\n")[0]},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[severity(rule)]},
    }


def _result(finding: Finding, index: int, folder: Path) -> dict[str, Any]:
    said = (finding.message, finding.detail, f"Hint: {finding.hint}" if finding.hint else "")
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity or Severity.ERROR],
        "message": {"text": "\n".join(part for part in said if part)},
        "locations": [{"physicalLocation": _location(finding.place, folder)}],
    }


def _location(place: Place, folder: Path) -> dict[str, Any]:
    name = relative(place.file.path, folder)
    if name.startswith("../") or (place.file.path.anchor and name == place.file.path.as_posix()):
        artifact = {"uri": place.file.path.as_uri()}
    else:
        artifact = {"uri": quote(name, errors="replace"), "uriBaseId": "%SRCROOT%"}
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.width,
    }
    return {"artifactLocation": artifact, "region": region}
