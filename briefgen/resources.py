"""Where the bundled templates and styles are, in a wheel and in a source tree alike."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Literal

from briefgen.finding import Lack

__all__ = ["bundled"]


def bundled(name: Literal["templates", "styles"]) -> Path:
    """The folder ``name`` that came with briefgen (absolute). Raises :class:`Lack` without one.

    A wheel carries it inside the package, where it is looked for first: beside an installed package
    stand other people's folders. A source tree and an editable install have it beside the package.
    """
    package = _folder(__file__)
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise Lack(
        f"briefgen's own {name} are not where it was installed ({package})",
        f"{sys.executable} -m pip install --force-reinstall --no-deps briefgen",
    )


@cache
def _folder(file: str) -> Path:
    """The folder that ``file`` is in, without links."""
    return Path(file).resolve().parent
