from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import resources
from briefgen.finding import Lack
from briefgen.resources import bundled


def installed(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    package.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))


def test_source_tree_has_them_beside_the_package() -> None:
    top = Path(resources.__file__).resolve().parents[1]
    assert bundled("templates") == top / "templates"
    assert bundled("styles") == top / "styles"


def test_wheel_has_them_inside_and_ignores_a_neighbour(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(monkeypatch, tmp_path / "briefgen")
    (tmp_path / "templates").mkdir()
    (tmp_path / "briefgen" / "templates").mkdir()
    assert bundled("templates") == tmp_path / "briefgen" / "templates"


def test_damaged_installation_is_a_lack_with_a_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(monkeypatch, tmp_path / "briefgen")
    with pytest.raises(Lack, match="styles are not where") as raised:
        bundled("styles")
    assert raised.value.remedy.endswith("pip install --force-reinstall --no-deps briefgen")
