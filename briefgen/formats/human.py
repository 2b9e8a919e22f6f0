"""Findings for a person: where, what, the line with a mark under it, and what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.finding import Severity
from briefgen.formats.visible import excerpt, relative, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.finding import Finding

__all__ = ["human"]

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def human(findings: Sequence[Finding], folder: Path, *, strict: bool, color: bool) -> str:
    """The findings, one or more, one below the other, and a line that counts them."""
    blocks = ["\n".join(_lines(finding, folder, color=color)) for finding in findings]
    return "\n\n".join([*blocks, _summary(findings, folder, strict=strict)]) + "\n"


def _lines(finding: Finding, folder: Path, *, color: bool) -> Iterator[str]:
    place = finding.place
    severity = finding.severity or Severity.ERROR
    where = f"{visible(relative(place.file.path, folder))}:{place.line}:{place.column}"
    word = _painted(severity, _COLORS[severity], color=color)
    yield f"{where}: {word}: {visible(finding.message)} [{finding.rule}]"
    if drawn := excerpt(place):
        line, mark = drawn
        number = str(place.line)
        yield f"  {number} | {line}"
        yield f"  {' ' * len(number)} | {_painted(mark, _COLORS[severity], color=color)}"
    for line in finding.detail.splitlines():
        yield f"  {visible(line)}"
    if finding.hint:
        yield f"  hint: {visible(finding.hint)}"


def _painted(text: str, code: str, *, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _summary(findings: Sequence[Finding], folder: Path, *, strict: bool) -> str:
    """``2 errors, 1 warning in briefs/x.yaml``."""
    found = []
    for severity, one, many in (
        (Severity.ERROR, "error", "errors"),
        (Severity.WARNING, "warning", "warnings"),
        (Severity.INFO, "note", "notes"),
    ):
        if count := sum(finding.severity is severity for finding in findings):
            found.append(f"{count:,} {one if count == 1 else many}")
    files = {relative(finding.place.file.path, folder) for finding in findings}
    where = visible(files.pop()) if len(files) == 1 else f"{len(files)} files"
    warned = any(finding.severity is Severity.WARNING for finding in findings)
    return f"{', '.join(found)} in {where}" + ("; --strict: warnings count" * (strict and warned))
