"""The press: an executor whose tasks run in processes of their own, within limits."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.bounds import USUAL, Bounds
from briefgen.press.loader import Loader
from briefgen.press.then import Then

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Exhausted", "Press", "Unreachable", "cores"]

T = TypeVar("T")


class Exhausted(Exception):  # noqa: N818 - like Lack, named for what happened
    """A task took more time, memory or room for its answer than it may, or ended its process."""


class Unreachable(Exception):  # noqa: N818
    """There is no press that can be used at an address; the text says why."""


def cores() -> int:
    """Processors that this process may use."""
    # A container may have fewer than the machine.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Press(Executor):
    """Runs ``jobs`` tasks at once, each in a process of its own.

    Loading begins at once, beside whatever the caller does next, unless a ``loader`` has begun
    before; with ``pdf`` that is WeasyPrint too. What a task raises, its future raises;
    :class:`Exhausted` where it went past ``bounds`` or took its process down. Functions, arguments
    and results are pickled.
    """

    def __init__(
        self, jobs: int, bounds: Bounds = USUAL, *, pdf: bool = True, loader: Loader | None = None
    ) -> None:
        self._bounds = bounds
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="press")
        self._loader = loader or Loader()
        self._loader.settle(bounds, pdf=pdf)

    def submit(self, fn: Callable[..., T | Then[T]], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run ``fn(*args)``, and each :class:`Then` that comes of it; keyword arguments are not taken."""
        assert not kwargs
        return self._threads.submit(self._answer, fn, args)

    def _answer(self, function: Callable[..., T | Then[T]], arguments: tuple[Any, ...]) -> T:
        found = self._done(function, arguments)
        while isinstance(found, Then):
            found = self._done(found.function, found.arguments)
        return found

    def _done(self, function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        """Hand the task over, and wait for what comes back."""
        with self._loader.ask((function, arguments)) as ours:
            answer = bytearray()
            # By the clock: computing time does not pass for what waits for ever.
            ours.settimeout(3 * self._bounds.press_seconds)
            try:
                while piece := ours.recv(2**20):
                    answer += piece
            except (TimeoutError, ConnectionResetError):
                answer.clear()
        try:
            failed, value = pickle.loads(answer)
        except (EOFError, pickle.UnpicklingError):
            raise Exhausted from None
        if failed:
            raise value
        result: T = value
        return result

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End: tasks that wait are done first unless ``cancel_futures``, which ends all."""
        if cancel_futures:
            self._loader.end()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        self._loader.end()
