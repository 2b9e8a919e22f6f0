"""The lock file as it is read: all that one may hold, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.finding import Finding
from briefgen.lock.lockfile import Lock, LockedPassage, LockedSeed, read_lock, write_lock
from briefgen.place import TextFile

PASSAGE = LockedPassage((1, 2), ((0, 3), (5, 9)), "the alliance", whole=False)
LOCK = Lock(
    {
        "seed-a": LockedSeed("a.txt", "0" * 64, {}),
        "yang": LockedSeed("y.txt", "0123456789abcdef" * 4, {"alliance": PASSAGE}),
    }
)
HERE = "seeds.yang.passages.alliance"


def read(text: str) -> Lock | Finding:
    return read_lock(TextFile(Path("brief.lock.json"), text))


def plain() -> dict:
    """A lock file as plain data, to be edited."""
    return json.loads(write_lock(LOCK))


def at(value, path):
    """What stands at ``path``, its steps with dots between."""
    for step in path.split(".") if path else ():
        value = value[int(step) if step.isdigit() else step]
    return value


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PASSAGES = st.builds(
    LockedPassage,
    st.lists(st.integers(1), max_size=3).map(tuple),
    st.lists(st.tuples(st.integers(0), st.integers(0)), max_size=3).map(tuple),
    TEXTS,
    st.booleans(),
)
SEEDS = st.builds(
    LockedSeed,
    TEXTS,
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.dictionaries(TEXTS, PASSAGES, max_size=3),
)


@settings(max_examples=80)
@given(st.builds(Lock, st.dictionaries(TEXTS, SEEDS, max_size=3)))
def test_what_is_written_is_read_again(lock):
    assert read(write_lock(lock).decode()) == lock


def damages(value, path=""):
    """Each place in ``value``."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        place = f"{path}.{key}".removeprefix(".")
        yield place
        if isinstance(part, dict | list):
            yield from damages(part, place)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=70),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=100)
@given(
    st.sampled_from(tuple(damages(plain()))), JSON_VALUES, st.sampled_from(("put", "add", "drop"))
)
def test_one_damage_is_a_finding_that_can_be_printed_or_another_lock(place, value, how):
    lock = plain()
    way, _, key = place.rpartition(".")
    parent = at(lock, way)
    if how == "add" and isinstance(parent, dict):
        parent[f"{key}{value}"] = value
    elif how == "drop":
        del parent[int(key) if isinstance(parent, list) else key]
    else:
        parent[int(key) if isinstance(parent, list) else key] = value
    found = read(json.dumps(lock))
    if isinstance(found, Finding):
        assert found.message.encode()
        assert found.hint
    else:
        assert read(write_lock(found).decode()) == found


@settings(max_examples=100)
@given(st.integers(0, len(write_lock(LOCK)) - 1), st.characters(codec="utf-8") | st.just(""))
def test_another_character_is_a_finding_or_another_lock(offset, character):
    text = write_lock(LOCK).decode()
    assert isinstance(read(text[:offset] + character + text[offset + 1 :]), Lock | Finding)


@pytest.mark.parametrize(
    ("path", "key", "value", "problem"),
    [
        ("", "format", 0, "format: must be 1"),
        ("", "format", True, "format: must be 1"),
        ("", "format", 1.0, "format: must be 1"),
        ("", "format", "1", "format: must be 1"),
        ("", "format", None, "format: must be 1"),
        ("", "more", 1, "more: is not known"),
        ("", "seeds", [], "seeds: must be an object"),
        ("seeds", "yang", 1, "seeds.yang: must be an object"),
        ("seeds", "\ud800", {}, r"seeds.\ud800: must have no half of a surrogate pair"),
        ("seeds.yang", "more", 1, "seeds.yang.more: is not known"),
        ("seeds.yang", "\ud800", 1, r"seeds.yang.\ud800: is not known"),
        ("seeds.yang", "file", None, "seeds.yang.file: must be text"),
        ("seeds.yang", "sha256", 1, "seeds.yang.sha256: must be text"),
        ("seeds.yang", "sha256", "a" * 63, "seeds.yang.sha256: must be 64 hexadecimal digits"),
        ("seeds.yang", "sha256", "a" * 65, "seeds.yang.sha256: must be 64 hexadecimal digits"),
        ("seeds.yang", "sha256", "A" * 64, "seeds.yang.sha256: must be 64 hexadecimal digits"),
        ("seeds.yang", "sha256", "a" * 64 + "\n", "seeds.yang.sha256: must be 64 hexadecimal digits"),
        ("seeds.yang", "passages", [], "seeds.yang.passages: must be an object"),
        (HERE, "more", 1, f"{HERE}.more: is not known"),
        (HERE, "paragraphs", 1, f"{HERE}.paragraphs: must be a list"),
        (HERE, "paragraphs", {"0": 1}, f"{HERE}.paragraphs: must be a list"),
        (HERE, "paragraphs", [1, 0], f"{HERE}.paragraphs.1: must be 1 or more"),
        (HERE, "paragraphs", [True], f"{HERE}.paragraphs.0: must be a whole number"),
        (HERE, "paragraphs", [1.0], f"{HERE}.paragraphs.0: must be a whole number"),
        (HERE, "paragraphs", ["1"], f"{HERE}.paragraphs.0: must be a whole number"),
        (HERE, "spans", [1], f"{HERE}.spans.0: must be a list"),
        (HERE, "spans", [[0, 3], [1]], f"{HERE}.spans.1: must have 2 items, not 1"),
        (HERE, "spans", [[1, 2, 3]], f"{HERE}.spans.0: must have 2 items, not 3"),
        (HERE, "spans", [[0, -1]], f"{HERE}.spans.0.1: must be 0 or more"),
        (HERE, "spans", [[0, None]], f"{HERE}.spans.0.1: must be a whole number"),
        (HERE, "words", 1, f"{HERE}.words: must be text"),
        (HERE, "words", "a\udc00", f"{HERE}.words: must have no half of a surrogate pair"),
        (HERE, "whole", 1, f"{HERE}.whole: must be true or false"),
        (HERE, "whole", None, f"{HERE}.whole: must be true or false"),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_is_named(path, key, value, problem):
    lock = plain()
    at(lock, path)[key] = value
    found = read(json.dumps(lock))
    assert isinstance(found, Finding)
    where, _, why = problem.partition(": ")
    assert found.message.startswith(f"`brief.lock.json` has another shape: `{where}` {why}")


@pytest.mark.parametrize("place", ["seeds.yang.file", f"{HERE}.spans", f"{HERE}.whole"])
def test_a_key_that_is_missing_is_named(place):
    lock = plain()
    way, _, key = place.rpartition(".")
    del at(lock, way)[key]
    assert f"has another shape: `{place}` is missing" in read(json.dumps(lock)).message


def test_the_number_of_the_format_may_be_missing_and_of_two_equal_keys_the_last_counts():
    assert read('{"seeds": {}}') == Lock({})
    assert read('{"format": 2, "format": 1, "seeds": {}}') == Lock({})
    assert "newer briefgen" in read('{"format": 1, "format": 2, "seeds": {}}').message


@pytest.mark.parametrize("text", ["null", "1", '"x"', "[]", "NaN"])
def test_what_is_no_object_is_named_without_a_place(text):
    message = "`brief.lock.json` has another shape: it must be an object"
    assert read(text).message == message
