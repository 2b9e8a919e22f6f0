"""YAML as a tree of placed values. The only room of PyYAML.

A scalar is a :class:`~briefgen.place.Text`, whatever it looks like: ``NO``, ``1:30`` and ``010`` are
read as they stand. Aliases, anchors, merge keys, tags and a second document are refused, a key may
stand once, and depth and size are bounded while reading, before anything is built.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.place import Place, Text
from briefgen.read.files import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.bounds import Bounds
    from briefgen.place import TextFile

__all__ = ["FAULTS", "Empty", "Map", "Node", "Seq", "compose"]

FAULTS = 200
"""Faults of one sort in one file that are told; nobody reads more, and each takes its time."""


class Empty(NamedTuple):
    """A value that is not there: nothing after the colon, ``~`` or ``null``."""

    place: Place


class Seq(NamedTuple):
    """A list. In block style the place runs from the first item to the last."""

    items: tuple[Node, ...]
    place: Place


class Map(NamedTuple):
    """A mapping by key. In block style the place runs from the first key to the last value."""

    entries: Mapping[Text, Node]
    place: Place

    def key(self, name: str) -> Text | None:
        """The key ``name`` as it stands here."""
        return next((key for key in self.entries if key == name), None)

    def get(self, name: str) -> Node | None:
        """The value of the key ``name``, None where there is no such key."""
        return self.entries.get(cast("Text", name))


Node: TypeAlias = Text | Empty | Seq | Map
Event: TypeAlias = Any  # yaml.Event: its subclasses differ too much in what the stubs know


def compose(
    file: TextFile, start: int = 0, end: int | None = None, *, bounds: Bounds = USUAL
) -> tuple[Node | None, tuple[Finding, ...]]:
    """Read the YAML of ``file``: its tree, or None where it is not YAML as it is read here.

    ``start``..``end`` is the part to read, if not all of it: lines that are YAML by themselves.
    """
    import yaml

    # PyYAML built without libyaml has no C loader; its own is slower and reads the same.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(file, start, bounds)
    try:
        for event in yaml.parse(file.text[start:end], Loader=loader):
            if not builder.take(event):
                return None, tuple(builder.findings)
    except yaml.YAMLError as error:
        from briefgen.read.syntax import syntax_finding

        stop = syntax_finding(file, error, builder.last, start)
        # What the same line was refused for before is the same mistake, seen from nearer by.
        before = [each for each in builder.findings if each.place.line != stop.place.line]
        return None, (*before, stop)
    broken = any(finding.rule == "yaml-syntax" for finding in builder.findings)
    return None if broken else builder.root, tuple(builder.findings)


class _Open:
    """A collection whose end has not been read; ``key`` waits for its value."""

    def __init__(self, event: Event, entries: dict[Text, Node] | None) -> None:
        self.event = event
        self.values: list[Node] = []
        self.entries = entries
        self.key: Text | None = None


class _Builder:
    """Makes nodes of events whose marks count from ``start``; ``last`` places the last scalar."""

    def __init__(self, file: TextFile, start: int, bounds: Bounds) -> None:
        self.file = file
        self.start = start
        self.bounds = bounds
        self.root: Node = Empty(Place(file, start, start))
        self.findings: list[Finding] = []
        self.last = Place(file, start, start)
        self._deepest, self._most = bounds.yaml_depth, bounds.yaml_values
        self._stack: list[_Open] = []
        self._count = 0
        self._documents = 0

    def take(self, event: Event) -> bool:
        """Build on with ``event``; False when reading has to stop."""
        match type(event).__name__:
            case "ScalarEvent":
                self._add(self._scalar(event))
            case "MappingStartEvent":
                self._open(event, {})
            case "SequenceStartEvent":
                self._open(event, None)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._add(self._close(event))
            case "AliasEvent":
                name = f"`*{event.anchor}`"
                self._refuse(event, f"an alias ({name}) is not read here", _QUOTE_OR_REPEAT)
                self._add(Empty(self._place(event)))
            case "DocumentStartEvent":
                return self._begin_document(event)
        self._count += 1
        if self._count > self._most or len(self._stack) > self._deepest:
            return self._beyond_bounds(event)
        return len(self.findings) < FAULTS

    def _open(self, event: Event, entries: dict[Text, Node] | None) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        self._stack.append(_Open(event, entries))

    def _place(self, event: Event) -> Place:
        start, end = event.start_mark.index, event.end_mark.index
        return Place(self.file, self.start + start, self.start + end)

    def _refuse(self, event: Event, message: str, hint: str) -> None:
        self.findings.append(Finding("yaml-syntax", message, self._place(event), hint))

    def _begin_document(self, event: Event) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document begins here", "delete the line `---`")
        return self._documents == 1

    def _beyond_bounds(self, event: Event) -> bool:
        """Tell, unless enough is told, that the file is too deep or too long: reading has to stop."""
        if len(self.findings) < FAULTS:
            if len(self._stack) > self._deepest:
                bound, message = self.bounds.of("yaml_depth"), "nested deeper than {} levels"
            else:
                bound, message = self.bounds.of("yaml_values"), "the file holds more than {} values"
            place = self._place(event)
            self.findings.append(bound.exceeded(message.format(bound), place, "write less of it"))
        return False

    def _refuse_marks(self, event: Event) -> None:
        """Refuse the anchor and the tag that a node may carry."""
        if event.anchor is not None:
            self._refuse(event, f"an anchor (`&{event.anchor}`) is not read here", _QUOTE_OR_REPEAT)
        if event.tag is not None:
            place = self._place(event)
            written = self.file.text[place.start : place.start + 100].split(maxsplit=1)[0]
            self._refuse(
                event,
                f"a tag (`{written}`) is not read here",
                "delete it; text that begins with `!` needs quotation marks",
            )

    def _scalar(self, event: Event) -> Text | Empty:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        place = self.last = self._place(event)
        style, value = event.style, event.value
        if not style and value in ("", "~", "null"):
            return Empty(place)
        if not style and (lost := _LOST.match(self.file.text, place.end)):
            self._refuse_comment(place, Place(self.file, *lost.span("comment")))
        elif style in ("|", ">"):
            place = _content(place)
        elif style == '"' and "\\" in self.file.text[place.start : place.end]:
            # Only an escape gets a control here; raw ones are refused with the file.
            value = self._without_controls(value, place)
        return Text(value, place)

    def _refuse_comment(self, place: Place, comment: Place) -> None:
        """Refuse a comment that may be the rest of the text before it: ``Issue #3``."""
        written = self.file.text[comment.start : comment.end]
        whole = self.file.text[place.start : comment.end]
        key = self._stack[-1].key if self._stack else None
        hint = "for a comment, put a space behind `#`; for text, put the value in quotation marks"
        if key and len(whole) < 60 and '"' not in whole and "\\" not in whole:
            hint = f'for a comment, put a space behind `#`; for text, write `{key}: "{whole}"`'
        message = f"`{written.split()[0]}` begins a comment, which is not read"
        self.findings.append(Finding("wrong-value", message, comment, hint))

    def _without_controls(self, value: str, place: Place) -> str:
        control = re.search(_CONTROL, value)
        if control is None:
            return value
        name = f"U+{ord(control.group()):04X}"
        message = f"the escape for the control character {name} does not belong in a text"
        self.findings.append(Finding("not-text", message, place, "delete it"))
        return re.sub(_CONTROL, "\ufffd", value)

    def _close(self, event: Event) -> Node:
        opened = self._stack.pop()
        start, end = self._place(opened.event).start, self._place(event).end
        values = opened.values if opened.entries is None else list(opened.entries.values())
        if not opened.event.flow_style and values:
            end = values[-1].place.end
            first = values[0] if opened.entries is None else next(iter(opened.entries))
            start = first.place.start
        place = Place(self.file, start, end)
        if opened.entries is None:
            return Seq(tuple(opened.values), place)
        above = self._stack[-1] if self._stack else None
        is_key = above is not None and above.entries is not None and above.key is None
        if opened.event.flow_style and not is_key:
            self._check_colons(opened.entries)
        return Map(opened.entries, place)

    def _check_colons(self, entries: Mapping[Text, Node]) -> None:
        """Refuse a text in ``{}`` that a comma cuts: what follows was read as a key without a value."""
        before: Text | None = None
        for key, value in entries.items():
            if key and isinstance(value, Empty) and _CUT.match(self.file.text, key.place.end):
                from briefgen.read.syntax import in_brackets, quoted

                cut = entries[before] if before is not None else None
                if before is None:
                    message = f"`{{` begins a mapping, and `{key}` in it has no colon"
                    hint = "text that begins with `{` needs quotation marks"
                elif isinstance(cut, Text) and (cut + key).isdigit():
                    message = f"the comma ends the number: `{key}` was read as a key"
                    hint = f"write `{before}: {cut}{key}`"
                elif isinstance(cut, Text) and self.file.text[cut.place.start] not in "'\"":
                    message = f"`{key}` has no colon: the comma before it ends the text"
                    hint = quoted(f"{before}: ", in_brackets(self.file, cut.place.start))
                else:
                    message = f"no colon parts key and value in `{key}`"
                    name, _, rest = key.partition(" ")
                    hint = f"write `{name}: {rest or '...'}`"
                self.findings.append(Finding("yaml-syntax", message, key.place, hint))
                return
            before = key

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if top.entries is None:
            top.values.append(node)
        elif top.key is None:
            top.key = self._key(node, top.entries)
        else:
            top.entries.setdefault(top.key, node)
            top.key = None

    def _key(self, node: Node, entries: Mapping[Text, Node]) -> Text:
        if not isinstance(node, Text):
            what = "a key without a name" if isinstance(node, Empty) else "a key that is not text"
            hint = "text that begins with `{` or `[` needs quotation marks"
            self.findings.append(Finding("yaml-syntax", what, node.place, hint))
            return Text("", node.place)
        if node == "<<":
            hint = "name the outline to start from with `extends:`"
            message = "a merge key (`<<`) is not read here"
            self.findings.append(Finding("yaml-syntax", message, node.place, hint))
        elif node[:1].isspace() and node.place.excerpt[node.place.column - 1 :][:1] == node[0]:
            message = "a space of another sort stands in the indentation"
            place = Place(self.file, node.place.start, node.place.start + 1)
            hint = "put common spaces in its place"
            self.findings.append(Finding("yaml-syntax", message, place, hint))
        elif node in entries:
            first = next(key for key in entries if key == node)
            self.findings.append(
                Finding(
                    "duplicate-key",
                    f"`{node}` stands twice; the first is on line {first.place.line}",
                    node.place,
                    "keep one of them",
                )
            )
        return node


_QUOTE_OR_REPEAT = "write the value out; text that begins with `*` or `&` needs quotation marks"
_CONTROL = f"[\x0c{NO_TEXT}]"
_LOST = re.compile(r"[ \t]+(?P<comment>#\w[^\r\n]*)")
_CUT = re.compile(r"\s*[,}]")
_HEADER = re.compile(r"[|>][^\n]*\n\s*(?=\S)")


def _content(place: Place) -> Place:
    """Place of the text of a block scalar, without its header and the line ends behind it."""
    raw = place.file.text[place.start : place.end].rstrip()
    header = _HEADER.match(raw)
    start = header.end() if header else 0
    return Place(place.file, place.start + start, place.start + len(raw))
