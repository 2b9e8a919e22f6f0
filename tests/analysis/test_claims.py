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


def test_what_a_coverage_shows_is_the_brief_in_any_language(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for file in (LIBRARY / "seeds").iterdir():
        (tmp_path / "seeds" / file.name).write_bytes(file.read_bytes())
    outline = tmp_path / "brief.yaml"
    outline.write_text(
        "title: T\nlanguage: de\nsections:\n- id: s\n  title: S\n  body: Der Hafen ist genehmigt.\n"
        "  figures: [{coverage: true, title: Alles ruht auf einer Quelle}]\n"
    )
    (brief,) = examine(outline).briefs
    assert [claim.field.name for claim in claims(brief)] == ["sections.s.body"]
