"""Templates and styles that explode: a finding, whatever they do, and the old files stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.bounds import MEBIBYTE, USUAL
from briefgen.build import order
from briefgen.citing import documents
from briefgen.examine import examine
from briefgen.place import TextFile
from briefgen.press.press import Exhausted, Press, cores
from briefgen.produce import produce
from briefgen.read.layout import read_layout
from tests.forge import project
from tests.test_cli import start

if TYPE_CHECKING:
    from briefgen.produce import Order

LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
DOUBLED = "{% set ns = namespace(x='a') %}{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LOOPS, "error too-large: setting harbor-desk took more than 2 seconds of computing"),
        (
            DOUBLED,
            "error template-error: the template `committee`: it takes more memory than it may",
        ),
    ],
    ids=["time", "memory"],
)
def test_a_template_that_never_ends_or_fills_the_memory_is_a_finding(
    tmp_path: Path, source: str, said: str
) -> None:
    outline = project(tmp_path)
    own = tmp_path / "briefs" / "templates" / "committee"
    own.mkdir(parents=True)
    (own / "brief.md.j2").write_text(source)
    bounds = ["--bound", "press-seconds=2", "--bound", "press-bytes=800_000_000"]
    done = start(tmp_path, "build", outline, "--to", "md", "--format", "short", *bounds)
    assert done.returncode == 1
    assert said in done.stdout
    assert not (tmp_path / "build").exists()


ATTACKS = sorted((Path(__file__).parents[1] / "render" / "attacks").iterdir())
HELD = replace(USUAL, press_seconds=2, press_bytes=1024 * MEBIBYTE)


def attacked(ordered: Order, attack: Path) -> Order:
    """The order with a file of its layout replaced by the attack."""
    name = "committee/brief.html.j2" if attack.suffix == ".j2" else "committee/style.css"
    file = TextFile(Path(name), attack.read_text(encoding="utf-8"))
    templates = {**ordered.layout.templates, name: file}
    return replace(ordered, layout=replace(ordered.layout, templates=templates))


def test_no_template_and_no_style_takes_more_than_it_may(tmp_path: Path) -> None:
    """Each ends in a PDF, in a finding, or with its own process alone; and the press goes on."""
    path = project(tmp_path)
    examined = examine(path, ["desk"])
    layout = read_layout(path, examined.catalogs).value
    ((document, brief),) = documents(examined)[0]
    ordered = order(document, brief, layout, ("pdf",))
    ended, refused = set(), set()
    with Press(cores(), HELD) as press:
        futures = {each.name: press.submit(produce, attacked(ordered, each)) for each in ATTACKS}
        for name, future in futures.items():
            try:
                product = future.result()
            except Exhausted:
                ended.add(name)
            else:
                made = any(each.endswith(".pdf") for each in product.files)
                assert made or product.findings, name
                refused |= set() if made and not product.findings else {name}
        assert press.submit(divmod, 17, 5).result() == (3, 2)
    assert len(futures) > 30
    assert {"doubled-words.css", "many-pages.html.j2", "nested-boxes.html.j2"} <= ended | refused
    assert ended
