"""Prove a Word file: read it back as Word does, and hold it against its evidence.

It has no pages before Word has set it, so it is read as one: a paragraph a line, the notes after the
text, each with the number that Word counts for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, fromstring

from briefgen.proof.inside import Anchor, Link
from briefgen.proof.pdftext import Page, Run
from briefgen.proof.printed import printed
from briefgen.proof.prove import Problem, hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from briefgen.proof.evidence_file import Evidence

__all__ = ["prove_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml")
_NOTE_FIELD = re.compile(r"\s*NOTEREF (note_\d+)\b")
_HEIGHT, _LINE = 10.0, 20.0
"""Points that a line of the page it is read as is high, and that lines are apart."""
_SIGNS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "tab": " ", "br": " ", "cr": " "}


def prove_docx(data: bytes, evidence: Evidence) -> tuple[Problem, ...]:
    """What the Word file ``data``, made by this program, lacks of ``evidence``, or has too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body, notes = (fromstring(archive.read(name)) for name in _PARTS)
    except (KeyError, ParseError, zipfile.BadZipFile) as error:
        return (Problem("lost-in-docx", f"the Word file cannot be read back: {error}"),)
    sheet = _Sheet(body, notes)
    page = Page(1, tuple(sheet.runs), 0)
    held = hold(evidence, printed([page], sheet.links), sheet.anchors)
    return tuple(replace(problem, rule="lost-in-docx", page=None) for problem in held.problems)


class _Sheet:
    """The file as one page: its ``runs``, and what leads where."""

    def __init__(self, body: Element, notes: Element) -> None:
        self.runs: list[Run] = []
        self.links: list[Link] = []
        marks = (str(mark.get(f"{_W}name")) for mark in body.iter(f"{_W}bookmarkStart"))
        self.anchors = {
            _anchor(name): Anchor(1, 0.0, 0.0) for name in marks if not name.startswith("note_")
        }
        self._lines = 0
        self._numbers: dict[str, int] = {}
        for paragraph in body.iter(f"{_W}p"):
            self._line(_pieces(paragraph))
        texts = {note.get(f"{_W}id"): note for note in notes.iter(f"{_W}footnote")}
        for name, number in self._numbers.items():
            if (note := texts.get(name)) is None:
                continue
            self.anchors[f"note-{number}"] = Anchor(1, 0.0, _HEIGHT - _LINE * self._lines)
            for count, paragraph in enumerate(note.iter(f"{_W}p")):
                first = [("", f"{number}. ")] if count == 0 else []
                self._line(iter([*first, *_pieces(paragraph)]))

    def _line(self, pieces: Iterator[tuple[str, str]]) -> None:
        """A paragraph: pieces of text, each with the bookmark it leads to, or the call of a note."""
        low = -_LINE * self._lines
        right = 0.0
        joined: list[tuple[str, str]] = []
        for target, text in pieces:
            if target == "note":
                number = self._numbers.setdefault(text, len(self._numbers) + 1)
                joined.append((f"note-{number}", str(number)))
            elif joined and joined[-1][0] == target:
                joined[-1] = (target, joined[-1][1] + text)
            else:
                joined.append((target, text))
        for target, text in joined:
            box = (right, low, right + len(text), low + _HEIGHT)
            right += len(text)
            self.runs.append(Run(text, (), box, self._lines))
            if target:
                self.links.append(Link(1, box, _anchor(target)))
        self._lines += 1


def _pieces(paragraph: Element) -> Iterator[tuple[str, str]]:
    """Text with the bookmark that it leads to, and ids of notes called, in order."""
    field = ""
    linked: dict[Element, str] = {}
    for link in paragraph.iter(f"{_W}hyperlink"):
        linked |= dict.fromkeys(link.iter(), link.get(f"{_W}anchor", ""))
    for element in paragraph.iter():
        name = str(element.tag).removeprefix(_W)
        if name == "footnoteReference":
            yield "note", element.get(f"{_W}id", "")
        elif name == "instrText":
            found = _NOTE_FIELD.match(element.text or "")
            field = found[1] if found else ""
        elif name == "fldChar" and element.get(f"{_W}fldCharType") == "end":
            field = ""
        elif name in _SIGNS or name == "t":
            yield linked.get(element) or field, _SIGNS.get(name) or element.text or ""


def _anchor(bookmark: str) -> str:
    """The anchor of the page that a bookmark stands for: ``para-A-4`` for ``para_A_4``."""
    return bookmark.replace("_", "-")
