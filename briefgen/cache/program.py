"""The program's fingerprint: other code, other libraries or other fonts make another one."""

from __future__ import annotations

import os
import sys
from functools import cache
from glob import glob
from hashlib import sha256
from pathlib import Path

__all__ = ["fingerprint", "own_fingerprint"]

_PANGO = ("/usr/lib/*/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/", "/opt/homebrew/lib/")


@cache
def own_fingerprint() -> str:
    """64 hexadecimal digits for the bytes of briefgen's own files."""
    whole = sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


@cache
def fingerprint() -> str:
    """64 hexadecimal digits for what a document is made by.

    That is the bytes of briefgen's own files, the names with versions of all installed packages
    (fonts and pandoc among them), Python's version, and the file names of the system's text
    libraries, which have their versions in them.
    """
    whole = sha256(f"{sys.version} {own_fingerprint()}".encode())
    installed = {
        name
        for folder in sys.path
        if os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
    libraries = {
        os.path.realpath(path)
        for folder in _PANGO
        for name in ("pango", "harfbuzz", "fontconfig", "freetype")
        for path in glob(f"{folder}lib{name}*.so*")
    }
    whole.update("\n".join([*sorted(installed), *sorted(libraries)]).encode())
    return whole.hexdigest()
