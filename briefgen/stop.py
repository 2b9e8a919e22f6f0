"""Stop: a signal that ends the program lets it clear up behind it first."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["Stopped", "stoppable", "unbroken"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """The program was told to end, by the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside, SIGINT, SIGTERM and SIGHUP raise :class:`Stopped`; outside, what they did before.

    *Why* not KeyboardInterrupt: libraries answer that in ways of their own, and there is none for
    the other two, which would leave pandoc at work and files half written beside their places.
    """
    with _answering(_stop):
        yield


@contextmanager
def unbroken() -> Iterator[None]:
    """Inside, those signals wait; the first that came is delivered when the block is left.

    *Why* no signal mask: a library's thread that does not share it would still take the signal.
    """
    came: list[int] = []
    try:
        with _answering(lambda number, frame: came.append(number)):
            yield
    finally:
        if came:
            signal.raise_signal(came[0])


@contextmanager
def _answering(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Put ``handler`` in place; not for what is ignored (nohup), nor off the main thread."""
    main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in _SIGNALS if main}
    ours = [number for number, old in before.items() if old not in (signal.SIG_IGN, None)]
    try:
        for number in ours:
            signal.signal(number, handler)
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)
