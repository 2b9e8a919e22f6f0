"""Read a library: what is known of the source documents, and the texts that a brief uses."""

from __future__ import annotations

import os
from itertools import count, islice, product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from briefgen.bounds import USUAL
from briefgen.finding import Finding
from briefgen.nearest import did_you_mean
from briefgen.place import Place, Text, TextFile, place_of
from briefgen.quote.paragraphs import paragraphs
from briefgen.read.bind import bind
from briefgen.read.csl_item import check_csl
from briefgen.read.entries import read_entries
from briefgen.read.files import FileRead, Read, project_of, read_text
from briefgen.read.nodes import FAULTS, Map
from briefgen.read.order import check_order
from briefgen.seed import Library, Seed
from briefgen.source import Sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.bounds import Bounds
    from briefgen.outline import Outline
    from briefgen.quote.paragraphs import RepairFault
    from briefgen.read.nodes import Node
    from briefgen.seed import SeedParagraph
    from briefgen.source import Repair, Source

__all__ = ["read_library"]


def read_library(
    outline: Outline, path: Path, cited: Collection[str] = (), *, bounds: Bounds = USUAL
) -> Read[Library]:
    """The source documents that ``outline``, read from ``path``, uses.

    Those are the ``seed:`` of its passages, and of the ids in ``cited`` the ones that name a source
    document. Of all others only the id is known: no text is opened, and no fault of theirs is told.
    A source document that cannot be used is missing in the library, and a finding says why.
    """
    reader = _Reader(outline, path, bounds)
    library = reader.library(cited)
    return Read(library, tuple(reader.findings), tuple(reader.files))


class _Reader:
    """What reading a library needs, and what it gathers on the way."""

    def __init__(self, outline: Outline, path: Path, bounds: Bounds) -> None:
        self.outline = outline
        self.path = path
        self.bounds = bounds
        self.project = project_of(path)
        self.size = 0
        self.findings: list[Finding] = []
        self.files: list[FileRead] = []

    def library(self, cited: Collection[str]) -> Library | None:
        """The library, None where ``sources.yaml`` cannot be read."""
        passages = [each for section in self.outline.sections for each in section.passages.items()]
        used = {str(entry.seed) for _, entry in passages} | set(cited)
        sources = self.project / "seeds" / "sources.yaml"
        named = passages[0][1].seed.place if passages else Place(TextFile(self.path))
        if folder := self.outline.seeds:
            sources = folder.place.file.path.parent / folder / "sources.yaml"
            named = folder.place
        if not used and not os.path.exists(sources):
            return Library(TextFile(sources), {})
        declared = self.declared(sources, named, used)
        if declared is None:
            return None
        file, entries = declared
        for name, entry in passages:
            if name in entries:
                message = f"`{name}` names a source document too: `[@{name}]` could be either"
                place = place_of(name, entry.seed.place)
                self.findings.append(Finding("duplicate-key", message, place, "rename the passage"))
            if entry.seed not in entries:
                message = f"`sources.yaml` has no source document `{entry.seed}`"
                hint = did_you_mean(entry.seed, entries, "it has")
                hint = (
                    hint
                    or "write an entry, such as `yang: {file: yang.txt, csl: {type: webpage, title: ...}}`"
                )
                self.findings.append(Finding("unknown-seed", message, entry.seed.place, hint))
        chosen = [(key, node) for key, node in entries.items() if key in used]
        if len(chosen) > self.bounds.seeds:
            bound = self.bounds.of("seeds")
            message = f"the brief uses {len(chosen):,} source documents; at most {bound} are read"
            hint = "make several briefs of it"
            self.findings.append(bound.exceeded(message, named, hint, len(chosen)))
            return None
        seeds = {}
        for (key, node), letter in zip(chosen, _letters(), strict=False):
            if seed := self.seed(key, node, letter):
                seeds[str(key)] = seed
        return Library(file, seeds, tuple(str(key) for key in entries))

    def declared(
        self, sources: Path, named: Place, used: Collection[str]
    ) -> tuple[TextFile, Mapping[Text, Node]] | None:
        """The file ``sources.yaml`` and its entries by id, those ``used`` as nodes."""
        read = read_text(sources, self.project, named, self.bounds.of("sources_bytes"))
        if isinstance(read, Finding):
            hint = "name the folder that has it with `seeds: FOLDER`"
            if os.path.isdir(sources.parent):
                hint = (
                    "write it: an entry such as "
                    "`yang: {file: yang.txt, csl: {type: webpage, title: ...}}` for each"
                )
            hint = hint if read.rule == "missing-file" else read.hint
            self.findings.append(read._replace(hint=hint))
            return None
        file, record = read
        self.files.append(record)
        entries, findings = read_entries(file, used, bounds=self.bounds)
        self.findings.extend(findings)
        return None if entries is None else (file, entries)

    def seed(self, key: Text, node: Node, letter: str) -> Seed | None:
        """One source document: its entry, its text, its paragraphs."""
        # Alone in its mapping, an entry is held to the whole model, and its findings name its id.
        sources, findings = bind(Map({key: node}, node.place), Sources)
        self.findings.extend(findings)
        self.findings.extend(islice(check_order(node, without=("repairs",)), FAULTS))
        csl = node.get("csl") if isinstance(node, Map) else None
        self.findings.extend(check_csl(csl, key) if isinstance(csl, Map) else ())
        if sources is None:
            return None
        source = sources[key]
        path = source.file.place.file.path.parent / source.file
        read = read_text(path, self.project, source.file.place, self.bounds.of("seed_bytes"))
        if isinstance(read, Finding):
            self.findings.append(read)
            return None
        file, record = read
        self.files.append(record)
        if finding := self.flood(file, source):
            self.findings.append(finding)
            return None
        if source.sha256 and source.sha256.lower() != record.sha256:
            self.findings.append(_changed(key, source.sha256, self.path))
        repairs = [(each.paragraph, str(each.from_), str(each.to)) for each in source.repairs]
        numbered, misfits = paragraphs(file.text, repairs, source.furniture)
        if len(numbered) > self.bounds.paragraphs:
            bound = self.bounds.of("paragraphs")
            message = f"`{source.file}` has {len(numbered):,} paragraphs; at most {bound} are read"
            place = source.file.place
            self.findings.append(bound.exceeded(message, place, _SPLIT, len(numbered)))
            return None
        longest = max(numbered, key=lambda each: each.end - each.start, default=None)
        if longest and longest.end - longest.start > self.bounds.paragraph_characters:
            bound = self.bounds.of("paragraph_characters")
            length = longest.end - longest.start
            message = f"paragraph {longest.number} of `{source.file}` has {length:,} characters"
            message += f"; at most {bound} are read"
            remedy = "put empty lines between its paragraphs"
            self.findings.append(bound.exceeded(message, source.file.place, remedy, length))
            return None
        self.findings.extend(_misfit(each, source.repairs, numbered) for each in misfits)
        self.findings.extend(_beyond(source, numbered))
        return Seed(str(key), letter, source, file, record.sha256, numbered)

    def flood(self, file: TextFile, source: Source) -> Finding | None:
        """What is too much, before paragraphs are made of it."""
        self.size += len(file.text.encode())
        lines = file.text.count("\n") + file.text.count("\r") + 1
        place = source.file.place
        if self.size > self.bounds.library_bytes:
            bound = self.bounds.of("library_bytes")
            message = f"the source documents have more than {bound} together"
            return bound.exceeded(message, place, "make several briefs of it")
        if lines > self.bounds.seed_lines:
            bound = self.bounds.of("seed_lines")
            message = f"`{source.file}` has {lines:,} lines; at most {bound} are read"
            return bound.exceeded(message, place, _SPLIT, lines)
        bound = self.bounds.of("repair_characters")
        for repair in source.repairs:
            for text in (repair.from_, repair.to):
                if len(text) > bound.most:
                    message = f"a repair of {len(text):,} characters; at most {bound} are read"
                    remedy = "repair less of the paragraph at once"
                    return bound.exceeded(message, text.place, remedy, len(text))
        return None


_SPLIT = "split it into several files, each with an entry of its own"


def _letters() -> Iterator[str]:
    """A, B, ... Z, AA, AB, ..."""
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            yield "".join(letters)


def _changed(key: str, recorded: Text, outline: Path) -> Finding:
    return Finding(
        "source-changed",
        f"the text of `{key}` is not the one that was last read",
        recorded.place,
        f"read what changed, then record it: briefgen accept {outline}",
    )


def _misfit(
    fault: RepairFault, repairs: Sequence[Repair], numbered: Sequence[SeedParagraph]
) -> Finding:
    repair = repairs[fault.index]
    words, number = f"`{repair.from_}`", repair.paragraph
    elsewhere = [each.number for each in numbered if repair.from_ in each.reading.text]
    hint = "copy the characters from the file"
    match fault.why:
        case "no-paragraph":
            message = f"there is no paragraph {number}; the last is {len(numbered)}"
            place = place_of(number, repair.from_.place)
            return Finding("wrong-value", message, place, _range(numbered))
        case "several":
            message = f"{words} stands {fault.count} times in paragraph {number}"
            hint = "take in more of the words around it, so that it stands there once"
        case "overlap":
            message = f"{words} overlaps another repair of paragraph {number}"
            hint = "make one repair of the two"
        case "not-there":
            message = f"{words} does not stand in paragraph {number}"
            if elsewhere:
                hint = f"it stands in paragraph {elsewhere[0]}"
    return Finding("wrong-value", message, repair.from_.place, hint)


def _beyond(source: Source, numbered: Sequence[SeedParagraph]) -> Iterator[Finding]:
    for number in source.furniture:
        if number > len(numbered):
            message = f"there is no paragraph {number}; the last is {len(numbered)}"
            place = place_of(number, source.file.place)
            yield Finding("wrong-value", message, place, _range(numbered))


def _range(numbered: Sequence[SeedParagraph]) -> str:
    return f"write a number from 1 to {len(numbered)}" if numbered else "the file is empty"
