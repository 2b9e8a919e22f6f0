"""Open a PDF file, bounded and without recovery. The only room of pikepdf.

What goes wrong inside a file, however it was made, is one kind of error.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "LARGEST",
    "Kind",
    "UnreadableFile",
    "kind",
    "named",
    "numbered",
    "opened",
    "packing",
    "unpacked",
]

LARGEST = 32 * 2**20
"""Bytes of the largest embedded file or character map that is read."""

Kind: TypeAlias = Literal["dictionary", "stream", "array", "name", "text", "other"]

_BROKEN = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What pikepdf raises where an object is not of the kind that PDF wants there."""


class UnreadableFile(Exception):  # noqa: N818 - a verdict on the file
    """The file cannot be examined; the message is one sentence on why."""


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """A ``pikepdf.Pdf``. Whatever goes wrong in it raises :class:`UnreadableFile`."""
    import pikepdf

    if b"%PDF-" not in pdf[:1024]:
        raise UnreadableFile("the file is not a PDF")
    try:
        with pikepdf.open(BytesIO(pdf), attempt_recovery=False) as file:
            if file.is_encrypted:
                raise UnreadableFile("the file is encrypted, which no brief is")
            yield file
    except pikepdf.PasswordError as error:
        message = "the file is encrypted, and cannot be read without its password"
        raise UnreadableFile(message) from error
    except (pikepdf.PdfError, *_BROKEN) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        first = first.rpartition(">: ")[2]  # qpdf names the stream it was given
        raise UnreadableFile(f"the file is damaged: {first}") from error


def kind(value: Any) -> Kind:
    """What sort of PDF object ``value`` is."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return "stream"
    if isinstance(value, pikepdf.Dictionary):
        return "dictionary"
    if isinstance(value, pikepdf.Array):
        return "array"
    if isinstance(value, pikepdf.Name):
        return "name"
    return "text" if isinstance(value, str | pikepdf.String) else "other"


def named(file: Any, tree: str) -> Sequence[tuple[str, Any]]:
    """Entries of a name tree of the document, ``/Dests`` or ``/EmbeddedFiles``."""
    import pikepdf

    names = file.Root.get("/Names", {}).get(tree)
    return () if names is None else [(str(k), v) for k, v in pikepdf.NameTree(names).items()]


def numbered(tree: Any) -> Mapping[int, Any]:
    """Entries of a number tree, by number; none if there is no ``tree``."""
    import pikepdf

    return {} if tree is None else dict(pikepdf.NumberTree(tree).items())


def packing(stream: Any) -> Sequence[str]:
    """Names of the filters that ``stream`` is packed with, the outermost first."""
    filters = stream.get("/Filter")
    if filters is None:
        return ()
    return [str(filters)] if kind(filters) == "name" else [str(each) for each in filters]


def unpacked(stream: Any) -> bytes:
    """Content of a stream that is plain or deflated, of at most :data:`LARGEST` bytes."""
    packed = packing(stream)
    data = bytes(stream.read_raw_bytes())
    if packed:
        if list(packed) != ["/FlateDecode"] or stream.get("/DecodeParms") is not None:
            raise UnreadableFile("a part of the file is packed in a way that briefgen does not use")
        try:
            data = zlib.decompressobj().decompress(data, LARGEST + 1)
        except zlib.error as error:
            raise UnreadableFile("a part of the file is damaged") from error
    if len(data) > LARGEST:
        raise UnreadableFile(f"a part of the file unpacks to more than {LARGEST // 2**20} MiB")
    return data
