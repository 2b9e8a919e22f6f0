"""Words selected in a seed become a passage that binds to them, and to nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefgen.examine import examine
from briefgen.outline import PassageEntry
from briefgen.place import TextFile
from briefgen.preview.passage import Offer, Point, Refusal, offer, scalar
from briefgen.quote.quotation import Match, find
from briefgen.read.bind import bind
from briefgen.read.nodes import Map, compose
from tests.forge import OUTLINE, project
from tests.quote.test_quotation_properties import TRICKY
from tests.seed_text import seed_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.seed import Seed


def selected(seed: Seed, words: str, nth: int = 0) -> tuple[Point, Point]:
    """The points around the ``nth`` place of ``words`` in the paragraphs as they are read."""
    places = [
        (paragraph.number, at)
        for paragraph in seed.paragraphs
        for at in range(len(paragraph.reading.text))
        if paragraph.reading.text.startswith(words, at)
    ]
    number, at = places[nth]
    return Point(number, at), Point(number, at + len(words))


def bound(entry: str, seed: Seed) -> Match:
    """What the entry means to the program: read as YAML, held to the model, found in the seed."""
    lines = [line for line in entry.splitlines() if line]
    margin = len(lines[0]) - len(lines[0].lstrip())
    assert all(line.startswith(" " * margin) for line in lines)
    node, findings = compose(TextFile(seed.file.path, "passages:\n" + entry))
    assert findings == ()
    assert isinstance(node, Map)
    passages = node.get("passages")
    assert isinstance(passages, Map)
    ((name, value),) = passages.entries.items()
    read, faults = bind(value, PassageEntry)
    assert (read is not None, faults) == (True, ())
    assert read.seed == seed.id
    found = find(
        read.quote or "",
        seed,
        paragraph=read.paragraph,
        after=read.after,
        before=read.before,
        span=read.span,
    )
    assert isinstance(found, Match), (str(name), found)
    return found


SEED = seed_of(
    "The lane opens\n\n"
    "The ministers agreed to open the lane: “soon,” they said. Nobody agreed to open the lane in"
    " May.\n\nThe ministers agreed to open the lane, and it is #1 - really.\n"
)


def test_words_that_stand_once_need_nothing_else() -> None:
    made = offer(SEED, *selected(SEED, "lane in May"), taken=())
    assert isinstance(made, Offer)
    assert made.entry == f"      lane-may:\n        seed: {SEED.id}\n        quote: lane in May\n"
    assert (made.words, made.paragraphs) == ("lane in May", (2,))


def test_a_cut_word_is_taken_whole_and_space_is_left() -> None:
    paragraph = SEED.paragraphs[1].reading.text
    at = paragraph.index("body agreed")
    made = offer(SEED, Point(2, at), Point(2, at + len("body agreed to op")), taken=())
    assert isinstance(made, Offer)
    assert made.words == "Nobody agreed to open"
    again = offer(SEED, Point(2, at - 3), Point(2, at + len("body agreed to open ")), taken=())
    assert isinstance(again, Offer)
    assert again.words == "Nobody agreed to open"


@pytest.mark.parametrize(
    ("nth", "line"),
    [(0, "after:"), (1, "after: Nobody"), (2, "paragraph: 3")],
)
def test_words_that_stand_several_times_are_chosen(nth: int, line: str) -> None:
    first, last = selected(SEED, "agreed to open the lane", nth)
    made = offer(SEED, first, last, taken=())
    assert isinstance(made, Offer)
    assert made.entry.count("\n") == 4
    found = bound(made.entry, SEED)
    start = SEED.paragraphs[first.paragraph - 1].start + first.offset
    assert (found.start, found.end) == (start, start + len("agreed to open the lane"))
    if nth:
        assert "after: " in made.entry or "before: " in made.entry or line in made.entry


def test_words_over_two_paragraphs_have_a_span() -> None:
    text = SEED.paragraphs[1].reading.text
    made = offer(SEED, Point(2, text.index("in May")), Point(3, 13), taken=())
    assert isinstance(made, Offer)
    assert made.entry.endswith("        quote: in May. The ministers\n        span: true\n")
    assert bound(made.entry, SEED).paragraphs == (2, 3)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (0, 0, "nothing is selected"),
        (3, 4, "nothing is selected"),
        (0, 7, "fewer than three words"),
    ],
)
def test_too_few_words_are_refused_at_once(start: int, end: int, message: str) -> None:
    made = offer(SEED, Point(2, start), Point(2, end), taken=())
    assert isinstance(made, Refusal)
    assert made.message.startswith(message)
    assert made.hint


def test_an_id_is_like_no_other() -> None:
    where = selected(SEED, "Nobody agreed to open")
    names = []
    for _ in range(3):
        made = offer(SEED, *where, taken=names)
        assert isinstance(made, Offer)
        names.append(made.id)
    assert names == ["nobody-agreed-open", "nobody-agreed-open-2", "nobody-agreed-open-3"]
    foreign = seed_of("安全保障協力を強化することで一致した。")
    made = offer(foreign, Point(1, 0), Point(1, 12), taken=())
    assert isinstance(made, Offer)
    assert made.id == f"{foreign.id}-p1"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("agreed to open the lane", "agreed to open the lane"),
        ("agreed: open the lane", '"agreed: open the lane"'),
        ("it is #1 - really", '"it is #1 - really"'),
        ('“soon,” they \\ "said"', '"“soon,” they \\\\ \\"said\\""'),
        ("2024 was good", '"2024 was good"'),
        ("a\u200cb c d", '"a\\u200cb c d"'),
    ],
)
def test_yaml_is_quoted_where_it_must_be(text: str, written: str) -> None:
    assert scalar(text, 8) == written


def test_long_words_are_folded() -> None:
    text = "# not a comment - " * 12 + "end: of it"
    written = scalar(text, 4)
    assert written.startswith(">-\n    # not")
    assert all(len(line) <= 100 for line in written.splitlines())
    node, findings = compose(TextFile(SEED.file.path, f"key: {written}\n"))
    assert isinstance(node, Map)
    assert (node.get("key"), findings) == (text, ())


CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What no seed holds: reading refuses it."""


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Paragraphs with all that folding knows, some of their words said again and again."""
    words = st.sampled_from(
        ["agreed", "to open", "the lane", "“soon,”", "#1", "- so", "it's", "[sic]", "...", "no:"]
    )
    sentence = st.lists(words, min_size=4, max_size=14).map(" ".join)
    paragraph = st.lists(sentence | TRICKY, min_size=1, max_size=3).map(" ".join)
    return "\n\n".join(draw(st.lists(paragraph, min_size=1, max_size=4)))


@given(sources(), st.data())
@settings(max_examples=100, deadline=None)
@example("a b c a b c a b c", None)
def test_any_selection_binds_to_itself(text: str, data: st.DataObject | None) -> None:
    seed = seed_of(text)
    assume(seed.paragraphs and not CONTROL.search(text))
    sizes = [len(paragraph.reading.text) for paragraph in seed.paragraphs]
    points = [(n, at) for n, size in enumerate(sizes, 1) for at in range(size + 1)]
    if data is None:
        ends = [points[6], points[11]]
    else:
        ends = sorted(data.draw(st.tuples(st.sampled_from(points), st.sampled_from(points))))
    first, last = (Point(*end) for end in ends)
    made = offer(seed, first, last, taken=())
    if isinstance(made, Refusal):
        assert made.message
        return
    found = bound(made.entry, seed)
    assert [(f.start, f.end) for f in found.fragments] == [(made.start, made.end)]
    assert found.printed == made.words
    a = seed.paragraphs[first.paragraph - 1].start + first.offset
    b = seed.paragraphs[last.paragraph - 1].start + last.offset
    telling = [at for at in range(a, b) if seed.file.text[at].isalnum()]
    # All that was selected is in it.
    assert not telling or (made.start <= telling[0] and telling[-1] < made.end)


def test_what_is_offered_is_accepted_and_cited(tmp_path: Path) -> None:
    """The whole loop without a browser: select, paste, cite, check."""
    path = project(tmp_path)
    examined = examine(path)
    assert examined.library
    seed = examined.library.seeds["port"]
    taken = [each.id for each in examined.passages]
    made = offer(seed, *selected(seed, "which had been closed since the spring"), taken=taken)
    assert isinstance(made, Offer)
    assert made.id == "closed-since-spring"
    outline = OUTLINE.replace("    passages:\n", f"    passages:\n{made.entry}")
    outline = outline.replace("[@gift]; fishing", f"[@gift]; it was closed [@{made.id}]; fishing")
    path.write_text(outline, "utf-8")
    after = examine(path)
    assert [f.message for f in after.findings if f.severity == "error"] == []
    assert made.id in [passage.id for brief in after.briefs for passage in brief.cited]
