"""The typefaces a PDF is set in, and a Fontconfig configuration that knows no others.

A stylesheet names :data:`SERIF` and :data:`SANS`, or just ``serif`` and ``sans-serif``; Chinese,
Japanese and Korean characters are then found by the element's ``lang`` without being named.

*Why not* ``@font-face``: its rules add to the fonts of the machine, so a family installed there
under the same name, or one that has a missing character, still gets into the document. A
configuration without system folders leaves nothing to fall back to, needs no URL, and is read in a
few milliseconds even with all six CJK files in it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from briefgen.finding import Lack

__all__ = ["SANS", "SERIF", "configuration", "font_folders", "font_with"]

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


def font_with(character: str) -> str | None:
    """The name of a font that has ``character``: one of this machine, else the one known for its script.

    Those of the machine are asked for by ``fc-list``, where it is.
    """
    found = _of_the_machine(character)
    if found is not None:
        return found
    name = unicodedata.name(character, "")
    script = next((one for one in _NOTO if name.startswith(one.removesuffix("s").upper())), None)
    return f"Noto Sans {script} (Debian: fonts-noto-core)" if script else None


# Scripts as Unicode's character names begin, which is how Noto's fonts are called too.
_NOTO = (
    *("Arabic", "Armenian", "Avestan", "Balinese", "Bengali", "Cherokee", "Coptic", "Cuneiform"),
    *("Egyptian Hieroglyphs", "Ethiopic", "Georgian", "Glagolitic", "Gothic", "Gujarati"),
    *("Gurmukhi", "Hebrew", "Javanese", "Kannada", "Khmer", "Lao", "Malayalam", "Mongolian"),
    *("Myanmar", "Ogham", "Oriya", "Runic", "Sinhala", "Sundanese", "Syriac", "Tai Le", "Tamil"),
    *("Telugu", "Thaana", "Thai", "Tibetan", "Tifinagh", "Yi"),
)


def _of_the_machine(character: str) -> str | None:
    """A font that Fontconfig knows by the machine's own configuration, with its file."""
    own = {"FONTCONFIG_FILE", "FONTCONFIG_PATH"}
    settings = {key: value for key, value in os.environ.items() if key not in own}
    command = ["fc-list", f":charset={ord(character):x}", "--format", "%{family[0]}\t%{file}\n"]
    try:
        done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=10)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    fonts = sorted(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    # A font of emoji or of last resort has a picture for everything, and no letter.
    letters = [font for font in fonts if not re.search(r"(?i)emoji|last ?resort", font[0])]
    return f"{letters[0][0]} ({letters[0][1]})" if letters else None


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
