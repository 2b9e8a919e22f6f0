"""What a signal does to a run: one line, the usual status, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.stop import Stopped, stoppable, unbroken
from tests.forge import OUTLINE, project

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).parent.parent

EACH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])


@pytest.fixture(autouse=True)
def _answers_stay() -> Iterator[None]:
    each = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in each]
    yield
    assert [signal.getsignal(number) for number in each] == before


@EACH
def test_a_signal_stops(number: int) -> None:
    with pytest.raises(Stopped) as stopped, stoppable():
        signal.raise_signal(number)
    assert stopped.value.number == number


@EACH
def test_a_signal_waits(number: int) -> None:
    done = []
    with pytest.raises(Stopped) as stopped, stoppable(), unbroken():  # noqa: PT012
        signal.raise_signal(number)
        signal.raise_signal(signal.SIGTERM)
        done.append("all")
    assert done == ["all"]
    assert stopped.value.number == number


def test_it_waits_for_the_outer_of_two(tmp_path: Path) -> None:
    done = []
    with pytest.raises(Stopped), stoppable(), unbroken():  # noqa: PT012
        with unbroken():
            signal.raise_signal(signal.SIGINT)
        done.append("all")
    assert done == ["all"]


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable(), unbroken():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


# A build that is stopped, at the moments that matter.

AT = """
import os, signal, subprocess, sys
number = int(sys.argv.pop(1))
def at(module, name, after=False):
    call = getattr(module, name)
    def stopping(*words, **named):
        if not after:
            os.kill(os.getpid(), number)
        result = call(*words, **named)
        if after:
            os.kill(os.getpid(), number)
        return result
    setattr(module, name, stopping)
def main():
    sys.argv[0] = "briefgen"
    from briefgen.__main__ import main
    main()
"""
CHILDREN = """
class Child(subprocess.Popen):
    stopped = False
    def __init__(self, command, **named):
        self.slow = SLOW in command[0]
        super().__init__(["sleep", "600"] if self.slow else command, **named)
        print(self.pid, flush=True)
    def wait(self, timeout=None):
        if self.slow and not Child.stopped:
            Child.stopped = True
            os.kill(os.getpid(), number)
        return super().wait(timeout)
"""
PANDOC = f"SLOW = 'pandoc'{CHILDREN}subprocess.Popen = Child"
SETTING = f"""
SLOW = '-'{CHILDREN}subprocess.Popen = Child
from briefgen.press.press import Press
at(Press, 'submit', after=True)
"""
STAGED = "at(os, 'fsync')"
SWAPPED = "from briefgen.write import swap; at(swap, 'exchange', after=True)"


def stopped(folder: Path, number: int, moment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"{AT}{moment}\nmain()",
            str(int(number)),
            "build",
            "briefs/harbor.yaml",
            "--to",
            "md",
        ],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(HOME),
            "GITHUB_ACTIONS": "",
            "TMPDIR": str(folder / "tmp"),
            # Not what the build before has filled, or pandoc would not be at work.
            "XDG_CACHE_HOME": f"{folder}-cache-{bool(moment)}",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was built, and whose outline has changed since."""
    outline = project(tmp_path)
    (tmp_path / "tmp").mkdir()
    done = stopped(tmp_path, 0, "")
    assert done.returncode == 0, done.stderr
    outline.write_text(OUTLINE.replace("The harbor opens again", "The harbor is open"), "utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@EACH
@pytest.mark.parametrize("moment", [PANDOC, SETTING, STAGED], ids=["citing", "setting", "writing"])
def test_a_build_that_is_stopped_before_the_end(folder: Path, number: int, moment: str) -> None:
    before = files(folder)
    done = stopped(folder, number, moment)
    assert done.returncode == 128 + number
    assert done.stderr == "briefgen: stopped; no file was changed\n"
    assert files(folder) == before
    assert bool(done.stdout) is (moment != STAGED)
    for child in done.stdout.split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(child), 0)


LOADING = """
import os, signal, sys
class Asked:
    def find_spec(self, name, path=None, target=None):
        if name == NAME:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), NUMBER)
sys.meta_path.insert(0, Asked())
from briefgen.__main__ import main
main()
"""


@EACH
@pytest.mark.parametrize(
    "module", ["briefgen.finding", "briefgen.command", "briefgen.cli", "typer"]
)
def test_a_signal_while_the_program_is_loaded_is_one_line_too(number: int, module: str) -> None:
    code = LOADING.replace("NAME", repr(module), 1).replace("NUMBER", str(int(number)))
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        env={**os.environ, "PYTHONPATH": str(HOME)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 128 + number
    assert (done.stdout, done.stderr) == ("", "briefgen: stopped\n")


def test_a_build_that_is_stopped_in_the_last_moment_says_so(folder: Path) -> None:
    done = stopped(folder, signal.SIGTERM, SWAPPED)
    assert done.returncode == 143
    assert done.stderr == "briefgen: stopped; all files were written\n"
    for path in (folder / "build" / "harbor").glob("*.md"):
        assert "The harbor is open" in path.read_text("utf-8")
    assert os.listdir(folder / "build") == ["harbor"]


def test_a_build_that_is_killed_leaves_one_set_whole(folder: Path) -> None:
    outline = folder / "briefs" / "harbor.yaml"
    sets = []
    for moment in (STAGED, SWAPPED):
        before = outputs(folder)
        outline.write_text(OUTLINE.replace("The harbor opens", f"Open {len(sets)}, opens"), "utf-8")
        assert stopped(folder, signal.SIGKILL, moment).returncode == -signal.SIGKILL
        after = outputs(folder)
        done = stopped(folder, 0, "")
        assert done.returncode == 0, done.stderr
        assert os.listdir(folder / "build") == ["harbor"]
        assert list(folder.rglob(".*briefgen*")) == []
        sets.append("old" if after == before else "new" if after == outputs(folder) else "mixture")
    assert sets == ["old", "new"]


def test_what_pandoc_was_at_goes_when_it_is_needed_again(folder: Path) -> None:
    done = stopped(folder, signal.SIGKILL, PANDOC)
    assert done.returncode == -signal.SIGKILL
    for child in done.stdout.split():
        os.kill(int(child), signal.SIGKILL)
    assert os.listdir(folder / "tmp") != []
    assert stopped(folder, 0, "pass").returncode == 0
    assert os.listdir(folder / "tmp") == []


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "build" / "harbor").iterdir()}
