"""A press of many machines: the executor of a Dask cluster, with the same limits on each of them.

What a task needs travels with it, by content: the workers need briefgen, and no file of the brief's.
The scheduler gives the task of a worker that is gone to another one. The only room of distributed.
"""

from __future__ import annotations

import logging
import warnings
from concurrent.futures import CancelledError, Executor, Future
from errno import ECONNRESET
from functools import cache
from importlib.metadata import version
from itertools import count
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.cache.program import own_fingerprint
from briefgen.finding import Lack
from briefgen.machine.extras import CLUSTER
from briefgen.press.press import Exhausted, Press, Unreachable, cores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.bounds import Bounds
    from briefgen.press.then import Then

__all__ = ["Cluster"]

T = TypeVar("T")

_SECONDS = 10
"""How long a scheduler may take to answer."""

_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "pillow", "pikepdf", "jinja2", "markupsafe")
"""What else the bytes of a document come from."""


class Cluster(Executor):
    """Runs tasks on the workers of the Dask scheduler at ``address`` (``tcp://host:8786``).

    A task's future raises ConnectionResetError where the scheduler is gone. Raises
    :class:`~briefgen.press.press.Unreachable`, and :class:`~briefgen.finding.Lack` without distributed.
    """

    def __init__(self, address: str, bounds: Bounds) -> None:
        try:
            from distributed import Client
            from distributed.scheduler import KilledWorker
        except ImportError as error:
            raise CLUSTER.lack() from error
        _hush()
        client: Any = Client
        self._address = address
        self._bounds = bounds
        self._killed = KilledWorker
        self._client = self._answer(
            lambda: client(address, timeout=_SECONDS, set_as_default=False),
            f"no Dask scheduler answers at {address or 'an empty address'}; `dask scheduler` starts "
            "one, and prints its address, such as tcp://host:8786",
        )
        programs = self._answer(
            lambda: self._client.run(_program, on_error="return"),
            f"a worker of the cluster at {address} does not answer",
        )
        if not programs:
            self._refuse(f"it has no workers; `dask worker {address}` starts one")
        for worker, found in programs.items():
            if difference := _difference(found):
                self._refuse(f"its worker {worker} {difference}")
        self._executor = self._client.get_executor(pure=False)
        self._numbers = count()
        self._lock = Lock()
        self._queue: dict[int, Future[Any]] = {}
        self._topic = f"briefgen-{self._client.id}"
        self._client.subscribe_topic(self._topic, self._begun)

    def _answer(self, asked: Callable[[], T], otherwise: str) -> T:
        """What ``asked`` gives; whoever else listens there may say anything, or nothing for ever."""
        told: Future[T] = Future()

        def ask() -> None:
            try:
                told.set_result(asked())
            except BaseException as error:
                told.set_exception(error)

        Thread(target=ask, daemon=True).start()
        try:
            return told.result(_SECONDS + 1)
        except Exception as error:
            raise Unreachable(otherwise) from error

    def _refuse(self, why: str) -> None:
        self._client.close()
        raise Unreachable(f"the cluster at {self._address} cannot be used: {why}")

    def submit(self, fn: Callable[..., T | Then[T]], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run ``fn(*args)``; keyword arguments are not taken."""
        assert not kwargs
        told: Future[T] = Future()
        number = next(self._numbers)
        with self._lock:
            self._queue[number] = told
        with warnings.catch_warnings():
            # That an order of a brief with large pictures is large.
            warnings.simplefilter("ignore", UserWarning)
            asked = self._executor.submit(
                _on_worker, self._bounds, _program(), self._topic, number, fn, args
            )
        asked.add_done_callback(lambda done: self._tell(done, number, told))
        return told

    def _begun(self, event: tuple[float, int]) -> None:
        """A worker has begun a task; one that was killed may have begun it before."""
        with self._lock:
            if told := self._queue.pop(event[1], None):
                told.set_running_or_notify_cancel()

    def _tell(self, done: Future[T], number: int, told: Future[T]) -> None:
        """Hand on what came back; a task that took down one worker after the other took too much."""
        with self._lock:
            self._queue.pop(number, None)
        try:
            told.set_result(done.result())
        except self._killed:
            told.set_exception(Exhausted())
        except CancelledError:
            gone = "the scheduler of the cluster is gone"
            told.set_exception(ConnectionResetError(ECONNRESET, gone, self._address))
        except BaseException as error:
            told.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on without us."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.shutdown(cancel_futures=kind is not None)


def _hush() -> None:
    """Keep distributed from writing on the terminal: what it logs, we say once."""
    # Each of its loggers has a level and a handler of its own.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@cache
def _program() -> Mapping[str, str]:
    """What a document is made by: briefgen's own files, and the versions of libraries."""
    return {"briefgen": own_fingerprint(), **{name: version(name) for name in _LIBRARIES}}


def _difference(found: object) -> str:
    """How the program of a worker is another one than ours; empty if it is not."""
    if not isinstance(found, dict) or found["briefgen"] != own_fingerprint():
        return "has another briefgen than this one, or none; install the same there"
    for name, ours in _program().items():
        theirs = found[name]
        if theirs != ours:
            return f"has {name} {theirs}, and not {ours} as here; install the same there"
    return ""


def _on_worker(
    bounds: Bounds,
    program: Mapping[str, str],
    topic: str,
    number: int,
    function: Callable[..., T | Then[T]],
    arguments: tuple[Any, ...],
) -> T:
    """Do the task in the worker's own press, so that its limits hold there too."""
    from distributed import get_worker

    worker: Any = get_worker
    here = worker()
    if program != _program():  # it came to the cluster after we had asked
        raise ConnectionResetError(ECONNRESET, "a worker that runs another briefgen", here.address)
    here.log_event(topic, number)
    try:
        return _press(bounds).submit(function, *arguments).result()
    except Lack as lack:
        raise Lack(f"{here.address}: {lack}", lack.remedy) from None


_loading = Lock()


def _press(bounds: Bounds) -> Press:
    """The press of this worker, for all its threads; it ends with the worker's process."""
    with _loading:
        return _loaded(bounds)


@cache
def _loaded(bounds: Bounds) -> Press:
    return Press(cores(), bounds)
