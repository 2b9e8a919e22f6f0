"""A brief in Japanese, made up for this: checked, set, proved, and read by one who reads it.

``tests/golden/japanese`` holds the outline, its sources, and what is made of them: the Markdown, and the
text of the sheet for the minister, a sentence a line. After a change that is meant, ``python -m tests.test_japanese`` writes
them anew; read them before you commit them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from briefgen.build import build
from briefgen.proof.verify import verify
from tests.forge import weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GOLDEN = Path(__file__).parent / "golden" / "japanese"
AUDIENCES = ("analyst", "minister")
ENGLISH = (GOLDEN / "seeds" / "harbour.txt").read_text(encoding="utf-8") + " ICD"
TAG = re.compile(r"[A-C]\s?¶[\d,\s–]+|;")
NEVER_FIRST = "。、，．」』）］〕：；？！ー々…"
NEVER_LAST = "「『（［〔"


def made(folder: Path) -> tuple[Mapping[str, bytes], tuple[object, ...]]:
    """The files that a build makes of the brief, by name, and its findings."""
    shutil.copytree(GOLDEN, folder / "project")
    with weasyprint_leaves_a_file_open():
        done = build(folder / "project" / "briefs" / "cable.yaml", folder / "out")
    return {file.name: file.read_bytes() for file in done.files}, done.findings


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    found, findings = made(tmp_path_factory.mktemp("japanese"))
    assert findings == ()
    return found


def lines(pdf: bytes) -> Iterator[str]:
    """The lines of the pages as they are printed."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            yield from text.get_text_range().split("\r\n")
            text.close()
            page.close()


def sentences(pdf: bytes) -> str:
    """The text of the pages without white space, a sentence a line."""
    return re.sub("。(?!$)", "。\n", re.sub(r"\s+", "", "".join(lines(pdf)))) + "\n"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_markdown(audience: str, files: Mapping[str, bytes]) -> None:
    name = f"cable-{audience}.md"
    assert files[name].decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_text_of_the_pdf(files: Mapping[str, bytes]) -> None:
    expected = (GOLDEN / "cable-minister.txt").read_text(encoding="utf-8")
    assert sentences(files["cable-minister.pdf"]) == expected


@pytest.mark.parametrize("audience", AUDIENCES)
def test_lines_break_where_japanese_lets_them(audience: str, files: Mapping[str, bytes]) -> None:
    printed = [line.strip() for line in lines(files[f"cable-{audience}.pdf"]) if line.strip()]
    assert len(printed) > 30
    assert [line for line in printed if line[0] in NEVER_FIRST] == []
    assert [line for line in printed if line[-1] in NEVER_LAST] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_line_of_text_has_at_most_forty_characters(
    audience: str, files: Mapping[str, bytes]
) -> None:
    outline = re.sub(r"\[@[^]]*\]|\s", "", (GOLDEN / "briefs" / "cable.yaml").read_text("utf-8"))
    body = "".join(re.findall(r"body:\|(.*?)(?:gaps|judgment|-id|differences):", outline))
    wide = [
        sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in TAG.sub("", line))
        for line in lines(files[f"cable-{audience}.pdf"])
        if len(line) > 12 and re.sub(r"\s", "", line)[:12] in body
    ]
    assert len(wide) > 3
    assert max(wide) <= 40


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_word_is_english_but_those_of_the_english_source(
    audience: str, files: Mapping[str, bytes]
) -> None:
    kept = set(re.findall(r"[A-Za-z]+", ENGLISH))
    markdown = re.sub(r"</?\w+>", "", files[f"cable-{audience}.md"].decode())
    for text in ("\n".join(lines(files[f"cable-{audience}.pdf"])), markdown):
        assert set(re.findall(r"[A-Za-z]{2,}", text)) <= kept
        assert not re.search('[“”‘’"]', text)
        assert not re.search(r"。 +[ぁ-ヿ一-鿿]", text)
        assert "2024年8月6日" in text


def test_the_pdf_says_its_language_and_has_one_face_for_kana_and_figures(
    files: Mapping[str, bytes],
) -> None:
    with pikepdf.open(BytesIO(files["cable-analyst.pdf"])) as file:
        assert str(file.Root.Lang) == "ja"
        fonts = {
            str(font.BaseFont).partition("+")[2].strip(",")
            for page in file.pages
            for font in page.Resources.Font.values()
        }
    families = {re.sub("-(?:Bold|Italic)", "", name) for name in fonts}
    assert families == {"Noto-Sans-JP", "Source-Sans-3"}


def test_it_is_verified(files: Mapping[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    shutil.copytree(GOLDEN / "seeds", tmp_path / "seeds")
    verdict = verify(tmp_path / "cable-analyst.pdf", tmp_path / "seeds")
    assert verdict.status == "proved", verdict


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        built, found = made(Path(room))
    assert not found, found
    for name, data in built.items():
        if name.endswith(".md"):
            (GOLDEN / name).write_bytes(data)
    text = sentences(built["cable-minister.pdf"])
    (GOLDEN / "cable-minister.txt").write_text(text, encoding="utf-8")
