"""Three doors through which a stranger's bytes come in, and what must hold behind each.

The functions take any bytes and raise where something is wrong. The ordinary tests try them with
some; ``make fuzz`` lets atheris look for others, each for ``--seconds``. What it finds lies in
``build/fuzz/`` and becomes a case of the ordinary tests.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).parent
CASES = HERE.parent / "errors"


def outline(data: bytes) -> None:
    """The YAML reader and the binding to the outline's models: findings lie in the file."""
    from briefgen.outline import Outline
    from briefgen.place import TextFile
    from briefgen.read.bind import bind
    from briefgen.read.nodes import compose

    file = TextFile(Path("fuzz.yaml"), readable(data))
    node, findings = compose(file)
    assert node is not None or findings
    if node is not None:
        bound, faults = bind(node, Outline)
        assert bound is not None or faults
        findings = (*findings, *faults)
    for each in findings:
        assert each.message
        assert 0 <= each.place.start <= each.place.end <= len(file.text)


def citation(data: bytes) -> None:
    """The reader of prose and of citations: every span lies in the text, no citation names nothing."""
    from briefgen.citation_syntax import read_citation
    from briefgen.parse import parse

    text = readable(data)
    items, unread = read_citation(text)
    assert all(each.id and "\n" not in each.id for each in items)
    assert all(part in text for part in unread)
    for inline in (False, True):
        parsed = parse.__wrapped__(text, inline=inline)
        for problem in parsed.problems:
            assert 0 <= problem.start <= problem.end <= len(text)
        for leaf in parsed.leaves:
            for cite in leaf.cites:
                assert cite.items
            for at in {0, len(leaf.text) // 2, len(leaf.text)}:
                start, end = leaf.span(at, at + 1)
                assert 0 <= start <= end <= len(text)


def quotation(data: bytes) -> None:
    """The matcher: the first line is looked for in the rest; what is found stands there."""
    from briefgen.place import Place, Text, TextFile
    from briefgen.quote.paragraphs import paragraphs
    from briefgen.quote.quotation import Match, find
    from briefgen.seed import Seed
    from briefgen.source import Source

    quote, _, text = readable(data)[:4000].partition("\n")
    numbered, _ = paragraphs(text, (), ())
    file = TextFile(Path("seed.txt"), text)
    seed = Seed("seed", "A", Source(Text("seed.txt", Place(file)), {}), file, "", numbered)
    found = find(quote, seed)
    if isinstance(found, Match):
        assert found.fragments
        assert found.printed
        behind = 0
        for each in found.fragments:
            assert behind <= each.start < each.end <= len(text)
            assert 1 <= each.paragraph <= each.last <= len(numbered)
            behind = each.end


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (outline, citation, quotation)
}


def readable(data: bytes) -> str:
    """``data`` as a text that the program would read: no control characters, no surrogates."""
    from briefgen.read.files import NO_TEXT

    return re.sub(f"[{NO_TEXT}]", "", data.decode("utf-8", "ignore"))


def corpus() -> Iterator[bytes]:
    """What the fuzzer begins with: the outlines of the catalogue of errors, and their lines."""
    for file in sorted(CASES.rglob("*.txt")):
        for part in file.read_text("utf-8").split("\n\n"):
            yield part.encode()


def main(words: Sequence[str]) -> None:
    """Fuzz one target until its time is over; atheris ends the process."""
    import atheris

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args(words)
    folder = Path("build", "fuzz", asked.target)
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(corpus()):
        (folder / f"case-{number}").write_bytes(data)
    with atheris.instrument_imports(include=["briefgen"]):
        TARGETS[asked.target](b"a: b")
    options = [f"-max_total_time={asked.seconds}", "-max_len=4000", "-timeout=20"]
    atheris.Setup(
        [sys.argv[0], str(folder), *options, f"-artifact_prefix={folder.parent}/{asked.target}-"],
        TARGETS[asked.target],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
