"""Kill a run that writes, again and again: ``python -m tests.write.killing FOLDER HOW``.

It prints what every killed run left, one JSON a line. It is a process of its own so that it may fork:
a killed run is a copy of it that has imported all it needs.

``steps`` kills before the first call of the system, then before the second, and so on to the end;
``moments`` kills at 200 random moments. ``first`` is like ``steps`` where there is no folder yet;
``plain`` where the file system cannot exchange two entries; ``single`` shows that a mixture would be
seen: it puts the files in place one by one.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from errno import EINVAL
from functools import partial
from inspect import isbuiltin
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NoReturn

from briefgen.write import Staging, swap, write_files

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = {"brief.css": b"the same in both"}
OLD = {f"brief-{name}.pdf": name.encode() * 2_000 for name in ("analyst", "minister", "public")}
NEW = {name: data.swapcase() for name, data in OLD.items()} | {"brief-legislator.md": b"new"}
THEIRS = {"notes.txt": b"mine", "letters/reply.txt": b"also mine"}
LOCKS = b"old lock", b"new lock, and longer"
UNCOUNTED = {"kill", "getpid", "fork", "_exit", "fspath", "fsencode", "fsdecode", "waitpid"}


def prepare(home: Path, *, first: bool) -> None:
    lock = home / "brief.lock.json"
    if found(home) != ("none" if first else "old"):
        shutil.rmtree(home / "brief", ignore_errors=True)
        for name, data in (OLD | KEPT | THEIRS).items() if not first else ():
            (home / "brief" / name).parent.mkdir(parents=True, exist_ok=True)
            (home / "brief" / name).write_bytes(data)
        if not first:
            (home / "brief" / "link").symlink_to("notes.txt")
    if first:
        lock.unlink(missing_ok=True)
    else:
        lock.write_bytes(LOCKS[0])


def write(home: Path) -> None:
    with Staging() as staging:
        staging.add(home / "brief", NEW | KEPT)
        staging.add_file(home / "brief.lock.json", LOCKS[1])
        staging.commit()


def found(home: Path) -> str:
    """What a reader finds: the old set, the new one, no folder, or what is no set at all."""
    folder = home / "brief"
    if not folder.exists():
        return "none"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("[!.]*")
        if path.is_file() and not path.is_symlink()
    }
    theirs = THEIRS if files.keys() & THEIRS.keys() else {}
    link = (folder / "link").is_symlink() is bool(theirs)
    if link and files == OLD | KEPT | theirs:
        return "old"
    return "new" if link and files == NEW | KEPT | theirs else f"mixture: {sorted(files)}"


def after(home: Path, before: str) -> dict[str, object]:
    """What the next run leaves, that writes another file into the same folder."""
    lock = home / "brief.lock.json"
    locks = [lock.read_bytes()] if lock.exists() else []
    with Staging() as staging:
        staging.add(home / "brief", {"other.md": b"other"})
        staging.add_file(lock, LOCKS[1])
        staging.commit()
    (home / "brief" / "other.md").unlink()
    if not list((home / "brief").iterdir()):
        (home / "brief").rmdir()
    litter = {path.name for path in home.iterdir()} - {"brief", "brief.lock.json"}
    return {
        "before": before,
        "after": found(home),
        "lock": all(text in LOCKS for text in locks),
        "litter": sorted(litter),
    }


def killed(work: Callable[[], object], seconds: float | None = None) -> bool:
    """Do ``work`` in a copy of this process, and kill it after ``seconds``; False if it was done."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    if seconds is not None:
        select.select([], [], [], seconds)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status)


def to_step(number: int, work: Callable[[], object]) -> None:
    """Do ``work`` as far as its call of the system before the one of this ``number``."""
    left = iter(range(number))

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def counting(*words: object, **named: object) -> object:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*words, **named)

        return counting

    for name in set(dir(os)) - UNCOUNTED:
        if isbuiltin(getattr(os, name)):
            setattr(os, name, counted(getattr(os, name)))
    swap.exchange = counted(swap.exchange)  # type: ignore[assignment]
    work()


def unable(one: Path, other: Path) -> NoReturn:
    raise OSError(EINVAL, os.strerror(EINVAL))


def one_by_one(home: Path) -> None:
    write_files({home / "brief" / name: data for name, data in (NEW | KEPT).items()})


def main(home: Path, how: str) -> None:
    home.mkdir(exist_ok=True)
    if how == "plain":
        swap.exchange = unable
    work = one_by_one if how == "single" else write
    # Nothing here outlives the machine; waiting for the disk would hide the moments that matter.
    os.fsync = lambda descriptor: None
    number, ended = 0, True
    while ended and how != "moments":
        prepare(home, first=how == "first")
        ended = killed(partial(to_step, number, partial(work, home)))
        print(json.dumps({"ended": ended, **after(home, found(home))}))
        number += 1
    for seconds in moments(home) if how == "moments" else ():
        prepare(home, first=False)
        ended = killed(partial(work, home), seconds)
        print(json.dumps({"ended": ended, **after(home, found(home))}))


def moments(home: Path) -> list[float]:
    """Random ones, in seconds, spread over the time that a run takes here and now."""
    times = []
    for _ in range(5):
        prepare(home, first=False)
        start = time.perf_counter()
        killed(partial(write, home))
        times.append(time.perf_counter() - start)
    chance = random.Random(5)
    return [chance.uniform(0, median(times)) for _ in range(200)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
