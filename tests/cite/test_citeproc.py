"""Real pandoc on real styles. The golden files were read against the styles' own rules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.cite import citeproc as cite
from briefgen.cite.answer import CitationError, Formatted
from briefgen.cite.citeproc import Cluster, Item, csl_date, find_pandoc, start
from briefgen.cite.csl import Style, find_style
from briefgen.finding import Lack
from briefgen.prose import (
    Emph,
    Inlines,
    LineBreak,
    Link,
    SmallCaps,
    Str,
    Strong,
    Sub,
    Super,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DATA = Path(__file__).parents[1] / "data" / "cite"
SOURCES: dict[str, dict[str, Any]] = json.loads((DATA / "sources.json").read_text("utf-8"))
GOLDEN = sorted(DATA.glob("*.txt"))

ITEM = re.compile(
    r"(?:(?P<prefix>.*?) )?(?P<minus>-?)@(?P<id>[\w-]+)(?: ¶ (?P<numbers>\d[\d, -]*\d|\d))?"
    r"(?P<suffix>.*)"
)


def cases(file: Path) -> Iterator[tuple[str, str, str]]:
    """Title, input and expected text of each case of a golden file."""
    parts = re.split(r"(?m)^\.\n", file.read_text("utf-8"))
    assert len(parts) % 3 == 1
    for n in range(0, len(parts) - 1, 3):
        yield parts[n].strip(), parts[n + 1], parts[n + 2]


def item(text: str) -> Item:
    """``see @yang ¶ 3-4, 7, emphasis added`` as an item; ``-@yang`` is without its author."""
    match = ITEM.fullmatch(text)
    assert match, text
    numbers: list[int] = []
    for part in (match["numbers"] or "").split(", "):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1) if first else ()
    return Item(
        match["id"],
        tuple(numbers),
        match["prefix"] or "",
        match["suffix"].removeprefix(", "),
        bool(match["minus"]),
    )


def clusters(text: str) -> list[Cluster]:
    """A cluster a line, its items between `` | ``; its note has the line's number."""
    lines = text.splitlines()
    return [
        Cluster(tuple(item(i) for i in line.split(" | ")), n) for n, line in enumerate(lines, 1)
    ]


def shown(text: Inlines) -> str:
    """Inlines in a Markdown of sorts, so that a golden file shows what is italic and linked."""
    marks = {Emph: "*", Strong: "**", Super: "^", Sub: "~", SmallCaps: "%"}
    parts = []
    for node in text:
        match node:
            case Str(letters):
                parts.append(letters)
            case LineBreak():
                parts.append(" / ")
            case Link(href, children):
                words = shown(children)
                parts.append(f"<{href}>" if words == href else f"[{words}]({href})")
            case _:
                mark = marks[type(node)]
                parts.append(f"{mark}{shown(node.children)}{mark}")  # type: ignore[union-attr]
    return "".join(parts)


def rendered(formatted: Formatted) -> str:
    """What a golden file holds: the citations with their numbers, then the references."""
    notes = [f"{n} {shown(text)}" for n, text in enumerate(formatted.citations, 1)]
    entries = [f"{source}: {shown(text)}" for source, text in formatted.references]
    return "\n".join([*notes, *entries]) + "\n"


def run(
    given: Sequence[Cluster] | str,
    style: Style | str,
    sources: Mapping[str, Mapping[str, object]] = SOURCES,
    language: str = "en-US",
) -> Formatted:
    """All at once: find the style, start, wait."""
    found = find_style(style, []) if isinstance(style, str) else style
    return start(
        clusters(given) if isinstance(given, str) else given, sources, found, language
    ).result()


def note(text: Inlines) -> str:
    return plain(text)


def test_every_golden_file_is_read() -> None:
    assert {file.stem for file in GOLDEN} == {
        "apa",
        "chicago-author-date",
        "chicago-notes-bibliography",
        "ieee",
        "modern-language-association",
        "oscola",
    }


@pytest.mark.parametrize(
    ("style", "given", "expected"),
    [
        pytest.param(file.stem, given, expected, id=f"{file.stem}: {title}")
        for file in GOLDEN
        for title, given, expected in cases(file)
    ],
)
def test_citations_read_as_the_style_has_them(style: str, given: str, expected: str) -> None:
    assert rendered(run(given, style)) == expected


def one(style: str, csl: Mapping[str, object], language: str = "en-US") -> tuple[str, str]:
    """The citation of paragraph 4 of one source, and its entry."""
    formatted = run([Cluster((Item("x", (4,)),), 1)], style, {"x": csl}, language)
    (_, entry), *_ = formatted.references
    return shown(formatted.citations[0]), shown(entry)


def test_text_that_looks_like_markup_stays_text() -> None:
    title = "1 * 2 *a* **b** $x$ `c` [@x] [l](u) _u_ ^p^ ~s~ \\n &amp; <script> <b> {¶ 4} @x | #h"
    csl = {"type": "book", "title": title, "author": [{"literal": "A & <B>"}]}
    _, entry = one("apa", csl)
    assert entry == f"A & <B>. (n.d.). *{title}*."


def test_zoteros_rich_text_is_dress_and_only_in_pairs() -> None:
    csl = {
        "type": "article-journal",
        "title": 'H<sub>2</sub>O<sup>3</sup> <b>b</b> <i>i</i> <sc>s</sc> <i>open "q" don\'t',
        "author": [{"family": "X"}],
        "container-title": "J",
    }
    _, entry = one("apa", csl)
    assert entry == "X. (n.d.). H~2~O^3^ **b** *i* %s% <i>open “q” don’t. *J*."


def test_italics_in_an_italic_title_stand_upright() -> None:
    csl = {"type": "book", "title": "On <i>Foo</i> and bar", "author": [{"family": "X"}]}
    _, entry = one("apa", csl)
    assert entry == "X. (n.d.). *On* Foo *and bar*."


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://example.org/a_b?c=1", "<https://example.org/a_b?c=1>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("file:///etc/passwd", "file:///etc/passwd"),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, printed: str) -> None:
    csl = {"type": "report", "title": "T", "author": [{"family": "X"}], "URL": url}
    assert one("chicago-author-date", csl)[1].endswith(f"{printed}.")


def test_a_title_that_ends_in_a_full_stop_keeps_the_comma_after_it() -> None:
    csl = {"type": "article-newspaper", "title": "Aid to the U.S.", "container-title": "The Day"}
    citation, entry = one("chicago-notes-bibliography", csl)
    assert citation == "“Aid to the U.S.,” *The Day*, n.d., para. 4."
    assert entry == "*The Day*. “Aid to the U.S.” n.d."


@pytest.mark.parametrize(
    ("language", "citation"),
    [
        ("en-GB", "(‘T’, n.d., para. 4)"),
        ("de-DE", "(„T“, o. J., Abs. 4)"),
        ("es-MX", "(“T”, s/f, párr. 4)"),
        ("ru", "(«T», б. д., п. 4)"),
        ("ja-JP", "(「T」, 日付なし, 段落 4)"),
        ("ko", "(“T”, 일자 없음, 단락 4)"),
    ],
)
def test_words_and_marks_are_those_of_the_language(language: str, citation: str) -> None:
    csl = {"type": "article-newspaper", "title": "T", "container-title": "J"}
    assert one("apa", csl, language)[0].replace("\xa0", " ") == citation


def test_a_style_of_one_country_keeps_its_marks_in_the_same_language() -> None:
    csl = {"type": "article-newspaper", "title": "T", "container-title": "J"}
    assert one("oscola", csl, "en-US")[0] == "‘T’ *J* para 4."
    assert one("oscola", csl, "de")[0] == "„T“ *J* Abs 4."


def test_prefix_and_suffix_come_out_as_typed() -> None:
    given = [
        Cluster((Item("yang", (), "a|b", "33-35"),), 1),
        Cluster((Item("yang", (1,), "e.g.", "{p. 9} *x* | <b>"),), 2),
        Cluster((Item("yang", (1,), suffix="; but see below"),), 3),
        Cluster((Item("yang", (), suffix="p. 7"),), 4),
    ]
    assert [note(text) for text in run(given, "apa").citations] == [
        "(a|b Yang, n.d., 33-35)",
        "(e.g. Yang, n.d., para. 1{p. 9} *x* | <b>)",
        "(Yang, n.d., para. 1; but see below)",
        "(Yang, n.d., p. 7)",
    ]


def test_a_note_begins_with_a_capital_unless_its_first_word_has_one_inside() -> None:
    sources = {
        name: {"type": "book", "title": "T", "author": [{"literal": name}]}
        for name in ("de facto", "eBay", "gov.uk")
    }
    given = [Cluster((Item(name),), n) for n, name in enumerate(sources, 1)]
    given.append(Cluster((Item("eBay", prefix="see"),), 4))
    style = "chicago-notes-bibliography-subsequent-ibid"
    assert [note(text) for text in run([*given, *given[:1]], style, sources).citations] == [
        "De facto, T (n.d.).",
        "eBay, T (n.d.).",
        "gov.uk, T (n.d.).",
        "See eBay, T.",
        "De facto, T.",
    ]
    twice = [Cluster((Item("eBay"),), 1), Cluster((Item("eBay", (2,)),), 2)]
    assert note(run(twice, style, sources).citations[1]) == "Ibid., para. 2."


def test_an_id_may_be_anything() -> None:
    ids = ["*", "a b", "ß/ü", "@x", "briefgen-0-", '"', "s;1"]
    sources = {
        id_: {"id": "other", "type": "book", "title": f"T{n}", "other-ids": "*"}
        for n, id_ in enumerate(ids)
    }
    formatted = run([Cluster((Item(id_),), n) for n, id_ in enumerate(ids, 1)], "ieee", sources)
    assert [id_ for id_, _ in formatted.references] == ids
    assert [note(text) for text in formatted.citations] == [f"[{n}]" for n in range(1, 8)]


def test_only_cited_sources_are_listed() -> None:
    assert [id_ for id_, _ in run("@yang\n@book", "apa").references] == ["book", "yang"]


def test_a_style_without_a_list_gives_none() -> None:
    formatted = run("@yang ¶ 4\n@book", "bluebook-law-review")
    assert len(formatted.citations) == 2
    assert formatted.references == ()


def test_no_citations_no_references() -> None:
    assert run([], "apa") == Formatted((), ())


def test_many_citations_are_not_stuck_in_a_pipe() -> None:
    given = [Cluster((Item(id_, (n,), "x" * 500),), n) for n in range(1, 40) for id_ in SOURCES]
    assert len(run(given, "ieee").citations) == 39 * len(SOURCES)


def test_a_source_that_is_not_there_is_named() -> None:
    with pytest.raises(CitationError, match="no source called zz") as caught:
        run("@zz", "apa")
    assert caught.value.source == "zz"


@pytest.mark.parametrize(
    ("csl", "message"),
    [
        ({"author": "Yang Danzhi"}, "author is not a list of names"),
        ({"issued": 2024}, "issued is not a date"),
        ({"title": None}, "title is not text"),
        ({"title": ["a"]}, "title is not text"),
        ({"volume": 1.5}, "volume is not text"),
        ({"author": [None], "editor": ["A B"]}, "author is not a list of names"),
    ],
)
def test_what_pandoc_cannot_read_is_named(csl: dict[str, object], message: str) -> None:
    sources = {"good": SOURCES["book"], "bad": {"type": "book", **csl}}
    with pytest.raises(CitationError, match=message) as caught:
        run("@good | @bad", "apa", sources)
    assert caught.value.source == "bad"


@pytest.mark.parametrize("style", ["oscola", "modern-language-association"])
def test_a_source_of_which_the_style_prints_nothing_is_named(style: str) -> None:
    with pytest.raises(CitationError, match="prints nothing") as caught:
        run("@book\n@bare", style, {**SOURCES, "bare": {"type": "book"}})
    assert caught.value.source == "bare"


def test_a_language_that_is_none_is_an_error() -> None:
    with pytest.raises(CitationError, match="klingonese"):
        run("@book", "apa", language="klingonese-x")


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>{macros}
<citation><layout><text macro="m0"/></layout></citation></style>"""


def own_style(folder: Path, macros: str) -> Style:
    (folder / "own.csl").write_text(STYLE.format(macros=macros), "utf-8")
    return find_style("own", [folder])


def test_a_style_of_ones_own(tmp_path: Path) -> None:
    style = own_style(tmp_path, '<macro name="m0"><text variable="title" suffix="!"/></macro>')
    assert note(run("@book", style).citations[0]).endswith("in Asia!")


def test_a_macro_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CitationError, match="undefined macro m0"):
        run("@book", own_style(tmp_path, ""))


def test_a_macro_that_calls_itself_ends_for_want_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cite, "_MEMORY", "-M60m")
    style = own_style(tmp_path, '<macro name="m0"><text macro="m0"/></macro>')
    with pytest.raises(CitationError, match="own: its macros never come to an end"):
        run("@book", style)


@pytest.fixture
def bomb(tmp_path: Path) -> Style:
    """A style that would print a title 2^40 times."""
    calls = "".join(
        f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>'
        for n in range(40)
    )
    return own_style(tmp_path, f'{calls}<macro name="m40"><text variable="title"/></macro>')


def test_a_style_that_takes_too_long_is_stopped(
    bomb: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cite, "_SECONDS", 0.3)
    with pytest.raises(CitationError, match=r"not done after 0\.3 seconds"):
        run("@book", bomb)


def test_leaving_early_ends_pandoc_and_clears_its_files(
    bomb: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def remember(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remember)
    with start(clusters("@book"), SOURCES, bomb, "en"):
        assert started[0].poll() is None
        assert list(room.iterdir())
    assert started[0].poll() is not None
    assert not list(room.iterdir())


def test_pandoc_is_looked_for_in_the_package_then_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = find_pandoc()
    assert packaged.endswith(("files/pandoc", "pandoc.exe"))
    monkeypatch.setattr(cite, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(Path(packaged).parent))
    assert find_pandoc() == packaged
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Lack) as caught:
        find_pandoc()
    assert caught.value.remedy == f"{sys.executable} -m pip install pypandoc_binary"


@pytest.mark.parametrize(
    ("text", "parts"),
    [("2024", [2024]), ("2024-08", [2024, 8]), ("2024-02-29", [2024, 2, 29])],
)
def test_a_date_becomes_csl(text: str, parts: list[int]) -> None:
    assert csl_date(text) == {"date-parts": [parts]}


@pytest.mark.parametrize(
    "text",
    [
        "2024-13-40",
        "2023-02-29",
        "2024-00",
        "0000",
        "24",
        "2024-8",
        "5 August 2024",
        "２０２４",
    ],
)
def test_nonsense_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        csl_date(text)
