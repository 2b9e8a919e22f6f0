"""Each clause catches a PDF made to break it, and finds nothing in one that does not."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from briefgen.build import Settings, build
from briefgen.document import Figure
from briefgen.figure import Image
from briefgen.place import TextFile
from briefgen.proof import accessible, archival
from briefgen.proof.conform import conform, faults
from briefgen.proof.inert import active
from briefgen.proof.tagged import read_structure
from briefgen.prose import Str
from briefgen.render.pdf import Attachment, write_pdf
from briefgen.render.templates import render_html
from briefgen.resources import bundled
from tests.forge import edited, project, weasyprint_leaves_a_file_open
from tests.render.documents import document
from tests.render.test_templates import layout

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A brief with everything that a brief may have."""
    image = Image("chart.svg", "image/svg+xml", DRAWING.encode())
    whole = document("analyst")
    figure = Figure("image", 1, (Str("Output rose"),), "Output, 2020 to 2024", picture=image)
    doc = replace(
        whole, sections=(replace(whole.sections[0], figures=(figure,)), *whole.sections[1:])
    )
    page, _ = render_html(doc, layout(), for_print=True)
    evidence = Attachment("evidence.json", b"{}", "The evidence", "Data")
    made, findings = write_pdf(doc, page, [evidence], [TextFile(Path("brief.yaml"), "title: T\n")])
    assert made is not None
    assert not findings
    return made.data


@pytest.fixture
def file(pdf):
    with pikepdf.open(BytesIO(pdf)) as file:
        yield file


def broken(file) -> set[str]:
    """The clauses that ``file`` breaks."""
    return {
        re.search(r"([\d.-]+)?\)\Z", fault.message)[1] or "active"
        for fault in faults(read_structure(file))
    }


def tags(file, kind: str):
    return [tag.raw for tag in read_structure(file).tags if tag.kind == kind]


def rename(file, kind: str, to: str, *, every: bool = False) -> None:
    found = tags(file, kind)
    assert found, f"the brief has no {kind}"
    for raw in found if every else found[:1]:
        raw.S = Name(f"/{to}")


def put(file, **entries) -> None:
    """Lay an annotation over the first page."""
    entries = {"Rect": Array([0, 0, 9, 9]), "F": 4, **entries}
    annotation = Dictionary({f"/{key}": value for key, value in entries.items()})
    page = file.pages[0]
    page.Annots = Array([*page.get("/Annots", ()), file.make_indirect(annotation)])


def links(file):
    return [each for page in file.pages for each in page.get("/Annots", ())]


def xmp(file, before: bytes, after: bytes) -> None:
    data = file.Root.Metadata.read_bytes()
    assert before in data
    file.Root.Metadata.write(data.replace(before, after))


def resource(file, sort: str, value) -> None:
    resources = file.pages[0].Resources
    if sort not in resources:
        resources[sort] = Dictionary()
    resources[sort]["/New"] = file.make_indirect(value)


def drawing(file, **entries) -> None:
    stream = pikepdf.Stream(file, b"")
    for key, value in entries.items():
        stream[f"/{key}"] = value
    resource(file, "/XObject", stream)


def state(file, **entries) -> None:
    resource(file, "/ExtGState", Dictionary({f"/{key}": value for key, value in entries.items()}))


def without(thing, key: str) -> None:
    del thing[key]


def same_name_twice(file) -> None:
    first, second = tags(file, "Note")[:2]
    second.ID = first.ID


def two_headings_in_a_list(file) -> None:
    for kid in list(tags(file, "L")[0].K)[:2]:
        kid.S = Name.H


def a_circle_of_types(file) -> None:
    rename(file, "P", "Absatz")
    file.Root.StructTreeRoot.RoleMap = Dictionary(Absatz=Name.Alinea, Alinea=Name.Absatz)


def a_foot_of_something_else(file) -> None:
    rename(file, "TBody", "TFoot")
    tags(file, "TFoot")[0].K[0].S = Name.P


def part(file, kind: str, inner: str, to: str) -> None:
    """Rename a kid of the first ``kind`` that has an ``inner``."""
    for raw in tags(file, kind):
        for kid in raw.K:
            if str(kid.S)[1:] == inner:
                kid.S = Name(f"/{to}")
                return
    raise AssertionError(f"no {kind} has a {inner}")


BREAKS = [
    ("5-1", lambda f: xmp(f, b"<pdfuaid:part>1", b"<pdfuaid:part>2")),
    ("7.1-4", lambda f: f.Root.MarkInfo.__setattr__("Suspects", True)),
    ("7.1-5", lambda f: rename(f, "P", "Absatz")),
    ("7.1-5", a_circle_of_types),
    ("7.1-7", lambda f: f.Root.StructTreeRoot.__setattr__("RoleMap", Dictionary(P=Name.Span))),
    ("7.1-8", lambda f: without(f.Root, "/Metadata")),
    ("7.1-9", lambda f: xmp(f, b"dc:title", b"dc:subject")),
    ("7.1-10", lambda f: f.Root.ViewerPreferences.__setattr__("DisplayDocTitle", False)),
    ("7.1-11", lambda f: without(f.Root, "/StructTreeRoot")),
    ("7.2-3", lambda f: part(f, "Table", "TBody", "Div")),
    ("7.2-4", lambda f: rename(f, "THead", "Div")),
    ("7.2-5", lambda f: rename(f, "Table", "Div")),
    ("7.2-6", lambda f: rename(f, "Table", "Div")),
    ("7.2-7", lambda f: (rename(f, "TBody", "TFoot"), rename(f, "Table", "Div"))),
    ("7.2-8", lambda f: part(f, "THead", "TR", "Div")),
    ("7.2-9", lambda f: rename(f, "TR", "Div", every=True)),
    ("7.2-10", lambda f: rename(f, "TD", "P")),
    ("7.2-11", lambda f: rename(f, "TBody", "THead")),
    ("7.2-13", lambda f: rename(f, "TBody", "TFoot")),
    ("7.2-14", lambda f: rename(f, "TBody", "TFoot")),
    ("7.2-17", lambda f: rename(f, "L", "Div")),
    ("7.2-18", lambda f: rename(f, "LI", "Div")),
    ("7.2-19", lambda f: rename(f, "LI", "P")),
    ("7.2-20", lambda f: rename(f, "LBody", "P")),
    ("7.2-26", lambda f: rename(f, "TOC", "Div")),
    ("7.2-27", lambda f: rename(f, "TOCI", "P")),
    ("7.2-29", lambda f: tags(f, "P")[0].__setattr__("Lang", "en_US")),
    ("7.2-29", lambda f: f.Root.__setattr__("Lang", "English (US)")),
    ("7.2-33", lambda f: without(f.Root, "/Lang")),
    ("7.2-36", lambda f: part(f, "THead", "TR", "Div")),
    ("7.2-37", lambda f: part(f, "TBody", "TR", "Div")),
    ("7.2-38", a_foot_of_something_else),
    ("7.3-1", lambda f: without(tags(f, "Figure")[0], "/Alt")),
    ("7.3-1", lambda f: tags(f, "Figure")[0].__setattr__("Alt", "")),
    ("7.4.2-1", lambda f: rename(f, "H1", "H2")),
    ("7.4.2-1", lambda f: rename(f, "H2", "H3")),
    ("7.4.4-1", two_headings_in_a_list),
    ("7.4.4-3", lambda f: rename(f, "H2", "H")),
    ("7.5-1", lambda f: without(tags(f, "TH")[0].A, "/Scope")),
    ("7.7-1", lambda f: rename(f, "P", "Formula")),
    ("7.9-1", lambda f: without(tags(f, "Note")[0], "/ID")),
    ("7.9-2", same_name_twice),
    ("7.11-1", lambda f: without(f.Root.AF[0], "/UF")),
    ("7.18.1-1", lambda f: put(f, Subtype=Name.Text, Contents="words")),
    ("7.18.1-2", lambda f: put(f, Subtype=Name.Text)),
    ("7.18.2-1", lambda f: put(f, Subtype=Name.TrapNet)),
    ("7.18.3-1", lambda f: without(f.pages[0], "/Tabs")),
    ("7.18.4-1", lambda f: put(f, Subtype=Name.Widget)),
    ("7.18.5-1", lambda f: rename(f, "Link", "Span")),
    ("7.18.5-1", lambda f: without(links(f)[0], "/StructParent")),
    ("7.18.5-2", lambda f: links(f)[0].__setattr__("Contents", " ")),
    ("6.1.3", lambda f: without(f.trailer, "/ID")),
    ("6.2.3", lambda f: without(f.Root, "/OutputIntents")),
    ("6.2.3", lambda f: without(f.Root.OutputIntents[0], "/DestOutputProfile")),
    ("6.2.5", lambda f: state(f, TR=Name.Identity)),
    ("6.2.5", lambda f: state(f, TR2=Name.Identity)),
    ("6.2.8", lambda f: drawing(f, Subtype=Name.Image, Interpolate=True)),
    ("6.2.8", lambda f: drawing(f, Subtype=Name.Image, Alternates=Array())),
    ("6.2.9", lambda f: drawing(f, Subtype=Name.Form, Ref=Dictionary())),
    ("6.2.9", lambda f: drawing(f, Subtype=Name.Form, Subtype2=Name.PS)),
    ("6.2.10", lambda f: state(f, BM=Name.Glow)),
    ("6.2.10", lambda f: state(f, BM=Array([Name.Normal, Name.Glow]))),
    ("6.2.11.4", lambda f: fonts(f)[0].DescendantFonts[0].__setattr__("FontDescriptor", Dictionary())),
    ("6.2.11.7", lambda f: without(fonts(f)[0], "/ToUnicode")),
    ("6.3.2", lambda f: links(f)[0].__setattr__("F", 0)),
    ("6.3.2", lambda f: links(f)[0].__setattr__("F", 4 | 2)),
    ("6.6.3", lambda f: f.trailer.Info.__setattr__("Title", "Another")),
    ("6.6.3", lambda f: f.trailer.Info.__setattr__("CreationDate", "D:20200101000000Z")),
    ("6.6.4", lambda f: xmp(f, b'pdfaid:conformance="A"', b'pdfaid:conformance="B"')),
    ("6.7.2", lambda f: f.Root.MarkInfo.__setattr__("Marked", False)),
    ("6.8", lambda f: f.Root.AF.append(f.Root.AF[0])),
    ("6.8", lambda f: without(f.Root, "/AF")),
    ("6.8", lambda f: without(f.Root.AF[0], "/AFRelationship")),
    ("6.8", lambda f: without(f.Root.AF[0].EF.F, "/Subtype")),
]  # fmt: skip


def fonts(file):
    return list(file.pages[0].Resources.Font.values())


def test_a_brief_breaks_nothing(file, pdf):
    assert broken(file) == set()
    assert conform(pdf) == ()


@pytest.mark.parametrize(("clause", "change"), BREAKS, ids=[clause for clause, _ in BREAKS])
def test_a_file_that_breaks_a_clause_is_caught(file, clause, change):
    change(file)
    assert clause in broken(file)


def test_a_file_encrypted_against_screen_readers_is_caught(pdf, tmp_path):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(BytesIO(pdf)) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="o", user="", R=4))
    with pikepdf.open(locked) as file:
        assert broken(file) == {"6.1.3"}
        file.trailer.Encrypt.P = int(file.trailer.Encrypt.P) & ~512
        assert broken(file) == {"7.16-1", "6.1.3"}
    (problem,) = conform(locked.read_bytes())
    assert "encrypted" in problem.message


def test_every_clause_has_a_file_that_breaks_it():
    clauses = [*accessible.CLAUSES, *archival.CLAUSES]
    assert len(clauses) >= 60
    assert {clause for clause, _ in BREAKS} | {"7.16-1"} == set(clauses)
    assert all(check.__doc__ for check in (accessible.CLAUSES | archival.CLAUSES).values())


def test_a_fault_says_its_page_and_how_often_it_is_there(file):
    for heading in tags(file, "TH"):
        without(heading.A, "/Scope")
    (problem,) = faults(read_structure(file))
    assert problem.rule == "unfit-pdf"
    assert re.fullmatch(
        r"a table header does not say whether it heads a row or a column on page \d+, and \d\d more "
        r"like it \(PDF/UA-1, 7\.5-1\)",
        problem.message,
    )


def test_tags_in_a_circle_are_a_fault_not_a_hang(pdf):
    def change(file):
        table = tags(file, "Table")[0]
        table.K.append(table)

    (problem,) = conform(edited(pdf, change))
    assert "circle" in problem.message


def action(file, sort: str, **entries) -> None:
    link = links(file)[0]
    link.A = Dictionary({"/S": Name(f"/{sort}")} | {f"/{k}": v for k, v in entries.items()})
    if "/Dest" in link:
        del link.Dest


ACTIONS = (
    "JavaScript Launch GoToR GoToE GoToDp Thread Sound Movie Hide Named SubmitForm ResetForm ImportData "
    "SetOCGState Rendition Trans GoTo3DView RichMediaExecute"
)
LAYERS = "Widget RichMedia Movie Sound Screen FileAttachment 3D Stamp FreeText Popup Watermark"
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:msgbox",
    "data:text/html,<p>x",
    "file:///etc/passwd",
    "//example.org/x",
    "\\\\host\\share",
    "ftp://example.org/",
    "brief.html",
    "http:///x",
    "https:\\\\example.org",
    "",
)


@pytest.mark.parametrize("sort", ACTIONS.split())
def test_a_link_that_does_something_is_caught(file, sort):
    action(file, sort)
    (fault,) = active(read_structure(file))
    assert sort in fault.message


@pytest.mark.parametrize("shape", LAYERS.split())
def test_what_lies_over_a_page_is_caught(file, shape):
    put(file, Subtype=Name(f"/{shape}"))
    (fault,) = active(read_structure(file))
    assert fault.page == 1
    assert shape in fault.message


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_to_anything_but_the_web_or_a_mailbox_is_caught(file, address):
    action(file, "URI", URI=address)
    (fault,) = active(read_structure(file))
    assert fault.message == f"a link leads to `{address}`"


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b#c", "HTTP://example.org", "mailto:a@b.c"]
)
def test_a_link_to_the_web_or_a_mailbox_is_not(file, address):
    action(file, "URI", URI=address)
    assert list(active(read_structure(file))) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f.Root.__setattr__("OpenAction", Dictionary(S=Name.JavaScript)),
        lambda f: f.Root.__setattr__("OpenAction", Array([f.pages[1].obj, Name.Fit])),
        lambda f: f.Root.__setattr__("AA", Dictionary()),
        lambda f: f.Root.__setattr__("AcroForm", Dictionary(Fields=Array())),
        lambda f: f.Root.__setattr__("OCProperties", Dictionary()),
        lambda f: f.Root.__setattr__("Collection", Dictionary()),
        lambda f: f.Root.Names.__setattr__("JavaScript", Dictionary(Names=Array())),
        lambda f: f.Root.Names.__setattr__("Renditions", Dictionary(Names=Array())),
        lambda f: f.pages[0].__setattr__("AA", Dictionary()),
        lambda f: links(f)[0].__setattr__("AA", Dictionary()),
        lambda f: links(f)[0].__setattr__("PA", Dictionary()),
        lambda f: action(f, "URI", URI="https://example.org", Next=Dictionary(S=Name.JavaScript)),
        lambda f: f.Root.Outlines.First.__setattr__("A", Dictionary(S=Name.JavaScript)),
        lambda f: links(f)[0].__setattr__("Dest", "nowhere"),
    ],
)  # fmt: skip
def test_whatever_could_act_is_caught(file, change):
    change(file)
    assert "active" in broken(file)


def test_a_template_that_breaks_a_clause_stops_the_build_at_the_template(tmp_path):
    outline = project(tmp_path)
    own = tmp_path / "briefs" / "templates" / "committee" / "brief.html.j2"
    own.parent.mkdir(parents=True)
    whole = (bundled("templates") / "committee" / "brief.html.j2").read_text(encoding="utf-8")
    end = "{% endblock %}"
    bad = '<h5>Deep</h5><p><a href="javascript:alert(1)">here</a></p>'
    own.write_text(whole.replace(end, bad + end, 1), encoding="utf-8")
    with weasyprint_leaves_a_file_open():
        built = build(outline, tmp_path / "build", Settings(formats=("pdf",)))
    assert built.stopped
    assert built.files == ()
    found = [each for each in built.findings if each.rule == "unfit-pdf"]
    assert {each.place.file.path.name for each in found} == {"brief.html.j2"}
    assert "a heading of level 5 follows one of level 2" in found[0].message + found[1].message
    assert "a link leads to `javascript:alert(1)`" in found[0].message + found[1].message
