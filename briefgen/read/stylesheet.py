"""Scan a style sheet: what it begins from, what it names by ``url()``, what is no CSS. The room of tinycss2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.finding import Finding
from briefgen.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.place import TextFile

__all__ = ["Scanned", "scan"]


@dataclass(frozen=True)
class Scanned:
    """What stands in a style sheet.

    ``begins`` is the style that its ``@import`` names, with its place; ``imports`` are the spans of
    such rules, ``urls`` the spans of each ``url()`` that leads to a file, with what it says.
    """

    begins: tuple[str, Place] | None
    imports: tuple[tuple[int, int], ...]
    urls: tuple[tuple[int, int, str], ...]
    findings: tuple[Finding, ...]


_URL = re.compile(r"(?i)url\(\s*(?:\"[^\"]*\"|'[^']*'|[^)]*?)\s*\)")
_RULE = re.compile(r"[^;]*;?")
_NOTHING = re.compile("")
_HINT = "write `property: value;`, and close every brace, bracket and quotation mark"


def scan(file: TextFile) -> Scanned:
    """Scan the style sheet ``file``, as css-syntax-3 has it."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
    findings = list(_faults(file, rules))
    findings += _open_end(file, rules)
    begins: tuple[str, Place] | None = None
    imports = []
    for number, rule in enumerate(rules):
        if rule.type != "at-rule" or rule.lower_at_keyword != "import":
            continue
        span = _span(file, rule, _RULE)
        words = [node for node in rule.prelude if node.type not in ("whitespace", "comment")]
        if number or [node.type for node in words] != ["string"]:
            message = "a style sheet begins from one style, named first"
            hint = 'write `@import "house";` at its top, and copy in what else it needs'
            findings.append(Finding("template-error", message, Place(file, *span), hint))
        else:
            begins = words[0].value, Place(file, *span)
        imports.append(span)
    urls = [
        (*_span(file, node, _URL), value)
        for node, value in _urls(rules)
        if not value.startswith("#") and not value.lower().startswith("data:")
    ]
    return Scanned(begins, tuple(imports), tuple(urls), tuple(findings))


def _urls(nodes: list[Any]) -> Iterator[tuple[Any, str]]:
    """Each ``url()`` below ``nodes``, with what it says."""
    for node in nodes:
        if node.type == "url":
            yield node, node.value
        elif node.type == "function" and node.lower_name == "url":
            yield from ((node, each.value) for each in node.arguments if each.type == "string")
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            continue
        for part in ("prelude", "content", "arguments"):
            yield from _urls(getattr(node, part, None) or [])


def _faults(file: TextFile, rules: list[Any]) -> Iterator[Finding]:
    """What is no rule, and in rules what is no declaration."""
    import tinycss2

    for rule in rules:
        if rule.type == "error":
            yield _fault(file, rule, f"this is not CSS: {rule.message}")
            continue
        content = getattr(rule, "content", None)
        if content is None:
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            yield from _faults(file, tinycss2.parse_rule_list(content, True, True))
            continue
        for part in tinycss2.parse_blocks_contents(content, True, True):
            if part.type == "error":
                yield _no_declaration(file, part)
            elif part.type == "at-rule":
                yield from _faults(file, [part])


def _fault(file: TextFile, node: Any, message: str) -> Finding:
    place = Place(file, *_span(file, node, re.compile(r"[^\n;{}]*")))
    return Finding("template-error", message.rstrip("."), place, _HINT)


def _no_declaration(file: TextFile, node: Any) -> Finding:
    """tinycss2 finds the fault where the declaration ends."""
    end = _span(file, node, _NOTHING)[0]
    start = max(file.text.rfind(mark, 0, end) for mark in ";{}") + 1
    written = file.text[start:end]
    start += len(written) - len(written.lstrip())
    place = Place(file, start, max(start, end))
    return Finding("template-error", "this is not a declaration", place, _HINT)


def _open_end(file: TextFile, rules: list[Any]) -> Iterator[Finding]:
    """A brace that is never closed: CSS takes the end of the file for its end, and drops nothing."""
    import tinycss2

    # In a sheet whose braces are all closed, one more is an error.
    closed = tinycss2.parse_component_value_list(file.text + "\n}")
    if rules and not (closed and closed[-1].type == "error"):
        place = Place(file, *_span(file, rules[-1], re.compile(r"[^\n]*")))
        message = "this rule is never closed"
        yield Finding("template-error", message, place, "write `}` where it ends")


def _span(file: TextFile, node: Any, pattern: re.Pattern[str]) -> tuple[int, int]:
    """From where ``node`` begins, as far as ``pattern`` goes."""
    start = file.starts[min(node.source_line, len(file.starts)) - 1] + node.source_column - 1
    found = pattern.match(file.text, start)
    return start, found.end() if found else start
