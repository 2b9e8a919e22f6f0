"""What a build says that it proved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.compose.report import report, report_lines
from briefgen.document import Report
from tests.compose.briefs import brief, composed, examined, outline

if TYPE_CHECKING:
    from pathlib import Path


def test_counts(tmp_path: Path) -> None:
    text = outline(
        'It "will be reconstituted into a joint force" [@usfj; @talks]. It is "so" [@usfj].\n'
        "This is not cited at all.\n\nIs it?\n\n> seeks to reshape the order [@reshape]",
        "rules: {single-source: off}\n",
    )
    found = examined(tmp_path, text)
    facts = report(brief(tmp_path, text), found.findings)
    assert (facts.quotations, facts.quotations_proved) == (2, 2)
    assert (facts.claims, facts.claims_cited) == (4, 3)
    assert facts.shares == {"A": 0.75, "B": 0.25}
    assert facts.settings == {"single-source": "off"}
    assert sum(facts.findings.values()) == len(found.findings)
    assert facts.findings["warning"] >= 1
    assert not checks.stops(found.findings, strict=False)


def test_lines_for_a_person(tmp_path: Path) -> None:
    document = composed(tmp_path, outline("One [@usfj]."))
    facts = Report(3, 2, 10, 9, {"A": 2 / 3, "B": 1 / 3}, {"warning": 2, "info": 3, "error": 1}, {})
    assert report_lines(replace(document, report=facts)) == (
        "  quotations proved  2/3",
        "  claims cited       9/10",
        "  citations from     A 67%, B 33%",
        "  findings           1 error, 3 info, 2 warnings",
    )


def test_lines_of_a_brief_that_cites_nothing(tmp_path: Path) -> None:
    text = "title: T\nsections: [{id: s, title: S, judgment: Ours.}]\n"
    document = composed(tmp_path, text)
    assert report_lines(document) == (
        "  quotations proved  0/0",
        "  claims cited       0/0",
        "  citations from     no source",
        "  findings           none",
    )
    assert (document.notes, document.sources, document.evidence, document.coverage) == (
        (),
        (),
        (),
        (),
    )
