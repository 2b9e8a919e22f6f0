"""The JSON Schema of the outline, for editors that complete and check while one types.

Made from :mod:`briefgen.outline`, so that it cannot say anything else. It is looser than the program
where an editor gives types to what the program reads as text: ``version: 2``.
"""

from __future__ import annotations

import json
from inspect import getdoc
from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen import checks
from briefgen.outline import Outline
from briefgen.shape import fields, shape

if TYPE_CHECKING:
    from briefgen.shape import Field, Shape

__all__ = ["outline_schema"]

Schema: TypeAlias = dict[str, Any]


def outline_schema() -> str:
    """JSON Schema 2020-12 of an outline, as text that ends with a line end."""
    definitions: dict[str, Schema] = {"Wording": _WORDING}
    root = _record(shape(Outline), definitions)
    root["properties"]["rules"] = _rules(root["properties"]["rules"]["description"])
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


# Any scalar is text in an outline, but an editor takes an unquoted 2024 for a number.
_TEXT = {"type": ["string", "number"]}
_WORDING: Schema = {
    "description": "One text, or one for each audience by name; `default` serves the others.",
    "anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}],
}


def _record(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    """A record; those that it holds are put into ``definitions``."""
    known = fields(shape.kind)
    schema = {
        "description": getdoc(shape.kind),
        "type": "object",
        "properties": {key: _field(field, definitions) for key, field in known.items()},
        "required": [key for key, field in known.items() if field.required],
        "additionalProperties": False,
    }
    return {key: value for key, value in schema.items() if value != []}


def _field(field: Field, definitions: dict[str, Schema]) -> Schema:
    usual = {"default": field.usual} if isinstance(field.usual, str | bool) else {}
    return {"description": field.description, **_value(field.shape, definitions), **usual}


def _value(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    match shape.sort:
        case "text" if shape.held:
            sort = ["string", "integer"] if shape.held.number else "string"
            return {"type": sort, "pattern": f"^{shape.held.pattern}$"}
        case "number":
            return {"type": "integer", "minimum": 1} | (
                {"maximum": shape.most} if shape.most else {}
            )
        case "flag":
            return {"type": "boolean"}
        case "choice":
            return {"enum": list(shape.allowed)}
        case "wording":
            return {"$ref": "#/$defs/Wording"}
        case "list":
            assert shape.item
            least = {"minItems": shape.least} if shape.least else {}
            return {"type": "array", "items": _value(shape.item, definitions), **least}
        case "mapping":
            assert shape.item
            value = _value(shape.item, definitions)
            if not shape.held:
                return {"type": "object", "additionalProperties": value}
            by_name = {f"^{shape.held.pattern}$": value}
            return {"type": "object", "patternProperties": by_name, "additionalProperties": False}
        case "record":
            name = shape.kind.__name__.removesuffix("Entry")
            definitions[name] = _record(shape, definitions)
            return {"$ref": f"#/$defs/{name}"}
    return _TEXT


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
