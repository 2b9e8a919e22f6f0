"""The outline cut for one audience: what is hidden is gone, and nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.place import Place, Text, TextFile
from briefgen.read import read_outline
from briefgen.select import select, settings
from briefgen.template import Manifest, Template
from tests.compose.briefs import calls, composed, strings
from tests.project import write

if TYPE_CHECKING:
    from briefgen.finding import Finding
    from briefgen.outline import Outline
    from briefgen.select import Selection

PARTS = (
    "standfirst",
    "bottom_line",
    "key_judgments",
    "sections",
    "differences",
    "timeline",
    "recommendations",
    "questions",
    "glossary",
    "changes",
)


def template(*parts: str, section: tuple[str, ...] = ("bottom_line", "body")) -> Template:
    says = Text("For a test.", Place(TextFile(Path("template.yaml"))))
    return Template("t", Manifest(says, parts or PARTS, section=section))


def outline(folder: Path, text: str) -> Outline:
    read = read_outline(write(folder, {"briefs/brief.yaml": text}))
    assert read.findings == ()
    assert read.value is not None
    return read.value


def cut(
    folder: Path, text: str, audience: str | None = None, made: Template | None = None
) -> tuple[Selection, tuple[Finding, ...]]:
    return select(outline(folder, text), audience, made or template(), {})


def names(selection: Selection) -> list[str]:
    return [value.name for value in selection.values]


SECTIONS = """\
sections:
  - {id: a, title: A, body: a}
  - {id: b, title: B, body: b}
  - {id: c, title: C, body: c}
"""
HIDDEN = """\
title: {default: Open, analyst: ZEBRA title}
standfirst: {analyst: ZEBRA standfirst, default: ""}
bottom_line: {analyst: "ZEBRA [@secret]", default: "Open [@open]."}
key_judgments:
  - {text: {analyst: ZEBRA will, default: ""}, likelihood: likely}
  - {text: "Open enough", confidence: low}
sections:
  - id: hidden
    title: ZEBRA
    bottom_line: ZEBRA
    passages:
      secret: {seed: seed-a, paragraph: 3, speaker: ZEBRA}
    body: ZEBRA [@secret].
    judgment: ZEBRA
    gaps: ZEBRA [@secret].
    figures: [{image: ZEBRA.svg, title: ZEBRA, alt: ZEBRA}]
  - id: shown
    title: {default: Shown, analyst: ZEBRA}
    passages:
      open: {seed: yang-2024, paragraph: 3}
    body: {default: "Open [@open].", analyst: "ZEBRA [@secret; @open]."}
    judgment: {default: "", analyst: ZEBRA}
differences:
  - matter: {analyst: ZEBRA or not, default: ""}
    passages: [secret, open]
    used: We used ZEBRA [@secret].
timeline: [{date: 2024, text: {analyst: "ZEBRA [@secret]", default: ""}}]
recommendations: [{analyst: "ZEBRA [@secret]", default: ""}, "Open [@open]."]
questions: [{analyst: ZEBRA, default: ""}]
glossary: {ZEBRA: {analyst: an animal, default: ""}, HQ: Headquarters}
changes: [{date: 2024, text: {analyst: ZEBRA, default: ""}}]
audiences:
  public: {template: TEMPLATE, sections: [shown]}
  analyst: {to: ZEBRA, purpose: ZEBRA, marking: ZEBRA}
"""


@pytest.mark.parametrize("name", ["full", "explainer", "committee", "one-page"])
def test_nothing_hidden_reaches_a_document(tmp_path: Path, name: str) -> None:
    text = HIDDEN.replace("TEMPLATE", name)
    document = composed(tmp_path, text, "public")
    found = [each for each in strings(document) if "ZEBRA" in each or "secret" in each]
    assert found == []
    assert [each.id for each in document.sources] == ["yang-2024"]
    assert document.scales == ()
    numbers = sorted(calls(document))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    if document.citations == "notes":
        assert [note.number for note in document.notes] == numbers


def test_the_same_words_do_reach_who_may_read_them(tmp_path: Path) -> None:
    found = list(strings(composed(tmp_path, HIDDEN.replace("TEMPLATE", "full"), "analyst")))
    assert len([each for each in found if "ZEBRA" in each]) > 15


def test_values_stand_in_the_order_of_the_template(tmp_path: Path) -> None:
    text = "title: T\nstandfirst: S\nbottom_line: B\nglossary: {x: y, a: b}\n" + SECTIONS
    selection, findings = cut(tmp_path, text, made=template("glossary", "sections", "standfirst"))
    assert findings == ()
    assert names(selection) == [
        "title",
        "glossary.x",
        "glossary.a",
        "sections.a.title",
        "sections.a.body",
        "sections.b.title",
        "sections.b.body",
        "sections.c.title",
        "sections.c.body",
        "standfirst",
    ]


def test_an_audience_chooses_its_sections_and_their_order(tmp_path: Path) -> None:
    audiences = "audiences: {m: {sections: [c, a]}, n: {sections: []}, o: {}}\n"
    text = "title: T\n" + SECTIONS + audiences
    for audience, expected in (("m", ["c", "a"]), ("n", []), ("o", ["a", "b", "c"])):
        selection, findings = cut(tmp_path, text, audience)
        assert findings == ()
        assert [section.id for section in selection.sections] == expected
        assert [value.text for value in selection.values if value.name.endswith("body")] == expected
        assert selection.audience == audience


def test_roles_say_whose_word_it_is(tmp_path: Path) -> None:
    text = """\
title: T
bottom_line: b
key_judgments: [{text: k}]
sections:
  - id: s
    title: S
    bottom_line: sb
    body: sx
    gaps: sg
    judgment: sj
    figures: [{image: a.png, title: ft, alt: fa, source: fs}]
    passages: {p: {seed: yang-2024, paragraph: 1}}
differences: [{matter: dm, passages: [p, p], used: du}]
timeline: [{date: 2024, text: t}]
recommendations: [r]
questions: [q]
glossary: {g: m}
changes: [{date: 2024, text: c}]
"""
    section = ("figures", "judgment", "bottom_line", "body", "gaps")
    selection, _ = cut(tmp_path, text, made=template(section=section))
    assert [
        (value.text, value.role, value.inline, value.section) for value in selection.values
    ] == [
        ("T", "heading", True, None),
        ("b", "text", False, None),
        ("k", "judgment", False, None),
        ("S", "heading", True, "s"),
        ("ft", "text", True, "s"),
        ("fa", "note", True, "s"),
        ("fs", "note", True, "s"),
        ("sj", "judgment", False, "s"),
        ("sb", "text", False, "s"),
        ("sx", "text", False, "s"),
        ("sg", "note", False, "s"),
        ("dm", "heading", True, None),
        ("du", "judgment", False, None),
        ("t", "text", True, None),
        ("r", "judgment", False, None),
        ("q", "question", False, None),
        ("m", "note", True, None),
        ("c", "note", True, None),
    ]


def test_a_missing_text_is_told_and_an_empty_one_left_out(tmp_path: Path) -> None:
    text = (
        'title: T\nbottom_line: {m: For m}\nstandfirst: {n: "", default: d}\n'
        + SECTIONS
        + "audiences: {m: {}, n: {}}\n"
    )
    selection, findings = cut(tmp_path, text, "n")
    assert "standfirst" not in names(selection)
    (finding,) = findings
    assert (finding.rule, finding.place.line, finding.place.column) == ("missing-key", 2, 18)
    assert finding.message == "`bottom_line` has no text for the audience `n`"
    assert finding.hint == 'add `default:` or `n:`, or an empty text, "", to leave it out'
    selection, findings = cut(tmp_path, text, "m")
    assert findings == ()
    assert selection.values[1].text == "d"
    assert selection.values[2].text == "For m"


def test_without_audiences_the_default_is_printed(tmp_path: Path) -> None:
    selection, findings = cut(tmp_path, "title: {default: T}\n" + SECTIONS)
    assert findings == ()
    assert (selection.audience, selection.values[0].text) == (None, "T")
    assert settings(selection.outline, None).paper == "a4"


def test_an_empty_title_is_told_where_it_stands(tmp_path: Path) -> None:
    text = """\
title: {default: T, m: " "}
sections:
  - id: s
    title: {default: S, m: ""}
audiences: {m: {}, n: {}}
"""
    _, findings = cut(tmp_path, text, "m")
    assert [(each.rule, each.message, each.place.line) for each in findings] == [
        ("wrong-value", "the title is empty", 1),
        ("wrong-value", "the title is empty", 4),
    ]
    assert cut(tmp_path, text, "n")[1] == ()


def test_a_difference_without_a_matter_is_left_out_whole(tmp_path: Path) -> None:
    text = """\
title: T
sections: [{id: s, title: S, passages: {p: {seed: yang-2024, paragraph: 1}}}]
differences: [{matter: {m: "", default: M}, passages: [p, p], used: U}]
audiences: {m: {}, n: {}}
"""
    assert names(cut(tmp_path, text, "m")[0]) == ["title", "sections.s.title"]
    assert names(cut(tmp_path, text, "n")[0])[2:] == ["differences.1.matter", "differences.1.used"]


def test_a_figure_without_a_title_is_left_out_whole(tmp_path: Path) -> None:
    text = """\
title: T
sections:
  - id: s
    title: S
    figures:
      - {image: a.png, title: {m: "", default: F}, alt: A, source: "From [@p]."}
      - {image: b.png, title: G}
audiences: {m: {}, n: {}}
"""
    made = template(section=("figures",))
    figure = "sections.s.figures"
    assert names(cut(tmp_path, text, "m", made)[0])[2:] == [f"{figure}.2.title"]
    assert names(cut(tmp_path, text, "n", made)[0])[2:] == [
        f"{figure}.1.title",
        f"{figure}.1.alt",
        f"{figure}.1.source",
        f"{figure}.2.title",
    ]


def test_a_selection_is_not_changed_by_what_reads_it(tmp_path: Path) -> None:
    selection, _ = cut(tmp_path, "title: T\n" + SECTIONS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        selection.values = ()  # type: ignore[misc]
