"""PDF/UA-1 (ISO 14289-1): what a program can check of a tagged PDF without judging its meaning.

One check a clause, named as veraPDF names them: number of the clause, number of its test. The sentence
beside each is what the standard asks. Not checked here are content streams and fonts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.proof.clauses import Clauses, Fault
from briefgen.proof.pdffile import kind
from briefgen.proof.tagged import STANDARD
from briefgen.proof.xmp import DC, UA, properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.proof.tagged import Annotation, Structure, Tag

__all__ = ["CLAUSES"]


CLAUSES = Clauses()
"""Each check by its clause and test, as ``7.2-4``."""


@CLAUSES.of("5-1")
def names_the_standard(found: Structure) -> Iterator[Fault]:
    """The version of PDF/UA shall be named by the PDF/UA identification schema."""
    if properties(found.file).get((UA, "part")) != "1":
        yield Fault("it does not say that it is PDF/UA-1")


@CLAUSES.of("7.1-4")
def is_not_suspect(found: Structure) -> Iterator[Fault]:
    """Suspects shall be false (ISO 32000-1, table 321)."""
    if found.file.Root.get("/MarkInfo", {}).get("/Suspects", False):
        yield Fault("its tags are marked as suspect")


@CLAUSES.of("7.1-5")
def maps_its_own_types(found: Structure) -> Iterator[Fault]:
    """Every type that is not standard shall be mapped to a standard one, without a circle."""
    for tag in found.tags:
        if tag.kind is None:
            yield Fault(f"the type {tag.name} is mapped to no standard type", tag)


@CLAUSES.of("7.1-7")
def leaves_standard_types(found: Structure) -> Iterator[Fault]:
    """Standard types shall not be mapped to others."""
    for name in sorted(STANDARD & set(found.roles)):
        yield Fault(f"the standard type {name} is mapped to {found.roles[name]}")


@CLAUSES.of("7.1-8")
def has_metadata(found: Structure) -> Iterator[Fault]:
    """The catalog shall have a metadata stream (ISO 32000-1, 14.3.2)."""
    if kind(found.file.Root.get("/Metadata")) != "stream":
        yield Fault("it has no metadata")


@CLAUSES.of("7.1-9")
def has_a_title(found: Structure) -> Iterator[Fault]:
    """The metadata shall have a dc:title that identifies the document."""
    if not properties(found.file).get((DC, "title")):
        yield Fault("its metadata give no title")


@CLAUSES.of("7.1-10")
def shows_its_title(found: Structure) -> Iterator[Fault]:
    """ViewerPreferences shall have DisplayDocTitle, true."""
    if found.file.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield Fault("readers show the name of the file instead of its title")


@CLAUSES.of("7.1-11")
def has_a_structure(found: Structure) -> Iterator[Fault]:
    """The logical structure shall be rooted in StructTreeRoot (ISO 32000-1, 14.7)."""
    if not found.tags:
        yield Fault("it has no tags")


def _stands_in(number: str, inner: str, *outer: str) -> None:
    def check(found: Structure) -> Iterator[Fault]:
        for tag in found.of(inner):
            if tag.above not in outer:
                yield Fault(f"a {inner} stands in a {tag.above}, not in a {outer[0]}", tag)

    check.__doc__ = f"{inner} shall stand in {' or '.join(outer)}."
    CLAUSES[number] = check


def _holds(number: str, outer: str, *inner: str, caption: str = "") -> None:
    """``caption`` says where one may stand: ``first``, ``ends`` (first or last), or nowhere."""

    def check(found: Structure) -> Iterator[Fault]:
        for tag in found.of(outer):
            kids = [kid.kind for kid in tag.kids]
            if caption and kids[:1] == ["Caption"]:
                kids = kids[1:]
            elif caption == "ends" and kids[-1:] == ["Caption"]:
                kids = kids[:-1]
            if wrong := [each for each in kids if each not in inner]:
                yield Fault(f"a {outer} has a {wrong[0]} where only {'/'.join(inner)} may be", tag)

    place = {"first": ", and a Caption first", "ends": ", and a Caption first or last"}
    check.__doc__ = f"{outer} may have only {', '.join(inner)}{place.get(caption, '')}."
    CLAUSES[number] = check


_holds("7.2-3", "Table", "TR", "THead", "TBody", "TFoot", caption="ends")
_stands_in("7.2-4", "TR", "Table", "THead", "TBody", "TFoot")
_stands_in("7.2-5", "THead", "Table")
_stands_in("7.2-6", "TBody", "Table")
_stands_in("7.2-7", "TFoot", "Table")
_stands_in("7.2-8", "TH", "TR")
_stands_in("7.2-9", "TD", "TR")
_holds("7.2-10", "TR", "TH", "TD")


@CLAUSES.of("7.2-11")
def has_one_head(found: Structure) -> Iterator[Fault]:
    """A Table shall have at most one THead."""
    for tag in found.of("Table"):
        if sum(kid.kind == "THead" for kid in tag.kids) > 1:
            yield Fault("a table has two heads", tag)


@CLAUSES.of("7.2-13")
def has_a_body_with_a_foot(found: Structure) -> Iterator[Fault]:
    """A Table with TFoot shall have a TBody."""
    yield from _without_body(found, "TFoot")


@CLAUSES.of("7.2-14")
def has_a_body_with_a_head(found: Structure) -> Iterator[Fault]:
    """A Table with THead shall have a TBody."""
    yield from _without_body(found, "THead")


def _without_body(found: Structure, part: str) -> Iterator[Fault]:
    for tag in found.of("Table"):
        kinds = {kid.kind for kid in tag.kids}
        if part in kinds and "TBody" not in kinds:
            yield Fault(f"a table has a {part} but no TBody", tag)


_stands_in("7.2-17", "LI", "L")
_stands_in("7.2-18", "LBody", "LI")
_holds("7.2-19", "L", "L", "LI", caption="first")
_holds("7.2-20", "LI", "Lbl", "LBody")
_stands_in("7.2-26", "TOCI", "TOC")
_holds("7.2-27", "TOC", "TOC", "TOCI", caption="first")

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


@CLAUSES.of("7.2-29")
def names_languages_right(found: Structure) -> Iterator[Fault]:
    """A Lang entry shall be a language tag (RFC 3066)."""
    said: list[tuple[Tag | None, Any]] = [(None, found.file.Root.get("/Lang"))]
    said += [(tag, tag.raw.get("/Lang")) for tag in found.tags]
    for tag, language in said:
        if language is not None and not _LANGUAGE.fullmatch(str(language)):
            yield Fault(f"`{language}` is no language tag", tag)


@CLAUSES.of("7.2-33")
def has_a_language(found: Structure) -> Iterator[Fault]:
    """The language of metadata, bookmarks and descriptions shall be determined: by the catalog."""
    if not str(found.file.Root.get("/Lang", "")):
        yield Fault("it does not say which language it is in")


_holds("7.2-36", "THead", "TR")
_holds("7.2-37", "TBody", "TR")
_holds("7.2-38", "TFoot", "TR")


@CLAUSES.of("7.3-1")
def describes_figures(found: Structure) -> Iterator[Fault]:
    """A Figure shall have Alt or ActualText."""
    yield from _without_words(found, "Figure", "figure")


@CLAUSES.of("7.7-1")
def describes_formulas(found: Structure) -> Iterator[Fault]:
    """A Formula shall have Alt or ActualText."""
    yield from _without_words(found, "Formula", "formula")


def _without_words(found: Structure, shape: str, name: str) -> Iterator[Fault]:
    for tag in found.of(shape):
        if not (tag.text("/Alt") or tag.text("/ActualText")):
            yield Fault(f"a {name} has no text alternative", tag)


@CLAUSES.of("7.4.2-1")
def steps_down_by_one(found: Structure) -> Iterator[Fault]:
    """The first heading shall be H1; a lower one shall not skip a level."""
    before = 0
    for tag in found.of("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(str(tag.kind)[1])
        if level > before + 1:
            after = f"follows one of level {before}" if before else "is the first"
            yield Fault(f"a heading of level {level} {after}", tag)
        before = level


@CLAUSES.of("7.4.4-1")
def has_one_heading_a_part(found: Structure) -> Iterator[Fault]:
    """No tag shall have more than one H."""
    for tag in found.tags:
        if sum(kid.kind == "H" for kid in tag.kids) > 1:
            yield Fault("a part has two headings without a level", tag)


@CLAUSES.of("7.4.4-3")
def has_headings_of_one_sort(found: Structure) -> Iterator[Fault]:
    """A document shall use H, or H1 to H6, not both."""
    if any(found.of("H")) and any(found.of("H1", "H2", "H3", "H4", "H5", "H6")):
        yield Fault("some headings have a level and some have none")


@CLAUSES.of("7.5-1")
def says_what_headers_head(found: Structure) -> Iterator[Fault]:
    """A TH shall have a Scope, or the cells of its table shall name their headers."""
    for tag in found.of("TH"):
        attributes = tag.raw.get("/A", {})
        each = list(attributes) if kind(attributes) == "array" else [attributes]
        if not any(str(one.get("/Scope", "")) in ("/Row", "/Column", "/Both") for one in each):
            yield Fault("a table header does not say whether it heads a row or a column", tag)


@CLAUSES.of("7.9-1")
def names_notes(found: Structure) -> Iterator[Fault]:
    """A Note shall have an ID."""
    for tag in found.of("Note"):
        if not tag.text("/ID"):
            yield Fault("a note has no name", tag)


@CLAUSES.of("7.9-2")
def names_notes_apart(found: Structure) -> Iterator[Fault]:
    """No two Notes shall have the same ID."""
    seen: set[str] = set()
    for tag in found.of("Note"):
        name = tag.text("/ID")
        if name and name in seen:
            yield Fault(f"two notes are called `{name}`", tag)
        seen.add(name)


@CLAUSES.of("7.11-1")
def names_embedded_files(found: Structure) -> Iterator[Fault]:
    """The specification of an embedded file shall have F and UF."""
    for spec in found.file.Root.get("/AF", ()):
        if "/EF" in spec and not (str(spec.get("/F", "")) and str(spec.get("/UF", ""))):
            yield Fault("an embedded file has no name")


@CLAUSES.of("7.16-1")
def lets_readers_read(found: Structure) -> Iterator[Fault]:
    """An encrypted file shall let assistive technology read it: bit 10 of P."""
    encrypted = found.file.trailer.get("/Encrypt")
    if encrypted is not None and not int(encrypted.get("/P", 0)) & 512:
        yield Fault("it is encrypted against screen readers")


@CLAUSES.of("7.18.1-1")
def tags_annotations(found: Structure) -> Iterator[Fault]:
    """An annotation shall be in an Annot tag; links, fields and their windows have their own."""
    for each in _notes(found):
        if each.tag is None or each.tag.kind != "Annot":
            yield Fault(f"a {each.shape} on the page is in no Annot tag", page=each.page)


@CLAUSES.of("7.18.1-2")
def describes_annotations(found: Structure) -> Iterator[Fault]:
    """An annotation that is seen shall have Contents, or its tag Alt."""
    for each in _notes(found):
        described = "/Contents" in each.raw or (each.tag and each.tag.text("/Alt"))
        if not described and not int(each.raw.get("/F", 0)) & 2:
            yield Fault(f"a {each.shape} on the page has no description", page=each.page)


def _notes(found: Structure) -> Iterator[Annotation]:
    return (each for each in found.annotations if each.shape not in ("Widget", "Popup", "Link"))


@CLAUSES.of("7.18.2-1")
def has_no_traps(found: Structure) -> Iterator[Fault]:
    """There shall be no TrapNet annotation."""
    for each in found.annotations:
        if each.shape == "TrapNet":
            yield Fault("it has an annotation for trapping", page=each.page)


@CLAUSES.of("7.18.3-1")
def follows_the_structure(found: Structure) -> Iterator[Fault]:
    """A page with annotations shall have Tabs with the value S."""
    for number, page in enumerate(found.file.pages, 1):
        if list(page.get("/Annots", ())) and page.get("/Tabs") != "/S":
            yield Fault("the tab key does not follow its structure", page=number)


@CLAUSES.of("7.18.4-1")
def tags_fields(found: Structure) -> Iterator[Fault]:
    """A Widget shall be in a Form tag."""
    for each in found.annotations:
        if each.shape == "Widget" and (each.tag is None or each.tag.kind != "Form"):
            yield Fault("a field is in no Form tag", page=each.page)


@CLAUSES.of("7.18.5-1")
def tags_links(found: Structure) -> Iterator[Fault]:
    """A link annotation shall be in a Link tag (ISO 32000-1, 14.8.4.4.2)."""
    for each in found.annotations:
        if each.shape == "Link" and (each.tag is None or each.tag.kind != "Link"):
            yield Fault("a link is in no Link tag", page=each.page)


@CLAUSES.of("7.18.5-2")
def describes_links(found: Structure) -> Iterator[Fault]:
    """A link annotation shall say in Contents where it leads."""
    for each in found.annotations:
        if each.shape == "Link" and not str(each.raw.get("/Contents", "")).strip():
            yield Fault("a link does not say where it leads", page=each.page)
