"""Bind a tree of nodes to a model, with every fault found in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from briefgen.finding import Finding
from briefgen.read.nodes import FAULTS, Empty, Map, Seq

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from briefgen.read.nodes import Node

__all__ = ["bind"]

M = TypeVar("M", bound=BaseModel)


def bind(node: Node, model: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """Make ``model`` of ``node``; the model is None where too much is wrong to go on.

    A misspelled key is read as the key it was meant for; an unknown one, and a setting with a value
    that it cannot have, are passed over. So what follows from the rest is found in the same run.
    """
    findings: dict[Finding, None] = {}
    while True:
        value, errors = _validate(node, model)
        if value is not None:
            return value, tuple(findings)
        from briefgen.read.faults import explain, mended

        faults = explain(errors[:FAULTS], node, model)
        findings |= dict.fromkeys(fault.finding for fault in faults if fault.finding)
        if len(errors) > FAULTS:
            more = f"{len(errors) - FAULTS:,} more faults in this file; mend the others first"
            last = next(reversed(findings)).place
            return None, (*findings, Finding("wrong-value", more, last))
        before, node = node, mended(node, faults)
        if node is before:
            return None, tuple(findings)


def _validate(node: Node, model: type[M]) -> tuple[M | None, list[ErrorDetails]]:
    try:
        return model.model_validate(_plain(node)), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=False)


def _plain(node: Node) -> object:
    match node:
        case Map():
            return {key: _plain(value) for key, value in node.entries.items()}
        case Seq():
            return [_plain(item) for item in node.items]
        case Empty():
            return None
        case _:
            return node
