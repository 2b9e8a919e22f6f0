"""The proof of a PDF on pages of every kind: what print does to words must not hide or invent any."""

from __future__ import annotations

import json
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefgen.place import TextFile
from briefgen.proof.evidence_file import Evidence, read_evidence, write_evidence
from briefgen.proof.pdftext import read_pages
from briefgen.proof.prove import prove
from briefgen.render.page import Page
from briefgen.render.pdf import write_pdf
from tests.forge import attachment, make, weasyprint_leaves_a_file_open

FILES = (TextFile(Path("brief.yaml"), "title: T\n"),)
LOREM = "The harbor master reads the tide tables every morning and notes what the pilots report. "


def evidence(
    text, *, quotations=(), excerpts=(), notes=(), calls=(), pages=None, tags=False
) -> Evidence:
    """Evidence of blocks of ``text``, with all else as short as can be."""
    labels = dict(calls)
    numbers = sorted({n for _, _, ns in text for n in ns})
    value = {
        "format_version": 1,
        "generator": {"version": "0"},
        "label": "T",
        "total": 0,
        "brief": {
            "name": "t",
            "title": "T",
            "audience": None,
            "template": "full",
            "citations": "tags" if tags else "notes",
            "language": "en",
            "published": None,
            "as_of": None,
            "version": None,
            "authors": [],
            "furniture": [],
            "words": 0,
            "limits": {"pages": pages, "words": None, "sentence_words": None},
        },
        "first": {"items": []},
        "text": [{"field": f, "text": t, "calls": list(ns)} for f, t, ns in text],
        "calls": [
            {"number": n, "label": labels.get(n, (str(n), ""))[0],
             "anchor": labels.get(n, ("", f"note-{n}"))[1]}
            for n in numbers
        ],
        "notes": [
            {"number": n, "text": t, "excerpts": [{"tag": "A ¶1", "words": w} for w in words]}
            for n, t, words in notes
        ],
        "quotations": [
            {"text": q, "number": n, "seed": "a", "paragraphs": [1], "start": 0, "end": 9, "block": block}
            for n, q, block in quotations
        ],
        "sources": [
            {
                "seed": "a", "letter": "A", "file": "a.txt", "sha256": "0" * 64, "characters": 9,
                "paragraphs": 1, "csl": {"title": "The <i>Quiet</i> Harbor of the North"}, "kind": "news",
                "standpoint": None, "language": None, "translated_from": None, "reliability": None,
                "reliability_reason": None, "note": None, "furniture": [], "repairs": [], "share": 1.0,
            }
        ],
        "excerpts": [
            {"seed": "a", "paragraph": 1, "start": 0, "end": len(words), "text": words}
            for words in excerpts
        ],
        "compared": [],
        "report": {
            "quotations": 0, "quotations_proved": 0, "claims": 0, "claims_cited": 0,
            "shares": {}, "findings": {}, "settings": {},
        },
    }  # fmt: skip
    return read_evidence(json.dumps(value).encode())


def printed(body: str, record: Evidence, style: str = "", language: str = "en") -> bytes:
    """A PDF of ``body`` that carries ``record``."""
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>T</title><style>'
        "@page { size: A5; margin: 20mm; @top-left { content: 'Running head'; width: 60mm }"
        "@bottom-right { content: 'Page ' counter(page); width: 30mm } }"
        f"body {{ font: 11pt 'Source Serif 4', 'DejaVu Serif', serif }} {style}"
        f"</style></head><body>{body}</body></html>"
    )
    document = SimpleNamespace(published_iso="2024-05-06")
    with weasyprint_leaves_a_file_open():
        pdf, _ = write_pdf(
            document, Page(html, {}, FILES), [attachment(write_evidence(record))], FILES
        )
    assert pdf is not None
    return pdf.data


def problems(body: str, record: Evidence, style: str = "", language: str = "en") -> list[str]:
    proof = prove(printed(body, record, style, language), record)
    assert proof.holds == (not proof.problems)
    return [problem.message for problem in proof.problems]


def call(number: int) -> str:
    return f'<a class="call" id="call-{number}" href="#note-{number}"><sup>{number}</sup></a>'


def notes(*texts: str) -> str:
    items = "".join(
        f'<li id="note-{n}">{text} <a href="#call-{n}">↑</a></li>'
        for n, text in enumerate(texts, 1)
    )
    return f"<h2>Notes</h2><ol>{items}</ol>"


def test_a_paragraph_over_two_pages_with_running_heads_between():
    text = LOREM * 20 + "He says “the sea lane is open to every flag” today.\ufffc"
    record = evidence(
        [("body", text, [1])],
        quotations=[(1, "the sea lane is open to every flag", False)],
        notes=[(1, "A, para. 1.", ["the sea lane is open to every flag"])],
    )
    for before in range(0, 40, 9):  # the page ends in another word each time
        body = f"<p>{LOREM * before}</p><p>{text[:-1]}{call(1)}</p>"
        body += notes("A, para. 1. “the sea lane is open to every flag”")
        proof = prove(printed(body, record), record)
        assert proof.problems == ()
        assert proof.pages > 1
        assert proof.quotations[0].page in range(2, proof.pages + 1)


def test_words_that_a_line_end_breaks():
    narrow = "p { width: 31mm }"
    text = "The US-Japan and US–Japan alliance—well-known—says “the US-Japan and/or 2+2-style talks go on”.\ufffc"
    record = evidence(
        [("body", text, [1])],
        quotations=[(1, "the US-Japan and/or 2+2-style talks go on", False)],
        notes=[(1, "A.", [])],
    )
    for width in (20, 26, 31, 41):
        body = f"<p>{text[:-1]}{call(1)}</p>{notes('A.')}"
        assert problems(body, record, f"p {{ width: {width}mm }}") == []
    assert problems(f"<p>{text[:-1].replace('US-Japan alli', 'USJapan alli')}</p>", record, narrow)


def test_soft_hyphens_and_invisible_characters():
    text = "Inter\u00adoper\u00adabil\u00adity of the US\u2060-\u2060Japan al\u200bliance\ufeff goes on for years."
    record = evidence([("body", text, [])])
    assert problems(f"<p>{text}</p>", record, "p { width: 22mm }") == []
    assert problems(f"<p>{text}</p>", record) == []


def test_words_set_apart_and_words_run_together():
    record = evidence([("body", "The harbor is now here for all.", [])])
    assert problems("<p>The harbor is now here for all.</p>", record) == []
    (problem,) = problems("<p>The harbor is nowhere for all.</p>", record)
    assert "is printed with its words set apart otherwise" in problem
    assert problems("<p>The har bor is now here for all.</p>", record)
    assert problems("<p>The harbor is <b>no</b>w here for <i>all</i>.</p>", record) == []
    spaced = "p { letter-spacing: 0.4em }"
    assert problems("<p>The harbor is now here for all.</p>", record, spaced) == []


def test_a_word_that_is_only_part_of_a_printed_word():
    record = evidence([("title", "likely to last", [])])
    assert problems("<h1>likely to last</h1>", record) == []
    assert problems("<h1>unlikely to last</h1>", record)
    assert problems("<h1>likely to last long</h1>", record) == []


def test_columns_floats_and_things_set_aside():
    quotes = [f"the pilots of pier {n} go out at dawn" for n in range(1, 31)]
    text = [
        (f"body{n}", f"They say “{q}” in item {n}.\ufffc", [n]) for n, q in enumerate(quotes, 1)
    ]
    record = evidence(
        text,
        quotations=[(n, q, False) for n, q in enumerate(quotes, 1)],
        notes=[(n, f"A, para. {n}.", [q]) for n, q in enumerate(quotes, 1)],
    )
    body = "".join(
        f'<section><p class="side"><a href="#note-{n}">see</a> aside {n}</p>'
        f"<p>They say “{q}” in item {n}.{call(n)}</p></section>"
        for n, q in enumerate(quotes, 1)
    )
    body += notes(*[f"A, para. {n}. “{q}”" for n, q in enumerate(quotes, 1)])
    style = (
        "ol { columns: 2; font-size: 8pt } section { position: relative; z-index: 1 }"
        ".side { position: absolute; right: 0; top: 0 } section:nth-child(3n) .side { float: right;"
        "position: static }"
    )
    assert problems(body, record, style) == []


def test_lines_that_changed_places_on_the_page():
    record = evidence([("body", "The lane is not to be closed before the end of the year.", [])])
    halves = "<span>The lane is not to be closed</span><br><span>before the end of the year.</span>"
    style = "p { line-height: 1.4 } span { position: relative }"
    assert problems(f"<p>{halves}</p>", record, style) == []
    moved = f"{style} span {{ top: 1.4em }} span:last-child {{ top: -1.4em }}"
    (problem,) = problems(f"<p>{halves}</p>", record, moved)
    assert "has its lines in another order" in problem
    cited = evidence(
        [("body", "The lane is not to be closed before the end of the year.\ufffc", [1])],
        notes=[(1, "A.", [])],
    )
    body = f"<p>{halves}{call(1)}</p>{notes('A.')}"
    assert problems(body, cited, style) == []
    (problem,) = problems(body, cited, f"{style} span {{ top: 1.4em }} br + span {{ top: -1.4em }}")
    assert "has its lines in another order" in problem


def test_words_that_stand_off_the_page():
    record = evidence([("body", "The lane is open.", [])])
    off = (
        '<p style="position: absolute; left: -200mm">The lane is open.</p><p>The lane is shut.</p>'
    )
    assert len(problems(off, record)) == 1


@pytest.mark.parametrize(
    ("style", "lost"),
    [
        ("overflow: hidden", False),
        ("overflow: hidden; border-radius: 4pt; padding: 1pt", False),
        ("overflow: hidden; height: 3pt", True),
        ("overflow: hidden; width: 40mm; white-space: nowrap", True),
        ("white-space: nowrap; margin-left: 60mm", True),
        ("height: 3pt", False),
    ],
)
def test_words_that_are_cut_off(style, lost):
    words = "The lane is open to all ships of the neighboring countries."
    record = evidence([("body", words, [])])
    found = problems(
        f'<div style="{style}"><p style="margin: 0">{words}</p></div><p>End.</p>', record
    )
    assert bool(found) == lost


@pytest.mark.parametrize("comma", ["", ",", " "])
def test_neighboring_citations_with_a_comma_or_without(comma):
    record = evidence(
        [("body", f"Both say so.\ufffc{comma}\ufffc And more.", [1, 2])],
        notes=[(1, "A.", []), (2, "B.", [])],
    )
    assert record.text[0].words.replace(" ", "") == "Bothsayso.Andmore."
    body = "<p>Both say so.{0}<sup>{1}</sup>{2} And more.</p>{3}"
    assert problems(body.format(call(1), comma, call(2), notes("A.", "B.")), record) == []
    assert problems(body.format(call(2), comma, call(1), notes("A.", "B.")), record)


def test_source_tags_in_the_text_linked_or_plain():
    record = evidence(
        [("body", "The lane is open \ufffc, they say \ufffc.", [1, 2])],
        calls=[(1, ("A ¶3–4; B ¶2", "source-A")), (2, ("A ¶4", "source-A"))],
        tags=True,
    )
    linked = (
        '<p>The lane is open <a class="tag" href="#source-A">A ¶3–4; B ¶2</a>, they say '
        '<a class="tag" href="#source-A">A ¶4</a>.</p><p id="source-A">A is a source</p>'
    )
    for width in (20, 26, 32, 90):
        assert problems(linked, record, f"p {{ width: {width}mm }}") == []
    plain = "<p>The lane is open <span>A ¶3–4; B ¶2</span>, they say <span>A ¶4</span>.</p>"
    assert problems(plain, record) == []
    assert problems(plain.replace("A ¶4<", "A ¶5<"), record)
    assert problems(linked.replace("A ¶4<", "A ¶5<"), record)
    assert problems(linked.replace("</a>.</p>", "</a>, B.</p>"), record)


def test_a_cell_that_holds_only_a_citation():
    record = evidence(
        [("t", "Lane", []), ("t", "open\ufffc", [1]), ("t", "\ufffc", [2]), ("t", "shut", [])],
        notes=[(1, "A.", []), (2, "B.", [])],
    )
    row = f"<table><tr><td>Lane</td><td>open{call(1)}</td><td>{call(2)}</td><td>shut</td></tr></table>"
    assert problems(row + notes("A.", "B."), record) == []
    lost = row.replace(call(2), "") + notes("A.", "B.")
    assert any("has lost its citation" in problem for problem in problems(lost, record))


def test_a_block_quotation_and_one_inside_another():
    words = "We said “yes” to the pilots and to nobody else"
    record = evidence(
        [
            ("b", "He writes:\ufffc", [1]),
            ("b", words, []),
            ("b", "She says “he said ‘the lane is open’ to us”.\ufffc", [2]),
        ],
        quotations=[(1, words, True), (2, "he said ‘the lane is open’ to us", False)],
        excerpts=["He said 'the lane is open' to us."],
        notes=[(1, "A.", []), (2, "B.", [])],
    )
    body = (
        f"<p>He writes:{call(1)}</p><blockquote><p>{words}</p></blockquote>"
        f"<p>She says “he said ‘the lane is open’ to us”.{call(2)}</p>"
    )
    assert problems(body + notes("A.", "B."), record) == []
    lost = body.replace("nobody else", "no one else")
    assert any("as proved" in problem for problem in problems(lost + notes("A.", "B."), record))


def test_a_quotation_set_twice_has_to_be_there_twice():
    quote = "the lane is open to all"
    record = evidence(
        [
            ("a", f"One says “{quote}” here.\ufffc", [1]),
            ("b", f"Two says “{quote}” there.\ufffc", [2]),
        ],
        quotations=[(1, quote, False), (2, quote, False)],
        notes=[(1, "A.", []), (2, "B.", [])],
    )
    body = f"<p>One says “{quote}” here.{call(1)}</p><p>Two says “{quote}” there.{call(2)}</p>"
    assert problems(body + notes("A.", "B."), record) == []
    once = body.replace(f"Two says “{quote}”", "Two says so")
    proof = prove(printed(once + notes("A.", "B."), record), record)
    assert [verdict.proved for verdict in proof.quotations] == [True, False]
    assert [(problem.call, problem.field) for problem in proof.problems] == [(2, "b"), (2, "b")]


@pytest.mark.parametrize(
    ("foreign", "told"),
    [
        ("Says “the lane is closed”.", True),
        ("Says “the lane, closed”.", False),
        ("Says \"the lane is closed\" and 'the lane is lost'.", True),
        ("Says „the lane is closed“ here.", True),
        ("Says 「港は全ての船に閉ざされている」 here.", True),
        ("The ministers’ and pilots’ lane isn’t closed, ’tis said in the ’90s.", False),
        ('It is 5\'10" wide and 6" deep, all in all and overall.', False),
        ("See “The Quiet Harbor of the North,” a book.", False),
        ("See “the quiet harbor of the South,” a book.", True),
        ("It says “the tide tables every morning” there.", False),
        ("It says “the tide tables never matter” there.", True),
        ("Says “the lane is closed and nobody ever ends this", True),
        ("Ends what nobody began: the lane is closed” they say.", False),
    ],
)
def test_quotations_that_the_evidence_lacks(foreign, told):
    record = evidence([("body", LOREM.strip(), [])], excerpts=[LOREM.strip()])
    found = problems(f"<p>{LOREM}</p><p>{foreign}</p>", record)
    assert any("which the evidence does not have" in problem for problem in found) == told
    assert told or not found


def test_a_foreign_quotation_over_the_end_of_a_page():
    record = evidence([("body", "End.", [])])
    words = "the lane is closed to everybody who comes"
    parted = 0
    for height in (146, 152, 158, 164):  # the page ends one line later each time
        body = (
            f'<div style="height: {height}mm"></div><p style="width: 30mm; orphans: 1; widows: 1">'
            f"It is told that he says “{words}” to us.</p><p>End.</p>"
        )
        pdf = printed(body, record)
        (problem,) = prove(pdf, record).problems
        assert f"the page quotes `{words}`" in problem.message
        pages = ["".join(run.text for run in page.runs) for page in read_pages(pdf)]
        parted += any("“" in page and "”" not in page for page in pages)
    assert parted >= 2


def test_an_unclosed_mark_of_the_author_is_no_false_alarm():
    text = "He said “we will go there soon. That is all that is known of it."
    record = evidence([("body", text, [])])
    for before in (0, 14, 16):
        assert problems(f"<p>{LOREM * before}</p><p>{text}</p><p>End.</p>", record) == []


def test_source_words_with_marks_of_their_own_are_no_false_alarm():
    cut = "They \"highlighted with concern Russia's growing cooperation with the PRC"
    record = evidence(
        [("d", cut, [])], excerpts=[cut + ', including through drills." They also condemned it.']
    )
    body = f"<table><tr><td>“{cut}” A ¶1 · a statement by two ministers</td></tr></table>"
    assert problems(body, record) == []


def test_small_capitals_and_a_style_that_changes_case_in_notes():
    record = evidence(
        [("body", "So they say.\ufffc", [1])], notes=[(1, "Anne Roux, Harbor, para. 4.", [])]
    )
    body = f"<p>So they say.{call(1)}</p>"
    for name in ("ANNE ROUX", '<span style="font-variant: small-caps">Anne Roux</span>'):
        assert problems(body + notes(f"{name}, Harbor, para. 4."), record) == []
    assert problems(body + notes("Anne Roux, Harbor, para. 5."), record)


def test_notes_of_the_same_words_are_told_apart_by_their_numbers():
    record = evidence(
        [("body", "One.\ufffc Two.\ufffc Three.\ufffc", [1, 2, 3])],
        notes=[(1, "Ibid., para. 4.", []), (2, "Ibid., para. 4.", []), (3, "Ibid., para. 4.", [])],
    )
    body = f"<p>One.{call(1)} Two.{call(2)} Three.{call(3)}</p>"
    same = "Ibid., para. 4."
    assert problems(body + notes(same, same, same), record) == []
    assert (
        problems(body + notes(same, same + ' (as in note <a href="#note-1">1</a>)', same), record)
        == []
    )
    found = problems(body + notes(same, "", same), record)
    assert found == ["note 2 is not printed as it should be: `Ibid., para. 4.`"]
    wrong = notes(same, same + ' (as in note <a href="#note-3">1</a>)', same)
    assert "`1` is a link to `note-3`" in problems(body + wrong, record)


def test_words_from_right_to_left_in_a_line():
    (folder,) = find_spec("rendercv_fonts").submodule_search_locations
    font = b64encode((Path(folder) / "Open Sans" / "OpenSans-Regular.ttf").read_bytes()).decode()
    style = (
        f"@font-face {{ font-family: Hebrew; src: url(data:font/ttf;base64,{font}) }}"
        "body { font-family: Hebrew }"
    )
    words = "הנמל פתוח לכל דגל, מהיום ועד 2030 לפחות"
    record = evidence(
        [("body", f"The text says “{words}” today.\ufffc", [1])],
        quotations=[(1, words, False)],
        notes=[(1, "A.", [])],
    )
    body = f"<p>The text says “{words}” today.{call(1)}</p>{notes('A.')}"
    assert problems(body, record, style) == []
    assert problems(body.replace("הנמל פתוח", "פתוח הנמל"), record, style)


def test_japanese_without_spaces_over_many_lines():
    words = "港は全ての船に開かれている。両国は𠮷田港で共同声明を出した。"
    record = evidence(
        [("body", f"声明は「{words}」と述べた。\ufffc", [1])],
        quotations=[(1, words, False)],
        notes=[(1, "A.", [])],
    )
    body = f"<p>声明は「{words}」と述べた。{call(1)}</p>{notes('A.')}"
    for width in (20, 33, 100):
        assert problems(body, record, f"p {{ width: {width}mm }}", "ja") == []
    assert problems(body.replace("両国は", "両国も"), record, "", "ja")


def test_a_character_that_no_font_has():
    text = "The sign 港 says harbor \U000f1234 here."
    record = evidence([("body", text, [])])
    proof = prove(printed(f"<p>Other.</p><p>{text}</p>", record), record)
    assert [(problem.rule, problem.message, problem.page) for problem in proof.problems] == [
        ("missing-glyph", "no font has `\U000f1234` (U+F1234): it is printed as an empty box", 1)
    ]


def test_page_limit():
    record = evidence([("body", "End.", [])], pages=1)
    body = '<p>End.</p><p style="break-before: page">More.</p>'
    proof = prove(printed(body, record), record)
    assert [problem.rule for problem in proof.problems] == ["over-limit"]
    assert proof.problems[0].message == "the text fills 2 pages; at most 1 are allowed"
    assert (proof.pages, proof.text_pages) == (2, 2)


def test_evidence_inside_is_the_evidence_given():
    record = evidence([("body", "End.", [])])
    other = evidence([("body", "End.", [])], pages=3)
    assert prove(printed("<p>End.</p>", record), record).holds
    (problem,) = prove(printed("<p>End.</p>", other), record).problems
    assert problem.message == "evidence.json in the PDF is not the one that was written"


def test_a_pdf_that_cannot_be_read_proves_nothing():
    record = evidence(
        [("body", "“Four words of it”.\ufffc", [1])], quotations=[(1, "Four words of it", False)]
    )
    proof = prove(b"%PDF-1.7 and nothing else", record)
    assert not proof.holds
    assert [verdict.proved for verdict in proof.quotations] == [False]


OUTLINE = """\
title: The harbor opens again
standfirst: A word on "the US-Japan survey of the sea bed" [@survey].
language: en-US
published: 2024-05-06
as_of: 2024-05-05
citations: {style}
bottom_line: |
  The lane is open again [@agreed]; "both parliaments ask for it" is the only way to shut it [@flag].
key_judgments:
  - {{text: "The lane stays open [@agreed].", confidence: moderate}}
sections:
  - id: lane
    title: The lane and "the US-Japan survey of the sea bed" [@survey]
    passages:
      agreed: {{seed: port, quote: agreed to reopen the shipping lane, kind: fact}}
      flag:
        seed: port
        quote: "We will not close the harbor to any flag, unless both parliaments ask for it"
        kind: statement
        speaker: the joint text
      survey: {{seed: port, quote: the US-Japan survey of the sea bed goes on, kind: fact}}
      patrol: {{seed: gazette, paragraph: 2, kind: statement, speaker: officers}}
      fear: {{seed: gazette, paragraph: 3, kind: opinion, speaker: fishing villages}}
    body: |
      | Matter | Words |
      | --- | --- |
      | Lane | "agreed to reopen the shipping lane" [@agreed] |
      | Boats | "no room for their boats at night," say the villages [@fear] |

      - Officers: "patrol the lane together from June" [@patrol].
      - The text [@flag]: "We will not close the harbor to any flag, unless both ... ask for it".

      The gazette writes [@patrol; @fear]:

      > Both navies will patrol the lane together from June, officers said, and a first report is due
      > in the autumn.
    gaps: Nothing is said of the cost.
    judgment: The lane is safer with the survey [@survey] [@agreed].
timeline:
  - {{date: 2024-05-04, text: "The ministers meet [@agreed]."}}
differences:
  - {{matter: Patrol or talks, passages: [patrol, agreed], used: "Both [@patrol]."}}
glossary: {{flag: "The country of a ship [@flag]."}}
audiences:
  full: {{template: full}}
  one: {{template: one-page, limits: {{pages: 2}}}}
  committee: {{template: committee}}
  explainer: {{template: explainer}}
"""


@pytest.mark.parametrize(
    ("audience", "style"),
    [
        ("full", "chicago-notes-bibliography"),
        ("one", "chicago-notes-bibliography"),
        ("committee", "oscola"),
        ("explainer", "chicago-author-date"),
    ],
)
def test_every_template_prints_what_can_be_proved(audience, style, tmp_path):
    made = make(tmp_path, audience, OUTLINE.format(style=style))
    assert prove(made.pdf, made.evidence).problems == ()
    assert len(made.evidence.quotations) >= 6
