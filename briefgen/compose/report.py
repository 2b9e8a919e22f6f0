"""Report: what a build proved, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.analysis.claims import claims
from briefgen.document import Document, Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.brief import Brief
    from briefgen.finding import Finding

__all__ = ["report", "report_lines"]


def report(brief: Brief, findings: Iterable[Finding]) -> Report:
    """Count what ``brief`` quotes and claims; ``findings`` are those of the whole outline."""
    quotations = [
        quotation
        for field in brief.fields
        for sentence in field.sentences
        for quotation in sentence.quotations
        if quotation.required
    ]
    said = claims(brief)
    letters = Counter(
        citation.passage.seed.letter
        for field in brief.fields
        for cluster in field.clusters
        for citation in cluster.citations
    )
    total = sum(letters.values())
    return Report(
        quotations=len(quotations),
        quotations_proved=sum(quotation.match is not None for quotation in quotations),
        claims=len(said),
        claims_cited=sum(claim.cited for claim in said),
        shares={
            letter: letters[letter] / total
            for letter in sorted(letters, key=lambda one: (len(one), one))
        },
        findings=Counter(str(finding.severity) for finding in findings),
        settings={str(k): str(v) for k, v in brief.selection.outline.rules.items()},
    )


def report_lines(document: Document) -> tuple[str, ...]:
    """What is said of ``document`` at the end of a build, in four lines."""
    facts = document.report
    shares = ", ".join(f"{letter} {share:.0%}" for letter, share in facts.shares.items())
    counts = ", ".join(
        f"{count} {kind}{'' if count == 1 or kind == 'info' else 's'}"
        for kind, count in sorted(facts.findings.items())
    )
    return (
        f"  quotations proved  {facts.quotations_proved}/{facts.quotations}",
        f"  claims cited       {facts.claims_cited}/{facts.claims}",
        f"  citations from     {shares or 'no source'}",
        f"  findings           {counts or 'none'}",
    )
