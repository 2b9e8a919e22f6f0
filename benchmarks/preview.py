"""How long from a save to what a reader sees: `python -m benchmarks.preview`, with Chromium.

Each audience of the example brief has a word of its title changed some times. The clock runs from
before the file is put in its place to the change in the frame's document, and to the picture of a new
PDF's first page. The load of the machine stands beside it: above its cores, times are those of waiting.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

BRIEF = Path("briefs/us-japan-2plus2.yaml")
AUDIENCES = ("minister", "analyst", "legislator", "public")
SAVES, SET = 15, 3
"""Saves that the page is waited for, and those of them that the PDF's page is waited for too."""

NEXT = """(word) => {
  const now = () => performance.timeOrigin + performance.now();
  const body = document.getElementById("document").contentDocument.body;
  window.seen = new Promise((done) => {
    const look = () => body.textContent.includes(word) && done(now());
    new MutationObserver(look).observe(body, { subtree: true, childList: true, characterData: true });
  });
}"""
NEXT_PAGE = """() => {
  const now = () => performance.timeOrigin + performance.now();
  const list = document.getElementById("sheets");
  const before = list.querySelector("img")?.src;
  window.set = new Promise((done) => {
    const look = async () => {
      const first = list.querySelector("img");
      if (!first || first.src === before) return;
      await first.decode();
      done(now());
    };
    new MutationObserver(look).observe(list, { subtree: true, childList: true, attributes: true });
  });
}"""


def saved(outline: Path, text: str, word: str) -> float:
    """Put the outline with ``word`` in its titles in place, as editors do; when that began, in ms."""
    titles = r"(?m)^(  (?:default|minister|legislator|public): [\"']?)(?=\w)"
    beside = outline.with_name(".new")
    beside.write_text(re.sub(titles, rf"\1{word} ", text, count=len(AUDIENCES)), "utf-8")
    began = 1000 * time.time()
    os.replace(beside, outline)
    return began


def measured(page: Page, outline: Path, audience: str) -> tuple[list[float], list[float]]:
    """Milliseconds from saves to the page, and to the picture of the PDF's first page."""
    text = outline.read_text("utf-8")
    seen, pictures = [], []
    tab = page.locator(f"#audiences [data-audience={audience}]")
    tab.click()
    page.wait_for_selector(f"#sheets img[src*='audience={audience}']")
    page.wait_for_timeout(2_000)  # so that the last save of another audience is met
    for run in range(SAVES):
        page.wait_for_selector("body[data-phase=done]")
        word = f"{audience.title()}{run}"
        page.evaluate(NEXT, word)
        if run < SET:
            page.wait_for_selector("#sheets:not(.stale) img")
            page.evaluate(NEXT_PAGE)
        began = saved(outline, text, word)
        seen.append(page.evaluate("window.seen") - began)
        if run < SET:
            pictures.append(page.evaluate("window.set") - began)
    outline.write_text(text, "utf-8")
    return seen, pictures


def told(times: list[float]) -> str:
    """The least, the middle and the most of ``times``, in columns."""
    return f"{min(times):7,.0f} {statistics.median(times):7,.0f} {max(times):7,.0f}"


def main() -> None:
    """Print a line for each audience: least, median and most of its times."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree("seeds", folder / "seeds")
        outline = Path(shutil.copy(BRIEF, folder / BRIEF.name))
        command = [sys.executable, "-m", "briefgen", "preview", str(outline)]
        # Another run has set PDFs with the same words.
        own = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own)
        assert process.stdout
        address = process.stdout.readline().rpartition(" ")[2]
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(address.strip())
        page.wait_for_selector("#audiences button")
        page.keyboard.press("p")
        print("milliseconds from a save to  the page: least, median, most    its PDF page")
        for audience in AUDIENCES:
            seen, pictures = measured(page, outline, audience)
            load = os.getloadavg()[0]
            print(f"{audience:<28} {told(seen)}    {told(pictures)}    (load {load:.1f})")
        browser.close()
        process.send_signal(signal.SIGINT)
        process.wait()


if __name__ == "__main__":
    main()
