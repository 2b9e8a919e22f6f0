"""What a build counts as claims, and as cited."""

from __future__ import annotations

from pathlib import Path

from briefgen.analysis.claims import claims
from briefgen.examine import examine

ROOT = Path(__file__).parents[2]
LIBRARY = Path(__file__).parents[1] / "checks" / "library"


def test_every_claim_of_the_real_brief_is_cited() -> None:
    briefs = examine(ROOT / "briefs" / "us-japan-2plus2.yaml").briefs
    assert len(briefs) == 4
    for brief in briefs:
        found = claims(brief)
        assert len(found) > 5
        assert all(claim.cited for claim in found)


def test_a_citation_that_leads_nowhere_is_not_a_missing_one(tmp_path: Path) -> None:
    outline = tmp_path / "brief.yaml"
    seeds = LIBRARY / "seeds"
    body = "The port is approved [@nothing]. It is large."
    outline.write_text(f"title: T\nseeds: seeds\nsections: [{{id: s, title: S, body: '{body}'}}]\n")
    (tmp_path / "seeds").mkdir()
    for file in seeds.iterdir():
        (tmp_path / "seeds" / file.name).write_bytes(file.read_bytes())
    (brief,) = examine(outline).briefs
    assert [claim.cited for claim in claims(brief)] == [True, False]
