"""The program's fingerprint: what a document is made by is seen to change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from briefgen.cache import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of which only a program, its packages and the system's libraries are known."""
    (tmp_path / "briefgen" / "cache").mkdir(parents=True)
    (tmp_path / "briefgen" / "cache" / "program.py").write_text("one")
    (tmp_path / "packages" / "pillow-12.0.dist-info").mkdir(parents=True)
    for folder in ("lib", "lib/riscv64-linux-gnu"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "libpango-1.0.so.0.5000").touch()
        (tmp_path / folder / "libpango-1.0.so.0").symlink_to("libpango-1.0.so.0.5000")
    monkeypatch.setattr(program, "__file__", str(tmp_path / "briefgen" / "cache" / "program.py"))
    monkeypatch.setattr(program, "_FOLDERS", (str(tmp_path / "lib"), str(tmp_path / "nowhere")))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packages"), "", str(tmp_path / "nowhere")])
    return tmp_path


def fingerprint() -> str:
    program.own_fingerprint.cache_clear()
    program.fingerprint.cache_clear()
    try:
        return program.fingerprint()
    finally:
        program.own_fingerprint.cache_clear()
        program.fingerprint.cache_clear()


def _code(machine: Path) -> None:
    (machine / "briefgen" / "cache" / "program.py").write_text("two")


def _module(machine: Path) -> None:
    (machine / "briefgen" / "new.py").touch()


def _package(machine: Path) -> None:
    old = machine / "packages" / "pillow-12.0.dist-info"
    old.rename(old.with_name("pillow-12.1.dist-info"))


def _library(machine: Path) -> None:
    old = machine / "lib" / "libpango-1.0.so.0.5000"
    old.rename(old.with_name("libpango-1.0.so.0.5001"))


def _library_of_a_machine(machine: Path) -> None:
    folder = machine / "lib" / "riscv64-linux-gnu"
    (folder / "libpango-1.0.so.0").unlink()
    (folder / "libpango-1.0.so.0").symlink_to("libpango-1.0.so.0.5600")


@pytest.mark.parametrize("change", [_code, _module, _package, _library, _library_of_a_machine])
def test_a_change_is_seen(machine: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint()
    assert fingerprint() == before
    change(machine)
    assert fingerprint() != before


def test_what_makes_no_document_is_not(machine: Path) -> None:
    before = fingerprint()
    (machine / "lib" / "libtcl8.6.so").touch()
    (machine / "briefgen" / "notes.txt").touch()
    assert fingerprint() == before
