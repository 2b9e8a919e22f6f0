"""A PDF as a screen reader has it: the tags in their order, and what each says."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO

import pikepdf

from briefgen.proof.tagged import read_structure
from tests.render.content import painted


class Reader:
    """Reads an open file; ``spoken`` is the text of each marked content by page and number."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file = pikepdf.open(BytesIO(data))
        self.structure = read_structure(self.file)
        self.painted = painted(self.file)
        self.pages = {page.objgen: number for number, page in enumerate(self.file.pages, 1)}
        self.spoken: defaultdict[tuple[int, int], str] = defaultdict(str)
        for each in self.painted:
            if each.number is not None:
                self.spoken[each.page, each.number] += each.text

    def contents(self, raw, page=None):
        """Page and number of each marked content of a tag and those below it, in reading order."""
        page = raw.get("/Pg", page)
        for kid in raw.get("/K", []):
            if isinstance(kid, int):
                yield self.pages[page.objgen], kid
            elif "/MCID" in kid:
                yield self.pages[kid.Pg.objgen], int(kid.MCID)
            elif "/S" in kid:
                yield from self.contents(kid, page)

    def text(self, raw) -> str:
        """What is read out of a tag."""
        return " ".join("".join(self.spoken.get(at, "") for at in self.contents(raw)).split())
