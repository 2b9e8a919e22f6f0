"""Citations counted as they are printed, and what a style is told of them."""

from __future__ import annotations

from pathlib import Path

from briefgen.cite.citeproc import Cluster, Item
from briefgen.compose.number import clusters, csl_item, number
from briefgen.place import Place, Text, TextFile
from briefgen.seed import Seed
from briefgen.source import Source
from tests.compose.briefs import brief, outline


def told(folder: Path, body: str) -> tuple[Cluster, ...]:
    return clusters(number(brief(folder, outline(body))))


def test_citations_are_counted_in_the_order_of_print(tmp_path: Path) -> None:
    text = outline("Body [@talks], and body [@usfj].", "bottom_line: Line [@angel].\n")
    subject = brief(tmp_path, text.replace("title: S", 'title: "S [@reshape]"'))
    found = [
        (each.number, each.field.name, [c.passage.id for c in each.citations])
        for each in number(subject)
    ]
    assert found == [
        (1, "bottom_line", ["angel"]),
        (2, "sections.s.title", ["reshape"]),
        (3, "sections.s.body", ["talks"]),
        (4, "sections.s.body", ["usfj"]),
    ]


def test_passages_of_one_source_are_one_item_with_all_paragraphs(tmp_path: Path) -> None:
    assert told(tmp_path, "One [@angel; @usfj; @angel]. Two [@talks; @usfj; @talks].") == (
        Cluster((Item("yang-2024", (3, 4)),), 1),
        Cluster((Item("seed-a", (2,)), Item("yang-2024", (3,)), Item("seed-a", (2,))), 2),
    )


def test_words_around_an_item_keep_it_apart(tmp_path: Path) -> None:
    assert told(tmp_path, "One [see @usfj; @angel, emphasis added; -@reshape; @usfj].") == (
        Cluster(
            (
                Item("yang-2024", (3,), "see"),
                Item("yang-2024", (4,), "", "emphasis added"),
                Item("yang-2024", (2,), suppress_author=True),
                Item("yang-2024", (3,)),
            ),
            1,
        ),
    )


def test_paragraphs_cited_directly(tmp_path: Path) -> None:
    assert told(tmp_path, "One [@yang-2024, paras. 4, 2-3; @seed-a, para. 1].") == (
        Cluster((Item("yang-2024", (2, 3, 4)), Item("seed-a", (1,))), 1),
    )


def test_a_csl_item_is_plain_data_with_csl_dates() -> None:
    place = Place(TextFile(Path("sources.yaml")))
    csl = {
        Text("title", place): Text("A 2024-08-06 title", place),
        Text("issued", place): Text("2024-08-06", place),
        Text("original-date", place): Text("2024", place),
        Text("author", place): ({Text("family", place): Text("Yang", place)},),
    }
    seed = Seed("a", "A", Source(Text("a.txt", place), csl), TextFile(place.file.path), "", ())
    item = csl_item(seed)
    assert item == {
        "title": "A 2024-08-06 title",
        "issued": {"date-parts": [[2024, 8, 6]]},
        "original-date": {"date-parts": [[2024]]},
        "author": [{"family": "Yang"}],
    }
    assert {type(part) for part in (*item, *item["author"][0], item["title"])} == {str}
