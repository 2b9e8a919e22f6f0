"""The scales as their makers print them, and their terms in prose."""

from __future__ import annotations

import pytest

from briefgen.analysis.likelihood import SCALES, scale_of, terms, uses


def test_the_scales() -> None:
    rows = {scale.name: [(t.name, t.range) for t in scale.terms] for scale in SCALES}
    assert rows["ICD 203, first set"] == [
        ("almost no chance", "1–5 %"),
        ("very unlikely", "5–20 %"),
        ("unlikely", "20–45 %"),
        ("roughly even chance", "45–55 %"),
        ("likely", "55–80 %"),
        ("very likely", "80–95 %"),
        ("almost certain", "95–99 %"),
    ]
    assert [name for name, _ in rows["ICD 203, second set"]] == [
        "remote",
        "highly improbable",
        "improbable",
        "roughly even odds",
        "probable",
        "highly probable",
        "nearly certain",
    ]
    assert rows["PHIA probability yardstick"] == [
        ("remote chance", "0–5 %"),
        ("highly unlikely", "10–20 %"),
        ("unlikely", "25–35 %"),
        ("realistic possibility", "40–<50 %"),
        ("likely", "55–75 %"),
        ("highly likely", "80–90 %"),
        ("almost certain", "95–<100 %"),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["likely"], "ICD 203, first set"),
        (["likely", "probable"], "PHIA probability yardstick"),
        (["unlikely", "highly likely"], "PHIA probability yardstick"),
        (["very likely", "very unlikely", "highly likely"], "ICD 203, first set"),
        (["remote"], "ICD 203, second set"),
    ],
)
def test_scale_of(words: list[str], name: str) -> None:
    scale = scale_of(words)
    assert scale is not None
    assert scale.name == name


def test_no_scale() -> None:
    assert scale_of([]) is None
    assert scale_of(["maybe"]) is None


def test_every_term_names_a_step() -> None:
    assert len(terms()) == len(set(terms())) == 18
    assert all(any(scale.step(term) is not None for scale in SCALES) for term in terms())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is very likely, or highly  unlikely.", ["very likely", "highly unlikely"]),
        ("Almost certainly; a remote chance", ["almost certainly", "remote chance"]),
        ("more likely, not likely, as likely as not, unlike", []),
        ("a remote island, probability, likelihood", []),
        (
            "roughly even odds and a realistic possibility",
            ["roughly even odds", "realistic possibility"],
        ),
    ],
)
def test_uses(text: str, words: list[str]) -> None:
    assert [use.word for use in uses(text)] == words


WORDS = [
    word for scale in SCALES for term in scale.terms for word in term.words if word != "remote"
]


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_every_term_is_found(word: str) -> None:
    for written in (word, word.upper(), word.capitalize(), word.replace(" ", "\n ")):
        assert [use.word for use in uses(f"It is {written}.")] == [word]
