"""Doctor: what this machine has, what it lacks, and the command that mends it.

Each look at the machine returns what it found in one line, or raises :class:`Lack`; nothing is
printed here.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import briefgen
from briefgen import resources
from briefgen.cite import citeproc, csl
from briefgen.finding import Lack
from briefgen.machine import fonts, native
from briefgen.machine.extras import EXTRAS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.machine.extras import Extra

__all__ = ["Check", "examine"]


@dataclass(frozen=True)
class Check:
    """One thing: what was ``found``, or what is wrong and the ``remedy``, a command.

    An extra that is not there has a remedy, and is ``ok``: a build does without.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""


def examine() -> tuple[Check, ...]:
    """Look at everything a build needs, then at the extras.

    Takes about a second, because it loads WeasyPrint.
    """
    needed = tuple(_check(name, look) for name, look in _LOOKS.items())
    return (*needed, *(_extra(name, extra) for name, extra in EXTRAS.items()))


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except Lack as lack:
        return Check(name, False, str(lack), lack.remedy)


def _extra(name: str, extra: Extra) -> Check:
    if extra.is_there():
        return Check(f"extra: {name}", True, f"{extra.package}, for {extra.use}")
    return Check(f"extra: {name}", True, str(extra.lack()), extra.remedy)


def _python() -> str:
    return f"{platform.python_version()}, {sys.executable}"


def _briefgen() -> str:
    resources.bundled("styles")
    return f"{briefgen.__version__}, templates in {resources.bundled('templates')}"


def _pango() -> str:
    weasyprint = native.load_weasyprint()
    if missing := native.missing_libraries():
        raise Lack(f"{', '.join(missing)} is missing, so PDFs are made slower", native.remedy())
    version = weasyprint.text.ffi.pango.pango_version()
    major, minor, micro = version // 10000, version // 100 % 100, version % 100
    return f"WeasyPrint {weasyprint.__version__} with Pango {major}.{minor}.{micro}"


def _fonts() -> str:
    names = ", ".join(folder.name for folder in fonts.font_folders())
    return f"{names}, with Chinese, Japanese and Korean"


def _pandoc() -> str:
    program = citeproc.find_pandoc()
    mend = f"{sys.executable} -m pip install --force-reinstall --no-deps pypandoc_binary"
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Lack(f"pandoc, which writes the citations, does not start: {error}", mend) from error
    return f"{done.stdout.splitlines()[0]}, {program}"


def _styles() -> str:
    return f"in {csl.find_style('chicago-notes-bibliography', ()).path.parent}"


def _terminal() -> str:
    encoding = (sys.stdout.encoding or "none").lower()
    if encoding.replace("-", "") != "utf8":
        raise Lack(f"output is in {encoding}, which lacks some characters", "export PYTHONUTF8=1")
    return "UTF-8"


_LOOKS: Mapping[str, Callable[[], str]] = {
    "Python": _python,
    "briefgen": _briefgen,
    "Pango": _pango,
    "fonts": _fonts,
    "pandoc": _pandoc,
    "citation styles": _styles,
    "terminal": _terminal,
}
