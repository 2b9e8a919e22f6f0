"""The preview in a real browser, and a real process behind it: write, save, see; select, paste, cite."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from briefgen.examine import examine
from tests.forge import OUTLINE, project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WAIT = 60_000
"""Milliseconds that anything may take on a machine that is busy."""


@pytest.fixture(scope="module")
def outline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("previewed"))


@pytest.fixture(scope="module")
def address(outline: Path) -> Iterator[str]:
    """The preview of the brief as a person starts it, and ends it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "preview", "briefs/harbor.yaml"],
        cwd=outline.parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line)
    assert found, process.communicate()
    yield found[0]
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=60)
    assert (process.returncode, complained) == (0, "")


@pytest.fixture
def page(chromium: Browser, address: str, outline: Path, faults: list[str]) -> Iterator[Page]:
    """The page, opened at the address that was printed, the outline as it was at first."""
    save(outline, OUTLINE)
    context = chromium.new_context(
        viewport={"width": 1400, "height": 900},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("requestfailed", lambda one: asked(faults, one.url))
    page.on("request", lambda one: asked(faults, one.url))
    page.goto(address)
    settled(page)
    yield page
    context.close()
    assert faults == []


def asked(faults: list[str], url: str) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:")):
        faults.append(f"asked for {url}")


def settled(page: Page) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", "done")
    expect(text(page)).to_contain_text("The harbor opens again")


def text(page: Page):
    return page.frame_locator("#document").locator("body")


def save(path: Path, words: str) -> None:
    """As editors do: whole, in the place of the old one."""
    beside = path.with_name(".harbor.new")
    beside.write_text(words, "utf-8")
    os.replace(beside, path)


def test_the_address_is_not_kept_where_others_see_it(page: Page) -> None:
    assert "token" not in page.url
    assert page.evaluate("document.cookie") == ""
    page.reload()
    settled(page)


def test_a_save_is_seen_where_the_reader_is(page: Page, outline: Path) -> None:
    page.set_viewport_size({"width": 1000, "height": 400})
    frame = next(each for each in page.frames if "/document" in each.url)
    frame.evaluate("scrollTo(0, 300)")
    frame.evaluate("document.querySelector('h1').mine = 'kept'")
    before = frame.evaluate("scrollY")
    assert before > 100
    save(outline, OUTLINE.replace("and a report follows", "and no report follows"))
    expect(text(page)).to_contain_text("and no report follows")
    assert frame.evaluate("document.querySelector('h1').mine") == "kept"
    assert frame.evaluate("scrollY") == before


def test_a_broken_outline_keeps_the_page_and_says_what_is_wrong(page: Page, outline: Path) -> None:
    save(outline, OUTLINE.replace('"call the plan', '"call this plan'))
    expect(page.locator("#status")).to_contain_text("broken since")
    expect(page.locator("#broken")).to_be_visible()
    # The lamp is another one to those who see no colors, and who see nothing are told.
    assert page.locator(".lamp").evaluate("(one) => getComputedStyle(one).borderRadius") == "0px"
    expect(page.locator("#spoken")).to_contain_text("broken since")
    expect(text(page)).to_contain_text("call the plan")
    finding = page.locator("#findings-list > li.error")
    expect(finding.locator(".said")).to_contain_text("no passage that this sentence cites")
    expect(finding.locator(".excerpt")).to_contain_text("30 |")
    place = finding.locator(".place")
    expect(place).to_have_text(re.compile(r"^briefs/harbor\.yaml:30:\d+$"))
    place.click()
    assert page.evaluate("navigator.clipboard.readText()") == place.inner_text()
    save(outline, OUTLINE)
    expect(page.locator("#broken")).to_be_hidden()
    settled(page)
    assert page.locator(".lamp").evaluate("(one) => getComputedStyle(one).borderRadius") == "50%"


def test_what_an_outline_says_is_text_and_never_a_page(page: Page, outline: Path) -> None:
    evil = "<img src=x onerror=parent.evil=1><script>parent.evil=1</script>"
    title = f"title: 'The harbor opens again {evil}'"
    save(outline, OUTLINE.replace("title: The harbor opens again", f"{title}\n'{evil}': 1"))
    expect(page.locator("#findings-list .said").first).to_contain_text(evil)
    expect(page.locator("#broken-first")).to_contain_text(evil)
    save(outline, OUTLINE.replace("title: The harbor opens again", title))
    expect(text(page).locator("h1")).to_contain_text(evil)
    assert page.locator("img[src=x], #panel script, .bar script").count() == 0
    assert text(page).locator("img[src=x], h1 script").count() == 0
    assert page.evaluate("window.evil") is None


def test_two_windows_show_two_audiences(page: Page, outline: Path) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#audiences [data-audience=minister]").click()
    save(outline, OUTLINE.replace("and a report follows", "and nothing follows"))
    for one, name in ((page, "desk"), (other, "minister")):
        expect(text(one)).to_contain_text("and nothing follows")
        chosen = one.locator("#audiences [aria-selected=true]")
        expect(chosen).to_have_attribute("data-audience", name)
    other.close()


def test_audiences_have_their_lengths_and_pages(page: Page, outline: Path) -> None:
    save(
        outline, OUTLINE.replace("{template: one-page}", "{template: one-page, limits: {words: 9}}")
    )
    tab = page.locator("#audiences [data-audience=minister]")
    expect(tab).to_contain_text(re.compile(r"\d+/9 w \(over\)"))
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(page.locator("#findings-list")).to_contain_text("its limit is 9")
    expect(tab).to_contain_text(re.compile(r"\d+/1 p"))
    page.keyboard.press("p")
    picture = page.locator("#sheets img").first
    expect(picture).to_be_visible()
    page.wait_for_selector("#sheets img[src*='audience=minister']")
    assert picture.evaluate("async (one) => (await one.decode(), one.naturalWidth)") == 1190
    page.keyboard.press("1")
    expect(page.locator("#audiences [data-audience=desk]")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(page.locator("#sheets a").first).to_have_attribute("href", re.compile("audience=desk"))
    with page.context.expect_page() as opened, page.expect_popup():
        page.evaluate("document.getElementById('pdf').click()")
    assert "/pdf?audience=desk" in opened.value.url or opened.value.url == ":"


def drag(page: Page, words: str) -> None:
    """Select ``words`` of the seed that is open with the mouse."""
    expect(page.locator("#seed-text")).to_contain_text(words)
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById("seed-text"), 4);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            node.parentElement.scrollIntoView({ block: "center" });
            const edge = (offset) => {
              const range = document.createRange();
              range.setStart(node, offset);
              range.setEnd(node, offset + 1);
              return range.getBoundingClientRect();
            };
            const [a, z] = [edge(at), edge(at + words.length - 1)];
            return [a.left + 1, (a.top + a.bottom) / 2, z.right - 1, (z.top + z.bottom) / 2];
          }
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=5)
    page.mouse.up()


def test_words_are_selected_pasted_and_cited(page: Page, outline: Path) -> None:
    page.keyboard.press("s")
    page.locator("#shelf [data-seed=port]").click()
    expect(page.locator("#seed-text mark").first).to_have_text("agreed to reopen the shipping lane")
    expect(page.locator("#seed-text .relied-list").first).to_contain_text("agreed · desk, minister")
    drag(page, "closed since the spring")
    expect(page.locator("#passage-said")).to_have_text("closed-since-spring, ¶ 2")
    page.keyboard.press("c")
    expect(page.locator("#passage-hint")).to_contain_text("[@closed-since-spring]")
    entry = page.evaluate("navigator.clipboard.readText()")
    written = OUTLINE.replace("    passages:\n", f"    passages:\n{entry}", 1)
    written = written.replace(
        "on May 4 [@agreed], and", "on May 4 [@agreed]; it was shut [@closed-since-spring], and"
    )
    assert written != OUTLINE
    save(outline, written)
    expect(text(page)).to_contain_text("it was shut")
    settled(page)
    expect(page.locator("#seed-text .relied-list").first).to_contain_text(
        "closed-since-spring · desk"
    )
    findings = examine(outline).findings
    assert [f.message for f in findings if f.severity == "error"] == []


def test_too_few_words_are_said_to_be_too_few(page: Page) -> None:
    page.keyboard.press("s")
    page.locator("#shelf [data-seed=gazette]").click()
    drag(page, "no room")
    expect(page.locator("#passage-said")).to_have_text(re.compile("fewer than three words"))
    expect(page.locator("#passage-copy")).to_be_hidden()


def test_all_of_it_can_be_done_by_keys(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("NAVIES will")
    expect(page.locator("#words")).to_have_value("NAVIES will")
    expect(page.locator("#search-said")).to_have_text("1 place")
    hit = page.locator("#shelf button")
    expect(hit).to_have_text(re.compile(r"gazette ¶ 2"))
    expect(hit.locator("mark")).to_have_text("navies will")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#seed-text .here")).to_have_attribute("data-number", "2")
    expect(page.locator("#seed-text")).to_be_focused()
    page.keyboard.press("ArrowRight")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#passage-entry")).to_contain_text("quote: Both navies will patrol")
    page.keyboard.press("c")
    expect(page.locator("#passage-hint")).to_contain_text("Copied")
    assert "both-navies-patrol" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(page.locator("#passage")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#seed")).to_be_hidden()
    page.keyboard.press("f")
    expect(page.locator("#findings")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#findings")).to_be_visible()


def findings_view(page: Page) -> None:
    page.keyboard.press("f")
    expect(page.locator("#findings-list > li").first).to_be_visible()


def seed_view(page: Page) -> None:
    page.keyboard.press("s")
    page.locator("#shelf [data-seed=port]").click()
    drag(page, "closed since the spring")
    expect(page.locator("#passage-entry")).to_be_visible()


def search_view(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("the lane")
    expect(page.locator("#shelf mark").first).to_be_visible()


def pages_view(page: Page) -> None:
    page.locator("#tab-pages").click()
    expect(page.locator("#sheets img").first).to_be_visible()


def help_view(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(page: Page, outline: Path, scheme: str) -> None:
    """By axe-core's rules, in each of its states."""
    page.emulate_media(color_scheme=scheme)
    save(outline, OUTLINE.replace('"call the plan', '"call this plan'))
    expect(page.locator("#broken")).to_be_visible()
    views: list[Callable[[Page], None]] = [findings_view, seed_view, search_view, pages_view]
    for view in [*views, help_view]:
        view(page)
        found = Axe().run(page, context="body", options={"iframes": False})
        problems = [
            (view.__name__, one["id"], [node["target"] for node in one["nodes"]])
            for one in found.response["violations"]
        ]
        assert problems == []


def test_a_page_of_another_site_gets_nothing(chromium: Browser, page: Page, tmp_path: Path) -> None:
    """Fetches, frames, pictures and sockets from elsewhere, with the cookie in the same browser."""
    home = page.url.rstrip("/")
    other = page.context.new_page()
    other.route(
        "http://evil.example/**",
        lambda route: route.fulfill(body="<p>evil", content_type="text/html"),
    )
    other.goto("http://evil.example/")
    answers = other.evaluate(
        """async (home) => {
          const tried = async (options) => {
            try { return (await fetch(home + "/seeds", options)).status } catch (error) { return "refused" }
          };
          const loads = (name) => new Promise((done) => {
            const one = Object.assign(document.createElement(name), { src: home + "/page?audience=desk&number=1" });
            one.onload = () => done(name === "iframe" ? (one.contentDocument ? "read" : "closed") : "read");
            one.onerror = () => done("refused");
            document.body.append(one);
          });
          const socket = new Promise((done) => {
            const one = new WebSocket(home.replace("http", "ws") + "/events");
            one.onopen = () => done("read");
            one.onerror = () => done("refused");
          });
          return [await tried({ credentials: "include" }), await loads("img"), await loads("script"), await socket];
        }""",
        home,
    )
    assert answers == ["refused", "refused", "refused", "refused"]
    other.close()
