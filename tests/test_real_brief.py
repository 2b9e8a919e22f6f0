"""The real brief, on the real documents: green as it stands, and red wherever a quotation is touched."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from briefgen.examine import examine
from briefgen.outline import wordings
from briefgen.proof.evidence_file import read_evidence
from briefgen.proof.verify import verify
from briefgen.read.outline import read_outline
from briefgen.read.template import read_template
from briefgen.resolve import bind_passages, resolve
from briefgen.select import select, settings
from tests.word.opened import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.build import Built
    from briefgen.examine import Examined
    from briefgen.finding import Finding
    from briefgen.seed import Library

AUDIENCES = ("minister", "analyst", "legislator", "public")
WORDS = re.compile(r"\S+")


@dataclass(frozen=True)
class Quote:
    """The words of one quotation as they stand in the outline's text, ``start``..``end``."""

    start: int
    end: int
    raw: str
    marked: bool  # in quotation marks in prose; else a passage's `quote:`

    def words(self) -> list[re.Match[str]]:
        return list(WORDS.finditer(self.raw))


@dataclass(frozen=True)
class Project:
    """The real brief in a folder of its own."""

    outline: Path
    text: str
    library: Library
    examined: Examined
    quotes: tuple[Quote, ...]

    def bound(self, text: str) -> list[Finding]:
        """What binding says of the outline if its text is ``text``."""
        self.outline.write_text(text, encoding="utf-8")
        read = read_outline(self.outline)
        outline = read.value
        assert outline is not None, read.findings
        assert not read.findings
        passages, findings = bind_passages(outline, self.library)
        found = [*findings]
        for audience in outline.audiences:
            selection, gaps = select(
                outline, audience, template(outline, audience, self.outline), {}
            )
            _, loose = resolve(selection, self.library, passages)
            found += [*gaps, *loose]
        return found

    def with_edits(self, edits: dict[Quote, str]) -> str:
        """The outline's text with these quotations written otherwise."""
        text = self.text
        for quote in sorted(edits, key=lambda quote: -quote.start):
            text = text[: quote.start] + edits[quote] + text[quote.end :]
        return text


def template(outline, audience: str, path: Path):
    return _template(settings(outline, audience).template, path)


@cache
def _template(name: str, path: Path):
    return read_template(name, path).value


@pytest.fixture(scope="module")
def project(real_outline: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    examined = examine(real_outline)
    text = real_outline.read_text(encoding="utf-8")
    library = examined.library
    assert library is not None
    copy = tmp_path_factory.mktemp("touched") / real_outline.name
    return Project(copy, text, library, examined, tuple(quotes(examined, text)))


def quotes(examined: Examined, text: str) -> Iterator[Quote]:
    """Every passage's quotation and every quotation of four words or more, each once."""
    spans = set()
    for brief in examined.briefs:
        for field in brief.fields:
            for sentence in field.sentences:
                spans |= {(q.place.start, q.place.end) for q in sentence.quotations if q.required}
    yield from (Quote(*span, text[slice(*span)], True) for span in sorted(spans))
    for passage in examined.passages:
        if passage.entry is not None and passage.entry.quote is not None:
            place = passage.entry.quote.place
            yield Quote(place.start, place.end, text[place.start : place.end], False)


def test_nothing_to_report(project: Project) -> None:
    assert [f"{f.rule}: {f.message}" for f in project.examined.findings] == []
    assert tuple(b.selection.audience for b in project.examined.briefs) == AUDIENCES


def test_every_quotation_is_found(project: Project) -> None:
    """A second judge of what is a quotation: a pair of marks, in a text that is no passage."""
    prose = re.sub(r"(?m)^ +quote: (?:>-\n(?:(?: {10}.*)?\n)+|.*\n)", blanked, project.text)
    prose = re.sub(r'(?m)^ *#.*$|: ".*"$', blanked, prose)
    pairs = [m for m in re.finditer(r'"([^"]+)"', prose) if len(m[1].split()) >= 4]
    assert len(pairs) > 60
    found = {(quote.start, quote.end) for quote in project.quotes}
    assert [pair[1] for pair in pairs if pair.span(1) not in found] == []


def blanked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def inner(quote: Quote, random: Random) -> int:
    """Index of a word that is neither the first nor the last."""
    return random.randrange(1, len(quote.words()) - 1)


def instead(quote: Quote, index: int, new: str) -> str:
    word = quote.words()[index]
    return quote.raw[: word.start()] + new + quote.raw[word.end() :]


def dropped(quote: Quote, random: Random) -> str | None:
    # Of four words in quotation marks, three may be a term: nothing to prove.
    if len(quote.words()) < (5 if quote.marked else 4):
        return None
    word = quote.words()[inner(quote, random)]
    return quote.raw[: word.start()] + quote.raw[word.end() :].lstrip(" ")


def added(quote: Quote, random: Random) -> str:
    index = inner(quote, random)
    new = random.choice(("not", "very", "the", "joint", "and"))
    return instead(quote, index, f"{new} {quote.words()[index].group()}")


def swapped(quote: Quote, random: Random) -> str | None:
    words = quote.words()
    pairs = [
        (one, two)
        for one, two in pairwise(words)
        if one.group().casefold() != two.group().casefold()
    ]
    one, two = random.choice(pairs)
    between = quote.raw[one.end() : two.start()]
    return quote.raw[: one.start()] + two[0] + between + one[0] + quote.raw[two.end() :]


def changed(quote: Quote, random: Random) -> str:
    index = inner(quote, random)
    old = quote.words()[index].group()
    new = random.choice([word for word in ("may", "never", "China", "alliance") if word != old])
    return instead(quote, index, new)


def digit(quote: Quote, random: Random) -> str | None:
    places = [m.start() for m in re.finditer(r"\d", quote.raw)]
    if not places:
        return None
    at = random.choice(places)
    return quote.raw[:at] + str((int(quote.raw[at]) + 1) % 10) + quote.raw[at + 1 :]


def letter(quote: Quote, random: Random) -> str:
    at = random.choice([m.start() for m in re.finditer(r"[a-z]", quote.raw)])
    new = random.choice([c for c in "aeiourst" if c != quote.raw[at]])
    return quote.raw[:at] + new + quote.raw[at + 1 :]


def letter_lost(quote: Quote, random: Random) -> str:
    at = random.choice([m.start(1) for m in re.finditer(r"\b[A-Za-z](\w)", quote.raw)])
    return quote.raw[:at] + quote.raw[at + 1 :]


def look_alike(quote: Quote, random: Random) -> str:
    at = random.choice([m.start() for m in re.finditer("[aeopc]", quote.raw)])
    new = dict(zip("aeopc", "аеорс", strict=True))[quote.raw[at]]
    return quote.raw[:at] + new + quote.raw[at + 1 :]


def accent(quote: Quote, random: Random) -> str:
    at = random.choice([m.start() for m in re.finditer("[aeiou]", quote.raw)])
    return quote.raw[: at + 1] + "\u0301" + quote.raw[at + 1 :]


def case(quote: Quote, random: Random) -> str:
    at = random.choice([m.start() for m in re.finditer("[A-Za-z]", quote.raw)][1:])
    return quote.raw[:at] + quote.raw[at].swapcase() + quote.raw[at + 1 :]


def comma(quote: Quote, random: Random) -> str:
    """A comma that changes who is meant: put in, or taken away."""
    places = [m.start() for m in re.finditer(r",(?=\s)", quote.raw)]
    if places:
        at = random.choice(places)
        return quote.raw[:at] + quote.raw[at + 1 :]
    plain = [n for n, w in enumerate(quote.words()[:-1]) if w.group()[-1].isalnum()]
    index = random.choice(plain)
    return instead(quote, index, quote.words()[index].group() + ",")


def cut(quote: Quote, random: Random) -> str:
    """The last word broken off."""
    last = list(re.finditer(r"[A-Za-z]{2,}", quote.raw))[-1]
    return quote.raw[: last.end() - 1] + quote.raw[last.end() :]


def parts(quote: Quote) -> tuple[str, str] | None:
    """A first and a last part of three words, if there is something between them."""
    words = quote.words()
    if len(words) < 8:
        return None
    return quote.raw[words[0].start() : words[3].end()], quote.raw[words[-4].start() :]


def reversed_parts(quote: Quote, random: Random) -> str | None:
    halves = parts(quote)
    if halves is None or not halves[0][0].isalpha():
        return None
    return f"{halves[1]} ... {halves[0]}"


MUTATIONS: tuple[Callable[[Quote, Random], str | None], ...] = (
    dropped,
    added,
    swapped,
    changed,
    digit,
    letter,
    letter_lost,
    look_alike,
    accent,
    case,
    comma,
    cut,
    reversed_parts,
)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("marked", [False, True], ids=["passages", "prose"])
def test_a_touched_quotation_is_caught(
    project: Project, mutation: Callable[[Quote, Random], str | None], marked: bool
) -> None:
    """All quotations touched at once, each found out by an error on its own lines."""
    edits = {}
    for quote in project.quotes:
        edit = mutation(quote, Random(quote.raw)) if quote.marked == marked else None
        if edit is not None:
            assert edit != quote.raw
            edits[quote] = edit
    assert len(edits) >= (1 if mutation is digit else 20)
    text = project.with_edits(edits)
    errors = project.bound(text)
    missed = []
    shift = 0
    for quote, edit in sorted(edits.items(), key=lambda item: item[0].start):
        start = quote.start + shift
        shift += len(edit) - (quote.end - quote.start)
        hits = [f for f in errors if f.place.start == start and f.rule in CAUGHT]
        if not hits or hits[0].place.line != text.count("\n", 0, start) + 1:
            missed.append(edit)
    assert missed == []


def curly(quote: Quote) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", quote.raw).replace("'", "’")


def guillemets(quote: Quote) -> str | None:
    return re.sub(r'"([^"]*)"', r"«\1»", quote.raw) if '"' in quote.raw else None


def dashes(quote: Quote) -> str | None:
    return quote.raw.replace("-", "\u2011") if "-" in quote.raw.strip(">- \n") else None


def no_break_spaces(quote: Quote) -> str:
    return re.sub(r"(?<=\w) (?=\w)", "\u00a0", quote.raw)


def thin_and_double_spaces(quote: Quote) -> str:
    return re.sub(r"(?<=\w) (?=\w)", "  \u2009", quote.raw)


def soft_hyphens(quote: Quote) -> str:
    return re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", quote.raw)


def sic(quote: Quote) -> str:
    return instead(quote, 1, f"{quote.words()[1].group()} [sic]")


def emphasis(quote: Quote) -> str:
    return f"{quote.raw} [emphasis added]"


def elided(quote: Quote) -> str | None:
    # A passage that leaves words out no longer holds a quotation of them.
    halves = parts(quote) if quote.marked else None
    return f"{halves[0]} ... {halves[1]}" if halves else None


def one_bracketed(quote: Quote) -> str | None:
    """A word of the author's in place of the source's."""
    words = [n for n, word in enumerate(quote.words()[:-1]) if n and word.group().isalpha()]
    words = [n for n in words if quote.words()[n].group() not in ("no", "not")]
    return instead(quote, words[0], "[it]") if words else None


def own_comma(quote: Quote) -> str | None:
    return f"{quote.raw}," if quote.marked else None


HONEST: tuple[Callable[[Quote], str | None], ...] = (
    curly,
    guillemets,
    dashes,
    no_break_spaces,
    thin_and_double_spaces,
    soft_hyphens,
    sic,
    emphasis,
    elided,
    one_bracketed,
    own_comma,
)


@pytest.mark.parametrize("edit", HONEST, ids=lambda each: each.__name__)
def test_an_honest_edit_passes(project: Project, edit: Callable[[Quote], str | None]) -> None:
    edits = {quote: new for quote in project.quotes if (new := edit(quote)) is not None}
    assert len(edits) >= (2 if edit is guillemets else 10)
    text = project.with_edits(edits)
    assert text != project.text
    assert reported(project.bound(text)) == []


def reported(findings: list[Finding]) -> list[str]:
    return [f"{f.place.line}: {f.rule}: {f.message} {f.detail}" for f in findings]


def test_a_passage_that_leaves_words_out_is_found(project: Project) -> None:
    edits = {q: "{} ... {}".format(*ends) for q in project.quotes if (ends := parts(q))}
    found = project.bound(project.with_edits(edits))
    assert len(edits) > 40
    assert reported([f for f in found if f.rule == "quote-not-found"]) == []


def test_other_marks_around_a_quotation_pass(project: Project) -> None:
    text = project.text
    for quote in sorted(project.quotes, key=lambda quote: -quote.start):
        if quote.marked:
            text = text[: quote.start - 1] + f"“{quote.raw}”" + text[quote.end + 1 :]
    assert text.count("“") == len([quote for quote in project.quotes if quote.marked])
    assert reported(project.bound(text)) == []


def test_lines_broken_elsewhere_pass(project: Project) -> None:
    """Each word of a quotation on a line of its own, where YAML and Markdown allow it."""
    edits = {}
    for quote in project.quotes:
        line = project.text[: quote.start].rpartition("\n")[2]
        if not line.lstrip().startswith("|"):
            margin = len(line) - len(line.lstrip()) + (2 if line.lstrip().startswith("- ") else 0)
            margin += 4 if "quote:" in line else 0
            edits[quote] = re.sub(r"(?<=\w) (?=\w)", "\n" + " " * margin, quote.raw)
    assert len(edits) > 100
    assert reported(project.bound(project.with_edits(edits))) == []


def test_a_bracketed_change_of_case_at_the_start_passes(project: Project) -> None:
    edits = {}
    for quote in project.quotes:
        if quote.raw[0].isalpha():
            new = f"[{quote.raw[0].swapcase()}]{quote.raw[1:]}"
            plain = "quote:" in project.text[: quote.start].rpartition("\n")[2]
            edits[quote] = "'" + new.replace("'", "''") + "'" if plain else new
    assert len(edits) > 80
    assert reported(project.bound(project.with_edits(edits))) == []


CAUGHT = {"misquote", "quote-not-found", "quote-too-short", "ambiguous-quote"}


# What was built.


def files(built: Built, audience: str) -> dict[str, Path]:
    """The audience's files by what follows its name."""
    name = f"us-japan-2plus2-{audience}."
    return {f.name.removeprefix(name): f for f in built.files if f.name.startswith(name)}


def page_text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as file:
        pages = []
        for page in file:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
    return "\n".join(pages)


def letters(text: str) -> str:
    """Letters and digits alone: what is left whatever was set around them."""
    return re.sub(r"[\W_]+", "", text)


def test_every_audience_is_built(real_build: Built) -> None:
    assert reported(list(real_build.findings)) == []
    assert not real_build.stopped
    assert len(real_build.files) == 20
    for audience in AUDIENCES:
        made = files(real_build, audience)
        assert sorted(made) == ["docx", "evidence.json", "html", "md", "pdf"]
        assert all(file.stat().st_size > 1000 for file in made.values())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_quotation_is_on_the_page(project: Project, real_build: Built, audience: str) -> None:
    made = files(real_build, audience)
    pages = letters(page_text(made["pdf"]))
    markdown = letters(made["md"].read_text(encoding="utf-8"))
    (brief,) = (b for b in project.examined.briefs if b.selection.audience == audience)
    quoted = {q.text for f in brief.fields for s in f.sentences for q in s.quotations}
    assert len(quoted) > 7
    for text in quoted:
        assert letters(text) in pages
        assert letters(text) in markdown


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_evidence_leads_to_the_very_characters(
    real_build: Built, real_outline: Path, audience: str
) -> None:
    """Read with nothing but json and the raw files, as somebody else would."""
    made = files(real_build, audience)
    raw = made["evidence.json"].read_bytes()
    read_evidence(raw)
    seeds = {}
    for file in (real_outline.parent.parent / "seeds").glob("*.txt"):
        data = file.read_bytes()
        seeds[f"urn:sha256:{sha256(data).hexdigest()}"] = data.decode()
    items = json.loads(raw)["first"]["items"]
    assert len(items) > 10
    targets = [target for item in items for target in item["target"]]
    for target in targets:
        text = seeds[target["source"]["id"]]
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
    assert len({target["source"]["id"] for target in targets}) == 2


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_evidence_in_the_pdf_is_the_one_beside_it(real_build: Built, audience: str) -> None:
    made = files(real_build, audience)
    with pikepdf.open(BytesIO(made["pdf"].read_bytes())) as pdf:
        attached = {bytes(each.EF.F.read_bytes()) for each in pdf.Root.AF}
    assert attached == {made["evidence.json"].read_bytes()}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_stranger_can_prove_the_pdf(real_build: Built, real_outline: Path, audience: str) -> None:
    pdf = files(real_build, audience)["pdf"]
    alone = verify(pdf)
    against = verify(pdf, real_outline.parent.parent / "seeds")
    assert (alone.status, against.status) == ("proved", "proved")


def test_notes_have_the_same_numbers_in_every_format(real_build: Built) -> None:
    made = files(real_build, "analyst")
    notes = json.loads(made["evidence.json"].read_bytes())["notes"]
    numbers = [note["number"] for note in notes]
    assert numbers == list(range(1, len(notes) + 1))
    assert len(numbers) > 50
    markdown = made["md"].read_text(encoding="utf-8")
    assert [int(n) for n in re.findall(r"(?m)^\[\^(\d+)\]:", markdown)] == numbers
    assert {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", markdown)} == set(numbers)


RUN = 5
"""Words in a row that tell a text from another."""


def runs(text: str) -> set[tuple[str, ...]]:
    """Runs of words within one part of a sentence; white space and markup may stand between."""
    cited = re.sub(r"\[[^]]*@[^]]*\]", " ", text)
    parts = [re.findall(r"[\w'’-]+", part) for part in re.split(r"[^\w\s'’,*#-]+", cited)]
    return {tuple(p[at : at + RUN]) for p in parts for at in range(len(p) - RUN + 1)}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_of_another_audience_leaks(
    project: Project, real_build: Built, audience: str
) -> None:
    """Of words that only others get, no five stand in a row in any of the audience's files."""
    (brief,) = (b for b in project.examined.briefs if b.selection.audience == audience)
    outline = project.examined.outline
    selected = {text.place for field in brief.fields for text in (field.text,)}
    every = {text.place: text for each in wordings(outline) for text in each.values()}
    mine = set().union(*(runs(field.text) for field in brief.fields))
    library = [project.library.file.text, *(s.file.text for s in project.library.seeds.values())]
    library += [p.entry.speaker for p in brief.cited if p.entry and p.entry.speaker]
    sources = set().union(*(runs(text) for text in library))
    other = set().union(*(runs(text) for place, text in every.items() if place not in selected))
    secret = other - mine - sources
    assert len(secret) > 500
    made = files(real_build, audience)
    word = opened(made["docx"].read_bytes())
    texts = [made[kind].read_text(encoding="utf-8") for kind in ("md", "html", "evidence.json")]
    texts += ["\n".join(word.paragraphs(part=part)) for part in word.xml if "word/" in part]
    for text in (*texts, page_text(made["pdf"])):
        assert secret & runs(text) == set()
