"""Read the catalogs of the templates' fixed words: PO files of GNU gettext, one a language."""

from __future__ import annotations

import datetime
import io
import re
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.compose.languages import fallbacks, is_known
from briefgen.finding import Finding
from briefgen.place import Place, TextFile
from briefgen.read.files import Read, project_of, read_text
from briefgen.read.order import check_text
from briefgen.resources import bundled

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages import Catalog as Messages

    from briefgen.bounds import Bounds
    from briefgen.layout import Catalog
    from briefgen.place import Text

__all__ = ["read_catalogs"]

_FOLDER = "languages"
_LINE = (
    r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+)?"(?:[^"\\]|\\.)*")?\s*'
)
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def read_catalogs(
    language: Text | None, path: Path, bounds: Bounds = USUAL
) -> Read[tuple[Catalog, ...]]:
    """The catalogs of ``language`` for the outline at ``path``, the first to be asked first.

    ``templates/languages/`` beside the outline comes before the bundled one: a file there may hold a
    few messages and leave the others to the bundled file of the same name. English needs none.
    """
    named = language.place if language is not None else Place(TextFile(path))
    own, ours = path.parent / "templates" / _FOLDER, bundled("templates") / _FOLDER
    tags = fallbacks(language or "en")
    found = []
    findings = []
    records = []
    for tag in tags:
        for folder in (own, ours):
            if not (folder / f"{tag}.po").is_file():
                continue
            project = project_of(path) if folder == own else ours
            bound = bounds.of("template_bytes")
            read = read_text(folder / f"{tag}.po", project, named, bound)
            if isinstance(read, Finding):
                findings.append(read)
                continue
            file, record = read
            catalog, faults = _compiled(file, tag)
            records.append(record)
            findings += faults
            found += [catalog] if catalog else []
    if not found and not findings and tags[-1] != "en":
        message = f"the templates have no words in `{language}`: what they print is English"
        hint = f"translate them in templates/languages/{tags[-1]}.po beside the outline"
        findings.append(Finding("missing-translation", message, named, hint))
    if not is_known(language or "en"):
        message = f"how `{language}` writes dates is not known: they are in English"
        hint = "correct the tag, if it is misspelled"
        findings.append(Finding("missing-translation", message, named, hint))
    return Read(tuple(found), tuple(findings), tuple(records))


def _compiled(file: TextFile, tag: str) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """The catalog in ``file`` compiled; None if it cannot be used."""
    for number, line in enumerate(file.text.split("\n"), 1):
        if not re.fullmatch(_LINE, line):
            return None, (_fault(file, number, "this is no line of a PO file"),)
    if turned := tuple(check_text(file)):
        return None, turned
    from gettext import GNUTranslations

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    from briefgen.layout import Catalog

    try:
        messages = read_po(io.BytesIO(file.text.encode()), locale=_locale(tag), abort_invalid=True)
    except PoFileError as error:
        return None, (_fault(file, error.lineno, str(error).rpartition(" on ")[0]),)
    except (ValueError, LookupError) as error:
        return None, (_fault(file, 1, str(error)),)
    faults = tuple(_wrong(file, messages))
    # These go into the header, where the dates would otherwise be the clock's.
    messages.charset = "utf-8"
    messages.creation_date = messages.revision_date = _NEVER
    data = io.BytesIO()
    write_mo(data, messages)
    try:
        GNUTranslations(io.BytesIO(data.getvalue()))
    except (ValueError, RecursionError) as error:
        return None, (*faults, _fault(file, 1, str(error)))
    return (None if faults else Catalog(tag, file, data.getvalue())), faults


def _locale(tag: str) -> str | None:
    """What gives the plural forms of a file that names none itself."""
    return tag.replace("-", "_") if is_known(tag) else None


def _wrong(file: TextFile, messages: Messages) -> list[Finding]:
    """Messages with other placeholders than the original, or a wrong number of plural forms."""
    found = [
        _fault(file, message.lineno or 1, str(error))
        for message, errors in messages.check()
        for error in errors
        if message.string
    ]
    for message in messages:
        said, again = message.id, message.string
        if isinstance(said, str) and isinstance(again, str) and said and again:
            line, old, new = message.lineno or 1, _placeholders(said), _placeholders(again)
            for name in sorted(old - new):
                found.append(_fault(file, line, f"`%({name})s` is left out"))
            for name in sorted(set() if old else new):
                found.append(_fault(file, line, f"`%({name})s` is not in the original"))
    return found


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def _fault(file: TextFile, line: int, what: str) -> Finding:
    start = file.starts[min(max(line, 1), len(file.starts)) - 1]
    place = Place(file, start, start + len(file.line(min(line, len(file.starts)))))
    hint = (
        "the file is a PO file of GNU gettext; a translation has the placeholders of its original"
    )
    return Finding("template-error", f"the catalog `{file.path.name}`: {what}", place, hint)
