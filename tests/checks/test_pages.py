"""A rule's page is true: its example fires it on the real documents, and prints what the page says."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import pytest

from briefgen import checks
from briefgen.examine import examine
from briefgen.formats import Format, print_findings
from tests.project import split
from tests.read.test_pages import BLOCK

SEEDS = Path(__file__).parent.parent.parent / "seeds"
OUTLINE = """\
title: T
sections:
  - id: s
    title: S
    passages: {p: {seed: yang, paragraph: 4}}
    body: Yang says so [@p].
"""
BINDING = {"ambiguous-quote", "misquote", "quote-not-found", "quote-too-short", "unknown-passage"}
LOOKING = {r for r in checks.RULES if {"check", "check_outline"} & vars(checks._module(r)).keys()}


@pytest.mark.parametrize("rule", sorted(LOOKING | BINDING))
def test_example_prints_what_the_page_says(rule: str, tmp_path: Path) -> None:
    example = BLOCK.search(checks.page(rule))
    assert example
    shutil.copytree(SEEDS, tmp_path / "seeds")
    outline = tmp_path / "brief.yaml"
    text = textwrap.dedent(example["text"])
    if example["file"] == "seeds/sources.yaml":
        (tmp_path / "seeds" / "sources.yaml").write_text(text, encoding="utf-8")
        text = OUTLINE
    for name, part in split(text, outline.name).items():
        (tmp_path / name).write_text(part, encoding="utf-8")
    mine = [finding for finding in examine(outline).findings if finding.rule == rule]
    shown = print_findings(mine, Format.HUMAN, folder=tmp_path).rpartition("\n\n")[0]
    assert shown == textwrap.dedent(example["prints"]).strip("\n")


def test_rules_were_found() -> None:
    assert len(LOOKING) >= 20
    assert set(checks.RULES) >= BINDING
