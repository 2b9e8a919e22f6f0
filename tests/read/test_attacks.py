"""The attacks, as they would come by mail, on ``briefgen check`` and ``build``: each ends in a finding."""

from __future__ import annotations

import json
import os
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.proof.verify import Verification
from tests.forge import OUTLINE, project
from tests.image import png, svg
from tests.project import FILES, SOURCES, write
from tests.read.test_pixels import laughs
from tests.test_cli import run, start

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BRIEF = FILES["briefs/brief.yaml"]


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The usual project with ``files`` in it; the outline's path."""
    outline = write(folder, {})
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return outline


def refused(folder: Path, outline: Path) -> list[dict[str, object]]:
    """The errors that a check finds, and prints for a person too."""
    done = run(folder, "check", outline)
    assert (done.returncode, done.stderr) == (1, "")
    assert ": error: " in done.stdout
    found = json.loads(run(folder, "check", outline, "--format", "json").stdout)["findings"]
    return [each for each in found if each["severity"] == "error"]


def first(folder: Path, files: Mapping[str, str | bytes]) -> str:
    """Rule, file, line and message of the first error."""
    error = refused(folder, put(folder, files))[0]
    return f"{error['rule']} {error['file']}:{error['line']} {error['message']}"


# YAML.

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (LAUGHS, "yaml-syntax", 1),
        (f"title: T\n{BRIEF[9:]}base: &b {{}}\n", "yaml-syntax", 7),
        ("title: T\nx: {<<: *t}\n", "yaml-syntax", 2),
        ("title: T\nx:\n  <<: {a: b}\n", "yaml-syntax", 3),
        ('title: !!python/object/apply:os.system ["id"]\n', "yaml-syntax", 1),
        ("title: !!binary aGk=\n", "yaml-syntax", 1),
        ("%TAG ! tag:x,2024:\n---\ntitle: !a T\n", "yaml-syntax", 3),
        ("--- &a\ntitle: T\n", "yaml-syntax", 1),
        ("title: T\n---\ntitle: T\n", "yaml-syntax", 2),
        ("[" * 100_000, "too-large", 1),
        ("{a: " * 100_000, "too-large", 1),
        ("- " * 100_000, "too-large", 1),
        ("? " * 100_000, "too-large", 1),
        ("".join(" " * n + "a:\n" for n in range(1_000)), "too-large", 33),
        ("a: " + "[" * 100_000 + "]" * 100_000 + "\n", "too-large", 1),
        (BRIEF.replace("paragraph: 1", "paragraph: " + "9" * 100_000), "wrong-value", 6),
        (BRIEF.replace("paragraph: 1", "paragraph: 0x" + "f" * 9_000), "wrong-value", 6),
        (BRIEF + "published: 2024-13-40\n", "wrong-value", 7),
        (BRIEF + "published: 9" + "9" * 9_000 + "\n", "wrong-value", 7),
        ("title: T\n" + "title: T\n" * 50_000, "duplicate-key", 2),
        ("title: " + '"\\' * 100_000, "yaml-syntax", 1),
        ("? a\n" * 100_000, "duplicate-key", 2),
    ],
)
def test_a_yaml_trap_has_its_line(text: str, rule: str, line: int, tmp_path: Path) -> None:
    assert first(tmp_path, {"briefs/brief.yaml": text}).startswith(
        f"{rule} briefs/brief.yaml:{line} "
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "a:\n "])
def test_a_process_of_its_own_survives_depth(opening: str, tmp_path: Path) -> None:
    """At 100,000 levels libyaml ends the process with signal 11 where a tree is built."""
    outline = put(tmp_path, {"seeds/sources.yaml": opening * 100_000})
    assert start(tmp_path, "check", str(outline)).returncode == 1


def test_the_same_traps_in_the_library(tmp_path: Path) -> None:
    for text in (
        LAUGHS.replace("i:", "yang-2024:"),
        "yang-2024:\n  csl: " + "[" * 100_000,
        "yang-2024: !!set {a}\n",
    ):
        rule, place, *_ = first(tmp_path, {"seeds/sources.yaml": text}).split(" ")
        assert rule in ("yaml-syntax", "too-large")
        assert place.startswith("seeds/sources.yaml:")


def test_a_body_of_50_000_brackets_is_read(tmp_path: Path) -> None:
    body = f"    body: '{'[' * 50_000}'\n"
    outline = put(tmp_path, {"briefs/brief.yaml": BRIEF + body})
    assert run(tmp_path, "check", outline).returncode in (0, 1)


@pytest.mark.parametrize("mark", ["> ", "- ", "*a ", "[", "![", "`", "<", "\\", "|", "&"])
def test_a_body_of_one_mark_ends(mark: str, tmp_path: Path) -> None:
    body = "    body: |\n      " + mark * (20_000 // len(mark)) + "\n"
    outline = put(tmp_path, {"briefs/brief.yaml": BRIEF + body})
    assert run(tmp_path, "check", outline).returncode in (0, 1)


# Encodings.

PARTS = (
    "briefs/harbor.yaml",
    "seeds/sources.yaml",
    "seeds/port.txt",
    "briefs/templates/own/template.yaml",
    "briefs/templates/own/brief.md.j2",
    "briefs/templates/own/brief.html.j2",
    "briefs/templates/own/style.css",
    "briefs/own.csl",
)
CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>t</title><id>t</id></info>
<citation><layout><text variable="title"/></layout></citation></style>
"""


@pytest.fixture
def dressed(tmp_path: Path) -> Path:
    """A project with a template and a citation style of its own."""
    text = OUTLINE.replace("\naudiences:", "\ncitations: own.csl\naudiences:", 1)
    assert "citations: own.csl" in text
    project(tmp_path, text.replace("template: one-page", "template: own"))
    own = tmp_path / "briefs" / "templates" / "own"
    own.mkdir(parents=True)
    (own / "template.yaml").write_text("description: é\nparts: [bottom_line, sections]\n")
    (own / "brief.md.j2").write_text("{{ doc.title | inline }}\n")
    (own / "brief.html.j2").write_text("<h1>{{ doc.title | inline }}</h1>\n")
    (own / "style.css").write_text("p::before { content: 'é' }\n")
    (tmp_path / "briefs" / "own.csl").write_text(CSL)
    return tmp_path


def built(folder: Path) -> dict[str, str]:
    words = ("--to", "md,html", "--audience", "minister")
    done = run(folder, "build", "briefs/harbor.yaml", *words)
    assert done.returncode == 0, done.stdout
    files = sorted((folder / "build" / "harbor").glob("*.[mh]*"))
    return {file.name: file.read_text("utf-8") for file in files}


def test_marks_of_order_and_windows_line_ends_change_nothing(dressed: Path) -> None:
    before = built(dressed)
    assert len(before) == 2
    for name in PARTS:
        path = dressed / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = {name: text.replace("\r\n", "\n") for name, text in built(dressed).items()}
    for name, text in before.items():
        # The fingerprint of a source is that of its bytes; its style sheets are printed as they are.
        assert after[name].split("\n")[:3] == text.split("\n")[:3]
        assert "\ufeff" not in after[name]


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("é".encode("utf-16"), "is in UTF-16, not in UTF-8: byte 0xFF at offset 0"),
        ("aé".encode("latin-1"), "not in UTF-8: byte 0xE9 at offset 1, line 1"),
        ("日本".encode("shift-jis"), "not in UTF-8: byte 0x93"),
        (b"a\n\xed\xa0\x80", "not in UTF-8: byte 0xED at offset 2, line 2"),
        (b"a\0b", "the control character U+0000"),
        (b"a\x1b[2Jb", "the control character U+001B"),
        (b"a\xc2\x9bb", "the control character U+009B"),
        ("a\ufdd0".encode(), "the control character U+FDD0"),
        ("a\U0010ffff".encode(), "the control character U+10FFFF"),
    ],
)
def test_what_is_no_text_has_its_place(name: str, data: bytes, what: str, dressed: Path) -> None:
    (dressed / name).write_bytes(data)
    done = run(dressed, "build", "briefs/harbor.yaml", "--to", "md,html", "--format", "json")
    assert done.returncode == 1
    (found,) = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "not-text"]
    assert what in found["message"]
    assert found["file"] == name
    assert not (dressed / "build").exists()


@pytest.mark.parametrize(
    "escape", ["\\ud800", "\\x1b", "\\x9b", "\\0", "\\uFFFF", "\\ufdd0", "\\x7f", "\\U0001fffe"]
)
def test_no_escape_brings_in_what_no_text_may_hold(escape: str, tmp_path: Path) -> None:
    for where in (BRIEF.replace("title: T", f'title: "T{escape}"'), f'{BRIEF}"{escape}": x\n'):
        rule = first(tmp_path, {"briefs/brief.yaml": where}).split(" ")[0]
        assert rule in ("not-text", "yaml-syntax")


@pytest.mark.parametrize(
    "character", ["\u200b", "\u2060", "\u202e", "\u2066", "\xad", "\U000e0041"]
)
def test_names_hold_nothing_unseen(character: str, tmp_path: Path) -> None:
    name = f"a{character}b"
    escaped = ascii(name)[1:-1]
    for outline, sources in (
        (f"{BRIEF}audiences: {{{name}: {{}}}}\n", SOURCES),
        (BRIEF.replace("id: s", f"id: {name}"), SOURCES),
        (BRIEF.replace("p: {", f"{name}: {{"), SOURCES),
        (BRIEF.replace("yang-2024", name), SOURCES.replace("yang-2024", name)),
        (f"{BRIEF}tit{name}: x\n", SOURCES),
        (f"{BRIEF}rules: {{{name}: off}}\n", SOURCES),
        (BRIEF, SOURCES.replace("yang.txt", name)),
        (f"{BRIEF}extends: {name}.yaml\n", SOURCES),
        (f"{BRIEF}audiences: {{a: {{template: {name}}}}}\n", SOURCES),
    ):
        files = {"briefs/brief.yaml": outline, "seeds/sources.yaml": sources}
        path = put(tmp_path, files)
        assert refused(tmp_path, path)
        shown = run(tmp_path, "check", path).stdout
        assert escaped in shown
        assert character not in shown


def test_a_file_name_does_not_command_the_terminal(tmp_path: Path) -> None:
    outline = put(tmp_path, {})
    for name in ("a\x1b[2Jb.yaml", "a\u202eb.yaml", os.fsdecode(b"a\xff.yaml")):
        path = outline.with_name(name)
        path.write_text(BRIEF.replace("paragraph: 1", "paragraph: 9"))
        for words in (
            ["check"],
            ["compare"],
            ["accept"],
            ["verify"],
            ["check", "--format", "github"],
        ):
            done = run(tmp_path, *words, path)
            assert done.returncode in (1, 2)
            assert "\u202e" not in done.stdout + done.stderr
        done = run(tmp_path, "build", path)
        assert done.returncode == 2
        assert "rename the outline" in " ".join(done.stderr.replace("│", "").split())


def test_what_a_source_says_does_not_command_the_terminal(tmp_path: Path) -> None:
    title = '"Fleet \\u2067\\u05d0\\u2069 \\u200b"'
    sources = SOURCES.replace("title: Bloc confrontation", f"title: {title}")
    done = run(tmp_path, "compare", put(tmp_path, {"seeds/sources.yaml": sources}))
    assert done.returncode == 0
    assert "Fleet \\u2067א\\u2069 \\u200b" in done.stdout


def test_a_verdict_for_scripts_is_plain() -> None:
    shown = Verification(file="a\u202eb\x9b", status="not proved").to_json()
    assert shown.isascii()


# Words in another order.


@pytest.mark.parametrize(
    "text", ["\u202edrow", "\u2067 a", "\u202bword\u202c", "a \u202dword\u202c"]
)
@pytest.mark.parametrize("raw", [True, False])
def test_words_that_turn_themselves_are_refused(text: str, raw: bool, tmp_path: Path) -> None:
    text = text if raw else ascii(text)[1:-1]
    for key in ("title", "contact", "glossary", "audiences"):
        value = {"glossary": f'{{"{text}": x}}', "audiences": f'{{a: {{to: "{text}"}}}}'}
        outline = BRIEF.replace("title: T\n", "") if key == "title" else BRIEF
        outline += key + ": " + value.get(key, f'"{text}"') + "\n"
        path = put(tmp_path, {"briefs/brief.yaml": outline})
        assert "reordered-text" in {each["rule"] for each in refused(tmp_path, path)}


def test_a_source_that_turns_its_words_is_refused_where_it_is_relied_on(tmp_path: Path) -> None:
    seed = "First \u202e0003 ships.\n\nSecond \u202eone.\n"
    brief = BRIEF + "    body: It grows [@p].\n"
    files = {"seeds/yang.txt": seed, "briefs/brief.yaml": brief}
    (error,) = refused(tmp_path, put(tmp_path, files))
    assert error["rule"] == "reordered-text"
    assert error["message"] == "`yang-2024` ¶1: U+202E turns the order of its words"
    entry = "file: yang.txt\n  repairs: " + str(error["hint"]).partition("repairs: ")[2]
    sources = SOURCES.replace("file: yang.txt", entry)
    assert '"\\u202e"' in sources
    outline = put(tmp_path, {**files, "seeds/sources.yaml": sources})
    assert run(tmp_path, "check", outline).returncode == 0


def test_hebrew_and_arabic_are_as_welcome_as_any(tmp_path: Path) -> None:
    text = "Talks: \u2067שלום 12\u2069, \u202bسلام\u202c and \u200fעברית, too."
    outline = BRIEF + f"    body: '{text}'\n"
    seed = f"{text}\n\nمرحبا \u200fبالعالم\n"
    path = put(tmp_path, {"briefs/brief.yaml": outline, "seeds/yang.txt": seed})
    assert run(tmp_path, "check", path).returncode == 0


# Paths.


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A project beside a secret."""
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "secret").mkdir()
    for name in ("s.txt", "s.yaml", "s.png", "s.csl", "sources.yaml", "template.yaml"):
        (tmp_path / "secret" / name).write_text("SECRET: x\n")
    return folder


def named(what: str, path: str) -> dict[str, str]:
    """The usual project, in which ``what`` is at ``path``."""
    figure = f"    figures: [{{image: {path}.png, title: T, alt: A}}]\n"
    return {
        "seed": {"seeds/sources.yaml": SOURCES.replace("yang.txt", f"{path}.txt")},
        "seeds": {"briefs/brief.yaml": f"seeds: {os.path.dirname(path)}\n{BRIEF}"},
        "extends": {"briefs/brief.yaml": f"extends: {path}.yaml\n{BRIEF}"},
        "image": {"briefs/brief.yaml": BRIEF + figure},
        "citations": {"briefs/brief.yaml": f"citations: {path}.csl\n{BRIEF}"},
    }[what]


WAYS = ["../../secret/s", "{}/secret/s", "link/s"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", ["seed", "seeds", "extends", "image", "citations"])
def test_nothing_outside_is_read(what: str, way: str, outside: Path) -> None:
    outline = put(outside, named(what, way.format(outside.parent)))
    for folder in ("briefs", "seeds"):
        (outside / folder / "link").symlink_to(outside.parent / "secret")
    done = run(outside, "build", outline, "--to", "md", "--format", "json")
    assert done.returncode == 1
    rules = {each["rule"] for each in json.loads(done.stdout)["findings"]}
    if what == "citations" and way.startswith(".."):
        assert "wrong-value" in rules  # a name that leads up is the name of no style
    else:
        assert "outside-project" in rules
    assert "SECRET" not in done.stdout
    assert not (outside / "build").exists()


@pytest.mark.parametrize("kind", ["templates", "styles"])
def test_templates_and_styles_do_not_lead_out(kind: str, outside: Path) -> None:
    outline = put(outside, {"briefs/brief.yaml": f"{BRIEF}audiences: {{a: {{template: t}}}}\n"})
    (outside / "briefs" / kind).symlink_to(outside.parent / "secret")
    (outside.parent / "secret" / "print.css").write_text("SECRET")
    (outside.parent / "secret" / "t").mkdir()
    (outside.parent / "secret" / "t" / "template.yaml").write_text("SECRET: x\n")
    done = run(outside, "build", outline, "--to", "html", "--format", "json")
    assert done.returncode == 1
    rules = {each["rule"] for each in json.loads(done.stdout)["findings"]}
    assert rules & {"outside-project", "wrong-value"}
    assert "SECRET" not in done.stdout


@pytest.mark.parametrize("what", ["seed", "extends", "image", "citations"])
@pytest.mark.parametrize("sort", ["pipe", "socket", "zero", "process"])
def test_what_is_no_file_is_not_waited_for(
    what: str, sort: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outline = put(tmp_path, named(what, "odd"))
    end = {"seed": "txt", "extends": "yaml", "image": "png", "citations": "csl"}[what]
    folder = tmp_path / ("seeds" if what == "seed" else "briefs")
    odd = folder / f"odd.{end}"
    with socket.socket(socket.AF_UNIX) as listening:
        if sort == "pipe":
            os.mkfifo(odd)
        elif sort == "socket":
            monkeypatch.chdir(folder)
            listening.bind(odd.name)
        else:
            odd.symlink_to("/dev/zero" if sort == "zero" else "/proc/self/environ")
        done = run(tmp_path, "build", outline, "--to", "md", "--format", "json")
    assert done.returncode == 1
    rules = {each["rule"] for each in json.loads(done.stdout)["findings"]}
    assert rules & {"missing-file", "outside-project", "wrong-value"}


def test_a_build_folder_that_leads_elsewhere_is_not_written_to(outside: Path) -> None:
    outline = put(outside, {})
    (outside / "build").symlink_to(outside.parent / "secret")
    before = sorted((outside.parent / "secret").iterdir())
    done = run(outside, "build", outline, "--to", "md")
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert sorted((outside.parent / "secret").iterdir()) == before
    assert run(outside, "build", outline, "--to", "md", "--out", "build").returncode == 0


# Images.


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.png", png(20_000, 20_000, rows=b"\0" * 20_001 * 900), "too-large"),
        ("a.png", png(9, 9)[:-20], "wrong-value"),
        ("a.svg", svg(laughs(9)), "too-large"),
        ("a.svg", b'<!DOCTYPE a [<!ENTITY b "c">]>' + svg("&b;"), "wrong-value"),
        ("a.svg", svg('<image href="file:///etc/passwd"/>'), "wrong-value"),
        ("a.svg", svg('<image href="http://127.0.0.1/"/>'), "wrong-value"),
        ("a.svg", svg("<script>1</script>"), "wrong-value"),
        ("a.jpg", b"\xff\xd8\xff", "wrong-value"),
    ],
)
def test_an_image_is_refused_where_it_is_named(
    name: str, data: bytes, rule: str, tmp_path: Path
) -> None:
    figure = f"    figures:\n      - {{image: {name}, title: T, alt: A}}\n"
    files = {"briefs/brief.yaml": BRIEF + figure, f"briefs/{name}": data}
    (error,) = refused(tmp_path, put(tmp_path, files))
    assert (error["rule"], error["line"], error["column"]) == (rule, 8, 17)
    assert error["hint"]


# Anything at all.

BYTES = st.binary(max_size=200) | st.text(max_size=100).map(
    lambda text: text.encode("utf-8", "replace")
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["briefs/brief.yaml", "seeds/sources.yaml", "seeds/yang.txt"]), BYTES, BYTES)
def test_any_bytes_are_a_brief_or_findings(
    tmp_path: Path, name: str, data: bytes, before: bytes
) -> None:
    whole = FILES[name].encode()
    for content in (data, whole + data, before + whole):
        done = run(tmp_path, "check", put(tmp_path, {**FILES, name: content}), "--format", "json")
        findings = json.loads(done.stdout)["findings"]
        errors = [each for each in findings if each["severity"] == "error"]
        assert done.returncode == bool(errors)


def test_a_thousand_quotations_that_no_source_has(tmp_path: Path) -> None:
    """Each would be looked for in the whole source for the words nearest to it."""
    passages = "".join(
        f"      q{n}: {{seed: yang-2024, quote: not a word of {n}}}\n" for n in range(1000)
    )
    said = "".join(f'He said "not a word of {n}" [@p]. ' for n in range(1000))
    for outline in (BRIEF + passages, f"{BRIEF}    body: >\n      {said}\n"):
        found = refused(tmp_path, put(tmp_path, {"briefs/brief.yaml": outline}))
        assert len(found) == 101
        assert "no more are looked for" in str(found[-1]["message"])


@pytest.mark.parametrize(
    "tags", ["<i>" * 22, "<span class='nocase'>" * 22, "<i>" * 22 + "</b>" * 22]
)
def test_tags_of_a_library_that_are_never_closed_do_not_keep_pandoc_busy(
    tags: str, tmp_path: Path
) -> None:
    sources = SOURCES.replace("title: ", f'publisher: "{tags}", title: ', 1)
    outline = put(tmp_path, {"seeds/sources.yaml": sources})
    messages = [str(each["message"]) for each in refused(tmp_path, outline)]
    assert "22 tags such as `<i>` are opened here and not closed" in messages
