"""The page on every screen: wide and narrow, light and dark, without a script, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import AUDIENCES, document_of, file_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from briefgen.build import Built
    from tests.browser.conftest import Opening


@pytest.mark.parametrize("audience", AUDIENCES)
def test_axe_finds_nothing_with_the_panel_open(
    audience: str, real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, audience))
    assert violations(page, "aside") == ""
    page.locator("#call-3").click()
    assert violations(page) == ""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_contrast_holds_on_a_dark_screen(
    audience: str, real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, audience), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(221, 228, 234)"
    assert violations(page, "aside") == ""
    page.locator("#call-3").click()
    assert violations(page, rules=["color-contrast", "link-in-text-block"]) == ""


def test_axe_finds_nothing_while_sources_and_differences_are_browsed_on_a_phone(
    real_build: Built, reader: Opening
) -> None:
    for scheme in ("light", "dark"):
        page = reader(file_of(real_build, "legislator"), width=360, color_scheme=scheme)
        page.get_by_role("button", name="Browse the sources").click()
        assert violations(page, "aside") == ""
        page.get_by_role("button", name="Differences").click()
        assert violations(page, "aside") == ""


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_is_wider_than_a_phone(
    audience: str, javascript: bool, real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, audience), width=320, javascript=javascript)
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 320
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.locator("#call-2").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_a_wide_screen_the_panel_opens_beside_a_text_that_stays_where_it_is(
    real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, "analyst"))
    text = page.locator(".bottom-line p").first
    before = text.bounding_box()
    page.locator("#call-1").click()
    panel = page.locator(".panel").bounding_box()
    assert before is not None
    assert panel is not None
    assert text.bounding_box() == before
    assert before["x"] + before["width"] < panel["x"]
    assert panel["height"] == 900


def test_on_a_phone_the_panel_is_a_sheet_that_leaves_the_citation_in_sight(
    real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, "public"), width=360)
    for number in (1, 20, page.locator('main [id^="call-"]').count()):
        page.locator(f"#call-{number}").click()
        call, panel = page.locator(".current").bounding_box(), page.locator(".panel").bounding_box()
        assert call is not None
        assert panel is not None
        assert panel["width"] == 360
        assert panel["y"] + panel["height"] == 700
        assert 0 <= call["y"] < call["y"] + call["height"] <= panel["y"]
        words = page.locator(".view mark:not(.other)").first.bounding_box()
        assert words is not None
        assert panel["y"] < words["y"] < 700
        page.keyboard.press("Escape")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_without_a_script_every_citation_leads_to_its_paragraph(
    audience: str, real_build: Built, reader: Opening
) -> None:
    document = document_of(real_build, audience)
    page = reader(file_of(real_build, audience), width=360, javascript=False)
    assert not page.locator(".dock").is_visible()
    page.locator("#call-2").click()
    if document.citations == "notes":
        assert page.url.endswith("#note-2")
        page.locator("#note-2 .tag").first.click()
    (first, *_) = [paragraph for paragraph in document.paragraphs if 2 in paragraph.notes]
    assert page.url.endswith(f"#{first.anchor}")
    target = page.locator(f"#{first.anchor}:target")
    assert target.is_visible()
    assert "".join(run.text for run in first.runs) in target.inner_text()
    page.locator(f"#{first.anchor} .tag").click()
    assert page.url.endswith(f"#source-{first.tag.letter}")


def test_without_a_script_sources_and_differences_are_sections(
    real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, "legislator"), javascript=False)
    for heading in (
        "How the sources differ",
        "The same text, quoted in different words",
        "The sources and their grades",
        "Evidence: the paragraphs relied on",
    ):
        assert page.get_by_role("heading", name=heading).is_visible()


@pytest.mark.parametrize("audience", ["analyst", "minister"])
def test_a_browser_prints_the_brief_without_its_desk_in_dark_on_white(
    audience: str, real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, audience), color_scheme="dark")
    page.locator("#call-1").click()
    assert page.locator(".panel").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".panel").is_visible()
    body = "getComputedStyle(document.body)"
    assert page.evaluate(f"[{body}.color, {body}.paddingRight]") == ["rgb(27, 36, 48)", "0px"]
    assert (
        page.locator(".current").evaluate("call => getComputedStyle(call).outlineStyle") == "none"
    )


def test_what_is_open_is_seen_without_colors(real_build: Built, reader: Opening) -> None:
    page = reader(file_of(real_build, "analyst"), forced_colors="active")
    page.locator("#call-1").click()
    outline = page.locator(".current").evaluate("call => getComputedStyle(call).outlineWidth")
    assert outline == "2px"
    assert page.locator(".panel").evaluate("it => getComputedStyle(it).borderTopWidth") == "2px"


def violations(page: Page, context: str | None = None, *, rules: list[str] | None = None) -> str:
    """What axe-core objects to, in words."""
    single = {"color-contrast": {"options": {"ignoreLength": True}}}  # numbers of one figure too
    options: dict[str, object] = {"resultTypes": ["violations"], "checks": single}
    if rules:
        options["runOnly"] = rules
    results = Axe().run(page, context, options)
    return results.generate_report() if results.violations_count else ""
