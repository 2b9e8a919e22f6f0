"""Documents through the bundled templates, and templates that are at fault."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.document import Figure, QuotationDifference, Reading, Section, SourceTag
from briefgen.figure import Image
from briefgen.place import TextFile
from briefgen.prose import Emph, Mark, Paragraph, Str
from briefgen.read.layout import read_layout
from briefgen.render.pictures import colors_of, tokens_of
from briefgen.render.templates import render_html, render_markdown
from tests.render.documents import document
from tests.render.test_html import Reader

AUDIENCES = ["analyst", "minister", "public", "legislator"]
HOSTILE = '<script>alert(1)</script> & "x" *y* [z](w) `v` | {{ doc }}'


def layout(folder=None):
    """The layout for an outline in ``folder``, which may override files of it."""
    found = read_layout((folder or Path("nowhere")) / "brief.yaml")
    assert not found.findings
    return found.value


def html(doc, folder=None, *, for_print=False):
    page, findings = render_html(doc, layout(folder), for_print=for_print)
    assert not findings
    return page.html


def markdown(doc, folder=None):
    text, findings = render_markdown(doc, layout(folder))
    assert not findings
    return text


@pytest.mark.parametrize("audience", AUDIENCES)
def test_citations_come_in_the_order_of_their_numbers_each_once(audience):
    doc = document(audience)
    numbers = [int(n) for n in re.findall(r'id="call-(\d+)"', html(doc))]
    assert len(numbers) > 5
    assert numbers == list(range(1, len(numbers) + 1))
    if doc.citations == "notes":
        in_text = re.sub(r"(?m)^\[\^\d+\]: .*", "", markdown(doc))
        assert [int(n) for n in re.findall(r"\[\^(\d+)\]", in_text)] == numbers


@pytest.mark.parametrize("audience", ["analyst", "public", "legislator"])
def test_markdown_has_the_notes_of_the_page_under_the_same_numbers(audience):
    doc = document(audience)
    notes = dict(re.findall(r"(?m)^\[\^(\d+)\]: (.*)$", markdown(doc)))
    assert list(notes) == [str(note.number) for note in doc.notes]
    for note in doc.notes:
        assert notes[str(note.number)].startswith(note.text[0].text)
    items = re.findall(r'<li id="note-(\d+)">(.*?)</li>', html(doc), re.DOTALL)
    assert [number for number, _ in items] == list(notes)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_link_leads_somewhere_on_the_page(audience):
    page = html(document(audience))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) > 5
    assert set(targets) <= set(ids)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_headings_skip_no_level(audience):
    levels = [int(level) for level in re.findall(r"<h([1-6])", html(document(audience)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hostile_words_in_every_field_stay_words(audience):
    doc = document(audience)
    words = (Str(HOSTILE), Emph((Str(HOSTILE),)))
    blocks = (Paragraph(words),)
    section = Section("x", 1, words, blocks, blocks, (), blocks, blocks, ())
    doc = replace(
        doc,
        title=words,
        title_text=HOSTILE,
        standfirst=words,
        bottom_line=blocks,
        sections=(section,),
        authors=(HOSTILE,),
        contact=HOSTILE,
        license=HOSTILE,
        corrections=HOSTILE,
        marking=HOSTILE,
        to=HOSTILE,
        purpose=HOSTILE,
        series=HOSTILE,
        published=HOSTILE,
        as_of=HOSTILE,
        recommendations=(blocks,),
        questions=(blocks,),
        sources=tuple(replace(s, title=HOSTILE, standpoint=HOSTILE) for s in doc.sources),
    )
    read = Reader(html(doc))
    assert [tag for tag, _ in read.opened].count("script") == 1
    assert HOSTILE in read.text
    from markdown_it import MarkdownIt

    shown = Reader(MarkdownIt("commonmark").render(markdown(doc)))
    assert "script" not in {tag for tag, _ in shown.opened}
    assert shown.all("a") == []
    assert shown.text.count(HOSTILE) > 5


@pytest.mark.parametrize("audience", AUDIENCES)
def test_parts_that_are_empty_print_no_heading(audience):
    doc = document(audience)
    empty = {
        name: () if isinstance(value, tuple) else None
        for name, value in vars(doc).items()
        if isinstance(value, tuple)
        or name
        in ("marking", "to", "purpose", "series", "version", "as_of", "review_by", "corrections")
    }
    doc = replace(
        doc, **{**empty, "title": doc.title, "contact": None, "license": None, "words": 0}
    )
    headings = re.findall(r"<h([2-6])[^>]*>(.*?)</h", html(doc), re.DOTALL)
    assert {re.sub("<[^>]*>", "", text) for _, text in headings} <= {
        "Annex 3. Method",
        "About this brief",
    }
    assert set(re.findall(r"(?m)^##+ (.*)$", markdown(doc))) <= {"Annex 3. Method"}


def test_the_page_for_the_screen_is_one_file_under_a_policy():
    page = html(document("analyst"))
    (policy,) = [m["content"] for m in Reader(page).all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "base-uri 'none'; form-action 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"""(?:src|href)=["'](?!#|data:|mailto:|https?:)""", page)


def test_the_policy_lets_the_page_s_own_style_and_script_through_and_nothing_else():
    page = html(document("analyst"))
    (policy,) = [m["content"] for m in Reader(page).all("meta") if "http-equiv" in m]
    for kind in ("style", "script"):
        (text,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.count("sha256-") == 2


def test_the_page_for_paper_has_no_script():
    page = html(document("analyst"), for_print=True)
    assert "<script" not in page
    assert "script-src" not in page


def test_a_script_beside_the_outline_is_not_taken(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "screen.js").write_text("alert('theirs')")
    assert html(document("analyst"), tmp_path) == html(document("analyst"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_on_a_screen_every_citation_leads_to_its_paragraphs(audience):
    doc = document(audience)
    page = html(doc)
    assert len(doc.paragraphs) > 5
    for paragraph in doc.paragraphs:
        assert page.count(f'id="{paragraph.anchor}"') == 1
        if doc.notes:
            assert f'href="#{paragraph.anchor}"' in page
    if not doc.notes:
        leads = re.findall(r'id="call-\d+" href="#([^"]+)"', page)
        assert set(leads) <= {paragraph.anchor for paragraph in doc.paragraphs}
    marked = {
        number for mark in re.findall(r'data-calls="([\d ]+)"', page) for number in mark.split()
    }
    assert marked == set(re.findall(r'id="call-(\d+)"', page))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_only_the_screen_has_is_not_on_paper(audience):
    page = html(document(audience), for_print=True)
    assert "data-calls" not in page
    assert "<aside" not in page


def test_images_stand_inside_the_page_for_the_screen_and_in_words_in_markdown():
    image = Image("missiles.png", "image/png", b"\x89PNG not really")
    title, source = (Str("Output rose"),), (Str("Ministry"),)
    figure = Figure("image", 1, title, "From 240 to 500", source, picture=image)
    doc = with_figure(figure)
    (shown,) = Reader(html(doc)).all("img")
    assert shown["src"].startswith("data:image/png;base64,")
    assert shown["alt"] == "From 240 to 500"
    assert "**Figure 1. Output rose** From 240 to 500\n\nSource: Ministry" in markdown(doc)
    page, _ = render_html(doc, layout(), for_print=True)
    assert page.images == {"figure:1.png": image}
    assert 'src="figure:1.png"' in page.html


def with_figure(figure):
    doc = document("analyst")
    return replace(doc, sections=(replace(doc.sections[0], figures=(figure,)),))


def test_a_timeline_is_drawn_for_two_widths_of_screen_and_said_in_words():
    doc = document("analyst")
    figure = Figure("timeline", 1, (Str("Two steps are open"),), events=doc.timeline)
    doc = with_figure(figure)
    assert any(event.expected for event in doc.timeline)
    page = html(doc)
    drawings = re.findall(r'<svg role="img" aria-label="([^"]*)"(.*?)</svg>', page, re.DOTALL)
    assert len(drawings) == 2
    for alt, drawn in drawings:
        assert "var(--brand)" in drawn
        assert "style=" not in drawn
        for event in doc.timeline:
            assert event.date in alt
            assert event.label in unescape(alt)
            assert f"{event.date} (expected)" in alt or not event.expected
    text = markdown(doc)
    for event in doc.timeline:
        assert f"- **{event.date}**{' (expected)' if event.expected else ''}: " in text
    printed, _ = render_html(doc, layout(), for_print=True)
    (image,) = printed.images.values()
    assert image.media_type == "image/svg+xml"
    assert b"var(" not in image.data
    assert b"#12304F" in image.data


def test_coverage_is_a_table_with_a_cell_for_every_kind_of_every_source():
    doc = with_figure(Figure("coverage", 1, (Str("One account carries it"),)))
    table, annex = re.findall(r'<table class="matrix">(.*?)</table>', html(doc), re.DOTALL)
    assert table == annex
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', table, re.DOTALL)
    assert len(rows) == len(doc.sections)
    for section, row in zip(doc.sections, rows, strict=True):
        cells = re.findall(r"<td[^>]*>(\d+|–)</td>", row)
        here = [one for one in doc.coverage if one.section == section.id]
        kinds = ("fact", "statement", "opinion", "unmarked")
        assert cells == [str(getattr(one, kind) or "–") for one in here for kind in kinds]
    assert "One account carries it" in markdown(doc)


def test_a_comparison_shows_both_wordings_with_what_differs_marked():
    tags = [SourceTag(letter, (4,), f"{letter} ¶4", f"source-{letter}") for letter in "AB"]
    left = Reading(tags[0], (Str("will "), Mark((Str("be reconstituted"),))), None, "Yang")
    right = Reading(tags[1], (Str("will not"),), "fact", None)
    compared = QuotationDifference(left, right)
    doc = with_figure(Figure("comparison", 1, (Str("They differ"),), compared=compared))
    page = html(doc)
    assert "<blockquote><p>will <mark>be reconstituted</mark></p></blockquote>" in page
    assert "A\u00a0¶4</a> · Yang" in page
    assert "will <mark>be reconstituted</mark>" in markdown(doc)


def test_one_file_beside_the_outline_takes_the_place_of_the_bundled_one(tmp_path):
    own = tmp_path / "templates" / "shared"
    own.mkdir(parents=True)
    (own / "bottom-line.html.j2").write_text("<p>Ours: {{ doc.bottom_line|blocks }}</p>")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(":root { --ink: #000001; }")
    page = html(document("analyst"), tmp_path)
    assert "<p>Ours: <p>The meeting in Tokyo" in page
    assert '<h2 id="key-judgments">Key judgments</h2>' in page
    assert "#000001" in page
    assert "#1B2430" not in page


def test_a_template_of_one_s_own_may_extend_a_bundled_one(tmp_path):
    folder = tmp_path / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text("description: Mine\nparts: [bottom_line]\n")
    (folder / "brief.html.j2").write_text(
        '{% extends "shared/frame.html.j2" %}{% block brief %}{% include "shared/cover.html.j2" %}'
        "<p>{{ doc.words }} words</p>{% endblock %}"
    )
    doc = replace(document("analyst"), template="mine")
    assert f"<p>{doc.words} words</p>" in html(doc, tmp_path)


FAULTS = {
    "{% if doc.title %}": (1, "Unexpected end of template", ""),
    "<h1>\n  {{ doc.titel }}": (2, "Document has no field `titel`", "did you mean `title`?"),
    "{{ dco.title }}": (1, "`dco` is not defined", "a template sees `doc`"),
    "{{ 1 / 0 }}": (1, "division by zero", ""),
    "{{ doc.title|shout }}": (1, "No filter named 'shout'", ""),
    '\n\n{% include "shared/none.html.j2" %}': (
        3,
        "there is no file `shared/none.html.j2`",
        "shared",
    ),
    '{% include "full/brief.html.j2" %}': (1, "includes or calls itself without end", ""),
    "{{ doc.__class__.__mro__ }}": (1, "unsafe", ""),
    "{{ 'a' * 2000000000 }}": (1, "multiply by more than", ""),
    "{{ 9 ** 99999999 }}": (1, "multiply by more than", ""),
    "{% for a in range(100000) %}{{ 'a' * 10000 }}{% endfor %}": (1, "prints more than", ""),
    "{{ doc.report.shares.update(C=1) }}": (1, "unsafe", ""),
}


@pytest.mark.parametrize("source", FAULTS, ids=lambda source: source.strip()[:30])
def test_a_fault_of_a_template_is_told_at_its_line(tmp_path, source):
    line, message, hint = FAULTS[source]
    folder = tmp_path / "templates" / "full"
    folder.mkdir(parents=True)
    (folder / "brief.html.j2").write_text(source)
    doc = document("analyst")
    page, (finding,) = render_html(doc, layout(tmp_path), for_print=False)
    assert page is None
    assert finding.rule == "template-error"
    assert finding.place.file.path == folder / "brief.html.j2"
    assert finding.place.line == line
    assert message in finding.message
    assert hint in finding.hint


def test_a_fault_in_a_shared_part_is_told_there(tmp_path):
    own = tmp_path / "templates" / "shared"
    own.mkdir(parents=True)
    (own / "notes.md.j2").write_text("\n{{ doc.nots }}")
    text, (finding,) = render_markdown(document("analyst"), layout(tmp_path))
    assert text is None
    assert finding.place.file.path == own / "notes.md.j2"
    assert finding.place.line == 2
    assert finding.place.excerpt == "{{ doc.nots }}"


def test_a_template_without_the_file_says_which(tmp_path):
    folder = tmp_path / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text("description: Mine\nparts: [bottom_line]\n")
    text, (finding,) = render_markdown(
        replace(document("analyst"), template="mine"), layout(tmp_path)
    )
    assert text is None
    assert "there is no file `brief.md.j2`" in finding.message
    assert finding.place.file.path == folder / "brief.md.j2"


def test_a_template_cannot_reach_the_files_of_this_machine(tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_text("secret words")
    folder = tmp_path / "templates" / "full"
    folder.mkdir(parents=True)
    doc = with_figure(Figure("coverage", 1, (), alt=secret))
    for call in ("read_text()", "unlink()", "parent", "open().read()"):
        reached = f"{{{{ doc.sections[0].figures[0].alt.{call} }}}}"
        (folder / "brief.html.j2").write_text(reached)
        page, findings = render_html(doc, layout(tmp_path), for_print=False)
        assert page is None, call
        assert findings[0].rule == "template-error"
    assert secret.exists()


def test_a_style_cannot_close_its_element(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text("a::after { content: '</style><script>' }")
    assert html(document("analyst"), tmp_path).count("</style>") == 1


def test_a_template_that_changed_is_compiled_anew(tmp_path):
    doc = document("analyst")
    own = tmp_path / "templates" / doc.template / "brief.html.j2"
    own.parent.mkdir(parents=True)
    for words in ("once", "twice", "once"):
        own.write_text(f"<p>{words}</p>", "utf-8")
        assert f"<p>{words}</p>" in html(doc, tmp_path)


def test_what_a_template_says_in_every_document_is_said_in_its_language(tmp_path):
    doc = document("analyst")
    own = tmp_path / "templates" / doc.template / "brief.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('<p>{{ "so"|quoted }}</p>', "utf-8")
    for language, printed in (("en-US", "“so”"), ("de-DE", "„so“"), ("en-US", "“so”")):
        assert f"<p>{printed}</p>" in html(replace(doc, language=language), tmp_path)


def test_a_drawing_is_dressed_in_the_style_of_every_document_not_of_one_language():
    sheet = ":root { --serif: Gentium; --label-font: var(--serif); --ink: #123; }\n"
    sheet += ":root:lang(ja) { --serif: Noto; }\n.letter { --ink: #999; }\n"
    found = tokens_of([TextFile(Path("a.css"), sheet)])
    colors = colors_of(found, inside=False)
    assert (colors.font, colors.ink) == ("Gentium", "#123")


def test_what_is_compiled_before_a_document_is_known_serves_all_of_them(monkeypatch):
    """Nothing that a filter makes of a constant may be in it: the next document has another language."""
    from jinja2 import Environment

    from briefgen.render.templates import _compiled, compile_bundled

    _compiled.cache_clear()
    assert len(list(compile_bundled())) > 40
    late = []
    monkeypatch.setattr(Environment, "compile", lambda *args, **more: late.append(args))
    for audience in AUDIENCES:
        assert html(document(audience), for_print=True)
        assert markdown(document(audience))
    assert late == []


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_a_constant_is_filtered_for_the_document(tmp_path, language):
    shared = tmp_path / "templates" / "full"
    shared.mkdir(parents=True)
    (shared / "brief.html.j2").write_text('{{ "word"|quoted }} {{ 1 + 1 }} {{ "<"|e }}<i>')
    found = html(replace(document("analyst"), language=language), tmp_path, for_print=True)
    marks = {"en": "“word”", "de": "„word“", "ja": "「word」"}
    assert f"{marks[language]} 2 &lt;<i>" in found
