"""The rulebook: all rules with their pages, as one Markdown document.

``python -m briefgen.rulebook > docs/rules.md`` writes it.
"""

from __future__ import annotations

from briefgen import checks
from briefgen.finding import Severity

__all__ = ["rulebook"]

_HEAD = """\
# Rules

<!-- Made by `python -m briefgen.rulebook > docs/rules.md` from the pages of the rules. -->

Every problem is a finding of one of these rules. An error stops a build; a warning stops it under
`--strict`; information never does. `briefgen check --explain RULE` prints a rule's page. An outline sets a
rule otherwise with

    rules:
      single-source: "off"      # error, warning, info or off

but an error stays one, for a build without errors is a promise. Only these may be lowered: {lowered}.
"""
_GROUPS = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.INFO: "Information",
}


def rulebook() -> str:
    """The whole document."""
    lowered = [
        f"`{rule}`"
        for rule in checks.RULES
        if checks.severity(rule) is Severity.ERROR and checks.may_be_lowered(rule)
    ]
    parts = [_HEAD.format(lowered=", ".join(lowered))]
    for severity, title in _GROUPS.items():
        rules = [rule for rule in checks.RULES if checks.severity(rule) is severity]
        listed = "\n".join(f"- [`{rule}`](#{rule}): {_summary(rule)}" for rule in rules)
        parts.append(f"**{title}**\n\n{listed}\n")
    parts += [
        f"## {rule}\n\n{checks.severity(rule)}: {checks.page(rule)}\n" for rule in checks.RULES
    ]
    return "\n".join(parts)


def _summary(rule: str) -> str:
    return checks.page(rule).partition("\n")[0]


if __name__ == "__main__":
    print(rulebook(), end="")
