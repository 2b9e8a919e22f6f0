"""Every fixed word of the templates comes from a catalog, and the catalogs that come with briefgen have all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

from briefgen.layout import Catalog
from briefgen.place import Place, Text, TextFile
from briefgen.read.catalog import read_catalogs
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html, render_markdown
from briefgen.resources import bundled
from tests.render.documents import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FUNCTIONS = ("_", "ngettext", "pgettext", "npgettext")
SPOKEN = ("alt", "aria-label", "aria-description", "title", "placeholder")
ASKING = ("map", "groupby", "select", "selectattr", "rejectattr", "sort", "sum", "unique")
FOLDER = bundled("templates")
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.j2"))
LANGUAGES = sorted(path.stem for path in (FOLDER / "languages").glob("*.po"))
ENGLISH = re.compile(r"[A-Za-z]{2,}")


def parsed(name: str) -> nodes.Template:
    return Environment().parse((FOLDER / name).read_text(encoding="utf-8"))


def messages(tree: nodes.Template) -> Iterator[tuple[str | None, str]]:
    """Context and words of each message."""
    for _, function, found in extract_from_ast(tree, FUNCTIONS, babel_style=False):
        parts = [part for part in found if part] if isinstance(found, tuple) else [found]
        yield (parts[0], parts[1]) if "p" in function.replace("ngettext", "") else (None, parts[0])


def unprinted(tree: nodes.Node) -> set[int]:
    """Strings that are compared, or name something, and those that a catalog translates."""
    kept = [
        call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in FUNCTIONS
    ]
    kept += tree.find_all((nodes.Compare, nodes.Getitem, nodes.Test))
    kept += [each for each in tree.find_all(nodes.Filter) if each.name in ASKING]
    kept += [pair.key for pair in tree.find_all(nodes.Pair)]
    kept += tree.find_all((nodes.Include, nodes.FromImport, nodes.Extends))
    found = {id(inner) for node in kept for inner in node.find_all(nodes.Const)}
    return found | {id(node) for node in kept}


def printed(tree: nodes.Template) -> str:
    """What a template prints of its own, in order; a line feed stands for what it prints of others."""
    asked = unprinted(tree)
    pieces = []
    for part in (part for output in tree.find_all(nodes.Output) for part in output.nodes):
        if isinstance(part, nodes.TemplateData):
            pieces.append(part.data)
        else:
            consts = [part] if isinstance(part, nodes.Const) else part.find_all(nodes.Const)
            named = {
                id(one) for call in tree.find_all(nodes.Call) for one in call.find_all(nodes.Const)
            }
            own = [const.value for const in consts if id(const) not in asked | named]
            pieces += [value for value in own if isinstance(value, str)]
            pieces.append("\n")
    return "".join(pieces)


def spoken(page: str) -> str:
    """The text of HTML, and what its attributes have a screen reader say."""
    said = re.findall(rf'(?:{"|".join(SPOKEN)})="([^"]*)"', page)
    return re.sub(r"<[^<>]*>|&\w+;", " ", "\n".join([page, *said]))


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_prints_an_english_word_of_its_own(name: str) -> None:
    tree = parsed(name)
    text = printed(tree)
    assert ENGLISH.findall(spoken(text) if ".html." in name else text) == []
    asked = unprinted(tree)
    for node in tree.find_all((nodes.Assign, nodes.For, nodes.Call)):
        for const in node.find_all(nodes.Const):
            if id(const) not in asked and isinstance(const.value, str):
                assert not re.search(r"[A-Z][a-z]|[a-z]{2} [a-z]", const.value), const.value


@pytest.mark.parametrize(
    "source",
    [
        "<p>Sources</p>",
        '<a aria-label="Back to {{ n }}">↑</a>',
        "{{ 'Sources' }}",
        "{{ 'expected' if x }}",
        "{{ x|default('none') }}",
        "{% set title = 'Sources' %}",
        "{% for a, b in [('id', 'Further reading')] %}{% endfor %}",
    ],
)
def test_such_a_word_is_seen(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__name__ + ".parsed", lambda name: Environment().parse(source))
    with pytest.raises(AssertionError):
        test_no_template_prints_an_english_word_of_its_own("x.html.j2")


SHEETS = [
    sheet
    for name in ("styles", "templates")
    for sheet in sorted((FOLDER.parent / name).rglob("*.css"))
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}")
def test_no_style_sheet_prints_an_english_word(sheet: Path) -> None:
    for value in re.findall(r"content:([^;]*);", sheet.read_text(encoding="utf-8")):
        strings = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
        assert not [one for one in strings if ENGLISH.search(re.sub(r"\\[0-9A-Fa-f]+", "", one))]


def test_templates_and_catalogs_were_found() -> None:
    assert len(TEMPLATES) > 40
    assert "ja" in LANGUAGES
    assert sum(len(list(messages(parsed(name)))) for name in TEMPLATES) > 120


def words(language: str) -> dict[tuple[str | None, str], str]:
    """What the bundled catalog says for each message, by context and English words."""
    from babel.messages.pofile import read_po

    with (FOLDER / "languages" / f"{language}.po").open("rb") as file:
        catalog = read_po(file)
    return {
        (one.context, one.id[0] if one.pluralizable else one.id): all(one.string)
        if one.pluralizable
        else bool(one.string)
        for one in catalog
        if one.id and not one.fuzzy
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_message_and_no_other(language: str) -> None:
    wanted = {found for name in TEMPLATES for found in messages(parsed(name))}
    has = words(language)
    assert wanted - {key for key, said in has.items() if said} == set()
    assert set(has) - wanted == set()


def layout(folder: Path, language: str, **catalogs: str):
    """The layout for an outline in ``folder`` in ``language`` with these catalogs beside it, and findings."""
    own = folder / "templates" / "languages"
    own.mkdir(parents=True, exist_ok=True)
    for tag, text in catalogs.items():
        (own / f"{tag.replace('_', '-')}.po").write_text(text, encoding="utf-8")
    path = folder / "brief.yaml"
    file = TextFile(path, language)
    read = read_catalogs(Text(language, Place(file, 0, len(language))), path)
    return read_layout(path, read.value).value, read.findings


@pytest.mark.parametrize("audience", ["analyst", "minister", "public", "legislator"])
def test_a_brief_in_japanese_has_no_english_word_from_a_template(
    audience: str, tmp_path: Path
) -> None:
    japanese, findings = layout(tmp_path, "ja")
    assert findings == ()
    doc = document(audience)
    for render in (render_markdown, lambda d, at: render_html(d, at, for_print=True)):
        _, found = render(doc, japanese)
        assert found == ()


def test_an_own_catalog_goes_before_the_bundled_one_message_by_message(tmp_path: Path) -> None:
    japanese, findings = layout(tmp_path, "ja-JP", ja='msgid "Notes"\nmsgstr "備考"\n')
    assert findings == ()
    text, found = render_markdown(document("analyst"), japanese)
    assert found == ()
    assert "# 付録1　資料とその評価" in text
    page, _ = render_html(document("analyst"), japanese, for_print=False)
    assert "備考</h2>" in page.html
    assert "目次</h2>" in page.html


@pytest.mark.parametrize("language", ["en", "en-GB", None])
def test_english_words_are_changed_by_a_catalog_of_a_few(
    language: str | None, tmp_path: Path
) -> None:
    own = tmp_path / "templates" / "languages"
    own.mkdir(parents=True)
    (own / "en.po").write_text('msgid "Bottom line"\nmsgstr "Key message"\n')
    path = tmp_path / "brief.yaml"
    tag = Text(language, Place(TextFile(path, language))) if language else None
    read = read_catalogs(tag, path)
    assert read.findings == ()
    text, found = render_markdown(document("analyst"), read_layout(path, read.value).value)
    assert found == ()
    assert "## Key message" in text
    assert "## Notes" not in text
    assert "## Terms used" in text


def test_what_a_catalog_lacks_is_english(tmp_path: Path) -> None:
    text = 'msgid "Sources"\nmsgstr "Heimildir"\n\nmsgid "Version"\nmsgstr ""\n'
    icelandic, findings = layout(tmp_path, "is", **{"is": text})
    assert findings == ()
    page, found = render_markdown(document("minister"), icelandic)
    assert found == ()
    assert "**Heimildir:**" in page
    assert "**Version:**" in page


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 of 1 quotation stands word for word in its source: a program compared it character"),
        (2, "2 of 2 quotations stand word for word in their sources: a program compared them"),
    ],
)
def test_one_quotation_is_spoken_of_as_one(count: int, said: str, tmp_path: Path) -> None:
    english, _ = layout(tmp_path, "en")
    doc = document("analyst")
    doc = replace(doc, report=replace(doc.report, quotations=count, quotations_proved=count))
    text, _ = render_markdown(doc, english)
    page, _ = render_html(doc, english, for_print=False)
    assert said in text
    assert said in page.html


def test_a_language_without_a_catalog_is_told_where_it_is_named(tmp_path: Path) -> None:
    _, (finding,) = layout(tmp_path, "is")
    assert finding.rule == "missing-translation"
    assert finding.place.column == 1
    assert "templates/languages/is.po" in finding.hint
    assert layout(tmp_path, "en-GB")[1] == ()
    assert [f.message for f in layout(tmp_path, "zh-TW")[1]] == [
        "the templates have no words in `zh-TW`: what they print is English"
    ]
    assert len(layout(tmp_path, "tlh")[1]) == 2  # nor does CLDR know it


def test_plural_forms_are_those_of_the_language(tmp_path: Path) -> None:
    forms = "".join(f'msgstr[{n}] "%(num)s {word}"\n' for n, word in enumerate("abc"))
    text = f'msgid "%(num)s source"\nmsgid_plural "%(num)s sources"\n{forms}'
    polish, findings = layout(tmp_path, "pl", pl=text)
    assert findings == ()
    from briefgen.render.words import Words

    count = Words(polish.catalogs, str).functions()["ngettext"]
    said = [count("%(num)s source", "%(num)s sources", n) for n in (1, 2, 5, 22)]
    assert said == ["1 a", "2 b", "5 c", "22 b"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "Notes\nmsgstr "備考"\n', 1, "no line of a PO file"),
        ('msgid "Notes"\nmsgstr 備考\n', 2, "no line of a PO file"),
        (
            'msgid "Note %(number)s"\nmsgstr "注%(nummer)s"\n',
            1,
            "unknown named placeholder 'nummer'",
        ),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "y"\n',
            1,
            "more translations than num_plurals",
        ),
        ("Notes: 備考\n", 1, "no line of a PO file"),
        (
            'msgid "Page %(page)s of %(pages)s"\nmsgstr "%(page)sページ"\n',
            1,
            "`%(pages)s` is left out",
        ),
        ('msgid "Notes"\nmsgstr "%(n)s 備考"\n', 1, "`%(n)s` is not in the original"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=boom();\\n"\n', 1, ""),
    ],
)
def test_a_broken_catalog_is_told_at_its_line(
    text: str, line: int, message: str, tmp_path: Path
) -> None:
    _, findings = layout(tmp_path, "ja", ja=text)
    assert findings
    assert findings[0].rule == "template-error"
    assert findings[0].place.line == line
    assert findings[0].message.startswith("the catalog `ja.po`: ")
    assert message in findings[0].message


def test_a_catalog_does_not_turn_the_words_of_a_brief(tmp_path: Path) -> None:
    _, findings = layout(tmp_path, "ja", ja='msgid "Notes"\nmsgstr "備\u202e考"\n')
    assert [(each.rule, each.place.line) for each in findings] == [("reordered-text", 2)]


def test_a_value_is_escaped_in_each_medium_and_markup_stays(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "full"
    own.mkdir(parents=True)
    body = "{{ _('Note %(number)s', number='<*>') }}|{{ _('Note %(number)s', number='<i>'|safe) }}"
    for kind in ("html", "md"):
        (own / f"brief.{kind}.j2").write_text(body)
    catalog = 'msgid "Note %(number)s"\nmsgstr "<*%(number)s*>"\n'
    found, _ = layout(tmp_path, "ja", ja=catalog)
    page, _ = render_html(document("analyst"), found, for_print=False)
    assert "&lt;*&lt;*&gt;*&gt;|&lt;*<i>*&gt;" in page.html
    text, _ = render_markdown(document("analyst"), found)
    assert text == "<\\*<\\*>\\*>|<\\*<i>\\*>\n"


def test_a_catalog_compiles_to_the_same_bytes_whenever(tmp_path: Path) -> None:
    first, _ = layout(tmp_path, "ja")
    second, _ = layout(tmp_path, "ja")
    assert [one.data for one in first.catalogs] == [one.data for one in second.catalogs]
    assert isinstance(first.catalogs[0], Catalog)
    assert b"1970" in first.catalogs[0].data or b"Date" not in first.catalogs[0].data


def test_the_catalog_in_the_manual_is_one(tmp_path: Path) -> None:
    manual = (FOLDER.parent / "docs" / "languages.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?m)(?:^    .*\n|^\n)+", manual)
    (text,) = (block for block in blocks if '"Language: is' in block)
    icelandic, findings = layout(tmp_path, "is", **{"is": re.sub("(?m)^    ", "", text)})
    assert findings == ()
    page, _ = render_markdown(document("minister"), icelandic)
    assert "## Heimildir" in page


def test_the_templates_in_the_manual_ask_for_words_as_templates_do(tmp_path: Path) -> None:
    manual = (FOLDER.parent / "docs" / "languages.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"(?m)(?:^    <.*\n)+", manual)
    own = tmp_path / "templates" / "full"
    own.mkdir(parents=True)
    (own / "brief.html.j2").write_text("{% set risks = [1, 2] %}" + re.sub("(?m)^    ", "", text))
    english, _ = layout(tmp_path, "en")
    page, findings = render_html(document("analyst"), english, for_print=False)
    assert findings == ()
    assert "<h2>Risks</h2>" in page.html
    assert "2 risks" in page.html
