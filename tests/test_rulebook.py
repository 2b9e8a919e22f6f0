"""The rules as they are documented are the rules as they are."""

from __future__ import annotations

from pathlib import Path

from briefgen import checks
from briefgen.rulebook import rulebook

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"


def test_the_document_is_current() -> None:
    assert PAGE.read_text("utf-8") == rulebook(), "python -m briefgen.rulebook > docs/rules.md"


def test_it_has_every_rule() -> None:
    assert len(checks.RULES) > 35
    for rule in checks.RULES:
        assert f"\n## {rule}\n" in rulebook()
        assert f"\n- [`{rule}`](#{rule}): " in rulebook()
