"""Reading, searching and quoting the seeds, those included that the brief does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.bounds import USUAL
from briefgen.examine import examine
from briefgen.preview.passage import Offer, Point
from briefgen.preview.reader import Piece, search
from briefgen.preview.shelf import Shelf
from briefgen.seed import Library
from tests.forge import PORT, SOURCES, project
from tests.seed_text import seed_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.preview.reader import Found

MORE = SOURCES + "diary:\n  file: diary.txt\n  csl: {type: book, title: A diary}\n"


def shelf(tmp_path: Path) -> Shelf:
    path = project(tmp_path, sources=MORE)
    (tmp_path / "seeds" / "diary.txt").write_text("On May 4 the Shipping Lane was shut.\n", "utf-8")
    made = Shelf(path, USUAL)
    made.take(examine(path))
    return made


def test_every_seed_of_the_library_is_listed(tmp_path: Path) -> None:
    spines = shelf(tmp_path).spines()
    assert [(one.id, one.letter, one.relied) for one in spines] == [
        ("port", "A", 4),
        ("gazette", "B", 2),
        ("diary", "", 0),
    ]
    assert spines[0].title == "Harbor talks end in a deal"


def test_a_seed_is_read_with_its_numbers_and_what_is_relied_on(tmp_path: Path) -> None:
    opened = shelf(tmp_path).open("port")
    assert opened
    assert [one.number for one in opened.paragraphs] == [1, 2, 3, 4]
    assert opened.paragraphs[1].pieces == (
        Piece("The ministers of both countries met in Port Louis on May 4 and "),
        Piece("agreed to reopen the shipping lane", ("agreed",)),
        Piece(", which had been closed since the spring."),
    )
    assert [(one.id, one.audiences) for one in opened.relied] == [
        ("agreed", ("desk", "minister")),
        ("flag", ("desk", "minister")),
        ("survey", ("desk", "minister")),
        ("gift", ("desk", "minister")),
    ]
    gazette = shelf(tmp_path).open("gazette")
    assert gazette
    assert gazette.paragraphs[1].repairs == (("togetherfrom", "together from"),)
    assert gazette.paragraphs[1].pieces[0].text.endswith("together from June")
    assert shelf(tmp_path).open("nothing") is None


def hits(found: Found | None) -> list[tuple[str, int, str]]:
    assert found
    return [
        (hit.seed, hit.paragraph, "".join(p.text for p in hit.pieces if p.passages))
        for hit in found.hits
    ]


def test_a_search_finds_words_in_all_seeds_however_they_are_dressed(tmp_path: Path) -> None:
    made = shelf(tmp_path)
    assert hits(made.search("shipping  LANE")) == [
        ("port", 2, "shipping lane"),
        ("diary", 1, "Shipping Lane"),
    ]
    assert hits(made.search('"we will not close')) == [("port", 3, "“We will not close")]
    assert hits(made.search("together from")) == [("gazette", 2, "together from")]
    assert hits(made.search("nowhere")) == []
    assert hits(made.search("  ")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tokyo", "Tōkyō"),
        ("TŌKYŌ", "Tōkyō"),
        ("it's a “façade”", 'it’s a "façade"'),
        ("a widespread view", "a wide-\nspread view"),
        ("treaty of Fran", "treaty of\nFran"),
        ("istanbul", "İstanbul"),
        ("か", "か"),
    ],
)
def test_a_search_looks_past_case_accents_marks_and_line_ends(query: str, found: str) -> None:
    text = f"A head\n\nが is not it. In {found} they met."
    (hit,) = search(Library(seed_of(text).file, {"seed": seed_of(text)}), query).hits
    assert "".join(p.text for p in hit.pieces).startswith("が is not it. In ")
    assert hit.pieces[1].passages == ("hit",)


def test_where_no_words_stand_so_paragraphs_that_have_all_are_found(tmp_path: Path) -> None:
    found = shelf(tmp_path).search("lane ministers")
    assert hits(found) == [("port", 2, "ministerslane")]
    assert found
    assert not found.whole


def test_a_search_shows_some_and_counts_all() -> None:
    seed = seed_of("\n\n".join(f"Paragraph {n} says İt again." for n in range(300)))
    found = search(Library(seed.file, {"seed": seed}), "again")
    assert (found.total, len(found.hits)) == (300, 200)
    assert found.hits[7].paragraph == 8
    assert [p.text for p in found.hits[7].pieces] == ["Paragraph 7 says İt ", "again", "."]


def test_a_library_that_changed_is_read_again(tmp_path: Path) -> None:
    made = shelf(tmp_path)
    assert hits(made.search("smugglers")) == [("port", 4, "smugglers")]
    before = made.version
    (tmp_path / "seeds" / "diary.txt").write_text("Smugglers came.\n", "utf-8")
    (tmp_path / "seeds" / "port.txt").write_text(PORT.replace("port", "haven"), "utf-8")
    path = tmp_path / "briefs" / "harbor.yaml"
    made.take(examine(path))
    assert made.version != before
    assert hits(made.search("smugglers")) == [("port", 4, "smugglers"), ("diary", 1, "Smugglers")]
    (tmp_path / "seeds" / "sources.yaml").unlink()
    made.take(examine(path))
    assert hits(made.search("smugglers")) != []


def test_a_passage_is_written_as_the_outline_writes_its_own(tmp_path: Path) -> None:
    made = shelf(tmp_path).passage("diary", Point(1, 9), Point(1, 35))
    assert isinstance(made, Offer)
    assert made.words == "the Shipping Lane was shut"
    assert made.entry.startswith(
        "      shipping-lane-shut:\n        seed: diary\n        quote: the"
    )
    assert shelf(tmp_path).passage("nothing", Point(1, 0), Point(1, 9)) is None
