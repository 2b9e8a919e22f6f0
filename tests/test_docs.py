"""What the documentation shows is there, can be told to who does not see it, and leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

HOME = Path(__file__).parent.parent
PAGES = [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]
CODE = re.compile(r"(?ms)^```.*?^```$|^(?: {4}[^\n]*\n)+|`[^`\n]*`")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def text(page: Path) -> str:
    """A page without its code."""
    return CODE.sub("", page.read_text(encoding="utf-8"))


def images(page: Path) -> list[tuple[str, Path]]:
    return [(alt, (page.parent / path).resolve()) for alt, path in IMAGE.findall(text(page))]


def anchors(page: Path) -> set[str]:
    """Anchors of the headings, as forges make them."""
    heads = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def test_the_pages_and_their_images_and_links_were_found() -> None:
    assert len(PAGES) > 10
    assert sum(len(images(page)) for page in PAGES) > 15
    assert sum(len(LINK.findall(text(page))) for page in PAGES) > 15


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_image_is_there_and_has_words(page: Path) -> None:
    for alt, path in images(page):
        assert len(alt.split()) > 3, path
        assert path.is_file(), path
        with Image.open(path) as image:
            image.verify()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(text(page)):
        if ":" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_gallery_shows_all_of_its_pictures_and_they_are_small() -> None:
    files = {path.resolve() for path in (HOME / "docs" / "gallery").iterdir()}
    shown = [path for _, path in images(HOME / "docs" / "gallery.md")]
    assert sorted(files) == sorted(shown)
    assert sum(path.stat().st_size for path in files) < 2_500_000
    for path in files:
        with Image.open(path) as image:
            assert image.width <= 900
