"""Sources that change: what is anchored anew, what stops the build, what `accept` records."""

from __future__ import annotations

import json
import re

import pytest

from briefgen import checks
from briefgen.examine import examine
from briefgen.formats import Format, print_findings
from briefgen.lock.accept import accept
from briefgen.lock.lockfile import Lock, lock_path, new_lock, read_lock, updated_lock, write_lock
from briefgen.place import TextFile
from briefgen.write import write_files
from tests.forge import PORT, SOURCES, project


def locked(path):
    """Write the lock file that a green build of the outline leaves."""
    examined = examine(path)
    assert not [f for f in examined.findings if f.severity == "error"]
    write_files({lock_path(path): write_lock(updated_lock(examined.lock, examined.passages))})
    return examined


def told(path, *rules):
    """Findings of the rules named, as a person sees them."""
    examined = examine(path)
    found = [f for f in examined.findings if f.rule in (rules or ("source-changed",))]
    text = print_findings(found, Format.HUMAN, folder=path.parent.parent)
    return text.replace(str(path), "briefs/harbor.yaml")


@pytest.fixture
def path(tmp_path):
    """A project whose sources were read, and are locked."""
    outline = project(tmp_path)
    locked(outline)
    return outline


def port(path, text):
    (path.parent.parent / "seeds" / "port.txt").write_text(text, encoding="utf-8", newline="")


def test_the_lock_holds_the_exact_words_of_every_passage(path):
    lock = json.loads(lock_path(path).read_text("utf-8"))
    assert lock_path(path).name == "harbor.lock.json"
    assert list(lock["seeds"]) == ["gazette", "port"]
    assert lock["seeds"]["gazette"]["passages"]["patrol"] == {
        "paragraphs": [2],
        "spans": [[22, 72]],
        "words": "Both navies will patrol the lane together from June",
        "whole": False,
    }
    assert lock["seeds"]["port"]["passages"]["gift"]["whole"] is True


def test_the_lock_is_the_same_again_and_a_line_for_each_value(path):
    before = lock_path(path).read_bytes()
    locked(path)
    assert lock_path(path).read_bytes() == before
    lock = read_lock(TextFile(lock_path(path), before.decode()))
    assert isinstance(lock, Lock)
    assert write_lock(lock) == before
    assert max(line.count('": ') for line in before.decode().splitlines()) == 1


def test_nothing_changed_nothing_told(path):
    assert "source-changed" not in {finding.rule for finding in examine(path).findings}


def test_passages_that_moved_are_anchored_anew_and_told(path):
    port(path, "A correction was made.\n\n" + PORT)
    assert "paragraph 4" not in told(path, "quote-not-found")
    sources = examine(path).findings
    (finding,) = [f for f in sources if f.rule == "source-changed" and f.severity == "warning"]
    assert finding.message == (
        "the text of `port` is not the one that was last read; 3 of the 4 passages taken from it "
        "still stand"
    )
    assert "`agreed` ¶2 → ¶3" in finding.detail
    assert finding.place.file.path.name == "sources.yaml"
    assert "briefgen accept" in finding.hint


def test_a_changed_place_that_no_passage_rests_on_does_not_stop(path):
    port(path, PORT.replace("Harbor talks end", "Harbor talks have ended"))
    examined = examine(path)
    assert not checks.stops(examined.findings, strict=False)
    assert "4 of the 4 passages taken from it still stand, where they stood" in told(path)


def test_words_that_are_gone_stop_the_build_and_show_old_and_new(path):
    port(
        path,
        PORT.replace("agreed to reopen the shipping lane", "agreed to review the shipping lane"),
    )
    text = told(path, "quote-not-found", "misquote")
    assert "briefs/harbor.yaml:8:35:" in text
    assert "`port` has changed, and no longer has the words of `agreed`" in text
    assert "  was ¶2: agreed to [reopen] the shipping lane\n" in text
    assert "  now ¶2: agreed to [review] the shipping lane" in text
    assert text.count("[quote-not-found]") == 1
    assert "briefs/harbor.yaml:23:22: error" in text  # the sentence that quotes it
    assert checks.stops(examine(path).findings, strict=False)


def test_a_paragraph_that_says_something_else_stops_the_build(path):
    port(path, PORT.replace("a gift to smugglers", "a boon to smugglers"))
    text = told(path)
    assert "paragraph 4 of `port`, on which `gift` rests, has changed" in text
    assert re.search(r"was: Insurers call the plan a \[gift\]", text)
    assert re.search(r"now: Insurers call the plan a \[boon\]", text)
    errors = [f for f in examine(path).findings if f.severity == "error"]
    assert "source-changed" in {finding.rule for finding in errors}


def test_a_paragraph_that_moved_names_its_new_number(path):
    port(path, "A correction was made.\n\n" + PORT)
    text = told(path)
    assert "paragraph 4 of `port` is another one now" in text
    assert "what `gift` rests on is paragraph 5 now: write `paragraph: 5`" in text


def test_a_green_build_adds_what_is_new_and_keeps_what_was_read(path):
    outline = path.read_text("utf-8").replace(
        "      gift: {", "      spring: {seed: port, quote: closed since the spring}\n      gift: {"
    )
    path.write_text(outline, encoding="utf-8")
    locked(path)
    assert "spring" in lock_path(path).read_text("utf-8")
    port(path, "A note.\n" + PORT)
    examined = examine(path)
    kept = updated_lock(examined.lock, examined.passages)
    assert kept.seeds["port"] == examined.lock.seeds["port"]
    assert kept.seeds["gazette"] == new_lock(examined.passages).seeds["gazette"]


def test_accept_records_and_then_all_is_quiet(path):
    port(path, PORT.replace("a gift to smugglers", "a boon to smugglers"))
    outline = path.read_text("utf-8").replace("plan a gift", "plan a boon")
    path.write_text(outline, encoding="utf-8")
    examined = examine(path)
    accepted = accept(examined.library, examined.passages)
    assert accepted.seeds == ("gazette", "port")
    write_files(
        {
            lock_path(path): accepted.lock,
            examined.library.file.path: accepted.sources.encode(),
        }
    )
    assert told(path) == told(path, "no-rule")
    assert b"a boon to smugglers" in lock_path(path).read_bytes()


def test_accept_edits_nothing_but_the_fingerprints(path):
    examined = examine(path)
    accepted = accept(examined.library, examined.passages)
    hashes = {seed.id: seed.sha256 for seed in examined.library.seeds.values()}
    assert accepted.sources == SOURCES.replace(
        "  file: port.txt     # found in the archive\n",
        f"  file: port.txt     # found in the archive\n  sha256: {hashes['port']}\n",
    ).replace("  file: gazette.txt\n", f"  file: gazette.txt\n  sha256: {hashes['gazette']}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("port: {file: port.txt, csl: {type: webpage}}\n",
         "port: {file: port.txt, sha256: @, csl: {type: webpage}}\n"),
        ("port:\n    csl: {type: webpage}\n    'file' : 'port.txt'",
         "port:\n    csl: {type: webpage}\n    'file' : 'port.txt'\n    sha256: @"),
        ("port:\r\n  file: port.txt\r\n  csl: {type: webpage}\r\n",
         "port:\r\n  file: port.txt\r\n  sha256: @\r\n  csl: {type: webpage}\r\n"),
        ("port:\n  sha256: " + "0" * 64 + "   # read in May\n  file: port.txt\n  csl: {type: webpage}\n",
         "port:\n  sha256: @   # read in May\n  file: port.txt\n  csl: {type: webpage}\n"),
        ("port:\n  sha256: '" + "0" * 64 + "'\n  file: port.txt\n  csl: {type: webpage}\n",
         "port:\n  sha256: @\n  file: port.txt\n  csl: {type: webpage}\n"),
    ],
)  # fmt: skip
def test_accept_in_every_layout_of_sources_yaml(before, after, tmp_path):
    outline = "title: T\nsections:\n  - id: s\n    title: S\n    passages: {p: {seed: port, paragraph: 2}}\n"
    path = project(tmp_path, outline, sources=before)
    examined = examine(path)
    assert examined.library is not None
    accepted = accept(examined.library, examined.passages)
    assert accepted.sources == after.replace("@", examined.library.seeds["port"].sha256)
    (tmp_path / "seeds" / "sources.yaml").write_bytes(accepted.sources.encode())
    again = examine(path)
    assert "source-changed" not in {finding.rule for finding in again.findings}
    assert accept(again.library, again.passages).sources == accepted.sources


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "is not the JSON that briefgen writes", 1),
        ('{\n  "format": 1,\n<<<<<<< HEAD\n', "is not the JSON that briefgen writes", 3),
        ('{"format": 2}', "a newer briefgen wrote `harbor.lock.json`", 1),
        ('{"format": 1}', "has another shape: `seeds` is missing", 1),
        ("[" * 100_000, "cannot be read", 1),
        ("[1]", "has another shape", 1),
    ],
)
def test_a_broken_lock_file_is_a_finding_with_a_hint(text, message, line, path):
    lock_path(path).write_text(text, encoding="utf-8")
    (finding,) = [f for f in examine(path).findings if "lock" in f.place.file.path.name]
    assert message in finding.message
    assert finding.place.line == line
    assert finding.hint
    assert finding.severity == "error"
