"""Tasks in processes of their own: what comes back, what a task may take, what stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.bounds import MEBIBYTE, USUAL
from briefgen.finding import Lack
from briefgen.press.loader import Loader
from briefgen.press.press import Exhausted, Press
from briefgen.press.then import Then

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = replace(USUAL, press_seconds=1, press_bytes=512 * MEBIBYTE, product_bytes=MEBIBYTE)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(2, QUICK, pdf=False) as made:
        yield made


def loop() -> None:
    while True:
        pass


def hold(path: str) -> None:
    """Keep a pipe open, and never end."""
    with open(path, "w") as pipe:
        pipe.write("here\n")
        pipe.flush()
        loop()


def lack() -> None:
    raise Lack("no Pango", "apt-get install pango")


def relay(done: list[int]) -> list[int] | Then[list[int]]:
    done = [*done, os.getpid()]
    return done if len(done) == 3 else Then(relay, (done,))


def test_a_task_may_end_in_another_which_has_a_process_of_its_own(press: Press) -> None:
    assert len({*press.submit(relay, []).result(), os.getpid()}) == 4


def test_a_task_runs_in_a_process_of_its_own_and_its_value_comes_back(press: Press) -> None:
    here = os.getpid()
    first, second = press.submit(os.getpid), press.submit(os.getpid)
    assert len({here, first.result(), second.result()}) == 3
    assert press.submit(divmod, 17, 5).result() == (3, 2)


def test_many_tasks_come_back_each_to_its_own_asker(press: Press) -> None:
    futures = [press.submit(pow, number, 2) for number in range(40)]
    assert [future.result() for future in futures] == [number**2 for number in range(40)]


def test_a_large_value_is_whole(press: Press) -> None:
    assert press.submit(bytes, 1_000_000).result() == bytes(1_000_000)


def test_what_a_task_raises_is_raised(press: Press) -> None:
    with pytest.raises(ZeroDivisionError):
        press.submit(divmod, 1, 0).result()
    with pytest.raises(Lack) as caught:
        press.submit(lack).result()
    assert str(caught.value) == "no Pango"
    assert caught.value.remedy == "apt-get install pango"


@pytest.mark.parametrize(
    ("task", "arguments"),
    [(loop, ()), (bytes, (2 * MEBIBYTE,)), (os.abort, ()), (os._exit, (0,))],
    ids=["time", "answer", "crash", "silence"],
)
def test_a_task_that_takes_too_much_ends_alone(press: Press, task, arguments) -> None:
    other = press.submit(divmod, 17, 5)
    with pytest.raises(Exhausted):
        press.submit(task, *arguments).result()
    assert other.result() == (3, 2)
    assert press.submit(divmod, 17, 5).result() == (3, 2)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS holds no process to its address space")
def test_memory_is_bounded(press: Press) -> None:
    with pytest.raises(MemoryError):
        press.submit(bytearray, 1024 * MEBIBYTE).result()


def test_leaving_by_an_exception_ends_the_tasks(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    press = Press(1, USUAL, pdf=False)
    press.submit(hold, str(pipe))
    with pipe.open() as seen:
        assert seen.readline() == "here\n"
        press.__exit__(KeyboardInterrupt)
        assert seen.read() == ""  # the writer is gone


KILLED = """
import sys
from briefgen.press.press import Press
from tests.press.test_press import hold
with Press(1, pdf=False) as press:
    press.submit(hold, sys.argv[1]).result()
"""


def test_a_killed_program_leaves_no_process_behind(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", KILLED, str(pipe)]
    with subprocess.Popen(command) as program, pipe.open() as seen:
        assert seen.readline() == "here\n"
        program.kill()
        assert seen.read() == ""


def letters(count: int) -> str:
    return "a" * count


def test_a_loader_that_began_before_the_press_keeps_to_its_bounds() -> None:
    with Loader() as loader, Press(1, QUICK, pdf=False, loader=loader) as made:
        assert made.submit(letters, 3).result() == "aaa"
        with pytest.raises(Exhausted):
            made.submit(letters, QUICK.product_bytes + 1).result()


def test_a_loader_that_no_press_wanted_leaves_no_process() -> None:
    with Loader() as loader:
        group = loader._process.pid
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)
