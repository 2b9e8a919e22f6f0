"""The Word file as Word reads it: notes, headings, tables, pictures, and text that stays text."""

import re
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from briefgen.document import Figure
from briefgen.figure import Image
from briefgen.place import TextFile
from briefgen.prose import Paragraph, Str
from briefgen.render.html import HtmlWriter
from briefgen.render.templates import render_html
from briefgen.word import tables as word_tables
from briefgen.word.dress import dress_of
from briefgen.word.styles import style_sheet
from briefgen.word.tree import page_tree
from briefgen.word.write import write_docx
from tests.forge import weasyprint_leaves_a_file_open
from tests.render import trees
from tests.render.documents import document
from tests.render.test_templates import layout
from tests.word.opened import WP, A, W, faults, opened, style_of

OUTLINE = TextFile(Path("brief.yaml"), "title: T\n")
AUDIENCES = ("minister", "analyst", "legislator", "public")
DRAWING = Image(
    "ships.svg",
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">'
    b'<rect x="10" y="10" width="100" height="20" fill="#1F6F78"/></svg>',
)
HOSTILE = [
    "[^1] and [^1]: a note",
    "<w:p><w:r><w:t>in</w:t></w:r></w:p>",
    "![x](file:///etc/passwd)",
    "`<w:br/>`{=openxml}",
    "$\\input{/etc/passwd}$ @nobody [@nobody] ~~gone~~ H~2~O ^up^",
    "::: {custom-style=Title}",
    "{{ doc }} {% raw %} &amp; &#60; ]]> <!-- x --> <?xml?>",
    'w:val="FootnoteText" <w:tr><w:trPr></w:trPr>',
]


def written(doc, folder=None):
    page, findings = render_html(doc, layout(folder), for_print=True)
    assert not findings
    with weasyprint_leaves_a_file_open():
        return write_docx(doc, page, [OUTLINE])


def made(doc):
    data, findings = written(doc)
    assert not findings
    return data


def with_text(doc, *texts):
    body = tuple(Paragraph((Str(text),)) for text in texts)
    return replace(doc, sections=(replace(doc.sections[0], body=body), *doc.sections[1:]))


@pytest.fixture(scope="module")
def files():
    return {audience: made(document(audience, marking="Official")) for audience in AUDIENCES}


@pytest.fixture(scope="module")
def words(files):
    return {audience: opened(data) for audience, data in files.items()}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_word_would_find_nothing_to_mend(words, audience):
    assert faults(words[audience]) == []


@pytest.mark.parametrize("audience", ["analyst", "legislator", "public"])
def test_each_note_is_a_note_of_word_with_its_number(words, audience):
    notes = words[audience].notes()
    doc = document(audience)
    assert list(notes) == [note.number for note in doc.notes]
    for note in doc.notes:
        assert notes[note.number].startswith("".join(node.text for node in note.text))
        assert all(one.words in notes[note.number] for one in note.excerpts)


def test_a_sheet_with_tags_has_no_notes_and_its_tags_lead_to_their_sources(words):
    minister = words["minister"]
    assert minister.notes() == {}
    links = [each.get(f"{W}anchor") for each in minister.body.iter(f"{W}hyperlink")]
    assert {"source_A", "source_B"} <= set(links)


def test_the_number_of_a_note_in_the_text_is_a_field_that_word_counts_anew(words):
    fields = [each.text for each in words["analyst"].body.iter(f"{W}instrText")]
    assert " NOTEREF note_1 \\h " in fields


def test_headings_are_headings_and_skip_no_level(words):
    for word in words.values():
        levels = {
            name: int(found.get(f"{W}val")) + 1
            for name, style in word.styles.items()
            if (found := style.find(f"{W}pPr/{W}outlineLvl")) is not None
        }
        seen = [levels[s] for p in word.body.iter(f"{W}p") if (s := style_of(p)) in levels]
        assert seen[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(seen))
    titles = words["analyst"].paragraphs("Title")
    assert titles == [document("analyst").title_text.replace("\u2060", "")]


def test_the_authors_own_judgment_is_labelled_and_has_a_ground(words):
    analyst = words["analyst"]
    assert analyst.paragraphs("JudgmentLabel")[0] == "Judgment, not from the sources"
    shade = analyst.styles["Judgment"].find(f"{W}pPr/{W}shd")
    assert shade.get(f"{W}fill") == "FBF4E6"


def test_heads_of_tables_come_again_on_each_page_and_no_row_is_parted(words):
    tables = list(words["analyst"].body.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr"))


def test_the_marking_stands_in_capitals_in_every_head_and_foot(words):
    for word in words.values():
        for part in ("header", "header-first", "footer"):
            assert word.paragraphs("Marking", f"word/{part}.xml") == ["OFFICIAL"]
    assert opened(made(document("minister"))).paragraphs("Marking", "word/footer.xml") == []


def test_the_head_has_the_title_and_the_foot_the_day_and_the_pages(words):
    doc = document("analyst")
    assert words["analyst"].paragraphs("Header", "word/header.xml")[0][:20] == doc.title_text[:20]
    foot = words["analyst"].xml["word/footer.xml"]
    fields = [each.get(f"{W}instr").strip() for each in foot.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert words["analyst"].paragraphs("Footer", "word/footer.xml")[0].startswith("Information as")


def test_paper_language_and_properties(words):
    letter = opened(made(document("public", paper="letter")))
    size = letter.body.find(f".//{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    analyst = words["analyst"]
    language = analyst.xml["word/styles.xml"].find(f".//{W}docDefaults//{W}lang")
    assert language.get(f"{W}val") == "en-US"
    core = {each.tag.partition("}")[2]: each.text for each in analyst.xml["docProps/core.xml"]}
    doc = document("analyst")
    assert core["title"] == doc.title_text
    assert core["creator"] == "Indo-Pacific desk"
    assert core["language"] == "en-US"
    assert "EDD" in core["keywords"]
    assert core["created"] == core["modified"] == "2024-08-06T00:00:00Z"


def test_the_same_bytes_each_time_and_anywhere(files, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    try:
        assert made(document("minister", marking="Official")) == files["minister"]
        undated = replace(document("minister"), published=None, published_iso=None)
        assert b"2023-11-14T22:13:20Z" in opened(made(undated)).raw["docProps/core.xml"]
        monkeypatch.delenv("SOURCE_DATE_EPOCH")
        assert b"created" not in opened(made(undated)).raw["docProps/core.xml"]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_text_stays_text():
    word = opened(made(with_text(document("analyst"), *HOSTILE)))
    paragraphs = word.paragraphs()
    assert [text for text in HOSTILE if text not in paragraphs] == []
    assert faults(word) == []
    assert not [name for name in word.raw if name.startswith("word/media/")]


@settings(max_examples=60, deadline=None)
@given(trees.blocks)
def test_every_text_of_every_block_is_in_the_tree_and_none_of_it_is_raw(blocks):
    html = HtmlWriter(tags=False).blocks(blocks)
    tree, _ = page_tree(f"<body>{html}</body>", lambda url, alt: {}, compact=False)
    seen = trees.seen(blocks, lambda number, more: f"{number}," if more else str(number))
    said = "".join(part for part in seen if isinstance(part, str))
    found = list(strings(tree["blocks"]))
    assert "".join("".join(found).split()) == "".join(said.split())


def strings(node):
    """All text in pandoc's tree; what is raw may be nothing but the field of a note's number."""
    if isinstance(node, list):
        for each in node:
            yield from strings(each)
    elif isinstance(node, dict) and node.get("t") == "RawInline":
        (number,) = re.findall(r"<w:t>(\d+)</w:t>", node["c"][1])
        yield number
    elif isinstance(node, dict) and node.get("t") in ("Code", "CodeBlock"):
        yield node["c"][1]
    elif isinstance(node, dict) and node.get("t") == "Str":
        yield node["c"]
    elif isinstance(node, dict) and "c" in node:
        yield from strings(node["c"])


def with_figure(doc, picture, alt="Two ships"):
    figure = Figure("image", 1, (Str("Ships come twice a day"),), alt=alt, picture=picture)
    return replace(doc, sections=(replace(doc.sections[0], figures=(figure,)), *doc.sections[1:]))


def test_a_drawing_becomes_a_picture_with_its_text_alternative():
    word = opened(made(with_figure(document("public"), DRAWING, 'Two "ships" & a <pier>')))
    (shown,) = word.body.iter(f"{WP}docPr")
    assert shown.get("descr") == 'Two "ships" & a <pier>'
    (picture,) = (data for name, data in word.raw.items() if name.startswith("word/media/"))
    assert picture.startswith(b"\x89PNG")
    width = int(next(word.body.iter(f"{WP}extent")).get("cx")) / 914400 * 96
    assert width == pytest.approx(100, abs=1)  # the drawing's own, its empty edges cut
    assert len(list(word.body.iter(f"{A}blip"))) == 1
    assert faults(word) == []
    assert "Figure 1. Ships come twice a day" in word.paragraphs("Caption")


def test_the_logo_of_a_style_stands_over_the_title_at_its_height():
    doc = document("analyst")
    page, _ = render_html(doc, layout(None), for_print=True)
    html = page.html.replace("--logo: none", "--logo: url(style:ships.svg)")
    html = html.replace("--logo-height: 0mm", "--logo-height: 11mm")
    with weasyprint_leaves_a_file_open():
        dressed = replace(page, html=html, images={"style:ships.svg": DRAWING})
        data, findings = write_docx(doc, dressed, [OUTLINE])
    assert not findings
    word = opened(data)
    assert int(next(word.body.iter(f"{WP}extent")).get("cy")) == pytest.approx(
        11 * 36_000, rel=0.01
    )
    assert next(word.body.iter(f"{WP}docPr")).get("descr") == "Indo-Pacific desk"
    assert style_of(next(word.body.iter(f"{W}p"))) == "Figure"


def test_a_template_may_not_show_a_file_of_the_machine(tmp_path):
    own = tmp_path / "templates" / "explainer"
    own.mkdir(parents=True)
    (own / "brief.html.j2").write_text('<p>x</p><img src="file:///etc/passwd" alt="x">')
    data, findings = written(document("public"), tmp_path)
    assert data is None
    assert [finding.rule for finding in findings] == ["outside-project"]


def test_a_page_that_nests_without_end_is_a_finding(tmp_path):
    own = tmp_path / "templates" / "explainer"
    own.mkdir(parents=True)
    (own / "brief.html.j2").write_text("<div>" * 5_000 + "x")
    data, findings = written(document("public"), tmp_path)
    assert data is None
    assert [finding.rule for finding in findings] == ["template-error"]


@pytest.mark.parametrize("end", ["echo no >&2", "echo no >&2; exit 1", "exit 1", "true"])
def test_what_pandoc_refuses_is_a_finding(end, tmp_path, monkeypatch):
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\n{end}\n")
    program.chmod(0o755)
    monkeypatch.setattr("briefgen.word.write.find_pandoc", lambda: str(program))
    data, findings = written(document("minister"))
    assert data is None
    assert [finding.rule for finding in findings] == ["template-error"]
    assert "pandoc refuses it" in findings[0].message


def test_a_style_without_colors_still_sets_the_judgment_apart():
    doc = document("analyst")
    page, _ = render_html(doc, layout(None), for_print=True)
    plain = page.html.replace("--judgment: #FBF4E6", "--judgment: #FFFFFF")
    for html, barred in ((page.html, False), (plain, True)):
        sheet = ElementTree.fromstring(style_sheet(dress_of(html, doc)))
        (judgment,) = (s for s in sheet if s.get(f"{W}styleId") == "Judgment")
        assert (judgment.find(f"{W}pPr/{W}pBdr/{W}left") is not None) is barred


def test_what_is_stressed_is_bold_where_the_script_has_no_italic():
    stressed = '<div class="text"><p><em>x</em></p></div><p class="reference"><em>y</em></p>'
    for language, dress in (("ja", "Strong"), ("en", "Emph")):
        html = f'<html lang="{language}"><body>{stressed}</body></html>'
        tree, _ = page_tree(html, lambda url, alt: {}, compact=False)
        text, (_, (reference,)) = tree["blocks"][0], tree["blocks"][1]["c"]
        assert text["c"][0]["t"] == dress
        assert reference["c"][0]["t"] == "Emph"


def test_japanese_has_its_typeface_and_its_language():
    word = opened(made(document("public", language="ja")))
    defaults = word.xml["word/styles.xml"].find(f".//{W}docDefaults")
    assert defaults.find(f".//{W}rFonts").get(f"{W}eastAsia") == "Noto Sans JP"
    assert defaults.find(f".//{W}lang").get(f"{W}eastAsia") == "ja"
    assert 'altName w:val="Yu Gothic"' in word.raw["word/fontTable.xml"].decode()


def test_a_column_of_a_table_has_room_for_its_longest_word():
    title = "A section with a title as long as titles of sections of briefs may be at most"
    rows = [
        ["Section", "fact", "statement", "opinion", "fact", "statement", "opinion"],
        [title, "1", "2", "3", "4", "5", "6"],
    ]
    html = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    element = ElementTree.fromstring(f"<table><tbody>{html}</tbody></table>")
    node = word_tables.table(element, lambda parts, style: [], lambda cell: [])
    widths = [width["c"] for _, width in node["c"][2]]
    assert sum(widths) == pytest.approx(1, abs=0.001)
    # 160 mm hold some 84 letters of 8.75 points; a cell has 2 mm at its right.
    assert all(share * 84 >= len("statement") + 2 for share in (widths[2], widths[5]))
    assert widths[0] > 3 * widths[1]
