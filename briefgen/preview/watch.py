"""Watch: wait until a file that was read is no longer what it was. The only room of watchfiles.

Folders are watched, not files: an editor saves by putting another file in the place of the old one.
"""

from __future__ import annotations

import asyncio
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from watchfiles import Change

    from briefgen.read.files import FileRead

__all__ = ["Watch"]

_STEP = 10
"""Milliseconds without a further change after which a save counts as done."""

_DEBOUNCE = 100
"""Milliseconds after which it does in any case."""


class Watch:
    """Tells when something changed: :meth:`look_at` says what counts, :meth:`changed` waits.

    Counted are the files that were read; files that come or go beside them, because they may be
    looked for the next time (a style, a template); and with ``all_beside`` whatever is saved beside
    them, because what could not be read is among it.
    """

    def __init__(self) -> None:
        self._names: frozenset[str] = frozenset()
        self._folders: frozenset[Path] = frozenset()
        self._all_beside = True
        self._changed = asyncio.Event()
        self._paths: set[Path] = set()
        self._anything = False
        self._task: asyncio.Task[None] | None = None

    async def look_at(
        self, files: Iterable[FileRead], folders: Collection[Path], *, all_beside: bool
    ) -> None:
        """Count changes of ``files``, and of what lies in ``folders`` and beside the files."""
        files = tuple(files)
        before = self._names
        self._names = frozenset(str(file.path) for file in files)
        self._all_beside = all_beside
        parents = {file.path.parent for file in files} | {_there(folder) for folder in folders}
        if parents != self._folders or self._task is None or self._task.done():
            await self.close()
            self._folders = frozenset(parents)
            self._task = asyncio.create_task(self._run())
            # One step, in which the watch is set up; what changed before that is seen by its bytes.
            await asyncio.sleep(0)
            before = frozenset()
        fresh = [file for file in files if str(file.path) not in before]
        if await asyncio.to_thread(_differ, fresh):
            self._anything = True
            self._changed.set()

    @property
    def waiting(self) -> bool:
        """Whether something has changed that :meth:`changed` has not told yet."""
        return self._changed.is_set()

    async def changed(self) -> frozenset[Path] | None:
        """Wait for the next change; at once if there was one since the last time.

        The paths at which something has changed, or None if that cannot be told.
        """
        await self._changed.wait()
        self._changed.clear()
        paths, self._paths = self._paths, set()
        anything, self._anything = self._anything, False
        return None if anything else frozenset(paths)

    async def close(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        from watchfiles import awatch

        async for batch in awatch(
            *self._folders,
            watch_filter=self._counts,
            debounce=_DEBOUNCE,
            step=_STEP,
            recursive=False,
        ):
            paths = {Path(name) for _, name in batch}
            if paths & self._folders:
                # A folder that was taken away and put back is another one.
                self._folders = frozenset()
                self._anything = True
            self._paths |= paths
            self._changed.set()

    def _counts(self, change: Change, name: str) -> bool:
        if name in self._names or Path(name) in self._folders:
            return True
        there = Path(name).name
        if there.startswith(".") or there.endswith(("~", ".swp", ".tmp")) or there.isdigit():
            return False  # what editors write beside a file
        return self._all_beside or change.name in ("added", "deleted")


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return folder if folder.is_dir() else _there(folder.parent)


def _differ(files: Iterable[FileRead]) -> bool:
    """Whether one of ``files`` is not what was read."""
    for file in files:
        try:
            if sha256(file.path.read_bytes()).hexdigest() != file.sha256:
                return True
        except OSError:
            return True
    return False
