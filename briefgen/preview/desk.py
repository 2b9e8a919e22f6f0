"""The desk: what the preview shows of an outline, as it is now, and how that comes about.

A save is drafted in a thread: first the page that is on show, then every finding, then one audience
after the other. A save that comes meanwhile is drafted at once; what was left over is not done. The
pages of the PDFs are set in the press. Each step is told to whoever listens.
"""

from __future__ import annotations

import asyncio
import gc
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen import checks
from briefgen.finding import Lack
from briefgen.press.press import Exhausted
from briefgen.preview.draft import Drafter, Page, audiences
from briefgen.preview.edits import edits
from briefgen.preview.quietly import produce_quietly
from briefgen.preview.shelf import Shelf
from briefgen.preview.watch import Watch
from briefgen.produce import produce
from briefgen.proof.pageimage import page_count
from briefgen.read.files import project_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping, Sequence

    from briefgen.bounds import Bounds
    from briefgen.examine import Examined
    from briefgen.finding import Finding
    from briefgen.press.press import Press
    from briefgen.preview.draft import Draft
    from briefgen.preview.edits import Edit

__all__ = ["Desk", "Phase", "Setting", "Sheets", "View"]

_PATIENCE = 0.2
"""Seconds in which a browser that is there has taken the news."""

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
    """One audience: ``page`` as last asked for, ``good`` the last one that could be made.

    ``edits`` make ``good`` of the page whose version is ``base``, the last good one before it.
    """

    page: Page
    good: Page | None = None
    sheets: Sheets | None = None
    setting: Setting = "none"
    base: str = ""
    edits: Sequence[Edit] = ()

    @property
    def broken(self) -> bool:
        """Whether the outline as it stands cannot be set for it."""
        return self.page.html is None

    @property
    def version(self) -> str:
        """Of the page on show: another one for other words."""
        return self.good.version if self.good else ""


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
        self._press = press
        self._drafter = Drafter(path, bounds)
        self._before: Examined | None = None
        self._watch = Watch()
        self._projects: frozenset[Path] = frozenset()
        self._told = asyncio.Condition()
        self._handed: dict[object, int] = {}
        self._all_handed = asyncio.Event()
        self._ordered = {False: asyncio.Event(), True: asyncio.Event()}
        self.closing = asyncio.Event()

    async def run(self) -> None:
        """Draft the outline, and again whenever it changes; until cancelled."""
        setting = [asyncio.create_task(self._set_pages(others=others)) for others in self._ordered]
        changed: Collection[Path] | None = None
        # Garbage is looked for when there is nothing else to do, and not in what stays.
        gc.disable()
        try:
            while True:
                await self._draft(changed)
                changed = await self._watch.changed()
        finally:
            gc.enable()
            gc.unfreeze()
            for task in setting:
                task.cancel()
            await self._watch.close()
            await asyncio.gather(*setting, return_exceptions=True)

    async def states(self) -> AsyncIterator[int]:
        """The number of the state, each time it has changed; ends with the preview."""
        listener, seen = object(), 0
        try:
            while not self.closing.is_set():
                self._handed[listener] = seen
                self._look_around()
                async with self._told:
                    while self.number == seen and not self.closing.is_set():
                        await self._told.wait()
                seen = self.number
                yield seen
        finally:
            self._handed.pop(listener, None)
            self._look_around()

    def _look_around(self) -> None:
        """See whether all who listen have been handed the news."""
        if all(number == self.number for number in self._handed.values()):
            self._all_handed.set()

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
            self._order()
        return view.good

    @property
    def broken(self) -> bool:
        """Whether no audience can be made of the outline as it stands."""
        return self.phase != "starting" and all(view.broken for view in self.views.values())

    async def _draft(self, changed: Collection[Path] | None) -> None:
        """Draft the outline as it is now, of which ``changed`` may be new; leave off if it changes."""
        first = await asyncio.to_thread(self._drafter.first, self.shown, self._before, changed)
        starting = self.phase == "starting"
        if starting or first.stopped:
            self.findings = first.examined.findings
        await self._take(first, "citing" if first.guessed else "checking")
        # Python runs one thread at a time: the rest can wait for those who want to see the page.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_handed.wait(), _PATIENCE)
        await self._watch.look_at(
            (*first.files, *self.shelf.files), self._folders(), all_beside=first.stopped
        )
        rest = self._drafter.rest(first)
        try:
            while (draft := await asyncio.to_thread(next, rest, None)) is not None:
                if self._watch.waiting:
                    return
                last, self._before = draft, draft.examined
                self.findings = draft.examined.findings
                await self._take(draft, self.phase)
        finally:
            with suppress(ValueError):  # cancelled while it is at work
                await asyncio.to_thread(rest.close)
        await asyncio.to_thread(self.shelf.take, last.examined)
        await self._take(last, "done")
        self._order()
        await asyncio.to_thread(gc.collect)
        if starting:
            gc.freeze()

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
        names = audiences(draft.prepared)
        views = {}
        for name in names or self.views:
            old = self.views.get(name) or View(Page(name))
            page = pages.get(name) or (old.page if names else replace(old.page, html=None))
            good = page if page.html else old.good
            setting = _setting(old, page)
            view = replace(old, page=page, good=good, setting=setting)
            if good and good.version != old.version:
                made = edits(old.good.lines, good.lines) if old.good else ()
                view = replace(view, base=old.version, edits=made)
            views[name] = view
        self.views = views
        if self.shown not in views:
            self.shown = next(iter(views), "")
        self.phase = phase
        await self._tell()

    async def _tell(self) -> None:
        async with self._told:
            self.number += 1
            if self._handed:
                self._all_handed.clear()
            self._told.notify_all()

    def _order(self) -> None:
        for ordered in self._ordered.values():
            ordered.set()

    async def _set_pages(self, *, others: bool) -> None:
        """Set the PDFs that are not what the pages are: of the audience on show, or ``others`` too.

        Two of these work at once, so that the one that is waited for does not wait for the others.
        """
        ordered = self._ordered[others]
        while True:
            await ordered.wait()
            ordered.clear()
            while (name := self._next(others=others)) is not None:
                await self._set(name)

    def _next(self, *, others: bool) -> str | None:
        waiting = [name for name, view in self.views.items() if view.setting == "waiting"]
        if self.shown in waiting:
            return self.shown
        return waiting[0] if waiting and others else None

    async def _set(self, name: str) -> None:
        page = self.views[name].page
        assert page.order is not None
        await self._change(name, setting="setting")
        task = produce if name == self.shown else produce_quietly
        sheets = Sheets(page.key, None)
        try:
            product = await asyncio.wrap_future(self._press.submit(task, page.order))
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
        view = replace(view, sheets=sheets, setting="set" if sheets.pdf else "failed")
        await self._change(name, sheets=sheets, setting=_setting(view, view.page))
        self._order()

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


def _setting(view: View, page: Page) -> Setting:
    """What there is to say of the PDF now that ``page`` takes the place of the one in ``view``."""
    sheets = view.sheets
    if page.html is None:
        return "stale" if sheets else "none"
    if not page.key or view.setting == "setting":
        return view.setting
    if sheets is None or sheets.key != page.key:
        return "waiting"
    return "set" if sheets.pdf else "failed"
