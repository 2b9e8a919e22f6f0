"""What only the page on a screen has: links to the evidence on it, marked words that know their
citations, and the script that opens them beside the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefgen.render.page import ID
from briefgen.resources import bundled

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping

    from briefgen.document import Document, EvidenceParagraph, SourceTag

__all__ = ["marked", "once", "script", "tag_target", "targets"]


@cache
def script() -> str:
    """The script of every page.

    *Why* only briefgen's own, unlike style sheets: a page may be made from a stranger's project, and
    whoever opens it must not run what that project wrote.
    """
    return (bundled("styles") / "screen.js").read_text(encoding="utf-8")


def once(html: str) -> str:
    """``html`` with each anchor where it first stands: the brief's own cards of sources come first."""
    seen: set[str] = set()

    def first(found: re.Match[str]) -> str:
        known = found[1] in seen
        seen.add(found[1])
        return "" if known else found[0]

    return ID.sub(first, html)


def targets(document: Document) -> Mapping[int, str]:
    """Anchor of the first paragraph that each citation rests on, by number."""
    found: dict[int, str] = {}
    for paragraph in document.paragraphs:
        for number in paragraph.notes:
            found.setdefault(number, paragraph.anchor)
    return found


def tag_target(tag: SourceTag, anchors: Collection[str]) -> str:
    """Anchor of the tag's first paragraph, which is on the page whenever anything rests on it.

    ``anchors`` are those of the document's paragraphs.
    """
    anchor = f"para-{tag.letter}-{tag.paragraphs[0]}" if tag.paragraphs else ""
    return anchor if anchor in anchors else tag.target


def marked(paragraph: EvidenceParagraph) -> Markup:
    """The paragraph with the words relied on marked, and the citations of each stretch of them."""
    words = Markup("<mark>{}</mark>")
    cited = Markup('<mark data-calls="{1}">{0}</mark>')
    return Markup("").join(
        (cited if run.calls else words if run.relied_on else Markup("{}")).format(
            run.text, " ".join(map(str, run.calls))
        )
        for run in paragraph.runs
    )
