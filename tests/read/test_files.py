"""Files are opened inside the project only, whole or not at all, and are text."""

from __future__ import annotations

import os
import re
import socket
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.bounds import Bound
from briefgen.finding import Finding
from briefgen.place import Place, TextFile
from briefgen.read import project_of, read_bytes, read_text
from briefgen.read.files import NO_TEXT, FileRead, _has_control

if TYPE_CHECKING:
    from briefgen.place import TextFile as File


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project" / "seeds").mkdir(parents=True)
    return tmp_path / "project"


def read(path: Path, project: Path, limit: int = 1000) -> tuple[File, FileRead] | Finding:
    return read_text(
        path, project, Place(TextFile(project / "outline.yaml")), Bound("seed-bytes", limit)
    )


def text(data: bytes, project: Path) -> str:
    (project / "a.txt").write_bytes(data)
    answer = read(project / "a.txt", project)
    assert not isinstance(answer, Finding), answer
    return answer[0].text


def refused(path: Path, project: Path, limit: int = 1000) -> Finding:
    answer = read(path, project, limit)
    assert isinstance(answer, Finding), answer
    return answer


def not_text(data: bytes, project: Path) -> Finding:
    (project / "a.txt").write_bytes(data)
    answer = refused(project / "a.txt", project)
    assert answer.rule == "not-text"
    return answer


def test_text_as_it_stands(project: Path) -> None:
    assert text("日本, é 𝒳\r\nb\tc\fd\n".encode(), project) == "日本, é 𝒳\r\nb\tc\fd\n"
    assert text(b"", project) == ""


def test_byte_order_mark_is_dropped_once(project: Path) -> None:
    assert text(b"\xef\xbb\xbfa\xef\xbb\xbf", project) == "a\ufeff"


def test_record_is_of_the_bytes(project: Path) -> None:
    (project / "a.txt").write_bytes(b"\xef\xbb\xbfa")
    answer = read(project / "a.txt", project)
    assert not isinstance(answer, Finding)
    path = (project / "a.txt").resolve()
    assert answer[1] == FileRead(path, sha256(b"\xef\xbb\xbfa").hexdigest(), path)


def test_other_encoding_names_byte_offset_and_line(project: Path) -> None:
    found = not_text("ok é\nCôte d'Ivoire".encode("cp1252"), project)
    assert found.message == "`a.txt` is not in UTF-8: byte 0xE9 at offset 3, line 1"
    found = not_text("é ok\r\nCôte d'Ivoire".encode() + b"\xff", project)
    assert (found.place.line, found.place.column) == (2, 14)
    assert "byte 0xFF at offset 21, line 2" in found.message
    found = not_text(b"\xef\xbb\xbfab\xe9", project)
    assert "byte 0xE9 at offset 5, line 1" in found.message


def test_utf_16_is_named(project: Path) -> None:
    found = not_text("Joint".encode("utf-16"), project)
    assert "is in UTF-16" in found.message
    assert "iconv -f UTF-16 -t UTF-8 a.txt" in found.hint


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\x7f", "\x85", "\x9b", "\uffff"])
def test_control_characters_have_a_place(character: str, project: Path) -> None:
    found = not_text(f"a\nbé{character}\n".encode(), project)
    assert (found.place.line, found.place.column, found.place.width) == (2, 3, 1)
    assert f"U+{ord(character):04X}" in found.message


def test_no_character_that_belongs_in_no_text_is_overlooked() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    controls = re.findall(f"[{NO_TEXT}]", every)
    assert len(controls) > 100
    assert all(_has_control(each.encode()) for each in controls)
    assert not _has_control(re.sub(f"[{NO_TEXT}]", "", every).encode())


def test_lone_surrogate_is_no_utf_8(project: Path) -> None:
    assert "byte 0xED at offset 1" in not_text(b"a\xed\xa0\x80", project).message


def test_size_is_bounded(project: Path) -> None:
    (project / "a.txt").write_bytes(b"a" * 11)
    assert refused(project / "a.txt", project, limit=10).rule == "too-large"
    (project / "a.txt").write_bytes(b"a" * 10)
    assert not isinstance(read(project / "a.txt", project, limit=10), Finding)


def test_outside_is_refused_by_path_and_by_link(project: Path) -> None:
    outside = project.parent / "secret.txt"
    outside.write_text("secret")
    (project / "link.txt").symlink_to(outside)
    (project / "folder").symlink_to(project.parent)
    for path in (
        outside,
        project / ".." / "secret.txt",
        project / "link.txt",
        project / "folder" / "secret.txt",
    ):
        assert refused(path, project).rule == "outside-project"


def test_link_inside_is_followed(project: Path) -> None:
    (project / "a.txt").write_text("a")
    (project / "link.txt").symlink_to(project / "a.txt")
    answer = read(project / "link.txt", project)
    assert not isinstance(answer, Finding)
    assert answer[0].path == (project / "a.txt").resolve()


def test_project_named_by_a_link_is_the_same_project(project: Path) -> None:
    (project / "a.txt").write_text("a")
    (project.parent / "same").symlink_to(project)
    assert not isinstance(read(project.parent / "same" / "a.txt", project), Finding)
    assert not isinstance(read(project / "a.txt", project.parent / "same"), Finding)


def test_what_is_no_ordinary_file(project: Path) -> None:
    os.mkfifo(project / "pipe")
    assert refused(project / "pipe", project).message == "`pipe` is not an ordinary file"
    assert refused(project, project).message == "`.` is a folder, not a file"
    (project / "loop").symlink_to(project / "loop")
    assert refused(project / "loop", project).rule == "missing-file"
    assert refused(project / ("a" * 5000), project).rule == "missing-file"


def test_missing_names_what_is_near(project: Path) -> None:
    (project / "seeds" / "yang.txt").write_text("a")
    found = refused(project / "seeds" / "yagn.txt", project)
    assert (found.rule, found.hint) == ("missing-file", "did you mean `yang.txt`?")
    found = refused(project / "seeds" / "treaty.txt", project)
    assert found.hint == "the folder holds `yang.txt`"
    found = refused(project / "seed" / "yang.txt", project)
    assert found.hint == "there is no folder `seed`; correct the path"


def test_bytes_are_read_as_they_are(project: Path) -> None:
    (project / "a.png").write_bytes(b"\x89PNG\0")
    answer = read_bytes(
        project / "a.png", project, Place(TextFile(project)), Bound("image-bytes", 100)
    )
    assert not isinstance(answer, Finding)
    assert answer.data == b"\x89PNG\0"


def test_project_is_the_nearest_with_seeds_then_git_then_the_outlines_own(tmp_path: Path) -> None:
    outline = tmp_path / "a" / "b" / "c" / "x.yaml"
    outline.parent.mkdir(parents=True)
    assert project_of(outline) == outline.parent.resolve()
    (tmp_path / "a" / ".git").mkdir()
    assert project_of(outline) == (tmp_path / "a").resolve()
    (tmp_path / "seeds").mkdir()
    assert project_of(outline) == tmp_path.resolve()
    (tmp_path / "a" / "b" / "seeds").mkdir()
    assert project_of(outline) == (tmp_path / "a" / "b").resolve()


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize("swapped", ["seeds/a.txt", "seeds"])
def test_a_link_put_in_its_place_meanwhile_leads_nowhere(
    call: int, swapped: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack: after the check of the path, and before it is opened, it becomes a link."""
    secret = project.parent / "seeds.secret"
    secret.mkdir()
    (secret / "a.txt").write_text("secret")
    (project / "seeds" / "a.txt").write_text("harmless")
    real = os.open
    calls = []

    def swapping(path: str | Path, flags: int, *, dir_fd: int | None = None) -> int:
        calls.append(path)
        if len(calls) == call:
            (project / swapped).rename(project / "away")
            (project / swapped).symlink_to(secret if swapped == "seeds" else secret / "a.txt")
        return real(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swapping)
    answer = read(project / "seeds" / "a.txt", project)
    assert len(calls) >= call
    if isinstance(answer, Finding):
        assert answer.rule == "missing-file"
        assert "secret" not in answer.message
    else:
        assert answer[0].text == "harmless"


def test_a_pipe_put_in_its_place_meanwhile_is_not_waited_for(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "a.txt").write_text("a")
    real = os.open

    def swapping(path: str | Path, flags: int, *, dir_fd: int | None = None) -> int:
        if path == "a.txt":
            (project / "a.txt").unlink()
            os.mkfifo(project / "a.txt")
        return real(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swapping)
    assert refused(project / "a.txt", project).message == "`a.txt` is not an ordinary file"


def test_what_is_hidden_is_not_read(project: Path) -> None:
    """A repository's .git/config holds the token that a runner checked it out with."""
    for name in (".git/config", "seeds/.env"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("token")
        found = refused(project / name, project)
        assert (found.rule, "hidden" in found.message) == ("outside-project", True)
    (project / "plain.txt").symlink_to(project / ".git" / "config")
    assert refused(project / "plain.txt", project).rule == "outside-project"


def test_a_hidden_folder_above_the_project_does_not_matter(tmp_path: Path) -> None:
    project = tmp_path / ".cache" / "project"
    project.mkdir(parents=True)
    (project / "a.txt").write_text("a")
    assert not isinstance(read(project / "a.txt", project), Finding)


def test_the_root_is_no_project(project: Path) -> None:
    found = refused(project / "a.txt", Path("/"))
    assert found.rule == "outside-project"
    assert "root" in found.message


def test_a_home_is_no_project_for_what_lies_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People keep their homes under version control; a stranger's outline lies in Downloads."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".git").mkdir()
    (tmp_path / "seeds").mkdir()
    outline = tmp_path / "Downloads" / "brief.yaml"
    outline.parent.mkdir()
    assert project_of(outline) == outline.parent
    assert project_of(tmp_path / "brief.yaml") == tmp_path


def test_a_socket_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert refused(project / "socket", project).message == "`socket` is not an ordinary file"
