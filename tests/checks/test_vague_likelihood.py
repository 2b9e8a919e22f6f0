"""Every vague word is found, whatever is looked at before the expression that finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.examine import examine

if TYPE_CHECKING:
    from pathlib import Path

VAGUE = [
    "may well",
    "may",
    "might",
    "could",
    "cannot rule",
    "can not be ruled out",
    "can't exclude",
    "cannot be dismissed",
    "is possible",
    "remain possible",
    "quite possible",
    "possible that",
    "possibly",
    "Possibly",
    "perhaps",
    "Perhaps",
    "conceivably",
    "Conceivable",
    "good chance",
    "slim chances",
    "real possibility",
    "growing possibilities",
    "fair prospects",
    "some likelihood",
    "high probability",
    "extremely likely",
    "not unlikely",
]
EXACT = ["may not", "could never", "possible to", "a chance", "likely"]


def found(folder: Path, words: list[str]) -> list[str]:
    judgments = "".join(f"  - text: It {each} go.\n    confidence: low\n" for each in words)
    outline = folder / "brief.yaml"
    outline.write_text(
        f"title: T\nkey_judgments:\n{judgments}sections: [{{id: s, title: S}}]\n", encoding="utf-8"
    )
    findings = examine(outline).findings
    return [each.message for each in findings if each.rule == "vague-likelihood"]


def test_every_vague_word_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, VAGUE) == [f'"{words}" does not say how likely' for words in VAGUE]


@pytest.mark.parametrize("words", EXACT)
def test_what_is_not_vague(tmp_path: Path, words: str) -> None:
    assert found(tmp_path, [words]) == []
