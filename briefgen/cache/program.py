"""The program's fingerprint: other code, other libraries or other fonts make another one."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256

__all__ = ["fingerprint", "own_fingerprint"]

_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
_LIBRARIES = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype")


@cache
def own_fingerprint() -> str:
    """64 hexadecimal digits for briefgen's own files, by their names and bytes."""
    whole = sha256()
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    for parent, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                path = os.path.join(parent, name)
                with open(path, "rb") as stream:
                    data = stream.read()
                whole.update(f"{path.removeprefix(package)} {len(data)} ".encode())
                whole.update(data)
    return whole.hexdigest()


def _listed(folder: str) -> list[str]:
    """The names in ``folder``; none if it is no folder, or none that may be read."""
    try:
        return os.listdir(folder) if folder else []
    except OSError:
        return []


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
        for name in _listed(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
    # Debian keeps a machine's libraries under its name: /usr/lib/x86_64-linux-gnu.
    machines = [
        os.path.join(folder, name)
        for folder in _FOLDERS
        for name in _listed(folder)
        if "-linux-" in name
    ]
    libraries = {
        os.path.realpath(os.path.join(folder, name))
        for folder in (*_FOLDERS, *machines)
        for name in _listed(folder)
        if name.startswith(_LIBRARIES) and ".so" in name
    }
    whole.update("\n".join([*sorted(installed), *sorted(libraries)]).encode())
    return whole.hexdigest()
