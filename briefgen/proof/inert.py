"""Nothing happens in a brief but that a reader follows a link, to another place in it or to the web.

*Why* not a list of what is forbidden: PDF has some thirty ways to run, open, send or play something,
and new readers find more. What a brief has is known, so all else is a fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.proof.clauses import Fault
from briefgen.proof.pdffile import kind, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.proof.tagged import Structure

__all__ = ["active"]

_CATALOG = frozenset(
    (
        "/Type",
        "/Version",
        "/Pages",
        "/Lang",
        "/Metadata",
        "/MarkInfo",
        "/StructTreeRoot",
        "/ViewerPreferences",
        "/OutputIntents",
        "/Outlines",
        "/AF",
        "/Names",
    )
)
_NAMES = frozenset(("/Dests", "/EmbeddedFiles"))
_PAGE = ("/AA", "/PresSteps", "/AF")
_WEB = re.compile(r"(?i)https?://[^/\\]|mailto:[^/\\]")


def active(found: Structure) -> Iterator[Fault]:
    """What could act, or lead out of the document other than to a web address or a mailbox."""
    root = found.file.Root
    for key in sorted(set(root.keys()) - _CATALOG):
        yield Fault(f"it has {key[1:]}, which no brief has")
    for key in sorted(set(root.get("/Names", {}).keys()) - _NAMES):
        yield Fault(f"it has {key[1:]}, which no brief has")
    for number, page in enumerate(found.file.pages, 1):
        for key in _PAGE:
            if key in page:
                yield Fault(f"it has {key[1:]}, which no brief has", page=number)
    places = {name for name, _ in named(found.file, "/Dests")}
    for each in found.annotations:
        yield from _annotation(each.raw, each.shape, each.page, places)
    for item in _bookmarks(root.get("/Outlines")):
        if "/A" in item or "/Dest" not in item:
            yield Fault("a bookmark does something other than lead to its heading")


def _annotation(raw: Any, shape: str, page: int, places: set[str]) -> Iterator[Fault]:
    if shape != "Link":
        yield Fault(f"a {shape or 'thing'} lies over the page, where only links may", page=page)
        return
    if "/AA" in raw or "/PA" in raw:
        yield Fault("a link does something other than lead", page=page)
    target, action = raw.get("/Dest"), raw.get("/A")
    if action is None:
        if target is None or str(target) not in places:
            yield Fault(f"a link leads to `{target}`, which is not in it", page=page)
        return
    if set(action.keys()) - {"/Type", "/S", "/URI"} or str(action.get("/S")) != "/URI":
        sort = str(action.get("/S", "/"))[1:]
        yield Fault(f"a link has an action of the kind {sort}", page=page)
    elif not _WEB.match(str(action.get("/URI", ""))):
        yield Fault(f"a link leads to `{action.get('/URI')}`", page=page)


def _bookmarks(outlines: Any) -> Iterator[Any]:
    """All bookmarks, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [outlines.get("/First")] if kind(outlines) == "dictionary" else []
    while waiting:
        item = waiting.pop()
        if kind(item) != "dictionary" or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        waiting += [item.get("/Next"), item.get("/First")]
