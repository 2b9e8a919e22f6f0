"""Build: from outlines to documents. This module is the pipeline's table of contents.

prepare (read, select, resolve) -> judge (check) -> number, cite -> compose -> render -> prove -> write
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen import checks
from briefgen.bounds import USUAL, Bounds
from briefgen.cache import citations
from briefgen.cache.record import Record, Task, remember, surroundings, task
from briefgen.citing import Citing
from briefgen.compose.report import report_lines
from briefgen.examine import judge, prepare
from briefgen.finding import Finding
from briefgen.lock.lockfile import lock_path, updated_lock, write_lock
from briefgen.place import place_of
from briefgen.press.press import Exhausted, Press, cores
from briefgen.produce import Order, Product, produce
from briefgen.progress import Step
from briefgen.proof.evidence import evidence
from briefgen.read.layout import read_layout
from briefgen.write import Staging

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from briefgen.brief import Brief
    from briefgen.document import Document
    from briefgen.examine import Examined
    from briefgen.layout import Layout
    from briefgen.press.cluster import Cluster
    from briefgen.read.files import FileRead

__all__ = ["Built", "Settings", "build", "build_all", "order"]


@dataclass(frozen=True)
class Settings:
    """What a person asks of a build.

    ``audiences`` (all if none is named) are written in ``formats``; ``strict`` makes warnings stop
    it; ``sign`` makes a signed PDF of a PDF; ``bounds`` is how large anything may be;
    ``progress`` is told each step, at times by another thread.
    """

    audiences: Collection[str] = ()
    formats: Sequence[str] = ("pdf", "md")
    strict: bool = False
    sign: Callable[[bytes], bytes] | None = None
    bounds: Bounds = USUAL
    progress: Callable[[Step], None] = lambda step: None

    def task(self, outline: Path, out: Path) -> Task:
        """The outline at ``outline`` to be built into the folder ``out`` by these settings."""
        return task(outline, out, self.audiences, self.formats, self.bounds, strict=self.strict)


@dataclass(frozen=True)
class Built:
    """What a build came to: its ``files``, none of them if ``findings`` ``stopped`` it.

    ``lines`` say for each document where its files are, and what was proved.
    """

    examined: Examined
    documents: tuple[Document, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    stopped: bool


@dataclass(frozen=True)
class _Begun:
    """A brief whose documents are being set.

    ``around`` is what lay around it at first, ``files`` are all that was read, ``late`` the findings
    that came after the checks.
    """

    task: Task
    around: str
    examined: Examined
    files: tuple[FileRead, ...] = ()
    documents: tuple[tuple[Document, Brief], ...] = ()
    products: tuple[Future[Product], ...] = ()
    late: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Green:
    """What is remembered of a brief when all are written; ``outputs`` by their SHA-256."""

    task: Task
    around: str
    files: tuple[FileRead, ...]
    outputs: Mapping[Path, str]
    record: Record


def build(path: Path, out: Path, settings: Settings = Settings()) -> Built:
    """Build the outline at ``path`` into the folder ``out``; see :func:`build_all`."""
    with Press(cores(), settings.bounds, pdf="pdf" in settings.formats) as press:
        (built,) = build_all([settings.task(path, out)], settings, press)
    return built


def build_all(tasks: Sequence[Task], settings: Settings, press: Press | Cluster) -> Iterator[Built]:
    """Build the outline of each task into its folder; yields what was done, in their order.

    The ``press`` sets the documents: a :class:`~briefgen.press.press.Press`, or a cluster.

    Writes ``<outline>-<audience>.<format>`` for each format and the evidence beside it: all of them
    together, after the last was yielded, or none where a finding stops the build of one. Raises
    :class:`~briefgen.finding.Lack` where the machine lacks what a format needs, OSError where a file
    cannot be written.
    """
    most = 4 * cores()
    green: list[_Green] = []
    # Templates and styles are the same for all, and are remembered once.
    known: dict[FileRead, FileRead] = {}
    stopped = False
    with Staging() as staging:
        begun: deque[_Begun] = deque()
        for number, task in enumerate(tasks, 1):
            settings.progress(Step(task.outline.name, "checking"))
            begun.append(_begin(task, settings, press))
            settings.progress(Step(task.outline.name, "checked"))
            # What waits to be set is held in memory.
            while begun and (number == len(tasks) or _waiting(begun) > most):
                built, kept = _finish(begun.popleft(), settings, staging)
                if kept:
                    files = tuple(known.setdefault(each, each) for each in kept.files)
                    green.append(replace(kept, files=files))
                stopped |= built.stopped
                yield built
        if not stopped:
            staging.commit()
    if not stopped and not settings.sign:
        for each in green:
            remember(each.task, each.around, each.files, each.outputs, each.record)


def _waiting(begun: Iterable[_Begun]) -> int:
    return sum(len(each.products) for each in begun)


def _begin(task: Task, settings: Settings, press: Press | Cluster) -> _Begun:
    """Examine the outline, compose its documents, and hand them to the ``press``."""
    around = surroundings(task.outline)
    prepared = prepare(task.outline, settings.bounds)
    if checks.stops(prepared.met(settings.audiences), strict=settings.strict):
        return _Begun(task, around, judge(prepared, settings.audiences))
    chosen = prepared.chosen(settings.audiences)
    with Citing(prepared, chosen, settings.bounds, citations.start) as citing:
        examined = judge(prepared, settings.audiences)
        if _stop(examined, settings):
            return _Begun(task, around, examined)
        layout = read_layout(task.outline, prepared.catalogs, settings.bounds)
        documents, late = citing.documents(examined)
    late = (*late, *layout.findings)
    if layout.value is None or _stop(examined, settings, late):
        return _Begun(task, around, examined, late=late)
    products = []
    for document, brief in documents:
        ordered = order(document, brief, layout.value, settings.formats)
        product = press.submit(produce, ordered)
        words = ordered.evidence.brief.words
        settings.progress(Step(document.name, "setting", product.running, words))
        product.add_done_callback(partial(_told, settings, Step(document.name, "done")))
        products.append(product)
    files = (*examined.files, *layout.files, *citing.files)
    return _Begun(task, around, examined, files, tuple(documents), tuple(products), late)


def _told(settings: Settings, step: Step, _: Future[Product]) -> None:
    settings.progress(step)


def order(document: Document, brief: Brief, layout: Layout, formats: Sequence[str]) -> Order:
    """All that it takes to set ``document``, made of ``brief``, in ``formats``."""
    places = {field.name: field.text.place for field in brief.fields}
    places["limits.pages"] = place_of(brief.selection.settings.limits.pages, places["title"])
    written = [field.text.place.file for field in brief.fields]
    cited = [brief.library.seeds[each.seed].file for each in document.annotations]
    files = tuple(dict.fromkeys([*written, brief.library.file, *cited]))
    found = evidence(document, brief.library.seeds)
    layout = replace(layout, style=brief.selection.style or layout.style)
    return Order(document, found, layout, tuple(formats), files, places)


def _finish(begun: _Begun, settings: Settings, staging: Staging) -> tuple[Built, _Green | None]:
    """Wait for the documents, and stage them unless something is wrong."""
    late = list(begun.late)
    examined, task = begun.examined, begun.task
    outputs: dict[str, bytes] = {}
    for (document, brief), future in zip(begun.documents, begun.products, strict=True):
        try:
            product = future.result()
        except Exhausted:
            late.append(_exhausted(document, brief, settings.bounds))
            continue
        late += product.findings
        for name, data in product.files.items():
            sign = settings.sign if name.endswith(".pdf") else None
            outputs[name] = sign(data) if sign else data
    findings = _rated(examined, late)
    documents = tuple(document for document, _ in begun.documents)
    if _stop(examined, settings, late):
        return Built(examined, documents, (), findings, (), True), None
    staging.add(task.out, outputs)
    lock, kept = _lock(examined)
    staging.add_file(lock, kept)
    files = {task.out / name: sha256(data).hexdigest() for name, data in outputs.items()}
    lines = tuple(_lines(documents, files))
    files_and_lock = {**files, lock: sha256(kept).hexdigest()}
    green = _Green(task, begun.around, begun.files, files_and_lock, Record(findings, lines))
    return Built(examined, documents, tuple(files), findings, lines, False), green


def _lines(documents: Iterable[Document], outputs: Iterable[Path]) -> Iterator[str]:
    for document in documents:
        yield from (str(path) for path in outputs if path.name.startswith(f"{document.name}."))
        yield from report_lines(document)


def _rated(examined: Examined, late: Sequence[Finding]) -> tuple[Finding, ...]:
    rules = examined.outline.rules if examined.outline else {}
    return checks.rate([*examined.findings, *late], rules)


def _stop(examined: Examined, settings: Settings, late: Sequence[Finding] = ()) -> bool:
    """Whether what was found stops the build."""
    return checks.stops(_rated(examined, late), strict=settings.strict)


def _exhausted(document: Document, brief: Brief, bounds: Bounds) -> Finding:
    """A document whose setting was ended; a template or a style is the likeliest cause."""
    seconds, memory = bounds.of("press_seconds"), bounds.of("press_bytes")
    message = f"setting {document.name} took more than {seconds} seconds of computing time, "
    message += f"{memory} of memory or {bounds.of('product_bytes')} of files"
    place = place_of(brief.selection.settings.template, brief.fields[0].text.place)
    remedy = f"look for what the template `{document.template}` or its style repeats without end"
    return Finding("too-large", message, place, seconds.hint(remedy))


def _lock(examined: Examined) -> tuple[Path, bytes]:
    """The lock file as this green build leaves it."""
    lock = updated_lock(examined.lock, examined.passages)
    return lock_path(examined.path), write_lock(lock)
