"""The lock file: what each source said when a person last read it, beside the outline.

``brief.lock.json`` belongs to ``brief.yaml`` and under version control. It holds the fingerprint of
each source that the brief uses and the exact words, paragraph and offsets of each passage, so that a
changed source shows its old words and not just another fingerprint.

A build that is green adds what is new (:func:`updated_lock`). What a changed source said before stays
in the file until ``briefgen accept`` (:func:`new_lock`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefgen.finding import Finding
from briefgen.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefgen.brief import Passage
    from briefgen.place import TextFile

__all__ = [
    "Lock",
    "LockedPassage",
    "LockedSeed",
    "lock_path",
    "new_lock",
    "passage_key",
    "read_lock",
    "updated_lock",
    "write_lock",
]

Offset = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class LockedPassage(_Part):
    """A passage as it was read; ``spans`` in code points of the source's text.

    ``whole`` says that it is whole paragraphs, and not words found by a quotation.
    """

    paragraphs: tuple[Number, ...]
    spans: tuple[tuple[Offset, Offset], ...]
    words: str
    whole: bool


class LockedSeed(_Part):
    """A source as it was read."""

    file: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    passages: dict[str, LockedPassage]


class Lock(_Part):
    """The whole file: sources by their ids."""

    format: Literal[1] = 1
    seeds: dict[str, LockedSeed]


def lock_path(outline: Path) -> Path:
    """The lock file of an outline: ``brief.lock.json`` beside ``brief.yaml``."""
    return outline.with_name(f"{outline.stem}.lock.json")


def passage_key(passage: Passage) -> str:
    """Name of a passage in the lock file: its id, or the paragraphs that are cited directly."""
    if passage.entry is not None:
        return str(passage.id)
    return f"{passage.seed.id}, para. {', '.join(map(str, passage.paragraphs))}"


def new_lock(passages: Iterable[Passage]) -> Lock:
    """The lock of ``passages``, all that an outline declares or cites for any audience."""
    seeds: dict[str, LockedSeed] = {}
    found: dict[str, dict[str, LockedPassage]] = {}
    for passage in passages:
        seed = passage.seed
        here = found.setdefault(str(seed.id), {})
        here[passage_key(passage)] = LockedPassage(
            paragraphs=tuple(int(number) for number in passage.paragraphs),
            spans=passage.spans,
            words=str(passage.words),
            whole=passage.match is None,
        )
        seeds[str(seed.id)] = LockedSeed(
            file=str(seed.source.file), sha256=seed.sha256, passages={}
        )
    return Lock(
        seeds={
            name: seeds[name].model_copy(update={"passages": dict(sorted(found[name].items()))})
            for name in sorted(seeds)
        }
    )


def updated_lock(lock: Lock | None, passages: Iterable[Passage]) -> Lock:
    """The lock after a green build.

    Sources that have not changed are locked as they are now, with what is new and without what is
    gone; a changed one stays as it was last read.
    """
    now = new_lock(passages)
    before = lock.seeds if lock else {}
    return Lock(
        seeds={
            name: before[name] if name in before and before[name].sha256 != seed.sha256 else seed
            for name, seed in now.seeds.items()
        }
    )


def write_lock(lock: Lock) -> bytes:
    """The file's bytes: JSON, a line for each value, so that a diff can be read."""
    lines = ["{", f'  "format": {lock.format},', '  "seeds": {']
    seeds = list(lock.seeds.items())
    for index, (name, seed) in enumerate(seeds):
        lines += [
            f"    {_json(name)}: {{",
            f'      "file": {_json(seed.file)},',
            f'      "sha256": {_json(seed.sha256)},',
            '      "passages": {',
            *_passages(seed.passages),
            "      }",
            f"    }}{_comma(index, seeds)}",
        ]
    return "\n".join([*lines, "  }", "}", ""]).encode()


def _passages(passages: Mapping[str, LockedPassage]) -> Iterable[str]:
    for index, (name, passage) in enumerate(passages.items()):
        spans = json.dumps([list(span) for span in passage.spans])
        yield f"        {_json(name)}: {{"
        yield f'          "paragraphs": {json.dumps(list(passage.paragraphs))},'
        yield f'          "spans": {spans},'
        yield f'          "words": {_json(passage.words)},'
        yield f'          "whole": {json.dumps(passage.whole)}'
        yield f"        }}{_comma(index, passages)}"


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comma(index: int, items: object) -> str:
    return "" if index + 1 == len(items) else ","  # type: ignore[arg-type]


def read_lock(file: TextFile) -> Lock | Finding:
    """Read a lock file's text; a finding if it is none."""
    hint = "take it back from version control, or delete it: the next build writes a new one"
    try:
        value = json.loads(file.text)
    except json.JSONDecodeError as error:
        message = f"`{file.path.name}` is not the JSON that briefgen writes: {error.msg}"
        return Finding("wrong-value", message, Place(file, error.pos, error.pos), hint)
    except (ValueError, RecursionError):
        return Finding("wrong-value", f"`{file.path.name}` cannot be read", Place(file), hint)
    if isinstance(value, dict) and isinstance(value.get("format"), int) and value["format"] > 1:
        message = f"a newer briefgen wrote `{file.path.name}`"
        return Finding("wrong-value", message, Place(file), "update: pip install -U briefgen")
    try:
        return Lock.model_validate_json(file.text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        message = f"`{file.path.name}` has another shape: {path}: {first['msg']}"
        return Finding("wrong-value", message, Place(file), hint)
