"""The proof of a Word file: what is lost in it is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefgen.proof.evidence_file import read_evidence
from briefgen.proof.wordfile import prove_docx
from briefgen.word.package import packed, unpacked

if TYPE_CHECKING:
    from briefgen.build import Built

BODY, NOTES = "word/document.xml", "word/footnotes.xml"


@pytest.fixture(scope="module")
def legislator(real_build: Built):
    """The Word file of the real brief for its legislator, with its evidence."""
    named = {file.name.partition("-legislator.")[2]: file for file in real_build.files}
    record = read_evidence(named["evidence.json"].read_bytes())
    return unpacked(named["docx"].read_bytes()), record


def problems(made, part, change):
    parts, record = made
    text = parts[part].decode()
    changed = change(text)
    assert changed != text
    found = prove_docx(packed({**parts, part: changed.encode()}), record)
    assert all(problem.rule == "lost-in-docx" for problem in found)
    return " ".join(problem.message for problem in found)


@pytest.mark.parametrize("audience", ["minister", "analyst", "legislator", "public"])
def test_the_real_brief_holds(real_build: Built, audience: str) -> None:
    named = {file.name.partition(f"-{audience}.")[2]: file for file in real_build.files}
    record = read_evidence(named["evidence.json"].read_bytes())
    assert prove_docx(named["docx"].read_bytes(), record) == ()


def test_a_note_without_its_words_is_found(legislator) -> None:
    lost = problems(legislator, NOTES, lambda text: text.replace("para. 3", "para. 4", 1))
    assert "is not printed as it should be" in lost


def test_a_call_that_is_gone_is_found(legislator) -> None:
    call = re.compile(r"<w:footnoteReference [^>]*/>")
    lost = problems(legislator, BODY, lambda text: call.sub("", text, count=1))
    assert "where citation `1` should stand" in lost


def test_two_calls_that_have_changed_places_are_found(legislator) -> None:
    def change(text: str) -> str:
        first, second = re.findall(r"<w:footnoteReference [^>]*/>", text)[:2]
        return text.replace(first, "@").replace(second, first).replace("@", second)

    assert "note 1 is not printed as it should be" in problems(legislator, BODY, change)


def test_a_changed_quotation_is_found(legislator) -> None:
    lost = problems(
        legislator, BODY, lambda text: text.replace("necessarily reflect", "reflect", 1)
    )
    assert "is not on the page as proved" in lost


def test_a_quotation_that_the_evidence_lacks_is_found(legislator) -> None:
    invented = "<w:p><w:r><w:t>He said “we will never do that again”.</w:t></w:r></w:p><w:sectPr"
    lost = problems(legislator, BODY, lambda text: text.replace("<w:sectPr", invented, 1))
    assert "we will never do that again" in lost


def test_a_lost_paragraph_is_found(legislator) -> None:
    def change(text: str) -> str:
        found = re.search(
            r"<w:p>(?:(?!</w:p>).)*does the joint statement announce.*?</w:p>", text, re.I
        )
        assert found
        return text.replace(found[0], "")

    assert "is not printed" in problems(legislator, BODY, change)


def test_a_file_that_is_none_is_found(legislator) -> None:
    (problem,) = prove_docx(b"not a zip file", legislator[1])
    assert "cannot be read back" in problem.message
