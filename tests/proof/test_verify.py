"""A stranger's proof of a PDF: what it accepts, and each forgery that it must not."""

from __future__ import annotations

import json
import random
import re
import zlib
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from briefgen.formats.verdict import verdict_text
from briefgen.proof.verify import verify
from briefgen.render.html import HELD
from tests.forge import GAZETTE, PORT, edited, make, project, recorded


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A brief with notes."""
    return make(tmp_path_factory.mktemp("desk"), "desk")


@pytest.fixture(scope="module")
def minister(tmp_path_factory):
    """A brief with source tags in the text."""
    return make(tmp_path_factory.mktemp("minister"), "minister")


@pytest.fixture
def judge(tmp_path):
    """Verify bytes, alone or against a folder of documents."""

    def judged(pdf, seeds=None):
        path = tmp_path / "brief.pdf"
        path.write_bytes(pdf)
        found = verify(path, seeds)
        assert json.loads(found.to_json())["status"] == found.status
        assert verdict_text(found, 80).startswith("brief.pdf: ")
        return found

    return judged


@pytest.mark.parametrize("which", ["desk", "minister"])
def test_a_true_brief_is_proved(which, judge, request):
    made = request.getfixturevalue(which)
    alone = judge(made.pdf)
    assert (alone.status, alone.problems) == ("proved", ())
    assert [(row.number, row.source, row.paragraph) for row in alone.rows] == [
        (1, "A", "2"),
        (2, "A", "3"),
        (3, "A", "3"),
        (4, "B", "2"),
        (5, "A", "4"),
        (6, "B", "3"),
        (7, "A", "4"),
    ]
    assert "own word" in alone.proves
    held = judge(made.pdf, made.folder / "seeds")
    assert held.status == "proved"
    assert [original.state for original in held.originals] == ["same", "same"]
    assert "own word" not in held.proves


def test_the_table_says_what_is_proved_and_what_is_not(desk, judge):
    text = verdict_text(judge(desk.pdf), 72)
    assert re.search(r"“agreed to reopen the shipping lane” +A ¶2 +1 +proved", text)
    assert "quotations proved  7/7" in text
    assert "Not proved by this: that what the documents say is true" in text
    assert all(len(line) <= 72 for line in text.splitlines())


CALL = '<a class="call" id="call-{0}" href="#note-{0}" role="doc-noteref" aria-label="Note {0}"><sup>{0}</sup></a>'
PAGES = {
    "a word of a quotation changed": (
        [("“agreed to reopen the", "“agreed to extend the")],
        "`reopentheshippinglan` has become `extendtheshippinglan`",
        {1},
    ),
    "a word of a quotation dropped": (
        [("“will not close the", "“will close the")],
        "has become",
        {3},
    ),
    "a capital": ([("“Both navies", "“both navies")], "has become", {4}),
    "words of a cited sentence outside of the marks": (
        [("on May 4,", "on May 5,")],
        "`4,and",
        set(),
    ),
    "a cited paragraph left out": (
        [
            (
                f"<p>Officers said: “Both navies will patrol the lane together from June,” and a report "
                f"follows.{CALL.format(4)}</p>",
                "",
            )
        ],
        "`Officers said: “Both navies",
        {4},
    ),
    "the number of a citation": (
        [("<sup>3</sup>", "<sup>5</sup>")],
        "has `5`, a link to `note-3`, where citation `3` should stand",
        set(),
    ),
    "the link of a citation": (
        [('id="call-3" href="#note-3"', 'id="call-3" href="#note-5"')],
        "has `3`, a link to `note-5`, where citation `3` should stand",
        set(),
    ),
    "two citations swapped": (
        [(CALL.format(1), "@@"), (CALL.format(2), CALL.format(1)), ("@@", CALL.format(2))],
        "has `2`, a link to `note-2`, where citation `1` should stand",
        set(),
    ),
    "a citation taken away": ([(CALL.format(7), "")], "has no link where citation `7`", set()),
    "a citation more": (
        [(f"now{HELD}on.", f"now{HELD}on." + CALL.format(6).replace(' id="call-6"', ""))],
        "has a citation `6` that the brief does not make",
        set(),
    ),
    "a citation more inside a sentence": (
        [("on May 4,", "on May" + CALL.format(6).replace(' id="call-6"', "") + " 4,")],
        "has a citation `6` that the brief does not make",
        set(),
    ),
    "a note taken away": (
        [('<li id="note-4">Anne Roux, “Both Navies on Patrol,” para. 2.', "<li>Anne Roux.")],
        "note 4 is not printed",
        set(),
    ),
    "the paragraph that a note names": (
        [("“Both Navies on Patrol,” para. 2.", "“Both Navies on Patrol,” para. 3.")],
        "note 4 is not printed as it should be",
        set(),
    ),
    "the words that a note relies on": (
        [
            (
                "“We will not close the harbor to any flag”",
                "“We will not close the harbor to our flag”",
            )
        ],
        "note 3 is not printed as it should be",
        set(),
    ),
    "two notes swapped": (
        [
            ('<li id="note-5">', '<li id="note-x">'),
            ('<li id="note-6">', '<li id="note-5">'),
            ('<li id="note-x">', '<li id="note-6">'),
        ],
        "links to note 5 lead to another place",
        set(),
    ),
    "a quotation added": (
        [("</article>", "<p>Ms. Roux says “the harbor is lost to the pirates”.</p></article>")],
        "the page quotes `the harbor is lost to the pirates`, which the evidence does not have",
        set(),
    ),
    "a quotation added, never closed": (
        [("</article>", "<p>Ms. Roux says “the harbor is lost to the pirates.</p></article>")],
        "the page quotes `the harbor is lost to the pirates.`",
        set(),
    ),
    "a quotation made longer": (
        [
            (
                "“Both navies will patrol the lane together from June,”",
                "“Both navies will patrol the lane together from June, and sink every boat,”",
            )
        ],
        "has become",
        {4},
    ),
    "a quotation of the sources with words put in": (
        [
            (
                "</article>",
                "<p>It says “agreed to reopen the shipping lane at gunpoint”.</p></article>",
            )
        ],
        "at gunpoint`, which the evidence does not have",
        set(),
    ),
    "a quotation added to the running head": (
        [('data-page="Page "', 'data-page="“The harbor is lost for good”"')],
        "the page quotes `The harbor is lost for good`",
        set(),
    ),
    "a quotation added in guillemets": (
        [("</article>", "<p>Ms. Roux: « the harbor is lost to the pirates ».</p></article>")],
        "the page quotes `the harbor is lost to the pirates`",
        set(),
    ),
    "sentences put in another order": (
        [
            ("<p>Officers said", "<p>@@"),
            ("<p>Cargo goes", "<p>Officers said"),
            ("<p>@@", "<p>Cargo goes"),
        ],
        None,
        None,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_was_changed_is_not_proved(name, desk, judge):
    edits, message, lost = PAGES[name]
    found = judge(desk.forged(*edits))
    assert found.status == "not proved", name
    if message:
        assert any(message in problem for problem in found.problems), found.problems
    if lost is not None:
        assert {row.number for row in found.rows if not row.proved} == lost


def test_a_forged_tag_is_not_proved(minister, judge):
    text = minister.html.html
    tag = re.search(r'<a class="tag" id="call-6" href="([^"]*)">B\s¶3</a>', text)
    assert tag
    other = tag.group().replace("¶3", "¶2")
    found = judge(minister.forged((tag.group(), other)))
    assert any("where citation `B¶3` should stand" in problem for problem in found.problems)


def test_an_uncited_judgment_that_was_changed_is_not_proved(minister, judge):
    found = judge(minister.forged(("stays open", "closes again")))
    assert found.status == "not proved"
    assert any("`staysopenthisyear.` has become" in problem for problem in found.problems)


def test_evidence_that_contradicts_itself_is_not_proved(desk, judge):
    def changed(change):
        record = desk.record
        change(record)
        return judge(recorded(desk.pdf, record))

    def exact(record):
        record["first"]["items"][0]["target"][0]["selector"][0]["exact"] = (
            "agreed to extend the shipping lane"
        )

    def moved(record):
        selector = record["first"]["items"][0]["target"][0]["selector"][1]
        selector["start"] += 1
        selector["end"] += 1

    def prefix(record):
        record["first"]["items"][0]["target"][0]["selector"][0]["prefix"] = "never "

    def shifted(record):
        record["quotations"][0]["start"] += 10

    def longer(record):
        record["excerpts"][0]["text"] += " And more."

    def source(record):
        record["first"]["items"][0]["target"][0]["source"]["id"] = "urn:sha256:" + "0" * 64

    def said(record):
        record["first"]["items"][0]["body"]["value"] = "The harbor is lost."

    for change, message in (
        (exact, "annotation 1-1 selects words that do not stand where it says"),
        (moved, "annotation 1-1 selects words that do not stand where it says"),
        (prefix, "annotation 1-1 selects words that do not stand where it says"),
        (longer, "paragraph 2 of `port` has another length"),
        (source, "annotation 1-1 leads to a document that the evidence does not describe"),
        (said, "annotation 1-1 ascribes words to the brief that it does not say"),
    ):
        found = changed(change)
        assert found.status == "not proved", change
        assert message in found.problems, (change, found.problems)
    found = changed(shifted)
    assert [row.reason for row in found.rows if not row.proved] == [
        "not in the excerpt that it is said to stand in"
    ]


def test_words_invented_in_a_note_and_its_record_are_in_no_excerpt(desk, judge):
    record = desk.record
    record["notes"][4]["excerpts"][0]["words"] = "call the plan a boon to smugglers"
    old = '<span class="words">“call the plan a gift'
    found = judge(desk.forged((old, old.replace("gift", "boon")), record=record))
    assert found.problems == ("note 5 prints words that are in no excerpt",)


def test_a_quotation_invented_in_page_and_record_is_not_in_its_excerpt(desk, judge):
    record = desk.record
    record["quotations"][4]["text"] = "call the plan a boon to smugglers"
    block = next(b for b in record["text"] if 5 in b["calls"])
    block["text"] = block["text"].replace("plan a gift", "plan a boon")
    found = judge(desk.forged(("“call the plan a gift", "“call the plan a boon"), record=record))
    assert [row.number for row in found.rows if not row.proved] == [5]


def test_only_the_documents_tell_that_excerpts_were_forged_as_well(desk, judge):
    """The whole of the evidence and the page say `expand`; the document says `reopen`."""
    record = json.loads(json.dumps(desk.record).replace("agreed to reopen", "agreed to expand"))
    pdf = desk.forged(
        *[("agreed to reopen", "agreed to expand")] * desk.html.html.count("agreed to reopen"),
        record=record,
    )
    alone = judge(pdf)
    assert alone.status == "proved"
    assert "the PDF's own word" in alone.proves
    held = judge(pdf, desk.folder / "seeds")
    assert held.status == "not proved"
    assert [row.number for row in held.rows if not row.proved] == [1]
    assert "paragraph 2 of document A reads otherwise" in held.problems


def test_a_document_that_changed_still_has_some_quotations(desk, judge, tmp_path):
    seeds = tmp_path / "now"
    seeds.mkdir()
    port = PORT.replace("a gift to smugglers", "a boon to smugglers")
    (seeds / "port.txt").write_text("A correction\n\n" + port, encoding="utf-8")
    (seeds / "renamed.txt").write_text(GAZETTE, encoding="utf-8", newline="")
    found = judge(desk.pdf, seeds)
    assert found.status == "not proved"
    assert [(o.letter, o.state) for o in found.originals] == [("A", "changed"), ("B", "same")]
    assert "4 of its 5 quotations still stand in it" in found.originals[0].problem
    reasons = {row.number: (row.proved, row.reason) for row in found.rows}
    assert reasons[1] == (True, "still in the document, which has changed: ¶3")
    assert reasons[5] == (False, "no longer in the document, which has changed")
    assert reasons[4] == (True, "")


def test_one_quotation_of_a_document_that_changed_stands(desk, judge, tmp_path):
    changed = GAZETTE.replace("at night", "by day")
    (tmp_path / "gazette.txt").write_text(changed, encoding="utf-8", newline="")
    gazette = judge(desk.pdf, tmp_path).originals[1]
    assert gazette.problem.endswith("; 1 of its 2 quotations still stands in it")


def test_a_document_that_is_not_there(desk, judge, tmp_path):
    seeds = tmp_path / "none"
    seeds.mkdir()
    found = judge(desk.pdf, seeds)
    assert found.status == "not proved"
    assert "document A (`port.txt`) is not in the folder" in found.problems


def test_a_file_name_in_the_evidence_cannot_leave_the_folder(desk, judge, tmp_path):
    project(tmp_path)
    record = desk.record
    record["sources"][0]["file"] = "../seeds/port.txt"
    (tmp_path / "empty").mkdir()
    found = judge(recorded(desk.pdf, record), tmp_path / "empty")
    assert [original.state for original in found.originals] == ["missing", "missing"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b'{"format_version": 2}', "has format 2; this briefgen reads format 1"),
        (b"{}", "is not one of briefgen's"),
        (b"[" * 200_000, "is not the JSON that briefgen writes"),
        (b'{"format_version": 1, "a": 1, "a": 2}', "a key stands twice"),
        (b'{"format_version": NaN}', "NaN is not a number"),
        (b"\xff\xfe", "is not the JSON that briefgen writes"),
        (b'{"format_version": 1}', "has another shape"),
        (b'{"format_version": %s}' % (b"1" * 5000), "more than 20 digits"),
    ],
)
def test_evidence_that_is_none_is_refused(record, reason, desk, judge):
    found = judge(recorded(desk.pdf, record))
    assert found.status == "refused"
    assert reason in found.reason


def test_what_is_no_brief_is_refused(judge, tmp_path):
    assert judge(b"Hello").reason == "the file is not a PDF"
    assert judge(b"").reason == "the file is not a PDF"
    blank = BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(blank)
    assert "it carries no evidence.json" in judge(blank.getvalue()).reason
    assert verify(tmp_path / "nowhere.pdf").reason == "it cannot be read: no such file or directory"
    assert verify(tmp_path).status == "refused"


def test_a_folder_that_is_none_is_refused(desk, judge, tmp_path):
    assert "is not a folder" in judge(desk.pdf, tmp_path / "nowhere").reason


@pytest.mark.parametrize("owner_only", [True, False])
def test_an_encrypted_file_is_refused(owner_only, desk, judge):
    out = BytesIO()
    with pikepdf.open(BytesIO(desk.pdf)) as file:
        user = "" if owner_only else "user"
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    found = judge(out.getvalue())
    assert (found.status, "encrypted" in found.reason) == ("refused", True)


def test_a_file_cut_off_anywhere_is_refused(desk, judge):
    for length in range(0, len(desk.pdf) - 16, len(desk.pdf) // 40):
        assert judge(desk.pdf[:length]).status == "refused", length


def test_a_refusal_names_nothing_of_the_program_inside(desk, judge):
    found = judge(desk.pdf[: len(desk.pdf) // 2])
    assert found.reason.startswith("the file is damaged: ")
    assert "<" not in found.reason


def test_flipped_bytes_are_never_proved_as_something_else(desk, judge):
    chance = random.Random(7)
    for _ in range(60):
        pdf = bytearray(desk.pdf)
        for _ in range(chance.choice((1, 3, 200))):
            pdf[chance.randrange(len(pdf))] ^= 1 << chance.randrange(8)
        found = judge(bytes(pdf))
        if found.status == "proved":
            assert [row.quotation for row in found.rows] == [
                quotation.text for quotation in desk.evidence.quotations
            ]


def test_evidence_twice_is_not_proved(desk, judge):
    def change(file):
        first = file.Root.AF[0]
        data = first.EF.F.read_bytes()
        stream = file.make_stream(data.replace(b"reopen", b"expand"))
        second = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F="evidence.json",
            UF="evidence.json",
            AFRelationship=pikepdf.Name.Data,
            EF=pikepdf.Dictionary(F=stream),
        )
        file.Root.AF.append(file.make_indirect(second))

    found = judge(edited(desk.pdf, change))
    assert found.status == "not proved"
    assert found.problems == ("it carries evidence.json more than once, so none can be trusted",)


def test_a_bomb_is_not_opened(desk, judge, monkeypatch):
    monkeypatch.setattr("briefgen.proof.pdffile.LARGEST", 2**20)
    monkeypatch.setattr("briefgen.proof.strange.ALL", 8 * 2**20)

    def evidence(file):
        bomb = zlib.compress(b" " * (2 * 2**20), 9)
        file.Root.AF[0].EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)

    def page(file):
        bomb = zlib.compress(b"q Q\n" * (3 * 2**20), 9)
        file.pages[0].Contents = file.make_stream(bomb, Filter=pikepdf.Name.FlateDecode)

    def nested(file):
        bomb = zlib.compress(zlib.compress(b"q Q\n" * 1000))
        twice = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        file.pages[0].Contents = file.make_stream(bomb, Filter=twice)

    for change, reason in (
        (evidence, "unpacks to more than 1 MiB"),
        (page, "unpacks to more than 8 MiB"),
        (nested, "packed as /FlateDecode, /FlateDecode"),
    ):
        out = BytesIO()
        with pikepdf.open(BytesIO(desk.pdf)) as file:
            change(file)
            file.save(
                out,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
        found = judge(out.getvalue())
        assert found.status == "not proved"
        assert reason in found.problems[0]


def test_what_acts_or_covers_is_told(desk, judge):
    def script(file):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        file.Root.OpenAction = file.make_indirect(action)

    def launch(file):
        link = file.pages[0].Annots[0]
        link.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")

    def note(file):
        rect = [100, 100, 400, 200]
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=rect, Contents="No!"
        )
        file.pages[0].Annots.append(file.make_indirect(stamp))

    def layer(file):
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=[], D=pikepdf.Dictionary())

    for change, message in (
        (script, "it has an action of the kind JavaScript"),
        (launch, "it has an action of the kind Launch"),
        (note, "page 1 has FreeText laid over it, added to the brief"),
        (layer, "it has layers that can be switched off"),
    ):
        found = judge(edited(desk.pdf, change))
        assert found.status == "not proved"
        assert message in found.problems


def test_a_file_saved_on_top_is_told(desk, judge):
    """An incremental update that changes nothing to be seen."""
    pdf = desk.pdf
    start = pdf.rindex(b"startxref")
    offset = pdf[start:].split()[1].decode()
    with pikepdf.open(BytesIO(pdf)) as file:
        size = int(file.trailer.Size)
        root = file.Root.objgen[0]
    here = len(pdf) + 1
    update = (
        f"\n{size} 0 obj\n(new)\nendobj\nxref\n{size} 1\n{here:010d} 00000 n \ntrailer\n"
        f"<< /Size {size + 1} /Root {root} 0 R /Prev {offset} >>\nstartxref\n"
    )
    at = here + len(f"{size} 0 obj\n(new)\nendobj\n")
    found = judge(pdf + update.encode() + f"{at}\n%%EOF\n".encode())
    assert found.status == "not proved"
    assert "it was changed after it was made: it has been saved 2 times" in found.problems


def test_words_drawn_in_the_page_itself_are_read(desk, judge):
    """One glyph of a line changed in the page's own content, line by line."""
    with pikepdf.open(BytesIO(desk.pdf)) as file:
        content = file.pages[0].Contents.read_bytes()
    lines = [m for m in re.finditer(rb"\[[^\]]*\] TJ", content) if m.group().count(b"<0") > 30]
    caught = 0
    for line in lines:
        glyphs = list(re.finditer(rb"<([0-9a-f]{4})", line.group()))
        first, second = next(p for p in pairwise(glyphs) if p[0][1] != p[1][1])
        start, end = line.start() + first.start(1), line.start() + first.end(1)
        changed = content[:start] + second[1] + content[end:]
        pdf = edited(desk.pdf, lambda file, data=changed: file.pages[0].Contents.write(data))
        caught += judge(pdf).status == "not proved"
    assert len(lines) - caught <= 4  # what introduces the notes, and the disclaimer
    assert caught > 8
