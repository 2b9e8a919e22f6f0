"""A desk without a server: the press is here, and each step is waited for."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

from briefgen.bounds import USUAL
from briefgen.preview.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path


class Idle(Executor):
    """Takes orders and sets none, until a test says what came of one."""

    def __init__(self) -> None:
        self.orders: list[Any] = []
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.orders.append(args[0])
        self.futures.append(Future())
        return self.futures[-1]

    def names(self) -> list[str]:
        """The documents ordered so far."""
        return [order.document.name for order in self.orders]


async def until(desk: Desk, holds: Callable[[], bool]) -> None:
    """Wait until the desk has told of what ``holds``."""
    async with asyncio.timeout(60):
        async for _ in desk.states():
            if holds():
                return


def at_desk(path: Path, act: Callable[[Desk, Idle], Awaitable[None]]) -> None:
    """Do ``act`` at a desk that is running, drafted for the first time."""

    async def run() -> None:
        press = Idle()
        desk = Desk(path, USUAL, press)
        running = asyncio.create_task(desk.run())
        try:
            await until(desk, lambda: desk.phase == "done")
            await act(desk, press)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    whole: Coroutine[Any, Any, None] = run()
    asyncio.run(whole)
