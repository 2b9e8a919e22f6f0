from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pikepdf
import pytest

from briefgen.finding import Lack
from briefgen.machine import fonts
from briefgen.machine.native import load_weasyprint

if TYPE_CHECKING:
    from collections.abc import Mapping

HAN = "直"
THAI = "ก"  # no bundled font has it


def families(html: str) -> set[str]:
    """Names of the fonts embedded for ``html``, without the prefix of the subset."""
    data = load_weasyprint().HTML(string=f"<html lang=en>{html}").write_pdf()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        listed = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert listed
        return {str(font.BaseFont).partition("+")[2].strip(",") for font in listed}


@pytest.mark.parametrize(
    ("css", "family"),
    [
        (f"'{fonts.SERIF}'", "Gentium-Book-Plus"),
        (f"'{fonts.SANS}'", "Source-Sans-3"),
        ("Georgia, serif", "Gentium-Book-Plus"),
        ("Helvetica, sans-serif", "Source-Sans-3"),
        ("monospace", "Source-Sans-3"),
        ("'Not Installed Anywhere'", "Gentium-Book-Plus"),
    ],
)
def test_every_font_family_leads_to_ours(css: str, family: str) -> None:
    assert families(f'<p style="font-family: {css}">Kōchi, 2–3 %') == {family}


def test_bold_and_italic_are_drawn_faces() -> None:
    html = "<p style='font-family: serif'>a <b>b</b> <i>c</i> <b><i>d</i></b>"
    name = "Gentium-Book-Plus"
    assert families(html) == {name, f"{name}-Bold", f"{name}-Italic", f"{name}-Bold-Italic"}


@pytest.mark.parametrize(
    ("lang", "family"),
    [
        ("en", "Noto-Sans-JP"),
        ("ja", "Noto-Sans-JP"),
        ("zh", "Noto-Sans-SC"),
        ("zh-Hans-CN", "Noto-Sans-SC"),
    ],
)
def test_language_chooses_the_form_of_a_han_character(lang: str, family: str) -> None:
    html = f"<p style='font-family: serif'>a <span lang={lang}>{HAN}</span>"
    assert families(html) == {"Gentium-Book-Plus", family}


def test_what_one_font_lacks_the_next_one_has() -> None:
    html = "<p lang=ja style='font-family: sans-serif'>日本 协 한국 हिन्दी ■ ✓"
    assert families(html) == {
        "Source-Sans-3",
        "Noto-Sans-JP",
        "Noto-Sans-SC",
        "Noto-Sans-KR",
        "Noto-Sans",
    }


# Run in a process of its own, because Fontconfig and Pango read the environment once.
EMBED = """
import hashlib, io, json, sys, pikepdf
from fontTools.ttLib import TTFont
own, html = sys.argv[1:]
if own == "own":
    from briefgen.machine.native import load_weasyprint
    weasyprint = load_weasyprint()
else:
    import weasyprint
data = weasyprint.HTML(string=html).write_pdf()
with pikepdf.open(io.BytesIO(data)) as pdf:
    listed = [font for page in pdf.pages for font in page.Resources.Font.values()]
    files = [f.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes() for f in listed]
revisions = [TTFont(io.BytesIO(file))["head"].fontRevision for file in files]
print(json.dumps([hashlib.sha256(data).hexdigest(), [number == 66.5 for number in revisions]]))
"""


def embed(own: str, html: str, environment: Mapping[str, str]) -> tuple[str, list[bool]]:
    """Digest of the PDF made of ``html``, and for each font in it whether it is the rogue."""
    command = [sys.executable, "-c", EMBED, own, html]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    digest, rogues = json.loads(done.stdout)
    return digest, rogues


@pytest.fixture
def rogue(tmp_path: Path) -> Mapping[str, str]:
    """Settings of a machine with one font: it takes the name of ours and has a Thai letter."""
    from fontTools.ttLib import TTFont

    font = TTFont(fonts.font_folders()[1] / "SourceSans3-Regular.ttf")
    for table in font["cmap"].tables:
        table.cmap[ord(THAI)] = "a"
    font["head"].fontRevision = 66.5
    font.save(tmp_path / "rogue.ttf")
    cache = f"<cachedir>{tmp_path}</cachedir>"
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir>{cache}</fontconfig>")
    return {"FONTCONFIG_FILE": str(config)}


def test_fonts_of_the_machine_never_get_in(rogue: Mapping[str, str]) -> None:
    html = f'<html lang=en><p style="font-family: {fonts.SANS}">abc {THAI}'
    assert any(embed("plain", html, rogue)[1]), "the rogue font is not one WeasyPrint would take"
    own = embed("own", html, rogue)[1]
    assert own
    assert not any(own)


def test_language_of_the_machine_changes_no_byte() -> None:
    html = f"<html lang=en><p style='font-family: serif'>{HAN}协한"
    digests = {
        embed("own", html, {"LANGUAGE": name, "PANGO_LANGUAGE": name})[0]
        for name in ("zh_CN", "ja", "ko", "de")
    }
    assert len(digests) == 1


def test_configuration_is_xml_whatever_the_folder_is_called(tmp_path: Path) -> None:
    cache = tmp_path / "R&D <1>"
    root = ElementTree.fromstring(fonts.configuration(cache))
    assert root.findtext("cachedir") == str(cache)
    assert [Path(str(folder.text)).is_dir() for folder in root.findall("dir")] == [True] * 3


def test_missing_fonts_are_a_lack_with_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(Lack, match="fonts of the PDF are not installed") as raised:
        fonts.font_folders()
    assert raised.value.remedy.endswith("pip install rendercv-fonts")


def test_a_font_of_the_style_sets_what_the_others_lack(tmp_path: Path) -> None:
    """Without being named where the character stands."""
    from base64 import b64encode

    from fontTools.ttLib import TTFont

    font = TTFont(fonts.font_folders()[1] / "SourceSans3-Regular.ttf")
    for table in font["cmap"].tables:
        table.cmap = {ord(THAI): "a"}
    for record in font["name"].names:
        record.string = "Ours"
    font.save(tmp_path / "ours.ttf")
    data = b64encode((tmp_path / "ours.ttf").read_bytes()).decode()
    face = (
        f"<style>@font-face {{ font-family: Ours; src: url(data:font/ttf;base64,{data}) }}</style>"
    )
    html = f"{face}<p style='font-family: sans-serif'>abc {THAI}"
    assert len(families(html)) == 2
    assert "Source-Sans-3" in families(html)


@pytest.fixture
def lister(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A fc-list that prints what it is told to, and keeps what it was asked."""

    def make(output: str, status: int = 0) -> Path:
        asked = tmp_path / "asked"
        program = tmp_path / "fc-list"
        program.write_text(
            f'#!/bin/sh\necho "$@ $FONTCONFIG_FILE" > {asked}\nprintf "{output}"\nexit {status}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        monkeypatch.setenv("FONTCONFIG_FILE", "ours.conf")
        return asked

    return make


def test_a_font_of_the_machine_that_has_a_character_is_named_with_its_file(lister) -> None:
    asked = lister(r"Zed\t/f/zed.ttf\nNoto Color Emoji\t/f/e.ttf\nDeja\t/f/deja.ttf\n")
    assert fonts.font_with("ק") == "Deja (/f/deja.ttf)"
    assert asked.read_text().startswith(":charset=5e7 ")
    assert "ours.conf" not in asked.read_text()


@pytest.mark.parametrize(
    ("character", "font"),
    [
        ("ק", "Noto Sans Hebrew (Debian: fonts-noto-core)"),
        ("𓀀", "Noto Sans Egyptian Hieroglyphs (Debian: fonts-noto-core)"),
        ("\U000f1234", None),
        ("\U0001f600", None),
    ],
)
def test_failing_that_the_font_of_the_script(lister, character: str, font: str | None) -> None:
    lister(r"Noto Color Emoji\t/f/e.ttf\n")
    assert fonts.font_with(character) == font


def test_a_machine_without_fontconfig_has_the_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert fonts.font_with("ก") == "Noto Sans Thai (Debian: fonts-noto-core)"
