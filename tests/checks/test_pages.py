"""A rule's page is true: its example fires it on the real documents, and prints what the page says."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import pytest

from briefgen import checks
from briefgen.examine import examine
from briefgen.formats import Format, print_findings
from tests.read.test_pages import BLOCK, READING

SEEDS = Path(__file__).parent.parent.parent / "seeds"
OUTLINE = """\
title: T
sections:
  - id: s
    title: S
    passages: {p: {seed: yang, paragraph: 4}}
    body: Yang says so [@p].
"""
EXAMPLES = {rule: BLOCK.search(checks.page(rule)) for rule in checks.RULES if rule not in READING}
SHOWN = sorted(rule for rule, example in EXAMPLES.items() if example)


@pytest.mark.parametrize("rule", SHOWN)
def test_example_prints_what_the_page_says(rule: str, tmp_path: Path) -> None:
    example = EXAMPLES[rule]
    assert example
    shutil.copytree(SEEDS, tmp_path / "seeds")
    outline = tmp_path / "brief.yaml"
    text = textwrap.dedent(example["text"])
    if example["file"] == "seeds/sources.yaml":
        (tmp_path / "seeds" / "sources.yaml").write_text(text, encoding="utf-8")
        text = OUTLINE
    outline.write_text(text, encoding="utf-8")
    mine = [finding for finding in examine(outline).findings if finding.rule == rule]
    shown = print_findings(mine, Format.HUMAN, folder=tmp_path).rpartition("\n\n")[0]
    assert shown == textwrap.dedent(example["prints"]).strip("\n")


def test_every_rule_that_looks_at_a_brief_has_an_example() -> None:
    looking = {
        r for r in checks.RULES if {"check", "check_outline"} & vars(checks._module(r)).keys()
    }
    assert len(looking) >= 20
    assert looking <= set(SHOWN)
