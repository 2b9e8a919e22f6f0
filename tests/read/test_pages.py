"""A rule's page is true: its example fires it, and prints what the page says."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from briefgen import checks
from tests.project import SOURCES, printed, write

if TYPE_CHECKING:
    from pathlib import Path

READING = (
    "duplicate-key",
    "missing-file",
    "missing-key",
    "not-text",
    "outside-project",
    "source-changed",
    "too-large",
    "unknown-audience",
    "unknown-key",
    "unknown-section",
    "unknown-seed",
    "wrong-value",
    "yaml-syntax",
)
BLOCK = re.compile(
    r"(?m)^This fires(?:, in `(?P<file>\S+)`)?:\n\n(?P<text>(?:    .*\n|\n)+)"
    r"and prints\n\n(?P<prints>(?:    .*\n|\n)+)"
)


@pytest.mark.parametrize("rule", READING)
def test_example_prints_what_the_page_says(rule: str, tmp_path: Path) -> None:
    example = BLOCK.search(checks.page(rule))
    assert example
    text = textwrap.dedent(example["text"]).rstrip() + "\n"
    name = example["file"] or "briefs/brief.yaml"
    files = {"briefs/base.yaml": "title: Base\nsections: [{id: s, title: S}]\n"}
    if name.endswith("sources.yaml"):
        text = re.sub(r"(?ms)^yang-2024:.*?(?=^seed-a)", text, SOURCES)
    outline = write(tmp_path, {**files, name: text})
    shown = printed(tmp_path, outline)
    assert shown.rpartition("\n\n")[0] == textwrap.dedent(example["prints"]).strip()
    assert f"[{rule}]" in shown


def test_first_line_of_a_page_sums_it_up() -> None:
    assert len(checks.RULES) >= len(READING)
    for rule in checks.RULES:
        first, _, rest = checks.page(rule).partition("\n")
        assert first.endswith("."), rule
        assert len(first) <= 100, rule
        assert rest.startswith("\n"), rule
