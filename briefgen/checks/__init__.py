"""The rules: how severe each is, its page, and what an outline may set.

One module a rule, named by it. Its docstring is the rule's page, which ``briefgen check --explain``
prints: a first line that sums it up, why, an example that fires, what is printed, the remedy. Its
``SEVERITY`` holds unless ``rules:`` in the outline changes it. A rule that looks at briefs stands
here; one whose findings another stage reports, in :mod:`briefgen.checks.reported`.
"""

from __future__ import annotations

import inspect
import os
from importlib import import_module
from typing import TYPE_CHECKING

from briefgen.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from briefgen.brief import Brief
    from briefgen.finding import Finding
    from briefgen.outline import Setting

__all__ = ["RULES", "check", "may_be_lowered", "page", "rate", "severity", "stops"]


_FOLDER = os.path.dirname(__file__)


def _rules(folder: str) -> tuple[str, ...]:
    """The rules whose modules lie in ``folder``."""
    modules = sorted(name for name in os.listdir(folder) if name.endswith(".py"))
    return tuple(name[:-3].replace("_", "-") for name in modules if name != "__init__.py")


_LOOKING = _rules(_FOLDER)
_REPORTED = _rules(os.path.join(_FOLDER, "reported"))
RULES = tuple(sorted(_LOOKING + _REPORTED))
"""The name of every rule."""


def severity(rule: str) -> Severity:
    """How severe ``rule`` is unless an outline says otherwise."""
    own: Severity = _module(rule).SEVERITY
    return own


def page(rule: str) -> str:
    """The page of ``rule``: plain text, its first line a summary."""
    return inspect.cleandoc(_module(rule).__doc__ or "")


def _module(rule: str) -> ModuleType:
    package = f"{__name__}.reported" if rule in _REPORTED else __name__
    return import_module(f"{package}.{rule.replace('-', '_')}")


def check(wanted: Sequence[Brief], every: Sequence[Brief]) -> Iterator[Finding]:
    """What all rules find.

    A rule's ``check`` looks at each of the ``wanted`` briefs; ``check_outline`` at ``every`` brief of
    the outline together, because what one audience leaves out another may have.
    """
    for rule in _LOOKING:
        module = _module(rule)
        if hasattr(module, "check"):
            for brief in wanted:
                yield from module.check(brief)
        if every and hasattr(module, "check_outline"):
            yield from module.check_outline(every)


def may_be_lowered(rule: str) -> bool:
    """Whether an outline may make ``rule`` less than an error.

    *Why* not every error: a build without errors promises that each quotation, citation and page
    holds. Only a limit of length is the author's own to give up.
    """
    return severity(rule) is not Severity.ERROR or rule == "over-limit"


def rate(findings: Iterable[Finding], settings: Mapping[str, Setting]) -> tuple[Finding, ...]:
    """``findings`` with their severity settled, in the order of their files, each once.

    ``settings`` are the outline's ``rules:``. A finding whose rule is off is dropped.
    """
    rated = {}
    for finding in findings:
        setting = settings.get(finding.rule) if may_be_lowered(finding.rule) else None
        if setting != "off":
            own = finding.severity or severity(finding.rule)
            place = finding.place
            settled = finding._replace(severity=Severity(setting) if setting else own)
            line = (str(place.file.path), place.line, place.column, place.end)
            rated[line, finding.rule, finding.message] = settled
    return tuple(rated[key] for key in sorted(rated))


def stops(findings: Iterable[Finding], *, strict: bool) -> bool:
    """Whether a build ends here: on an error, and under ``strict`` on a warning too.

    A warning stays a warning under ``strict``; only the exit status differs.
    """
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in fatal for finding in findings)
