"""Files written all or none."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from errno import EACCES, EBUSY, EDQUOT, EINVAL, EIO, EPERM, EROFS, EXDEV
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from briefgen.write import Staging, staging, swap, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOME = Path(__file__).parent.parent.parent


@pytest.fixture
def _usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, litter included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def put(target: Path, files: dict[str, bytes]) -> None:
    """A folder of files, as a build puts it in place."""
    with Staging() as made:
        made.add(target, files)
        made.commit()


# Single files.


def test_files_are_written_and_folders_made(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "old.md").write_bytes(b"old, and longer")
    write_files({tmp_path / "a" / "old.md": b"new", tmp_path / "b" / "c" / "d.pdf": b"\x00"})
    assert tree(tmp_path) == {"a/old.md": b"new", "b/c/d.pdf": b"\x00"}


def test_nothing_to_write(tmp_path: Path) -> None:
    write_files({})
    assert tree(tmp_path) == {}


@pytest.mark.usefixtures("_usual_mask")
def test_new_files_can_be_read_by_all_and_old_ones_keep_their_permissions(tmp_path: Path) -> None:
    private = tmp_path / "private.pdf"
    private.write_bytes(b"old")
    private.chmod(0o640)
    write_files({private: b"new", tmp_path / "new.pdf": b"new"})
    assert private.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new.pdf").stat().st_mode & 0o777 == 0o644


@pytest.mark.usefixtures("_usual_mask")
def test_the_mask_stays_as_it_was(tmp_path: Path) -> None:
    write_files({tmp_path / "new.pdf": b"new"})
    assert os.umask(0o022) == 0o022


@pytest.mark.parametrize("last", [True, False])
def test_a_folder_in_the_way_leaves_all_as_it_was(tmp_path: Path, last: bool) -> None:
    (tmp_path / "taken.pdf").mkdir()
    (tmp_path / "a.md").write_bytes(b"old")
    files = {tmp_path / "a.md": b"new", tmp_path / "b.md": b"new", tmp_path / "taken.pdf": b"new"}
    if not last:
        files = dict(reversed(files.items()))
    with pytest.raises(IsADirectoryError, match=r"taken\.pdf"):
        write_files(files)
    assert tree(tmp_path) == {"a.md": b"old"}


def test_a_file_in_the_place_of_a_folder_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "taken").write_bytes(b"a file")
    with pytest.raises(OSError, match="taken"):
        write_files({tmp_path / "a.md": b"new", tmp_path / "taken" / "b.md": b"new"})
    assert tree(tmp_path) == {"a.md": b"old", "taken": b"a file"}


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    flushed: list[int] = []

    def full(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_files({tmp_path / "a.md": b"new", tmp_path / "b.md": b"new"})
    assert tree(tmp_path) == {"a.md": b"old"}


def test_every_file_is_ready_before_the_first_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    put_in_place = swap.put

    def watched(made: Path, target: Path) -> Callable[[], None]:
        seen.append(len(tree(tmp_path)))
        return put_in_place(made, target)

    monkeypatch.setattr(swap, "put", watched)
    write_files({tmp_path / name: b"new" for name in ("a", "b", "c")})
    assert seen == [3, 3, 3]
    assert sorted(tree(tmp_path)) == ["a", "b", "c"]


def test_a_file_that_holds_the_same_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.lock.json"
    path.write_bytes(b"same")
    before = path.stat()
    write_files({path: b"same"})
    assert path.stat() == before


def test_a_link_is_replaced_and_what_it_leads_to_is_not(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "a.md").symlink_to("theirs")
    write_files({tmp_path / "a.md": b"new"})
    assert tree(tmp_path) == {"theirs": b"theirs", "a.md": b"new"}


# A folder.


@pytest.fixture(params=["exchange", "no exchange", "no links", "no locks"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the file system can."""

    def unable(*_: object, **__: object) -> NoReturn:
        raise OSError(EINVAL, os.strerror(EINVAL))

    def refused(*_: object, **__: object) -> NoReturn:
        raise OSError(EPERM, os.strerror(EPERM))

    if request.param == "no exchange":
        monkeypatch.setattr(swap, "exchange", unable)
    if request.param == "no links":
        monkeypatch.setattr(os, "link", refused)
    if request.param == "no locks":
        monkeypatch.setattr(staging.fcntl, "flock", unable)
    return str(request.param)


@pytest.mark.usefixtures("_usual_mask", "machine")
def test_a_folder_takes_along_what_is_not_of_this_build(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "letters" / "old").mkdir(parents=True)
    (out / "letters").chmod(0o750)
    (out / "letters" / "old" / "reply.txt").write_bytes(b"reply")
    (out / "notes.txt").write_bytes(b"mine")
    (out / "notes.txt").chmod(0o600)
    os.utime(out / "notes.txt", ns=(10**18, 10**18))
    (out / "link").symlink_to("notes.txt")
    (out / "nowhere").symlink_to("gone")
    (out / "brief.pdf").write_bytes(b"old")
    (out / "brief.pdf").chmod(0o640)
    out.chmod(0o775)
    put(out, {"brief.pdf": b"new", "brief.md": b"new"})
    assert tree(tmp_path) == {
        "out/brief.md": b"new",
        "out/brief.pdf": b"new",
        "out/letters/old/reply.txt": b"reply",
        "out/link": b"mine",
        "out/notes.txt": b"mine",
    }
    assert os.readlink(out / "link") == "notes.txt"
    assert os.readlink(out / "nowhere") == "gone"
    modes = {path.name: path.stat().st_mode & 0o777 for path in (out, *out.glob("[!nl]*"))}
    assert modes == {"out": 0o775, "brief.pdf": 0o640, "brief.md": 0o644}
    assert (out / "letters").stat().st_mode & 0o777 == 0o750
    assert (out / "notes.txt").stat().st_mode & 0o777 == 0o600
    assert (out / "notes.txt").stat().st_mtime_ns == 10**18
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.usefixtures("machine")
def test_a_new_folder(tmp_path: Path) -> None:
    put(tmp_path / "build" / "brief", {"a.md": b"a"})
    assert tree(tmp_path) == {"build/brief/a.md": b"a"}
    assert os.listdir(tmp_path / "build") == ["brief"]


def test_a_file_that_is_the_same_stays_the_file_it_was(tmp_path: Path) -> None:
    put(tmp_path / "out", {"same.pdf": b"same", "other.pdf": b"old"})
    os.utime(tmp_path / "out" / "same.pdf", ns=(10**18, 10**18))
    put(tmp_path / "out", {"same.pdf": b"same", "other.pdf": b"new"})
    assert (tmp_path / "out" / "same.pdf").stat().st_mtime_ns == 10**18
    assert tree(tmp_path) == {"out/same.pdf": b"same", "out/other.pdf": b"new"}
    before = (tmp_path / "out").stat()
    put(tmp_path / "out", {"same.pdf": b"same", "other.pdf": b"new"})
    assert (tmp_path / "out").stat() == before
    assert os.listdir(tmp_path) == ["out"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "site").mkdir(parents=True)
    (tmp_path / "elsewhere" / "site" / "notes.txt").write_bytes(b"mine")
    (tmp_path / "out").symlink_to("elsewhere/site")
    put(tmp_path / "out", {"a.md": b"a"})
    assert (tmp_path / "out").is_symlink()
    assert tree(tmp_path / "elsewhere") == {"site/a.md": b"a", "site/notes.txt": b"mine"}


def test_the_working_folder_may_be_the_one_that_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "out", {"a.md": b"old"})
    monkeypatch.chdir(tmp_path / "out")
    put(Path("../out"), {"a.md": b"new"})
    assert Path("a.md").read_bytes() == b"new"
    assert Path.cwd() == tmp_path / "out"


def test_what_somebody_saves_in_the_last_moment_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    put(out, {"a.md": b"old"})
    (out / "notes.txt").write_bytes(b"notes")
    put_in_place = swap.put

    def late(made: Path, target: Path) -> Callable[[], None]:
        (out / "letters").mkdir()
        (out / "letters" / "reply.txt").write_bytes(b"reply")
        (out / "saved").write_bytes(b"notes, saved again")
        (out / "saved").rename(out / "notes.txt")
        return put_in_place(made, target)

    monkeypatch.setattr(swap, "put", late)
    put(out, {"a.md": b"new"})
    assert tree(tmp_path) == {
        "out/a.md": b"new",
        "out/letters/reply.txt": b"reply",
        "out/notes.txt": b"notes, saved again",
    }


def test_a_link_to_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("gone")
    with pytest.raises(FileNotFoundError, match=r"link to a folder that is not there.*out"):
        put(tmp_path / "out", {"a.md": b"a"})
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["../a.md", "b/a.md", "/a.md", "..", ""])
def test_only_names_of_files_are_taken(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a file"):
        put(tmp_path / "out", {name: b"a"})
    assert tree(tmp_path) == {}


# What stands in the way.


def put_all(home: Path, files: dict[str, bytes]) -> None:
    with Staging() as made:
        made.add(home / "first", {"a.md": b"new"})
        made.add(home / "out", files)
        made.add_file(home / "brief.lock.json", b"new")
        made.commit()


def stands(
    home: Path, files: dict[str, bytes], refuse: Callable[[pytest.MonkeyPatch], None] | None = None
) -> str:
    """Fail to put ``files`` in place over an old set; the line that a person would see."""
    before = tree(home)
    with pytest.MonkeyPatch.context() as patch:
        if refuse:
            refuse(patch)
        with pytest.raises(OSError) as caught:  # noqa: PT011 - the caller looks
            put_all(home, files)
    assert tree(home) == before
    assert list(home.rglob(".*")) == []
    error = caught.value
    name = Path(error.filename).relative_to(home).as_posix()
    return "; ".join([f"{name}: {error.strerror}", *error.__notes__])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    put(tmp_path / "first", {"a.md": b"old"})
    put(tmp_path / "out", {"a.md": b"old", "b.md": b"old"})
    write_files({tmp_path / "brief.lock.json": b"old"})
    return tmp_path


NEW = {"a.md": b"new", "b.md": b"new"}


def test_a_folder_in_the_place_of_a_file(home: Path) -> None:
    (home / "out" / "c.md").mkdir()
    (home / "out" / "c.md" / "notes.txt").write_bytes(b"mine")
    said = "out/c.md: a folder stands in the place of this file; no file was changed"
    assert stands(home, {**NEW, "c.md": b"new"}) == said


def test_a_file_in_the_place_of_the_folder(home: Path) -> None:
    (home / "first" / "deep").write_bytes(b"a file")
    with pytest.raises(NotADirectoryError, match="a file stands in the place of this folder"):
        put(home / "first" / "deep" / "er" / "out", NEW)
    with pytest.raises(NotADirectoryError, match=r"this folder: '.*/first/deep'"):
        put(home / "first" / "deep", NEW)


def refusing(call: Callable[..., object], number: int, part: str) -> Callable[..., object]:
    """``call``, refused where its path has ``part`` in it."""

    def refuse(path: object, *words: object, **named: object) -> object:
        if part in str(path):
            raise OSError(number, os.strerror(number), path)
        return call(path, *words, **named)

    return refuse


# The tests may run as root, whom no permission stops: what the system refuses is made up.


@pytest.mark.parametrize(
    ("call", "number", "part", "said"),
    [
        ("mkdir", EROFS, ".out.briefgen-", ".: Read-only file system"),
        ("mkdir", EACCES, ".out.briefgen-", ".: Permission denied"),
        ("open", EACCES, ".brief.lock.json.", "brief.lock.json: Permission denied"),
        ("open", EDQUOT, "/b.md", "out/b.md: Disk quota exceeded"),
        ("scandir", EACCES, "/out", "out: Permission denied"),
        ("link", EIO, "/notes.txt", "out/notes.txt: Input/output error"),
        ("rename", EACCES, ".out.briefgen-", "out: Permission denied"),
    ],
)
def test_what_the_system_refuses(home: Path, call: str, number: int, part: str, said: str) -> None:
    (home / "out" / "notes.txt").write_bytes(b"mine")

    def refuse(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(os, call, refusing(getattr(os, call), number, part))
        patch.setattr(shutil, "copy2", refusing(shutil.copy2, number, part))
        if call == "rename":
            patch.setattr(swap, "exchange", refusing(swap.exchange, number, part))

    assert stands(home, NEW, refuse) == f"{said}; no file was changed"


def test_a_folder_that_may_only_be_read(home: Path) -> None:
    def refuse(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(os, "access", lambda path, mode: path != home / "out")

    assert stands(home, NEW, refuse) == "out: Permission denied; no file was changed"


def test_the_last_of_several_that_cannot_be_put_takes_the_others_back(home: Path) -> None:
    seen: list[str] = []

    def refuse(patch: pytest.MonkeyPatch) -> None:
        put_in_place = swap.put

        def last(made: Path, target: Path) -> Callable[[], None]:
            if target.name == "brief.lock.json":
                seen.extend(
                    path.read_text() for path in home.rglob("a.md") if "/." not in str(path)
                )
                raise OSError(EBUSY, os.strerror(EBUSY))
            return put_in_place(made, target)

        patch.setattr(swap, "put", last)

    said = stands(home, NEW, refuse)
    assert seen == ["new", "new"]
    assert said.startswith("brief.lock.json: ")


def test_a_mount_point_in_the_folder_is_not_emptied(home: Path) -> None:
    """Made up: of another mount nothing can be linked, whatever its device says."""
    (home / "out" / "mounted").mkdir()
    (home / "out" / "mounted" / "theirs.txt").write_bytes(b"theirs")

    def refuse(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(os, "link", refusing(os.link, EXDEV, "theirs.txt"))

    said = (
        "out/mounted/theirs.txt: it is a mount point, so the folder cannot be replaced as a whole"
    )
    assert stands(home, NEW, refuse) == f"{said}; no file was changed"


def test_a_limit_on_the_size_of_files(home: Path) -> None:
    """A real refusal of the system, in the middle of a file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        said = stands(home, {"a.md": b"new", "b.md": b"new" * 100_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert said == "out/b.md: File too large; no file was changed"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", disk]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    put(small_disk / "first", {"a.md": b"old"})
    put(small_disk / "out", {"a.md": b"old", "b.md": b"old" * 30_000})
    write_files({small_disk / "brief.lock.json": b"old"})
    said = stands(small_disk, {"a.md": b"new", "b.md": b"new" * 60_000})
    assert said == "out/b.md: No space left on device; no file was changed"


# Runs beside each other, and after each other.

BUILD = """
import sys
from pathlib import Path
from briefgen.write import Staging
out, name = Path(sys.argv[1]), sys.argv[2]
for number in range(15):
    with Staging() as staging:
        text = f"{number} {sys.argv[3]}".encode()
        staging.add(out, {f"{name}.md": text, f"{name}.pdf": text, "both.json": text})
        print(flush=True)
        staging.commit()
"""


def test_builds_at_once_both_end_well(tmp_path: Path) -> None:
    out = tmp_path / "build" / "brief"
    names = ("analyst", "minister", "analyst")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, out, name, str(number)],
            cwd=HOME,
            stdout=subprocess.DEVNULL,
        )
        for number, name in enumerate(names)
    ]
    while any(run.poll() is None for run in runs):
        with suppress(FileNotFoundError):
            # A reader that holds the folder open sees one set of files, if it sees any.
            here = os.open(out, os.O_RDONLY)
            try:
                pair = [os.open(f"analyst.{kind}", 0, dir_fd=here) for kind in ("md", "pdf")]
                texts = {os.read(file, 99) for file in pair}
                assert len(texts) == 1
                for file in pair:
                    os.close(file)
            finally:
                os.close(here)
    assert [run.returncode for run in runs] == [0, 0, 0]
    found = tree(tmp_path / "build")
    assert found["brief/minister.md"] == found["brief/minister.pdf"] == b"14 1"
    assert found["brief/analyst.md"] == found["brief/analyst.pdf"]
    assert found["brief/analyst.md"] in (b"14 0", b"14 2")
    assert len(found) == 5


def test_what_is_still_at_work_is_not_taken_for_litter(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Staging() as slow:
        slow.add(out, {"a.md": b"slow"})
        put(out, {"b.md": b"quick"})
        slow.commit()
    assert tree(tmp_path) == {"out/a.md": b"slow", "out/b.md": b"quick"}


def test_only_litter_of_the_same_outline_is_removed(tmp_path: Path) -> None:
    theirs = {
        ".out.briefgen-0123456",
        ".out.briefgen-01234567.txt",
        ".other.briefgen-01234567",
        ".out.briefgen-backup00",
        "out.briefgen-01234567",
    }
    for name in (*theirs, ".out.briefgen-01234567", ".out.briefgen-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_bytes(b"a")
    put(tmp_path / "out", {"a.md": b"a"})
    # With no folder there, what a killed run had moved aside is put back, and then replaced.
    assert set(os.listdir(tmp_path)) == {*theirs, "out"}


def test_a_folder_that_another_program_keeps_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_WAIT", 0.02)
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        with pytest.raises(BlockingIOError, match="another program has kept it locked"):
            put(tmp_path / "out", {"a.md": b"a"})
    finally:
        os.close(held)
    assert tree(tmp_path) == {}


def test_two_names_of_one_folder_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to("out")
    with Staging() as made:
        made.add(tmp_path / "out", {"a.md": b"a"})
        made.add(tmp_path / "link", {"b.md": b"b"})
        made.commit()
    assert tree(tmp_path / "out") == {"a.md": b"a", "b.md": b"b"}


def test_a_thread_may_write_too(tmp_path: Path) -> None:
    thread = threading.Thread(target=put, args=(tmp_path / "out", {"a.md": b"a"}))
    thread.start()
    thread.join()
    assert tree(tmp_path) == {"out/a.md": b"a"}
