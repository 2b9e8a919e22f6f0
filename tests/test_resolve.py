"""Each way in which a passage, a citation or a quotation cannot be bound, and what is said of it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from briefgen.examine import examine
from tests.project import write

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.brief import Quotation
    from briefgen.examine import Examined

SOURCES = """\
port:
  file: port.txt
  csl: {type: webpage, title: Harbor talks}
  repairs:
    - {paragraph: 4, from: togetherfrom, to: together from}
gazette:
  file: gazette.txt
  csl: {type: webpage, title: Both navies}
kyodo:
  file: kyodo.txt
  csl: {type: webpage, title: 共同}
"""
PORT = """\
The ministers agreed on May 4 to reopen the shipping lane, which had been closed since the spring.

“We will not close the harbor to any flag, unless both parliaments ask for it,” says the joint text.

Both sides will meet again in the autumn. Both sides will meet again in the spring.

Both navies will patrol the lane togetherfrom June, officers said.
"""
GAZETTE = """\
Fishing villages along the coast fear that the patrols leave no room for their boats.

Insurers call the plan a gift to smugglers.
"""
KYODO = "日米両政府は二十八日、東京で外務防衛担当閣僚会合を開いた。\n\n共同声明は在日米軍の再編を明記した。\n"

PASSAGES = """\
      lane: {seed: port, quote: agreed on May 4 to reopen the shipping lane}
      flag: {seed: port, paragraph: 2}
      patrol: {seed: port, paragraph: 4}
      fear: {seed: gazette, paragraph: 1}
      talks: {seed: kyodo, paragraph: 1}
"""
HEAD = "title: {title}\nsections:\n  - id: s\n    title: {heading}\n    passages:\n"


def project(
    folder: Path, body: str, passages: str = PASSAGES, title: str = "T", heading: str = "S"
) -> Path:
    """An outline with ``body`` from its twelfth line on (with the usual passages), column 7."""
    text = HEAD.format(title=title, heading=heading) + passages
    text += "    body: |\n" + textwrap.indent(body, " " * 6) + "\n"
    return write(
        folder,
        {
            "seeds/sources.yaml": SOURCES,
            "seeds/port.txt": PORT,
            "seeds/gazette.txt": GAZETTE,
            "seeds/kyodo.txt": KYODO,
            "briefs/brief.yaml": text,
        },
    )


def errors(examined: Examined) -> list[tuple[int, int, str, str, str]]:
    """Line, column, rule, message and hint of each error."""
    return [
        (f.place.line, f.place.column, f.rule, f.message, f.hint)
        for f in examined.findings
        if f.severity == "error"
    ]


def quoted(examined: Examined) -> list[Quotation]:
    (brief,) = examined.briefs
    return [q for field in brief.fields for s in field.sentences for q in s.quotations]


CITATIONS = {
    "unknown id": (
        "The lane is open [@lame].",
        (12, 24, "unknown-passage", "no passage or seed is called `lame`", "did you mean `lane`?"),
    ),
    "one unknown id of two": (
        "The lane is open [@lane; see @lame].",
        (12, 24, "unknown-passage", "no passage or seed is called `lame`", "did you mean `lane`?"),
    ),
    "a whole document": (
        "The lane\nis open [@port].",
        (
            13,
            15,
            "unknown-passage",
            "`port` is a whole document: a citation leads to a paragraph of it",
            "[@port, para. 1], or the id of a passage",
        ),
    ),
    "a paragraph beyond the end": (
        "The lane is open [@port, para. 5].",
        (
            12,
            24,
            "unknown-passage",
            "`port` has no paragraph 5; its last is 4",
            "count the paragraphs of port.txt, title and byline too",
        ),
    ),
    "paragraphs beyond the end": (
        "The lane is open [@port, paras. 3-9].",
        (
            12,
            24,
            "unknown-passage",
            "`port` has no paragraph 5; its last is 4",
            "count the paragraphs of port.txt, title and byline too",
        ),
    ),
    "a paragraph of a passage that stands in another": (
        "The lane is open [@lane, para. 2].",
        (
            12,
            24,
            "unknown-passage",
            "the passage `lane` stands in paragraph 1, not 2",
            "[@lane]",
        ),
    ),
    "an id without brackets": (
        "As @lane says, the lane is open [@lane].",
        (
            12,
            10,
            "wrong-value",
            "`@lane` without brackets is text, not a citation",
            "[@lane]",
        ),
    ),
    "a paragraph's place under another name": (
        "The lane is open [@port, p. 2].",
        (
            12,
            24,
            "unknown-passage",
            "`port` is a whole document: a citation leads to a paragraph of it",
            "[@port, para. 2], or the id of a passage",
        ),
    ),
    "a document that is there and was not meant": (
        "The lane is open [@prot, para. 1].",
        (12, 24, "unknown-passage", "no passage or seed is called `prot`", "did you mean `port`?"),
    ),
    "an id in round brackets": (
        "The lane is open (@lane).",
        (12, 25, "wrong-value", "`@lane` without brackets is text, not a citation", "[@lane]"),
    ),
    "a document without brackets": (
        "The lane is open, @port, para. 2.",
        (
            12,
            25,
            "wrong-value",
            "`@port` without brackets is text, not a citation",
            "[@port, para. 2]",
        ),
    ),
    "a bracket that is not closed": (
        "The lane is open [@port, para. 2. So it is.",
        (
            12,
            24,
            "wrong-value",
            "`[@port, para. 2` opens a citation that is not closed with `]`",
            "[@port, para. 2]",
        ),
    ),
    "brackets without the sign": (
        "The lane is open [port, para. 2].",
        (
            12,
            24,
            "wrong-value",
            "`[port, para. 2]` without `@` is text, not a citation",
            "[@port, para. 2]",
        ),
    ),
}


@pytest.mark.parametrize(("body", "said"), CITATIONS.values(), ids=CITATIONS)
def test_a_citation_that_leads_nowhere(
    tmp_path: Path, body: str, said: tuple[int, int, str, str, str]
) -> None:
    assert errors(examine(project(tmp_path, body))) == [said]


@pytest.mark.parametrize(
    "body",
    [
        "The lane is open [@port, para. 1].",
        "The lane is open [@port, paras. 1-3].",
        "The lane is open [see @lane, para. 1; @fear].",
        "Write to lane@port.example or @nobody [@lane].",
    ],
)
def test_what_leads_somewhere_is_not_reported(tmp_path: Path, body: str) -> None:
    assert errors(examine(project(tmp_path, body))) == []


PLACES = {
    "unknown seed": (
        "{seed: prot, paragraph: 1}",
        ("unknown-seed", 20, "`sources.yaml` has no source document `prot`"),
        "did you mean `port`?",
    ),
    "paragraph beyond the end": (
        "{seed: port, paragraph: 9}",
        ("unknown-passage", 37, "`port` has no paragraph 9; its last is 4"),
        "count the paragraphs of port.txt, title and byline too",
    ),
    "other words": (
        "{seed: port, quote: agreed on May 5 to reopen}",
        ("quote-not-found", 33, "`port` (source A) does not have these words"),
        "copy the words from port.txt",
    ),
    "two words": (
        "{seed: port, quote: shipping lane}",
        ("quote-too-short", 33, "`shipping lane` has fewer than three words"),
        "quote more of the sentence",
    ),
    "twice": (
        "{seed: port, quote: Both sides will meet again}",
        ("ambiguous-quote", 33, "these words stand 2 times in `port` (source A)"),
        "quote more, or choose one with `paragraph:`, `after:` or `before:`",
    ),
    "in another paragraph": (
        "{seed: port, paragraph: 2, quote: agreed on May 4}",
        ("quote-not-found", 47, "these words stand in paragraph 1 of `port` (source A)"),
        "paragraph: 1",
    ),
    "across paragraphs": (
        "{seed: port, quote: closed since the spring ... any flag unless}",
        ("quote-not-found", 33, ""),
        "copy the words from port.txt",
    ),
    "parts of two paragraphs": (
        "{seed: port, quote: closed since the spring ... says the joint text}",
        ("quote-not-found", 33, "the parts of this quotation stand in several paragraphs"),
        "make a passage of each, or write `span: true`",
    ),
    "parts in another order": (
        "{seed: port, quote: reopen the shipping lane ... ministers agreed on}",
        ("quote-not-found", 33, "the parts of this quotation do not stand in this order"),
        "quote them as they stand",
    ),
    "words to find it by that are not there": (
        "{seed: port, quote: Both sides will meet again, after: in the winter}",
        ("quote-not-found", 33, "`in the winter` does not stand there beside the quotation"),
        "`after:` and `before:` take words of the source",
    ),
}


@pytest.mark.parametrize(("entry", "said", "hint"), PLACES.values(), ids=PLACES)
def test_a_passage_that_is_not_found(
    tmp_path: Path, entry: str, said: tuple[str, int, str], hint: str
) -> None:
    """It is reported once, where it stands; what cites it is not."""
    rule, column, message = said
    body = 'The sides "agreed on May 4" to it [@gone]. It is open [@gone; @lane].'
    ((line, at, found, said_, hinted),) = errors(
        examine(project(tmp_path, body, f"      gone: {entry}\n{PASSAGES}"))
    )
    assert (line, at, found, hinted) == (6, column, rule, hint)
    assert message in said_


def test_a_misquote_beside_a_passage_that_is_not_found_is_told_all_the_same(
    tmp_path: Path,
) -> None:
    """The document is known, so it can be said that it does not have these words."""
    passages = f"      gone: {{seed: port, quote: agreed on May 5 to reopen}}\n{PASSAGES}"
    body = 'The sides "agreed on May 4" to it [@gone]. They "will meet again in winter" [@gone].'
    examined = examine(project(tmp_path, body, passages))
    assert [error[:3] for error in errors(examined)] == [
        (6, 33, "quote-not-found"),
        (13, 56, "misquote"),
    ]


# Words in quotation marks.


@pytest.mark.parametrize("citation", ["@lame", "@port", "@port, para. 9", "@lane, para. 2"])
def test_words_with_a_citation_that_leads_nowhere_are_not_reported_too(
    tmp_path: Path, citation: str
) -> None:
    body = f'They "agreed on May 4 to reopen" it [{citation}].'
    assert [error[2] for error in errors(examine(project(tmp_path, body)))] == ["unknown-passage"]


NO_CITATION = "words in quotation marks, and the sentence cites no passage that has them"

MISQUOTES = {
    "in a sentence without a citation": (
        'They "agreed on May 4 to reopen" it. So it is said [@lane].',
        (12, 13, "misquote", NO_CITATION, "end the sentence with the citation, such as [@passage]"),
    ),
    "words of another passage": (
        'The villages "agreed on May 4 to reopen" it [@fear; @flag].',
        (
            12,
            21,
            "misquote",
            "these words stand in paragraph 1 of `port`, but in no passage that the sentence cites",
            "cite it: [@lane]",
        ),
    ),
    "words of a paragraph that no passage has": (
        'They "will meet again in the autumn" [@lane].',
        (
            12,
            13,
            "misquote",
            "these words stand in paragraph 3 of `port`, but in no passage that the sentence cites",
            "cite it: [@port, para. 3]",
        ),
    ),
    "more words than the passage has": (
        'They "reopen the shipping lane, which had been closed" [@lane].',
        (
            12,
            13,
            "misquote",
            "these words stand in paragraph 1 of `port`, but in no passage that the sentence cites",
            "cite it: [@port, para. 1]",
        ),
    ),
    "words of nobody": (
        'They "agreed to close the shipping lane" [@lane; @fear].',
        (
            12,
            13,
            "misquote",
            "no passage that this sentence cites has these words (`port` or `gazette`)",
            "quote the source as it stands, or take the quotation marks away and say it in your own "
            "words",
        ),
    ),
    "parts in another order": (
        'They "any flag, unless both ... not close the harbor" [@flag].',
        (
            12,
            13,
            "misquote",
            "the parts of this quotation do not stand in this order in `port`",
            "quote them as they stand",
        ),
    ),
    "a short part": (
        'They "agreed ... to reopen the shipping lane" [@lane].',
        (
            12,
            13,
            "quote-too-short",
            "`agreed`, a part of this quotation, has fewer than three words",
            "quote more on that side of the ellipsis",
        ),
    ),
    "in a heading": (
        '## They "agreed on May 5 to reopen" it [@lane]',
        (
            12,
            16,
            "misquote",
            "no passage that this sentence cites has these words (`port`)",
            "quote the source as it stands, or take the quotation marks away and say it in your own "
            "words",
        ),
    ),
    "in a block quotation": (
        "It says [@flag]:\n\n> We will close the harbor to any flag",
        (
            14,
            9,
            "misquote",
            "no passage that this sentence cites has these words (`port`)",
            "quote the source as it stands, or take the quotation marks away and say it in your own "
            "words",
        ),
    ),
    "in a row of a table": (
        '| Who | What |\n| --- | --- |\n| Ministers | they "agreed on May 5 to reopen" it [@lane] |',
        (
            14,
            27,
            "misquote",
            "no passage that this sentence cites has these words (`port`)",
            "quote the source as it stands, or take the quotation marks away and say it in your own "
            "words",
        ),
    ),
    "with a citation in another row": (
        '| A | "agreed on May 4 to reopen" |\n| --- | --- |\n| B | [@lane] |',
        (12, 14, "misquote", NO_CITATION, "end the sentence with the citation, such as [@passage]"),
    ),
    "Chinese characters": (
        "声明は「東京で外務経済担当閣僚会合を開いた」とした [@talks]。",
        (
            12,
            11,
            "misquote",
            "no passage that this sentence cites has these words (`kyodo`)",
            "quote the source as it stands, or take the quotation marks away and say it in your own "
            "words",
        ),
    ),
}


@pytest.mark.parametrize(("body", "said"), MISQUOTES.values(), ids=MISQUOTES)
def test_words_that_nothing_cited_has(
    tmp_path: Path, body: str, said: tuple[int, int, str, str, str]
) -> None:
    assert errors(examine(project(tmp_path, body))) == [said]


def test_the_nearest_words_of_all_that_is_cited_are_shown(tmp_path: Path) -> None:
    body = 'They "fear that patrols leave no room for their boats" [@lane; @fear].'
    (finding,) = [f for f in examine(project(tmp_path, body)).findings if f.severity == "error"]
    assert finding.detail.startswith("closest is paragraph 1 of `gazette`:\nquote: ")


PROVED = {
    "a sentence": ('They "agreed on May 4 to reopen" it [@lane].', ["lane"]),
    "two sources in one sentence": (
        'They "agreed on May 4 to reopen" it, but villages "fear that the patrols leave no room" '
        "[@lane; @fear].",
        ["lane", "fear"],
    ),
    "two sentences inside the marks": (
        'They said: "Both sides will meet again in the autumn. Both sides will meet again in the '
        'spring." [@port, para. 3].',
        ["port"],
    ),
    "a citation after the full stop": ('They "agreed on May 4 to reopen" it. [@lane]', ["lane"]),
    "a heading": ('## They "agreed on May 4 to reopen" it [@lane]', ["lane"]),
    "a row of a table, cited in another cell": (
        '| Who | What | Where |\n| --- | --- | --- |\n| A | "agreed on May 4 to reopen" | [@lane] |',
        ["lane"],
    ),
    "a list": ('- They "agreed on May 4 to reopen" it [@lane].', ["lane"]),
    "a block quotation that cites": (
        "> We will not close the harbor to any flag [@flag]",
        ["flag"],
    ),
    "a block quotation cited by what leads to it": (
        "The text says [@flag]:\n\n> We will not close the harbor to any flag",
        ["flag"],
    ),
    "marks inside marks": (
        "One read: \"'We will not close the harbor to any flag, unless both parliaments ask for it,' "
        'says the joint text" [@flag].',
        ["flag"],
    ),
    "a repaired word": ('Navies "will patrol the lane together from June" [@patrol].', ["patrol"]),
    "Chinese characters": (
        "声明は「東京で外務防衛担当閣僚会合を開いた」とした [@talks]。",
        ["talks"],
    ),
    "guillemets": ("They « agreed on May 4 to reopen » it [@lane].", ["lane"]),
    "words marked as emphasized": (
        'They "agreed on *May 4* to **reopen** the shipping lane" [@lane].',
        ["lane"],
    ),
}


@pytest.mark.parametrize(("body", "proof"), PROVED.values(), ids=PROVED)
def test_words_that_are_proved(tmp_path: Path, body: str, proof: list[str]) -> None:
    examined = examine(project(tmp_path, body))
    assert errors(examined) == []
    found = quoted(examined)
    assert [q.citation.passage.id for q in found if q.citation is not None] == proof
    assert all(q.match is not None and q.match.printed for q in found)


def test_words_of_the_author_are_not_proved_against_the_file(tmp_path: Path) -> None:
    """What is printed comes from the source: its repair, its marks, its dashes."""
    body = 'Navies "will patrol the lane together from June" [@patrol].'
    (found,) = quoted(examine(project(tmp_path, body)))
    assert found.match is not None
    (fragment,) = found.match.fragments
    assert PORT[fragment.start : fragment.end] == "will patrol the lane togetherfrom June"
    assert found.match.printed == "will patrol the lane together from June"


def test_fewer_than_four_words_may_be_a_term(tmp_path: Path) -> None:
    body = 'The "gift to traders" is a "mere" word, some "lane of peace" [@fear].'
    examined = examine(project(tmp_path, body))
    assert errors(examined) == []
    assert [q.required for q in quoted(examined)] == [False, False, False]


def test_a_quotation_in_the_title_has_nothing_to_lead_to(tmp_path: Path) -> None:
    path = project(tmp_path, "Open [@lane].", title="'They \"agreed on May 4 to reopen\" it'")
    ((line, column, rule, message, _),) = errors(examine(path))
    assert (line, column, rule, message) == (1, 15, "misquote", NO_CITATION)


def test_the_same_passage_cited_twice_is_listed_once(tmp_path: Path) -> None:
    body = "A lane [@lane]. A fear [@fear; @lane]. And again [@port, para. 2; @port, para. 2]."
    (brief,) = examine(project(tmp_path, body)).briefs
    assert [passage.id for passage in brief.cited] == ["lane", "fear", "port"]


def test_a_miswritten_citation_is_not_told_as_an_uncited_claim_too(tmp_path: Path) -> None:
    body = "The lane is open (@lane). The port is shut."
    told = [(f.rule, f.place.column) for f in examine(project(tmp_path, body)).findings]
    assert [rule for rule, _ in told if rule in ("wrong-value", "uncited-claim")] == [
        "wrong-value",
        "uncited-claim",
    ]
    assert dict(told)["uncited-claim"] > dict(told)["wrong-value"]


def test_a_source_with_a_fault_is_not_told_as_unknown_too(tmp_path: Path) -> None:
    path = project(tmp_path, "The lane is open [@port, para. 1].")
    sources = path.parent.parent / "seeds" / "sources.yaml"
    sources.write_text(sources.read_text().replace("port.txt", "prot.txt"))
    assert {f.rule for f in examine(path).findings if f.severity == "error"} == {"missing-file"}


def test_a_passage_in_quotation_marks_of_its_own(tmp_path: Path) -> None:
    passages = (
        PASSAGES + "      late: {seed: port, quote: “Both sides will meet again in the autumn”}\n"
    )
    told = errors(examine(project(tmp_path, "It is late [@late].", passages)))
    assert [each[2:] for each in told] == [
        (
            "quote-not-found",
            "`port` (source A) has these words without the quotation marks around them",
            'write `quote: "Both sides will meet again in the autumn"`',
        )
    ]
