"""Findings for other programs: one a line, JSON, and the commands of GitHub Actions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefgen.finding import Severity
from briefgen.formats.visible import relative, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.finding import Finding

__all__ = ["as_json", "github", "short"]


def short(findings: Sequence[Finding], folder: Path) -> str:
    """``file:line:column: severity rule: message``, as compilers print it and editors read it."""
    lines = (
        f"{visible(relative(each.place.file.path, folder))}:{each.place.line}:{each.place.column}: "
        f"{each.severity} {each.rule}: {visible(each.message)}\n"
        for each in findings
    )
    return "".join(lines)


def as_json(findings: Sequence[Finding], folder: Path) -> str:
    """``{"findings": [...], "summary": {"errors": n, "warnings": n}}``; columns in code points."""
    listed = [
        {
            "rule": each.rule,
            "severity": each.severity,
            "message": each.message,
            "file": relative(each.place.file.path, folder),
            "line": each.place.line,
            "column": each.place.column,
            "hint": each.hint,
        }
        for each in findings
    ]
    summary = {
        "errors": sum(each.severity is Severity.ERROR for each in findings),
        "warnings": sum(each.severity is Severity.WARNING for each in findings),
    }
    # ASCII only: a lone surrogate or an escape sequence cannot reach who reads it.
    return json.dumps({"findings": listed, "summary": summary}, indent=2) + "\n"


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(findings: Sequence[Finding], folder: Path) -> str:
    """Workflow commands, which GitHub shows beside the line: ``::error file=...::message``."""
    lines = []
    for each in findings:
        place = each.place
        said = "\n".join(part for part in (each.message, each.detail, each.hint) if part)
        properties = {
            "file": relative(place.file.path, folder),
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.column + place.width),
            "title": each.rule,
        }
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        command = _COMMANDS[each.severity or Severity.ERROR]
        lines.append(f"::{command} {listed}::{_data(said)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    """Escaped as actions/toolkit does: what would end the command, and the escape itself."""
    lines = (visible(line) for line in text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
