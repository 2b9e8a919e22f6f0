"""A page gets nothing that the outline does not declare: no network, no file of this machine.

Each way is tried with an address on this machine that must see no request, and with a file whose
secret must not be in the PDF.
"""

from __future__ import annotations

import threading
from base64 import b64encode
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pikepdf
import pytest

from briefgen.document import Figure
from briefgen.figure import Image
from briefgen.parse import parse
from briefgen.place import TextFile
from briefgen.prose import Str
from briefgen.render.pdf import Attachment, write_pdf
from briefgen.render.templates import render_html
from tests.render.documents import document
from tests.render.test_templates import layout

SECRET = "open-sesame-7f3a9c"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'
EVIDENCE = Attachment("evidence.json", b"{}", "The evidence", "Data")


@pytest.fixture(scope="module")
def server():
    """An address on this machine, and the requests that came to it."""
    requests: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/css")
            self.end_headers()
            self.wfile.write(SECRET.encode())

        do_HEAD = do_POST = do_OPTIONS = do_GET  # noqa: N815 - what the server calls

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/x", requests
        http.shutdown()
        thread.join()


@pytest.fixture(params=["network", "file"])
def address(request, server, tmp_path):
    """What an attack asks for; nothing of it may come."""
    url, requests = server
    requests.clear()
    secret = tmp_path / "outside" / "secret.svg"
    secret.parent.mkdir()
    secret.write_text(f"{SVG}><title>{SECRET}</title><text>{SECRET}</text></svg>")
    yield url if request.param == "network" else secret.as_uri()
    assert requests == []


def build(folder, doc=None):
    """PDF and findings of a page with the templates and styles in ``folder``."""
    doc = doc or document("minister")
    page, findings = render_html(doc, layout(folder), for_print=True)
    assert page is not None
    pdf, faults = write_pdf(doc, page, [EVIDENCE], [TextFile(folder / "brief.yaml", "title: T\n")])
    return pdf, [*findings, *faults]


def refused(folder, address, doc=None):
    """Nothing is built; where the findings that say what was asked for are."""
    pdf, findings = build(folder, doc)
    assert pdf is None
    assert findings
    assert {finding.rule for finding in findings} == {"outside-project"}
    assert any(address in finding.message for finding in findings)
    return [finding.place for finding in findings if address in finding.message]


HTML = {
    "img": '<img src="{}" alt="x">',
    "img upper case": '<IMG SRC="{}" ALT="x">',
    "srcset": '<img srcset="{} 2x" alt="x">',
    "picture": '<picture><source srcset="{}"><img src="#" alt="x"></picture>',
    "object": '<object data="{}" type="image/svg+xml"></object>',
    "embed": '<embed src="{}" type="image/svg+xml">',
    "iframe": '<iframe src="{}"></iframe>',
    "frame in a frame": '<iframe srcdoc="x" src="{}"></iframe>',
    "video": '<video poster="{}"></video>',
    "audio": '<audio src="{}"></audio>',
    "track": '<video><track src="{}"></video>',
    "inline svg style": f'{SVG}><style>@import "{{}}";</style><path d="M0 0h9"/></svg>',
    "script": '<script src="{}"></script>',
    "input": '<input type="image" src="{}">',
    "body background": '<table background="{}"><tr><td>x</table>',
    "stylesheet": '<link rel="stylesheet" href="{}">',
    "alternate stylesheet": '<link rel="alternate stylesheet" href="{}">',
    "icon": '<link rel="icon" href="{}">',
    "preload": '<link rel="preload" as="image" href="{}">',
    "attachment": '<link rel="attachment" href="{}">',
    "attached link": '<a rel="attachment" href="{}">x</a>',
    "attached link among others": '<a rel="nofollow ATTACHMENT" href="{}">x</a>',
    "base": '<base href="{}"><img src="y.png" alt="x">',
    "refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "form": '<form action="{}"><input type="submit"></form>',
    "ping": '<a href="#x" id="x" ping="{}">x</a>',
    "inline svg image": f'{SVG}><image href="{{}}" width="9" height="9"/></svg>',
    "inline svg old image": f'{SVG}><image xlink:href="{{}}" width="9" height="9"/></svg>',
    "inline svg use": f'{SVG}><use href="{{}}#a"/></svg>',
    "inline svg filter": f'{SVG}><filter id="f"><feImage href="{{}}"/></filter></svg>',
    "style element": '<style>@import url("{}");</style>',
    "style attribute": "<p style=\"background: url('{}')\">x</p>",
    "print style": '<style media="print">h1 {{ background: url({}) }}</style>',
    "data page": "<style>@import 'data:text/css,@import%20%22{}%22;';</style>",
}


@pytest.mark.parametrize("attack", HTML)
def test_a_template_gets_nothing(tmp_path, address, attack):
    template = tmp_path / "templates" / "one-page"
    template.mkdir(parents=True)
    (template / "brief.html.j2").write_text(f"<h1>x</h1>{HTML[attack].format(address)}")
    refused(tmp_path, address)


CSS = {
    "import": '@import "{}";',
    "import url": "@import url({});",
    "import for print": '@import url("{}") print;',
    "background": "p {{ background: url({}) }}",
    "background image": "p {{ background-image: url('{}') }}",
    "second background": "p {{ background: linear-gradient(red, blue), url({}) }}",
    "page background": "@page {{ background: url({}) }}",
    "margin box": "@page {{ @top-left {{ content: url({}) }} }}",
    "content": "h1::before {{ content: url({}) }}",
    "content of an element": "h1 {{ content: url({}) }}",
    "list": "h1 {{ display: list-item; list-style-image: url({}) }}",
    "list shorthand": "h1 {{ display: list-item; list-style: url({}) }}",
    "marker": "h1 {{ display: list-item }} h1::marker {{ content: url({}) }}",
    "font": "@font-face {{ font-family: X; src: url({}) }} body {{ font-family: X }}",
    "second font": "@font-face {{ font-family: X; src: local(no), url({}) format('woff2') }} h1 {{ font-family: X }}",
    "border": "p {{ border: 1px solid; border-image: url({}) 30 round }}",
    "border source": "p {{ border: 1px solid; border-image-source: url({}) }}",
    "mask border": "p {{ mask-border-source: url({}) }}",
    "color profile": "@color-profile --c {{ src: url({}) }} p {{ color: color(--c 0 0 0 1) }}",
    "counter style": "@counter-style c {{ system: cyclic; symbols: url({}) }} h1 {{ display: list-item; list-style: c }}",
    "variable": ":root {{ --a: url({}) }} p {{ background: var(--a) }}",
    "escaped": "p {{ background: \\75rl({}) }}",
}


@pytest.mark.parametrize("attack", CSS)
def test_a_style_gets_nothing(tmp_path, address, attack):
    template = tmp_path / "templates" / "one-page"
    template.mkdir(parents=True)
    style = template / "style.css"
    style.write_text(CSS[attack].format(address))
    assert {place.file.path for place in refused(tmp_path, address)} == {style}


DRAWINGS = {
    "image": '{svg}><image href="{}" width="9" height="9"/></svg>',
    "old image": '{svg}><image xlink:href="{}" width="9" height="9"/></svg>',
    "use": '{svg}><use href="{}#a"/></svg>',
    "old use": '{svg}><use xlink:href="{}#a"/></svg>',
    "style": '{svg}><style>@import "{}";</style><path d="M0 0h9"/></svg>',
    "stylesheet": '<?xml-stylesheet href="{}" type="text/css"?>{svg}><path d="M0 0h9"/></svg>',
    "picture in a picture": '{svg}><image href="data:image/svg+xml;base64,{nested}" width="9" height="9"/></svg>',
    "pattern": '{svg}><pattern id="p" width="9" height="9"><image href="{}" width="9" height="9"/></pattern>'
    '<rect width="9" height="9" fill="url(#p)"/></svg>',
    "mask": '{svg}><mask id="m"><image href="{}" width="9" height="9"/></mask><rect width="9" height="9" mask="url(#m)"/></svg>',
    "marker": '{svg}><marker id="m"><image href="{}" width="9" height="9"/></marker>'
    '<path d="M0 0h9" stroke="red" marker-end="url(#m)"/></svg>',
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "{}">]>{svg}><text>&x;</text></svg>',
    "parameter entity": '<!DOCTYPE svg [<!ENTITY % x SYSTEM "{}"> %x;]>{svg}><text>x</text></svg>',
    "document type": '<!DOCTYPE svg SYSTEM "{}">{svg}><path d="M0 0h9"/></svg>',
}
IGNORED = {"stylesheet", "document type", "parameter entity"}
"""What a drawing asks for in vain: nothing is fetched, and the drawing is complete without."""


@pytest.mark.parametrize("attack", DRAWINGS)
def test_a_drawing_gets_nothing(tmp_path, address, attack):
    nested = b64encode(
        f'{SVG}><image href="{address}" width="9" height="9"/></svg>'.encode()
    ).decode()
    text = DRAWINGS[attack].replace("{svg}", SVG).replace("{nested}", nested)
    image = Image("chart.svg", "image/svg+xml", text.replace("{}", address).encode())
    doc = document("minister")
    figure = Figure("image", 1, (Str("Output rose"),), "A chart", picture=image)
    doc = replace(doc, sections=(replace(doc.sections[0], figures=(figure,)),))
    pdf, findings = build(tmp_path, doc)
    if attack in IGNORED and pdf is not None:
        assert SECRET not in everything(pdf.data)
    else:
        assert findings
        assert {finding.rule for finding in findings} <= {"outside-project", "missing-file"}
        if attack in ("image", "use", "style"):
            assert findings[0].place.file.path.name == image.name


def everything(data: bytes) -> str:
    """All that is in a PDF, unpacked."""
    with pikepdf.open(BytesIO(data)) as file:
        parts = [
            bytes(part.read_bytes()) for part in file.objects if isinstance(part, pikepdf.Stream)
        ]
    return (data + b"".join(parts)).decode("latin-1")


PROSE = [
    "![x]({})",
    "[![x]({})](https://example.org)",
    "<img src='{}'>",
    "<{}>",
    "[x][a]\n\n[a]: {}",
    "<style>@import '{}';</style>",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_gets_nothing(tmp_path, address, text):
    parsed = parse(text.format(address))
    doc = replace(document("minister"), bottom_line=parsed.blocks)
    pdf, _ = build(tmp_path, doc)
    assert pdf is not None
    assert SECRET not in everything(pdf.data)


LINKS = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "//example.org/x",
    "ftp://example.org",
    "other.html",
    "smb://host/share",
]


@pytest.mark.parametrize("target", LINKS)
def test_a_link_in_prose_leads_to_the_web_or_is_told(tmp_path, target):
    parsed = parse(f"Read [this]({target}) and [that](<{target}>).")
    doc = replace(document("minister"), bottom_line=parsed.blocks)
    pdf, _ = build(tmp_path, doc)
    assert pdf is not None
    with pikepdf.open(BytesIO(pdf.data)) as file:
        links = [each for page in file.pages for each in page.get("/Annots", ())]
    assert [each for each in links if "/A" in each] == []
    assert len(parsed.problems) == 2
