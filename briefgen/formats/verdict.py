"""The verdict on a PDF as text for a terminal: a table of its quotations, and what speaks against it."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from briefgen.formats.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.proof.verify import Row, Verification

__all__ = ["columns", "verdict_text"]

_LEAST = 24


def verdict_text(verification: Verification, width: int) -> str:
    """The verdict in lines of at most ``width`` columns, as far as its words let it."""
    lines = [f"{visible(verification.file)}: {verification.status}"]
    if verification.reason:
        return f"{lines[0]}\n  {visible(verification.reason)}\n"
    if verification.brief:
        lines += [f"  {visible(_about(verification))}", ""]
    if verification.rows:
        lines += [*_table(verification.rows, width), ""]
        proved = sum(row.proved for row in verification.rows)
        lines.append(f"quotations proved  {proved}/{len(verification.rows)}")
    for original in verification.originals:
        lines.append(
            f"document {original.letter}         {original.state}: {visible(original.file)}"
        )
    for signature in verification.signatures:
        state = "valid, whole file" if signature.valid and signature.whole else "NOT VALID"
        lines.append(f"signed by          {visible(signature.signer)} ({state})")
        lines.append(f"                   certificate SHA-256 {signature.fingerprint}")
    if verification.problems:
        lines += ["", "Against it", *_listed(verification.problems, width)]
    if verification.remarks:
        lines += ["", "To know", *_listed(verification.remarks, width)]
    if verification.status == "proved":
        lines += ["", *textwrap.wrap(f"Proved: {verification.proves}.", width)]
        lines += textwrap.wrap(f"Not proved by this: {verification.does_not_prove}.", width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _about(verification: Verification) -> str:
    brief = verification.brief
    pages = f"{verification.pages} page{'' if verification.pages == 1 else 's'}"
    parts = [brief["title"], brief["audience"], brief["published"], pages]
    return " · ".join(str(part) for part in parts if part)


def _table(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Quotation, source, paragraph, page, verdict; a reason stands under its row."""
    cells = [
        (
            f"“{visible(row.quotation)}”",
            f"{visible(row.source)} ¶{row.paragraph}",
            str(row.page or "-"),
            "proved" if row.proved else "NOT PROVED",
        )
        for row in rows
    ]
    head = ("Quotation", "Source", "Page", "Verdict")
    widths = [max(columns(row[i]) for row in (head, *cells)) for i in range(len(head))]
    room = max(width - sum(widths[1:]) - 2 * (len(head) - 1), _LEAST)
    widths[0] = min(widths[0], room)
    yield "  ".join(_filled(cell, size) for cell, size in zip(head, widths, strict=True))
    for row, line in zip(rows, cells, strict=True):
        yield "  ".join(_filled(cell, size) for cell, size in zip(line, widths, strict=True))
        if row.reason:
            yield from textwrap.wrap(visible(row.reason), width, initial_indent="    ")


def _filled(text: str, size: int) -> str:
    """``text`` cut or filled to ``size`` columns."""
    if columns(text) > size:
        while columns(text) > size - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (size - columns(text))


def columns(text: str) -> int:
    """Columns that ``text`` takes on a terminal (Unicode Standard Annex 11)."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _listed(items: Sequence[str], width: int) -> Iterator[str]:
    for item in items:
        text = visible(item)
        yield from textwrap.wrap(text, width, initial_indent="- ", subsequent_indent="  ")
