"""The typefaces a PDF is set in, and a Fontconfig configuration that knows no others.

A stylesheet names :data:`SERIF` and :data:`SANS`, or just ``serif`` and ``sans-serif``; Chinese,
Japanese and Korean characters are then found by the element's ``lang`` without being named.

*Why not* ``@font-face``: its rules add to the fonts of the machine, so a family installed there
under the same name, or one that has a missing character, still gets into the document. A
configuration without system folders leaves nothing to fall back to, needs no URL, and is read in a
few milliseconds even with all six CJK files in it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from briefgen.finding import Lack

__all__ = ["SANS", "SERIF", "configuration", "font_folders"]

SERIF = "Gentium Book Plus"
SANS = "Source Sans 3"

_FOLDERS = (SERIF, SANS, "Noto Sans")

# The first family that has a character sets it. Without a language, Han characters take the forms
# used in Japan; Noto Sans without a suffix is for scripts that the two text faces lack.
_FALLBACK = (SERIF, SANS, "Noto Sans JP", "Noto Sans SC", "Noto Sans KR", "Noto Sans")
_BY_LANGUAGE = {"zh": "Noto Sans SC", "ko": "Noto Sans KR"}
_GENERIC = {"serif": SERIF, "sans-serif": SANS, "monospace": SANS, "system-ui": SANS}


def font_folders() -> tuple[Path, ...]:
    """The folders of the font files. Raises :class:`Lack` if the fonts are not installed.

    Looked up, not imported: the package lists all its files at import.
    """
    spec = find_spec("rendercv_fonts")
    roots = list(spec.submodule_search_locations or ()) if spec else []
    folders = tuple(Path(root, name) for root in roots for name in _FOLDERS)
    if not folders or not all(folder.is_dir() for folder in folders):
        raise Lack(
            "the fonts of the PDF are not installed",
            f"{sys.executable} -m pip install rendercv-fonts",
        )
    return folders


def configuration(cache: Path) -> str:
    """Text of a ``fonts.conf`` with our fonts alone; Fontconfig keeps its index in ``cache``."""
    lines = [f"<dir>{escape(str(folder))}</dir>" for folder in font_folders()]
    lines.append(f"<cachedir>{escape(str(cache))}</cachedir>")
    for generic, family in _GENERIC.items():
        lines.append(_rule("assign", (family,), test=("family", "eq", generic)))
    # Appended in this order, and strongly: a weak binding would let the language of the machine
    # decide between the Japanese and the Chinese form of a character.
    lines.append(_rule("append_last", (SERIF,)))
    for language, family in _BY_LANGUAGE.items():
        lines.append(_rule("append_last", (family,), test=("lang", "contains", language)))
    lines.append(_rule("append_last", _FALLBACK))
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
    return head + "\n".join(("<fontconfig>", *lines, "</fontconfig>", ""))


def _rule(mode: str, families: tuple[str, ...], test: tuple[str, str, str] | None = None) -> str:
    """A rule on what is asked for: where ``test`` (name, comparison, value) holds, add families."""
    condition = ""
    if test:
        name, compare, value = test
        condition = f'<test name="{name}" compare="{compare}"><string>{value}</string></test>'
    strings = "".join(f"<string>{family}</string>" for family in families)
    edit = f'<edit name="family" mode="{mode}" binding="strong">{strings}</edit>'
    return f'<match target="pattern">{condition}{edit}</match>'
