from __future__ import annotations

import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefgen import resources
from briefgen.cite import citeproc as cite
from briefgen.cite import csl
from briefgen.finding import Lack
from briefgen.machine import extras, fonts, native
from briefgen.machine.doctor import Check, examine

HOME = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def utf8_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))


def lacking() -> dict[str, Check]:
    return {check.name: check for check in examine() if not check.ok}


def test_sound_machine_lacks_nothing() -> None:
    found = {check.name: check.found for check in examine()}
    assert lacking() == {}
    assert sys.executable in found["Python"]
    assert found["Pango"].startswith("WeasyPrint ")
    assert found["pandoc"].startswith("pandoc ")
    assert "Gentium Book Plus" in found["fonts"]
    assert all("\n" not in line for line in found.values())


def test_missing_pango_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> object:
        raise Lack("PDF needs Pango; this machine lacks libpango-1.0", "brew install pango")

    monkeypatch.setattr(native, "load_weasyprint", load)
    assert lacking() == {
        "Pango": Check(
            "Pango",
            False,
            "PDF needs Pango; this machine lacks libpango-1.0",
            "brew install pango",
        )
    }


def test_a_library_that_only_makes_it_slower_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "missing_libraries", lambda: ("libharfbuzz-subset",))
    assert lacking()["Pango"].found == "libharfbuzz-subset is missing, so PDFs are made slower"
    assert lacking()["Pango"].remedy == native.remedy()


def test_an_extra_that_is_not_there_is_told_and_not_lacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    told = {check.name: check for check in examine() if check.remedy}
    assert lacking() == {}
    assert told["extra: charts"] == Check(
        "extra: charts",
        True,
        "vl-convert-python is not installed; it is for charts written as Vega-Lite",
        f"{sys.executable} -m pip install vl-convert-python",
    )
    assert set(told) == {"extra: charts", "extra: cluster", "extra: sign"}


def test_the_extras_are_those_that_the_project_declares() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {
        name: re.match(r"[\w-]+", packages[0])[0]
        for name, packages in project["optional-dependencies"].items()
    }
    assert declared == {name: extra.package for name, extra in extras.EXTRAS.items()}


@pytest.mark.parametrize(
    "failure", [FileNotFoundError("no such file"), subprocess.CalledProcessError(1, "pandoc")]
)
def test_pandoc_that_does_not_start(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def run(*args: object, **options: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", run)
    assert lacking()["pandoc"].found.startswith(
        "pandoc, which writes the citations, does not start"
    )
    assert lacking()["pandoc"].remedy.endswith("pypandoc_binary")


def test_every_missing_package_is_a_line_and_not_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (cite, csl, fonts):
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    monkeypatch.setattr(cite.shutil, "which", lambda name: None)
    assert set(lacking()) == {"fonts", "pandoc", "citation styles"}
    assert all("pip install" in check.remedy for check in lacking().values())


def test_missing_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "__file__", "/nowhere/briefgen/machine/resources.py")
    assert "briefgen" in lacking()


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_terminal_that_cannot_print_quotation_marks(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert lacking()["terminal"].remedy == "export PYTHONUTF8=1"


def test_examining_prints_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="utf-8"))
    assert examine()
    sys.stdout.flush()
    assert printed.getvalue() == b""
    assert capfd.readouterr() == ("", "")
