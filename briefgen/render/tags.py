"""The tag tree of a PDF, as a person would make it, from what WeasyPrint 70 writes for each box.

WeasyPrint tags boxes: a list that runs over three columns and two pages becomes six lists, a line a
span, and what it repeats or draws itself (running heads, leader dots, a table's head on its second
page) is read out again and again. Here each element of the page becomes one tag, in reading order,
with its language; the rest becomes an artifact, which no reading aloud meets.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

__all__ = ["mend_tags", "remember_boxes"]


@cache
def remember_boxes(weasyprint: ModuleType) -> None:
    """Let each tag that WeasyPrint makes from now on know the box that it is for."""
    module = weasyprint.pdf.tags
    build = module._build_box_tree

    def remembering(box: Any, *rest: Any) -> Iterator[Any]:
        for item in build(box, *rest):
            item.box = getattr(item, "box", None) or getattr(box, "_box", box)
            yield item

    module._build_box_tree = remembering


def mend_tags(weasyprint: ModuleType, pdf: Any) -> None:
    """Make one tag of the tags of each element of ``pdf``, and artifacts of what is none's."""
    pydyf = weasyprint.pdf.pydyf
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    before = [item for item in pdf.objects if _is_tag(item)]
    document = _object(pdf, root["K"][0])
    tree = _Reader(pydyf, pdf).read(document, "", str(pdf.catalog["Lang"].string))
    writer = _Writer(pydyf, pdf, root)
    writer.write(tree, root.reference)
    writer.finish(before)


class _Content(NamedTuple):
    """Marked content: the reference of its page and its number there."""

    page: bytes
    number: int


_Kid: TypeAlias = "_Tag | _Content | bytes"
"""What a tag holds: another, content, or the reference to the reference of a link."""


@dataclass(eq=False)
class _Tag:
    """One element of the tree; ``item`` is its dictionary, which has the name of its kind."""

    item: Any
    box: Any
    kids: list[_Kid] = field(default_factory=list)

    @property
    def kind(self) -> str:
        kind: str = self.item["S"]
        return kind

    @property
    def leads(self) -> bool:
        """Whether it is the tag of a link on the page."""
        return any(isinstance(kid, bytes) for kid in self.kids)

    @property
    def key(self) -> tuple[Any, ...] | None:
        """Same for all fragments of an element, or of what is before or after it."""
        if self.box is None or self.box.element is None:
            return None
        return self.kind, self.box.element, self.box.element_tag


class _Reader:
    """Reads the tags of WeasyPrint, joining what belongs together."""

    def __init__(self, pydyf: ModuleType, pdf: Any) -> None:
        self._pydyf = pydyf
        self._pdf = pdf

    def read(self, item: Any, role: str, language: str) -> _Tag:
        """The tag ``item`` with all below it, within an element of the ``role`` and ``language``."""
        tag = _Tag(item, getattr(item, "box", None))
        html = tag.box.element if tag.box else None
        if html is not None:
            role = html.get("role") or role
            own = html.get("lang") or html.get(_XML_LANG) or language
            if own != language:
                language = own
                item["Lang"] = self._pydyf.String(own)
        kids = [each for kid in item["K"] for each in self._below(tag, kid, role, language)]
        tag.kids = _joined(kids)
        self._name(tag, role)
        return tag

    def _below(self, tag: _Tag, kid: Any, role: str, language: str) -> Sequence[_Kid]:
        """What ``kid`` of ``tag`` comes to: it may dissolve into what is below it."""
        if isinstance(kid, int):
            return [_Content(tag.item["Pg"], kid)]
        item = _object(self._pdf, kid)
        if item["Type"] == "/OBJR":
            return [kid]
        below = self.read(item, role, language)
        if below.box is not None and below.box.is_leader:
            return []
        if "Lang" in item:
            return [below]
        line = below.box is None
        inner = _same_element(tag, below) and below.kind == tag.kind
        idle = below.kind in _IDLE and not below.leads
        return below.kids if line or inner or idle else [below]

    def _name(self, tag: _Tag, role: str) -> None:
        """Give ``tag`` the kind of its element where WeasyPrint has none, or another."""
        html = tag.box.element if tag.box else None
        if tag.kind == "/LI":
            self._body(tag)
            if role == "doc-endnotes" and html is not None and html.get("id"):
                self._note(tag, html.get("id"))
        if role == "doc-toc" and tag.kind in _CONTENTS:
            tag.item["S"] = _CONTENTS[tag.kind]
            tag.kids = [each for kid in tag.kids for each in (_body_of(kid) or [kid])]
        elif tag.kind == "/NonStruct" and "Lang" in tag.item:
            tag.item["S"] = "/Span"
        elif tag.kind == "/NonStruct" and html is not None and html.tag == "figure":
            tag.item["S"] = "/Div"

    def _body(self, item: _Tag) -> None:
        """Put what stands beside a list item's label into a body (ISO 32000-1, 14.8.4.3.3)."""
        kept = [kid for kid in item.kids if isinstance(kid, _Tag) and kid.kind in _OF_ITEM]
        if loose := [kid for kid in item.kids if kid not in kept]:
            item.kids = _joined([*kept, self._made("/LBody", item, loose)])

    def _note(self, item: _Tag, name: str) -> None:
        """Make a note of what a list item says (ISO 14289-1, 7.9)."""
        for body in item.kids:
            if isinstance(body, _Tag) and body.kind == "/LBody":
                note = self._made("/Note", item, body.kids)
                note.item["ID"] = self._pydyf.String(name)
                body.kids = [note]

    def _made(self, kind: str, tag: _Tag, kids: list[_Kid]) -> _Tag:
        """A new tag for a part of the element of ``tag``."""
        values = {"Type": "/StructElem", "S": kind, "Pg": tag.item["Pg"]}
        item = self._pydyf.Dictionary(values)
        self._pdf.add_object(item)
        return _Tag(item, tag.box, kids)


_IDLE = ("/NonStruct", "/Span", "/Link")
"""Kinds that say nothing but for a language or a link of their own."""

_OF_ITEM = ("/Lbl", "/LBody")
_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _same_element(tag: _Tag, below: _Tag) -> bool:
    """Whether both are boxes of one element: WeasyPrint puts anonymous ones into one another."""
    return tag.key is not None and below.key is not None and tag.key[1:] == below.key[1:]


def _body_of(kid: _Kid) -> list[_Kid]:
    """What the body of a list item holds; nothing if ``kid`` is none."""
    return kid.kids if isinstance(kid, _Tag) and kid.kind == "/LBody" else []


def _joined(kids: list[_Kid]) -> list[_Kid]:
    """``kids`` with the fragments of an element, parted by lines, columns and pages, made one."""
    first: dict[Any, _Tag] = {}
    kept: list[_Kid] = []
    for kid in kids:
        key = kid.key if isinstance(kid, _Tag) else None
        if not isinstance(kid, _Tag) or key is None or key not in first:
            kept.append(kid)
            if isinstance(kid, _Tag) and key is not None:
                first[key] = kid
        elif kid.kind == "/Table":
            _continue_table(first[key], kid)
        elif kid.kind != "/Figure":
            first[key].kids = _joined([*first[key].kids, *kid.kids])
        else:
            kept.append(kid)
    return kept


def _continue_table(table: _Tag, rest: _Tag) -> None:
    """Put ``rest`` of a table, from its next page, to it; the head that is repeated there goes."""
    heads = {kid.key: kid for kid in table.kids if isinstance(kid, _Tag)}
    names: dict[str, Any] = {}
    for kid in rest.kids:
        if isinstance(kid, _Tag) and kid.kind in ("/THead", "/TFoot") and kid.key in heads:
            pairs = zip(_cells(heads[kid.key], "/TH"), _cells(kid, "/TH"), strict=False)
            names |= {again.item["ID"].string: cell.item["ID"] for cell, again in pairs}
    for cell in _cells(rest, "/TD"):
        headers = cell.item["A"].get("Headers", ())
        for index, name in enumerate(headers):
            headers[index] = names.get(name.string, name)
    goes = ("/THead", "/TFoot") if names else ()
    added = [k for k in rest.kids if not (isinstance(k, _Tag) and k.kind in goes)]
    table.kids = _joined([*table.kids, *added])


def _cells(tag: _Tag, kind: str) -> Iterator[_Tag]:
    for kid in tag.kids:
        if isinstance(kid, _Tag):
            if kid.kind == kind:
                yield kid
            yield from _cells(kid, kind)


class _Writer:
    """Writes a tree back into the file that it was read from."""

    def __init__(self, pydyf: ModuleType, pdf: Any, root: Any) -> None:
        self._pydyf = pydyf
        self._pdf = pdf
        self._root = root
        numbers = _object(pdf, root["ParentTree"])["Nums"]
        self._at = dict(zip(numbers[::2], range(1, len(numbers), 2), strict=True))
        self._numbers = numbers
        self._written: set[int] = set()
        self._content: defaultdict[bytes, dict[int, bytes]] = defaultdict(dict)
        self._names: dict[str, bytes] = {}

    def write(self, tag: _Tag, parent: bytes) -> None:
        """Write ``tag`` and all below it; ``parent`` is a reference."""
        own = tag.item.reference
        page = tag.item.get("Pg")
        tag.item["P"] = parent
        tag.item["K"] = self._pydyf.Array()
        self._written.add(tag.item.number)
        if "ID" in tag.item:
            self._names[tag.item["ID"].string] = own
        for kid in tag.kids:
            if isinstance(kid, _Tag):
                tag.item["K"].append(kid.item.reference)
                self.write(kid, own)
            elif isinstance(kid, _Content):
                self._content[kid.page][kid.number] = own
                tag.item["K"].append(kid.number if kid.page == page else self._elsewhere(kid))
            else:
                tag.item["K"].append(kid)
                annotation = _object(self._pdf, _object(self._pdf, kid)["Obj"])
                self._numbers[self._at[annotation["StructParent"]]] = own

    def _elsewhere(self, content: _Content) -> Any:
        """Content on another page than the tag begins (ISO 32000-1, table 324)."""
        values = {"Type": "/MCR", "Pg": content.page, "MCID": content.number}
        return self._pydyf.Dictionary(values)

    def finish(self, before: Sequence[Any]) -> None:
        """Take out what is left of the tags there were ``before``, and mark their content so."""
        for index, page in enumerate(self._pdf.page_references):
            there = self._numbers[self._at[index]]
            owners = self._content[page]
            stream = _object(self._pdf, _object(self._pdf, page)["Contents"])
            artifacts = set(range(len(there))) - set(owners)
            self._mark(stream.stream, artifacts)
            there[:] = [owners.get(number, b"null") for number in range(len(there))]
        for item in before:
            if item.number not in self._written and not self._leads(item):
                item.clear()
        named = [
            each
            for name in sorted(self._names)
            for each in (self._pydyf.String(name), self._names[name])
        ]
        if named:
            self._root["IDTree"] = self._pydyf.Dictionary({"Names": self._pydyf.Array(named)})

    def _mark(self, stream: list[Any], artifacts: set[int]) -> None:
        """Make artifacts of the content of these numbers (ISO 32000-1, 14.8.2.2)."""
        if not artifacts:
            return
        for index, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in artifacts:
                stream[index - 1 : index + 1] = [
                    "/Artifact",
                    self._pydyf.Dictionary({"Type": "/Pagination"}),
                ]

    def _leads(self, item: Any) -> bool:
        return any(
            isinstance(kid, bytes) and _object(self._pdf, kid).get("Type") == "/OBJR"
            for kid in item["K"]
        )


def _is_tag(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/StructElem"


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
