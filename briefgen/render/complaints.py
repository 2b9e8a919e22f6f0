"""What WeasyPrint complains of, as findings: it logs a fault and writes the PDF all the same."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.finding import Finding, Severity
from briefgen.machine.fonts import font_with
from briefgen.place import Place, TextFile

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterable, Sequence

    from briefgen.render.page import Page

__all__ = ["broken", "explain", "refused"]


def explain(
    records: Iterable[logging.LogRecord], page: Page, files: Sequence[TextFile]
) -> tuple[Finding, ...]:
    """Findings for the log ``records``, each once; ``files`` are searched for their places."""
    return tuple(dict.fromkeys(_explained(record, page, files) for record in records))


def refused(url: str, page: Page, files: Sequence[TextFile]) -> Finding:
    """The page asked for ``url``, which is neither in it nor declared."""
    drawings = [
        TextFile(Path(image.name), image.data.decode("utf-8", "replace"))
        for image in page.images.values()
        if image.media_type == "image/svg+xml"
    ]
    place = _find(url, (*page.styles, *drawings, *files)) or Place(page.styles[-1])
    message = f"the page asks for `{url}`, and a build fetches nothing"
    hint = "put an image under `figures:` in the outline, or into the style sheet as a data: URL"
    return Finding("outside-project", message, place, hint)


def broken(error: Exception, page: Page) -> Finding:
    """WeasyPrint gave up on the page."""
    reason = f"{type(error).__name__}, {error}" if str(error) else type(error).__name__
    if isinstance(error, MemoryError):
        reason = "it takes more memory than it may"
    message = f"WeasyPrint cannot set this page: {reason}"
    hint = "look for what the template or its style nests too deeply or sets to an odd value"
    return Finding("template-error", message, Place(page.styles[-1]), hint)


def _explained(record: logging.LogRecord, page: Page, files: Sequence[TextFile]) -> Finding:
    arguments: Any = record.args or ()
    kind = str(record.msg)
    if kind.startswith(".notdef glyph"):
        return _missing_glyph(chr(arguments[1]), files)
    image = page.images.get(str(arguments[0])) if arguments else None
    if image and kind.startswith(("Failed to load image", "Failed to render SVG")):
        place = _find(image.name, files) or Place(files[0])
        message = f"the image `{image.name}` cannot be read"
        return Finding("missing-file", message, place, "save it again as PNG, JPEG or SVG")
    if image and "no required alt" in kind:
        place = _find(image.name, files) or Place(files[0])
        message = f"the image `{image.name}` has no text alternative"
        hint = "write `alt:` beside it: what a reader who cannot see it needs to know"
        return Finding("missing-alt", message, place, hint)
    return _of_style(record.getMessage(), page)


def _missing_glyph(character: str, files: Sequence[TextFile]) -> Finding:
    name = unicodedata.name(character, "without a name")
    shown = f"“{character}” " if character.isprintable() else ""
    place = _written(character, files) or Place(files[0])
    message = f"no font has the character {shown}(U+{ord(character):04X}, {name.lower()})"
    hint = "write it another way, or spell it out"
    if font := font_with(character):
        hint = f"{font} has it: name its file by @font-face in the style; or {hint}"
    return Finding("missing-glyph", message, place, hint)


def _written(character: str, files: Sequence[TextFile]) -> Place | None:
    """Where the character stands, as itself or as an escape of YAML; in a comment only if nowhere else."""
    code = ord(character)
    forms = [re.escape(character), rf"\\u{code:04x}", rf"\\U{code:08x}"]
    if code < 0x100:
        forms.append(rf"\\x{code:02x}")
    pattern = re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)
    found = [Place(file, *match.span()) for file in files for match in pattern.finditer(file.text)]
    return min(found, key=_in_comment, default=None)


def _in_comment(place: Place) -> bool:
    before = place.file.text[place.file.starts[place.line - 1] : place.start]
    return place.file.path.suffix in (".yaml", ".yml") and bool(re.search(r"(?:^|\s)#", before))


_POSITION = re.compile(r" at (\d+):(\d+)")


def _of_style(message: str, page: Page) -> Finding:
    """Anything else is a style sheet's doing: a property unknown or with a value that it cannot have.

    Only a warning, because the page is there without it.
    """
    place = Place(page.styles[-1])
    if position := _POSITION.search(message):
        line, column = map(int, position.groups())
        for file in page.styles:
            if line <= len(file.starts):
                start = file.starts[line - 1] + column - 1
                place = Place(file, start, file.starts[line - 1] + len(file.line(line)))
                break
            line -= len(file.starts)
        message = message.replace(position.group(), "")
    return Finding("template-error", f"WeasyPrint: {message}", place, severity=Severity.WARNING)


def _find(text: str, files: Iterable[TextFile]) -> Place | None:
    for file in files:
        start = file.text.find(text)
        if start >= 0:
            return Place(file, start, start + len(text))
    return None
