"""The PDF as its reader's program sees it, and what a page may not ask for."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefgen.document import Figure
from briefgen.figure import Image
from briefgen.finding import Severity
from briefgen.place import TextFile
from briefgen.prose import Emph, Paragraph, Str
from briefgen.render.pdf import Attachment, write_pdf
from briefgen.render.templates import render_html
from tests.render.documents import document
from tests.render.test_templates import layout

OUTLINE = TextFile(Path("brief.yaml"), "title: A 𓀀 in the title\nimage: chart.png\n")
EVIDENCE = Attachment("evidence.json", b'{"a": 1}', "The evidence", "Data")


def rendered(doc, folder=None, attachments=(), files=None):
    page, findings = render_html(doc, layout(folder), for_print=True)
    assert not findings
    return write_pdf(doc, page, attachments, files or [OUTLINE])


def made(doc, attachments=()):
    pdf, findings = rendered(doc, attachments=attachments)
    assert not findings
    return pdf


def pages(pdf):
    with pypdfium2.PdfDocument(pdf.data) as file:
        texts = []
        for page in file:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return texts


@pytest.fixture(scope="module")
def analyst():
    return made(document("analyst", marking="Official"), [EVIDENCE])


@pytest.fixture(scope="module")
def opened(analyst):
    with pikepdf.open(BytesIO(analyst.data)) as file:
        yield file


def test_title_author_language_and_dates_are_its_properties(opened):
    doc = document("analyst")
    assert str(opened.docinfo.Title) == doc.title_text
    assert str(opened.docinfo.Author) == "Indo-Pacific desk"
    assert str(opened.docinfo.CreationDate) == "D:20240806000000Z"
    assert "EDD" in str(opened.docinfo.Keywords)
    assert str(opened.Root.Lang) == "en-US"
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_it_says_once_that_it_is_pdf_a_3a_and_pdf_ua_1(opened):
    xmp = opened.Root.Metadata.read_bytes()
    assert xmp.count(b"<rdf:RDF") == 1
    with opened.open_metadata() as meta:
        assert meta["pdfaid:part"] == "3"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["pdfuaid:part"] == "1"
    assert b"pdfaExtension:schemas" in xmp
    assert opened.Root.MarkInfo.Marked


def test_the_evidence_is_inside_as_an_associated_file_with_the_day_of_publication(opened):
    (spec,) = list(opened.Root.AF)[:1]
    assert str(spec.AFRelationship) == "/Data"
    assert str(spec.Desc) == "The evidence"
    assert opened.attachments["evidence.json"].get_file().read_bytes() == EVIDENCE.data
    assert str(spec.EF.F.Params.ModDate) == "D:20240806000000Z"


def test_bookmarks_are_its_headings_without_note_numbers(opened):
    with opened.open_outline() as outline:
        (title,) = outline.root
        names = [item.title for item in title.children]
    assert title.title == document("analyst").title_text
    assert names[:3] == ["Contents", "Bottom line", "Key judgments"]
    assert "1 Command structure" not in names
    assert "Command structure: a joint headquarters on each side" in names


def elements(file):
    """The structure tree, in order."""

    def walk(node):
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
        below = node.get("/K", [])
        for kid in below if isinstance(below, pikepdf.Array) else [below]:
            if isinstance(kid, pikepdf.Dictionary):
                yield from walk(kid)

    return list(walk(file.Root.StructTreeRoot))


def test_tags_name_headings_lists_tables_and_what_a_table_header_heads(opened):
    tags = elements(opened)
    kinds = {str(each.S) for each in tags}
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/Link"} <= kinds
    headers = [each for each in tags if each.S == "/TH"]
    assert len(headers) > 20
    assert {str(each.A.Scope) for each in headers} == {"/Row", "/Column"}


def test_a_list_item_is_a_label_and_a_body(opened):
    items = [each for each in elements(opened) if each.S == "/LI"]
    assert len(items) > 60
    assert {str(kid.S) for item in items for kid in item.K} == {"/Lbl", "/LBody"}


def test_a_link_says_where_it_leads(opened):
    said = {
        str(link.Dest): str(link.Contents)
        for page in opened.pages
        for link in page.get("/Annots", [])
        if "/Dest" in link
    }
    assert said["note-7"] == "Note 7"
    assert said["call-7"] == "Back to citation 7"
    assert said["para-A-4"] == "A ¶4"


def test_every_note_is_printed_under_its_number(analyst):
    text = " ".join(pages(analyst))
    notes = text[text.rindex("Notes") :]
    for note in document("analyst").notes:
        assert re.search(rf"(?<!\d){note.number}\.\s", notes), note.number


def test_the_marking_stands_at_top_and_bottom_of_each_page(analyst):
    for text in pages(analyst):
        assert len(re.findall(r"(?i)(?:^|\n|2024 )official(?:\s|$)", text)) == 2


def test_pages_are_counted_and_say_as_of_when(analyst):
    texts = pages(analyst)
    assert len(texts) == analyst.pages
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {analyst.pages}" in text
        assert "Information as of 5 August 2024" in text
    running = document("analyst").title_text
    assert [running in text.replace("\r\n", " ") for text in texts[1:]] == [True] * (len(texts) - 1)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_audience_s_and_the_sheet_is_one_page(paper, size):
    pdf = made(document("minister", paper=paper))
    with pypdfium2.PdfDocument(pdf.data) as file:
        assert [round(side) for side in file[0].get_size()] == list(size)
    assert pdf.pages == 1


@pytest.mark.parametrize(("audience", "most"), [("public", 3), ("legislator", 4)])
def test_documents_stay_within_the_length_that_their_readers_expect(audience, most):
    assert made(document(audience)).pages <= most


def test_the_same_document_gives_the_same_bytes():
    doc = document("minister")
    assert made(doc, [EVIDENCE]).data == made(doc, [EVIDENCE]).data


def test_without_a_day_of_publication_there_is_no_date_unless_the_environment_has_one(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    doc = replace(document("minister"), published=None, published_iso=None)
    undated = made(doc, [EVIDENCE]).data
    with pikepdf.open(BytesIO(undated)) as file:
        assert "/CreationDate" not in file.docinfo
        assert "/ModDate" not in file.Root.AF[0].EF.F.Params
    assert made(doc, [EVIDENCE]).data == undated
    moment = datetime(2020, 2, 3, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    with pikepdf.open(BytesIO(made(doc, [EVIDENCE]).data)) as file:
        assert str(file.docinfo.CreationDate) == "D:20200203000000Z"


def test_a_month_of_publication_is_its_first_day():
    doc = replace(document("minister"), published_iso="2024-08")
    with pikepdf.open(BytesIO(made(doc).data)) as file:
        assert str(file.docinfo.CreationDate) == "D:20240801000000Z"


def test_japanese_prints_in_a_font_that_has_it():
    doc = replace(document("minister"), bottom_line=(Paragraph((Str("日本国自衛隊の司令部"),)),))
    assert "日本国自衛隊の司令部" in pages(made(doc))[0]


def test_a_character_without_a_glyph_is_told_where_the_outline_has_it():
    doc = replace(document("minister"), bottom_line=(Paragraph((Str("A 𓀀 here, 𓀀 there."),)),))
    pdf, (finding,) = rendered(doc)
    assert pdf is not None
    assert finding.rule == "missing-glyph"
    assert "“𓀀” (U+13000, egyptian hieroglyph a001)" in finding.message
    assert (finding.place.line, finding.place.column) == (1, 10)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('# 𓀀 here\ntitle: "A 𓀀"\n', 2, 11),
        ('title: "A \\U00013000"\n', 1, 11),
        ("# only 𓀀\n", 1, 8),
        ("title: A\n", 1, 1),
    ],
)
def test_its_place_is_what_is_printed_not_a_comment(text, line, column):
    doc = replace(document("minister"), bottom_line=(Paragraph((Str("A 𓀀"),)),))
    files = [TextFile(Path("brief.yaml"), text)]
    _, (finding,) = rendered(doc, files=files)
    assert (finding.place.line, finding.place.column) == (line, column)


def with_figure(name, data, alt="A chart"):
    doc = document("minister")
    kind = "image/svg+xml" if name.endswith("svg") else "image/png"
    figure = Figure("image", 1, (Str("Output rose"),), alt, picture=Image(name, kind, data))
    return replace(doc, sections=(replace(doc.sections[0], figures=(figure,)),))


def test_an_image_that_cannot_be_read_is_told_where_the_outline_names_it():
    _, (finding,) = rendered(with_figure("chart.png", b"no image"))
    assert finding.rule == "missing-file"
    assert "`chart.png`" in finding.message
    assert (finding.place.line, finding.place.column) == (2, 8)


def test_an_image_without_a_text_alternative_is_told():
    image = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    _, (finding,) = rendered(with_figure("chart.svg", image, alt=""))
    assert finding.rule == "missing-alt"
    assert not rendered(with_figure("chart.svg", image))[1]


def test_a_fault_of_a_style_sheet_is_a_warning_at_its_line(tmp_path):
    folder = tmp_path / "templates" / "one-page"
    folder.mkdir(parents=True)
    style = folder / "style.css"
    style.write_text("h1 { color: navy }\np { colour: red }\n")
    pdf, (finding,) = rendered(document("minister"), tmp_path)
    assert pdf is not None
    assert finding.rule == "template-error"
    assert finding.severity is Severity.WARNING
    assert (finding.place.file.path, finding.place.line, finding.place.column) == (style, 2, 5)
    assert "colour" in finding.message


def test_a_page_that_weasyprint_cannot_set_is_the_template_s_fault(tmp_path):
    folder = tmp_path / "templates" / "one-page"
    folder.mkdir(parents=True)
    (folder / "brief.html.j2").write_text("{% for n in range(2000) %}<div>{% endfor %}x")
    pdf, (finding,) = rendered(document("minister"), tmp_path)
    assert pdf is None
    assert finding.rule == "template-error"
    assert "RecursionError" in finding.message


def test_no_line_is_broken_after_its_first_word_because_an_element_follows(tmp_path):
    words = "The United States intends to reconstitute its forces in Japan as a joint force "
    text = (Str(words), Emph((Str("intended"),)), Str(" headquarters."))
    doc = replace(document("minister"), bottom_line=(Paragraph(text),) * 40)
    folder = tmp_path / "templates" / "one-page"
    folder.mkdir(parents=True)
    widths = "".join(f"p:nth-of-type({n}) {{ width: {449 + n}px }}" for n in range(1, 41))
    (folder / "style.css").write_text(f".bottom-line p {{ font-size: 15px }} {widths}")
    pdf, findings = rendered(doc, tmp_path)
    assert not findings
    lines = [line.strip() for text in pages(pdf) for line in text.splitlines()]
    assert sum(line.startswith("The United States intends") for line in lines) > 40
    assert "The" not in lines
