"""Dates, names of languages and quotation marks as the brief's language writes them."""

from __future__ import annotations

import pytest

from briefgen.compose.languages import (
    fallbacks,
    is_known,
    language_name,
    quotation_marks,
    written_date,
)


@pytest.mark.parametrize(
    ("iso", "language", "expected"),
    [
        ("2024-08-06", "en", "August 6, 2024"),
        ("2024-08-06", "en-US", "August 6, 2024"),
        ("2024-08-06", "en-GB", "6 August 2024"),
        ("2024-08-06", "en-GB-oxendict", "6 August 2024"),
        ("2024-08-06", "EN-gb", "6 August 2024"),
        ("2024-08-06", "fr-AQ", "6 août 2024"),
        ("2024-08-06", "en-GB-1694acad", "6 August 2024"),
        ("2024-08-06", "fr", "6 août 2024"),
        ("2024-08-01", "fr", "1 août 2024"),
        ("2024-01-06", "de-AT", "6. Jänner 2024"),
        ("2024-08-06", "ja", "2024年8月6日"),
        ("2024-08-06", "zh-TW", "2024年8月6日"),
        ("2024-08-06", "ko-KR", "2024년 8월 6일"),
        ("2024-08-06", "tlh", "August 6, 2024"),
        ("2024-08", "en-US", "August 2024"),
        ("2024-08", "en-GB", "August 2024"),
        ("2024-08", "fr", "août 2024"),
        ("2024-08", "ja", "2024年8月"),
        ("2024", "en", "2024"),
        ("2024", "ja", "2024年"),
        ("2024-02-29", "en", "February 29, 2024"),
        ("0999", "en", "999"),
        ("9999-12-31", "en-GB", "31 December 9999"),
    ],
)
def test_dates_are_written_out(iso: str, language: str, expected: str) -> None:
    assert written_date(iso, language) == expected


@pytest.mark.parametrize(
    ("tag", "language", "expected"),
    [
        ("zh", "en", "Chinese"),
        ("zh-Hant-TW", "en-GB", "Chinese"),
        ("ZH", "en", "Chinese"),
        ("ja", "fr", "japonais"),
        ("ja", "zh-Hans", "日语"),
        ("ja", "zh-TW", "日文"),
        ("en", "ja", "英語"),
        ("qqq", "en", "qqq"),
        ("zh", "tlh", "Chinese"),
    ],
)
def test_languages_are_named(tag: str, language: str, expected: str) -> None:
    assert language_name(tag, language) == expected


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en-GB", "“”‘’"),
        ("es", "“”‘’"),
        ("es-US", "«»“”"),
        ("it", "«»“”"),
        ("ru", "«»„“"),
        ("pl", "„”«»"),
        ("nl-BE", "‘’‘’"),
        ("de-AT", "„“‚‘"),
        ("sv", "””’’"),
        ("fr-CH", "«»‹›"),
        ("pt-BR", "“”‘’"),
        ("pt-PT", "«»“”"),
        ("ja-JP", "「」『』"),
        ("zh", "“”‘’"),
        ("zh-CN", "“”‘’"),
        ("zh-Hant", "「」『』"),
        ("zh-TW", "「」『』"),
        ("ZH-hk", "「」『』"),
        ("tlh", "“”‘’"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, marks: str) -> None:
    assert "".join(quotation_marks(language)) == marks


def test_french_marks_have_narrow_spaces_inside() -> None:
    for language in ("fr", "fr-FR", "fr-CA"):
        assert quotation_marks(language)[:2] == ("«\u202f", "\u202f»")


@pytest.mark.parametrize(
    ("language", "tags"),
    [
        ("ja-jp", ("ja-JP", "ja")),
        ("zh-CN", ("zh-CN", "zh")),
        ("zh-Hans", ("zh-Hans", "zh")),
        ("zh-TW", ("zh-TW", "zh-Hant-TW", "zh-Hant")),
        ("sr-latn", ("sr-Latn",)),
        ("en-GB-oxendict", ("en-GB-OXENDICT", "en-GB", "en")),
        ("tlh", ("tlh",)),
    ],
)
def test_a_language_falls_back_to_one_that_its_readers_read(
    language: str, tags: tuple[str, ...]
) -> None:
    assert fallbacks(language) == tags


@pytest.mark.parametrize(
    ("language", "known"), [("en", True), ("EN-gb", True), ("ja", True), ("tlh", False)]
)
def test_a_language_that_cldr_lacks_is_known_as_such(language: str, known: bool) -> None:
    assert is_known(language) is known
