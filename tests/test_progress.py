"""What is shown while documents are made."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from briefgen.progress import Step, shown

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _lines(stream: io.StringIO) -> list[str]:
    """What is drawn last, without colors and movements of the cursor."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    return [line.strip() for line in re.split(r"[\r\n]+", plain) if line.strip()]


def test_a_terminal_shows_each_document_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    with shown(outlines=1) as take:
        take(Step("brief", "checking"))
        take(Step("brief-minister", "setting"))
        take(Step("brief-analyst", "setting"))
        take(Step("brief-minister", "done"))
    *_, whole, at_work = _lines(stream)
    assert re.search(r"1 of 2 documents +\d:\d\d:\d\d +\d:\d\d:\d\d left$", whole)
    assert "setting brief-analyst" in at_work
    assert "left" not in at_work
    assert stream.getvalue().endswith("\x1b[2K")


def test_no_time_is_told_before_a_document_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    with shown(outlines=3) as take:
        take(Step("brief", "checking"))
        take(Step("brief-minister", "setting"))
    assert "0 of 3 documents" in stream.getvalue()
    assert "left" not in stream.getvalue()


def test_a_pipe_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stream := io.StringIO())
    with shown(outlines=1) as take:
        take(Step("brief", "checking"))
        take(Step("brief-minister", "setting"))
    assert stream.getvalue() == ""
