"""What ``build`` and ``check`` do, once their words are read.

They are given over and over while somebody writes, so this module imports nothing before it is
needed: where nothing has changed, no more than what says so.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.formats import Format, default_format, print_findings, wants_color

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefgen.bounds import Bounds
    from briefgen.finding import Finding
    from briefgen.press.cluster import Cluster
    from briefgen.press.loader import Loader
    from briefgen.press.press import Press

__all__ = ["Build", "Check", "Usage", "meaning", "meant", "print_all", "read_bound", "run", "say"]


class Build(NamedTuple):
    """The words of ``briefgen build``, as its help tells them."""

    outlines: tuple[str, ...]
    audience: tuple[str, ...]
    to: str
    out: str | None
    strict: bool
    sign: str | None
    jobs: int | None
    cluster: str | None
    bound: tuple[str, ...]
    findings_format: str | None


class Check(NamedTuple):
    """The words of ``briefgen check``, as its help tells them."""

    outlines: tuple[str, ...]
    strict: bool
    bound: tuple[str, ...]
    findings_format: str | None


class Usage(Exception):  # noqa: N818 - what it is, not that it went wrong
    """Words that cannot be followed; ``of`` is the option or argument that they were given for."""

    def __init__(self, message: str, of: str) -> None:
        super().__init__(message)
        self.of = of


def meaning(words: Build | Check) -> dict[str, Any]:
    """``words`` as JSON has them; :func:`meant` takes them back."""
    return {"command": type(words).__name__.lower(), **words._asdict()}


def meant(kept: Mapping[str, Any]) -> Build | Check:
    """The words that :func:`meaning` gave, also from JSON."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in kept.items()
        if name != "command"
    }
    kinds: dict[str, type[Build | Check]] = {"build": Build, "check": Check}
    return kinds[kept["command"]](**values)


def run(words: Build | Check, loader: Loader | None = None) -> int:
    """Follow ``words`` and print what came of it; returns the exit status.

    A ``loader`` that has begun sets the documents.
    Raises :class:`Usage`, :class:`~briefgen.finding.Lack`, and OSError where a file cannot be written.
    """
    return _build(words, loader) if isinstance(words, Build) else _check(words)


def _build(words: Build, loader: Loader | None) -> int:
    from briefgen.cache.record import Record, recall, task
    from briefgen.produce import FORMATS

    outlines = [Path(name) for name in words.outlines]
    kinds = list(dict.fromkeys(kind.strip() for kind in words.to.split(",")))
    for kind in kinds:
        if kind not in FORMATS:
            from briefgen.nearest import did_you_mean

            hint = did_you_mean(kind, FORMATS, "there are")
            raise Usage(f"there is no format `{kind}`; {hint}", "--to")
    for name, count in Counter(path.stem for path in outlines).items():
        if not name.isprintable():
            message = f"the files take their name from `{name}`: rename the outline"
            raise Usage(message, "OUTLINE")
        if count > 1:
            message = f"{count} outlines are called `{name}`, and would write the same files"
            message += "; build them into folders of their own with --out"
            raise Usage(message, "OUTLINE")
    limits, folder = read_bound(words.bound), Path(words.out or "build")
    for path in outlines:
        _stay(folder / path.stem, Path(words.out or ""))
    tasks = [
        task(path, folder / path.stem, words.audience, kinds, limits, strict=words.strict)
        for path in outlines
    ]
    known = {each.outline: recall(each) for each in tasks if words.sign is None}
    told = {path: same for path, same in known.items() if same}
    unchanged = set(told)
    if len(unchanged) < len(tasks):
        signer = _signer(words.sign)
        # It begins to load WeasyPrint while the rest of the program is imported.
        with _press(words, limits, loader, pdf="pdf" in kinds) as press:
            from briefgen.build import Settings, build_all
            from briefgen.progress import shown

            changed = [each for each in tasks if each.outline not in unchanged]
            with shown(len(changed)) as progress:
                settings = Settings(words.audience, kinds, words.strict, signer, limits, progress)
                results = build_all(changed, settings, press)
                for done, built in zip(changed, results, strict=True):
                    told[done.outline] = Record(built.findings, built.lines)
    ended = [told[path] for path in outlines]
    form = print_all(
        [f for each in ended for f in each.findings], words.findings_format, strict=words.strict
    )
    stopped = not all(each.lines for each in ended)
    for path, result in zip(outlines, ended, strict=True):
        if path in unchanged:
            same = f"{path}: nothing has changed, and its files stand as they were"
            lines = (*result.lines, same)
        else:
            lines = (f"{path}: nothing was written",) if stopped else result.lines
        if not stopped:
            lines = (*lines, *_older(folder / path.stem, result.lines, kinds))
        for line in lines:
            say(line, err=stopped or form is not Format.HUMAN)
    return int(stopped)


def _older(folder: Path, lines: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    """A line for each file that an earlier build left beside the documents of this one.

    ``lines`` name the files of this build, of the formats ``kinds``. *Why* they are not removed: they
    were asked for, and may have been handed on; but they may say what the new ones no longer say.
    """
    from briefgen.produce import FORMATS

    files = [Path(line) for line in lines if Path(line).parent == folder]
    evidence = ".evidence.json"
    names = [f.name.removesuffix(evidence) for f in files if f.name.endswith(evidence)]
    beside = {folder / f"{name}.{kind}": kind for name in names for kind in FORMATS}
    older = {path: kind for path, kind in beside.items() if path not in files and path.exists()}
    again = ",".join(dict.fromkeys([*kinds, *older.values()]))
    for path in older:
        yield f"{path} is of an earlier build: --to {again} makes it anew, or delete it"


def _check(words: Check) -> int:
    from briefgen.cache.record import Record, check_task, recall, remember, surroundings

    limits = read_bound(words.bound)
    findings: list[Finding] = []
    stopped = False
    for name in words.outlines:
        task = check_task(Path(name), limits, strict=words.strict)
        known = recall(task)
        if known is None:
            from briefgen import checks
            from briefgen.examine import examine
            from briefgen.lock.lockfile import lock_path

            around = surroundings(task.outline)
            examined = examine(task.outline, bounds=limits)
            known = Record(examined.findings, ())
            if checks.stops(examined.findings, strict=words.strict):
                stopped = True
            else:
                # A lock file that is not there is one that may come.
                remember(task, around, examined.files, {}, known, [lock_path(task.outline)])
        findings += known.findings
    form = print_all(findings, words.findings_format, strict=words.strict)
    if not findings and form is Format.HUMAN:
        say(f"{', '.join(words.outlines)}: nothing to report")
    return int(stopped)


def say(text: str, *, err: bool = False) -> None:
    """Print ``text``, in which nothing may command a terminal: it names files, and quotes them."""
    from briefgen.formats.visible import visible_lines

    print(visible_lines(text), file=sys.stderr if err else sys.stdout, flush=True)


def print_all(findings: Sequence[Finding], wanted: str | None, *, strict: bool) -> Format:
    """Print ``findings`` on standard output; returns the format that they were printed in."""
    form = Format(wanted) if wanted else default_format(os.environ)
    color = wants_color(sys.stdout, os.environ)
    text = print_findings(findings, form, folder=Path.cwd(), strict=strict, color=color)
    print(text, end="", flush=True)
    return form


def read_bound(settings: Sequence[str]) -> Bounds:
    """The bounds as ``settings`` (``NAME=NUMBER``) have them. Raises :class:`Usage`."""
    from briefgen.bounds import BoundError, read_bounds

    try:
        return read_bounds(settings)
    except BoundError as error:
        raise Usage(str(error), "--bound") from error


def _stay(folder: Path, above: Path) -> None:
    """Hold ``folder``, which a stranger's project may have put there as a link, to its place."""
    end = os.path.realpath(folder)
    if not Path(end).is_relative_to(os.path.realpath(above)):
        raise Usage(f"`{folder}` leads to `{end}`; name a folder of your own", "--out")


def _press(words: Build, bounds: Bounds, loader: Loader | None, *, pdf: bool) -> Press | Cluster:
    """Where documents are set: in processes of this machine, or on a cluster."""
    from briefgen.press.press import Press, Unreachable, cores

    if words.cluster is None:
        return Press(words.jobs or cores(), bounds, pdf=pdf, loader=loader)
    from briefgen.press.cluster import Cluster

    try:
        return Cluster(words.cluster, bounds)
    except Unreachable as error:
        raise Usage(str(error), "--cluster") from error


def _signer(certificate: str | None) -> Callable[[bytes], bytes] | None:
    if certificate is None:
        return None
    from briefgen.proof.sign import SigningError, signer

    try:
        return signer(Path(certificate), _passphrase)
    except SigningError as error:
        raise Usage(str(error), "--sign") from error
    except OSError as error:
        raise Usage(f"{certificate}: {error.strerror or error}", "--sign") from error


def _passphrase() -> str:
    """Asked of the person at the terminal."""
    import getpass

    if not sys.stdin.isatty():
        message = "its key is locked, and there is no terminal to ask for the passphrase"
        raise Usage(message, "--sign")
    return getpass.getpass("Passphrase: ", sys.stderr)
