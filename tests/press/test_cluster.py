"""The same brief on a Dask cluster: a real scheduler and two worker processes on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from briefgen.press.cluster import _difference, _program
from tests.forge import project
from tests.test_cli import start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(
    n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
) as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""

GONE = """
import os, sys
from briefgen.bounds import USUAL
from briefgen.press.cluster import Cluster
with Cluster(sys.argv[1], USUAL) as cluster:
    try:
        cluster.submit(os.kill, int(sys.argv[2]), 9).result()
    except OSError as error:
        print(error.filename, error.strerror)
"""

QUEUE = """
import sys
from threading import Event
from briefgen.bounds import USUAL
from briefgen.press.cluster import Cluster
from tests.press.test_cluster import held
pipes = sys.argv[2:]
with Cluster(sys.argv[1], USUAL) as cluster:
    futures = [cluster.submit(held, pipe) for pipe in pipes]
    while sum(each.running() for each in futures) < 2:
        Event().wait(0.01)
    print([each.running() for each in futures])
    for pipe in pipes:
        open(pipe, "w").close()
    print([each.result() for each in futures])
"""

KILLED = """
import os, signal, sys
from briefgen.bounds import USUAL
from briefgen.press.cluster import Cluster
from tests.press.test_cluster import once
with Cluster(sys.argv[1], USUAL) as cluster:
    futures = [cluster.submit(once, sys.argv[2], number) for number in range(6)]
    print([future.result() for future in futures])
"""


def once(folder: str, number: int) -> int:
    """The first task ends the worker that it was given to, whole; all others just answer."""
    try:
        os.close(os.open(f"{folder}/killed", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return number
    # This runs in a fork of the press, whose parent is the worker's press, whose parent is the worker.
    press = os.getppid()
    with open(f"/proc/{press}/stat") as stat:
        worker = int(stat.read().rpartition(")")[2].split()[1])
    os.kill(worker, 9)
    return number


def held(pipe: str) -> bool:
    """Ends when somebody opens ``pipe`` for writing."""
    with open(pipe) as stream:
        return not stream.read()


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """A cluster: the address of its scheduler, and the process that this is."""
    command = [sys.executable, "-c", CLUSTER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as cluster:
        assert cluster.stdout is not None
        yield cluster.stdout.readline().strip(), cluster.pid
        cluster.communicate()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as (address, _):
        yield address


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("harbor-*"))}


def test_a_brief_comes_out_as_from_one_machine(tmp_path: Path, address: str) -> None:
    outline = project(tmp_path)
    here = start(tmp_path, "build", outline, "--out", "here", "--format", "json")
    there = start(
        tmp_path, "build", outline, "--out", "there", "--format", "json", "--cluster", address
    )
    assert (here.returncode, there.returncode) == (0, 0), there.stderr
    assert there.stdout == here.stdout
    assert len(outputs(tmp_path / "there")) == 6
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")


def test_limits_and_findings_hold_there_too(tmp_path: Path, address: str) -> None:
    outline = project(tmp_path)
    own = outline.parent / "templates" / "committee"
    own.mkdir(parents=True)
    (own / "brief.md.j2").write_text(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    )
    bounds = ("--bound", "press-seconds=2")
    done = start(tmp_path, "build", outline, "--to", "md", "--cluster", address, *bounds)
    assert done.returncode == 1
    assert "setting harbor-desk took more than 2 seconds of computing time" in done.stdout
    assert not (tmp_path / "build").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="finds the worker's process in /proc")
def test_a_worker_that_is_killed_costs_nothing_but_time(tmp_path: Path, address: str) -> None:
    command = [sys.executable, "-c", KILLED, address, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "[0, 1, 2, 3, 4, 5]\n", done.stderr
    assert (tmp_path / "killed").exists()


def test_what_waits_for_a_worker_is_not_said_to_run(tmp_path: Path, address: str) -> None:
    pipes = [str(tmp_path / name) for name in "123"]
    for pipe in pipes:
        os.mkfifo(pipe)
    command = [sys.executable, "-c", QUEUE, address, *pipes]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert done.stdout == "[True, True, False]\n[True, True, True]\n", done.stderr


def test_a_scheduler_that_ends_is_told_in_one_line() -> None:
    with running() as (address, process):
        command = [sys.executable, "-c", GONE, address, str(process)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{address} the scheduler of the cluster is gone\n", "")


def test_no_cluster_is_wrong_usage(tmp_path: Path) -> None:
    outline = project(tmp_path)
    done = start(tmp_path, "build", outline, "--cluster", "nonsense://nowhere")
    assert done.returncode == 2
    assert "no Dask scheduler answers at nonsense://nowhere" in " ".join(done.stderr.split())
    assert not (tmp_path / "build").exists()


def test_what_reaches_a_cluster_is_named_where_it_is_missing(tmp_path: Path) -> None:
    outline = project(tmp_path)
    missing = "import sys; sys.modules['distributed'] = None"
    done = start(tmp_path, "build", outline, "--cluster", "tcp://127.0.0.1:1", code=missing)
    assert done.returncode == 3
    assert "distributed is not installed; it is for build --cluster" in done.stderr
    assert done.stderr.rstrip().endswith("-m pip install distributed")


def test_a_worker_has_to_be_the_same_program() -> None:
    assert _difference(_program()) == ""
    assert "another briefgen" in _difference({**_program(), "briefgen": "0"})
    assert "another briefgen" in _difference(ModuleNotFoundError("briefgen"))
    ours = _program()["weasyprint"]
    older = _difference({**_program(), "weasyprint": "1.0"})
    assert older == f"has weasyprint 1.0, and not {ours} as here; install the same there"
