"""Pydantic without plugins: what other packages would add has no say in what is read."""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = ["no_plugins"]


def no_plugins() -> None:
    """Let pydantic, which is not imported yet, not look for plugins.

    *Why* not its own switch, PYDANTIC_DISABLE_PLUGINS: that is looked at after importlib.metadata is
    imported, and email with it, which takes as long as a tenth of a check.
    """
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)
