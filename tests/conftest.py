"""The same for every test, and made once for all: the real brief, built for every audience."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from briefgen.build import Settings, build
from tests.forge import weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.build import Built

HOME = Path(__file__).parent.parent
NAME = "us-japan-2plus2"

# The same draws in every run: what is green stays green. `make fuzz` draws others.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test finds, or leaves, anything in the cache of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def real_outline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real brief with its seeds, in a folder of its own."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(HOME / "seeds", folder / "seeds")
    (folder / "briefs").mkdir()
    return Path(shutil.copy(HOME / "briefs" / f"{NAME}.yaml", folder / "briefs"))


@pytest.fixture(scope="session")
def real_build(real_outline: Path) -> Built:
    """The real brief in every format."""
    folder = real_outline.parent.parent / "build" / NAME
    with weasyprint_leaves_a_file_open():
        return build(real_outline, folder, Settings(formats=("pdf", "md", "html", "docx")))
