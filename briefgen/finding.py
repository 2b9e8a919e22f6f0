"""A finding: one thing wrong, where it stands, and what to type instead.

Stages return their findings beside their result and go on as far as they can, so that one run shows
all of them. How severe a rule is, and its page, stand in :mod:`briefgen.checks`; how findings are
printed, in :mod:`briefgen.formats`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefgen.place import Place

__all__ = ["Finding", "Lack", "Severity"]


class Severity(StrEnum):
    """What a finding does to a build: an error stops it, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(NamedTuple):
    """One problem at one place.

    ``rule`` is its stable name. ``message`` is one sentence on what is wrong; ``hint`` says what to
    type; ``detail`` is further lines for a person (what the source really says, a word-by-word
    difference). ``severity`` is None until :func:`briefgen.checks.rate` has settled it from the
    rule's page and the outline's ``rules:``; a stage sets it only to go below the rule's own.
    """

    rule: str
    message: str
    place: Place
    hint: str = ""
    detail: str = ""
    severity: Severity | None = None


class Lack(Exception):  # noqa: N818 - a lack of the machine's, not an error of the program
    """This machine lacks something (exit status 3). ``remedy`` is the command that installs it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)  # a worker process hands it back
        self.remedy = remedy

    def __str__(self) -> str:
        return str(self.args[0])
