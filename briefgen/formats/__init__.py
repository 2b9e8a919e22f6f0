"""Print findings: for a person, for a script, for an editor, for the services that show them.

Every format gets the same findings, rated by :mod:`briefgen.checks`; none of them changes one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefgen.finding import Finding

__all__ = ["Format", "default_format", "print_findings", "wants_color"]


class Format(StrEnum):
    """How findings are printed."""

    HUMAN = "human"
    SHORT = "short"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def default_format(environ: Mapping[str, str]) -> Format:
    """The format that suits where the program runs; GitHub sets GITHUB_ACTIONS in its runners."""
    return Format.GITHUB if environ.get("GITHUB_ACTIONS") == "true" else Format.HUMAN


def wants_color(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to print in color: on a terminal that has it, unless NO_COLOR (no-color.org) is set."""
    plain = environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def print_findings(
    findings: Sequence[Finding],
    form: Format,
    *,
    folder: Path,
    strict: bool = False,
    color: bool = False,
) -> str:
    """``findings``, which are rated, in the format ``form``, ready to be written out.

    File names are relative to ``folder``. ``strict`` and ``color`` are for a person: that warnings
    stop the build is said in the last line.
    """
    # Each format is imported where it is chosen; for a person, nothing found is nothing printed.
    match form:
        case Format.HUMAN if not findings:
            return ""
        case Format.HUMAN:
            from briefgen.formats.human import human

            return human(findings, folder, strict=strict, color=color)
        case Format.SHORT:
            from briefgen.formats.machine import short

            return short(findings, folder)
        case Format.JSON:
            from briefgen.formats.machine import as_json

            return as_json(findings, folder)
        case Format.SARIF:
            from briefgen.formats.sarif import sarif

            return sarif(findings, folder)
        case Format.GITHUB:
            from briefgen.formats.machine import github

            return github(findings, folder)
