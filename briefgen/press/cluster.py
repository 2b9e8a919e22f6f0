"""A press of many machines: the executor of a Dask cluster, with the same limits on each of them.

What a task needs travels with it, by content: the workers need briefgen, and no file of the brief's.
The scheduler gives the task of a worker that is gone to another one. The only room of distributed.
"""

from __future__ import annotations

from concurrent.futures import Executor, Future
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.cache.program import own_fingerprint
from briefgen.machine.extras import CLUSTER
from briefgen.press.press import Exhausted, Press, Then, Unreachable, cores

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.bounds import Bounds

__all__ = ["Cluster"]

T = TypeVar("T")

_SECONDS = 10
"""How long a scheduler may take to answer."""


class Cluster(Executor):
    """Runs tasks on the workers of the Dask scheduler at ``address`` (``tcp://host:8786``).

    Raises :class:`~briefgen.press.press.Unreachable`, and :class:`~briefgen.finding.Lack` without distributed.
    """

    def __init__(self, address: str, bounds: Bounds) -> None:
        try:
            from distributed import Client
            from distributed.scheduler import KilledWorker
        except ImportError as error:
            raise CLUSTER.lack() from error
        try:
            client: Any = Client
            self._client = client(address, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Unreachable(f"no Dask scheduler answers at {address}") from error
        self._bounds = bounds
        self._killed = KilledWorker
        self._executor = self._client.get_executor(pure=False)
        programs = self._client.run(own_fingerprint, on_error="return")
        others = [name for name, found in programs.items() if found != own_fingerprint()]
        if others or not programs:
            self._client.close()
            what = f"{others[0]} runs another briefgen" if others else "it has no workers"
            raise Unreachable(f"the cluster at {address} cannot be used: {what}")

    def submit(self, fn: Callable[..., T | Then[T]], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run ``fn(*args)``; keyword arguments are not taken."""
        assert not kwargs
        told: Future[T] = Future()
        asked = self._executor.submit(_on_worker, self._bounds, fn, args)
        asked.add_done_callback(lambda done: self._tell(done, told))
        return told

    def _tell(self, done: Future[T], told: Future[T]) -> None:
        """Hand on what came back; a task that took down one worker after the other took too much."""
        try:
            told.set_result(done.result())
        except self._killed:
            told.set_exception(Exhausted())
        except BaseException as error:
            told.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on without us."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.shutdown(cancel_futures=kind is not None)


def _on_worker(
    bounds: Bounds, function: Callable[..., T | Then[T]], arguments: tuple[Any, ...]
) -> T:
    """Do the task in the worker's own press, so that its limits hold there too."""
    return _press(bounds).submit(function, *arguments).result()


@cache
def _press(bounds: Bounds) -> Press:
    """The press of this worker; it ends with the worker's process."""
    return Press(cores(), bounds)
