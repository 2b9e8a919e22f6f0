"""The store: what comes out is what was put in, or nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from briefgen.cache import store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "briefgen" / "made"


def test_what_was_put_comes_back() -> None:
    key = store.digest("a", b"b")
    assert store.get(key) is None
    store.put(key, b"bytes")
    assert store.get(key) == b"bytes"


def test_parts_are_not_run_together() -> None:
    assert store.digest("ab", "c") != store.digest("a", "bc")
    assert store.digest("a") != store.digest("a", "")


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 32 + b"bytes"])
def test_what_was_damaged_is_not_there(folder: Path, damage: bytes) -> None:
    store.put("key", b"bytes")
    (folder / "key").write_bytes(damage)
    assert store.get("key") is None


def test_what_was_not_asked_for_the_longest_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BOUND", 3 * (100 + 32))
    for number, name in enumerate("abc"):
        store.put(name, bytes(100))
        os.utime(folder / name, (number, number))
    assert store.get("a") == bytes(100)  # and it is the youngest now
    store.put("d", bytes(100))
    assert {path.name for path in folder.iterdir()} == {"a", "c", "d"}


def test_what_is_larger_than_the_store_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BOUND", 50)
    store.put("large", bytes(100))
    assert list(folder.iterdir()) == []


def test_no_folder_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    store.put("key", b"bytes")
    assert store.get("key") is None


def test_many_may_use_it_at_once() -> None:
    def use(number: int) -> bool:
        store.put(f"key{number % 4}", bytes([number % 4]) * 10_000)
        return store.get(f"key{number % 4}") == bytes([number % 4]) * 10_000

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(use, range(64)))
