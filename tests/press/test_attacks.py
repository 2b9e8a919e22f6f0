"""Templates and styles that explode: a finding, whatever they do, and the old files stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.forge import project
from tests.test_cli import start

if TYPE_CHECKING:
    from pathlib import Path

LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
DOUBLED = "{% set ns = namespace(x='a') %}{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LOOPS, "error too-large: setting harbor-desk took more than 2 seconds of computing"),
        (
            DOUBLED,
            "error template-error: the template `committee`: it takes more memory than it may",
        ),
    ],
    ids=["time", "memory"],
)
def test_a_template_that_never_ends_or_fills_the_memory_is_a_finding(
    tmp_path: Path, source: str, said: str
) -> None:
    outline = project(tmp_path)
    own = tmp_path / "briefs" / "templates" / "committee"
    own.mkdir(parents=True)
    (own / "brief.md.j2").write_text(source)
    bounds = ["--bound", "press-seconds=2", "--bound", "press-bytes=800_000_000"]
    done = start(tmp_path, "build", outline, "--to", "md", "--format", "short", *bounds)
    assert done.returncode == 1
    assert said in done.stdout
    assert not (tmp_path / "build").exists()
