"""Characters that look like YAML's own and are none of them, as programs for prose put them in."""

from __future__ import annotations

import re

__all__ = ["lookalike"]

_SPACE = "[\\u00a0\\u2000-\\u200a\\u202f\\u3000]"
_FIRST_KEYS = "id|title|text|matter|date|image|chart"
"""Keys that an item of an outline begins with; prose in a list of Markdown has others."""

_LOOKALIKES = (
    (rf"[ ]*(?P<mark>{_SPACE})", "a space of another sort stands in the indentation", ""),
    (rf"(?P<key>\s*(?:- +)*[\w-]+):(?P<mark>{_SPACE})", "no common space is behind the colon", ":"),
    (r"(?P<key>\s*(?:- +)*[\w-]+)(?P<mark>：)", "`：` is no colon of YAML's", ":"),
    (r"(?P<key>\s*(?:- +)*[\w-]+) (?P<mark>=) ", "`=` does not part key and value", ":"),
    (
        rf"(?P<key>\s*)(?P<mark>[*•–—]) (?=(?:{_FIRST_KEYS}):)",
        "this mark does not begin an item",
        "-",
    ),
)


def lookalike(line: str) -> tuple[int, str, str] | None:
    """The first such character of ``line``: its column from 0, what is wrong, and what to type."""
    for pattern, message, meant in _LOOKALIKES:
        if found := re.match(pattern, line):
            hint = "put common spaces in its place"
            if meant:
                hint = f"write `{(found['key'] + meant).lstrip()} {line[found.end() :].strip()}`"
            return found.start("mark"), message, hint
    return None
