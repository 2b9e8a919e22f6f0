"""Make the pictures of docs/gallery.md: ``make gallery``, or with names (``figures word``) those alone.

It takes Chromium, and for the Word file LibreOffice; without LibreOffice that one picture stays as it is.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from briefgen.build import Settings, build
from tests.browser.conftest import NAMES
from tests.forge import weasyprint_leaves_a_file_open
from tests.test_pages import BRIEF, GOLDEN, HOME, turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

GALLERY = HOME / "docs" / "gallery"
WIDTH, PHONE, GAP = 900, 390, 12
EDGE = (140, 146, 152)

PORT = """\
Linden in figures

The port of Linden handled 31 million tons in 2020, 34 million tons in 2021, 33 million tons in 2022 and 41 million tons in 2023.
"""
CHART = """\
{"mark": "bar", "height": 110, "encoding": {
  "x": {"field": "year", "type": "ordinal"},
  "y": {"field": "freight (million tons)", "type": "quantitative"}}}
"""
FREIGHT = "year,freight (million tons),source\n2020,31,@tons\n2021,34,@tons\n2022,33,@tons\n2023,41,@tons\n"
CHARTED = """\
title: Freight at Linden
language: en
as_of: 2024-08-05
sections:
  - id: freight
    title: Freight
    passages: {tons: {seed: port, paragraph: 2, kind: fact}}
    body: The port handled 41 million tons in 2023 [@tons].
    figures:
      - chart: freight.vl.json
        data: freight.csv
        title: After three flat years the port handled 41 million tons in 2023 [@tons]
        alt: Four bars, for the years 2020 to 2023, of 31, 34, 33 and 41 million tons
audiences: {desk: {template: committee}}
"""


def made(outline: Path, *audiences: str, formats: Sequence[str] = ("pdf",)) -> dict[str, Path]:
    """The files of a build, by the end of their names: ``minister.pdf``."""
    out = outline.parent.parent / "out" / outline.stem
    with weasyprint_leaves_a_file_open():
        built = build(outline, out, Settings(audiences, formats))
    assert not built.stopped, built.findings
    return {path.name.removeprefix(f"{outline.stem}-"): path for path in built.files}


def page(pdf: Path, number: int, width: int) -> Image.Image:
    """A page, counted from 1, with a line around its paper."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[number - 1]
        image = sheet.render(scale=(width - 2) / sheet.get_width()).to_pil().convert("RGB")
        sheet.close()
    return framed(image)


def framed(image: Image.Image) -> Image.Image:
    whole = Image.new("RGB", (image.width + 2, image.height + 2), EDGE)
    whole.paste(image, (1, 1))
    return whole


def row(*images: Image.Image) -> Image.Image:
    """Pictures beside each other, on white."""
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    whole = Image.new("RGB", (width, max(image.height for image in images)), "white")
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width + GAP
    return whole


def save(name: str, image: Image.Image, width: int = WIDTH) -> None:
    """Write a picture of the gallery, at most ``width`` pixels wide."""
    if image.width > width:
        size = (width, round(image.height * width / image.width))
        image = image.resize(size, Image.Resampling.LANCZOS)
    few = image.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    GALLERY.mkdir(exist_ok=True)
    few.save(GALLERY / f"{name}.png", optimize=True)
    print(f"{(GALLERY / f'{name}.png').stat().st_size // 1000:4} kB  {name}.png", flush=True)


def share(count: int) -> int:
    """The width of each of ``count`` pictures in a row."""
    return (WIDTH - GAP * (count - 1)) // count


class Gallery:
    """Makes the pictures in a folder of its own."""

    def __init__(self, folder: Path, browser: Browser):
        self.folder = folder
        self.browser = browser
        self.other_paper = turned(folder)
        self.outline = self.other_paper.with_name(BRIEF.name)

    @cache  # noqa: B019 - one gallery in a process
    def brief(self) -> dict[str, Path]:
        """The real brief, for every audience."""
        return made(self.outline, formats=("pdf", "html", "docx"))

    def shot(self, file: Path, *, width: int, height: int, click: str = "", **more: str) -> bytes:
        """What a browser shows of an HTML file, after a click."""
        size = {"width": width, "height": height}
        context = self.browser.new_context(viewport=size, reduced_motion="reduce", **more)
        shown = context.new_page()
        shown.goto(file.as_uri())
        if click:
            shown.locator(click).first.click()
        written = shown.screenshot()
        context.close()
        return written

    def documents(self) -> None:
        """The first page of each document, and one more."""
        files = self.brief()
        save("minister", page(files["minister.pdf"], 1, 640))
        for audience, more in (("analyst", 3), ("legislator", 3), ("public", 2)):
            pdf = files[f"{audience}.pdf"]
            save(audience, row(*(page(pdf, number, share(2)) for number in (1, more))))

    def papers(self) -> None:
        """The minister's sheet on both papers, in proportion."""
        sheets = self.brief()["minister.pdf"], made(self.other_paper, "minister")["minister.pdf"]
        points = 595.3 + 612
        scale = (WIDTH - GAP) / points
        save(
            "papers",
            row(*(page(s, 1, int(w * scale)) for s, w in zip(sheets, (595.3, 612), strict=True))),
        )

    def styles(self) -> None:
        """A document in each style."""
        pages = []
        for style in ("house", "memo", "journal"):
            path = self.outline.with_name(f"{style}.yaml")
            limits = "audiences: {analyst: {limits: {pages: 99}}}"
            path.write_text(f"extends: {BRIEF.name}\nstyle: {style}\n{limits}\n", encoding="utf-8")
            pages.append(page(made(path, "analyst")["analyst.pdf"], 1, share(3)))
        save("styles", row(*pages))

    def figures(self) -> None:
        """A figure of each kind, as a browser shows it."""
        project = self.folder / "charted" / "briefs"
        for name, text in {
            "brief.yaml": CHARTED,
            "freight.vl.json": CHART,
            "freight.csv": FREIGHT,
            "../seeds/port.txt": PORT,
            "../seeds/sources.yaml": "port: {file: port.txt, csl: {type: webpage, title: Linden in figures}, kind: data}",
        }.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text, encoding="utf-8")
        charted = made(project / "brief.yaml", formats=("html",))["desk.html"]
        legislator = self.brief()["legislator.html"]
        for name, file, number in (
            ("comparison", legislator, 0),
            ("coverage", legislator, 1),
            ("timeline", legislator, 2),
            ("chart", charted, 0),
        ):
            shown = self.browser.new_page(viewport={"width": 820, "height": 900})
            shown.goto(file.as_uri())
            image = self.folder / "figure.png"
            shown.locator("main figure").nth(number).screenshot(path=image)
            shown.close()
            save(name, Image.open(image).convert("RGB"))

    def screens(self) -> None:
        """The page on a desk, on a phone and in the dark, a citation's source open beside it."""
        file = self.brief()["legislator.html"]
        for name, width, height, scheme, click in (
            ("desk", 1280, 800, "light", "#call-5"),
            ("dark", 1280, 800, "dark", "#call-5"),
            ("phone-text", PHONE, 760, "light", ""),
            ("phone-panel", PHONE, 760, "light", "#call-5"),
        ):
            shot = self.shot(file, width=width, height=height, click=click, color_scheme=scheme)
            (self.folder / f"{name}.png").write_bytes(shot)
        for name in ("desk", "dark"):
            save(name, framed(Image.open(self.folder / f"{name}.png").convert("RGB")))
        phones = [self.folder / f"phone-{what}.png" for what in ("text", "panel")]
        save("phone", row(*(framed(Image.open(path).convert("RGB")) for path in phones)))

    def preview(self) -> None:
        """The page of ``briefgen preview``."""
        command = [sys.executable, "-m", "briefgen", "preview", str(self.outline)]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert served.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", served.stdout.readline())
            assert found
            size = {"width": 1400, "height": 860}
            shown = self.browser.new_page(viewport=size, reduced_motion="reduce")
            shown.set_default_timeout(120_000)
            shown.goto(found[0])
            shown.wait_for_selector("body[data-state=done]")
            shown.keyboard.press("s")
            shown.locator("#shelf [data-seed]").first.click()
            shown.wait_for_selector("#seed-text mark")
            image = self.folder / "preview.png"
            shown.screenshot(path=image)
            shown.close()
            save("preview", framed(Image.open(image).convert("RGB")))
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(60)

    def japanese(self) -> None:
        """The Japanese brief of the tests: the sheet, and the first page for the analyst."""
        shutil.copytree(GOLDEN.parent / "japanese", self.folder / "japanese")
        files = made(self.folder / "japanese" / "briefs" / "cable.yaml")
        save(
            "japanese",
            row(*(page(files[f"{who}.pdf"], 1, share(2)) for who in ("minister", "analyst"))),
        )

    def word(self) -> None:
        """Two pages of a Word file, as LibreOffice opens it."""
        office = shutil.which("soffice")
        if office is None:
            print("no LibreOffice: word.png stays as it is")
            return
        file = self.brief()["legislator.docx"]
        home = f"-env:UserInstallation={(self.folder / 'office').as_uri()}"
        convert = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(self.folder)]
        subprocess.run([*convert, str(file)], check=True, capture_output=True)
        pdf = self.folder / f"{file.stem}.pdf"
        save("word", row(*(page(pdf, number, share(2)) for number in (1, 2))))


PARTS = ("documents", "papers", "styles", "figures", "screens", "preview", "japanese", "word")

if __name__ == "__main__":
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "no Chromium on this machine"
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        gallery = Gallery(Path(room), playwright.chromium.launch(executable_path=program))
        for part in sys.argv[1:] or PARTS:
            getattr(gallery, part)()
