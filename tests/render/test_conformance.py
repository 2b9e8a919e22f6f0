"""The real brief as a screen reader, an archive and a search find it, in every audience's PDF."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pikepdf
import pytest

from briefgen.proof.conform import conform
from briefgen.prose import plain
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html
from tests.render.reader import Reader

AUDIENCES = ["minister", "analyst", "legislator", "public"]


class Read(Reader):
    """One document's PDF, and the page that it was set from."""

    def __init__(self, document, html: str, data: bytes) -> None:
        super().__init__(data)
        self.document = document
        self.html = html


@pytest.fixture(scope="module", params=AUDIENCES)
def read(request, real_outline, real_build):
    (document,) = (each for each in real_build.documents if each.audience == request.param)
    page, _ = render_html(document, read_layout(real_outline).value, for_print=True)
    (path,) = (each for each in real_build.files if each.name == f"{document.name}.pdf")
    found = Read(document, page.html, path.read_bytes())
    with found.file:
        yield found


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", text)


class Headings(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if re.fullmatch("h[1-6]", tag):
            self.open = tag.upper()
            self.found.append((self.open, ""))

    def handle_endtag(self, tag):
        if tag.upper() == self.open:
            self.open = ""

    def handle_data(self, data):
        if self.open:
            kind, text = self.found[-1]
            self.found[-1] = kind, text + squeezed(data)


def test_it_conforms(read):
    assert conform(read.data) == ()


def test_everything_painted_is_a_tag_s_or_an_artifact(read):
    assert len(read.painted) > 100
    for each in read.painted:
        assert (each.number is not None) != ("Artifact" in each.marks), each
        assert len(each.marks) == 1, each


def test_each_marked_content_is_read_once_and_its_page_knows_whose_it_is(read):
    owners = {}
    for tag in read.structure.tags:
        below = tag.raw.get("/K", [])
        for kid in below:
            if isinstance(kid, int) or "/MCID" in kid:
                at = (
                    (read.pages[tag.raw.Pg.objgen], kid)
                    if isinstance(kid, int)
                    else (read.pages[kid.Pg.objgen], int(kid.MCID))
                )
                assert at not in owners
                owners[at] = tag.raw.objgen
    assert read.spoken
    assert set(read.spoken) <= set(owners)
    parents = pikepdf.NumberTree(read.file.Root.StructTreeRoot.ParentTree)
    for page in read.file.pages:
        for number, owner in enumerate(parents[page.StructParents]):
            at = read.pages[page.objgen], number
            assert (owner is None) == (at not in owners)
            assert owner is None or owner.objgen == owners[at]


def test_no_glyph_is_the_empty_box(read):
    shown = [each for each in read.painted if each.glyphs]
    assert sum(len(each.glyphs) for each in shown) > 2000
    assert [each.text for each in shown if 0 in each.glyphs] == []


def test_headings_are_the_page_s_in_their_order(read):
    tags = read.structure.of("H1", "H2", "H3", "H4", "H5", "H6")
    said = [(tag.kind, squeezed(read.text(tag.raw))) for tag in tags]
    assert len(said) > 4
    assert said == Headings(read.html).found


def test_lists_tables_and_figures_are_as_many_as_the_page_has(read):
    tags = Counter(tag.kind for tag in read.structure.tags)
    html = read.html.split("<body>")[1]
    assert tags["L"] + tags["TOC"] == len(re.findall(r"<(?:ul|ol|dl)\b", html))
    assert tags["LI"] + tags["TOCI"] == len(re.findall(r"<(?:li|dt|dd)\b", html))
    assert tags["Table"] == html.count("<table")
    assert tags["Figure"] == len(re.findall(r"<(?:img|svg)\b", html))
    assert tags["BlockQuote"] == html.count("<blockquote")
    assert tags["Art"] == 1


def test_every_table_header_says_what_it_heads_and_every_cell_has_one(read):
    names = {str(tag.raw.ID) for tag in read.structure.of("TH")}
    for tag in read.structure.of("TH"):
        assert str(tag.raw.A.Scope) in ("/Row", "/Column")
    for tag in read.structure.of("TD"):
        headers = [str(each) for each in tag.raw.A.Headers]
        assert headers
        assert set(headers) <= names


def test_every_note_is_a_note_with_its_number_and_a_link_back(read):
    notes = read.document.notes if read.document.citations == "notes" else ()
    tags = list(read.structure.of("Note"))
    assert [str(tag.raw.ID) for tag in tags] == [f"note-{note.number}" for note in notes]
    for tag, note in zip(tags, notes, strict=True):
        item = tag.parent.parent
        assert [kid.kind for kid in item.kids] == ["Lbl", "LBody"]
        assert read.text(item.kids[0].raw) == f"{note.number}."
        assert squeezed(plain(note.text)) in squeezed(read.text(tag.raw))
        assert f"call-{note.number}" in targets(tag.raw)


def targets(raw) -> list[str]:
    """Where the links of a tag and those below it lead."""
    found = []
    for kid in raw.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            found.append(str(kid.Obj.get("/Dest", kid.Obj.get("/A", {}).get("/URI"))))
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += targets(kid)
    return found


def test_links_are_read_in_the_order_of_the_page_once_each(read):
    ids = set(re.findall(r'\sid="([^"]+)"', read.html))
    wanted = re.findall(r'<a\b[^>]* href="#?([^"]+)"', read.html)
    wanted = [each for each in wanted if each in ids or ":" in each]
    found = [
        target for tag in read.structure.of("Link") for target in dict.fromkeys(targets(tag.raw))
    ]
    assert len(found) > 10
    assert found == wanted


def test_a_link_says_in_words_where_it_leads(read):
    said = [str(each.raw.Contents) for each in read.structure.annotations]
    assert said
    assert [each for each in said if not re.search(r"\w", each) or "#" in each] == []
    numbers = [each for each in said if each.isdigit()]
    assert numbers == []


def test_paragraphs_are_whole_and_in_order(read):
    """The document's own text, read from the tags from first to last, whatever page it falls on."""
    everything = squeezed(read.text(read.structure.tags[0].raw))
    at = 0
    for section in read.document.sections:
        at = everything.index(squeezed(plain(section.title)), at)
    for marked in re.findall(r"(?s)<h2[^>]*>(.*?)</h2>", read.html):
        assert squeezed(re.sub("<[^>]*>", "", marked)).replace("&amp;", "&") in everything


def test_running_heads_and_page_numbers_are_not_read(read):
    everything = read.text(read.structure.tags[0].raw)
    assert not re.search(r"Page \d+ of \d+", everything)
    pagination = "".join(each.text for each in read.painted if "Artifact" in each.marks)
    assert f"of {len(read.file.pages)}" in pagination.replace("\xa0", " ")


def test_the_language_is_the_document_s(read):
    assert str(read.file.Root.Lang) == read.document.language
