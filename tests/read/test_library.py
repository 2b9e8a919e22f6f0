"""A library out of files: what a brief uses is read, and nothing else is."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.read import read_library, read_outline
from briefgen.read.csl_item import DATES, NAMES, TEXTS
from tests.project import SOURCES, write

if TYPE_CHECKING:
    from briefgen.read import Read
    from briefgen.seed import Library

ROOT = Path(__file__).parents[2]
OUTLINE = """\
title: T
sections:
  - id: s
    title: S
    passages:
"""


def library(
    folder: Path, passages: str = "", sources: str = SOURCES, cited: tuple[str, ...] = ()
) -> Read[Library]:
    files = {"briefs/brief.yaml": OUTLINE + passages, "seeds/sources.yaml": sources}
    path = write(folder, files)
    outline = read_outline(path)
    assert outline.findings == ()
    assert outline.value is not None
    return read_library(outline.value, path, cited)


def test_only_what_is_used_is_opened(tmp_path: Path) -> None:
    missing = "".join(f"x{n}: {{file: x{n}.txt, csl: 1}}\n" for n in range(3))
    read = library(tmp_path, "      p: {seed: seed-a, paragraph: 1}\n", missing + SOURCES)
    assert read.findings == ()
    assert read.value is not None
    assert list(read.value.seeds) == ["seed-a"]
    assert read.value.declared == ("x0", "x1", "x2", "yang-2024", "seed-a")
    assert [record.path.name for record in read.files] == ["sources.yaml", "seed-a.txt"]
    data = (tmp_path / "seeds" / "seed-a.txt").read_bytes()
    assert read.files[1].sha256 == sha256(data).hexdigest()
    assert read.value.seeds["seed-a"].sha256 == sha256(data).hexdigest()


def test_letters_follow_sources_yaml_among_those_used(tmp_path: Path) -> None:
    sources = "".join(f"x{n}: {{file: yang.txt, csl: {{type: book}}}}\n" for n in range(60))
    cited = ("x59", "x1", "x30", "no-such")
    read = library(tmp_path, sources=sources, cited=cited)
    assert read.value is not None
    assert [(name, seed.letter) for name, seed in read.value.seeds.items()] == [
        ("x1", "A"),
        ("x30", "B"),
        ("x59", "C"),
    ]
    every = library(tmp_path, sources=sources, cited=tuple(f"x{n}" for n in range(60)))
    assert every.value is not None
    assert [seed.letter for seed in every.value.seeds.values()][24:29] == [
        "Y",
        "Z",
        "AA",
        "AB",
        "AC",
    ]


def test_paragraphs_furniture_and_repairs(tmp_path: Path) -> None:
    sources = """\
seed-a:
  file: seed-a.txt
  csl: {type: article, DOI: , custom: {x: , y: [~, 1]}}
  furniture: [1]
  repairs: [{paragraph: 2, from: statementafter, to: statement after}]
"""
    read = library(tmp_path, sources=sources, cited=("seed-a",))
    assert read.findings == ()
    assert read.value is not None
    seed = read.value.seeds["seed-a"]
    assert [paragraph.furniture for paragraph in seed.paragraphs] == [True, False]
    assert seed.paragraphs[1].reading.text == "The joint statement after the talks."
    assert seed.source.csl == {"type": "article", "custom": {"y": ["1"]}}


def test_no_passages_and_no_seeds_folder_is_an_empty_library(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("title: T\nsections: [{id: s, title: S}]\n")
    outline = read_outline(path).value
    assert outline is not None
    read = read_library(outline, path)
    assert read.findings == ()
    assert read.value is not None
    assert read.value.seeds == {}


def test_seeds_named_by_a_base_are_beside_the_base(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "briefs/deep/brief.yaml": "extends: ../base.yaml\n",
            "briefs/base.yaml": f"seeds: ../texts\n{OUTLINE}      p: {{seed: b, paragraph: 1}}\n",
            "texts/sources.yaml": "b: {file: b.txt, csl: {type: book}}\n",
            "texts/b.txt": "Text.\n",
        },
    )
    outline = read_outline(path.parent / "deep" / "brief.yaml").value
    assert outline is not None
    read = read_library(outline, path.parent / "deep" / "brief.yaml")
    assert read.findings == ()
    assert read.value is not None
    assert list(read.value.seeds) == ["b"]


@pytest.mark.parametrize("seeds", ["a" * 5000, "../seeds/yang.txt", "nowhere/at/all"])
def test_no_path_makes_it_raise(seeds: str, tmp_path: Path) -> None:
    text = f"seeds: {seeds}\n{OUTLINE}      p: {{seed: b, paragraph: 1}}\n"
    path = write(tmp_path, {"briefs/brief.yaml": text})
    outline = read_outline(path).value
    assert outline is not None
    read = read_library(outline, path)
    assert read.value is None
    assert [each.rule for each in read.findings] == ["missing-file"]


def test_the_seeds_of_this_repository_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    for text in (ROOT / "seeds").glob("*.txt"):
        (tmp_path / text.name).write_bytes(text.read_bytes())
    path.write_text("title: T\nseeds: .\nsections: [{id: s, title: S}]\n")
    names = [text.name for text in sorted(tmp_path.glob("*.txt"))]
    entries = "".join(
        f"s{n}: {{file: {name}, csl: {{type: book}}}}\n" for n, name in enumerate(names)
    )
    (tmp_path / "sources.yaml").write_text(entries)
    outline = read_outline(path).value
    assert outline is not None
    read = read_library(outline, path, ("s0", "s1"))
    assert read.value is not None
    assert [len(seed.paragraphs) for seed in read.value.seeds.values()] == [13, 13]


def test_kinds_of_csl_variables_do_not_overlap() -> None:
    assert len(NAMES | DATES | TEXTS) == len(NAMES) + len(DATES) + len(TEXTS)
