"""The press: an executor whose tasks run in processes of their own, within limits."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.bounds import USUAL, Bounds
from briefgen.press.then import Then

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Exhausted", "Press", "Unreachable", "cores"]

T = TypeVar("T")

_CODE = """\
import sys
sys.path[:] = {path!r}
from briefgen.bounds import Bounds
from briefgen.press.worker import serve
serve({control}, {bounds!r}, pdf={pdf})
"""


_MALLOC = {"MALLOC_MMAP_THRESHOLD_": "131072"}
"""glibc gives large blocks back as they are freed, as long as nothing lets it raise that threshold."""


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

    Loading begins at once, beside whatever the caller does next; with ``pdf`` that is WeasyPrint
    too. What a task raises, its future raises; :class:`Exhausted` where it went past ``bounds`` or
    took its process down. Functions, arguments and results are pickled.
    """

    def __init__(self, jobs: int, bounds: Bounds = USUAL, *, pdf: bool = True) -> None:
        self._bounds = bounds
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="press")
        self._control, theirs = socket.socketpair()
        self._sending = Lock()
        fields = {"path": sys.path, "control": theirs.fileno(), "bounds": bounds, "pdf": pdf}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CODE.format(**fields)],
                env={**os.environ, **_MALLOC},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

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
        ours, theirs = socket.socketpair()
        with ours:
            with theirs, self._sending:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            with suppress(BrokenPipeError, ConnectionResetError):
                ours.sendall(pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL))
                ours.shutdown(socket.SHUT_WR)
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
            self._end()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        self._end()

    def _end(self) -> None:
        self._control.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
