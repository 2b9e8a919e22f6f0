"""The desk: what the preview shows of an outline, as it is now, and how that comes about.

A save is drafted in a thread, first the page that is on show, then all others with every finding; the
pages of the PDFs are set in the press. Each step is told to whoever listens.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen import checks
from briefgen.finding import Lack
from briefgen.press.press import Exhausted
from briefgen.preview.citations import Citations
from briefgen.preview.draft import Page, audiences, first_draft, whole_draft
from briefgen.preview.shelf import Shelf
from briefgen.preview.watch import Watch
from briefgen.produce import produce
from briefgen.proof.pageimage import page_count
from briefgen.read.files import project_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from briefgen.bounds import Bounds
    from briefgen.examine import Examined
    from briefgen.finding import Finding
    from briefgen.press.press import Press
    from briefgen.preview.draft import Draft

__all__ = ["Desk", "Phase", "Setting", "Sheets", "View"]

_PATIENCE = 0.2
"""Seconds in which a browser that is there has fetched a new page."""

Phase = Literal["starting", "checking", "citing", "done"]
Setting = Literal["none", "waiting", "setting", "set", "stale", "failed"]


@dataclass(frozen=True)
class Sheets:
    """The PDF of a document: ``key`` is that of the page it was ordered for.

    Without a ``pdf``, ``findings`` or ``why`` say what kept it from being set.
    """

    key: str
    pdf: bytes | None
    count: int = 0
    text_pages: int | None = None
    findings: tuple[Finding, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class View:
    """One audience: ``page`` as last asked for, ``good`` the last one that could be made."""

    page: Page
    good: Page | None = None
    sheets: Sheets | None = None
    setting: Setting = "none"

    @property
    def broken(self) -> bool:
        """Whether the outline as it stands cannot be set for it."""
        return self.page.html is None

    @property
    def version(self) -> str:
        """Of the page on show: another one for other words."""
        html = self.good.html if self.good else None
        return sha256(html.encode()).hexdigest()[:16] if html else ""


class Desk:
    """The state of a preview. All of it changes in the event loop's thread."""

    def __init__(self, path: Path, bounds: Bounds, press: Press) -> None:
        self.path = path
        self.shelf = Shelf(path, bounds)
        self.views: Mapping[str, View] = {}
        self.findings: tuple[Finding, ...] = ()
        self.phase: Phase = "starting"
        self.shown = ""
        self.number = 0
        self._bounds = bounds
        self._press = press
        self._citations = Citations()
        self._before: Examined | None = None
        self._watch = Watch()
        self._projects: frozenset[Path] = frozenset()
        self._told = asyncio.Condition()
        self._ordered = asyncio.Event()
        self._fetched = asyncio.Event()
        self.closing = asyncio.Event()

    async def run(self) -> None:
        """Draft the outline, and again whenever it changes; until cancelled."""
        setting = asyncio.create_task(self._set_pages())
        try:
            while True:
                await self._draft()
                await self._watch.changed()
        finally:
            setting.cancel()
            await self._watch.close()
            with suppress(asyncio.CancelledError):
                await setting

    async def states(self) -> AsyncIterator[int]:
        """The number of the state, each time it has changed; ends with the preview."""
        seen = 0
        while not self.closing.is_set():
            async with self._told:
                while self.number == seen and not self.closing.is_set():
                    await self._told.wait()
            seen = self.number
            yield seen

    async def close(self) -> None:
        """Let those who listen go."""
        self.closing.set()
        async with self._told:
            self._told.notify_all()

    def show(self, audience: str) -> Page | None:
        """The last good page of ``audience``, which from now on is drafted first."""
        view = self.views.get(audience)
        if view is None:
            return None
        if self.shown != audience:
            self.shown = audience
            self._ordered.set()
        self._fetched.set()
        return view.good

    @property
    def broken(self) -> bool:
        """Whether no audience can be made of the outline as it stands."""
        return self.phase != "starting" and all(view.broken for view in self.views.values())

    async def _draft(self) -> None:
        if self.phase == "done":
            self.phase = "checking"
        first = await asyncio.to_thread(
            first_draft, self.path, self.shown, self._before, self._citations, self._bounds
        )
        before = self.views.get(self.shown)
        await self._take(first, "citing" if first.guessed else "checking")
        after = self.views.get(self.shown)
        if before and after and before.version != after.version:
            # The page is fetched now. Python runs one thread at a time: the rest can wait for that.
            self._fetched.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._fetched.wait(), _PATIENCE)
        await self._watch.look_at(
            (*first.files, *self.shelf.files),
            self._folders(),
            all_beside=any(finding.severity == "error" for finding in first.examined.findings),
        )
        whole = await asyncio.to_thread(whole_draft, first, self._citations, self._bounds)
        self._before = whole.examined
        await asyncio.to_thread(self.shelf.take, whole.examined)
        await self._take(whole, "done")
        self._ordered.set()

    def _folders(self) -> list[Path]:
        """Where files for the outline may lie, whether they are there yet or not."""
        # A project that has lost its seeds is another one, until they are put back.
        self._projects |= {project_of(self.path)}
        folders = [self.path.parent, *self._projects, *(each / "seeds" for each in self._projects)]
        for name in ("templates", "styles", "locales"):
            folders += [Path(parent) for parent, _, _ in os.walk(self.path.parent / name)]
        return folders

    async def _take(self, draft: Draft, phase: Phase) -> None:
        """Put what was drafted in the place of what was there."""
        pages = {page.audience: page for page in draft.pages}
        names = audiences(draft.prepared) or tuple(self.views)
        views = {}
        for name in names:
            old = self.views.get(name)
            page = pages.get(name) or (replace(old.page, html=None) if old and not pages else None)
            if page is None:
                page = old.page if old else Page(name)
            good = page if page.html else old.good if old else None
            sheets = old.sheets if old else None
            setting = old.setting if old else "none"
            if page.html is None:
                setting = "stale" if sheets else "none"
            elif page.key and setting != "setting":
                if sheets is None or sheets.key != page.key:
                    setting = "waiting"
                else:
                    setting = "set" if sheets.pdf else "failed"
            views[name] = View(page, good, sheets, setting)
        self.views = views
        if self.shown not in views:
            self.shown = next(iter(views), "")
        self.findings = draft.examined.findings
        self.phase = phase
        await self._tell()

    async def _tell(self) -> None:
        async with self._told:
            self.number += 1
            self._told.notify_all()

    async def _set_pages(self) -> None:
        """Set the PDFs that are not what the pages are, the shown audience's first."""
        while True:
            await self._ordered.wait()
            self._ordered.clear()
            while (name := self._next()) is not None:
                await self._set(name)

    def _next(self) -> str | None:
        waiting = [name for name, view in self.views.items() if view.setting == "waiting"]
        return self.shown if self.shown in waiting else next(iter(waiting), None)

    async def _set(self, name: str) -> None:
        page = self.views[name].page
        assert page.order is not None
        await self._change(name, setting="setting")
        sheets = Sheets(page.key, None)
        try:
            product = await asyncio.wrap_future(self._press.submit(produce, page.order))
        except Exhausted:
            why = "Setting it takes more time or memory than one document may."
            sheets = replace(sheets, why=why)
        except Lack as lack:
            sheets = replace(sheets, why=f"{lack}. To mend it: {lack.remedy}")
        else:
            pdf = product.files.get(f"{page.order.document.name}.pdf")
            count = await asyncio.to_thread(page_count, pdf) if pdf else 0
            sheets = Sheets(page.key, pdf, count, product.text_pages, product.findings)
        view = self.views.get(name)
        if view is None:
            return
        current = view.page.key in ("", sheets.key)
        setting: Setting = "waiting" if not current else "set" if sheets.pdf else "failed"
        await self._change(name, sheets=sheets, setting=setting)

    async def _change(self, name: str, **changes: object) -> None:
        self.views = {**self.views, name: replace(self.views[name], **changes)}  # type: ignore[arg-type]
        await self._tell()

    def all_findings(self) -> tuple[Finding, ...]:
        """Those of the draft, and those of the pages that are set."""
        late = [
            finding
            for view in self.views.values()
            if view.sheets and view.sheets.key == view.page.key
            for finding in view.sheets.findings
        ]
        outline = self._before.outline if self._before else None
        return checks.rate((*self.findings, *late), outline.rules if outline else {})
