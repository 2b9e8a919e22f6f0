"""The one door to WeasyPrint, and to the system libraries it draws text with.

:func:`load_weasyprint` prepares the process, imports, and answers a missing library with the
command that installs it.
"""

from __future__ import annotations

import atexit
import ctypes
import ctypes.util
import io
import os
import platform
import sys
import tempfile
import warnings
from contextlib import contextmanager, redirect_stdout
from functools import cache
from hashlib import sha256
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING

from briefgen.cache.store import home
from briefgen.finding import Lack
from briefgen.machine import fonts
from briefgen.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

__all__ = ["load_weasyprint", "missing_libraries", "remedy"]

# Name and version of each library, as WeasyPrint 70 opens them (weasyprint/text/ffi.py).
_LIBRARIES = {
    "gobject-2.0": 0,
    "pango-1.0": 0,
    "pangoft2-1.0": 0,
    "harfbuzz": 0,
    "harfbuzz-subset": 0,
    "fontconfig": 1,
}

# Keyed by ID and ID_LIKE of os-release(5).
_COMMANDS = {
    "debian": "apt-get install --yes libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "dnf install --assumeyes pango",
    "rhel": "dnf install --assumeyes pango",
    "alpine": "apk add pango harfbuzz-subset",
    "arch": "pacman -S --noconfirm pango",
    "suse": "zypper --non-interactive install libpango-1_0-0 libharfbuzz-subset0",
}
_ELSEWHERE = "see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"


def load_weasyprint() -> ModuleType:
    """Import WeasyPrint with our fonts alone. Raises :class:`Lack` where a library is missing.

    The font settings stay in the environment of this process, because each ``FontConfiguration``
    reads them again; everything else is put back.
    """
    weasyprint = _imported()
    if not os.path.isfile(
        os.environ.get("FONTCONFIG_FILE", "")
    ):  # somebody has emptied the cache folder
        _use_own_fonts()
    return weasyprint


@cache
def _imported() -> ModuleType:
    _use_own_fonts()
    _late("fontTools", "subset")
    # Without Pango, WeasyPrint prints advice to standard output and raises OSError. Without
    # harfbuzz-subset it warns and cuts the fonts down with fontTools instead.
    with _libraries_found(), redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            import weasyprint
        except OSError as error:
            lacking = ", ".join(missing_libraries()) or str(error)
            raise Lack(f"PDF needs Pango; this machine lacks {lacking}", remedy()) from error
        except ImportError as error:
            raise Lack(str(error), f"{sys.executable} -m pip install weasyprint") from error
    module: ModuleType = weasyprint
    return module


def _late(package: str, name: str) -> None:
    """Let the part ``name`` of ``package`` be imported when something of it is first asked for.

    *Why*: WeasyPrint imports what cuts fonts down where harfbuzz-subset is missing, a fifth of all
    that it imports, and hardly ever needs it.
    """
    whole = f"{package}.{name}"
    try:
        spec = None if whole in sys.modules else find_spec(whole)
    except ModuleNotFoundError:  # WeasyPrint will say so
        return
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[whole] = module
    spec.loader.exec_module(module)
    setattr(sys.modules[package], name, module)


def missing_libraries() -> tuple[str, ...]:
    """Names (``libpango-1.0``) of the system libraries that cannot be loaded."""
    with _libraries_found():
        return tuple(f"lib{name}" for name in _LIBRARIES if not _loads(name))


def remedy() -> str:
    """The one command that installs the libraries on this system."""
    if sys.platform == "darwin":
        return "brew install pango"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return _ELSEWHERE
    for name in (release["ID"], *release.get("ID_LIKE", "").split()):
        if command := _COMMANDS.get(name):
            return _as_root(command)
    return _ELSEWHERE


def _as_root(command: str) -> str:
    """``command`` with sudo where it is needed; a fresh container has no package lists yet."""
    if os.geteuid():
        return f"sudo {command}"
    return f"apt-get update && {command}" if command.startswith("apt-get") else command


def _loads(name: str) -> bool:
    if sys.platform == "darwin":
        return ctypes.util.find_library(name) is not None
    try:
        ctypes.CDLL(f"lib{name}.so.{_LIBRARIES[name]}")
    except OSError:
        return False
    return True


@contextmanager
def _libraries_found() -> Iterator[None]:
    """Let ctypes find the libraries: where Homebrew keeps them, and without starting programs.

    *Why*: on macOS, Python looks into Homebrew's folder only if this variable names it. On Linux
    ``find_library`` starts ldconfig, gcc and ld for each name WeasyPrint tries; answering None makes
    it go on to the library's file name, which the system's loader resolves.
    """
    variable = "DYLD_FALLBACK_LIBRARY_PATH"
    before, find = os.environ.get(variable), ctypes.util.find_library
    if sys.platform == "darwin":
        homes = (os.environ.get("HOMEBREW_PREFIX"), "/opt/homebrew", "/usr/local", "/opt/local")
        folders = [before, *(f"{home}/lib" for home in homes if home), "/usr/lib"]
        os.environ[variable] = ":".join(filter(None, folders))
    elif sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find
        if before is not None:
            os.environ[variable] = before
        else:
            os.environ.pop(variable, None)


def _configuration(folder: Path) -> Path:
    """The file of our configuration in ``folder``, where Fontconfig keeps its index too.

    *Why* a file that stays: a worker that is killed clears nothing away.
    """
    text = fonts.configuration(folder).encode()
    file = folder / f"{sha256(text).hexdigest()[:16]}.conf"
    if not (file.is_file() and file.read_bytes() == text):
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text)
        os.replace(name, file)
    return file


def _use_own_fonts() -> None:
    """Point Fontconfig at a configuration of ours, in the cache folder or else in one of its own."""
    try:
        folder = home() / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        file = _configuration(folder)
    except (OSError, RuntimeError):  # a folder that cannot be written, no home
        room = Room()
        atexit.register(room.clear)
        file = _configuration(room.path)
    os.environ["FONTCONFIG_FILE"] = str(file)
    # Pango otherwise takes LANGUAGE into account where an element's language does not use the
    # script of its text, and draws the same characters in another form on another machine.
    os.environ["PANGO_LANGUAGE"] = "en"
