"""An outline out of files: values with their places, what it extends, and how far it is read on."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from briefgen.outline import Wording
from briefgen.place import Text, place_of
from briefgen.read import read_outline
from tests.project import write

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.outline import Outline
    from briefgen.place import Place


def outline(folder: Path, text: str, **bases: str) -> Outline:
    files = {f"briefs/{name}.yaml": base for name, base in bases.items()}
    read = read_outline(write(folder, {"briefs/brief.yaml": text, **files}))
    assert read.findings == ()
    assert read.value is not None
    return read.value


def where(value: object) -> tuple[str, int, int]:
    assert isinstance(value, Text)
    return spot(value.place)


def spot(place: Place) -> tuple[str, int, int]:
    return place.file.path.name, place.line, place.column


WHOLE = """\
title: {default: Joint headquarters, minister: Decide by Friday}
published: 2024-08
language: zh-Hant-TW
standfirst:
authors: [Indo-Pacific desk, 1:30]
sections:
  - id: command
    title: NO
    passages:
      jfhq: {seed: yang-2024, quote: 010, paragraph: 4, span: true, credibility: 2}
    body: |
      Text [@jfhq].
glossary:
  JJOC (Japan): A command.
audiences:
  minister: {sections: [command], limits: {pages: 1}}
rules: {single-source: off}
"""


def test_values_are_as_written_and_know_their_place(tmp_path: Path) -> None:
    read = outline(tmp_path, WHOLE)
    section = read.sections[0]
    passage = section.passages["jfhq"]
    assert section.title["default"] == "NO"
    assert passage.quote == "010"
    assert read.authors == ("Indo-Pacific desk", "1:30")
    assert (passage.paragraph, passage.span, passage.credibility) == (4, True, 2)
    assert read.standfirst is None
    assert where(read.published) == ("brief.yaml", 2, 12)
    assert section.body is not None
    assert where(section.body["default"]) == ("brief.yaml", 12, 7)
    assert spot(section.body["default"].at(6, 11)) == ("brief.yaml", 12, 13)


def test_keys_and_numbers_know_their_place(tmp_path: Path) -> None:
    read = outline(tmp_path, WHOLE)
    section = read.sections[0]
    nowhere = section.id.place
    passages, numbers = section.passages, section.passages["jfhq"].paragraph
    assert [spot(place_of(key, nowhere)) for key in passages] == [("brief.yaml", 10, 7)]
    assert spot(place_of(numbers, nowhere)) == ("brief.yaml", 10, 54)
    assert [spot(place_of(key, nowhere)) for key in read.glossary] == [("brief.yaml", 14, 3)]
    assert [spot(place_of(key, nowhere)) for key in read.audiences] == [("brief.yaml", 16, 3)]
    assert [spot(place_of(key, nowhere)) for key in read.rules] == [("brief.yaml", 17, 9)]
    assert [where(key) for key in read.title] == [("brief.yaml", 1, 9), ("brief.yaml", 1, 38)]
    assert place_of(3, nowhere) is nowhere


def test_text_for_an_audience(tmp_path: Path) -> None:
    title = outline(tmp_path, WHOLE).title
    assert isinstance(title, Wording)
    assert title.for_audience("minister") == "Decide by Friday"
    assert title.for_audience("public") == "Joint headquarters"
    assert title.for_audience(None) == "Joint headquarters"


def test_an_outline_survives_a_process(tmp_path: Path) -> None:
    read = pickle.loads(pickle.dumps(outline(tmp_path, WHOLE)))
    assert where(next(iter(read.glossary))) == ("brief.yaml", 14, 3)


BASE = """\
title: Base
authors: [one, two]
standfirst: From the base.
sections:
  - id: first
    title: First
    body: Base body.
    passages:
      a: {seed: yang-2024, paragraph: 1}
      b: {seed: yang-2024, paragraph: 2}
  - id: second
    title: Second
glossary: {A: a, B: b}
audiences:
  minister: {paper: letter, limits: {pages: 1, words: 400}}
"""
CHANGE = """\
extends: base.yaml
authors: [three]
standfirst:
sections:
  - id: third
    title: Third
  - id: first
    body: Own body.
    passages:
      b: {paragraph: 3}
      c: {seed: seed-a, paragraph: 1}
glossary: {B: beta, C: c}
audiences:
  minister: {limits: {words: 300}}
  public: {}
"""


def test_maps_merge_by_key_sections_by_id_lists_are_replaced(tmp_path: Path) -> None:
    read = outline(tmp_path, CHANGE, base=BASE)
    assert read.title["default"] == "Base"
    assert read.standfirst is None
    assert read.authors == ("three",)
    assert [section.id for section in read.sections] == ["first", "second", "third"]
    first = read.sections[0]
    assert first.title["default"] == "First"
    assert {name: entry.paragraph for name, entry in first.passages.items()} == {
        "a": 1,
        "b": 3,
        "c": 1,
    }
    assert {term: text["default"] for term, text in read.glossary.items()} == {
        "A": "a",
        "B": "beta",
        "C": "c",
    }
    minister = read.audiences["minister"]
    assert (minister.paper, minister.limits.pages, minister.limits.words) == ("letter", 1, 300)
    assert list(read.audiences) == ["minister", "public"]


def test_a_value_knows_the_file_that_it_came_from(tmp_path: Path) -> None:
    read = outline(tmp_path, CHANGE, base=BASE)
    first = read.sections[0]
    assert first.body is not None
    assert where(first.title["default"]) == ("base.yaml", 6, 12)
    assert where(first.body["default"]) == ("brief.yaml", 8, 11)
    assert where(first.passages["b"].seed) == ("base.yaml", 10, 17)


def test_a_chain_reads_each_file_and_records_it(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "briefs/brief.yaml": "extends: middle.yaml\nversion: 3\n",
            "briefs/middle.yaml": "extends: deep/base.yaml\nversion: 2\nseries: M\n",
            "briefs/deep/base.yaml": BASE + "version: 1\nseries: B\ncontact: C\n",
        },
    )
    read = read_outline(path)
    assert read.value is not None
    assert (read.value.version, read.value.series, read.value.contact) == ("3", "M", "C")
    assert [record.path.name for record in read.files] == ["brief.yaml", "middle.yaml", "base.yaml"]


def test_a_chain_ends(tmp_path: Path) -> None:
    files = {f"briefs/{n}.yaml": f"extends: {n + 1}.yaml\n" for n in range(20)}
    write(tmp_path, files)
    read = read_outline(tmp_path / "briefs" / "0.yaml")
    assert [each.rule for each in read.findings] == ["too-large"]


@pytest.mark.parametrize(
    ("fault", "still"),
    [
        ("tittle: T", True),
        ("standfrist: S", True),
        ("colour: blue", True),
        ("published: 2024-13-40", True),
        ("audiences: {minister: {paper: A4}}", True),
        ("authors: desk", False),
        ("key_judgments: [{confidence: high}]", False),
    ],
)
def test_how_far_a_faulty_outline_is_read_on(fault: str, still: bool, tmp_path: Path) -> None:
    path = write(
        tmp_path, {"briefs/brief.yaml": f"title: T\nsections: [{{id: s, title: S}}]\n{fault}\n"}
    )
    read = read_outline(path)
    assert len(read.findings) == 1
    assert (read.value is not None) is still


def test_a_misspelled_key_is_read_as_what_it_was_meant_for(tmp_path: Path) -> None:
    text = "title: T\nstandfrist: One sentence.\nsections: [{id: s, title: S}]\n"
    read = read_outline(write(tmp_path, {"briefs/brief.yaml": text}))
    assert read.value is not None
    assert read.value.standfirst is not None
    assert read.value.standfirst["default"] == "One sentence."


def test_faults_without_number_are_counted_not_explained(tmp_path: Path) -> None:
    lines = "".join(f"x{n}: 1\n" for n in range(5000))
    read = read_outline(write(tmp_path, {"briefs/brief.yaml": "title: T\n" + lines}))
    assert len(read.findings) == 201
    assert read.findings[-1].message.startswith("4,801 more faults")


def test_no_outline_there(tmp_path: Path) -> None:
    write(tmp_path, {})
    read = read_outline(tmp_path / "briefs" / "breif.yaml")
    assert [(each.rule, each.hint) for each in read.findings] == [
        ("missing-file", "did you mean `brief.yaml`?")
    ]
