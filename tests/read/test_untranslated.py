"""A catalog that lacks words is told once, by a check and by a build alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.build import Settings, build
from briefgen.examine import examine
from briefgen.finding import Severity
from briefgen.formats import Format, print_findings
from briefgen.read.untranslated import messages
from tests.project import write
from tests.render import test_catalogs

if TYPE_CHECKING:
    from pathlib import Path

OUTLINE = """\
title: Samstarf
language: is
sections:
  - id: s
    title: Almennt
    body: Textinn stendur [@yang-2024, para. 2].
rules: {unused-paragraph: "off"}
"""
EVERY = "\n".join(
    f'msgid "{words}"\nmsgstr "{words}"\n'
    for words in (
        each.words
        for name in test_catalogs.TEMPLATES
        for each in messages((test_catalogs.FOLDER / name).read_text(encoding="utf-8"))
        if not each.context and not each.counted
    )
)


def project(folder: Path, catalog: str, **files: str) -> Path:
    own = {f"briefs/templates/{name}": text for name, text in files.items()}
    catalogs = {"briefs/templates/languages/is.po": catalog}
    return write(folder, {"briefs/brief.yaml": OUTLINE, **catalogs, **own})


def told(folder: Path, catalog: str) -> str:
    """What a check prints of the catalog."""
    found = examine(project(folder, catalog)).findings
    gaps = [each for each in found if each.rule == "missing-translation"]
    return print_findings(gaps, Format.HUMAN, folder=folder)


def test_the_gaps_of_a_catalog_are_counted_in_one_finding(tmp_path: Path) -> None:
    text = 'msgid "Sources"\nmsgstr "Heimildir"\n\nmsgid "Version"\nmsgstr ""\n'
    printed = told(tmp_path, text)
    count = printed.partition(" has no words for ")[2].partition(" ")[0]
    assert 60 < int(count) < 170
    assert printed == (
        f"briefs/templates/languages/is.po:4:1: warning: `is.po` has no words for {count} of the "
        f"{int(count) + 1} messages of the templates, which are printed in English: “Version”, "
        f"“Questions for decision”, “Annex %(number)s. %(title)s” and {int(count) - 3} more [missing-translation]\n"
        '  4 | msgid "Version"\n'
        "    | ^~~~~~~~~~~~~~~\n"
        '  hint: write `msgstr "..."` below `msgid "Version"`, and so on: briefgen\'s own `ja.po` has '
        "every message (`briefgen doctor` says where)\n"
        "\n"
        "1 warning in briefs/templates/languages/is.po\n"
    )


def test_what_the_hint_says_mends_it(tmp_path: Path) -> None:
    empty = told(tmp_path, "")
    assert 'hint: write `msgid "Questions for decision"` and below it `msgstr' in empty
    mended = told(tmp_path, 'msgid "Questions for decision"\nmsgstr "Spurningar"\n')
    assert "“Questions for decision”" not in mended
    every = told(tmp_path, EVERY)
    assert 'hint: write `msgctxt "list"`, `msgid ", "` and below it `msgstr' in every
    assert "“, ”" not in told(tmp_path, f'{EVERY}\nmsgctxt "list"\nmsgid ", "\nmsgstr "; "\n')


def test_a_build_tells_the_same_once_and_counts_it(tmp_path: Path) -> None:
    path = project(tmp_path, 'msgid "Sources"\nmsgstr "Heimildir"\n')
    built = build(path, tmp_path / "out", Settings(formats=("md", "html")))
    seen = [
        print_findings(one.findings, Format.JSON, folder=tmp_path) for one in (built, examine(path))
    ]
    assert seen[0] == seen[1]
    gaps = [each for each in built.findings if each.rule == "missing-translation"]
    assert [each.severity for each in gaps] == [Severity.WARNING]
    warnings = sum(each.severity is Severity.WARNING for each in built.findings)
    assert any(f"{warnings} warning" in line for line in built.lines)


def test_words_of_a_template_of_ones_own_are_asked_for(tmp_path: Path) -> None:
    plain = told(tmp_path, EVERY)
    mine = '{{ _("Risks") }}{# _("No") #}{% include "full/more.html.j2" %}'
    more = "{{ ngettext('%(num)s risk', '%(num)s risks', 2) }}"
    path = project(tmp_path, EVERY, **{"full/brief.html.j2": mine, "full/more.html.j2": more})
    (gaps,) = (f for f in examine(path).findings if f.rule == "missing-translation")
    assert "“Risks”, “, ”, “%(num)s risk”" in gaps.message
    assert "Risks" not in plain
    assert "“No”" not in gaps.message


@pytest.mark.parametrize("name", test_catalogs.TEMPLATES)
def test_messages_are_those_that_jinja_finds(name: str) -> None:
    text = (test_catalogs.FOLDER / name).read_text(encoding="utf-8")
    parsed = test_catalogs.messages(test_catalogs.parsed(name))
    assert {(each.context, each.words) for each in messages(text)} == {
        (context or "", words) for context, words in parsed
    }
