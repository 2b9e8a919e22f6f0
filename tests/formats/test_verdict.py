"""The verdict on a PDF, as a person sees it."""

from __future__ import annotations

from briefgen.formats.verdict import columns, verdict_text
from briefgen.proof.originals import Original
from briefgen.proof.sign import Signature
from briefgen.proof.verify import Row, Verification

BRIEF = {"title": "The harbor", "audience": "desk", "published": None}


def test_a_table_with_wide_characters_stands_in_columns():
    rows = (
        Row(1, "港は全ての船に開かれている", "A", "3–4", 1, True),
        Row(2, "the lane is open", "B", "12", None, False, "not on the page"),
    )
    text = verdict_text(
        Verification("brief.pdf", "not proved", brief=BRIEF, pages=2, rows=rows), 60
    )
    assert text == (
        "brief.pdf: not proved\n"
        "  The harbor · desk · 2 pages\n"
        "\n"
        "Quotation                     Source  Page  Verdict\n"
        "“港は全ての船に開かれている”  A ¶3–4  1     proved\n"
        "“the lane is open”            B ¶12   -     NOT PROVED\n"
        "    not on the page\n"
        "\n"
        "quotations proved  1/2\n"
    )


def test_long_quotations_are_cut_to_the_terminal():
    rows = (
        Row(1, "words and more of them " * 9, "A", "1", 1, True),
        Row(2, "港" * 90, "A", "1", 1, True),
    )
    text = verdict_text(Verification("b.pdf", "proved", brief=BRIEF, pages=1, rows=rows), 72)
    lines = [line for line in text.splitlines() if "proved" in line and "A ¶1" in line]
    assert len(lines) == 2
    assert all(columns(line) <= 72 and "…" in line for line in lines)


def test_a_refusal_is_two_lines():
    assert verdict_text(Verification("b.pdf", "refused", "the file is not a PDF"), 100) == (
        "b.pdf: refused\n  the file is not a PDF\n"
    )


def test_text_out_of_a_pdf_cannot_command_the_terminal():
    row = Row(1, "clear \x1b[2J the screen", "A", "1", 1, False, "\x1b]0;title\x07")
    told = verdict_text(
        Verification(
            "b\x1b[1m.pdf",
            "not proved",
            brief={**BRIEF, "title": "A \u202e title"},
            pages=1,
            rows=(row,),
            problems=("it has \x9b31m",),
            originals=(Original("A", "a", "a\x1b.txt", "0" * 64, "same"),),
            signatures=(Signature("desk\x1b[0m", "0" * 64, valid=False, whole=False),),
        ),
        100,
    )
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(told)
    assert "\\x1b[2J" in told
    assert "(NOT VALID)" in told


def test_what_speaks_against_it_is_listed_and_wrapped():
    problem = "the page quotes `words that the evidence has never had and never will have`, which is not so"
    told = verdict_text(
        Verification("b.pdf", "not proved", brief=BRIEF, pages=1, problems=(problem,)), 50
    )
    assert "Against it\n- the page quotes `words that the evidence has\n  never" in told
    assert "Proved:" not in told
