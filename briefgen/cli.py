"""The command line as typer reads it, the only room of typer: commands read their words, call a stage,
and print. :mod:`briefgen.__main__` runs it.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from briefgen import __version__
from briefgen.cache.words import keep_words
from briefgen.command import Build, Check, Usage, meaning, print_all, read_bound, run, say
from briefgen.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.bounds import Bounds
    from briefgen.press.loader import Loader

__all__ = ["app"]

app = typer.Typer(
    name="briefgen",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        parser=lambda value: _format(value),
        metavar="|".join(Format),
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
    context: typer.Context,
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
            parser=lambda value: _number(value, "--jobs", 1),
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
    _do(
        Build(
            outlines=_texts(outlines),
            audience=tuple(audience or ()),
            to=to,
            out=None if out is None else str(out),
            strict=strict,
            sign=None if sign is None else str(sign),
            jobs=jobs,
            cluster=cluster,
            bound=tuple(bound or ()),
            findings_format=findings_format,
        ),
        context.obj,
    )


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
    if explain is not None:
        _explain(explain)
        return
    if not outlines:
        raise typer.BadParameter("name an outline, or a rule with --explain", param_hint="OUTLINE")
    _do(
        Check(
            outlines=_texts(outlines),
            strict=strict,
            bound=tuple(bound or ()),
            findings_format=findings_format,
        )
    )


def _explain(rule: str) -> None:
    from briefgen import checks

    if rule not in checks.RULES:
        from briefgen.nearest import did_you_mean

        hint = did_you_mean(rule, checks.RULES, "the rules are")
        raise _refused(f"there is no rule `{rule}`; {hint}", "--explain")
    typer.echo(f"{rule} ({checks.severity(rule)})\n\n{checks.page(rule)}")


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
        print_all(errors, None, strict=False)
        raise typer.Exit(1)
    width = shutil.get_terminal_size((100, 24)).columns
    for line in comparison_lines(compare(examined), width):
        say(line.rstrip())


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
        print_all(others, None, strict=False)
        say(f"{outline}: nothing was recorded", err=True)
        raise typer.Exit(1)
    accepted = accept(library, examined.passages)
    lock = lock_path(outline)
    write_files({lock: accepted.lock, library.file.path: accepted.sources.encode()})
    names = ", ".join(accepted.seeds) or "no source"
    sources = relative(library.file.path, Path.cwd())
    say(f"recorded in {lock} and {sources}: {names} newly read")


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

        say(verdict_text(found, 100))
    if found.status != "proved":
        raise typer.Exit(1 if found.status == "not proved" else 2)


@app.command()
def preview(
    outline: Outline,
    port: Annotated[
        int,
        typer.Option(
            metavar="N",
            parser=lambda value: _number(value, "--port", 0, 65535),
            help="Port of the page; a free one unless named.",
        ),
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
        say(f"{outline}: {address}\nCtrl-C ends it.")
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

    What it lacks comes with the command that mends it, and what it is without with the one that adds
    it. Exit status: 0 it lacks nothing; 3 something.
    """
    from briefgen.machine.doctor import examine

    checks = examine()
    width = max(len(check.name) for check in checks)
    for check in checks:
        state = "MISSING" if not check.ok else "without" if check.remedy else "ok"
        typer.echo(f"{state:<7}  {check.name:<{width}}  {check.found}")
        if check.remedy:
            what = "add it with" if check.ok else "mend it with"
            typer.echo(f"{'':<{width + 11}}{what}: {check.remedy}")
    if not all(check.ok for check in checks):
        raise typer.Exit(3)


def _refused(message: str, of: str) -> typer.BadParameter:
    """Wrong usage of the option or argument ``of``; nothing in what is said commands a terminal."""
    from briefgen.formats.visible import visible

    return typer.BadParameter(visible(message), param_hint=of)


def _format(name: str) -> Format:
    if name in tuple(Format):
        return Format(name)
    from briefgen.nearest import did_you_mean

    hint = did_you_mean(name, tuple(Format), "there are")
    raise _refused(f"there is no format `{name}`; {hint}", "--format")


def _number(given: str | int, option: str, least: int, most: int | None = None) -> int:
    """*Why* not typer's own bounds: what it says of them is not for people."""
    text = str(given)  # a default comes as it is
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    if number < least or (most is not None and number > most):
        wanted = (
            f"a whole number from {least} to {most}" if most else f"a whole number, {least} or more"
        )
        raise _refused(f"`{text}` is not {wanted}", option)
    return number


def _do(words: Build | Check, loader: Loader | None = None) -> NoReturn:
    """Follow ``words``, and know them without typer the next time."""
    keep_words(sys.argv[1:], meaning(words))
    try:
        raise typer.Exit(run(words, loader))
    except Usage as error:
        raise _refused(str(error), error.of) from error


def _texts(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(str(path) for path in paths)


def _bounds(settings: Sequence[str] | None) -> Bounds:
    try:
        return read_bound(settings or ())
    except Usage as error:
        raise _refused(str(error), error.of) from error
