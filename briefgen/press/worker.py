"""The other side of the press: a process that loads once, and forks for each task.

*Why* a process that forks, and not a pool that stays: loading WeasyPrint costs more than setting a
brief, a fork costs nothing, what a task did to its memory goes with it, and a fork out of a process
with one thread and no user's data is the one that is safe.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from briefgen.cache.program import fingerprint
from briefgen.finding import Lack
from briefgen.press.limits import limit_process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.bounds import Bounds

__all__ = ["serve"]


def serve(control: int) -> None:
    """Answer tasks until the other side of the socket ``control`` closes; then end all of them.

    Each message on it brings one socket, on which a task is read to its end. The first is pickled as
    (bounds, whether PDFs are wanted): for them WeasyPrint is loaded. Each other one is (function,
    arguments), and is answered: pickled as (whether it is an error, value).
    """
    # Ends with the socket; the person's Ctrl-C is the other side's to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    templates = _load()
    with socket.socket(fileno=control) as asked:
        _meanwhile(templates, asked)
        first = _next(asked)
        if first is None:
            return
        with first:
            bounds, pdf = _read(first)
        page = _load_weasyprint() if pdf else b""
        _meanwhile(templates, asked)
        gc.freeze()
        while task := _next(asked):
            with task:
                if os.fork() == 0:
                    asked.close()
                    _work(task, bounds)
            if page and not select.select([asked], [], [], 0)[0]:
                # While the first are being set, there is time for what proves them.
                _load_proof(page)
                page = b""
    os.killpg(0, signal.SIGKILL)


def _meanwhile(steps: Iterator[str], asked: socket.socket) -> None:
    """Go through ``steps`` until something is ``asked``."""
    while not select.select([asked], [], [], 0)[0] and next(steps, None):
        pass


def _next(asked: socket.socket) -> socket.socket | None:
    """The socket of the next task; None where no more will come."""
    message, sockets, _, _ = socket.recv_fds(asked, 1, 1)
    return socket.socket(fileno=sockets[0]) if message else None


def _read(task: socket.socket) -> Any:
    with task.makefile("rb") as asked:
        return pickle.load(asked)


def _load() -> Iterator[str]:
    """Import what setting a document needs; returns the steps that may be taken while nothing is asked."""
    import briefgen.document
    import briefgen.produce
    import briefgen.proof.evidence_file
    from briefgen.render.templates import compile_bundled

    assert briefgen.produce
    fingerprint()  # once for all tasks
    return compile_bundled()


def _load_weasyprint() -> bytes:
    """Import it, and set a PDF with one word; what this machine lacks, the task itself will say."""
    from briefgen.render.pdf import warm_up

    with suppress(Lack):
        return warm_up()
    return b""


def _load_proof(page: bytes) -> None:
    """Import what proving a PDF needs, and what its libraries do once, on ``page``."""
    from briefgen.proof.conform import conform
    from briefgen.proof.pdftext import read_pages

    conform(page)
    read_pages(page)
    gc.freeze()


def _work(task: socket.socket, bounds: Bounds) -> None:
    """Do one task in this process, answer, and end."""
    limit_process(bounds)
    function, arguments = _read(task)
    try:
        answer = pickle.dumps((False, function(*arguments)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # the other side raises it
        answer = pickle.dumps((True, error))
    if len(answer) <= bounds.product_bytes:
        with suppress(BrokenPipeError):
            task.sendall(answer)
            task.shutdown(socket.SHUT_RDWR)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
