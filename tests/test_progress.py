"""What is shown while documents are made."""

from __future__ import annotations

import io
import re

import pytest

from briefgen.progress import Step, shown


class Terminal(io.StringIO):
    """Takes what is drawn on it; ``clock`` stands still but where it is told to go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int = 80) -> None:
        super().__init__()
        self.clock = 0.0
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", str(columns))
        # In the test's own time: pytest puts its stream there after the fixtures are made.
        monkeypatch.setattr("sys.stderr", self)
        monkeypatch.setattr("rich.console.monotonic", lambda: self.clock)

    def isatty(self) -> bool:
        return True


def last(stream: Terminal) -> list[str]:
    """The lines that are drawn last before all is wiped, without colors and movements."""
    drawn = re.sub(r"\x1b\[[0-9;?]*[ABCDHmlh]", "", stream.getvalue())
    frames = [frame for frame in re.split(r"(?:\r|\x1b\[2K|\x1b\[K)+", drawn) if frame.strip()]
    return [line.rstrip() for line in frames[-1].splitlines() if line.strip()]


def set_one(queue: set[str], name: str, words: int = 0) -> Step:
    """A document that waits as long as its name stands in ``queue``."""
    return Step(name, "setting", lambda: name not in queue, words)


def test_a_terminal_shows_each_document_that_is_being_set(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(monkeypatch)
    queue = {"brief-public"}
    with shown(outlines=1) as take:
        take(Step("brief", "checking"))
        for name in ("brief-minister", "brief-analyst", "brief-public"):
            take(set_one(queue, name))
        take(Step("brief", "checked"))
        stream.clock = 4
        take(Step("brief-minister", "done"))
    whole, *others = last(stream)
    assert re.fullmatch(r"1 of 3 documents +0:00:04 0:00:05 left", whole)
    assert [re.sub(" +", " ", line) for line in others] == ["setting brief-analyst 0:00:04"]


def test_nothing_is_left_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(monkeypatch)
    with shown(outlines=1) as take:
        take(Step("brief", "checking"))
        take(set_one(set(), "brief-minister"))
    hidden, back = stream.getvalue().rindex("\x1b[?25l"), stream.getvalue().rindex("\x1b[?25h")
    assert back > hidden
    assert stream.getvalue().endswith("\x1b[2K")


def test_no_time_is_told_before_a_document_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(monkeypatch)
    with shown(outlines=3) as take:
        take(Step("one", "checking"))
        take(set_one(set(), "one-minister"))
        take(Step("one", "checked"))
        take(Step("two", "checking"))
        stream.clock = 9
    whole, *others = last(stream)
    assert re.fullmatch(r"0 of 3 documents +0:00:09", whole)
    assert [re.sub(" +", " ", line) for line in others] == [
        "checking two 0:00:09",
        "setting one-minister 0:00:09",
    ]


@pytest.mark.parametrize(
    ("outlines", "age", "left"),
    [
        # At 150 words a second: one of 2,000 words is being set, one of 1,000 words waits.
        (3, 0, 20),
        (3, 4, 16),
        (4, 0, 30),  # one more is to come, which will have 1,500 words as the others have
        (3, 80, 27),  # the one that is being set takes longer than was thought
    ],
)
def test_the_time_left_goes_by_the_words(
    monkeypatch: pytest.MonkeyPatch, outlines: int, age: int, left: int
) -> None:
    stream = Terminal(monkeypatch)
    queue = {"long", "last"}
    with shown(outlines) as take:
        for name, words in (("short", 1200), ("long", 1700), ("last", 700)):
            take(Step(name, "checking"))
            take(set_one(queue, name, words))
            if name != "last":
                take(Step(name, "checked"))
        stream.clock = 10
        take(Step("short", "done"))
        queue.remove("long")
        take(Step("last", "checked"))
        stream.clock = 10 + age
    told = re.search(r"(\d):(\d\d):(\d\d) left", last(stream)[0])
    assert told
    assert int(told[2]) * 60 + int(told[3]) == left


def test_what_comes_from_the_cache_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(monkeypatch)
    queue = {"one"}
    with shown(outlines=1) as take:
        take(Step("brief", "checking"))
        take(set_one(queue, "one"))
        take(Step("one", "done"))
        take(set_one(queue, "two"))
        take(Step("brief", "checked"))
    assert re.fullmatch(r"1 of 2 documents +0:00:00 0:00:00 left", last(stream)[0])


def test_a_narrow_terminal_cuts_names(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(monkeypatch, columns=24)
    with shown(outlines=1) as take:
        take(Step("a-brief-with-a-long-name", "checking"))
        take(set_one(set(), "a-brief-with-a-long-name-minister"))
    assert all(len(line) <= 22 for line in last(stream))
    assert last(stream)[-1].endswith("… 0:00:00")


def test_a_name_cannot_command_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(monkeypatch)
    with shown(outlines=1) as take:
        take(Step("\x1b]0;title\x07[red]brief", "checking"))
    assert "\x1b]0;" not in stream.getvalue()
    assert "[red]brief" in stream.getvalue()


def test_a_pipe_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stream := io.StringIO())
    with shown(outlines=1) as take:
        take(Step("brief", "checking"))
        take(Step("brief-minister", "setting"))
    assert stream.getvalue() == ""
