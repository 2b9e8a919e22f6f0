"""Titles of sources where the script has no italic."""

from __future__ import annotations

import pytest

from briefgen.cite.answer import Formatted
from briefgen.compose.titles import with_titles_marked
from briefgen.prose import Emph, Link, Str, Strong, plain


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("ja-JP", "町, 『海底ケーブル』, Cable"),
        ("zh", "町, 《海底ケーブル》, Cable"),
        ("zh-TW", "町, 《海底ケーブル》, Cable"),
        ("en", "町, 海底ケーブル, Cable"),
        ("ko", "町, 海底ケーブル, Cable"),
    ],
)
def test_a_title_in_han_or_kana_stands_in_its_marks(language: str, printed: str) -> None:
    text = (
        Str("町, "),
        Strong((Link("https://x.org", (Emph((Str("海底"), Str("ケーブル"))),)),)),
        Str(", "),
        Emph((Str("Cable"),)),
    )
    found = with_titles_marked(Formatted((text,), (("a", text),)), language)
    assert plain(found.citations[0]) == printed
    assert plain(found.references[0][1]) == printed
    assert found.citations[0][-1] == Emph((Str("Cable"),))
