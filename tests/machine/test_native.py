from __future__ import annotations

import ctypes.util
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.machine import native
from briefgen.machine.native import load_weasyprint, missing_libraries, remedy

SETTINGS = ("FONTCONFIG_FILE", "PANGO_LANGUAGE")


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process that has not loaded WeasyPrint, as this one may have."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={name: value for name, value in os.environ.items() if name not in SETTINGS},
        capture_output=True,
        text=True,
        check=False,
    )


def test_import_leaves_no_trace_but_the_font_settings() -> None:
    done = run("""
import ctypes.util, os
before, find = set(os.environ.items()), ctypes.util.find_library
from briefgen.machine.native import load_weasyprint
load_weasyprint()
assert ctypes.util.find_library is find
print(*sorted(name for name, _ in before ^ set(os.environ.items())))
""")
    assert (done.stdout.split(), done.stderr) == (list(SETTINGS), "")


def test_what_cuts_fonts_down_without_harfbuzz_is_not_loaded_with_it() -> None:
    done = run("""
import sys
from briefgen.machine.native import load_weasyprint
html = load_weasyprint().HTML(string="<title>A</title><p>A")
html.write_pdf()
before = set(sys.modules)
sys.modules["fontTools.subset"].Options()
print(len(set(sys.modules) - before) > 10)
""")
    assert done.stdout.split() == ["True"], done.stderr


FONTS = """
import os
from briefgen.machine.native import load_weasyprint
load_weasyprint()
print(os.environ["FONTCONFIG_FILE"])
"""


def test_font_settings_are_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed clears nothing away: what it needs must not pile up."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = Path(run(FONTS).stdout.strip())
    assert first.parent == tmp_path / "briefgen" / "fonts"
    text = first.read_text("utf-8")
    assert Path(run(FONTS).stdout.strip()) == first
    first.write_text("damaged", "utf-8")
    run(FONTS)
    assert first.read_text("utf-8") == text
    assert list(first.parent.glob("*.conf")) == [first]


def test_font_settings_are_made_anew_where_the_cache_was_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker of a cluster lives for days; without them it would set pages in other fonts."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    code = f"{FONTS}\nimport shutil\nshutil.rmtree({str(tmp_path)!r})\nload_weasyprint()"
    assert Path(run(code).stdout.strip()).is_file()


def test_font_settings_go_with_the_process_where_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    folder = Path(run(FONTS).stdout.strip()).parent
    assert folder.name.startswith("briefgen-")
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="macOS looks the libraries up by itself")
def test_import_starts_no_program() -> None:
    done = run("""
import sys
sys.addaudithook(lambda event, _: event in ("subprocess.Popen", "os.posix_spawn") and print(event))
from briefgen.machine.native import load_weasyprint
load_weasyprint()
print("loaded")
""")
    assert done.stdout == "loaded\n"


def test_same_module_every_time() -> None:
    assert load_weasyprint() is load_weasyprint()


# What a machine without a library looks like from inside: nothing by that name can be opened.
WITHOUT = """
import ctypes.util, cffi
def closed(real):
    def load(*args, **options):
        if any("{library}" in str(part) for part in args):
            raise OSError("cannot load library {library}")
        return real(*args, **options)
    return load
ctypes.CDLL = closed(ctypes.CDLL)
cffi.FFI.dlopen = closed(cffi.FFI.dlopen)
ctypes.util.find_library = lambda name: None
from briefgen.finding import Lack
from briefgen.machine.native import load_weasyprint, remedy
try:
    weasyprint = load_weasyprint()
except Lack as lack:
    assert lack.remedy == remedy()
    print(lack)
else:
    print(weasyprint.HTML(string="text").write_pdf()[:5].decode())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="opens the libraries under Linux names")
@pytest.mark.parametrize("library", ["pango-1.0", "pangoft2-1.0", "fontconfig"])
def test_missing_library_is_one_sentence_and_a_command(library: str) -> None:
    done = run(WITHOUT.format(library=library))
    assert done.stdout == f"PDF needs Pango; this machine lacks lib{library}\n"
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="opens the libraries under Linux names")
def test_without_harfbuzz_subset_a_pdf_can_still_be_made() -> None:
    done = run(WITHOUT.format(library="harfbuzz-subset"))
    assert (done.stdout, done.stderr) == ("%PDF-\n", "")


def test_this_machine_lacks_nothing() -> None:
    assert missing_libraries() == ()


DEBIAN = "apt-get install --yes libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.mark.parametrize(
    ("release", "user", "command"),
    [
        ({"ID": "debian"}, 1000, f"sudo {DEBIAN}"),
        ({"ID": "debian"}, 0, f"apt-get update && {DEBIAN}"),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, 1000, f"sudo {DEBIAN}"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, 1000, f"sudo {DEBIAN}"),
        ({"ID": "fedora"}, 1000, "sudo dnf install --assumeyes pango"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, 0, "dnf install --assumeyes pango"),
        ({"ID": "alpine"}, 0, "apk add pango harfbuzz-subset"),
        ({"ID": "arch"}, 1000, "sudo pacman -S --noconfirm pango"),
    ],
)
def test_remedy_is_the_command_of_the_distribution(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], user: int, command: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert remedy() == command


@pytest.mark.parametrize("release", [{"ID": "plan9"}, None])
def test_remedy_elsewhere_is_a_page_to_read(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str] | None
) -> None:
    def read() -> dict[str, str]:
        if release is None:
            raise OSError("no such file")
        return release

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", read)
    assert remedy().startswith("see https://")


@pytest.mark.parametrize("set_before", [None, "/own/lib"])
def test_macos_looks_where_homebrew_installs(
    monkeypatch: pytest.MonkeyPatch, set_before: str | None
) -> None:
    variable = "DYLD_FALLBACK_LIBRARY_PATH"
    seen: list[str] = []

    def find(name: str) -> str | None:
        seen.append(os.environ[variable])
        return None if name == "pango-1.0" else f"/opt/homebrew/lib/lib{name}.dylib"

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes.util, "find_library", find)
    monkeypatch.delenv("HOMEBREW_PREFIX", raising=False)
    if set_before:
        monkeypatch.setenv(variable, set_before)
    else:
        monkeypatch.delenv(variable, raising=False)

    assert native.missing_libraries() == ("libpango-1.0",)
    assert native.remedy() == "brew install pango"
    folders = seen[0].split(":")
    assert "/opt/homebrew/lib" in folders
    assert folders[0] == (set_before or "/opt/homebrew/lib")
    assert os.environ.get(variable) == set_before
