"""Examine: all that can be known of a brief before it is set. ``check`` runs it, and ``build`` first.

read -> select -> bind -> resolve -> check, for every audience, with one list of findings.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefgen import checks
from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.lock.lockfile import lock_path, passage_key, read_lock
from briefgen.nearest import did_you_mean, nearest
from briefgen.outline import CITATIONS, wordings
from briefgen.place import Place, TextFile, place_of
from briefgen.read.catalog import read_catalogs
from briefgen.read.figures import read_figures
from briefgen.read.files import Read, project_of, read_text
from briefgen.read.library import read_library
from briefgen.read.outline import read_outline
from briefgen.read.style import read_style
from briefgen.read.template import read_template
from briefgen.resolve import bind_passages, resolve
from briefgen.select import select, settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.brief import Brief, Passage
    from briefgen.layout import Catalog
    from briefgen.lock.lockfile import Lock
    from briefgen.outline import Outline
    from briefgen.read.files import FileRead
    from briefgen.seed import Library

__all__ = ["Examined", "Prepared", "examine", "judge", "prepare"]


class Examined(NamedTuple):
    """What is known of an outline.

    ``briefs`` are those of the wanted audiences, in the outline's order, as far as they could be
    bound; ``passages`` all that the outline declares or cites for any audience; ``lock`` what its
    lock file records; ``findings`` are rated and sorted; ``files`` are all that was read;
    ``catalogs`` translate the templates' fixed words into its language.
    """

    path: Path
    outline: Outline | None
    library: Library | None
    passages: tuple[Passage, ...]
    lock: Lock | None
    briefs: tuple[Brief, ...]
    findings: tuple[Finding, ...]
    files: tuple[FileRead, ...]
    catalogs: tuple[Catalog, ...] = ()


class Prepared(NamedTuple):
    """An outline bound to its evidence, before any rule has looked at it.

    ``briefs`` are those of all audiences; ``apart`` the findings on the way to each of them, by
    audience, and ``findings`` all others.
    """

    path: Path
    outline: Outline | None
    library: Library | None
    passages: Mapping[str, Passage]
    lock: Lock | None
    briefs: tuple[Brief, ...]
    findings: tuple[Finding, ...]
    apart: Mapping[str | None, tuple[Finding, ...]]
    files: tuple[FileRead, ...]
    catalogs: tuple[Catalog, ...] = ()

    def chosen(self, wanted: Collection[str]) -> tuple[Brief, ...]:
        """The briefs of the ``wanted`` audiences; all if none is named."""
        return tuple(b for b in self.briefs if not wanted or b.selection.audience in wanted)

    def met(self, wanted: Collection[str]) -> tuple[Finding, ...]:
        """The findings so far for the ``wanted`` audiences, rated."""
        findings = [*self.findings, *_unknown(self.outline, wanted)]
        for audience, here in self.apart.items():
            if not wanted or audience in wanted:
                findings += here
        return checks.rate(findings, self.outline.rules if self.outline else {})


def examine(path: Path, wanted: Collection[str] = (), *, bounds: Bounds = USUAL) -> Examined:
    """Read the outline at ``path`` and examine it for the ``wanted`` audiences; all if none is named.

    Every audience is resolved whatever is wanted: whether a passage is used at all cannot be said
    from one document. Findings are those of the wanted ones.
    """
    return judge(prepare(path, bounds), wanted)


def prepare(path: Path, bounds: Bounds = USUAL) -> Prepared:
    """Read the outline at ``path`` and bind it to its evidence, for every audience."""
    read = read_outline(path, bounds)
    outline = read.value
    if outline is None:
        return Prepared(path, None, None, {}, None, (), read.findings, {}, read.files)
    findings = [*read.findings]
    files = [*read.files]
    seeds = read_library(outline, path, _named_ids(outline), bounds=bounds)
    findings += seeds.findings
    files += seeds.files
    if seeds.value is None:
        return Prepared(path, outline, None, {}, None, (), tuple(findings), {}, tuple(files))
    figures = read_figures(outline, path, bounds)
    lock = _read_lock(path, bounds)
    catalogs = read_catalogs(outline.language, path, bounds)
    if outline.citations is not None and outline.citations != CITATIONS:
        from briefgen.read.citations import read_citation_style

        citations = read_citation_style(outline.citations, path, bounds)
        findings += citations.findings
        files += citations.files
    passages, missed = bind_passages(outline, seeds.value)
    findings += [*figures.findings, *lock.findings, *catalogs.findings, *missed]
    files += [*figures.files, *lock.files, *catalogs.files]
    briefs = []
    arranged = []
    size = 0
    apart: dict[str | None, tuple[Finding, ...]] = {}
    for audience in outline.audiences or (None,):
        dress = settings(outline, audience)
        template = read_template(dress.template, path, bounds)
        style = read_style(dress.style or outline.style, path, bounds)
        files += [*template.files, *style.files]
        here = [*template.findings, *style.findings]
        if template.value is not None:
            arranged.append(template.value.name)
            selection, gaps = select(outline, audience, template.value, figures.value or {})
            selection = replace(selection, style=style.value)
            size += sum(len(value.text) for value in selection.values)
            if size > bounds.text_characters:
                bound = bounds.of("text_characters")
                message = f"the texts of all audiences have more than {bound} characters together"
                place = next(iter(outline.title.values())).place
                findings.append(bound.exceeded(message, place, "make several briefs of it"))
                break
            brief, loose = resolve(selection, seeds.value, passages, bounds)
            briefs.append(brief)
            here += [*gaps, *loose]
        apart[audience] = tuple(here)
    if catalogs.value and arranged:
        from briefgen.read.untranslated import check_words

        words = check_words(catalogs.value, arranged, path, bounds)
        findings += words.findings
        files += words.files
    return Prepared(
        path,
        outline,
        seeds.value,
        passages,
        lock.value,
        tuple(briefs),
        tuple(findings),
        apart,
        tuple(files),
        catalogs.value or (),
    )


def judge(prepared: Prepared, wanted: Collection[str] = ()) -> Examined:
    """Hold what was prepared to the rules, for the ``wanted`` audiences; all if none is named."""
    path, outline, library = prepared.path, prepared.outline, prepared.library
    findings = prepared.met(wanted)
    if outline is None or library is None:
        return Examined(path, outline, None, (), None, (), findings, prepared.files)
    chosen = prepared.chosen(wanted)
    every = {passage_key(p): p for p in prepared.passages.values()}
    every.update({passage_key(p): p for brief in prepared.briefs for p in brief.cited})
    lock = prepared.lock
    if lock is not None and _has_changed(lock, library):
        from briefgen.lock.changed import check_lock

        changed = check_lock(lock, outline, library, every.values(), path)
        findings = (*(f for f in findings if not changed.replaces(f)), *changed.findings)
    ruled = checks.check(chosen, prepared.briefs)
    findings = (*findings, *(f for f in ruled if not _said_already(f, findings)))
    rated = checks.rate(findings, outline.rules)
    passages = tuple(every.values())
    files, catalogs = prepared.files, prepared.catalogs
    return Examined(path, outline, library, passages, lock, chosen, rated, files, catalogs)


def _said_already(finding: Finding, before: Iterable[Finding]) -> bool:
    """Whether a sentence is said to cite nothing, and what it cites is told to be miswritten."""
    place = finding.place
    return finding.rule == "uncited-claim" and any(
        each.rule == "wrong-value"
        and each.place.file is place.file
        and place.start <= each.place.start < place.end
        for each in before
    )


def _unknown(outline: Outline | None, wanted: Collection[str]) -> Iterator[Finding]:
    """Audiences asked for that the outline does not declare, told at the one that was meant."""
    for name in wanted if outline else ():
        if outline and name not in outline.audiences:
            meant = nearest(name, outline.audiences) or next(iter(outline.audiences), "")
            place = place_of(meant, next(iter(outline.title.values())).place)
            hint = did_you_mean(name, outline.audiences, "the audiences are")
            hint = hint or "leave out --audience: the outline has one text for all"
            yield Finding("unknown-audience", f"there is no audience `{name}`", place, hint)


def _named_ids(outline: Outline) -> frozenset[str]:
    """Ids that the outline's prose cites: some of them may be seeds."""
    cited = re.compile(r"@([\w-]+)")
    texts = (text for wording in wordings(outline) for text in wording.values())
    return frozenset(name for text in texts for name in cited.findall(text))


def _has_changed(lock: Lock, library: Library) -> bool:
    """Whether a source is not the one that was last read."""
    return any(
        name in library.seeds and library.seeds[name].sha256 != seed.sha256
        for name, seed in lock.seeds.items()
    )


def _read_lock(path: Path, bounds: Bounds) -> Read[Lock]:
    """The lock file beside the outline; None before the first build."""
    beside = lock_path(path)
    if not beside.exists():
        return Read(None, (), ())
    read = read_text(beside, project_of(path), Place(TextFile(beside)), bounds.of("lock_bytes"))
    if isinstance(read, Finding):
        return Read(None, (read,), ())
    file, record = read
    lock = read_lock(file)
    return (
        Read(None, (lock,), (record,)) if isinstance(lock, Finding) else Read(lock, (), (record,))
    )
