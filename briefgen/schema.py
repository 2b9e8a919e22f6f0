"""The JSON Schema of the outline, for editors that complete and check while one types.

Made from :mod:`briefgen.outline`, so that it cannot say anything else. It is looser than the program
where an editor gives types to what the program reads as text: ``version: 2``.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from briefgen import checks
from briefgen.outline import Outline

__all__ = ["outline_schema"]

Schema: TypeAlias = dict[str, Any]


def outline_schema() -> str:
    """JSON Schema 2020-12 of an outline, as text that ends with a line end."""
    made = Outline.model_json_schema()
    definitions = {_name(name): _tidied(each) for name, each in made.pop("$defs").items()}
    root = _tidied(made)
    root["properties"]["rules"] = _rules(root["properties"]["rules"]["description"])
    definitions["Wording"] = {
        "description": "One text, or one for each audience by name; `default` serves the others.",
        **_WORDING,
    }
    # What extends another outline need not repeat what that one has, down to its passages.
    passage = {
        "required": definitions["Passage"].pop("required"),
        "anyOf": [{"required": ["quote"]}, {"required": ["paragraph"]}],
    }
    section = {
        "required": definitions["Section"].pop("required"),
        "properties": {"passages": {"additionalProperties": passage}},
    }
    definitions["Section"]["required"] = ["id"]
    alone = {
        "required": root.pop("required"),
        "properties": {"sections": {"items": section}},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Outline",
        **root,
        "if": {"not": {"required": ["extends"]}},
        "then": alone,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


_TEXT = {"type": ["string", "number"]}
_WORDING: Schema = {
    "anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}]
}


def _name(model: str) -> str:
    return model.removesuffix("Entry")


def _tidied(schema: Schema) -> Schema:
    """Pydantic's schema without what an editor would show for nothing.

    Titles that repeat the key go, and the null of what may be left out, and empty defaults.
    """
    tidy: Schema = {}
    for key, value in schema.items():
        match key:
            case "title":
                pass
            case "default":
                if value not in (None, []):
                    tidy[key] = value
            case "properties":
                tidy[key] = {name: _tidied(each) for name, each in value.items()}
            case "patternProperties":
                tidy[key] = {pattern: _tidied(each) for pattern, each in value.items()}
                tidy["additionalProperties"] = False
            case "items" | "additionalProperties" if isinstance(value, dict):
                tidy[key] = _tidied(value)
            case "anyOf":
                tidy |= _choice([_tidied(each) for each in value if each != {"type": "null"}])
            case "$ref":
                folder, _, name = value.rpartition("/")
                tidy[key] = f"{folder}/{_name(name)}"
            case _:
                tidy[key] = value
    return tidy


def _choice(choices: list[Schema]) -> Schema:
    if choices == _WORDING["anyOf"]:
        return {"$ref": "#/$defs/Wording"}
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _rules(description: str) -> Schema:
    """Every rule with its first line; an error that holds a brief's promise stays one."""
    settings = ["error", "warning", "info", "off"]
    properties = {
        rule: {
            "description": checks.page(rule).partition("\n")[0],
            "enum": settings if checks.may_be_lowered(rule) else settings[:1],
        }
        for rule in checks.RULES
    }
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
