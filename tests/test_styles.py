"""Styles: the colors that text has and stands on, and the example of docs/styling.md."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import tinycss2
import tinycss2.color3

from briefgen.build import Settings, build
from briefgen.machine.fonts import font_folders
from briefgen.machine.native import load_weasyprint
from briefgen.place import TextFile
from briefgen.read.layout import read_layout
from briefgen.render.templates import render_html
from briefgen.style import Sheet, Style
from tests.forge import weasyprint_leaves_a_file_open
from tests.project import write
from tests.render.documents import document

HOME = Path(__file__).parent.parent
STYLES = ("house", "memo", "journal")
TOKENS = (HOME / "styles" / "tokens.css").read_text(encoding="utf-8")
SCREEN = (HOME / "styles" / "screen.css").read_text(encoding="utf-8")
SHEETS = sorted([*(HOME / "styles").glob("*.css"), *(HOME / "templates").glob("*/*.css")])


def listed(head: str) -> dict[str, set[str]]:
    """The pairs of tokens.css under ``head``: what is drawn, and on what."""
    rows = TOKENS.partition(head)[2].partition("\n\n")[0].partition("*/")[0]
    return {
        name: set(on) for name, *on in (row.split() for row in rows.splitlines() if row.strip())
    }


TEXT = listed("text             on\n")
RULES = listed("rule             on\n")
GROUNDS = set(chain(*TEXT.values()))


def own(name: str) -> str:
    return (HOME / "styles" / f"{name}.css").read_text(encoding="utf-8")


def tokens(*sheets: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in sheets:
        bare = re.sub(r"(?s)/\*.*?\*/", "", sheet)
        found.update(re.findall(r"--([\w-]+):\s*([^;}]+?)\s*[;}]", bare))
    return found


def color(name: str, values: dict[str, str]) -> Any:
    value = values[name]
    while named := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = values[named[1]]
    return tinycss2.color3.parse_color(value)


def contrast(text: Any, ground: Any) -> float:
    """By WCAG 2: relative luminance of sRGB, (L1 + 0.05) / (L2 + 0.05)."""

    def light(rgb: Any) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((light(text), light(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def dark() -> str:
    return re.split(r"@media [^{]*prefers-color-scheme: dark\) \{", SCREEN)[1].partition("\n}\n")[0]


DRESSES = {
    **{name: tokens(TOKENS, own(name)) for name in STYLES},
    **{f"{name} in the dark": tokens(TOKENS, own(name), dark()) for name in STYLES},
}


def test_the_pairs_were_found() -> None:
    assert {"ink", "muted", "link", "on-band"} <= set(TEXT)
    assert {"paper", "tint", "judgment", "marked", "band", "shade", "brand"} == GROUNDS
    assert len(SHEETS) >= 10
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert len(tokens(dark())) > 12


@pytest.mark.parametrize("name", DRESSES)
def test_text_can_be_read_on_all_that_it_stands_on(name: str) -> None:
    values = DRESSES[name]
    found = {
        (text, ground): contrast(color(text, values), color(ground, values))
        for text, grounds in TEXT.items()
        for ground in grounds
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", DRESSES)
def test_a_rule_that_means_something_can_be_seen(name: str) -> None:
    values = DRESSES[name]
    for rule, grounds in RULES.items():
        for ground in grounds:
            assert contrast(color(rule, values), color(ground, values)) >= 3, (rule, ground)


def declarations(nodes: list[Any]) -> Any:
    """Every declaration below the rules ``nodes``."""
    for node in nodes:
        if node.type == "declaration":
            yield node
        elif getattr(node, "content", None):
            at = node.type == "at-rule" and node.lower_at_keyword in ("media", "supports")
            parse = tinycss2.parse_rule_list if at else tinycss2.parse_blocks_contents
            yield from declarations(parse(node.content, True, True))


def sheet(path: Path) -> list[Any]:
    rules = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), True, True)
    return list(declarations(rules))


@pytest.mark.parametrize(
    "path",
    [s for s in SHEETS if s.name != "screen.css"],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_every_color_of_paper_is_one_of_the_pairs(path: Path) -> None:
    # Those of the screen are computed by a browser (axe), in tests/render.
    for it in sheet(path):
        words = tinycss2.serialize(it.value).split()
        if it.name.startswith("--"):
            continue
        if it.lower_name == "color":
            (name,) = re.findall(r"^(?:var\(--([\w-]+)\)|inherit)$", " ".join(words))
            assert name in {"", *TEXT}, f"{path.name}:{it.source_line}"
        elif it.lower_name in ("background", "background-color"):
            names = set(re.findall(r"var\(--([\w-]+)\)", " ".join(words))) - {"logo", "band-logo"}
            assert names <= GROUNDS, f"{path.name}:{it.source_line}"
        for token in words:
            assert not token.startswith("#"), f"{path.name}:{it.source_line}: a color of its own"


def test_every_token_that_is_used_is_there() -> None:
    given = set(chain(*(tokens(path.read_text(encoding="utf-8")) for path in SHEETS)))
    for path in SHEETS:
        text = re.sub(r"(?s)/\*.*?\*/", "", path.read_text(encoding="utf-8"))
        assert set(re.findall(r"var\(--([\w-]+)", text)) <= given, path.name


def grounds_of(box: Any, ground: Any = None) -> Any:
    """Color of each text of a laid-out page, with the ground that it stands on, if it has one."""
    if getattr(box, "style", None) is not None:
        here = box.style["background_color"]
        if here is not None and getattr(here, "alpha", 0):
            ground = here
        if getattr(box, "text", "").strip():
            yield tuple(box.style["color"][:3]), tuple(ground[:3]) if ground else (1, 1, 1)
    for child in getattr(box, "children", ()):
        yield from grounds_of(child, ground)


@pytest.mark.parametrize("style", STYLES)
def test_no_text_of_a_page_stands_on_what_no_pair_names(style: str) -> None:
    weasyprint = load_weasyprint()
    values = DRESSES[style]
    known = {
        (tuple(color(text, values)[:3]), tuple(color(ground, values)[:3]))
        for text, grounds in TEXT.items()
        for ground in grounds
    }
    layout = read_layout(Path("nowhere") / "brief.yaml").value
    assert layout
    file = TextFile(HOME / "styles" / f"{style}.css", own(style))
    layout = replace(layout, style=Style(style, (Sheet(file),)))
    met = set()
    for audience in ("analyst", "minister", "public", "legislator"):
        page, _ = render_html(document(audience, marking="Public"), layout, for_print=True)
        assert page
        for each in weasyprint.HTML(string=page.html).render().pages:
            met |= set(grounds_of(each._page_box))
    assert len(met) >= 3
    assert met <= known


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of docs/styling.md, written out, with a logo and fonts."""
    text = (HOME / "docs" / "styling.md").read_text(encoding="utf-8")
    css = re.search(r"(?s)```css\n(@import.*?)```", text)
    assert css
    folder = tmp_path_factory.mktemp("ministry")
    path = write(folder, {})
    brief = (
        path.read_text(encoding="utf-8")
        + "    body: Second one. [@p]\nstyle: styles/ministry.css\n"
    )
    path.write_text(brief, encoding="utf-8")
    styles = path.parent / "styles"
    (styles / "fonts").mkdir(parents=True)
    (styles / "ministry.css").write_text(css[1], encoding="utf-8")
    for name, color in (("logo", "#5B1A34"), ("logo-light", "#00FF00")):
        (styles / f"{name}.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">'
            f'<rect width="30" height="10" fill="{color}"/></svg>',
            encoding="utf-8",
        )
    # A font that no style of ours has: of those that came with the fonts, one not in use.
    others = font_folders()[0].parent / "Lato"
    shutil.copy(others / "Lato-Regular.ttf", styles / "fonts" / "ministry-sans.ttf")
    shutil.copy(others / "Lato-Bold.ttf", styles / "fonts" / "ministry-sans-bold.ttf")
    return path


def built(path: Path, *formats: str) -> Path:
    out = path.parent.parent / "out"
    with weasyprint_leaves_a_file_open():
        done = build(path, out, Settings(formats=formats))
    assert [f.message for f in done.findings if f.severity == "error"] == []
    return out


def test_the_example_is_set_in_the_fonts_and_colors_of_the_ministry(ministry: Path) -> None:
    data = (built(ministry, "pdf") / "brief.pdf").read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = {
            str(font["/BaseFont"])
            for page in pdf.pages
            for font in page.get("/Resources", {}).get("/Font", {}).values()
        }
    assert {"Ministry-Sans", "Ministry-Sans-Bold"} <= {name.partition("+")[2] for name in fonts}
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        image = page.render(scale=1).to_pil().convert("RGB")
        page.close()
    # The band's color, at the top of the page.
    assert image.getpixel((5, 5)) == (0x5B, 0x1A, 0x34)
    colors = {color for _, color in image.getcolors(maxcolors=1 << 20) or ()}
    assert (0, 255, 0) in colors, "the light logo, on the band"


def test_the_page_on_a_screen_holds_fonts_and_logo(ministry: Path) -> None:
    page = (built(ministry, "html") / "brief.html").read_text(encoding="utf-8")
    assert page.count('url("data:font/ttf;base64,') == 2
    assert '--logo: url("data:image/svg+xml;base64,' in page
    assert "@import" not in page
    assert "--brand: #5B1A34" in page
