"""Tags on pages of every kind: one for each element, whatever lines, columns and pages it falls on."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.figure import Image
from briefgen.place import TextFile
from briefgen.proof.conform import conform
from briefgen.render.page import Page
from briefgen.render.pdf import Attachment, write_pdf
from tests.render.reader import Reader

FILE = TextFile(Path("brief.yaml"), "title: T\n")
DOCUMENT = SimpleNamespace(published_iso="2024-05-06")
SMALL = "@page { size: 90mm 70mm; margin: 10mm } "
LOREM = "The harbor master reads the tide tables every morning and notes what the pilots report. "


def made(body: str, style: str = "", images=None) -> bytes:
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>T</title><style>'
        f"body {{ font: 11pt 'Source Serif 4' }} {style}</style></head><body>{body}</body></html>"
    )
    evidence = Attachment("evidence.json", b"{}", "The evidence", "Data")
    pdf, findings = write_pdf(DOCUMENT, Page(html, images or {}, (FILE,)), [evidence], (FILE,))
    assert not findings
    return pdf.data


@pytest.fixture
def read(request):
    def one(body: str, style: str = "", images=None) -> Reader:
        data = made(body, style, images)
        assert conform(data) == ()
        reader = Reader(data)
        request.addfinalizer(reader.file.close)
        return reader

    return one


def test_leader_dots_are_not_read(read):
    found = read(
        '<h1>T</h1><nav role="doc-toc"><ol><li><a href="#s">Harbor</a></li></ol></nav><h2 id="s">S</h2>',
        "a::after { content: leader('.') target-counter(attr(href), page) }",
    )
    (entry,) = found.structure.of("TOCI")
    assert found.text(entry.raw) == "1. Harbor1"
    dots = [each for each in found.painted if each.text and not each.text.strip(". ")]
    assert dots
    assert {each.marks for each in dots} == {("Artifact",)}


def test_words_in_another_language_say_so(read):
    found = read(
        '<h1>T</h1><p>In Tokyo <span lang="ja">日本の<em>司令部</em></span> they say, <i lang="fr">enfin</i>.</p>'
        '<blockquote lang="fr"><p>Un port.</p></blockquote><p lang="en">A port.</p>'
    )
    said = [
        (tag.kind, str(tag.raw.Lang), found.text(tag.raw))
        for tag in found.structure.tags
        if "/Lang" in tag.raw
    ]
    assert said == [
        ("Span", "ja", "日本の司令部"),
        ("Span", "fr", "enfin"),
        ("BlockQuote", "fr", "Un port."),
    ]


def test_a_table_on_two_pages_is_one_with_one_head(read):
    rows = "".join(f"<tr><th>{n}</th><td>a{n}</td><td>b{n}</td></tr>" for n in range(30))
    found = read(
        f"<h1>T</h1><table><thead><tr><th>Row<th>First<th>Second</tr></thead><tbody>{rows}</tbody></table>",
        SMALL,
    )
    assert len(found.file.pages) > 2
    kinds = Counter(tag.kind for tag in found.structure.tags)
    assert (kinds["Table"], kinds["THead"], kinds["TBody"], kinds["TR"]) == (1, 1, 1, 31)
    (table,) = found.structure.of("Table")
    text = found.text(table.raw)
    assert text == "RowFirstSecond" + "".join(f"{n}a{n}b{n}" for n in range(30))
    names = {str(tag.raw.ID): found.text(tag.raw) for tag in found.structure.of("TH")}
    for tag in found.structure.of("TD"):
        assert names[str(tag.raw.A.Headers[-1])] in ("First", "Second")


def test_a_list_in_columns_on_two_pages_is_one(read):
    items = "".join(f'<li id="n{n}">{LOREM}</li>' for n in range(12))
    found = read(f"<h1>T</h1><ol>{items}</ol>", SMALL + "ol { columns: 2 }")
    assert len(found.file.pages) > 2
    kinds = Counter(tag.kind for tag in found.structure.tags)
    assert (kinds["L"], kinds["LI"], kinds["Lbl"], kinds["LBody"]) == (1, 12, 12, 12)
    spoken = [re.sub(r"\s", "", found.text(tag.raw)) for tag in found.structure.of("LBody")]
    assert spoken == [re.sub(r"\s", "", LOREM)] * 12


def test_a_link_over_two_lines_is_one_tag_with_two_places(read):
    found = read(f'<h1>T</h1><p>{LOREM}<a href="https://example.org">{LOREM}</a></p>', SMALL)
    (tag,) = found.structure.of("Link")
    assert tag.objects == len(found.structure.annotations) > 1
    assert {str(each.raw.Contents) for each in found.structure.annotations} == {LOREM.strip()}


def test_a_link_has_one_place_however_many_boxes_are_in_it(read):
    style = "a::before { content: '\\2060' } sup { font-size: 5pt }"
    found = read('<h1 id="n">T</h1><p>Word<a href="#n"><sup><b>1</b></sup></a></p>', style)
    (link,) = found.structure.annotations
    assert link.tag.kind == "Link"
    assert found.text(link.tag.raw) == "1"
    left, bottom, right, top = (float(side) for side in link.raw.Rect)
    assert right - left > 1
    assert abs(top - bottom) > 5


def test_a_picture_that_is_a_link_says_what_it_shows(read):
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    image = Image("harbor.svg", "image/svg+xml", drawing)
    found = read(
        '<h1>T</h1><p><a href="https://example.org"><img src="figure:1" alt="The harbor"></a></p>',
        images={"figure:1": image},
    )
    (link,) = found.structure.annotations
    assert (link.tag.kind, str(link.raw.Contents)) == ("Link", "The harbor")
    (figure,) = found.structure.of("Figure")
    assert figure.above == "Link"


def test_endnotes_are_notes_with_names(read):
    found = read(
        '<h1>T</h1><section role="doc-endnotes"><ol><li id="note-1">One.</li><li id="note-2">Two.'
        "<ul><li>Deep</li></ul></li></ol></section>"
    )
    notes = list(found.structure.of("Note"))
    assert [(str(note.raw.ID), found.text(note.raw)) for note in notes] == [
        ("note-1", "One."),
        ("note-2", "Two."),
    ]
    names = found.file.Root.StructTreeRoot.IDTree
    assert {str(k) for k, _ in pikepdf.NameTree(names).items()} >= {"note-1", "note-2"}


WORDS = st.sampled_from(["harbor", "tide tables", LOREM]).map(escape)
INLINE = st.one_of(
    WORDS,
    WORDS.map("<em>{}</em>".format),
    WORDS.map('<a href="https://example.org"><sup>{}</sup></a>'.format),
    WORDS.map('<span lang="fr">{}</span>'.format),
)
TEXT = st.lists(INLINE, min_size=1, max_size=3).map(" ".join)
PARAGRAPH = TEXT.map("<p>{}</p>".format)


def _list(items: list[str]) -> str:
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"


def _table(cells: list[str]) -> str:
    rows = "".join(f"<tr><th scope=row>{cell}</th><td>{cell}</td></tr>" for cell in cells)
    return f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"


BLOCK = st.recursive(
    st.one_of(
        PARAGRAPH,
        TEXT.map("<h2>{}</h2>".format),
        st.lists(TEXT, min_size=1, max_size=5).map(_table),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(_list),
        inner.map("<blockquote>{}</blockquote>".format),
        inner.map('<div class="columns">{}</div>'.format),
        inner.map("<section>{}</section>".format),
    ),
    max_leaves=4,
)
STYLE = "th, td { vertical-align: top } ol { list-style: none } .columns { columns: 2 }"


@settings(max_examples=25, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=3).map("".join), st.sampled_from(["", SMALL]))
def test_whatever_a_page_holds_is_read_once_in_its_order(body, size):
    data = made(f"<h1>T</h1>{body}", size + STYLE)
    assert conform(data) == ()
    found = Reader(data)
    with found.file:
        assert {len(each.marks) for each in found.painted} <= {1}
        kinds = Counter(tag.kind for tag in found.structure.tags)
        spoken = found.text(found.structure.tags[0].raw)
    assert (kinds["L"], kinds["Table"]) == (body.count("<ol>"), body.count("<table>"))
    words = re.sub("<[^>]*>", "", f"T{body}")
    assert re.sub(r"\s", "", spoken) == re.sub(r"\s", "", words)
