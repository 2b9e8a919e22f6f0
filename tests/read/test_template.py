"""Templates by name: the bundled ones, one's own, and names that nothing has."""

from pathlib import Path

import pytest

from briefgen.place import Place, Text, TextFile
from briefgen.read.layout import read_layout
from briefgen.read.template import read_template
from briefgen.resources import bundled


def named(name, folder):
    file = TextFile(folder / "brief.yaml", f"template: {name}")
    return Text(name, Place(file, 10, 10 + len(name)))


def read(name, folder=Path("nowhere")):
    return read_template(named(name, folder) if name else None, folder / "brief.yaml")


@pytest.mark.parametrize("name", ["full", "one-page", "explainer", "committee"])
def test_the_bundled_templates_are_there(name):
    found = read(name)
    assert not found.findings
    assert found.value.name == name
    assert found.value.manifest.description
    for kind in ("html", "md"):
        assert (bundled("templates") / name / f"brief.{kind}.j2").is_file()


def test_without_a_name_it_is_the_full_brief():
    assert read(None).value.name == "full"


def test_only_the_full_brief_prints_the_evidence_and_only_the_sheet_has_tags():
    found = {name: read(name).value.manifest for name in ("full", "one-page", "explainer")}
    assert [name for name, each in found.items() if each.evidence] == ["full"]
    assert [name for name, each in found.items() if each.citations == "tags"] == ["one-page"]


def test_a_misspelled_name_is_told_at_its_place_with_the_right_one():
    found = read("onepage")
    assert found.value is None
    (finding,) = found.findings
    assert finding.rule == "wrong-value"
    assert finding.hint == "did you mean `one-page`?"
    assert finding.place.column == 11


@pytest.mark.parametrize("name", ["../full", "shared", "full/../one-page", "/etc"])
def test_a_path_is_no_name(name):
    (finding,) = read(name).findings
    assert "there is no template" in finding.message


def test_one_s_own_template_is_found_and_its_manifest_held_to_what_it_may_say(tmp_path):
    folder = tmp_path / "templates" / "cabinet"
    folder.mkdir(parents=True)
    manifest = folder / "template.yaml"
    manifest.write_text("description: Cabinet\nparts: [sections]\nsection: [body]\n")
    found = read("cabinet", tmp_path)
    assert not found.findings
    assert found.value.manifest.section == ("body",)
    assert [record.path for record in found.files] == [manifest]
    manifest.write_text("description: Cabinet\nparts: [sektions]\n")
    (finding,) = read("cabinet", tmp_path).findings
    assert finding.place.file.path == manifest
    assert finding.place.line == 2
    assert "sections" in finding.hint


def test_a_folder_with_one_file_leaves_the_others_to_the_bundled_template(tmp_path):
    own = tmp_path / "templates" / "full"
    own.mkdir(parents=True)
    (own / "brief.md.j2").write_text("mine")
    assert read("full", tmp_path).value.manifest.evidence
    layout = read_layout(tmp_path / "brief.yaml").value
    assert layout.file("full", "brief.md.j2").path == own / "brief.md.j2"
    assert layout.file("full", "brief.html.j2").path == bundled("templates") / "full/brief.html.j2"
    assert layout.file("full", "shared/notes.html.j2").path.parent.name == "shared"
