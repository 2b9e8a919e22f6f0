from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.quote.difference import Change, difference_text
from briefgen.quote.quotation import Match, Miss, find, find_within
from tests.seed_text import commentary, seed_of, solidifies

if TYPE_CHECKING:
    from briefgen.seed import Seed

CASES = Path(__file__).parents[1] / "data" / "quotation" / "cases.txt"
BLOCKS = [block.partition("\n") for block in CASES.read_text("utf-8").split("\n= ")[1:]]


def read_case(block: str) -> dict[str, str]:
    parts = re.split(r"^(source|quote|printed|missed|options): ?", block, flags=re.MULTILINE)
    case = zip(parts[1::2], parts[2::2], strict=True)
    return {
        key: re.sub("<U\\+(....)>", lambda m: chr(int(m[1], 16)), value.rstrip("\n"))
        for key, value in case
    }


def test_the_cases_are_there() -> None:
    assert len(BLOCKS) > 100
    assert len({title for title, _, _ in BLOCKS}) == len(BLOCKS)


@pytest.mark.parametrize("block", [pytest.param(body, id=title) for title, _, body in BLOCKS])
def test_case(block: str) -> None:
    case = read_case(block)
    options: dict[str, Any] = {}
    for option in filter(None, case.get("options", "").split(", ")):
        name, _, value = option.partition("=")
        options[name] = int(value) if value.isdigit() else value or True
    furniture = (options.pop("furniture"),) if "furniture" in options else ()
    seed = seed_of(case["source"].replace("\n+ ", "\n"), furniture=furniture)
    found = find(case["quote"], seed, **options)
    if isinstance(found, Miss):
        assert found.why == case.get("missed"), found
    else:
        assert found.printed == case.get("printed"), found


def match(quote: str, seed: Seed, **options: Any) -> Match:
    found = find(quote, seed, **options)
    assert isinstance(found, Match), found
    return found


def miss(quote: str, seed: Seed, **options: Any) -> Miss:
    found = find(quote, seed, **options)
    assert isinstance(found, Miss), found
    return found


def raw(found: Match, seed: Seed) -> list[str]:
    return [seed.file.text[f.start : f.end] for f in found.fragments]


def test_fragments_lead_to_the_raw_text() -> None:
    seed = seed_of("Title\n\nThe “first” force\u00a0stands, and the sec\u00adond force falls.\n")
    found = match('The "first" force ... the second force', seed)
    assert raw(found, seed) == ["The “first” force", "the sec\u00adond force"]
    assert found.paragraphs == (2,)
    assert (found.start, found.end) == (found.fragments[0].start, found.fragments[1].end)
    assert found.printed == "The “first” force ... the second force"


def test_words_that_a_bracket_stands_for_belong_to_the_fragment() -> None:
    seed = commentary()
    found = match("[T]he USFJ will be [made] into a joint force", seed)
    assert raw(found, seed) == ["the USFJ will be reconstituted into a joint force"]


def test_a_quotation_over_paragraphs_names_them() -> None:
    seed = seed_of("It has two parts.\nOne is good.\nTwo is bad then.")
    found = match("has two parts. One is good. Two is", seed, span=True)
    assert (found.paragraphs, found.fragments[0].paragraph, found.fragments[0].last) == (
        (1, 2, 3),
        1,
        3,
    )
    found = match("has two parts ... Two is bad", seed, span=True)
    assert found.paragraphs == (1, 3)


def test_span_with_a_paragraph_begins_in_that_paragraph() -> None:
    seed = seed_of("It has parts. Now.\nOne is good.\nIt has parts. Now.\nOne is good.")
    assert miss("has parts. Now. One is good", seed, span=True).why == "ambiguous"
    found = match("has parts. Now. One is good", seed, span=True, paragraph=3)
    assert found.paragraphs == (3, 4)


def test_a_repaired_word_is_printed_repaired_and_leads_to_the_raw_characters() -> None:
    seed = solidifies()
    found = match("issued the joint statement after the Security", seed)
    assert found.printed == "issued the joint statement after the Security"
    assert raw(found, seed) == ["issued the joint statementafter the Security"]


def test_the_raw_form_of_a_repaired_word_is_refused_and_shown() -> None:
    found = miss("issued the joint statementafter the Security", solidifies())
    assert found.closest is not None
    assert (
        Change("changed", ("statementafter",), ("statement", "after")) in found.closest.difference
    )


@pytest.mark.parametrize(
    "quote",
    [
        'convened the "2+2" US-Japan Security Consultative Committee (SCC)',
        "convened the ‘2+2’ US‑Japan Security Consultative Committee",
        "Despite the US' repeated denial of creating",
        "Despite the US’ repeated denial",
        "JSDF’s commanding system and enhance the two sides’ interoperability",
        'China for the tension ... "unlawful maritime claims" and "threatening and provocative activities"',
    ],
)
def test_the_traps_of_the_commentary(quote: str) -> None:
    match(quote, commentary())


def test_the_curly_apostrophe_of_the_other_seed() -> None:
    found = match("the People's Republic of China's foreign policy", solidifies())
    assert found.printed == "the People’s Republic of China’s foreign policy"


def test_what_is_printed_slice_by_slice_makes_the_whole() -> None:
    seed = seed_of("He said: the ﬁrst “co-production” oppor\u00adtunities exist there.")
    quote = "the first 'co-production' ... opportunities [sic] exist,"
    seed = seed_of("He said: the ﬁrst “co-production” of oppor\u00adtunities exist there.")
    quote = "[T]he first 'co-production' of [many] opportunities [sic] exist there,"
    seed = seed_of("Here the ﬁrst “co-production” of new oppor\u00adtunities exist there.")
    found = match(quote, seed)
    assert found.printed == "[T]he ﬁrst “co-production” of [many] opportunities [sic] exist there"
    assert found.tail == ","
    assert found.printed_slice(0, len(quote)) == found.printed + ","
    at = quote.index("'co-")
    assert found.printed_slice(at, at + 15) == "“co-production”"
    for cut in range(len(quote) + 1):
        parts = found.printed_slice(0, cut) + found.printed_slice(cut, len(quote))
        assert parts == found.printed + ","


def test_the_tail_inside_a_nested_mark() -> None:
    quote = "welcomed the ‘joint statement.’"
    found = match(quote, seed_of('They welcomed the "joint statement" there.'))
    assert (found.printed, found.tail) == ('welcomed the "joint statement"', ".")
    assert found.printed_slice(0, len(quote)) == 'welcomed the "joint statement."'


def test_the_authors_stop_is_no_tail_where_the_source_has_it() -> None:
    seed = seed_of("They want peace and order. They want peace and order now.")
    found = match("want peace and order.", seed)
    assert (found.printed, found.tail) == ("want peace and order.", "")


def test_a_citation_inside_a_quotation_is_not_part_of_it() -> None:
    quote = "the joint\ufffc force stands \ufffc here \ufffc."
    found = match(quote, seed_of("Now the joint force stands here."))
    assert found.printed == "the joint force stands here."


HIDDEN = seed_of(
    "The force will not be moved unless both agree on it. It shall never come back without a vote. "
    "No. 5 is a no-fly zone that can't be left, except at night."
)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("The force will ... be moved unless", ["not"]),
        ("The force will be ... both agree on", None),
        ("The force will ... both agree on it", ["not", "unless"]),
        ("force will [soon] be moved unless both agree", ["not"]),
        ("force will [not] be moved unless both agree", []),
        ("force will not be moved [if] both agree", ["unless"]),
        ("The force will not be moved ...", ["unless"]),
        ("The force will not be moved", []),
        ("... come back without a vote", ["never"]),
        ("both agree on it. ... come back without a vote", ["never"]),
        ("a no-fly zone that ... be left, except", ["can't"]),
        ("is a no-fly ... be left, except at", ["can't"]),
        ("back without a vote. ... that can't be left ...", ["except"]),
    ],
)
def test_words_of_denial_that_are_hidden(quote: str, words: list[str] | None) -> None:
    found = find(quote, HIDDEN)
    if words is None or isinstance(found, Miss):
        assert words is None, found
        return
    assert [hidden.word for hidden in found.hidden] == words
    for hidden in found.hidden:
        assert HIDDEN.file.text[hidden.start : hidden.end] == hidden.word
        assert hidden.paragraph == 1


def test_an_ambiguous_quotation_lists_its_places_with_what_stands_around() -> None:
    found = miss("South and East China Sea", commentary())
    assert found.why == "ambiguous"
    assert [(spot.paragraph, spot.before.split()[-1], spot.text) for spot in found.spots] == [
        (6, "the", "South and East China Sea"),
        (6, "the", "South and East China Sea"),
        (9, "Peninsula,", "South and East China Sea"),
    ]
    assert found.spots[1].before == "legal, right-asserting activities in the"
    assert found.spots[1].after == 'as "unlawful maritime claims" and "threatening'


@pytest.mark.parametrize(
    ("options", "start"),
    [
        ({"after": "X"}, 2),
        ({"before": "Y"}, 32),
        ({"after": "Z"}, 47),
        ({"before": "X"}, None),
        ({"after": "X", "before": "Z"}, None),
        ({"after": "W", "before": "Z"}, 32),
        ({"after": "we go on"}, None),
        ({"after": "so"}, None),
    ],
)
def test_after_and_before_choose(options: dict[str, str], start: int | None) -> None:
    """After: the first match behind each place of the words; before: the last in front of each."""
    text = "X we go on so. Then we go W so we go on Y. Z so we go on."
    seed = seed_of(text)
    starts = [m.start() for m in re.finditer("we go on", text)]
    assert starts == [2, 31, 48]
    found = find("we go on", seed, **options)
    if start is None:
        assert isinstance(found, Miss)
        assert found.why in ("ambiguous", "no-anchor")
    else:
        assert isinstance(found, Match)
        assert abs(found.start - start) <= 1


def test_several_arrangements_of_one_quotation_are_ambiguous_and_before_chooses() -> None:
    seed = seed_of("The minister said so. We will go on. And we repeat: We will go on. End.")
    assert miss("The minister said ... We will go on", seed).why == "ambiguous"
    found = match("The minister said ... We will go on", seed, before="And we repeat")
    assert found.end == seed.file.text.index(". And we")


def test_elsewhere_says_where() -> None:
    found = miss("are fostering new bloc confrontation", commentary(), paragraph=4)
    assert (found.why, [spot.paragraph for spot in found.spots]) == ("elsewhere", [11])


def test_parts_out_of_order_or_in_several_paragraphs_are_shown() -> None:
    found = miss("is acting as the core driver ... new bloc confrontation. Despite", commentary())
    assert (found.why, [spot.paragraph for spot in found.spots]) == ("out-of-order", [11, 11])
    found = miss("The joint statement mainly covers ... command system of US", commentary())
    assert (found.why, [spot.paragraph for spot in found.spots]) == ("across-paragraphs", [3, 4])


def passage(seed: Seed, quote: str) -> list[tuple[int, int]]:
    return [(fragment.start, fragment.end) for fragment in match(quote, seed).fragments]


def test_words_in_prose_must_stand_within_a_cited_passage() -> None:
    seed = commentary()
    cited = passage(seed, "the USFJ will be reconstituted into a joint force headquarters (JFHQ)")
    found = find_within("be reconstituted into a joint force headquarters,", seed, [cited])
    assert isinstance(found, Match)
    assert (found.paragraphs, found.tail) == ((4,), ",")
    outside = find_within("a move intended to coordinate", seed, [cited])
    assert outside is None
    over = find_within("joint force headquarters (JFHQ), a move", seed, [cited])
    assert over is None
    wrong = find_within("not be reconstituted into a joint", seed, [cited])
    assert wrong is None
    assert find_within("be reconstituted into a joint", seed, [[], cited]) == find_within(
        "be reconstituted into a joint", seed, [cited]
    )


def test_what_a_passage_leaves_out_is_not_within_it() -> None:
    seed = seed_of("They said that peace is near, if not assured, and that all will be well.")
    cited = passage(seed, "They said that peace is near ... all will be well")
    assert find_within("if not assured, and that", seed, [cited]) is None
    assert isinstance(find_within("peace is near ... all will be", seed, [cited]), Match)
    assert find_within("peace is near, if not assured, and that all", seed, [cited]) is None
    assert find_within("all will be ... peace is near", seed, [cited]) is None


def test_twice_within_a_cited_passage_does_no_harm() -> None:
    text = "we trust the process and we trust the process."
    seed = seed_of(text)
    found = find_within("we trust the process", seed, [[(0, len(text))]])
    assert isinstance(found, Match)
    assert found.start == 0


def test_parts_of_two_passages_do_not_make_one_quotation() -> None:
    seed = seed_of("They said that peace is near. Others said that all will be well.")
    one, two = passage(seed, "They said that peace is near"), passage(seed, "that all will be well")
    assert find_within("peace is near ... all will be", seed, [one, two]) is None


def test_the_closest_passage_and_its_difference() -> None:
    found = miss("the USFJ will not be permitted into a joint force", commentary())
    assert (found.why, found.fragment) == (
        "not-found",
        "the USFJ will not be permitted into a joint force",
    )
    assert found.closest is not None
    assert found.closest.paragraph == 4
    assert found.closest.text == "the USFJ will be reconstituted into a joint force"
    assert found.closest.difference == (
        Change("same", ("the", "USFJ", "will"), ("the", "USFJ", "will")),
        Change("only-quote", ("not",), ()),
        Change("same", ("be",), ("be",)),
        Change("changed", ("permitted",), ("reconstituted",)),
        Change("same", ("into", "a", "joint", "force"), ("into", "a", "joint", "force")),
    )
    assert difference_text(found.closest.difference) == (
        "quote:  the USFJ will [not] be [permitted] into a joint force\n"
        "source: the USFJ will [] be [reconstituted] into a joint force"
    )
    start, end = found.closest.start, found.closest.end
    assert commentary().file.text[start:end] == found.closest.text


def test_a_quotation_in_shreds_is_refused() -> None:
    seed = seed_of("we go on " * 30)
    assert miss("we go on ... " * 22, seed).why == "too-many-parts"
    assert miss("we go on ... " * 21, seed).why == "ambiguous"


def test_only_the_fragment_that_fails_is_compared() -> None:
    found = miss("The joint statement mainly covers ... command system of US Armies", commentary())
    assert found.fragment == "command system of US Armies"
    assert found.closest is not None
    assert found.closest.text == "command system of US Forces"


def test_nothing_near_shows_nothing() -> None:
    assert miss("entirely unrelated gibberish zzz", commentary()).closest is None
    assert miss("any words at all", seed_of("")).closest is None


def test_many_paragraphs_many_citations_in_linear_time() -> None:
    lines = [f"Paragraph {n} says that number {n * 7} is a lucky number." for n in range(20_000)]
    seed = seed_of("\n".join(lines))
    started = time.process_time()
    for n in range(0, 20_000, 20):
        assert match(f"says that number {n * 7} is a lucky", seed).paragraphs == (n + 1,)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("the x " * 1_500, "the [a] " * 12 + "the the y"),
        ("a " * 20_000, "a " * 500 + "b"),
        ("a-" * 20_000 + "b", "a " * 100 + "a"),
        ("we go on. " * 2_000, "we go on ... " * 6 + "we go off"),
        ("we go on. " * 2_000, "we go on ... " * 6 + "we go on"),
        ("word " * 800, "[x] " + "word [y] " * 40 + "word word word z"),
        ("... " * 5_000, "... a b c ... d e f ... " * 10),
        ("'" * 10_000, "'" * 5_000 + " a b c"),
        ("a b c [x] " * 3_000, "[" * 3_000 + "a b c"),
        ("a" * 100_000, "a a a"),
        ("a b c [x] ... " * 2_000, "a b c [x] ... " * 2_000),
        ("a b c [x] ... " * 2_000, "a b c [x] ... " * 20),
        ("[x] a " * 2_000, "[x] a " * 12 + "... " + "a b [x] ... " * 15),
        ("a b c d " * 3_000, "a b c ... " * 20),
    ],
)
def test_hostile_quotations_end_soon(source: str, quote: str) -> None:
    seed = seed_of(source)
    started = time.process_time()
    find(quote, seed)
    assert time.process_time() - started < 10


def test_what_is_kept_of_a_text_serves_no_other() -> None:
    """The same words are asked of a text, of the same text read again, and of one that changed."""
    text = "The ministers agreed to open the lane.\n\nThey agreed to open it.\n"
    first, again = seed_of(text), seed_of(text)
    assert first.haystack is again.haystack
    assert miss("agreed to open", first) == miss("agreed to open", again)
    changed = seed_of(text.replace("open", "shut"))
    assert miss("agreed to open", changed).why == "not-found"
    assert (
        match("agreed to open", first, paragraph=2).start
        > match("agreed to open", first, paragraph=1).start
    )
    one, other = (find_within("agreed to open", first, [[span]]) for span in ((0, 38), (40, 63)))
    assert one
    assert other
    assert one.end < other.start
