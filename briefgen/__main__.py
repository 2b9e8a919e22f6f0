"""The program ``briefgen``, also as ``python -m briefgen``: from a command line to an exit status.

Exit status: 0 done; 1 findings stopped it and no output file was touched; 2 wrong usage; 3 this
machine lacks something, which is named with the command that installs it; 128 and the signal's number
if one ended it (130 SIGINT, 143 SIGTERM).
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from briefgen.stop import Stopped, stoppable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.press.loader import Loader

__all__ = ["main"]

_OFTEN = ("build", "check")
"""Commands whose words are kept: for any other, looking them up would cost more than it gives."""

_HELP = {"-h", "--help"}


def main() -> NoReturn:
    """Run the command line; the one place that turns what went wrong into an exit status."""
    try:
        with stoppable():
            sys.exit(_status(sys.argv[1:]))
    except Stopped as stop:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C needs no traceback
        _end("briefgen: stopped", stop)
        sys.exit(128 + stop.number)


def _status(words: Sequence[str]) -> int:
    from briefgen.finding import Lack

    # A command makes many objects and little garbage: looking for it takes a tenth of a check, and
    # once more as much at the end, when the process gives all of its memory back anyway.
    gc.set_threshold(200_000, 20, 50)
    atexit.register(gc.freeze)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal without some character, or a file name that is no text, must not stop us.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _run(words)
    except Lack as lack:
        _end(f"{lack}\nTo mend it:  {lack.remedy}", lack)
        return 3
    except BrokenPipeError:
        # Whoever reads has seen enough; Python writes the rest to nowhere when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _end(f"briefgen: {error.filename or 'a file'}: {error.strerror or error}", error)
        return 1


def _run(words: Sequence[str]) -> int:
    """Follow ``words`` as they were understood before, or let typer understand them."""
    if words and words[0] in _OFTEN:
        from briefgen.cache.words import known_words

        if kept := known_words(words):
            from briefgen.command import Usage, meant, run

            try:
                return run(meant(kept))
            except Usage:
                pass  # as typer says it
        elif words[0] == "build" and not _HELP.intersection(words):
            # Words that are new are hardly those of a build that was made before: while typer reads
            # them, what sets its documents is loaded.
            from briefgen.press.loader import Loader

            with Loader() as loader:
                return _typed(words, loader)
    return _typed(words)


def _typed(words: Sequence[str], loader: Loader | None = None) -> int:
    from briefgen.cli import app

    app(words, obj=loader)
    return 0


def _end(why: str, error: BaseException) -> None:
    """The one line of a command that was cut short, with what became of the files (its notes)."""
    from briefgen.command import say

    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    say("; ".join([why, *getattr(error, "__notes__", ())]), err=True)


if __name__ == "__main__":
    main()
