"""The command line as a shell sees it: exit status, what goes to which stream, and no traceback."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from briefgen import checks
from briefgen.__main__ import main
from briefgen.cli import app
from briefgen.machine import doctor as machine
from briefgen.machine import extras
from tests.forge import OUTLINE, project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.build import Built

HOME = Path(__file__).parent.parent
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
PLAIN = {"GITHUB_ACTIONS": "", "COLUMNS": "80", "PYTHONPATH": str(HOME)}


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *words: str | Path, **environ: str) -> Done:
    """Run briefgen in ``folder``, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    status: object = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["briefgen", *map(str, words)])
        for name, value in {**PLAIN, **environ}.items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as end:
            status = end.code
    assert status is None or isinstance(status, int)
    for stream in (out, err):
        stream.seek(0)
    return plain(Done(status or 0, out.read(), err.read()))


def start(
    folder: Path, *words: str | Path, code: str = "", encoding: str = "utf-8", **environ: str
) -> Done:
    """Run it in a process of its own, with ``code`` done before it."""
    main = "import sys; sys.argv[0] = 'briefgen'; from briefgen.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{main}", *words],
        cwd=folder,
        env={**os.environ, **PLAIN, **environ},
        capture_output=True,
        encoding=encoding,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return plain(Done(done.returncode, done.stdout, done.stderr))


def plain(done: Done) -> Done:
    """Nothing that only a terminal understands, and no traceback."""
    both = done.stdout + done.stderr
    assert not {mark for mark in ("Traceback", "\x1b", "\r") if mark in both}, both
    return done


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A project with one finding, an error on line 24."""
    project(tmp_path, OUTLINE.replace("[@survey]", "[@survey; @agred]") + SILENT)
    return tmp_path


SILENT = 'rules: {unused-paragraph: "off", single-source: "off", one-sided: "off"}\n'

# Exit status.


def test_done_is_0(tmp_path: Path) -> None:
    project(tmp_path)
    done = run(tmp_path, "build", "briefs/harbor.yaml", "--to", "md", "--audience", "minister")
    assert done.returncode == 0
    assert done.stderr == ""
    name = "build/harbor/harbor-minister"
    assert f"{name}.evidence.json" in done.stdout
    assert f"{name}.md\n" in done.stdout
    assert re.search(r"\n  quotations proved  (\d+)/\1\n", done.stdout)
    assert (tmp_path / f"{name}.md").is_file()
    assert (tmp_path / f"{name}.evidence.json").is_file()


def test_what_an_earlier_build_left_is_told(tmp_path: Path) -> None:
    project(tmp_path)
    command = ("build", "briefs/harbor.yaml", "--audience", "minister", "--to")
    assert "earlier build" not in run(tmp_path, *command, "html,md").stdout
    for _ in range(2):
        done = run(tmp_path, *command, "md")
        assert done.stdout.splitlines()[-1] == (
            "build/harbor/harbor-minister.html is of an earlier build: "
            "--to md,html makes it anew, or delete it"
        )
    (tmp_path / "build" / "harbor" / "harbor-minister.html").unlink()
    assert "earlier build" not in run(tmp_path, *command, "md").stdout


def test_an_extra_that_is_not_there_is_no_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    monkeypatch.setattr(
        machine, "_LOOKS", {"Python": lambda: "3.13", "briefgen": lambda: "templates in x"}
    )
    done = run(tmp_path, "doctor")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "ok       Python          3.13"
    assert lines[2:4] == [
        "without  extra: charts   vl-convert-python is not installed; it is for charts written as "
        "Vega-Lite",
        f"                         add it with: {sys.executable} -m pip install vl-convert-python",
    ]


def test_findings_are_1(wrong: Path) -> None:
    for command in ("check", "build"):
        done = run(wrong, command, "briefs/harbor.yaml")
        assert done.returncode == 1
        assert done.stdout.startswith("briefs/harbor.yaml:24:")
        assert "hint: did you mean `agreed`?" in done.stdout
    assert done.stderr == "briefs/harbor.yaml: nothing was written\n"
    assert not (wrong / "build").exists()


USAGE = {
    "no command": ([], "Policy briefs that can be audited"),
    "an unknown command": (["biuld"], "No such command 'biuld'"),
    "an unknown option": (["check", "--fast", "a.yaml"], "No such option: --fast"),
    "no outline to build": (["build"], "Missing argument 'OUTLINE'"),
    "no outline to check": (["check"], "name an outline, or a rule with --explain"),
    "an unknown format": (
        ["build", "a.yaml", "--to", "pdf,odt"],
        "no format `odt`; there are `pdf`, `md`",
    ),
    "no format": (
        ["build", "a.yaml", "--to", ""],
        "there is no format ``; there are `pdf`, `md`, `html`, `docx`",
    ),
    "a misspelled format": (["build", "a.yaml", "--to", "pdff"], "did you mean `pdf`?"),
    "an unknown way to print": (
        ["check", "a.yaml", "--format", "yaml"],
        "Error: Invalid value for --format: there is no format `yaml`; there are `human`, `short`,",
    ),
    "no documents at once": (
        ["build", "a.yaml", "--jobs", "0"],
        "Invalid value for --jobs: `0` is not a whole number, 1 or more",
    ),
    "a number in words": (
        ["build", "a.yaml", "--jobs", "two"],
        "Invalid value for --jobs: `two` is not a whole number, 1 or more",
    ),
    "a port that no machine has": (
        ["preview", "a.yaml", "--port", "99999"],
        "Invalid value for --port: `99999` is not a whole number from 0 to 65535",
    ),
    "an unknown rule": (["check", "--explain", "misqote"], "did you mean `misquote`?"),
    "outlines that write the same files": (
        ["build", "a/brief.yaml", "b/brief.yaml"],
        "2 outlines are called `brief`, and would write the same files",
    ),
    "a name that cannot be printed": (["build", "a\x1b[31m.yaml"], "rename the outline"),
    "no certificate there": (["build", "a.yaml", "--sign", "key.p12"], "No such file"),
}


@pytest.mark.parametrize(("words", "said"), USAGE.values(), ids=USAGE)
def test_wrong_usage_is_2(tmp_path: Path, words: list[str], said: str) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    shown = " ".join((done.stderr or done.stdout).replace("│", " ").split())
    assert said in shown


# What a machine without Pango looks like from inside: nothing by that name can be opened.
WITHOUT_PANGO = """
import ctypes, ctypes.util, cffi
def closed(real):
    def load(*args, **options):
        if any("pango" in str(part) for part in args):
            raise OSError("cannot load library")
        return real(*args, **options)
    return load
ctypes.CDLL = closed(ctypes.CDLL)
cffi.FFI.dlopen = closed(cffi.FFI.dlopen)
ctypes.util.find_library = lambda name: None
"""


@pytest.mark.skipif(sys.platform != "linux", reason="opens the libraries under Linux names")
def test_a_machine_without_pango_is_3_and_still_writes_markdown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outline = project(tmp_path)
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WITHOUT_PANGO)  # in every process of Python's
    path = f"{site}:{os.environ.get('PYTHONPATH', '')}"
    monkeypatch.setenv("XDG_CACHE_HOME", str(site))  # or a PDF made before would do
    before = sorted(tmp_path.rglob("*"))
    done = start(tmp_path, "build", outline, PYTHONPATH=path)
    assert done.returncode == 3
    assert done.stdout == ""
    what, mend = done.stderr.splitlines()
    assert "PDF needs Pango" in what
    assert mend.startswith("To mend it:  ")
    assert "pango" in mend
    assert {*tmp_path.rglob("*")} - {*site.rglob("*")} == {*before} - {*site.rglob("*")}
    assert start(tmp_path, "build", outline, "--to", "md,html", PYTHONPATH=path).returncode == 0
    assert start(tmp_path, "check", outline, PYTHONPATH=path).returncode == 0
    assert start(tmp_path, "doctor", PYTHONPATH=path).returncode == 3


# Wrong input.


def odd_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Outlines that are none, and the rule that says so."""
    yield "missing.yaml", "missing-file"
    (folder / "folder.yaml").mkdir()
    yield "folder.yaml", "missing-file"
    for name, data, rule in (
        ("empty.yaml", b"", "wrong-value"),
        ("comment.yaml", b"# nothing yet\n", "wrong-value"),
        ("list.yaml", b"- a\n- b\n", "wrong-value"),
        ("text.yaml", b"just words", "wrong-value"),
        ("binary.yaml", bytes(range(256)), "not-text"),
        ("nul.yaml", b"title: a\x00b\n", "not-text"),
        ("utf-16.yaml", "title: T\n".encode("utf-16"), "not-text"),
        ("broken.yaml", b'title: "T\nsections: [\n', "yaml-syntax"),
        ("tab.yaml", b"title: T\nsections:\n\t- id: s\n", "yaml-syntax"),
        ("deep.yaml", b"title: " + b"[" * 5000, "too-large"),
        ("alias.yaml", b"title: &a T\nstandfirst: *a\n", "yaml-syntax"),
        ("escape.yaml", b'title: "\\e[31mred"\nsections: []\n', "wrong-value"),
    ):
        (folder / name).write_bytes(data)
        yield name, rule


def test_an_outline_that_is_none_is_a_finding(tmp_path: Path) -> None:
    names = dict(odd_files(tmp_path))
    for command in (["check", "--format", "json"], ["build", "--format", "json", "--to", "md"]):
        done = run(tmp_path, *command, *names)
        assert done.returncode == 1
        found = json.loads(done.stdout)["findings"]
        for name, rule in names.items():
            rules = {each["rule"] for each in found if each["file"] == name}
            assert rule in rules, f"{name}: {rules}"
        assert all(each["hint"] or each["rule"] == "missing-file" for each in found)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("command", ["compare", "accept"])
def test_other_commands_refuse_it_too(tmp_path: Path, command: str) -> None:
    assert dict(odd_files(tmp_path))
    for name in ("missing.yaml", "folder.yaml", "binary.yaml"):
        done = run(tmp_path, command, name)
        assert done.returncode == 1
        assert re.match(rf"{name}:\d+:\d+: error: ", done.stdout)
    assert not list(tmp_path.glob("*.lock.json"))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    outline = project(tmp_path)
    (tmp_path / "out").write_text("in the way")
    done = run(tmp_path, "build", outline, "--to", "md", "--out", "out")
    assert done.returncode == 1
    assert done.stderr == (
        "briefgen: out: a file stands in the place of this folder; no file was changed\n"
    )
    assert not outline.with_name("harbor.lock.json").exists()


# How findings are printed.


def test_an_unknown_audience(tmp_path: Path) -> None:
    project(tmp_path)
    done = run(tmp_path, "build", "briefs/harbor.yaml", "--audience", "ministre", "--to", "md")
    assert done.returncode == 1
    assert "there is no audience `ministre` [unknown-audience]" in done.stdout
    assert "hint: did you mean `minister`?" in done.stdout


def test_formats(wrong: Path) -> None:
    words = ("check", "briefs/harbor.yaml", "--format")
    shown = {
        form: run(wrong, *words, form) for form in ("human", "short", "json", "sarif", "github")
    }
    assert {done.returncode for done in shown.values()} == {1}
    assert "1 error" in shown["human"].stdout
    (line,) = shown["short"].stdout.splitlines()
    assert re.match(r"briefs/harbor\.yaml:24:\d+: error unknown-passage: ", line)
    data = json.loads(shown["json"].stdout)
    assert data["summary"] == {"errors": 1, "warnings": 0}
    assert data["findings"][0]["line"] == 24
    (result,) = json.loads(shown["sarif"].stdout)["runs"][0]["results"]
    assert result["ruleId"] == "unknown-passage"
    assert shown["github"].stdout.startswith("::error file=briefs/harbor.yaml,line=24")


def test_github_is_told_in_its_own_way(wrong: Path) -> None:
    words = ("check", "briefs/harbor.yaml")
    assert run(wrong, *words, GITHUB_ACTIONS="true").stdout.startswith("::error file=")
    chosen = run(wrong, *words, "--format", "human", GITHUB_ACTIONS="true")
    assert chosen.stdout.startswith("briefs/harbor.yaml:24:")


def test_what_a_script_reads_is_json_and_nothing_else(tmp_path: Path) -> None:
    project(tmp_path)
    words = ("build", "briefs/harbor.yaml", "--to", "md", "--format", "json")
    done = run(tmp_path, *words, FORCE_COLOR="1", TERM="xterm-256color")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["errors"] == 0
    assert "quotations proved" in done.stderr


def test_strict(tmp_path: Path) -> None:
    project(tmp_path, OUTLINE.replace("on May 4 [@agreed]", "on May 5 [@agreed]"))
    assert run(tmp_path, "check", "briefs/harbor.yaml").returncode == 0
    done = run(tmp_path, "check", "briefs/harbor.yaml", "--strict")
    assert done.returncode == 1
    assert done.stdout.rstrip().endswith("--strict: warnings count")


def test_a_terminal_that_lacks_characters_is_no_reason_to_stop(tmp_path: Path) -> None:
    project(tmp_path, OUTLINE.replace('"call the plan', "“call this plan"))
    words = ("check", "briefs/harbor.yaml")
    latin = start(tmp_path, *words, PYTHONIOENCODING="latin-1:strict", encoding="latin-1")
    assert latin.returncode == 1
    assert "\\u201ccall this plan" in latin.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal to play")
def test_a_terminal_sees_what_is_being_done_and_no_trace_of_it_stays(tmp_path: Path) -> None:
    project(tmp_path)
    terminal, inner = os.openpty()
    words = ["build", "briefs/harbor.yaml", "--to", "md", "--audience", "desk"]
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *words],
        cwd=tmp_path,
        env={**os.environ, **PLAIN},
        stdout=subprocess.PIPE,
        stderr=inner,
        check=False,
    )
    os.close(inner)
    seen = os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert "checking harbor.yaml" in seen
    assert "setting harbor-desk" in seen
    assert "0 of 1 documents" in seen
    # The cursor is shown again, and stands on an empty line.
    assert seen.rindex("\x1b[?25h") > seen.rindex("\x1b[?25l")
    assert seen.rpartition("\x1b[2K")[2].strip() == ""


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    script = (
        "import sys; sys.argv = ['briefgen', 'schema']; from briefgen.__main__ import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, **PLAIN},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_explain(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--explain", "misquote")
    assert done.returncode == 0
    assert done.stdout == f"misquote (error)\n\n{checks.page('misquote')}\n"


def test_nothing_to_report(tmp_path: Path) -> None:
    project(tmp_path, OUTLINE + SILENT)
    done = run(tmp_path, "check", "briefs/harbor.yaml")
    assert (done.returncode, done.stdout) == (0, "briefs/harbor.yaml: nothing to report\n")


# What is loaded.

HEAVY = {
    "weasyprint",
    "pypandoc",
    "jinja2",
    "pikepdf",
    "pypdfium2",
    "babel",
    "pyhanko",
    "PIL",
    "msgspec",
}
TYPER = {"typer", "pydantic", "email"}
"""What understands a command line, and what that brings along."""

LOADED = """
import atexit, sys
atexit.register(lambda: print("loaded", *{name.partition(".")[0] for name in sys.modules}))
"""


def loaded(done: Done) -> set[str]:
    return set(done.stdout.rpartition("loaded ")[2].split())


def test_check_loads_nothing_that_only_a_build_needs(tmp_path: Path) -> None:
    outline = project(tmp_path, OUTLINE.replace('"call the plan', '"call this plan'))
    names = loaded(start(tmp_path, "check", outline, code=LOADED))
    assert {"yaml", "markdown_it"} <= names
    assert names & HEAVY == set()
    outline.write_text(OUTLINE)
    names = loaded(start(tmp_path, "check", outline, code=LOADED))
    assert names & (HEAVY | TYPER) == set()


def test_a_command_that_was_given_before_is_understood_without_typer(tmp_path: Path) -> None:
    outline = project(tmp_path)
    command = (tmp_path, "build", outline, "--to", "md", "--audience", "minister")
    assert "typer" in loaded(start(*command, code=LOADED))
    again = start(*command, code=LOADED)
    assert "nothing has changed" in again.stdout
    assert loaded(again) & (HEAVY | TYPER | {"yaml", "subprocess"}) == set()
    outline.write_text(OUTLINE.replace("language: en-US", "language: en-GB"))
    changed = start(*command, code=LOADED)
    assert "nothing has changed" not in changed.stdout
    assert "typer" not in loaded(changed)


def test_a_command_that_was_right_may_be_wrong_later(tmp_path: Path) -> None:
    outline = project(tmp_path)
    command = (tmp_path, "build", outline, "--to", "md", "--audience", "minister", "--out", "made")
    assert start(*command).returncode == 0
    shutil.rmtree(tmp_path / "made" / "harbor")
    (tmp_path / "made" / "harbor").symlink_to(tmp_path / "seeds")
    done = start(*command)
    assert done.returncode == 2
    assert "Usage: briefgen build" in done.stderr
    assert "name a folder of your own" in done.stderr.replace("\n", " ")


def test_help_loads_only_what_prints_it(tmp_path: Path) -> None:
    names = loaded(start(tmp_path, "--help", code=LOADED))
    assert "typer" in names
    assert names & (HEAVY | {"yaml", "markdown_it", "sentencex", "rapidfuzz"}) == set()


# Help.


def test_help_names_every_command_in_one_whole_line(tmp_path: Path) -> None:
    shown = run(tmp_path, "--help").stdout
    lines = shown.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert len(COMMANDS) >= 7
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, command, "--help")
    assert done.returncode == 0
    assert re.match(rf"Usage: .*briefgen {command} ", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80
    for parameter in COMMANDS[command].params:
        # `--no-...` would be a negative flag.
        assert not any(name.startswith("--no-") for name in parameter.opts)
        assert getattr(parameter, "help", None), parameter.name
        assert parameter.help.endswith(".")  # type: ignore[attr-defined]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_commands(tmp_path: Path, shell: str) -> None:
    done = start(
        tmp_path,
        _BRIEFGEN_COMPLETE=f"complete_{shell}",
        COMP_WORDS="briefgen c",
        COMP_CWORD="1",
        _TYPER_COMPLETE_ARGS="briefgen c",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert done.returncode == 0
    assert "check" in done.stdout
    assert "compare" in done.stdout
    assert "verify" not in done.stdout


# Verify.


def test_verify_a_brief(real_build: Built, real_outline: Path, tmp_path: Path) -> None:
    (pdf,) = (file for file in real_build.files if file.name.endswith("minister.pdf"))
    seeds = real_outline.parent.parent / "seeds"
    table = run(tmp_path, "verify", pdf)
    assert table.returncode == 0, table.stdout
    assert "proved" in table.stdout
    assert run(tmp_path, "verify", pdf, "--seeds", seeds).returncode == 0
    data = json.loads(run(tmp_path, "verify", pdf, "--json").stdout)
    assert data["status"] == "proved"
    assert len(data["quotations"]) == 4


def test_verify_against_other_documents(real_build: Built, tmp_path: Path) -> None:
    (pdf,) = (file for file in real_build.files if file.name.endswith("minister.pdf"))
    project(tmp_path)
    done = run(tmp_path, "verify", pdf, "--seeds", "seeds")
    assert done.returncode == 1, done.stdout
    assert run(tmp_path, "verify", pdf, "--seeds", "nowhere").returncode in (1, 2)


@pytest.mark.parametrize("data", [b"", b"hi", b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF\n"])
def test_verify_what_is_no_brief_of_ours(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    done = run(tmp_path, "verify", "a.pdf")
    assert done.returncode == 2
    assert done.stdout.startswith("a.pdf: refused")
    assert json.loads(run(tmp_path, "verify", "a.pdf", "--json").stdout)["status"] == "refused"


@pytest.mark.parametrize("name", ["nothing.pdf", "."])
def test_verify_what_is_not_there(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, "verify", name).returncode == 2


def test_a_certificate_that_is_none(tmp_path: Path) -> None:
    outline = project(tmp_path)
    (tmp_path / "key.p12").write_text("no certificate")
    done = run(tmp_path, "build", outline, "--sign", "key.p12")
    assert done.returncode == 2
    assert "neither PKCS#12 nor PEM" in done.stderr
    assert not (tmp_path / "build").exists()


def test_a_locked_key_and_no_terminal_to_ask_at(tmp_path: Path) -> None:
    outline = project(tmp_path)
    key = ec.generate_private_key(ec.SECP256R1())
    lock = BestAvailableEncryption(b"open")
    (tmp_path / "key.p12").write_bytes(serialize_key_and_certificates(None, key, None, None, lock))
    done = start(tmp_path, "build", outline, "--sign", "key.p12")
    assert done.returncode == 2
    assert "no terminal to ask for the passphrase" in " ".join(done.stderr.split())
    assert not (tmp_path / "build").exists()


def test_preview_of_a_file_that_is_not_there_ends_at_once(tmp_path: Path) -> None:
    path = project(tmp_path)
    for name in ("briefs/harbour.yaml", "briefs"):
        done = run(tmp_path, "preview", name)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"there is no file '{name}'" in done.stderr
    assert f"did you mean `{path.name}`" in run(tmp_path, "preview", "briefs/harbour.yaml").stderr
