"""A run that is killed leaves the old set or the new one, and the next run finds nothing to step over."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).parent.parent.parent


def left_behind(folder: Path, how: str) -> list[dict[str, Any]]:
    """What each of the killed runs left, the last one being the one that came to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.write.killing", folder / "home", how],
        cwd=HOME,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("how", "before", "between"),
    [("steps", "old", set()), ("first", "none", set()), ("plain", "old", {"none"})],
    ids=["old folder", "no folder yet", "no exchange"],
)
def test_killed_at_any_call_of_the_system(
    tmp_path: Path, how: str, before: str, between: set[str]
) -> None:
    runs = left_behind(tmp_path, how)
    assert not runs[-1]["ended"]
    found = Counter(run["before"] for run in runs)
    assert set(found) == {before, "new"} | between
    assert found[before] > 50
    assert found["new"] > 5
    assert all(run["lock"] for run in runs)
    # The next run finds either set whole, and takes away what lay about.
    assert all(run["after"] in (run["before"], before) for run in runs)
    assert [run for run in runs if run["litter"]] == []


def test_killed_at_200_random_moments(tmp_path: Path) -> None:
    runs = left_behind(tmp_path, "moments")
    assert len(runs) == 200
    assert sum(run["ended"] for run in runs) > 10
    assert {run["before"] for run in runs} <= {"old", "new"}
    assert all(run["after"] == run["before"] for run in runs)
    assert all(run["lock"] for run in runs)
    assert [run for run in runs if run["litter"]] == []


def test_files_put_in_place_one_by_one_would_be_seen_as_a_mixture(tmp_path: Path) -> None:
    runs = left_behind(tmp_path, "single")
    assert any(run["before"].startswith("mixture") for run in runs)
