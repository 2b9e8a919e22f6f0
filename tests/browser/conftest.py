"""A real Chromium: the machine's own, driven by Playwright, which brings none and fetches none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class Opening(Protocol):
    """Opens an HTML file as a reader would."""

    def __call__(
        self,
        path: Path,
        *,
        width: int = 1400,
        javascript: bool = True,
        anchor: str = "",
        **more: str,
    ) -> Page:
        """The page, ``width`` pixels wide; ``more`` are what the reader prefers."""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests here, closed before other tests need an event loop of their own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """What the pages of a test asked a network for, and what the browser complained of."""
    return []


@pytest.fixture
def reader(chromium: Browser, faults: list[str]) -> Iterator[Opening]:
    """Opens files without a network; what is left of ``faults`` at its end fails the test."""
    contexts = []

    def answered(route: Route) -> None:
        if route.request.is_navigation_request():
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    def opened(
        path: Path, *, width: int = 1400, javascript: bool = True, anchor: str = "", **more: str
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 700},
            java_script_enabled=javascript,
            offline=True,
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
            **more,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.route("**/*", answered)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda said: faults.append(f"{said.type}: {said.text}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
