"""Styles read: found by name or path, with what they name, or a finding at its line."""

import pytest

from briefgen.place import Place, Text, TextFile
from briefgen.read.style import read_style
from tests.project import write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def read(folder, name, **files):
    """The style ``name`` of an outline in ``folder`` beside ``files``."""
    styles = {f"briefs/{key.replace('__', '/')}": text for key, text in files.items()}
    path = write(folder, styles)
    file = TextFile(path, f"style: {name}\n")
    return read_style(Text(name, Place(file, 7, 7 + len(name))), path)


def told(found):
    (finding,) = found.findings
    assert found.value is None
    place = finding.place
    return (
        finding.rule,
        finding.message,
        place.file.path.name,
        place.line,
        place.column,
        finding.hint,
    )


def css(**files):
    return {f"styles__{name}.css": text for name, text in files.items()}


def names(found):
    assert found.findings == ()
    return [sheet.file.path.name for sheet in found.value.sheets]


def test_without_a_name_it_is_the_house_style(tmp_path):
    assert names(read_style(None, write(tmp_path, {}))) == ["house.css"]


@pytest.mark.parametrize("name", ["house", "memo", "journal"])
def test_a_bundled_style_stands_alone(tmp_path, name):
    assert names(read(tmp_path, name)) == [f"{name}.css"]


def test_one_s_own_begins_from_the_house_style_unless_it_says_otherwise(tmp_path):
    own = css(plain=":root { --brand: red; }", other='@import "memo";', deep='@import "other";')
    assert names(read(tmp_path, "plain", **own)) == ["house.css", "plain.css"]
    assert names(read(tmp_path, "styles/other.css", **own)) == ["memo.css", "other.css"]
    assert names(read(tmp_path, "deep", **own)) == ["memo.css", "other.css", "deep.css"]


def test_one_s_own_may_have_the_name_of_the_bundled_one_that_it_begins_from(tmp_path):
    found = read(tmp_path, "memo", **css(memo='@import "memo";\np { color: red; }'))
    assert names(found) == ["memo.css", "memo.css"]
    assert found.value.sheets[1].text(lambda asset: "") == "\np { color: red; }"


def test_a_name_that_is_none_is_told_with_the_nearest(tmp_path):
    rule, message, file, line, column, hint = told(read(tmp_path, "jurnal"))
    assert (rule, file, line, column) == ("wrong-value", "brief.yaml", 1, 8)
    assert message == "there is no style `jurnal`"
    assert "journal" in hint


@pytest.mark.parametrize("name", ["print", "tokens", "a4", "../house"])
def test_a_shared_part_is_no_style(tmp_path, name):
    assert told(read(tmp_path, name))[0] == "wrong-value"


def test_images_and_fonts_travel_with_it(tmp_path):
    sheet = ':root { --logo: url( "a/logo.svg" ); }\np { background: url(data:,x) url(#y); }\n'
    found = read(tmp_path, "mine", styles__a__logo__svg="", **css(mine=sheet))
    assert told(found)[:5] == (
        "missing-file",
        "`briefs/styles/a/logo.svg` is not there",
        "mine.css",
        1,
        17,
    )
    logo = tmp_path / "briefs" / "styles" / "a" / "logo.svg"
    logo.parent.mkdir(exist_ok=True)
    logo.write_text(SVG, encoding="utf-8")
    style = read(tmp_path, "mine", **css(mine=sheet)).value
    asset = style.sheets[1].named[0][2]
    assert (asset.name, asset.media_type, asset.data.decode()) == ("logo.svg", "image/svg+xml", SVG)
    assert style.sheets[1].text(lambda asset: "X") == sheet.replace(
        'url( "a/logo.svg" )', 'url("X")'
    )


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://example.org/logo.svg", "outside-project"),
        ("//example.org/logo.svg", "outside-project"),
        ("file:///etc/passwd", "outside-project"),
        ("../../../secret.png", "outside-project"),
        ("/etc/hostname.png", "outside-project"),
        ("logo.gif", "wrong-value"),
        ("fonts", "wrong-value"),
        ("fake.ttf", "wrong-value"),
        ("there-is-no.woff2", "missing-file"),
    ],
)
def test_what_it_may_not_name_is_told_where_it_does(tmp_path, url, rule):
    sheet = f"p {{ color: red; }}\n@font-face {{ font-family: X; src: url({url}); }}"
    (tmp_path / "briefs" / "styles").mkdir(parents=True)
    (tmp_path / "briefs" / "styles" / "fake.ttf").write_text("no font", encoding="utf-8")
    found = told(read(tmp_path, "mine", **css(mine=sheet)))
    assert (found[0], *found[2:5]) == (rule, "mine.css", 2, 35)


@pytest.mark.parametrize(
    ("sheet", "line", "column"),
    [
        ("p { color: red }\nq { color red; }", 2, 5),
        ("p { color: red;\nq { color: red; }", 1, 1),
        ("p { }\n@media print {\n  p { margin 0; }\n}", 3, 7),
        ("p { }\n}", 2, 1),
        ('p { }\n@import "memo";', 2, 1),
        ("@import url(memo.css);", 1, 1),
    ],
)
def test_what_is_no_css_is_told_at_its_line(tmp_path, sheet, line, column):
    found = told(read(tmp_path, "mine", **css(mine=sheet)))
    assert (found[0], *found[2:5]) == ("template-error", "mine.css", line, column)
    assert found[5]


def test_styles_that_begin_from_one_another_are_told(tmp_path):
    found = read(tmp_path, "styles/a.css", **css(a='@import "b.css";', b='@import "a.css";'))
    assert told(found)[:4] == ("wrong-value", "`a.css` begins from itself", "b.css", 1)
