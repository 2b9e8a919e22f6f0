"""Whatever is sent ends in findings that can be printed, or in documents that say what the sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from briefgen.build import Settings, build
from briefgen.examine import examine
from briefgen.formats import Format, print_findings
from briefgen.prose import plain
from tests.fuzz.strategies import Sent, mutated, sound

if TYPE_CHECKING:
    from pathlib import Path

TRIED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)


def write(folder: Path, sent: Sent) -> Path:
    for name, text in sent.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder / "briefs" / "brief.yaml"


@TRIED
@given(mutated())
def test_what_is_sent_is_examined_and_every_finding_can_be_printed(
    tmp_path: Path, sent: Sent
) -> None:
    examined = examine(write(tmp_path, sent))
    assert examined.briefs or examined.findings
    for each in examined.findings:
        file = each.place.file
        assert 0 <= each.place.start <= each.place.end <= len(file.text)
        assert 1 <= each.place.line <= max(len(file.starts), 1)
        assert each.message
        assert tmp_path.resolve() in file.path.resolve().parents
    for form in Format:
        text = print_findings(examined.findings, form, folder=tmp_path)
        assert text or not examined.findings
        assert "\u202e" not in text


@pytest.fixture(scope="module")
def built() -> list[bool]:
    """Whether each project became documents."""
    return []


@TRIED
@given(sound())
def test_a_sound_project_becomes_documents_that_print_its_seed(
    tmp_path: Path, built: list[bool], sent: Sent
) -> None:
    made = build(write(tmp_path, sent), tmp_path / "out", Settings(formats=("md", "html")))
    built.append(not made.stopped)
    if made.stopped:
        assert any(each.severity == "error" for each in made.findings)
        return
    (document,) = made.documents
    for each in document.evidence:
        number = each.tag.paragraphs[0]
        assert plain(each.text) == " ".join(sent.seed[number - 1].split())


def test_nearly_all_of_them_did(built: list[bool]) -> None:
    """Else the test before says little. (A link is no more sound when its signs come together by chance.)"""
    assert built.count(True) > 0.9 * len(built)


ODD_ITEMS = [
    {key: value}
    for key in ("author", "issued", "title", "type", "custom", "publisher")
    for value in (
        "text",
        ["text"],
        [["text"]],
        {"literal": ["x"]},
        {"date-parts": "x"},
        {"date-parts": {"a": "b"}},
        [{}],
        [],
    )
]


@pytest.mark.parametrize("odd", ODD_ITEMS, ids=str)
def test_an_item_of_another_shape_is_told_and_everything_is_looked_at(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    passage = {"seed": "one", "paragraph": 1, "kind": "opinion", "speaker": "insurers"}
    body = "The plan will end the trade by 2026, they wrote [@a]."
    section = {"id": "s", "title": "S", "passages": {"a": passage}, "body": body}
    item = {"type": "article", "title": "T", "author": [{"family": "Roux"}], **odd}
    outline = {"title": "T", "published": "2024-05-06", "sections": [section]}
    seed = ("The plan will end the trade by 2026 in all of its ports.",)
    sent = Sent(outline, seed, {"one": {"file": "seed.txt", "csl": item}})
    examined = examine(write(tmp_path, sent))
    assert "unattributed-opinion" in [each.rule for each in examined.findings]
