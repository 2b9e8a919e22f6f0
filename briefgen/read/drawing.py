"""Hold an SVG drawing to its bounds, and to itself: it may call nothing that stands outside of it.

A drawing is a program: it can call files, carry scripts, and draw one shape a billion times with ten
lines of ``use``. It is read here as events, never built; how often a shape would be drawn is worked out
and not done.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.bounds import Bounds

    _Ids: TypeAlias = Mapping[str, Sequence["_Element"]]

__all__ = ["DrawingFault", "OverBound", "images_inside"]


class OverBound(Exception):  # noqa: N818 - named for what is wrong
    """An image is over the bound of the field ``name``: ``what`` it has, and what to do."""

    def __init__(self, name: str, what: str, remedy: str, needed: int | None = None) -> None:
        super().__init__(what)
        self.name = name
        self.what = what
        self.remedy = remedy
        self.needed = needed


class DrawingFault(Exception):  # noqa: N818
    """A drawing that is none, or that does what it may not; ``hint`` says what to do."""

    def __init__(self, line: int, what: str, hint: str = "save it as plain SVG, or as PNG") -> None:
        super().__init__(f"cannot be set: {what} (its line {line:,})")
        self.hint = hint


@dataclass
class _Element:
    """An element: ``points`` of its own outlines, its children, and what it draws beside them.

    ``drawn`` are ids that it draws once; ``painted`` those that it paints shapes with; ``marked``
    those that it sets on every point.
    """

    line: int
    points: int = 0
    inside: list[_Element] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    painted: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    gradient: bool = False


def images_inside(data: bytes, bounds: Bounds) -> tuple[tuple[bytes, str], ...]:
    """The PNG and JPEG images that the drawing ``data`` holds, each with its media type.

    Raises :class:`DrawingFault` and :class:`OverBound`.
    """
    reader = _Reader(bounds)
    parser = reader.parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        fault = expat.ErrorString(error.code) or "broken XML"
        raise DrawingFault(error.lineno, f"it is not well-formed XML, {fault}") from None
    _expand(reader, bounds)
    return tuple(reader.images)


_SVG = "http://www.w3.org/2000/svg"
_MOVES = {"animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"}
_RUNS = {
    *("audio", "canvas", "embed", "foreignObject", "handler", "iframe", "include", "listener"),
    *("object", "script", "video"),
}
_STEP = re.compile(r"[A-Za-z]|\d+(?:\.\d*)?|\.\d+")
_COMMENT = re.compile(r"(?s)/\*.*?\*/")
_URL = re.compile(r"(?i)url\(\s*[\"']?\s*([^\"')]*)")
_DATA = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]*)")
_BEGINS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_ONCE = {"clip-path", "filter", "mask"}


class _Reader:
    """What expat tells, held to the rules, and kept as far as it says what will be drawn."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.root = _Element(0)
        self.ids: dict[str, list[_Element]] = {}
        self.images: list[tuple[bytes, str]] = []
        self.count = 0
        self.style = ""
        self._open = [self.root]
        self._styling = False
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = lambda name, _: self._refuse(
            f"it has an instruction to programs, <?{name}?>"
        )

    def _refuse(self, what: str) -> None:
        raise DrawingFault(self.parser.CurrentLineNumber, what)

    def _doctype(self, name: str, system: str | None, public: str | None, declares: int) -> None:
        """matplotlib and Graphviz name the type of SVG 1.1, which nothing here looks up."""
        if declares or name != "svg" or not (public or "").startswith("-//W3C//DTD SVG"):
            self._refuse("it declares a document type of its own")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if len(self._open) == 1 and (space, name) != (_SVG, "svg"):
            self._refuse("its first element is not <svg>")
        if name in _RUNS:
            self._refuse(f"it has <{name}>, which holds more than a drawing")
        if self._styling:
            self._refuse(f"its style sheet holds <{name}>")
        if name in _MOVES:
            self._refuse(f"it moves, with <{name}>")
        self.count += 1
        if self.count > self.bounds.svg_elements:
            raise OverBound("svg_elements", f"has {self.count:,} elements and more", _SIMPLER)
        if len(self._open) > self.bounds.svg_depth:
            raise OverBound("svg_depth", f"is nested {len(self._open)} levels and more", _SIMPLER)
        element = _Element(self.parser.CurrentLineNumber, gradient=name.endswith("Gradient"))
        for key, value in attributes.items():
            self._attribute(element, name, key.rpartition(" ")[2], value)
        self._open[-1].inside.append(element)
        self._open.append(element)
        self._styling = name == "style"

    def _end(self, _: str) -> None:
        self._open.pop()
        if self._styling:
            self._sheet(self.style)
            self.style = ""
        self._styling = False

    def _text(self, text: str) -> None:
        if self._styling:
            self.style += text
        else:
            self._open[-1].points += len(text.strip())

    def _attribute(self, element: _Element, name: str, key: str, value: str) -> None:
        if key == "id":
            self.ids.setdefault(value, []).append(element)
        elif re.match(r"(?i)on[a-z]", key):
            self._refuse(f"it has a script, in `{key}`")
        elif key == "base":
            self._refuse("it names an address for what it calls, in `xml:base`")
        elif key in ("href", "src"):
            self._reference(element, name, value.strip())
        elif key in ("d", "points"):
            most = self.bounds.svg_points + 1
            element.points += sum(1 for _ in islice(_STEP.finditer(value), most))
        elif key == "style":
            for prop, called in self._declared(value):
                self._paints(element, prop, called)
        else:
            for called in self._called(value):
                self._paints(element, key, called)

    def _reference(self, element: _Element, name: str, target: str) -> None:
        if target.startswith("#"):
            if name == "a":
                return
            element.drawn.append(target[1:])
        elif target and not self._embedded(name, target):
            self._refuse(f"it calls `{target[:60]}`, which stands outside of it")

    def _embedded(self, name: str, target: str) -> bool:
        """Keep an image that is written out in its address."""
        found = _DATA.fullmatch(target)
        if not found or name != "image":
            return False
        data = b64decode(found[2])
        if not data.startswith(_BEGINS[found[1]]):
            self._refuse(f"an image inside it is no {found[1]}")
        self.images.append((data, found[1]))
        return True

    def _called(self, value: str) -> list[str]:
        """The ids that the value of a property calls."""
        targets = [target.strip() for target in _URL.findall(value)]
        for target in targets:
            if not target.startswith("#"):
                self._refuse(f"it calls `{target[:60]}`, which stands outside of it")
        return [target[1:] for target in targets]

    def _declared(self, style: str) -> Iterator[tuple[str, str]]:
        """Properties of a style, and the ids that they call."""
        if "\\" in style or "@import" in style.lower():
            self._refuse("its style calls another, or hides what it calls")
        self._called(style)
        for declaration in re.split("[;{}]", _COMMENT.sub("", style)):
            prop, _, value = declaration.partition(":")
            for called in self._called(value):
                yield prop.strip().lower(), called

    def _sheet(self, style: str) -> None:
        """A style sheet, which may be for any element, or for all."""
        for prop, called in self._declared(style):
            self._paints(self.root, "fill" if prop in _ONCE else prop, called)

    def _paints(self, element: _Element, prop: str, called: str) -> None:
        if prop.startswith("marker"):
            element.marked.append(called)
        elif prop in _ONCE:
            element.drawn.append(called)
        else:
            element.painted.append(called)


_SIMPLER = "simplify the drawing, or save it as PNG"
_MOST = 10**15
"""Larger counts are not told apart."""


@dataclass
class _Sum:
    """Of an element with all that it draws: elements, points, and levels of nesting.

    ``shapes`` and ``points`` are those that paint and marks fall on; ``elements`` has what these
    draw in turn.
    """

    shapes: int = 1
    points: int = 0
    elements: int = 1
    depth: int = 1


def _expand(reader: _Reader, bounds: Bounds) -> None:
    """Work out what would be drawn, children and what is called before what calls it."""
    sums: dict[int, _Sum] = {}
    way: set[int] = set()
    stack = [(reader.root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            way.discard(id(element))
            sums[id(element)] = found = _sum(element, reader.ids, sums)
            if found.depth - 1 > bounds.svg_depth:
                what = f"is nested {found.depth - 1:,} levels and more"
                raise OverBound("svg_depth", what, _SIMPLER)
        elif id(element) in way:
            raise DrawingFault(element.line, "it draws itself inside itself")
        elif id(element) not in sums:
            way.add(id(element))
            stack.append((element, True))
            stack += [(each, False) for each in _called(element, reader.ids)]
    whole = sums[id(reader.root)]
    for name, number, things in (
        ("svg_elements", whole.elements - 1, "elements"),
        ("svg_points", whole.points, "points and letters"),
    ):
        if number > getattr(bounds, name):
            raise OverBound(
                name, f"has {number:,} {things}, each as often as it is drawn", _SIMPLER
            )


def _called(element: _Element, ids: _Ids) -> Iterator[_Element]:
    yield from element.inside
    for name in (*element.drawn, *element.painted, *element.marked):
        yield from ids.get(name, ())


def _sum(element: _Element, ids: _Ids, sums: Mapping[int, _Sum]) -> _Sum:
    def named(names: Sequence[str]) -> list[_Sum]:
        return [sums[id(e)] for n in names for e in ids.get(n, ()) if not e.gradient]

    parts = [*(sums[id(each)] for each in element.inside), *named(element.drawn)]
    paint, marks = named(element.painted), named(element.marked)
    shapes = 1 + sum(part.shapes for part in parts)
    points = element.points + sum(part.points for part in parts)
    elements = 1 + sum(part.elements for part in parts)
    elements += shapes * sum(part.elements for part in paint)
    elements += (shapes + points) * sum(part.elements for part in marks)
    inked = points + shapes * sum(part.points for part in paint)
    inked += (shapes + points) * sum(part.points for part in marks)
    depth = 1 + max((sums[id(each)].depth for each in _called(element, ids)), default=0)
    return _Sum(min(shapes, _MOST), min(inked, _MOST), min(elements, _MOST), depth)
