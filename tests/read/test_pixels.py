"""Images that would take the machine, or that lie, are refused before anything decodes them."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from briefgen.bounds import USUAL, Bounds
from briefgen.place import Place, Text, TextFile
from briefgen.read.pixels import Gauge, ImageType
from tests.image import DOT, chunk, jpeg, png, svg

if TYPE_CHECKING:
    from briefgen.finding import Finding

NAME = Text("map", Place(TextFile(Path("brief.yaml"), "image: map"), 7, 10))


def fault(data: bytes, kind: ImageType, bounds: Bounds = USUAL) -> Finding | None:
    return Gauge(bounds).fault(data, kind, NAME)


def refused(data: bytes, kind: ImageType, bounds: Bounds = USUAL) -> str:
    found = fault(data, kind, bounds)
    assert found is not None
    assert found.place == NAME.place
    assert found.hint
    return f"{found.rule}: {found.message}"


def drawing(inside: str, attributes: str = "") -> str:
    return refused(svg(inside, attributes), "image/svg+xml")


# Pixels.


def saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    Image.new(mode, (13, 7)).save(file, form, **options)
    return file.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_is_read(mode: str) -> None:
    assert fault(saved("PNG", mode), "image/png") is None


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"exif": b"Exif\0\0" + b"\xff\xd8"}]
)
def test_a_jpeg_is_read(options: dict[str, object]) -> None:
    gauge = Gauge(USUAL)
    assert gauge.fault(saved("JPEG", **options), "image/jpeg", NAME) is None
    assert gauge.pixels == 13 * 7


def test_an_interlaced_png_is_read() -> None:
    passes = ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 3))  # 8 x 7, ISO/IEC 15948, 8.2
    rows = b"".join((b"\0" * (width + 1)) * height for width, height in passes)
    whole = png(8, 7, rows=rows, passes=1)
    Image.open(BytesIO(whole)).load()
    assert fault(whole, "image/png") is None
    assert "fewer pixels" in refused(png(8, 7, rows=rows[1:], passes=1), "image/png")


def test_what_stands_behind_the_end_does_not_matter() -> None:
    assert fault(DOT + b"more", "image/png") is None


def test_the_small_file_that_takes_a_gigabyte() -> None:
    bomb = png(20_000, 20_000, rows=b"\0" * 20_001 * 900)
    assert len(bomb) < 20_000
    assert refused(bomb, "image/png") == (
        "too-large: `map` has 20,000 x 20,000 pixels; at most 50,000,000 are set"
    )
    assert "at most 50,000,000" in refused(jpeg(65_535, 65_535), "image/jpeg")


def test_pixels_of_all_images_are_added_up() -> None:
    gauge = Gauge(Bounds(images_pixels=150))
    assert gauge.fault(png(10, 10), "image/png", NAME) is None
    found = gauge.fault(png(10, 10), "image/png", NAME)
    assert found is not None
    assert found.message == "`map` brings the pixels of all images to 200; at most 150 are set"
    assert "--bound images-pixels=200" in found.hint


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (DOT[:-5], "cut off"),
        (DOT[:8], "cut off"),
        (png(5, 5)[:-12], "cut off"),
        (png(5, 5, extra=chunk(b"acTL", b"\0\0\0\2\0\0\0\0")), "it moves"),
        (png(5, 5, extra=chunk(b"IHDR", b"\xff" * 13)), "cut off"),
        (png(5, 5, rows=b"\0" * 29), "fewer pixels than it says"),
        (png(5, 5, rows=b"\0" * 100_000_000), "more pixels than it says"),
        (png(0, 5), "cut off"),
        (DOT.replace(b"IDAT", b"IDAU"), "cut off"),
        (DOT[:41] + b"\0\0\0" + DOT[44:], "cut off"),
    ],
)
def test_a_png_that_lies(data: bytes, why: str) -> None:
    assert why in refused(data, "image/png")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (jpeg(5, 5)[:-2], "cut off"),
        (jpeg(5, 0), "cut off"),
        (jpeg(5, 5, scans=0), "cut off"),
        (jpeg(9, 9)[:8] + jpeg(5, 5)[2:-2] + jpeg(9, 9)[8:], "cut off"),
        (jpeg(5, 5, scans=101), "has 101 scans; at most 100"),
    ],
)
def test_a_jpeg_that_lies(data: bytes, why: str) -> None:
    assert why in refused(data, "image/jpeg")


@settings(max_examples=75, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 80), st.sampled_from(["PNG", "JPEG"]))
@example(b"\xff\xff\xff\xff", 8, "PNG")
def test_a_broken_image_never_raises(piece: bytes, at: int, form: str) -> None:
    whole = saved(form)
    kind: ImageType = "image/png" if form == "PNG" else "image/jpeg"
    fault(whole[:at] + piece + whole[at + len(piece) :], kind)
    fault(whole[:at] + piece, kind)


# Drawings.


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9v9z" fill="url(#g)"/><linearGradient id="g"><stop/></linearGradient>',
        '<style>.a{fill:url(#g);clip-path:url("#c")} /* url */</style><clipPath id="c"/>',
        '<defs><g id="m"><path d="M0 0v9"/></g></defs><use xlink:href="#m"/><use href="#m"/>',
        '<a href="#top"><text>words</text></a>',
        f'<image href="data:image/png;base64,{b64encode(DOT).decode()}"/>',
        '<use href="#nothing"/><metadata><x:RDF xmlns:x="urn:x" x:resource="http://a.b/c"/></metadata>',
    ],
)
def test_a_drawing_as_programs_write_it(inside: str) -> None:
    assert fault(svg(inside), "image/svg+xml") is None


def test_the_document_type_that_matplotlib_and_graphviz_name() -> None:
    named = b"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
"""
    assert fault(named + svg("<g/>"), "image/svg+xml") is None


def laughs(levels: int) -> str:
    """Ten of ten of ten ... of a line."""
    groups = "".join(
        f'<g id="l{n}">' + f'<use xlink:href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, levels)
    )
    return f'<defs><path id="l0" d="M0 0h1"/>{groups}</defs><use href="#l{levels - 1}"/>'


@pytest.mark.parametrize("levels", [6, 12])
def test_a_drawing_that_draws_itself_a_billion_times(levels: int) -> None:
    assert len(laughs(levels)) < 6_000
    assert "each as often as it is drawn; at most 20,000 are set" in drawing(laughs(levels))


def test_so_do_patterns_marks_and_groups_that_inherit_them() -> None:
    def filled(paint: str) -> str:
        ten = f'<path d="M0 0h1" {paint}/>' * 10
        return "".join(f'<pattern id="l{n}">{ten.format(n - 1)}</pattern>' for n in range(1, 9))

    pattern = '<pattern id="l0"><path d="M0 0"/></pattern>'
    for paint in (
        'fill="url(#l{0})"',
        'style="stroke:url( &quot;#l{0}&quot; )"',
        'mask="url(#l{0})"',
    ):
        found = drawing(pattern + filled(paint) + '<path d="M0 0" fill="url(#l8)"/>')
        assert "as often as it is drawn" in found
    many = "<path/>" * 300
    for dressed in (f'<g marker-mid="url(#m)"><path d="{"L1 1" * 300}"/></g>', f"<g>{many}</g>"):
        inside = f'<marker id="m">{many}</marker><style>path{{marker : url(#m)}}</style>{dressed}'
        assert "as often as it is drawn" in drawing(inside)


def test_an_id_that_stands_twice_hides_nothing() -> None:
    for before, after in (('<g id="l5"/>', ""), ("", '<g id="l5"/>')):
        assert "as often as it is drawn" in drawing(before + laughs(6) + after)


def test_a_drawing_that_draws_itself_inside_itself() -> None:
    assert "it draws itself inside itself" in drawing('<g id="a"><use href="#a"/></g>')
    assert "itself" in drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')


def test_depth_of_a_drawing_written_and_called() -> None:
    assert "is nested 33 levels and more; at most 32" in drawing("<g>" * 100_000)
    chain = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/></g>' for n in range(5_000))
    assert "levels and more; at most 32" in drawing(chain)
    chain = chain.replace("<g", "<linearGradient").replace("</g", "</linearGradient")
    assert "levels and more; at most 32" in drawing(chain)


def test_a_drawing_of_too_much() -> None:
    assert "has 20,001 elements and more" in drawing("<g/>" * 20_001)
    assert "points and letters" in drawing(f'<path d="{"z" * 1_000_001}"/>')
    assert "points and letters" in drawing(f"<text>{'a' * 1_000_001}</text>")
    line = f'<path id="a" d="{"L1 1" * 2_000}"/>' + '<use href="#a"/>' * 300
    assert "points and letters" in drawing(line)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<image href="file:///etc/passwd"/>', "it calls `file:///etc/passwd`"),
        ('<image xlink:href="http://127.0.0.1/x.png"/>', "it calls `http://127.0.0.1/x.png`"),
        ('<image href="//host/x.png"/>', "it calls `//host/x.png`"),
        ('<image href="other.png"/>', "it calls `other.png`"),
        ('<use href="other.svg#a"/>', "it calls `other.svg#a`"),
        ('<a href="javascript:alert(1)"><g/></a>', "it calls `javascript:alert(1)`"),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "it calls `data:image/svg+xml"),
        ('<image href="data:image/png;base64,PHN2Zy8+"/>', "is no image/png"),
        ('<image href="data:image/png;base64,iVBORw0KGgo="/>', "cut off"),
        ('<use href="data:image/png;base64,iVBORw0KGgo="/>', "it calls `data:"),
        ('<path fill="url(http://host/a.svg#b)"/>', "it calls `http://host/a.svg#b`"),
        ("<path style=\"fill:URL( 'a.svg#b' )\"/>", "it calls `a.svg#b"),
        ('<path style="fill:u\\72l(a.svg#b)"/>', "hides what it calls"),
        ("<style>@import 'a.css';</style>", "calls another"),
        ("<style>@IMPORT url(#a);</style>", "calls another"),
        ("<style><![CDATA[p{fill:url(http://host)}]]></style>", "it calls `http://host`"),
        ("<style>p{fill:url(/**/#a)}</style>", "it calls `/**/#a`"),
        ("<style>p{}<g/>@import 'a.css'</style>", "its style sheet holds <g>"),
        ("<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>", "it calls `data:font"),
        ("<script>alert(1)</script>", "<script>"),
        ('<x:script xmlns:x="http://www.w3.org/1999/xhtml">a()</x:script>', "<script>"),
        ('<g onload="alert(1)"/>', "it has a script, in `onload`"),
        ('<g ONCLICK="alert(1)"/>', "it has a script, in `ONCLICK`"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="a"/>', "<include>"),
        ('<animate attributeName="href" to="http://host"/>', "it moves, with <animate>"),
        ('<g xml:base="http://host/"><use href="#a"/></g>', "xml:base"),
        ("<?xml-stylesheet href='a.css'?>", "<?xml-stylesheet?>"),
        ("<g>", "not well-formed XML"),
        ("&undefined;", "not well-formed XML"),
    ],
)
def test_a_drawing_that_reaches_out_or_runs(inside: str, what: str) -> None:
    found = drawing(inside)
    assert found.startswith("wrong-value: `map` cannot be set: ")
    assert what in found


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg SYSTEM "http://127.0.0.1/svg.dtd">',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY c "c">]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ATTLIST g onload CDATA "x()">]>',
        '<?xml-stylesheet type="text/css" href="http://127.0.0.1/a.css"?>',
    ],
)
def test_a_drawing_with_entities_or_a_style_sheet_before_it(prolog: str) -> None:
    data = prolog.encode() + svg("<text>&c;&x;</text>")
    found = refused(data, "image/svg+xml")
    assert "document type" in found or "instruction" in found


def test_what_is_no_drawing() -> None:
    for data in (b"", b"\x89PNG", b"<html/>", b"<svg/>", b"\xff\xfe<\0"):
        assert "cannot be set" in refused(data, "image/svg+xml")


def test_an_image_inside_a_drawing_is_measured() -> None:
    bomb = b64encode(png(20_000, 20_000, rows=b"")).decode()
    found = drawing(f'<image href="data:image/png;base64,{bomb}"/>')
    assert found.startswith("too-large: `map` has 20,000 x 20,000 pixels")


PIECES = st.sampled_from(
    [
        "<g>",
        "</g>",
        "<use href='#a'/>",
        "<g id='a' ",
        ">",
        "url(",
        "<style>",
        "&amp;",
        "#",
        "é",
        "\0",
    ]
)


@settings(max_examples=75, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=20))
def test_any_drawing_is_set_or_refused(pieces: list[str]) -> None:
    data = svg("").replace(
        b"></svg>", b">" + "".join(pieces).encode("utf-8", "replace") + b"</svg>"
    )
    fault(data, "image/svg+xml")
