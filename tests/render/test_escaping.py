"""Text stays text: whatever a source or an outline says, no reader of a document takes it for more."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefgen.build import Settings, build
from briefgen.proof.tagged import read_structure
from briefgen.prose import (
    BlockQuote,
    Call,
    Code,
    Emph,
    Heading,
    LineBreak,
    Link,
    List,
    Paragraph,
    Str,
    Strong,
    Super,
    Table,
)
from briefgen.render.markdown import MarkdownWriter, escaped, escaped_inside
from tests.forge import project, weasyprint_leaves_a_file_open
from tests.render.dialects import by_forge, by_pandoc, squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STARTS = [
    "1.",
    "1)",
    "(1)",
    "#.",
    "(@)",
    "(@x)",
    "-",
    "+",
    "*",
    "#",
    "##",
    ">",
    "|",
    ":",
    "~",
    "%",
    ":::",
    "===",
    "---",
    "~~~",
    "```",
    "I.",
    "i)",
    "A.",
    "p.",
    "B)",
    "ivx.",
    "[^1]:",
    "[x]:",
    "*[x]:",
    "+---+",
    "|--|--|",
    "--|--",
    ":-:",
    "[x]",
    "Table:",
    "%%",
]
SIGNS = [
    *[
        "\\",
        "\\\\",
        "[^1]",
        "^[note]",
        "@id",
        "[@id]",
        "-@id",
        "@{id}",
        "@",
        "$",
        "$x$",
        "$$x$$",
        "\\begin{a}x\\end{a}",
        "\\(x\\)",
        "&amp;",
        "&#38;",
    ],
    *[
        "&nbsp;",
        "&",
        "<a>",
        "</a>",
        "<!--x-->",
        "<b",
        "<",
        "<a@b.cc>",
        "<https://x.y>",
        "https://x.y/_a_",
        "www.a.b",
        "a@b.cc",
    ],
    *[
        "`x`{=html}",
        "`x",
        "{=html}",
        "{.c}",
        "{",
        "}",
        "[",
        "]",
        "]",
        "[x](y)",
        "![x](y)",
        "[x]{.y}",
        "(x)",
        "!",
    ],
    *[
        "_x_",
        "_",
        "__",
        "*x*",
        "**",
        "~x~",
        "~~x~~",
        "^x^",
        "^",
        "==x==",
        "'",
        '"',
        "...",
        "--",
        "/",
        ";",
        ":",
    ],
]
SPACES = ["\u00a0", "\u2003", "\u3000", "\u2028", "\t", "\n", "\n\n", "    ", "\x85"]
WORDS = ["x", "A", "é", "漢字", "7", "¶"]
PIECES = [*STARTS, *SIGNS, *SPACES, *WORDS]

ALONE = [*PIECES, *(each + more for each in PIECES for more in (" x", "x"))]
AFTER = [word + each for each in PIECES for word in ("x ", "x")]
PAIRS = [
    first + second for number, first in enumerate(PIECES) for second in PIECES[number % 19 :: 19]
]
TEXTS = [each for each in (*ALONE, *AFTER, *PAIRS) if each.strip()]

WRITER = MarkdownWriter(tags=False)
NOTE = "\n\n[^1]: Note.\n\n[^2]: Last.\n"


def written(*nodes: object) -> str:
    return str(WRITER.blocks((Paragraph(nodes),)))


def block(make: Callable[[Str], object]) -> Callable[[str], str]:
    return lambda text: f"First.\n\n{WRITER.blocks((make(Str(text)),))}\n\nLast.\n"


def item(text: Str) -> tuple[Paragraph, ...]:
    return (Paragraph((text,)),)


PLACES: dict[str, Callable[[str], str]] = {
    "a value of a template": lambda text: str(escaped(text)),
    "two paragraphs": lambda text: f"First.\n\n{written(Str(text))}\n\n{escaped(text)}\n\nLast.\n",
    "a title": lambda text: f"# {WRITER.inline((Str(text),))}\n\n{escaped(text)}\n",
    "a heading": block(lambda text: Heading(1, (text,))),
    "a numbered heading": lambda text: f"## 1. {WRITER.inline((Str(text),))}\n",
    "a quotation": block(lambda text: BlockQuote(item(text))),
    "a list": block(lambda text: List((item(text), item(text)))),
    "a numbered list": block(lambda text: List((item(text), item(text)), 1, False)),
    "a table": block(
        lambda text: Table(((text,), (Str("h"),)), (((Str("r"),), (text,)),), ("", ""))
    ),
    "blocks in a cell": lambda text: (
        f"| h | h |\n| --- | --- |\n| r | {WRITER.cell(item(Str(text)))} |\n"
    ),
    "words in bold": lambda text: (
        f"**Figure 1. {WRITER.inline((Str(f'f {text}'),))}** {escaped(text)}\n"
    ),
    "a label": lambda text: f"- **{escaped_inside(f'f {text}')}:** {escaped(text)}\n",
    "a speaker": lambda text: f"- “{WRITER.cell((Str(text),))}” ({escaped(text)})\n",
    "before and after a note": lambda text: (
        written(Str(text), Call(1, (), "note-1"), Str(text), Call(2, (), "note-2")) + NOTE
    ),
    "a note": lambda text: f"x[^1]\n\n[^1]: {WRITER.inline((Str(text),))} “{escaped(text)}”\n",
    "beside emphasis": lambda text: written(Str(text), Emph((Str("m"),)), Str(text)),
    "in emphasis": lambda text: written(Str("a "), Strong((Str(text),)), Str(" b")),
    "beside code": lambda text: written(Str(text), Code("m"), Str(text)),
    "in and after a link": lambda text: written(
        Str("a "), Link("https://x.org/", (Str(text),)), Str(text)
    ),
    "beside a raised letter": lambda text: written(Str(text), Super((Str(text),)), Str(text)),
    "two lines": lambda text: written(Str(text), LineBreak(), Str(text)),
}
"""What a document does with a text, each time as it stands in Markdown."""

SAMPLE = "Qqqq"


def expected(place: str, text: str, sample: str) -> str:
    """What is to be read where ``text`` stands in ``place``, from what is read of a harmless one."""
    return squeezed(sample).replace(SAMPLE, squeezed(text))


def shown(text: str) -> str:
    return re.sub(r"-+", "-", text)


@pytest.mark.parametrize("place", PLACES)
def test_no_text_is_markup_to_a_forge(place: str) -> None:
    write = PLACES[place]
    harmless = by_forge(write(SAMPLE))
    assert SAMPLE in harmless.text
    for text in TEXTS:
        found = by_forge(write(text))
        assert found.kinds == harmless.kinds, write(text)
        assert squeezed(found.text) == shown(expected(place, text, harmless.text)), write(text)


@pytest.mark.parametrize("place", PLACES)
def test_no_text_is_markup_to_pandoc(place: str, tmp_path: Path) -> None:
    write = PLACES[place]
    harmless, *read = by_pandoc([write(text) for text in (SAMPLE, *TEXTS)], tmp_path)
    assert SAMPLE in harmless.text
    for text, found in zip(TEXTS, read, strict=True):
        assert found.kinds == harmless.kinds, write(text)
        assert squeezed(found.text) == shown(expected(place, text, harmless.text)), write(text)


LONGER = st.lists(st.sampled_from(PIECES), min_size=2, max_size=8).map("".join).filter(str.strip)


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from([*PLACES]), LONGER), min_size=100, max_size=200))
def test_no_longer_text_is_markup(tmp_path: Path, cases: list[tuple[str, str]]) -> None:
    texts = [PLACES[place](text) for place, text in cases]
    samples = dict(
        zip(PLACES, by_pandoc([w(SAMPLE) for w in PLACES.values()], tmp_path), strict=True)
    )
    for (place, text), one, other in zip(
        cases, by_pandoc(texts, tmp_path), map(by_forge, texts), strict=True
    ):
        for found, harmless in ((one, samples[place]), (other, by_forge(PLACES[place](SAMPLE)))):
            assert found.kinds == harmless.kinds, PLACES[place](text)
            assert squeezed(found.text) == shown(expected(place, text, harmless.text))


# A whole brief, each of whose texts tries to be more.

FORGED = """\
title: "The talks %(prose)s"
standfirst: "A line %(prose)s"
language: en-US
published: 2024-05-06
version: "1 %(text)s"
series: "S %(text)s"
authors: ["Desk %(text)s"]
contact: "C %(text)s"
license: "L %(text)s"
key_judgments:
  - {text: It holds., likelihood: likely, confidence: moderate}
sections:
  - id: lane
    title: "The lane %(prose)s"
    passages:
      all: {seed: evil, paragraph: 2, kind: opinion, speaker: "insurers %(text)s"}
      more: {seed: evil, paragraph: 3, kind: statement, speaker: "officers %(text)s"}
    body: |
      Insurers doubt it [@all], officers do not [@more]. %(prose)s

      | a | b |
      |---|---|
      | c %(prose)s | d |

    gaps: "Nothing %(prose)s"
    judgment: "We agree %(prose)s"
    figures:
      - {timeline: true, title: "When %(prose)s"}
      - {comparison: [all, more], title: "What %(prose)s"}
      - {coverage: true, title: "Where %(prose)s"}
timeline:
  - {date: "2024", text: "They met [@all]. %(prose)s", label: Met}
differences:
  - {matter: "M %(prose)s", passages: [all, more], used: "Both. %(prose)s"}
recommendations: ["Wait. %(prose)s"]
questions: ["When? %(prose)s"]
glossary: {"T %(text)s": "A way %(prose)s"}
changes: [{date: 2024-05-06, text: "First %(prose)s"}]
audiences:
  desk: {template: full, marking: "M %(text)s", to: "T %(text)s", purpose: "P %(text)s"}
"""
FORGED_SOURCES = """\
evil:
  file: evil.txt
  csl:
    type: article
    title: "Talk %(text)s"
    author: [{literal: "Q %(text)s"}]
    publisher: "P %(text)s"
  kind: commentary
  standpoint: "S %(text)s"
  reliability: C
  reliability_reason: "R %(text)s"
  note: "N %(text)s"
"""
FORGED_SEED = "By a writer\n\nInsurers say %(seed)s so\n\nOfficers say %(seed)s too\n"

PLAIN = {"text": "plain", "prose": "plain", "seed": "plain"}
MARKED = (
    "[^1] [^1]: Note. @evil [@evil] # H ## H <h1>H</h1> <script>alert(1)</script> <!-- c "
    "[l](javascript:alert(1)) ![i](x.png) $x$ `c`{=html} {.c} ::: x **b** _e_ ~s~ ^s^ | c | "
    "&lt;b&gt; {{ 7 * 7 }} {%% set doc = 1 %%} </p></td></tr></table></blockquote> #note-1 ]]>"
).replace("%%", "%")
WILD = {
    "text": MARKED,
    # Marks of CommonMark are the author's own in prose; what is none is text there too.
    "prose": "<h1>H</h1> <script>alert(1)</script> <!-- $x$ ::: ^[n] {=html} ~s~ {{ 7 * 7 }} #note-1",
    "seed": f"1. x # y > z --- {MARKED}",
}


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        self.targets += [value for name, value in attrs if name in ("href", "src", "action")]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a harmless brief, and of the same with wild texts, by their suffix."""
    made = []
    for texts in (PLAIN, WILD):
        folder = tmp_path_factory.mktemp("brief")
        quoted = {
            key: text.replace("\\", "\\\\").replace('"', '\\"') for key, text in texts.items()
        }
        outline = project(folder, FORGED % {**quoted}, sources=FORGED_SOURCES % quoted)
        (folder / "seeds" / "evil.txt").write_text(FORGED_SEED % texts, "utf-8")
        with weasyprint_leaves_a_file_open():
            built = build(outline, folder / "out", Settings(formats=("pdf", "md", "html", "docx")))
        assert not built.stopped, [(f.rule, f.message, f.detail) for f in built.findings]
        made.append({file.suffix: file.read_bytes() for file in built.files})
    return made[0], made[1]


def test_a_forged_brief_has_no_more_in_its_markdown(pair, tmp_path: Path) -> None:
    plain, wild = (each[".md"].decode() for each in pair)
    assert wild.count("alert(1)") > 20
    assert by_forge(wild).kinds == by_forge(plain).kinds
    one, other = by_pandoc([plain, wild], tmp_path)
    assert other.kinds == one.kinds


def test_a_forged_brief_has_no_more_in_its_page(pair) -> None:
    plain, wild = (Elements(each[".html"].decode()) for each in pair)
    assert wild.found == plain.found
    assert wild.ids == plain.ids
    assert len(set(wild.ids)) == len(wild.ids)
    assert wild.targets == plain.targets
    assert all(target.startswith(("#", "data:", "https:", "mailto:")) for target in wild.targets)


def tree(data: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(data)) as file:
        for tag in read_structure(file).tags:
            yield tag.name if tag.name not in ("Span", "NonStruct") else ""


def test_a_forged_brief_has_no_more_in_its_pdf(pair) -> None:
    plain, wild = (list(filter(None, tree(each[".pdf"]))) for each in pair)
    assert len(plain) > 100
    assert wild == plain


def parts(data: bytes) -> dict[str, list[str]]:
    """The elements of each part of a Word file that has text, and where its links lead."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {
            name: re.findall(r"<([\w:]+)", file.read(name).decode())
            for name in file.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_a_forged_brief_has_no_more_in_its_word_file(pair) -> None:
    plain, wild = (parts(each[".docx"]) for each in pair)
    assert len(plain["word/document.xml"]) > 500
    assert wild == plain
