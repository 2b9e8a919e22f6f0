"""The wheel, built from the source archive, installed elsewhere and used there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

TOP = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path = TOP, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from the sdist, so that one proves the other."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    assert len(list(folder.glob("briefgen-*.tar.gz"))) == 1
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it; what it depends on is this interpreter's."""
    folder = tmp_path_factory.mktemp("site")
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    run(sys.executable, *install, "--target", folder, wheel)
    return folder


def text(wheel: Path, name: str) -> str:
    with ZipFile(wheel) as archive:
        (path,) = [path for path in archive.namelist() if path.endswith(f".dist-info/{name}")]
        return archive.read(path).decode()


def below(folder: str) -> set[str]:
    """Files of a folder of the tree that git would keep, as the wheel names them."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", folder)
    return {f"briefgen/{name}" for name in listed.splitlines() if (TOP / name).exists()}


@pytest.mark.parametrize("folder", ["styles", "templates"])
def test_every_template_and_style_is_in_the_wheel(wheel: Path, folder: str) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith(f"briefgen/{folder}/")}
    assert packed
    assert packed == below(folder)


def test_wheel_has_the_program_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "briefgen/py.typed" in names
    assert {f"briefgen/preview/static/preview.{kind}" for kind in ("css", "html", "js")} < set(
        names
    )
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"briefgen"}
    assert not [name for name in names if re.search(r"__pycache__|tests?/|seeds/|\.lock$", name)]


def test_metadata_say_what_is_needed(wheel: Path) -> None:
    metadata = text(wheel, "METADATA")
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: MIT" in metadata
    assert metadata.count("Requires-Dist: ") >= len(project["dependencies"]) > 10
    assert re.search(r"^Requires-Dist: rendercv-fonts", metadata, re.MULTILINE)
    assert text(wheel, "entry_points.txt").split() == [
        "[console_scripts]", "briefgen", "=", "briefgen.__main__:main",
    ]  # fmt: skip


def test_installed_package_finds_its_own_folders(site: Path) -> None:
    code = """
from briefgen.resources import bundled
print(bundled("templates"), bundled("styles"), sep="\\n")
"""
    found = run(sys.executable, "-c", code, cwd=site, PYTHONPATH=str(site)).splitlines()
    assert found == [str(site / "briefgen" / name) for name in ("templates", "styles")]


SEED = """Joint statement

The two ministers agreed that the headquarters will open in March 2025.
"""
SOURCES = """statement:
  file: statement.txt
  csl: {type: report, title: Joint statement, publisher: Ministry of Defense, issued: 2024}
  kind: primary
"""
OUTLINE = """title: One headquarters
sections:
  - id: command
    title: Command
    passages:
      opening: {seed: statement, quote: the headquarters will open in March 2025, kind: statement}
    body: The ministers agreed that "the headquarters will open in March 2025" [@opening].
audiences:
  analyst: {template: full}
"""


def test_installed_command_builds_a_brief(site: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "statement.txt").write_text(SEED, encoding="utf-8")
    (tmp_path / "seeds" / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "brief.yaml").write_text(OUTLINE, encoding="utf-8")
    command = site / "bin" / "briefgen"
    assert run(command, "--version", cwd=tmp_path, PYTHONPATH=str(site)).startswith("briefgen 0.")
    run(command, "build", "brief.yaml", "--to", "pdf,md", cwd=tmp_path, PYTHONPATH=str(site))
    built = tmp_path / "build" / "brief"
    assert "“the headquarters will open in March 2025”" in (built / "brief-analyst.md").read_text(
        encoding="utf-8"
    )
    assert (built / "brief-analyst.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_holds_every_dependency_and_names_no_host(lock: str) -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for group in ("install", "dev") if "dev" in lock else ("install",):
        wanted += [entry for entry in project["dependency-groups"][group] if type(entry) is str]
    content = (TOP / lock).read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", content, re.MULTILINE))
    names = {re.split(r"[^\w.-]", entry)[0].lower().replace("_", "-") for entry in wanted}
    assert names <= locked, "run: make lock"
    assert not re.search(r"://|^--", content, re.MULTILINE)
