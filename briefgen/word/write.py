"""Write the Word file: pandoc makes it of the page's tree and the reference document."""

from __future__ import annotations

import json
import os
import re
import subprocess
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from briefgen.cite.citeproc import find_pandoc
from briefgen.figure import Image
from briefgen.finding import Finding
from briefgen.place import Place
from briefgen.render.complaints import refused
from briefgen.room import Room
from briefgen.word.dress import dress_of
from briefgen.word.nodes import attributes, text
from briefgen.word.package import packed, unpacked
from briefgen.word.parts import completed
from briefgen.word.pictures import draw_pictures
from briefgen.word.reference import reference_document, text_width
from briefgen.word.tree import page_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.document import Document
    from briefgen.place import TextFile
    from briefgen.render.page import Page
    from briefgen.word.dress import Dress
    from briefgen.word.nodes import Node

__all__ = ["write_docx"]

_SECONDS = 120
"""Longest that pandoc may work; a brief of 20 pages takes it half a second."""

_HEAP = "1g"
"""Most memory that pandoc may use."""

_SAID = 500
"""Characters of pandoc's words that are told."""

_DATA = re.compile(r"data:([\w/+.-]+)(;base64)?,(.*)", re.DOTALL)


def write_docx(
    document: Document, page: Page, files: Sequence[TextFile]
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """``page``, made for print from ``document``, as a Word file.

    ``files`` are those that its words come from, where faults of pictures are placed. The file is
    None where the page asks for what it may not have, or pandoc refuses it. Raises
    :class:`~briefgen.finding.Lack`.
    """
    dress = dress_of(page.html, document)
    shown: dict[str, Image] = {}
    asked: list[str] = []

    def draw(url: str, alt: str) -> Node:
        image = page.images.get(url) or _held(url)
        if image is None:
            asked.append(url)
            return text(alt)
        shown[url] = image
        return {"t": "Image", "c": [attributes(), [text(alt)], [url, ""]]}

    try:
        logo = draw(dress.logo[0], ", ".join(document.authors)) if dress.logo else None
        tree, said = page_tree(page.html, draw, logo, compact=dress.exact)
    except RecursionError:
        return None, (_broken("it nests too deeply", page),)
    if asked:
        return None, tuple(refused(url, page, files) for url in dict.fromkeys(asked))
    width = text_width(document, dress)
    pictures, findings = draw_pictures(document, shown, width, page.styles, files)
    if pictures is None:
        return None, findings
    _put_in(tree, pictures, dress)
    reference = reference_document(document, dress, said)
    try:
        made = _pandoc(json.dumps(tree), reference)
    except _Refusal as error:
        return None, (*findings, _broken(str(error), page))
    return packed(completed(unpacked(made), document, reference)), findings


def _held(url: str) -> Image | None:
    """The image that a data: URL holds."""
    found = _DATA.fullmatch(url)
    if found is None:
        return None
    try:
        data = b64decode(found[3]) if found[2] else unquote_to_bytes(found[3])
    except ValueError:
        return None
    return Image("an image of the template", found[1], data)


def _put_in(node: object, pictures: Mapping[str, tuple[Image, str]], dress: Dress) -> None:
    """Put each picture into the tree, where so far its URL stands."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += here
        elif isinstance(here, dict) and here.get("t") == "Image":
            name = here["c"][2][0]
            image, wide = pictures[name]
            url = f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
            here["c"][0] = attributes(width=wide) if wide else attributes()
            if dress.logo and name == dress.logo[0]:
                here["c"][0] = attributes(height=f"{dress.logo[1]:.2f}mm")
            here["c"][2] = [url, ""]
        elif isinstance(here, dict):
            waiting += here.values()


class _Refusal(Exception):  # noqa: N818 - what pandoc said
    """Pandoc gave up; its words are the message."""


def _pandoc(tree: str, reference: bytes) -> bytes:
    """What pandoc makes of ``tree``; it sees these two files and no other."""
    pandoc = find_pandoc()
    command = f"+RTS -M{_HEAP} -RTS --from json --to docx --sandbox --fail-if-warnings"
    command += " --data-dir . --syntax-highlighting none"
    files = "--reference-doc reference.docx --output out.docx document.json"
    with Room() as room:
        (room / "document.json").write_text(tree, encoding="utf-8")
        (room / "reference.docx").write_bytes(reference)
        try:
            done = subprocess.run(
                [pandoc, *command.split(), *files.split()],
                cwd=room,
                env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _Refusal(f"pandoc was not done after {_SECONDS} seconds") from None
        made = room / "out.docx"
        # Where a parent ignores SIGCHLD, as the press does, Python calls every end of a process good.
        if done.returncode or done.stderr or not made.is_file():
            said = done.stderr.decode("utf-8", "replace").split()
            raise _Refusal(f"pandoc refuses it: {' '.join(said)}"[:_SAID])
        return made.read_bytes()


def _broken(reason: str, page: Page) -> Finding:
    message = f"this page cannot become a Word file: {reason}"
    hint = "look for what the template nests too deeply or repeats without end"
    return Finding("template-error", message, Place(page.styles[-1]), hint)
