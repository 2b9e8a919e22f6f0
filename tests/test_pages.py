"""Every page of the real brief, on both papers, against the page that somebody has looked at.

``tests/golden/pages`` holds a picture of each page, ``analyst-a4-03.png``, the text of each document, ``analyst-a4.txt``,
and in ``made-with.txt`` the libraries that made them. After a change that is meant, ``make golden`` writes them anew; look at
every page before you commit it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFilter

from briefgen.build import Settings, build
from briefgen.machine.native import load_weasyprint
from briefgen.read.outline import read_outline
from briefgen.select import settings
from tests import sheets
from tests.forge import weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.build import Built
    from tests.sheets import Sheet

HOME = Path(__file__).parent.parent
BRIEF = HOME / "briefs" / "us-japan-2plus2.yaml"
GOLDEN = Path(__file__).parent / "golden" / "pages"
AUDIENCES = ("minister", "analyst", "legislator", "public")
PAPERS = ("a4", "letter")
PIXELS_A_POINT = sheets.DOTS / 72
DARK = 70  # text for reading; running heads and source tags are lighter


def turned(folder: Path) -> Path:
    """An outline in ``folder`` that sets the real brief on the other paper, however many pages it takes."""
    shutil.copytree(HOME / "seeds", folder / "seeds")
    shutil.copytree(BRIEF.parent, folder / "briefs")
    outline = read_outline(BRIEF).value
    assert outline is not None
    lines = [f"extends: {BRIEF.name}", "audiences:"]
    for audience in outline.audiences:
        (paper,) = set(PAPERS) - {settings(outline, audience).paper}
        lines.append(f"  {audience}: {{paper: {paper}, limits: {{pages: 99}}}}")
    path = folder / "briefs" / "turned.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def printed(builds: Iterable[Built]) -> Mapping[str, Path]:
    """The PDF of each document, by audience and paper."""
    files = {}
    for built in builds:
        assert not built.stopped, built.findings
        for document in built.documents:
            (path,) = [file for file in built.files if file.name == f"{document.name}.pdf"]
            files[f"{document.audience}-{document.paper}"] = path
    return files


@pytest.fixture(scope="module")
def pdfs(real_build: Built, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("turned")
    with weasyprint_leaves_a_file_open():
        other = build(turned(folder), folder / "out", Settings(formats=("pdf",)))
    return printed([real_build, other])


def text_of(found: Iterable[Sheet]) -> str:
    """The text of a document, page by page."""
    return "".join(f"=== page {n}\n{sheet.text}\n" for n, sheet in enumerate(found, 1))


def picture_of(name: str, number: int) -> Path:
    return GOLDEN / f"{name}-{number:02}.png"


def pictures_of(name: str) -> list[Path]:
    return sorted(GOLDEN.glob(f"{name}-[0-9][0-9].png"))


@cache
def picture(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("L")


def compare(name: str, found: Iterable[Sheet], room: Path) -> list[str]:
    """What is not as it was in the document; the differences are put into ``room`` as pictures."""
    complaints = []
    expected = pictures_of(name)
    count = 0
    for count, sheet in enumerate(found, 1):
        if count > len(expected):
            continue
        golden = picture(expected[count - 1])
        if box := sheets.difference(golden, sheet.image):
            path = room / expected[count - 1].name
            sheets.side_by_side(golden, sheet.image, box).save(path)
            complaints.append(f"{name}, page {count}: {sheets.place(box)}; see {path}")
    if count != len(expected):
        complaints.append(f"{name}: {count} pages, not {len(expected)}")
    return complaints


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_is_as_it_was(
    audience: str, paper: str, pdfs: Mapping[str, Path], tmp_path: Path
) -> None:
    name = f"{audience}-{paper}"
    found = sheets.sheets(pdfs[name])
    assert text_of(found) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    complaints = compare(name, found, tmp_path)
    with_what = (GOLDEN / "made-with.txt").read_text(encoding="utf-8")
    assert complaints == [], f"pages were made with\n{with_what}and found with\n{libraries()}"


EVERY = sorted(GOLDEN.glob("*.png"))


def test_the_golden_pages_are_those_of_the_documents() -> None:
    names = {f"{audience}-{paper}" for audience in AUDIENCES for paper in PAPERS}
    assert {path.name[: -len("-00.png")] for path in EVERY} == names
    for name in names:
        pictures = pictures_of(name)
        assert pictures == [picture_of(name, n) for n in range(1, len(pictures) + 1)]
        assert len({picture(path).size for path in pictures}) == 1
    assert sum(path.stat().st_size for path in GOLDEN.iterdir()) < 2_000_000


Band = tuple[int, int]


def ink(image: Image.Image) -> bytes:
    """A byte for each pixel: 0 on paper."""
    return image.point([255 * (value < 200) for value in range(256)]).tobytes()


def lines_of(image: Image.Image) -> list[Band]:
    """Rows of the lines of text that stand apart on plain paper, from the first to the one after the last."""
    data, width = ink(image), image.width
    rows = [any(data[start : start + width]) for start in range(0, len(data), width)]
    marks = "".join("#" if row else "." for row in rows)
    found = [match.span() for match in re.finditer(r"(?<=\.)#{4,12}(?=\.)", marks)]
    return [band for band in found if len(words_in(image, band)) > 2]


def words_in(image: Image.Image, band: Band) -> list[Band]:
    """Columns of the words, of ten pixels and more, in a line."""
    data = ink(image.crop((0, band[0], image.width, band[1])))
    columns = [any(data[x :: image.width]) for x in range(image.width)]
    marks = "".join("#" if column else "." for column in columns)
    return [match.span() for match in re.finditer(r"#(?:#|\.(?=#)){9,}", marks)]


def moved(image: Image.Image, box: sheets.Box, points: float) -> Image.Image:
    """The page with what stands in ``box`` moved down."""
    shift = (1, 0, 0, 0, 1, -points * PIXELS_A_POINT)
    part = image.crop(box)
    found = image.copy()
    shifted = part.transform(part.size, Image.Transform.AFFINE, shift, Image.Resampling.BICUBIC)
    shifted.paste(255, (0, 0, part.width, max(1, round(points * PIXELS_A_POINT))))
    found.paste(shifted, box)
    return found


def of_a_line(image: Image.Image, band: Band) -> Iterator[tuple[str, Image.Image]]:
    """The page with something wrong in one of its lines."""
    top, bottom = band
    line = (0, top - 1, image.width, bottom + 3)
    yield "moved by 2 pt", moved(image, line, 2)
    if image.crop(line).getextrema()[0] < DARK:
        yield "moved by 1 pt", moved(image, line, 1)
    height = (bottom - top + 4) / PIXELS_A_POINT
    yield "moved by a line, and all below", moved(image, (0, top, *image.size), height)
    words = words_in(image, band)
    for what, (left, right) in (("the line gone", (0, image.width)), ("a word gone", words[-2])):
        found = image.copy()
        ImageDraw.Draw(found).rectangle((left, top, right - 1, bottom), fill=255)
        yield what, found


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_fault_in_any_page_is_seen(path: Path) -> None:
    image = picture(path)
    for band in lines_of(image)[::5]:
        for what, wrong in of_a_line(image, band):
            box = sheets.difference(image, wrong)
            assert box, f"{what}, rows {band}"
            assert box[1] <= band[1] + sheets.WINDOW, what


def test_lines_were_found_to_be_moved() -> None:
    assert sum(len(lines_of(picture(path))) for path in EVERY) > 10 * len(EVERY)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_another_way_of_smoothing_letters_is_not(path: Path) -> None:
    image = picture(path)
    shift = (1, 0, -0.1 * PIXELS_A_POINT, 0, 1, 0)
    same = {
        "blur": image.filter(ImageFilter.GaussianBlur(0.4)),
        "light": image.point([round(255 * (value / 255) ** 0.85) for value in range(256)]),
        "bold": image.point([round(255 * (value / 255) ** 1.15) for value in range(256)]),
        "0.1 pt": image.transform(
            image.size, Image.Transform.AFFINE, shift, Image.Resampling.BICUBIC, fillcolor=255
        ),
    }
    assert {name for name, other in same.items() if sheets.difference(image, other)} == set()


def test_a_page_more_or_less_and_a_moved_line_are_told_with_their_place(tmp_path: Path) -> None:
    name = "public-a4"
    pages = [sheets.Sheet(picture(path), "") for path in pictures_of(name)]
    assert compare(name, pages, tmp_path) == []
    count = len(pages)
    assert compare(name, pages[:-1], tmp_path) == [f"{name}: {count - 1} pages, not {count}"]
    more = [*pages, pages[0]]
    assert compare(name, more, tmp_path) == [f"{name}: {count + 1} pages, not {count}"]
    assert list(tmp_path.iterdir()) == []
    image = pages[1].image
    top, bottom = lines_of(image)[7]
    wrong = sheets.Sheet(moved(image, (0, top - 1, image.width, bottom + 3), 2), "")
    (said,) = compare(name, [pages[0], wrong, *pages[2:]], tmp_path)
    found = re.match(
        rf"{name}, page 2: \d+-\d+ mm from the left, (\d+)-(\d+) mm from the top", said
    )
    assert found, said
    assert int(found[1]) - 3 <= top / sheets.DOTS * 25.4 <= int(found[2])
    assert (tmp_path / f"{name}-02.png").exists()


def libraries() -> str:
    """The libraries that set and draw a page, with their versions."""
    weasyprint = load_weasyprint()
    number = weasyprint.text.ffi.pango.pango_version()
    pango = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    lines = [f"WeasyPrint {weasyprint.__version__}", f"Pango {pango}"]
    if name := ctypes.util.find_library("harfbuzz"):
        harfbuzz = ctypes.CDLL(name)
        harfbuzz.hb_version_string.restype = ctypes.c_char_p
        lines.append(f"HarfBuzz {harfbuzz.hb_version_string().decode()}")
    if name := ctypes.util.find_library("freetype"):
        lines.append(f"FreeType {freetype_version(ctypes.CDLL(name))}")
    lines.append(f"PDFium {sheets.pypdfium2.PDFIUM_INFO}")
    return "\n".join(lines) + "\n"


def freetype_version(freetype: ctypes.CDLL) -> str:
    library = ctypes.c_void_p()
    parts = [ctypes.c_int() for _ in range(3)]
    freetype.FT_Init_FreeType(ctypes.byref(library))
    freetype.FT_Library_Version(library, *map(ctypes.byref, parts))
    freetype.FT_Done_FreeType(library)
    return ".".join(str(part.value) for part in parts)


def write_anew(files: Mapping[str, Path]) -> None:
    """Put pictures and texts of the documents in the place of those that were."""
    made = {GOLDEN / "made-with.txt": libraries().encode()}
    for name, pdf in files.items():
        found = sheets.sheets(pdf)
        made[GOLDEN / f"{name}.txt"] = text_of(found).encode()
        for number, sheet in enumerate(found, 1):
            path = picture_of(name, number)
            # What is the same within the tolerance stays as it is, byte by byte.
            same = path.exists() and not sheets.difference(picture(path), sheet.image)
            made[path] = path.read_bytes() if same else sheets.png(sheet.image)
    GOLDEN.mkdir(exist_ok=True)
    for path in set(GOLDEN.iterdir()) - set(made):
        path.unlink()
        print(f"gone     {path.name}")
    for path, data in made.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
            print(f"written  {path.name}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        other = turned(Path(room))
        outlines = [other.with_name(BRIEF.name), other]
        asked = Settings(formats=("pdf",))
        write_anew(printed(build(path, Path(room) / path.stem, asked) for path in outlines))
