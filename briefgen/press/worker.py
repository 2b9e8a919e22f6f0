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
from typing import TYPE_CHECKING

from briefgen.cache.program import fingerprint
from briefgen.finding import Lack
from briefgen.press.limits import limit_process

if TYPE_CHECKING:
    from briefgen.bounds import Bounds

__all__ = ["serve"]


def serve(control: int, bounds: Bounds, *, pdf: bool) -> None:
    """Answer tasks until the other side of the socket ``control`` closes; then end all of them.

    Each message on it brings one socket, on which a task is read to its end, pickled as (function,
    arguments), and its answer written, pickled as (whether it is an error, value). With ``pdf``
    WeasyPrint is loaded first.
    """
    # Ends with the socket; the person's Ctrl-C is the other side's to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    page = _load(pdf=pdf)
    gc.freeze()
    with socket.socket(fileno=control) as asked:
        while True:
            message, sockets, _, _ = socket.recv_fds(asked, 1, 1)
            if not message:
                break
            with socket.socket(fileno=sockets[0]) as task:
                if os.fork() == 0:
                    asked.close()
                    _work(task, bounds)
            if page and not select.select([asked], [], [], 0)[0]:
                # While the first are being set, there is time for what proves them.
                _load_proof(page)
                page = b""
    os.killpg(0, signal.SIGKILL)


def _load(*, pdf: bool) -> bytes:
    """Import what setting a document needs; what this machine lacks, the task itself will say.

    Returns a PDF with one word, nothing without ``pdf``.
    """
    import briefgen.produce
    import briefgen.render.templates

    assert briefgen.produce
    fingerprint()  # once for all tasks
    if pdf:
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
    with task.makefile("rb") as asked:
        function, arguments = pickle.load(asked)
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
