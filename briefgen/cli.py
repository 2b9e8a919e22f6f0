"""The command line. The only room of typer: commands read their words, call a stage, and print.

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
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import __version__
from briefgen.formats import Format, default_format, print_findings, wants_color

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.bounds import Bounds
    from briefgen.finding import Finding
    from briefgen.press.cluster import Cluster
    from briefgen.press.press import Press

__all__ = ["app", "main"]

app = typer.Typer(
    name="briefgen",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; the one place that turns what went wrong into an exit status."""
    from briefgen.finding import Lack
    from briefgen.stop import Stopped, stoppable

    _without_plugins()
    # A command makes many objects and little garbage: looking for it takes a tenth of a check, and
    # once more as much at the end, when the process gives all of its memory back anyway.
    gc.set_threshold(200_000, 20, 50)
    atexit.register(gc.freeze)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal without some character, or a file name that is no text, must not stop us.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with stoppable():
            app()
    except Stopped as stop:
        _end("stopped", stop)
        sys.exit(128 + stop.number)
    except Lack as lack:
        _say(f"{lack}\nTo mend it:  {lack.remedy}", err=True)
        sys.exit(3)
    except OSError as error:
        _end(f"{error.filename or 'a file'}: {error.strerror or error}", error)
        sys.exit(1)


def _without_plugins() -> None:
    """Let pydantic not look for plugins: what other packages would add has no say in what is read.

    *Why* not its own switch, PYDANTIC_DISABLE_PLUGINS: that is looked at after importlib.metadata is
    imported, and email with it, which takes as long as a tenth of a check.
    """
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)


def _end(why: str, error: BaseException) -> None:
    """The one line of a command that was cut short, with what became of the files (its notes)."""
    if sys.stderr.isatty():
        typer.echo("\r\x1b[K", err=True, nl=False)
    _say("; ".join([f"briefgen: {why}", *getattr(error, "__notes__", ())]), err=True)


Outlines = Annotated[
    list[Path], typer.Argument(metavar="OUTLINE", help="Outline files.", show_default=False)
]
Outline = Annotated[Path, typer.Argument(metavar="OUTLINE", help="Outline file.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings stop it too.")]
BoundSettings = Annotated[
    list[str] | None,
    typer.Option(
        "--bound",
        metavar="NAME=NUMBER",
        help="Set a bound of what is read; check --explain too-large lists them.",
    ),
]
FindingsFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="How findings are printed; human unless run in GitHub Actions.",
        show_default=False,
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefgen {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Policy briefs that can be audited.

    Write an outline (YAML) that rests each section on passages of source documents. briefgen proves
    every quotation word for word and sets one document for each audience.
    """


@app.command()
def build(
    outlines: Outlines,
    audience: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this audience; may be given again."),
    ] = None,
    to: Annotated[
        str, typer.Option(metavar="LIST", help="What to write: pdf, md, html, docx.")
    ] = "pdf,md",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the files; build unless named.")
    ] = None,
    strict: Strict = False,
    sign: Annotated[
        Path | None,
        typer.Option(metavar="CERT", help="Sign the PDFs with this certificate: PKCS#12 or PEM."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Documents set at once; one a core unless named.",
            show_default=False,
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Set the documents on this Dask cluster, as tcp://host:8786.",
            show_default=False,
        ),
    ] = None,
    bound: BoundSettings = None,
    findings_format: FindingsFormat = None,
) -> None:
    """Build the documents of each outline.

    Every audience that the outline declares gets its PDF and Markdown, with evidence.json beside
    them. If anything is wrong, the findings say where, and no file is touched.

    Exit status: 0 done; 1 findings stopped it; 2 wrong usage; 3 this machine lacks something.
    """
    from briefgen.cache.record import Record, recall, task
    from briefgen.produce import FORMATS

    kinds = list(dict.fromkeys(kind.strip() for kind in to.split(",")))
    for kind in kinds:
        if kind not in FORMATS:
            raise typer.BadParameter(
                f"{kind!r} is not one of {', '.join(FORMATS)}", param_hint="--to"
            )
    for name, count in Counter(path.stem for path in outlines).items():
        if not name.isprintable():
            message = f"the files take their name from {name!r}: rename the outline"
            raise typer.BadParameter(message, param_hint="OUTLINE")
        if count > 1:
            message = f"{count} outlines are called {name!r}, and would write the same files"
            message += "; build them into folders of their own with --out"
            raise typer.BadParameter(message, param_hint="OUTLINE")
    limits, folder = _bounds(bound), out or Path("build")
    for path in outlines:
        _stay(folder / path.stem, out or Path())
    tasks = [
        task(path, folder / path.stem, audience or (), kinds, limits, strict=strict)
        for path in outlines
    ]
    known = {each.outline: recall(each) for each in tasks if sign is None}
    told = {path: same for path, same in known.items() if same}
    unchanged = set(told)
    if len(unchanged) < len(tasks):
        signer = _signer(sign)
        # It begins to load WeasyPrint while the rest of the program is imported.
        with _press(jobs, limits, cluster, pdf="pdf" in kinds) as press:
            from briefgen.build import Settings, build_all
            from briefgen.progress import shown

            changed = [each for each in tasks if each.outline not in unchanged]
            with shown(len(changed)) as progress:
                settings = Settings(audience or (), kinds, strict, signer, limits, progress)
                results = build_all(changed, settings, press)
                for done, built in zip(changed, results, strict=True):
                    told[done.outline] = Record(built.findings, built.lines)
    ended = [told[path] for path in outlines]
    form = _print([f for each in ended for f in each.findings], findings_format, strict=strict)
    stopped = not all(each.lines for each in ended)
    for path, result in zip(outlines, ended, strict=True):
        if path in unchanged:
            lines = (
                *result.lines,
                f"{path}: nothing has changed, and its files stand as they were",
            )
        else:
            lines = (f"{path}: nothing was written",) if stopped else result.lines
        for line in lines:
            _say(line, err=stopped or form is not Format.HUMAN)
    if stopped:
        raise typer.Exit(1)


@app.command()
def check(
    outlines: Annotated[
        list[Path] | None,
        typer.Argument(metavar="OUTLINE", help="Outline files.", show_default=False),
    ] = None,
    strict: Strict = False,
    bound: BoundSettings = None,
    findings_format: FindingsFormat = None,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Print the page of a rule and end.")
    ] = None,
) -> None:
    """Check outlines without building them.

    Everything is looked at but the finished pages.
    """
    from briefgen import checks

    if explain is not None:
        if explain not in checks.RULES:
            from briefgen.nearest import did_you_mean

            hint = did_you_mean(explain, checks.RULES, "the rules are")
            raise typer.BadParameter(
                f"there is no rule {explain!r}; {hint}", param_hint="--explain"
            )
        typer.echo(f"{explain} ({checks.severity(explain)})\n\n{checks.page(explain)}")
        return
    if not outlines:
        raise typer.BadParameter("name an outline, or a rule with --explain", param_hint="OUTLINE")
    from briefgen.examine import examine

    bounds = _bounds(bound)
    findings = [each for path in outlines for each in examine(path, bounds=bounds).findings]
    form = _print(findings, findings_format, strict=strict)
    if checks.stops(findings, strict=strict):
        raise typer.Exit(1)
    if not findings and form is Format.HUMAN:
        _say(f"{', '.join(str(path) for path in outlines)}: nothing to report")


@app.command()
def compare(outline: Outline, bound: BoundSettings = None) -> None:
    """Show what the sources share, and where they differ.

    Words of one text that two sources give differently stand in square brackets.
    """
    import shutil

    from briefgen.compare import compare, comparison_lines
    from briefgen.examine import examine

    examined = examine(outline, bounds=_bounds(bound))
    errors = [f for f in examined.findings if f.severity == "error"]
    if errors:
        _print(errors, None, strict=False)
        raise typer.Exit(1)
    width = shutil.get_terminal_size((100, 24)).columns
    for line in comparison_lines(compare(examined), width):
        _say(line.rstrip())


@app.command()
def accept(outline: Outline, bound: BoundSettings = None) -> None:
    """Record that changed sources were read again.

    Do it after reading what `briefgen check` shows of the change. It writes the lock file beside the
    outline and the sha256 of each source in sources.yaml.
    """
    from briefgen.examine import examine
    from briefgen.formats.visible import relative
    from briefgen.lock.accept import accept
    from briefgen.lock.lockfile import lock_path
    from briefgen.write import write_files

    examined = examine(outline, bounds=_bounds(bound))
    others = [f for f in examined.findings if f.severity == "error" and f.rule != "source-changed"]
    library = examined.library
    if others or library is None:
        _print(others, None, strict=False)
        _say(f"{outline}: nothing was recorded", err=True)
        raise typer.Exit(1)
    accepted = accept(library, examined.passages)
    lock = lock_path(outline)
    write_files({lock: accepted.lock, library.file.path: accepted.sources.encode()})
    names = ", ".join(accepted.seeds) or "no source"
    sources = relative(library.file.path, Path.cwd())
    _say(f"recorded in {lock} and {sources}: {names} newly read")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A brief as PDF.")],
    seeds: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder of the source documents, to hold it against them."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Prove a brief again from its PDF alone.

    Exit status: 0 proved; 1 not proved; 2 not a brief of briefgen's, or not readable.
    """
    from briefgen.proof.verify import verify

    found = verify(file, seeds)
    if as_json:
        typer.echo(found.to_json())
    else:
        from briefgen.formats.verdict import verdict_text

        _say(verdict_text(found, 100))
    if found.status != "proved":
        raise typer.Exit(1 if found.status == "not proved" else 2)


@app.command()
def preview(
    outline: Outline,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the page; a free one unless named.")
    ] = 0,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    bound: BoundSettings = None,
) -> None:
    """Show the brief in the browser while you write it.

    Each save of the outline, its sources, templates or styles is seen at once. The page also reads
    and searches the sources, and makes passages of words that you select. It is for this machine
    only, at the address printed. Ctrl-C ends it.
    """
    from briefgen.nearest import did_you_mean
    from briefgen.press.press import Press
    from briefgen.preview.desk import Desk
    from briefgen.preview.serve import serve
    from briefgen.stop import Stopped

    def ready(address: str) -> None:
        _say(f"{outline}: {address}\nCtrl-C ends it.")
        if open_:
            typer.launch(address)

    if not outline.is_file():
        # Who is to write it would wait for a name that was typed wrong.
        beside = sorted(p.name for p in outline.parent.glob("*.y*ml") if p.name.isprintable())
        hint = did_you_mean(outline.name, beside, "its folder holds") if beside else ""
        message = f"there is no file {str(outline)!r}"
        raise typer.BadParameter(f"{message}; {hint}" if hint else message, param_hint="OUTLINE")
    bounds = _bounds(bound)
    with Press(2, bounds) as press:
        try:
            serve(Desk(outline.absolute(), bounds, press), port, ready)
        except Stopped as stop:
            press.shutdown(cancel_futures=True)
            if stop.number != signal.SIGINT:
                raise


@app.command()
def schema() -> None:
    """Print the JSON Schema of the outline.

    Editors complete an outline from it.
    """
    from briefgen.schema import outline_schema

    typer.echo(outline_schema(), nl=False)


@app.command()
def doctor() -> None:
    """Tell what this machine has and lacks.

    What it lacks comes with the command that mends it. Exit status: 0 nothing; 3 something.
    """
    from briefgen.machine.doctor import examine

    checks = examine()
    width = max(len(check.name) for check in checks)
    for check in checks:
        typer.echo(f"{'ok     ' if check.ok else 'MISSING'}  {check.name:<{width}}  {check.found}")
        if check.remedy:
            typer.echo(f"{'':<{width + 11}}mend it with: {check.remedy}")
    if not all(check.ok for check in checks):
        raise typer.Exit(3)


def _say(text: str, *, err: bool = False) -> None:
    """Print ``text``, in which nothing may command a terminal: it names files, and quotes them."""
    from briefgen.formats.visible import visible_lines

    typer.echo(visible_lines(text), err=err)


def _stay(folder: Path, above: Path) -> None:
    """Hold ``folder``, which a stranger's project may have put there as a link, to its place."""
    end = os.path.realpath(folder)
    if not Path(end).is_relative_to(os.path.realpath(above)):
        message = f"{str(folder)!r} leads to {end!r}; name a folder of your own"
        raise typer.BadParameter(message, param_hint="--out")


def _bounds(settings: list[str] | None) -> Bounds:
    from briefgen.bounds import BoundError, read_bounds

    try:
        return read_bounds(settings or ())
    except BoundError as error:
        raise typer.BadParameter(str(error), param_hint="--bound") from error


def _press(jobs: int | None, bounds: Bounds, cluster: str | None, *, pdf: bool) -> Press | Cluster:
    """Where documents are set: in processes of this machine, or on a cluster."""
    from briefgen.press.press import Press, Unreachable, cores

    if cluster is None:
        return Press(jobs or cores(), bounds, pdf=pdf)
    from briefgen.press.cluster import Cluster

    try:
        return Cluster(cluster, bounds)
    except Unreachable as error:
        raise typer.BadParameter(str(error), param_hint="--cluster") from error


def _signer(certificate: Path | None) -> Callable[[bytes], bytes] | None:
    if certificate is None:
        return None
    from briefgen.proof.sign import SigningError, signer

    try:
        return signer(certificate, _passphrase)
    except SigningError as error:
        raise typer.BadParameter(str(error), param_hint="--sign") from error
    except OSError as error:
        message = f"{certificate}: {error.strerror or error}"
        raise typer.BadParameter(message, param_hint="--sign") from error


def _passphrase() -> str:
    """Asked of the person at the terminal."""
    if not sys.stdin.isatty():
        message = "its key is locked, and there is no terminal to ask for the passphrase"
        raise typer.BadParameter(message, param_hint="--sign")
    return str(typer.prompt("Passphrase", hide_input=True, err=True))


def _print(findings: Sequence[Finding], wanted: Format | None, *, strict: bool) -> Format:
    """Print findings on standard output; the format that they were printed in."""
    form = wanted or default_format(os.environ)
    color = wants_color(sys.stdout, os.environ)
    typer.echo(
        print_findings(findings, form, folder=Path.cwd(), strict=strict, color=color), nl=False
    )
    return form
