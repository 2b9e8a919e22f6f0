"""PDF/A-3 at level A (ISO 19005-3): what a program can check beside content streams.

One check a clause, under the number it has in the standard; what PDF/UA asks for too is checked there.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefgen.proof.clauses import Clauses, Fault
from briefgen.proof.pdffile import kind, named
from briefgen.proof.xmp import DC, PDF, PDFA, XMP, properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.proof.tagged import Structure

__all__ = ["CLAUSES"]

CLAUSES = Clauses()
"""Each check by its clause, as ``6.2.3``."""


@CLAUSES.of("6.1.3")
def has_an_identity(found: Structure) -> Iterator[Fault]:
    """The trailer shall have an ID and no Encrypt."""
    if len(list(found.file.trailer.get("/ID", ()))) != 2:
        yield Fault("it has no identity")
    if "/Encrypt" in found.file.trailer:
        yield Fault("it is encrypted")


@CLAUSES.of("6.2.3")
def says_what_its_colors_are(found: Structure) -> Iterator[Fault]:
    """There shall be one PDF/A output intent, with a color profile."""
    intents = [
        each
        for each in found.file.Root.get("/OutputIntents", ())
        if str(each.get("/S", "")) == "/GTS_PDFA1"
    ]
    if len(intents) != 1 or kind(intents[0].get("/DestOutputProfile")) != "stream":
        yield Fault("it does not say what its colors are")


@CLAUSES.of("6.2.5")
def leaves_colors_alone(found: Structure) -> Iterator[Fault]:
    """No graphics state shall have a transfer function or a halftone's phase."""
    for state in _resources(found, "/ExtGState"):
        if "/TR" in state or "/HTP" in state or str(state.get("/TR2", "/Default")) != "/Default":
            yield Fault("a graphics state changes colors for a printer")


@CLAUSES.of("6.2.8")
def shows_images_as_they_are(found: Structure) -> Iterator[Fault]:
    """No image shall be smoothed (Interpolate), or have Alternates or OPI."""
    for part in _resources(found, "/XObject"):
        if str(part.get("/Subtype", "")) != "/Image":
            continue
        if part.get("/Interpolate", False):
            message = "an image is smoothed: its style has no `image-rendering: crisp-edges`"
            yield Fault(message)
        if "/Alternates" in part or "/OPI" in part:
            yield Fault("an image has others in its place")


@CLAUSES.of("6.2.9")
def draws_itself(found: Structure) -> Iterator[Fault]:
    """No drawing shall refer to another file (Ref), or be PostScript (PS)."""
    for part in _resources(found, "/XObject"):
        if "/Ref" in part or "/PS" in part or str(part.get("/Subtype2", "")) == "/PS":
            yield Fault("a drawing is not in the file")


_BLENDS = """
Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight
Difference Exclusion Hue Saturation Color Luminosity
"""


@CLAUSES.of("6.2.10")
def blends_as_pdf_does(found: Structure) -> Iterator[Fault]:
    """Transparency shall use the blend modes of ISO 32000-1 only."""
    for state in _resources(found, "/ExtGState"):
        mode = state.get("/BM", "/Normal")
        modes = list(mode) if kind(mode) == "array" else [mode]
        for each in modes:
            if str(each)[1:] not in _BLENDS.split():
                yield Fault(f"the blend mode {each} is none of PDF's")


@CLAUSES.of("6.2.11.4")
def embeds_its_fonts(found: Structure) -> Iterator[Fault]:
    """The program of every font shall be embedded."""
    for font in _resources(found, "/Font"):
        for each in font.get("/DescendantFonts", (font,)):
            described = each.get("/FontDescriptor", {})
            programs = ("/FontFile", "/FontFile2", "/FontFile3")
            drawn = str(each.get("/Subtype", "")) == "/Type3"
            if not drawn and not any(name in described for name in programs):
                yield Fault(f"the font {str(font.get('/BaseFont', ''))[1:]} is not in the file")


@CLAUSES.of("6.2.11.7")
def says_what_its_glyphs_mean(found: Structure) -> Iterator[Fault]:
    """Every font shall map its codes to Unicode."""
    for font in _resources(found, "/Font"):
        if kind(font.get("/ToUnicode")) != "stream":
            yield Fault(f"the text in {str(font.get('/BaseFont', ''))[1:]} cannot be searched")


_PRINT, _UNSEEN = 4, 1 | 2 | 32 | 256


@CLAUSES.of("6.3.2")
def prints_what_it_shows(found: Structure) -> Iterator[Fault]:
    """Every annotation shall be printed, and none be hidden."""
    for each in found.annotations:
        flags = int(each.raw.get("/F", 0))
        if not flags & _PRINT or flags & _UNSEEN:
            yield Fault(f"a {each.shape} is hidden, or not printed", page=each.page)


@CLAUSES.of("6.6.3")
def says_the_same_twice(found: Structure) -> Iterator[Fault]:
    """What the information dictionary says, the metadata shall say too."""
    xmp = properties(found.file)
    info = found.file.trailer.get("/Info", {})
    for key, space, name in _SAME:
        said, again = info.get(key), xmp.get((space, name))
        if said is not None and not _equal(str(said), again or ""):
            yield Fault(f"its {key[1:]} is not the one in its metadata")


_SAME = (
    ("/Title", DC, "title"),
    ("/Author", DC, "creator"),
    ("/Subject", DC, "description"),
    ("/Keywords", PDF, "Keywords"),
    ("/Creator", XMP, "CreatorTool"),
    ("/Producer", PDF, "Producer"),
    ("/CreationDate", XMP, "CreateDate"),
    ("/ModDate", XMP, "ModifyDate"),
)


def _equal(said: str, again: str) -> bool:
    """Whether both say the same; dates are written in two ways, and authors with or without comma."""
    if said.startswith("D:"):
        try:
            moment = datetime.fromisoformat(again)
        except ValueError:
            return False
        return said[2:16] == moment.strftime("%Y%m%d%H%M%S")
    return said.replace(",", " ").split() == again.replace(",", " ").split()


@CLAUSES.of("6.6.4")
def names_the_standard(found: Structure) -> Iterator[Fault]:
    """The metadata shall name part 3 and conformance A."""
    xmp = properties(found.file)
    if (xmp.get((PDFA, "part")), xmp.get((PDFA, "conformance"))) != ("3", "A"):
        yield Fault("it does not say that it is PDF/A-3a")


@CLAUSES.of("6.7.2")
def is_marked(found: Structure) -> Iterator[Fault]:
    """MarkInfo shall have Marked, true."""
    if found.file.Root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield Fault("it is not marked as tagged")


@CLAUSES.of("6.8")
def associates_what_it_embeds(found: Structure) -> Iterator[Fault]:
    """An embedded file shall have its type, a relationship, and stand once among associated files."""
    associated = [part.objgen for part in found.file.Root.get("/AF", ())]
    for name, spec in named(found.file, "/EmbeddedFiles"):
        stream = spec.get("/EF", {}).get("/F")
        if associated.count(spec.objgen) != 1:
            yield Fault(f"{name} is not once among its associated files")
        if "/AFRelationship" not in spec:
            yield Fault(f"{name} does not say what it is to the document")
        if stream is None or "/" not in str(stream.get("/Subtype", ""))[1:]:
            yield Fault(f"{name} does not say of what type it is")


def _resources(found: Structure, sort: str) -> Iterator[Any]:
    """The resources of a sort that pages, and drawings in them, name; each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.get("/Resources") for page in found.file.pages]
    while waiting:
        resources = waiting.pop()
        if resources is None or (resources.is_indirect and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        for _, part in resources.get("/XObject", {}).items():
            if "/Resources" in part:
                waiting.append(part["/Resources"])
        for _, part in resources.get(sort, {}).items():
            if not part.is_indirect or part.objgen not in seen:
                seen.add(part.objgen)
                yield part
