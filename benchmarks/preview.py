"""How long from a save to the page in the browser: `python -m benchmarks.preview`, with Chromium.

The clock runs from before the file is written to the change in the frame's document.
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
RUNS = 15
SETTLED = "body[data-state=done]"
NEXT = """(word) => {
  const body = document.getElementById("document").contentDocument.body;
  window.seen = new Promise((done) => {
    const look = () => body.textContent.includes(word) && done(performance.timeOrigin + performance.now());
    new MutationObserver(look).observe(body, { subtree: true, childList: true, characterData: true });
  });
}"""


def times_seen(page: Page, outline: Path, audience: str) -> list[float]:
    """Milliseconds until each of some saves, which change a word of the title, is on the page."""
    text = outline.read_text("utf-8")
    found = []
    page.click(f"#audiences [data-audience={audience}]")
    for run in range(RUNS):
        page.wait_for_selector(SETTLED)
        word = f"Marker{run}"
        page.evaluate(NEXT, word)
        written = re.sub(
            r"(?m)^(  (?:default|minister): [\"']?)(?=\w)", rf"\1{word} ", text, count=2
        )
        beside = outline.with_suffix(".new")
        beside.write_text(written, "utf-8")
        before = time.time()
        os.replace(beside, outline)
        found.append(page.evaluate("window.seen") - 1000 * before)
    outline.write_text(text, "utf-8")
    return found


def main() -> None:
    """Print the medians for the longest and the shortest document of the example brief."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree("seeds", folder / "seeds")
        outline = Path(shutil.copy(BRIEF, folder / BRIEF.name))
        command = [sys.executable, "-m", "briefgen", "preview", str(outline)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        address = process.stdout.readline().rpartition(" ")[2]
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(address.strip())
        for audience in ("analyst", "minister"):
            times = times_seen(page, outline, audience)
            print(
                f"{audience:<10} {statistics.median(times):6.0f} ms from save to page,"
                f" {min(times):.0f} to {max(times):.0f}"
            )
        browser.close()
        process.send_signal(signal.SIGINT)
        process.wait()


if __name__ == "__main__":
    main()
