"""Computing time of each stage of one build, a line each: ``python -m benchmarks.stages OUTLINE``.

In one process, in turn, so that a stage stands for itself; a build has them beside one another.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING, TypeVar

from briefgen.bounds import read_bounds
from briefgen.build import order
from briefgen.citing import Citing
from briefgen.compose.number import clusters, number
from briefgen.examine import judge, prepare
from briefgen.proof.conform import conform
from briefgen.proof.evidence_file import write_evidence
from briefgen.proof.prove import prove
from briefgen.read.layout import read_layout
from briefgen.render.pdf import Attachment, write_pdf
from briefgen.render.templates import render_html, render_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def timed(name: str, work: Callable[[], T]) -> T:
    """What ``work`` gives; prints the processor seconds that it took, with what it waited for."""
    began = _computed()
    result = work()
    print(f"{name} {_computed() - began:.4f}", flush=True)
    return result


def _computed() -> float:
    children = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    gc.set_threshold(200_000, 20, 50)  # as the command does
    path, bounds = Path(sys.argv[1]), read_bounds(sys.argv[2:])
    prepared = timed("read, bind, resolve", lambda: prepare(path, bounds))
    examined = timed("rules", lambda: judge(prepared))
    (brief,) = examined.briefs
    timed("number the citations", lambda: clusters(number(brief)))
    with Citing(prepared, examined.briefs, bounds) as citing:
        documents, _ = timed("compose, pandoc's answer read", lambda: citing.documents(examined))
    layout = read_layout(path, prepared.catalogs, bounds).value
    if layout is None or not documents:
        raise SystemExit("nothing could be composed")
    ((document, _),) = documents
    work = order(document, brief, layout, ("pdf", "md", "html"))
    record = timed("evidence", lambda: write_evidence(work.evidence))
    timed("Markdown", lambda: render_markdown(document, layout))
    timed("HTML for a screen", lambda: render_html(document, layout, for_print=False))
    page, _ = timed("HTML for the PDF", lambda: render_html(document, layout, for_print=True))
    attached = [Attachment("evidence.json", record, "Evidence", "Data")]
    if page is None:
        raise SystemExit("the template cannot be rendered")
    pdf, _ = timed("WeasyPrint", lambda: write_pdf(document, page, attached, work.files))
    if pdf is None:
        raise SystemExit("the PDF cannot be set")
    timed("proof", lambda: prove(pdf.data, work.evidence))
    timed("conformity", lambda: conform(pdf.data))


main()
