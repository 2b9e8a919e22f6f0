"""The process that a press forks its tasks from. It may begin before the press is wanted."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from briefgen.bounds import Bounds

__all__ = ["Loader"]

_CODE = """\
import sys
sys.path[:] = {path!r}
from briefgen.press.worker import serve
serve({control})
"""

_MALLOC = {"MALLOC_MMAP_THRESHOLD_": "131072"}
"""glibc gives large blocks back as they are freed, as long as nothing lets it raise that threshold."""


class Loader:
    """A process that loads what every document needs, beside whatever the caller does next.

    Once :meth:`settle` has told it the bounds, and whether PDFs are wanted, it loads the rest and
    takes tasks.
    """

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._sending = Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CODE.format(path=sys.path, control=theirs.fileno())],
                env={**os.environ, **_MALLOC},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def settle(self, bounds: Bounds, *, pdf: bool) -> None:
        """Tell it what its tasks are held to; with ``pdf`` it loads WeasyPrint before the first."""
        self.ask((bounds, pdf)).close()

    def ask(self, task: tuple[Any, ...]) -> socket.socket:
        """Hand over a ``task``, pickled; what comes back comes over the socket."""
        ours, theirs = socket.socketpair()
        with theirs, self._sending:
            socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        with suppress(BrokenPipeError, ConnectionResetError):
            ours.sendall(pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
            ours.shutdown(socket.SHUT_WR)
        return ours

    def end(self) -> None:
        """End it, and all that it forked."""
        self._control.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
