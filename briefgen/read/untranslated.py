"""Tell what the catalogs of a language lack of the words that templates print."""

from __future__ import annotations

import io
import re
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING, NamedTuple

from briefgen.finding import Finding
from briefgen.place import Place
from briefgen.read.files import Read
from briefgen.read.layout import read_layout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.layout import Catalog
    from briefgen.place import TextFile

__all__ = ["Message", "check_words", "messages"]

_PAGES = ("brief.html.j2", "brief.md.j2")
_SCREEN = "shared/screen.html.j2"
_STRING = r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\''
_CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(\s*(?:{_STRING})(?:\s*,\s*(?:{_STRING}))?")
_COMMENT = re.compile(r"(?s)\{#.*?#\}")
_OTHER = re.compile(r"""["']([^"'\s]+\.j2)["']""")
_NAMED = 3
"""Messages that are named; the others are counted."""


class Message(NamedTuple):
    """Fixed words that a template asks for: ``words`` in English, and what tells two uses apart."""

    words: str
    context: str = ""
    counted: bool = False


def messages(template: str) -> Iterator[Message]:
    """The messages that the text of a ``template`` asks for by ``_("...")`` and its like.

    *Why* not by Jinja: a check loads none of it, and what these functions take are plain strings.
    """
    for found in _CALL.finditer(_COMMENT.sub("", template)):
        function, first, second = found[1], found[2] or found[3], found[4] or found[5]
        first, second = (re.sub(r"\\(.)", r"\1", each or "") for each in (first, second))
        counted = "n" in function
        if "p" in function:
            yield Message(second, first, counted)
        else:
            yield Message(first, counted=counted)


def check_words(
    catalogs: Sequence[Catalog], templates: Collection[str], path: Path, bounds: Bounds
) -> Read[None]:
    """A warning that counts what none of ``catalogs`` says of what ``templates`` may print.

    ``path`` is the outline's, which templates may lie beside. One finding, at the nearest catalog; none
    in English, which is the messages themselves.
    """
    if catalogs[0].language.partition("-")[0] == "en":
        return Read(None, (), ())
    layout = read_layout(path, bounds=bounds)
    texts = _texts(layout.value.templates, templates) if layout.value else ()
    wanted = dict.fromkeys(message for text in texts for message in messages(text))
    said = [GNUTranslations(io.BytesIO(catalog.data)) for catalog in catalogs]
    for each in said:
        each.add_fallback(_Silent())
    lacking = [one for one in wanted if not any(_says(each, one) for each in said)]
    told = (_told(catalogs[0], lacking, len(wanted)),) if lacking else ()
    return Read(None, told, layout.files)


def _texts(files: Mapping[str, TextFile], templates: Collection[str]) -> Iterator[str]:
    """The texts of ``templates`` out of their ``files``, and of all that they include."""
    waiting = [*(f"{name}/{page}" for name in templates for page in _PAGES), _SCREEN]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        file = files.get(name)
        if file is not None and name not in seen:
            yield file.text
            waiting += _OTHER.findall(file.text)
        seen.add(name)


class _Silent(NullTranslations):
    """What is asked where no catalog answers."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def _says(catalog: NullTranslations, message: Message) -> bool:
    words, context, counted = message
    if context and counted:
        return bool(catalog.npgettext(context, words, words, 1))
    if context:
        return bool(catalog.pgettext(context, words))
    return bool(catalog.ngettext(words, words, 1) if counted else catalog.gettext(words))


def _told(catalog: Catalog, lacking: Sequence[Message], wanted: int) -> Finding:
    """Told where the first that waits there for its words stands, else where the catalog begins."""
    file = catalog.file
    spots = {
        each: spot
        for each in lacking
        if (spot := re.search(rf"(?m)^{re.escape(_entry(each))}$", file.text))
    }
    first, *others = dict.fromkeys([*spots, *lacking])
    named = ", ".join(f"“{each.words}”" for each in (first, *others[: _NAMED - 1]))
    if len(lacking) > _NAMED:
        named += f" and {len(lacking) - _NAMED} more"
    message = (
        f"`{file.path.name}` has no words for {len(lacking)} of the {wanted} messages of the "
        f"templates, which are printed in English: {named}"
    )
    if first in spots:
        hint = f'write `msgstr "..."` below `{_entry(first)}`'
    else:
        above = f'`msgctxt "{first.context}"`, ' if first.context else ""
        hint = f'write {above}`{_entry(first)}` and below it `msgstr "..."`'
    if others:
        hint += (
            ", and so on: briefgen's own `ja.po` has every message (`briefgen doctor` says where)"
        )
    place = Place(file, *spots[first].span()) if first in spots else Place(file)
    return Finding("missing-translation", message, place, hint)


def _entry(message: Message) -> str:
    quoted = message.words.replace("\\", "\\\\").replace('"', '\\"')
    return f'msgid "{quoted}"'
