"""Say in plain words what a YAML parser stumbled over, and what to type instead.

libyaml names the token that it did not expect. What the author did is guessed here from the line
itself; a mistake nobody foresaw keeps libyaml's own words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.finding import Finding
from briefgen.place import Place
from briefgen.read.lookalikes import lookalike

if TYPE_CHECKING:
    from briefgen.place import TextFile

__all__ = ["in_brackets", "quoted", "syntax_finding"]


class _Said(NamedTuple):
    """What libyaml said: its ``problem`` at ``at``, in what began at ``since`` (code points).

    ``last`` is the last scalar that was read to its end.
    """

    file: TextFile
    problem: str
    context: str
    at: int
    since: int
    last: Place

    @property
    def line(self) -> str:
        return self.file.line(self.place().line)

    @property
    def column(self) -> int:
        """Offset of the problem in its line, from 0."""
        return self.place().column - 1

    def place(self, start: int | None = None, width: int = 1) -> Place:
        start = self.at if start is None else start
        return Place(self.file, start, min(start + width, len(self.file.text)))


def syntax_finding(file: TextFile, error: Exception, last: Place, start: int) -> Finding:
    """The ``yaml-syntax`` finding for PyYAML's ``error``, whose marks count from ``start``.

    ``last`` is the last scalar before it.
    """
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    at = start + (problem_mark.index if problem_mark else getattr(error, "position", 0))
    # libyaml puts what it misses at the end on a line that the file does not have.
    at = min(at, max(len(file.text.rstrip()), 0))
    said = _Said(
        file,
        getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read",
        getattr(error, "context", None) or "",
        at,
        start + context_mark.index if context_mark else at,
        last,
    )
    for explain in (
        _tab,
        _lookalike,
        _quotation,
        _indicator,
        _colon,
        _block,
        _escape,
        _unquoted,
        _bracket,
        _dash,
        _no_colon,
        _indentation,
    ):
        if found := explain(said):
            message, hint, place = found
            return Finding("yaml-syntax", message, place, hint)
    words = f"{said.context}, {said.problem}" if said.context else said.problem
    return Finding("yaml-syntax", f"this is not YAML: {words}", said.place())


_Explained = tuple[str, str, Place]

_MARKS = ("''", '""', "“”", "‘’", "„“")

_KEY_AND_VALUE = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[^\s:'\"\[{#][^:]*:\s+)?(?P<value>.*)")


def _value(said: _Said) -> tuple[str, str, int]:
    """Of the problem's line: what stands before its value, the value, and where that begins."""
    found = _KEY_AND_VALUE.fullmatch(said.line.rstrip())
    if not found:
        return "", said.line, 0
    before = (found["lead"] + (found["key"] or "")).lstrip()
    return before, found["value"], found.start("value")


def _follows(said: _Said, value: str, start: int, marks: str) -> bool:
    """Whether the problem is what follows a value that begins with one of ``marks``."""
    expected = said.problem == "did not find expected key"
    return expected and said.column > start and bool(value) and value[0] in marks


def quoted(before: str, value: str) -> str:
    """How to write ``value`` so that it is text: ``before`` and it, in quotation marks."""
    value = re.sub(r"\s+#.*", "", value)
    in_marks = len(value) > 1 and value[0] + value[-1] in _MARKS
    bare = value[1:-1] if in_marks else value
    if '"' not in bare and "\\" not in bare:
        return f'put the value in quotation marks: {before}"{bare}"'
    doubled = bare.replace("'", "''")
    return f"put the value in quotation marks: {before}'{doubled}'"


def _tab(said: _Said) -> _Explained | None:
    lead = re.match(r"[ ]*\t", said.line)
    if not lead and "tab character" not in said.problem:
        return None
    start = said.file.starts[said.place().line - 1] + (lead.end() - 1 if lead else said.column)
    return (
        "a tab in the indentation",
        "YAML is indented with spaces: put two spaces in place of the tab",
        said.place(start),
    )


def _lookalike(said: _Said) -> _Explained | None:
    """A character that only looks like YAML's, here or on the line above that this one hangs on."""
    here = said.place().line
    above = _above(said)
    hangs = above is not None and _depth(above[1]) <= _depth(said.line)
    for number in (above[0], here) if above and hangs else (here,):
        if found := lookalike(said.file.line(number)):
            column, message, hint = found
            return message, hint, said.place(said.file.starts[number - 1] + column)
    return None


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _quotation(said: _Said) -> _Explained | None:
    if "unexpected end of stream" in said.problem and "quoted scalar" in said.context:
        mark = said.file.text[said.since]
        return (
            f"the quotation mark `{mark}` that opens here is never closed",
            f"close it with `{mark}` at the end of the value",
            said.place(said.since),
        )
    opened = said.last
    mark = opened.file.text[opened.start : opened.start + 1]
    if mark and mark in "'\"" and Place(said.file, opened.end).line > opened.line:
        if said.place().line != Place(said.file, opened.end).line:
            return None
        return (
            f"the quotation mark `{mark}` that opens here is closed only on line "
            f"{said.place().line}, in the midst of another value",
            f"close it with `{mark}` at the end of the value",
            said.place(opened.start),
        )
    before, value, start = _value(said)
    if not _follows(said, value, start, "'\""):
        return None
    if value[0] == "'" and re.match(r"'\w*\w'\w", value):
        hint = quoted(before, value[1:-1] if value.endswith("'") else value)
        return ("the apostrophe ends the value here, and more text follows", hint, said.place())
    return (
        "the quotation mark ends the value, and more text follows",
        quoted(before, value),
        said.place(),
    )


def _indicator(said: _Said) -> _Explained | None:
    character = said.file.text[said.at : said.at + 1]
    alias = "alias" in said.context or "anchor" in said.context
    if not (
        "cannot start any token" in said.problem
        or alias
        or (said.problem == "did not find expected node content" and character in [*"],}"])
        or (said.problem.startswith("mapping keys are not") and character == "?")
        or "tag" in said.context
    ):
        return None
    before, value, start = _value(said)
    if not value:
        return None
    name = "a backtick" if value[0] == "`" else f"`{value[0]}`"
    return (
        f"{name} cannot begin a value",
        quoted(before, value),
        said.place(said.file.starts[said.place().line - 1] + start),
    )


def _colon(said: _Said) -> _Explained | None:
    if not said.problem.startswith("mapping values are not allowed"):
        return None
    before, value, start = _value(said)
    if before.rstrip(" -") and start <= said.column:
        return ("a second `: ` in one value", quoted(before, value), said.place())
    above = _above(said)
    if not above:
        return None
    number, text = above
    if missing := re.match(r"\s*(?:- +)*([\w-]+):(?=\S)", text):
        colon = said.file.starts[number - 1] + missing.end() - 1
        return (
            "no space stands behind this colon",
            f"write `{text.strip()[: -len(text[missing.end() :])]} {text[missing.end() :].strip()}`",
            said.place(colon),
        )
    if missing := re.match(r"\s*-(?=[\w'\"])", text):
        dash = said.file.starts[number - 1] + missing.end() - 1
        return (
            "no space stands behind this dash",
            f"write `- {text[missing.end() :].strip()}`",
            said.place(dash),
        )
    if ":" not in text:
        return (
            f"line {number} is no key: it has no colon",
            f"write `{text.strip()}:`",
            said.place(),
        )
    hint = f"{_indent(_first(text))}, like "
    hint += f"{'the key on ' * text.lstrip().startswith('- ')}line {number}"
    if len(text.partition(": ")[2].split()) > _TITLE:
        hint += "; if it goes on with the text there, write `|` behind that key and the text below"
    return (
        f"this line stands deeper than line {number}, which has its value already",
        hint,
        said.place(said.file.starts[said.place().line - 1] + _first(said.line)),
    )


_TITLE = 3
"""Words of a value that may be a text over several lines, and no name."""


def _first(line: str) -> int:
    """Column, from 0, of the first key or word of ``line``, behind the marks of items."""
    found = re.match(r"\s*(?:- +)*", line)
    return found.end() if found else 0


def _above(said: _Said) -> tuple[int, str] | None:
    """Number and text of the nearest line above the problem that says something."""
    for number in range(said.place().line - 1, 0, -1):
        text = said.file.line(number)
        if text.strip() and not text.lstrip().startswith("#"):
            return number, text
    return None


def _block(said: _Said) -> _Explained | None:
    if "block scalar" not in said.context:
        return None
    mark = said.file.text[said.since]
    return (
        f"text stands on the line of `{mark}`",
        f"begin the text on the next line, indented; text that begins with `{mark}` needs "
        "quotation marks",
        said.place(said.since),
    )


def _escape(said: _Said) -> _Explained | None:
    if "escape" not in said.problem:
        return None
    start = said.file.text.rfind("\\", 0, said.at + 1)
    written = re.match(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8}|.)", said.file.text[start:])
    escape = written.group() if written else "\\"
    return (
        f"`{escape}` stands for no character in double quotation marks",
        "write `\\\\` for a backslash, or put the value in single quotation marks",
        said.place(start, len(escape)),
    )


def _unquoted(said: _Said) -> _Explained | None:
    """Text inside brackets that has one of YAML's own marks in it."""
    opening, mark = (
        said.file.text[said.since : said.since + 1],
        said.file.text[said.at : said.at + 1],
    )
    inside = Place(said.file, said.since).line == said.place().line
    if "',' or" not in said.problem or not inside or not mark.strip():
        return None
    start = said.last.start
    before = re.search(r"[\w-]+:\s+$", said.file.text[said.since : start])
    value = in_brackets(said.file, start)
    message = f"`{mark}` stands in a text inside `{opening}` that has no quotation marks"
    if said.file.text[start] in "'\"":
        message = "the quotation mark ends the value, and more text follows"
    return message, quoted(before[0] if before else "", value), said.place()


def in_brackets(file: TextFile, start: int) -> str:
    """What was meant as one text in ``{}`` or ``[]``: from ``start`` to the next key, or the line's end."""
    place = Place(file, start)
    rest = file.line(place.line)[place.column - 1 :]
    end = re.search(r"\s*,\s*[\w-]+:\s|\s*[]}]+\s*(?:,\s*)?(?:#.*)?$", rest)
    return rest[: end.start()] if end else rest


def _bracket(said: _Said) -> _Explained | None:
    if "',' or" in said.problem or "flow node" in said.context:
        opening = said.file.text[said.since : said.since + 1]
        if opening not in "[{" or not opening:
            return None
        closing = "]" if opening == "[" else "}"
        what = "a list" if opening == "[" else "a mapping"
        return (
            f"`{opening}` opens {what} that is not closed with `{closing}`",
            f"close it with `{closing}`; text that begins with `{opening}` needs quotation marks",
            said.place(said.since),
        )
    before, value, start = _value(said)
    if not _follows(said, value, start, "[{*&"):
        return None
    what = {"[": "a list", "{": "a mapping", "*": "an alias", "&": "an anchor"}[value[0]]
    return (
        f"`{value[0]}` begins {what}, and more text follows its end",
        quoted(before, value),
        said.place(said.file.starts[said.place().line - 1] + start),
    )


def _dash(said: _Said) -> _Explained | None:
    if "block sequence entries" in said.problem:
        before, value, _ = _value(said)
        return (
            "`-` begins a list, which needs lines of its own",
            f"begin it on the next line, or {quoted(before, value)}",
            said.place(),
        )
    if "expected '-' indicator" not in said.problem:
        return None
    first = Place(said.file, said.since)
    return (
        f"this line is not an item of the list that begins on line {first.line}",
        f"begin it with `- `, or {_indent(first.column + 1)} if it is part of the item above",
        said.place(),
    )


def _no_colon(said: _Said) -> _Explained | None:
    if "could not find expected ':'" not in said.problem:
        return None
    line = Place(said.file, said.since)
    text = line.excerpt.strip()
    above = _above(said._replace(at=line.start))
    if missing := re.match(r"(?:- +)*([\w-]+):\S", text):
        hint = f"write `{missing[1]}: ` with a space behind the colon"
    elif above and re.search(r":\s+[|>][-+\d]*\s*(?:#.*)?$", above[1]):
        mark = f"the text of line {above[0]}, which ends with `{above[1].strip()[-1]}`, is not indented"
        hint = f"indent all lines of the text by {_first(above[1]) + 2} spaces"
        return (mark, hint, said.place(said.since, len(text)))
    else:
        hint = "write `key: value`; if it is part of the text above, indent it more"
    return ("this line is no key: it has no colon", hint, said.place(said.since, len(text)))


def _indentation(said: _Said) -> _Explained | None:
    if said.problem != "did not find expected key" or said.line[: said.column].strip():
        return None
    if said.line.lstrip().startswith(":"):
        return "a colon without a key before it", "write `key: value`", said.place()
    above = _above(said)
    if not above:
        return None
    number, text = above
    return (
        f"this line is indented by {said.column}, which matches no line above it",
        f"{_indent(len(text) - len(text.lstrip()))} if it belongs with line {number}",
        said.place(),
    )


def _indent(spaces: int) -> str:
    if spaces == 0:
        return "do not indent it"
    return f"indent it by {spaces} space" + "s" * (spaces > 1)
