"""The JSON Schema says what the program says, for an editor that gives scalars types."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from briefgen import checks
from briefgen.outline import Outline
from briefgen.place import Text, TextFile
from briefgen.read.nodes import Map, Seq, compose
from briefgen.schema import outline_schema

FILE = Path(__file__).parent.parent / "briefgen.schema.json"
SCHEMA = json.loads(outline_schema())

GOOD: dict[str, Any] = {
    "title": {"default": "Joint headquarters", "minister": 2024},
    "published": "2024-08-06",
    "as_of": 2024,
    "version": 1.5,
    "authors": ["Indo-Pacific desk"],
    "seeds": "../texts",
    "key_judgments": [{"text": "It will stand.", "confidence": "moderate"}],
    "sections": [
        {
            "id": "command",
            "title": "Command",
            "passages": {
                "jfhq": {"seed": "yang-2024", "quote": "some words of a source", "span": True},
                "whole": {"seed": "yang-2024", "paragraph": 4, "kind": "opinion"},
            },
            "body": "Text [@jfhq].\n",
        }
    ],
    "timeline": [{"date": "2024-07-28", "text": "Talks.", "expected": False}],
    "glossary": {"JJOC (Japan)": "A command."},
    "audiences": {"minister": {"paper": "a4", "sections": ["command"], "limits": {"pages": 1}}},
    "rules": {"single-source": "off", "over-limit": "warning"},
}


def faults(outline: object) -> list[str]:
    errors = Draft202012Validator(SCHEMA).iter_errors(outline)
    return sorted("/".join(map(str, error.absolute_path)) for error in errors)


def changed(path: str, value: object) -> dict[str, Any]:
    outline = copy.deepcopy(GOOD)
    *folders, name = path.split("/")
    here: Any = outline
    for folder in folders:
        here = here[int(folder)] if folder.isdigit() else here[folder]
    if value is None:
        del here[name]
    else:
        here[name] = value
    return outline


def test_file_is_current() -> None:
    assert FILE.read_text("utf-8") == outline_schema(), "briefgen schema > briefgen.schema.json"


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert "null" not in outline_schema()


def test_good_outline() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("tilte", "T", ""),
        ("title", None, ""),
        ("sections", [], "sections"),
        ("sections/0/title", None, "sections/0"),
        ("sections/0/id", "two words", "sections/0/id"),
        ("sections/0/passages/jfhq/quote", None, "sections/0/passages/jfhq"),
        ("sections/0/passages/jfhq/seed", None, "sections/0/passages/jfhq"),
        ("sections/0/passages/jfhq/kind", "facts", "sections/0/passages/jfhq/kind"),
        ("sections/0/passages/whole/paragraph", "four", "sections/0/passages/whole/paragraph"),
        ("sections/0/passages/two words", {"seed": "a", "paragraph": 1}, "sections/0/passages"),
        ("published", "6 August", "published"),
        ("language", "english", "language"),
        ("authors", "desk", "authors"),
        ("audiences/minister/limits/pages", 0, "audiences/minister/limits/pages"),
        ("audiences/the minister", {}, "audiences"),
        ("rules/singel-source", "off", "rules"),
        ("rules/unknown-key", "off", "rules/unknown-key"),
        ("rules/single-source", "never", "rules/single-source"),
    ],
)
def test_bad_outline(path: str, value: object, at: str) -> None:
    assert at in faults(changed(path, value))


def test_what_extends_need_not_repeat() -> None:
    assert faults({"extends": "base.yaml"}) == []
    part = {"id": "command", "passages": {"jfhq": {"paragraph": 3}}}
    assert faults({"extends": "base.yaml", "sections": [part]}) == []
    assert faults({"extends": "base.yaml", "sections": [{"title": "T"}]}) == ["sections/0"]


def test_every_field_is_described() -> None:
    models = {name: each for name, each in SCHEMA["$defs"].items() if "properties" in each}
    assert len(models) > 7
    assert set(SCHEMA["properties"]) == set(Outline._fields)
    for name, model in {"Outline": SCHEMA, **models}.items():
        for key, field in model["properties"].items():
            assert field.get("description"), f"{name}.{key}"


def test_every_rule_can_be_completed() -> None:
    rules = SCHEMA["properties"]["rules"]["properties"]
    assert set(rules) == set(checks.RULES)
    assert rules["unknown-key"]["enum"] == ["error"]
    assert "off" in rules["over-limit"]["enum"]


def _typed(node: object) -> object:
    """Nodes as an editor that follows YAML 1.2 takes them: whole numbers and true and false."""
    match node:
        case Map():
            return {str(key): _typed(value) for key, value in node.entries.items()}
        case Seq():
            return [_typed(item) for item in node.items]
        case Text() if node.place.file.text[node.place.start] in "'\"":
            return str(node)
        case Text() if node in ("true", "false"):
            return node == "true"
        case Text():
            return int(node) if node.isdigit() else str(node)
    return None


def test_outlines_of_this_repository() -> None:
    outlines = sorted((FILE.parent / "briefs").glob("*.yaml"))
    assert outlines
    for path in outlines:
        node, findings = compose(TextFile(path, path.read_text("utf-8")))
        assert findings == ()
        assert faults(_typed(node)) == [], path
