"""The lock file: what each source said when a person last read it, beside the outline.

``brief.lock.json`` belongs to ``brief.yaml`` and under version control. It holds the fingerprint of
each source that the brief uses and the exact words, paragraph and offsets of each passage, so that a
changed source shows its old words and not just another fingerprint.

A build that is green adds what is new (:func:`updated_lock`). What a changed source said before stays
in the file until ``briefgen accept`` (:func:`new_lock`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.finding import Finding
from briefgen.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
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

FORMAT = 1
"""Number of the format; any change to it counts it up."""


class LockedPassage(NamedTuple):
    """A passage as it was read; ``spans`` in code points of the source's text.

    ``whole`` says that it is whole paragraphs, and not words found by a quotation.
    """

    paragraphs: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    words: str
    whole: bool


class LockedSeed(NamedTuple):
    """A source as it was read."""

    file: str
    sha256: str
    passages: Mapping[str, LockedPassage]


class Lock(NamedTuple):
    """The whole file: sources by their ids."""

    seeds: Mapping[str, LockedSeed]


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
            name: seeds[name]._replace(passages=dict(sorted(found[name].items())))
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
    lines = ["{", f'  "format": {FORMAT},', '  "seeds": {']
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
    if (
        isinstance(value, dict)
        and isinstance(value.get("format"), int)
        and value["format"] > FORMAT
    ):
        message = f"a newer briefgen wrote `{file.path.name}`"
        return Finding("wrong-value", message, Place(file), "update: pip install -U briefgen")
    try:
        return _lock(value)
    except _UnfitError as error:
        # A key may be half of a surrogate pair, which cannot be printed.
        told = str(error).encode("utf-8", "backslashreplace").decode()
        message = f"`{file.path.name}` has another shape: {told}"
        return Finding("wrong-value", message, Place(file), hint)


class _UnfitError(ValueError):
    """A value of another shape; ``where`` it stands are the keys that lead to it, each with a dot."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"`{where[1:]}` {problem}" if where else f"it {problem}")


def _lock(value: object) -> Lock:
    """``value`` out of JSON as a lock. Raises :class:`_UnfitError`, as all that it asks."""
    found = _record({"format": FORMAT} | _object(value, ""), "", ("format", "seeds"))
    if type(found["format"]) is not int or found["format"] != FORMAT:
        raise _UnfitError(".format", f"must be {FORMAT}")
    return Lock({name: _seed(each, at) for name, each, at in _entries(found["seeds"], ".seeds")})


def _seed(value: object, where: str) -> LockedSeed:
    found = _record(value, where, LockedSeed._fields)
    sha256 = _text(found["sha256"], f"{where}.sha256")
    if len(sha256) != 64 or sha256.strip("0123456789abcdef"):
        raise _UnfitError(f"{where}.sha256", "must be 64 hexadecimal digits, letters small")
    passages = _entries(found["passages"], f"{where}.passages")
    return LockedSeed(
        _text(found["file"], f"{where}.file"),
        sha256,
        {name: _passage(each, at) for name, each, at in passages},
    )


def _passage(value: object, where: str) -> LockedPassage:
    found = _record(value, where, LockedPassage._fields)
    spans = _array(found["spans"], f"{where}.spans")
    if not isinstance(found["whole"], bool):
        raise _UnfitError(f"{where}.whole", "must be true or false")
    return LockedPassage(
        _numbers(found["paragraphs"], f"{where}.paragraphs", 1),
        tuple(_span(span, f"{where}.spans.{index}") for index, span in enumerate(spans)),
        _text(found["words"], f"{where}.words"),
        found["whole"],
    )


def _span(value: object, where: str) -> tuple[int, int]:
    numbers = _numbers(value, where, 0)
    if len(numbers) != 2:
        raise _UnfitError(where, f"must have 2 items, not {len(numbers)}")
    return numbers[0], numbers[1]


def _numbers(value: object, where: str, least: int) -> tuple[int, ...]:
    numbers = _array(value, where)
    for index, number in enumerate(numbers):
        if type(number) is not int:  # a bool is another one
            raise _UnfitError(f"{where}.{index}", "must be a whole number")
        if number < least:
            raise _UnfitError(f"{where}.{index}", f"must be {least} or more")
    return tuple(numbers)


def _record(value: object, where: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """An object that has all of ``keys``, and no others."""
    found = _object(value, where)
    for key in keys:
        if key not in found:
            raise _UnfitError(f"{where}.{key}", "is missing")
    for key in found:
        if key not in keys:
            raise _UnfitError(f"{where}.{key}", "is not known")
    return found


def _entries(value: object, where: str) -> Iterator[tuple[str, object, str]]:
    """What stands in an object under names of its own: each name, what it names, and where."""
    for name, each in _object(value, where).items():
        yield _text(name, f"{where}.{name}"), each, f"{where}.{name}"


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _UnfitError(where, "must be an object")
    return value


def _array(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _UnfitError(where, "must be a list")
    return value


def _text(value: object, where: str) -> str:
    """A text that can be written again: half of a surrogate pair, escaped, is none."""
    if not isinstance(value, str):
        raise _UnfitError(where, "must be text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _UnfitError(where, "must have no half of a surrogate pair") from None
    return value
