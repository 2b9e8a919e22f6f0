"""The HTML file around what a template writes: its head, its styles, its images.

Templates do not write it, so that title, language, the policy against scripts and what becomes the
PDF's properties are always there.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from markupsafe import Markup, escape

from briefgen.prose import plain
from briefgen.style import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.document import Document
    from briefgen.figure import Image
    from briefgen.layout import Layout
    from briefgen.place import TextFile

__all__ = ["ID", "Medium", "Page", "data_url", "ids", "make_page", "style_sheets"]

Medium = Literal["print", "screen"]

ID = re.compile(r'\sid="([^"]+)"')
"""An element's anchor, as every template writes it."""
_FOR_PAPER = re.compile(r"@media\s+print\b")
_LOCAL_LINK = re.compile(r'(?s)<a\b([^>]*?) href="#([^"]*)"([^>]*)>(.*?)</a>')


@dataclass(frozen=True)
class Page:
    """An HTML file.

    ``images`` are the files that it shows and does not hold, fonts among them, by the URL that it
    names them with; ``styles`` the style sheets that stand in it, one after the other.
    """

    html: str = field(repr=False)
    images: Mapping[str, Image]
    styles: tuple[TextFile, ...] = field(repr=False)


def style_sheets(document: Document, layout: Layout, medium: Medium) -> tuple[Sheet, ...]:
    """Style sheets in the order in which they apply, the tokens first.

    On paper the style has the last word. On a screen it comes before the rules of the screen, which
    give a dark one its own colors.
    """
    names = ["figures.css"]
    if medium == "print":
        names = ["print.css", *names, f"{document.paper}.css"]
    found = [layout.sheets.get(name) for name in names]
    found.append(layout.file(document.template, "style.css"))
    rules = [Sheet(file) for file in found if file]
    tokens = Sheet(layout.sheets["tokens.css"])
    if medium == "print":
        return (tokens, *rules, *layout.style.sheets)
    return (tokens, *layout.style.sheets, Sheet(layout.sheets["screen.css"]), *rules)


def make_page(
    document: Document,
    body: str,
    sheets: tuple[Sheet, ...],
    images: Mapping[str, Image],
    script: str | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Page:
    """The whole file around ``body``: for paper, or for a screen with its ``script``.

    What the page on a screen shows stands in it. A link to an anchor that the template does not print
    leads ``elsewhere``, or is plain text.
    """
    served = dict(images)

    def url(file: Image) -> str:
        if script is not None:
            return data_url(file)
        return next(name for name in _names(file) if served.setdefault(name, file) == file)

    texts = [_text(sheet, url, on_screen=script is not None) for sheet in sheets]
    # "</" is the one way out of a style element.
    style = "\n".join(texts).replace("</", "<\\/")
    head = "\n".join(_head(document, style, script or ""))
    html = (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"'
        f' class="{escape(document.template)} {escape(document.paper)}">\n'
        f"<head>\n{head}\n</head>\n<body>\n{_without_dead_links(body, elsewhere or {})}\n</body>\n</html>\n"
    )
    return Page(html, served, tuple(sheet.file for sheet in sheets))


def data_url(file: Image) -> str:
    """The file itself, as a URL."""
    return f"data:{file.media_type};base64,{b64encode(file.data).decode()}"


def _names(file: Image) -> Iterator[str]:
    """What a page for print may call what a style names; two folders may have files of one name."""
    yield f"style:{quote(file.name)}"
    for number in count(2):
        yield f"style:{number}/{quote(file.name)}"


def _text(sheet: Sheet, url: Callable[[Image], str], *, on_screen: bool) -> str:
    """The style sheet; a browser prints by screen.css, what others say of paper is for the PDF."""
    text = sheet.text(url)
    if on_screen and sheet.file.path.name not in ("screen.css", "figures.css"):
        return _FOR_PAPER.sub("@media not all", text)
    return text


def _head(document: Document, style: str, script: str) -> Iterator[Markup]:
    meta = Markup('<meta name="{}" content="{}">')
    yield Markup('<meta charset="utf-8">')
    yield Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(
        _policy(style, script)
    )
    yield meta.format("viewport", "width=device-width, initial-scale=1")
    yield Markup("<title>{}</title>").format(document.title_text)
    for author in document.authors:
        yield meta.format("author", author)
    for name, value in _properties(document):
        if value:
            yield meta.format(name, value)
    yield Markup("<style>{}</style>").format(Markup(style))
    if script:
        yield Markup("<script>{}</script>").format(Markup(script))


def _policy(style: str, script: str) -> str:
    """What the page may do: show itself. No byte comes from elsewhere, none goes there."""
    allowed = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script:
        allowed += [f"script-src {_hash(script)}", "require-trusted-types-for 'script'"]
    return "; ".join(allowed)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _properties(document: Document) -> Iterator[tuple[str, str | None]]:
    yield "description", plain(document.standfirst)
    yield "keywords", ", ".join(entry.term for entry in document.glossary)
    yield "generator", "briefgen"
    yield "dcterms.created", document.published_iso
    yield "dcterms.modified", document.published_iso


def ids(html: str) -> frozenset[str]:
    """The anchors of ``html``."""
    return frozenset(ID.findall(html))


def _without_dead_links(body: str, elsewhere: Mapping[str, str]) -> str:
    """``body`` with links to places that this template does not print led elsewhere, or as text."""
    there = ids(body)

    def live(link: re.Match[str]) -> str:
        before, target, after, text = link.groups()
        if target in there:
            return link[0]
        if (other := elsewhere.get(target)) in there:
            return f'<a{before} href="#{other}"{after}>{text}</a>'
        return f"<span{before}{after}>{text}</span>"

    return _LOCAL_LINK.sub(live, body)
