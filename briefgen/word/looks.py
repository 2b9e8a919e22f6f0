"""How each style of the Word file looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.word.dress import Dress

__all__ = ["Look", "paragraph_looks", "word_looks"]


@dataclass(frozen=True)
class Look:
    """How paragraphs or words of a style look.

    Lengths are in points, colors are named by token, ``font`` by what it is for (``text``,
    ``heading``, ``label``) or by family. What is None or empty is as in ``based``. ``outline`` is
    the level of a heading, from 0; ``ground`` lies under the text, ``bar`` is a rule at its left.
    """

    name: str
    based: str = "Normal"
    following: str = ""
    size: float | None = None
    line: float | None = None
    font: str = ""
    color: str = ""
    bold: bool | None = None
    italic: bool | None = None
    capitals: str = ""
    underlined: bool = False
    raised: bool = False
    before: float | None = None
    after: float | None = None
    left: float = 0
    ground: str = ""
    bar: str = ""
    under: str = ""
    keep: bool = False
    center: bool = False
    outline: int | None = None


_INSET = 9.0
"""Points that a box is set in."""


def paragraph_looks(dress: Dress) -> Iterator[Look]:
    """The styles of paragraphs; one that is based on another comes after it."""
    body, tight = dress.types["brief"], dress.exact
    gap = 3.0 if tight else 6.0
    yield Look("Normal", "", size=body.size, line=body.line, color="ink", after=gap)
    yield Look("Body Text")
    yield Look("First Paragraph", "Body Text", "Body Text")
    yield Look("Compact", "Body Text", after=gap / 2)
    yield from _headings(dress, gap)
    yield from _boxes(dress, gap)
    yield from _small_print(dress)
    yield Look("Block Text", "Body Text", left=14)
    yield Look("Terms", "Body Text", after=2)
    yield Look("Figure", keep=True, after=3)
    yield Look("Source Code", size=9, line=12, font="Consolas")


def _headings(dress: Dress, gap: float) -> Iterator[Look]:
    head = Look("", following="Body Text", font="heading", color="brand", keep=True)
    title = dress.types["h1"]
    yield Look("Kicker", following="Title", size=8.5, line=12, font="label", color="accent",
               bold=True, capitals="caps", after=4)  # fmt: skip
    yield replace(head, name="Title", following="Subtitle", size=title.size, line=title.line,
                  bold=title.bold, italic=title.italic, after=5)  # fmt: skip
    yield Look("Subtitle", following="Body Text", size=12.5, line=17, color="muted", after=9)
    yield Look("Facts", size=9, line=12.5, font="label", under="line", after=8)
    for level in range(5):
        own = dress.types["h2" if level == 0 else "h3"]
        smaller = max(level - 1, 0) * 0.5
        before = gap * (3 if level == 0 else 1.5)
        yield replace(head, name=f"heading {level + 1}", size=own.size - smaller, line=own.line,
                      bold=own.bold, italic=own.italic, before=before, after=gap / 2,
                      outline=level)  # fmt: skip
    label = Look("Label", following="Body Text", size=8.5, line=12, font="label", color="accent",
                 bold=True, keep=True, after=2)  # fmt: skip
    yield label
    body = dress.types["brief"]
    if dress.exact:
        yield Look("Lead", bold=True, keep=True)
    else:
        yield Look("Lead", size=body.size, line=body.line, font="heading", color="brand", keep=True)
    yield Look("Gap", left=_INSET, bar="line")
    yield Look("Gap Label", "Label", "Gap", left=_INSET, bar="line")


def _boxes(dress: Dress, gap: float) -> Iterator[Look]:
    # A style may have no color for what is the authors' own; then a bar sets it apart.
    plain = dress.colors.get("judgment") == dress.colors.get("paper")
    for name, ground, bar in (
        ("Bottom Line", "tint", "brand"),
        ("Key Judgments", "tint", "brand"),
        ("Judgment", "judgment", "accent" if plain else ""),
    ):
        box = Look(name, after=gap, ground=ground, bar=bar, left=_INSET)
        yield box
        inside = replace(box, following=name, keep=True, after=2)
        for level, kind in enumerate(("h2", "h3")):
            size = min(dress.types[kind].size, 13)
            above = f"heading {level + 1}"
            yield replace(inside, name=f"{name} Heading {level + 1}", based=above, size=size,
                          line=size * 1.25, before=gap, outline=level)  # fmt: skip
        yield replace(inside, name=f"{name} Label", based="Label")
    yield Look("Degree", "Key Judgments", size=8.5, line=13, font="label", color="brand", bold=True,
               left=_INSET, ground="tint", bar="brand")  # fmt: skip


def _small_print(dress: Dress) -> Iterator[Look]:
    body = dress.types["brief"]
    small = max(8.0, body.size - 1.5)
    low = max(body.line - 2, small + 2)
    quiet = Look("Explanation", size=small, line=low, font="label", color="muted", after=3)
    yield quiet
    yield replace(quiet, name="Source Tags", keep=True)
    yield Look("Reading", "Body Text", after=2, size=small, line=low)
    yield Look("Reference", "Body Text", size=max(body.size - 0.75, 8.5))
    yield Look("Contents", "Body Text", after=1, font="label", size=small, line=low)
    size, line = (7.75, 9.75) if dress.exact else (9.0, 13.0)
    yield Look("About", size=size, line=line, font="label", color="muted", after=1)
    caption = Look("Caption", following="Figure", size=9.5, line=13, font="label", color="brand",
                   bold=True, before=8, after=3, keep=True)  # fmt: skip
    yield caption
    yield Look("Image Caption", "Caption")
    yield Look("Table Caption", "Caption")
    yield Look("Figure Source", before=2, size=8, line=11, font="label", color="muted", after=8)
    yield Look("Table Text", size=8.75, line=12, font="label", after=2)
    yield Look("Table Heading", "Table Text", bold=True, color="brand", keep=True)
    yield Look("footnote text", size=8, line=10, after=1)
    yield Look("header", size=8, line=10.5, font="label", color="muted", after=0)
    yield Look("footer", "header")
    yield Look("Marking", "header", size=10, line=13, bold=True, color="ink", center=True)


def word_looks() -> Iterator[Look]:
    """The styles of words."""
    plain = Look("Default Paragraph Font", "")
    yield plain
    words = replace(plain, based=plain.name)
    yield replace(words, name="Term", font="label", bold=True)
    yield replace(words, name="Label Words", font="label", bold=True, color="accent")
    yield replace(words, name="Muted", font="label", color="muted")
    yield replace(words, name="Relied On", ground="marked")
    yield replace(words, name="Differs", ground="marked", bold=True, underlined=True)
    yield replace(words, name="Small Caps", capitals="smallCaps")
    yield replace(words, name="Verbatim Char", font="Consolas")
    yield replace(words, name="Hyperlink", color="link")
    yield replace(words, name="footnote reference", font="label", color="link", raised=True)
