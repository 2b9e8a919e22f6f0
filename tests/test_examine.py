"""What is known before anything is set: every stage's findings in one run, for whom they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.examine import examine
from tests.forge import OUTLINE, SOURCES, project

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.examine import Examined


def rules(examined: Examined, severity: str = "error") -> list[str]:
    return [finding.rule for finding in examined.findings if finding.severity == severity]


def test_a_brief_in_order_has_nothing_to_report(tmp_path: Path) -> None:
    examined = examine(project(tmp_path))
    assert rules(examined) == []
    assert [brief.selection.audience for brief in examined.briefs] == ["desk", "minister"]
    read = {file.path.name for file in examined.files}
    assert {"harbor.yaml", "sources.yaml", "port.txt", "gazette.txt", "template.yaml"} <= read
    assert [passage.id for passage in examined.passages] == [
        "agreed",
        "flag",
        "survey",
        "patrol",
        "gift",
        "fear",
    ]


def test_the_findings_of_all_stages_come_in_one_run_in_their_order(tmp_path: Path) -> None:
    outline = (
        OUTLINE.replace("language: en-US", "langage: en-US")
        .replace("quote: agreed to reopen the", "quote: agreed to open the")
        .replace("[@survey]", "[@serve]")
        .replace('"call the plan', '"call this plan')
        .replace("template: one-page", "template: two-page")
    )
    sources = SOURCES.replace("from: togetherfrom", "from: togetherform")
    examined = examine(project(tmp_path, outline, sources=sources))
    found = [
        (finding.place.file.path.name, finding.place.line, finding.rule)
        for finding in examined.findings
        if finding.severity == "error"
    ]
    assert found == [
        ("harbor.yaml", 2, "unknown-key"),
        ("harbor.yaml", 8, "quote-not-found"),
        ("harbor.yaml", 17, "quote-not-found"),
        ("harbor.yaml", 24, "unknown-passage"),
        ("harbor.yaml", 27, "misquote"),
        ("harbor.yaml", 30, "misquote"),
        ("harbor.yaml", 40, "wrong-value"),
        ("sources.yaml", 13, "wrong-value"),
    ]


def test_no_outline_is_one_finding(tmp_path: Path) -> None:
    project(tmp_path)
    examined = examine(tmp_path / "briefs" / "harbour.yaml")
    (finding,) = examined.findings
    assert (finding.rule, finding.severity) == ("missing-file", "error")
    assert finding.hint == "did you mean `harbor.yaml`?"
    assert examined.outline is None
    assert examined.briefs == ()


def test_only_the_wanted_audience_is_told_of(tmp_path: Path) -> None:
    body = "default: The lane is open [@agreed].\n      desk: The lane is open [@nowhere]."
    outline = OUTLINE.replace(
        'body: |\n      Cargo goes "unchecked for thirty days" according to insurers [@gift].',
        f"body:\n      {body}",
    )
    path = project(tmp_path, outline)
    assert rules(examine(path)) == ["unknown-passage"]
    assert rules(examine(path, ["desk"])) == ["unknown-passage"]
    minister = examine(path, ["minister"])
    assert rules(minister) == []
    assert [brief.selection.audience for brief in minister.briefs] == ["minister"]


def test_a_passage_that_another_audience_uses_is_used(tmp_path: Path) -> None:
    """Whether a passage is used at all cannot be said from one document."""
    path = project(
        tmp_path, OUTLINE.replace("desk: {template: committee}", "desk: {sections: [lane]}")
    )
    outline = path.read_text("utf-8").replace("{template: one-page}", "{sections: [cost]}")
    path.write_text(outline, "utf-8")
    found = examine(path, ["minister"]).findings
    assert "unused-passage" not in [finding.rule for finding in found]
    path.write_text(outline.replace("[@survey]", "[@agreed]"), "utf-8")
    (unused,) = [f for f in examine(path, ["minister"]).findings if f.rule == "unused-passage"]
    assert "`survey`" in unused.message


def test_an_audience_that_is_not_declared(tmp_path: Path) -> None:
    examined = examine(project(tmp_path), ["ministre"])
    (finding,) = [f for f in examined.findings if f.severity == "error"]
    assert finding.rule == "unknown-audience"
    assert finding.message == "there is no audience `ministre`"
    assert finding.hint == "did you mean `minister`?"
    assert finding.place.excerpt.strip().startswith("minister:")


def test_an_audience_of_an_outline_without_any(tmp_path: Path) -> None:
    examined = examine(project(tmp_path, "title: T\nsections: [{id: s, title: S}]\n"), ["x"])
    (finding,) = [f for f in examined.findings if f.rule == "unknown-audience"]
    assert finding.hint == "leave out --audience: the outline has one text for all"


def test_a_citation_style_that_is_not_there_is_told_without_a_build(tmp_path: Path) -> None:
    def hint(name: str) -> str:
        found = examine(project(tmp_path, f"citations: {name}\n{OUTLINE}")).findings
        (finding,) = [f for f in found if f.severity == "error"]
        assert (finding.rule, finding.place.line, finding.place.column) == ("wrong-value", 1, 12)
        return finding.hint

    assert hint("chicago-nites-bibliography").startswith("did you mean `chicago-notes-biblio")
    assert hint("ours.csl") == "lay the file beside the outline, or in a folder `styles/` there"


def test_a_citation_style_beside_the_outline_is_read(tmp_path: Path) -> None:
    outline = project(tmp_path, f"citations: ours.csl\n{OUTLINE}")
    (outline.parent / "ours.csl").write_text("<style/>", encoding="utf-8")
    examined = examine(outline)
    assert rules(examined) == ["wrong-value"]
    assert "ours.csl" in {file.path.name for file in examined.files}


def test_what_comes_from_another_outline_is_told_of_there(tmp_path: Path) -> None:
    project(tmp_path, OUTLINE.replace('"call the plan', '"call this plan'))
    (tmp_path / "briefs" / "short.yaml").write_text(
        "extends: harbor.yaml\ntitle: Shorter\nsections:\n  - id: cost\n    title: The bill\n",
        "utf-8",
    )
    examined = examine(tmp_path / "briefs" / "short.yaml")
    (finding,) = [f for f in examined.findings if f.severity == "error"]
    assert (finding.place.file.path.name, finding.place.line) == ("harbor.yaml", 30)
    titles = {f.text for f in examined.briefs[0].fields if f.name.endswith("title")}
    assert titles == {"Shorter", "The shipping lane", "The bill"}


def test_a_lock_file_that_is_none(tmp_path: Path) -> None:
    path = project(tmp_path)
    path.with_name("harbor.lock.json").write_text("{", "utf-8")
    (finding,) = [f for f in examine(path).findings if f.severity == "error"]
    assert finding.place.file.path.name == "harbor.lock.json"
    assert "delete it" in finding.hint


def test_the_outline_rates_its_findings(tmp_path: Path) -> None:
    body = "      Nobody was asked about it, says the town.\n    judgment: |\n      We think"
    outline = OUTLINE.replace("    judgment: |\n      We think", body)
    assert outline != OUTLINE
    assert "uncited-claim" in rules(examine(project(tmp_path, outline)), "warning")
    for setting, found in (("error", 1), ('"off"', 0)):
        rated = examine(project(tmp_path, f"{outline}rules: {{uncited-claim: {setting}}}\n"))
        assert rules(rated).count("uncited-claim") == found
        assert "uncited-claim" not in rules(rated, "warning")


def test_the_two_rules_that_hold_the_promise_cannot_be_lowered(tmp_path: Path) -> None:
    outline = OUTLINE.replace('"call the plan', '"call this plan')
    rated = examine(project(tmp_path, f'{outline}rules: {{misquote: "off"}}\n'))
    assert "misquote" in rules(rated)


def test_a_text_for_nobody_is_one_finding(tmp_path: Path) -> None:
    outline = "title: T\nsections: [{id: s, title: S}]\nquestions: [{text: What now?}]\n"
    found = [f for f in examine(project(tmp_path, outline)).findings if f.severity == "error"]
    assert [(f.rule, f.message) for f in found] == [
        ("unknown-audience", "there is no audience `text`")
    ]
