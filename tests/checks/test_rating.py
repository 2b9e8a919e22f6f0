"""Severity: a rule's own, what an outline may set, and what stops a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import checks
from briefgen.checks import may_be_lowered, rate, severity, stops
from briefgen.finding import Finding, Severity
from briefgen.place import Place, TextFile

FILE = TextFile(Path("/project/b.yaml"), "one\ntwo\n")


def finding(
    rule: str, start: int = 0, own: Severity | None = None, file: TextFile = FILE
) -> Finding:
    return Finding(rule, "it is wrong", Place(file, start, start + 1), severity=own)


def test_every_rule_has_a_page_and_a_severity() -> None:
    assert "unknown-key" in checks.RULES
    for rule in checks.RULES:
        assert isinstance(severity(rule), Severity)
        assert checks.page(rule)


def test_a_rule_looks_at_briefs_or_another_stage_reports_it() -> None:
    assert len(checks._LOOKING) > 20
    assert len(checks._REPORTED) > 20
    for rule in checks.RULES:
        looks = bool({"check", "check_outline"} & vars(checks._module(rule)).keys())
        assert looks is (rule in checks._LOOKING), rule


def test_a_rule_has_its_own_severity_unless_set() -> None:
    (plain,) = rate([finding("loaded-word")], {})
    assert plain.severity is Severity.WARNING
    (raised,) = rate([finding("loaded-word")], {"loaded-word": "error"})
    assert raised.severity is Severity.ERROR
    (told,) = rate([finding("loaded-word", own=Severity.INFO)], {})
    assert told.severity is Severity.INFO
    assert rate([finding("loaded-word")], {"loaded-word": "off"}) == ()


def test_an_error_stays_one_whatever_is_set() -> None:
    for setting in ("off", "info", "warning"):
        (kept,) = rate([finding("unknown-key")], {"unknown-key": setting})
        assert kept.severity is Severity.ERROR


def test_only_a_limit_of_length_can_be_given_up() -> None:
    errors = {rule for rule in checks.RULES if severity(rule) is Severity.ERROR}
    assert {rule for rule in errors if may_be_lowered(rule)} == {"over-limit"}
    (lowered,) = rate([finding("over-limit")], {"over-limit": "warning"})
    assert lowered.severity is Severity.WARNING


def test_order_is_that_of_the_files_and_each_is_told_once() -> None:
    other = TextFile(Path("/project/a.yaml"), "x")
    again = TextFile(FILE.path, FILE.text)
    rated = rate(
        [
            finding("unknown-key", 4),
            finding("unknown-key", 1),
            finding("missing-key", 1),
            finding("unknown-key", 0, file=other),
            finding("unknown-key", 1, file=again),
        ],
        {},
    )
    assert [(each.place.file.path.name, each.place.start, each.rule) for each in rated] == [
        ("a.yaml", 0, "unknown-key"),
        ("b.yaml", 1, "missing-key"),
        ("b.yaml", 1, "unknown-key"),
        ("b.yaml", 4, "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("rules", "plain", "strict"),
    [((), False, False), (("loaded-word",), False, True), (("unknown-key",), True, True)],
)
def test_what_stops_a_build(rules: tuple[str, ...], plain: bool, strict: bool) -> None:
    rated = rate([finding(rule) for rule in rules], {})
    assert stops(rated, strict=False) is plain
    assert stops(rated, strict=True) is strict
