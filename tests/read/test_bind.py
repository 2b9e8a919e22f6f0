"""Binding: whatever stands wherever in a file, it is a record or a finding says why not."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.outline import Outline
from briefgen.place import TextFile
from briefgen.read.bind import bind
from briefgen.read.nodes import FAULTS, compose
from briefgen.source import Sources
from briefgen.template import Manifest

OUTLINE: dict[str, Any] = {
    "title": {"default": "T", "minister": "M"},
    "extends": "other.yaml",
    "language": "en",
    "published": "2024-07",
    "authors": ["A", "B"],
    "key_judgments": [{"text": "K", "confidence": "high", "likelihood": "likely"}],
    "sections": [
        {
            "id": "one",
            "title": "One",
            "passages": {
                "a": {"seed": "s", "quote": "q", "kind": "fact", "span": "true"},
                "b": {"seed": "s", "paragraph": "4", "credibility": "2"},
            },
            "figures": [
                {"image": "x.png", "title": "F", "alt": "A"},
                {"timeline": "true", "title": "G"},
            ],
        },
        {"id": "two", "title": "Two", "body": "B"},
    ],
    "timeline": [{"date": "2024", "text": "T", "expected": "true"}],
    "differences": [{"matter": "M", "passages": ["a", "b"]}],
    "recommendations": ["R", {"default": "D", "minister": "M"}],
    "glossary": {"term": "meaning"},
    "changes": [{"date": "2024-08-01", "text": "T"}],
    "audiences": {
        "minister": {"paper": "letter", "sections": ["one"], "limits": {"pages": "3"}},
        "public": {},
    },
    "rules": {"single-source": "off", "over-limit": "error"},
}
SOURCES = {
    "yang": {
        "file": "yang.txt",
        "csl": {"type": "webpage", "author": [{"family": "Yang"}]},
        "furniture": ["1", "2"],
        "repairs": [{"paragraph": "3", "from": "ab", "to": "a b"}],
    }
}
MANIFEST = {
    "description": "D",
    "parts": ["sections"],
    "readings": "false",
    "limits": {"words": "9"},
}
FILES: dict[type[Any], dict[str, Any]] = {Outline: OUTLINE, Sources: SOURCES, Manifest: MANIFEST}

WORDS = st.sampled_from(["", "true", "yes", "off", "0", "7", "12345678901", "long " * 20]) | (
    st.sampled_from(["fact", "facts", "letter", "2024-13", "2024", "english", "en-GB", "é", "a: b"])
)
KEYS = st.sampled_from(Outline._fields) | (
    st.sampled_from(["tilte", "text", "id", "limits", "pages", "picture", "image", "date", "file"])
    | st.sampled_from(["csl", "parts", "from", "from_", "two words", "", "default"])
)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=5,
)


def places(data: Any) -> list[tuple[Any, Any]]:
    """Each container in ``data`` with each of its keys or indexes."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for step, value in steps:
        found.append((data, step))
        if isinstance(value, dict | list):
            found += places(value)
    return found


@st.composite
def damaged(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    data = deepcopy(whole)
    for _ in range(draw(st.integers(1, 4))):
        holder, step = draw(st.sampled_from(places(data) or [(data, "title")]))
        if isinstance(holder, list) or draw(st.booleans()):
            holder[step] = draw(VALUES)
        else:
            holder[draw(KEYS)] = holder.pop(step, None)
    return data


def bound(data: object, kind: type[Any]) -> tuple[Any, tuple[Any, ...], TextFile]:
    # JSON is YAML too.
    file = TextFile(Path("file.yaml"), json.dumps(data, ensure_ascii=False, indent=1))
    node, findings = compose(file)
    assert node is not None
    assert findings == ()
    return *bind(node, kind), file


def plain(value: Any) -> Any:
    """What was read, as it was written: without what was left out."""
    if hasattr(value, "_fields"):
        usual = value._field_defaults
        return {
            name.rstrip("_"): plain(each)
            for name, each in value._asdict().items()
            if name not in usual or each != usual[name]
        }
    if isinstance(value, dict):
        texts = {str(key): plain(each) for key, each in value.items()}
        return texts["default"] if list(texts) == ["default"] else texts
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("kind", FILES)
def test_what_was_written_is_read(kind: type[Any]) -> None:
    value, findings, _ = bound(FILES[kind], kind)
    assert findings == ()
    assert plain(value) == FILES[kind]


@pytest.mark.parametrize("kind", FILES)
@given(st.data())
def test_whatever_stands_there(kind: type[Any], data: st.DataObject) -> None:
    written = data.draw(damaged(FILES[kind]))
    value, findings, file = bound(written, kind)
    assert value is not None or findings
    for finding in findings:
        assert finding.place.file is file
        assert 0 <= finding.place.start <= finding.place.end <= len(file.text)
        assert "Place(" not in finding.message + finding.hint
    if not findings:
        assert words(written) <= words(value) | {"default"}


def words(data: Any) -> set[str]:
    """Texts of ``data``, keys that have a value among them."""
    if hasattr(data, "_fields"):
        data = {name.rstrip("_"): each for name, each in data._asdict().items()}
    if isinstance(data, dict):
        parts = [{str(key)} | words(each) for key, each in data.items() if each is not None]
        return set().union(*parts)
    if isinstance(data, list | tuple):
        return set().union(*map(words, data))
    return {str(data).lower() if isinstance(data, bool) else str(data)} - {"None"}


def test_of_many_faults_the_rest_is_counted() -> None:
    data = {**OUTLINE, "authors": [["x"]] * (FAULTS + 300)}
    value, findings, _ = bound(data, Outline)
    assert value is None
    assert len(findings) == FAULTS + 1
    assert findings[-1].message == "300 more faults in this file; mend the others first"
