"""The error catalogue of the rules: an outline in, what a rule prints out. Each case was read by one.

``tests/errors/checks/RULE.txt`` holds cases of three parts, each ended by a line that is a dot: a title,
an outline (which takes ``library/base.yaml`` and changes it), and what the rule prints, nothing where
it is silent.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefgen import checks
from briefgen.examine import examine
from briefgen.formats import Format, print_findings
from tests.project import catalogue, split

LIBRARY = Path(__file__).parent / "library"
CATALOGUE = Path(__file__).parent.parent / "errors" / "checks"

CASES = catalogue(CATALOGUE, named=True)


def printed(folder: Path, rule: str, files: str) -> str:
    """What ``rule`` prints for an outline that changes the library's own."""
    shutil.copytree(LIBRARY, folder, dirs_exist_ok=True)
    for name, text in split(files, "brief.yaml").items():
        written = text if name != "brief.yaml" else f"extends: base.yaml\n{text}"
        (folder / name).write_text(written, encoding="utf-8")
    found = examine(folder / "brief.yaml").findings
    broken = [f for f in found if f.severity == "error" and f.rule != rule]
    assert not broken, broken
    mine = [finding for finding in found if finding.rule == rule]
    text = print_findings(mine, Format.HUMAN, folder=folder)
    return text.rpartition("\n\n")[0] + "\n" if text else ""


@pytest.mark.parametrize(("rule", "files", "expected"), CASES)
def test_printed(rule: str, files: str, expected: str, tmp_path: Path) -> None:
    assert printed(tmp_path, rule, files) == expected


FIRST = {rule: files for rule, files, expected in (case.values for case in CASES[::-1]) if expected}


@pytest.mark.parametrize("rule", [rule for rule in sorted(FIRST) if checks.may_be_lowered(rule)])
def test_an_outline_sets_a_rule_off_or_higher(rule: str, tmp_path: Path) -> None:
    files = re.sub(r"(?m)^rules: .*\n", "", FIRST[rule])
    for setting in ("off", "error"):
        found = printed(tmp_path, rule, f'rules: {{{rule}: "{setting}"}}\n{files}')
        assert (": error: " in found) is (setting == "error")
        assert bool(found) is (setting == "error")


def test_every_rule_that_looks_at_a_brief_fires_and_is_silent() -> None:
    looking = {
        r for r in checks.RULES if {"check", "check_outline"} & vars(checks._module(r)).keys()
    }
    assert len(looking) >= 20
    fires = {case.values[0] for case in CASES if case.values[2]}
    silent = {case.values[0] for case in CASES if not case.values[2]}
    assert looking <= fires
    assert looking <= silent
