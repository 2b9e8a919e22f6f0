"""Words are looked for by their stems first: no text that has the word may lack the stem."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.analysis.slant import ENGLISH, Slanted, declared, found, standing
from briefgen.place import Place, Text, TextFile
from briefgen.source import LoadedWord
from tests.seed_text import seed_of


@pytest.mark.parametrize("word", ENGLISH, ids=lambda word: word.stems[0])
@settings(max_examples=50)
@given(st.data())
def test_whatever_the_expression_matches_has_a_stem(word: Slanted, data: st.DataObject) -> None:
    inside = re.sub(r"\(\?<?![^)]*\)|^\(\?i\)", "", word.forms)
    text = data.draw(st.from_regex(re.compile(inside, word.pattern.flags), fullmatch=True))
    assert standing([word], f"A text, {text}, and more.") == [word]


@pytest.mark.parametrize(
    "text", ["ſO-called", "rogue ſtates", "lac\u212aey", "CL\u0130QUE", "clıque"]
)
def test_letters_that_are_one_where_case_does_not_matter(text: str) -> None:
    matching = [word for word in ENGLISH if word.pattern.search(text)]
    assert len(matching) == 1
    assert standing(ENGLISH, text) == matching


def test_words_declared_with_a_source() -> None:
    words = ("smearing", "enemies of  progress", "Straßenräuber", "mire")
    here = Place(TextFile(Path("sources.yaml")))
    slanted = tuple(LoadedWord(Text(word, here), Text("R.", here)) for word in words)
    source = seed_of("").source._replace(loaded_words=slanted)
    known = declared(replace(seed_of("Text."), source=source))
    text = "They SMEARED and smear; enemies of progress, STRASSENRÄUBER, straßenräuber, miring"
    assert [text[start:end] for _, start, end in found(known, text)] == [
        "enemies of progress",
        "straßenräuber",
        "SMEARED",
        "smear",
        "miring",
    ]


def test_a_plain_text_has_none() -> None:
    assert standing(ENGLISH, "The ministers met in Tokyo and issued a statement.") == []
