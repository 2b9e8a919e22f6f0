"""``briefgen accept`` from a shell: what it writes, what it refuses to write."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from tests.forge import GAZETTE, OUTLINE, PORT, SOURCES, project
from tests.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("accept", "briefs/harbor.yaml")


def files(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_it_records_every_source_and_touches_nothing_else(tmp_path: Path) -> None:
    project(tmp_path)
    before = files(tmp_path)
    done = run(tmp_path, *WORDS)
    assert done.returncode == 0
    recorded = "recorded in briefs/harbor.lock.json and seeds/sources.yaml"
    assert done.stdout == f"{recorded}: gazette, port newly read\n"
    after = files(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} == {
        "harbor.lock.json",
        "sources.yaml",
    }
    text = after["sources.yaml"].decode()
    hashes = [sha256(each.encode()).hexdigest() for each in (PORT, GAZETTE)]
    assert re.findall(r"\n  sha256: (\w+)(?=\n)", text) == hashes
    assert re.sub(r"\n  sha256: \w+(?=\n)", "", text) == SOURCES
    assert set(json.loads(after["harbor.lock.json"])["seeds"]) == {"gazette", "port"}


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    project(tmp_path)
    run(tmp_path, *WORDS)
    before = files(tmp_path)
    done = run(tmp_path, *WORDS)
    assert (done.returncode, files(tmp_path)) == (0, before)
    assert "no source newly read" in done.stdout


def test_from_red_to_green(tmp_path: Path) -> None:
    """A paragraph that a brief rests on is rewritten; only who accepts it can build again."""
    project(tmp_path)
    build = ("build", "briefs/harbor.yaml", "--to", "md")
    run(tmp_path, *WORDS)
    assert run(tmp_path, *build).returncode == 0
    changed = PORT.replace(
        "leaves cargo unchecked for thirty days", "leaves cargo unchecked for thirty days or more"
    )
    (tmp_path / "seeds" / "port.txt").write_text(changed, "utf-8")
    stopped = run(tmp_path, *build)
    assert stopped.returncode == 1
    assert "[source-changed]" in stopped.stdout
    assert "was: " in stopped.stdout
    assert "now: " in stopped.stdout
    assert "days [or more.]" in stopped.stdout
    assert "briefgen accept briefs/harbor.yaml" in stopped.stdout
    accepted = run(tmp_path, *WORDS)
    assert accepted.returncode == 0
    assert "port newly read" in accepted.stdout
    assert "gazette" not in accepted.stdout
    done = run(tmp_path, *build)
    assert done.returncode == 0
    assert "source-changed" not in done.stdout


def test_nothing_is_recorded_of_a_brief_that_has_another_error(tmp_path: Path) -> None:
    """Else a misquote would be written down as read."""
    project(tmp_path, OUTLINE.replace('"call the plan', '"call this plan'))
    before = files(tmp_path)
    done = run(tmp_path, *WORDS)
    assert done.returncode == 1
    assert "[misquote]" in done.stdout
    assert done.stderr == "briefs/harbor.yaml: nothing was recorded\n"
    assert files(tmp_path) == before


def test_words_that_are_gone_cannot_be_accepted(tmp_path: Path) -> None:
    project(tmp_path)
    run(tmp_path, *WORDS)
    changed = PORT.replace("agreed to reopen", "agreed not to reopen")
    (tmp_path / "seeds" / "port.txt").write_text(changed, "utf-8")
    before = files(tmp_path)
    done = run(tmp_path, *WORDS)
    assert done.returncode == 1
    assert "no longer has the words of `agreed`" in done.stdout
    assert files(tmp_path) == before
