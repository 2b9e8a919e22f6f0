"""What pandoc's citeproc writes for no style of the golden files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefgen.cite.pandoc_tree import STOP, UnknownNode, capitalized, inlines
from briefgen.prose import Emph, LineBreak, Link, SmallCaps, Str, Strong, Super

if TYPE_CHECKING:
    from briefgen.prose import Inlines

SPACE = {"t": "Space"}


def text(letters: str) -> dict[str, Any]:
    return {"t": "Str", "c": letters}


def emph(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Emph", "c": list(nodes)}


def span(kind: str, *nodes: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Span", "c": [["", [kind], []], list(nodes)]}


def test_neighboring_texts_are_one_and_spans_vanish() -> None:
    nodes = [text("a"), {"t": "SoftBreak"}, span("nocase", text("b"), SPACE), text("c "), SPACE]
    assert inlines(nodes) == (Str("a b c"),)
    assert inlines([{"t": "SmallCaps", "c": []}, emph(text("")), text("a")]) == (Str("a"),)


def test_a_block_is_followed_by_a_line_break() -> None:
    assert inlines([span("csl-block", text("a")), text("b")]) == (Str("a"), LineBreak(), Str("b"))


@pytest.mark.parametrize(
    "turned", [emph(text("b")), span("nodecor", text("b")), {"t": "Underline", "c": [text("b")]}]
)
def test_italics_in_italics_are_upright_and_spaces_stand_outside(turned: dict[str, Any]) -> None:
    nodes = [emph(text("a"), SPACE, turned, SPACE, {"t": "Strong", "c": [text("c")]}, SPACE)]
    assert inlines(nodes) == (Emph((Str("a"),)), Str(" b "), Emph((Strong((Str("c"),)),)))
    assert inlines([emph(emph(text("a")), SPACE, emph(text("b")))]) == (Str("a b"),)


def test_a_second_full_stop_after_the_mark_goes_wherever_it_stands() -> None:
    title = text(f"the U.S.{STOP}")
    assert inlines([title, text(", 2024")]) == (Str("the U.S., 2024"),)
    assert inlines([title, text("."), text("”")]) == (Str("the U.S.”"),)
    assert inlines([emph(title), text(". Rand")]) == (Emph((Str("the U.S."),)), Str(" Rand"))
    assert inlines([title, text("?"), text(".")]) == (Str("the U.S.?."),)


@pytest.mark.parametrize(
    ("href", "is_link"),
    [
        ("https://example.org", True),
        ("HTTP://example.org:8080/a?b#c", True),
        ("https://javascript:alert(1)", False),
        ("https://", False),
        ("https://a b", False),
        ("https://user@example.org/", False),
        ("mailto:a@example.org", False),
        ("#x", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(href: str, is_link: bool) -> None:
    node = {"t": "Link", "c": [["", [], []], [text("a")], [href, ""]]}
    assert inlines([node]) == ((Link(href, (Str("a"),)),) if is_link else (Str("a"),))


@pytest.mark.parametrize("kind", ["Image", "RawInline", "Math", "Note", "Quoted"])
def test_what_has_no_place_in_a_citation_is_never_dropped(kind: str) -> None:
    with pytest.raises(UnknownNode, match=kind):
        inlines([{"t": kind, "c": []}])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Str("see also"),), (Str("See also"),)),
        ((Emph((Str("ibid."),)), Str(", 4")), (Emph((Str("Ibid."),)), Str(", 4"))),
        ((SmallCaps((Str("de"),)), Str(" Gaulle")), (SmallCaps((Str("De"),)), Str(" Gaulle"))),
        ((Str("élysée"),), (Str("Élysée"),)),
        ((Str("eBay"),), (Str("eBay"),)),
        ((Str("gov.uk"),), (Str("gov.uk"),)),
        ((Str("(n 1)"),), (Str("(n 1)"),)),
        ((Super((Str("a"),)),), (Super((Str("a"),)),)),
        ((), ()),
    ],
)
def test_a_note_begins_with_a_capital(before: Inlines, after: Inlines) -> None:
    assert capitalized(before) == after
