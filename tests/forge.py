"""Small briefs built for real, and forgeries of them."""

from __future__ import annotations

import gc
import json
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from briefgen.build import Settings, build
from briefgen.examine import examine
from briefgen.proof.evidence import evidence
from briefgen.proof.evidence_file import write_evidence
from briefgen.read.layout import read_layout
from briefgen.render.pdf import Attachment, write_pdf
from briefgen.render.templates import render_html

if TYPE_CHECKING:
    from pathlib import Path

PORT = """\
Harbor talks end

The ministers of both countries met in Port Louis on May 4 and agreed to reopen the shipping lane, which had been closed since the spring.

“We will not close the harbor to any flag, unless both parliaments ask for it,” says the joint text. It adds that the US-Japan survey of the sea bed goes on.

Insurers call the plan a gift to smugglers, because it leaves cargo unchecked for thirty days.
"""
GAZETTE = """\
By our correspondent

Both navies will patrol the lane togetherfrom June, officers said, and a first report is due in the autumn.

Fishing villages along the coast fear that the patrols leave no room for their boats at night.
"""
SOURCES = """\
port:
  file: port.txt     # found in the archive
  csl: {type: webpage, title: Harbor talks end in a deal, language: en}
  kind: news
gazette:
  file: gazette.txt
  csl:
    type: webpage
    title: Both navies on patrol
    author: [{family: Roux, given: Anne}]
  kind: commentary
  repairs:
    - {paragraph: 2, from: togetherfrom, to: together from}
"""
OUTLINE = """\
title: The harbor opens again
language: en-US
published: 2024-05-06
sections:
  - id: lane
    title: The shipping lane
    passages:
      agreed: {seed: port, quote: agreed to reopen the shipping lane, kind: fact}
      flag:
        seed: port
        quote: We will not close the harbor to any flag
        kind: statement
        speaker: the joint text
      survey: {seed: port, quote: the US-Japan survey of the sea bed goes on, kind: fact}
      patrol:
        seed: gazette
        quote: Both navies will patrol the lane together from June
        kind: statement
        speaker: officers
      gift: {seed: port, paragraph: 4, kind: opinion, speaker: insurers}
      fear: {seed: gazette, paragraph: 3, kind: opinion, speaker: fishing villages}
    body: |
      The ministers "agreed to reopen the shipping lane" on May 4 [@agreed], and "the US-Japan survey of
      the sea bed goes on" according to the text [@survey]. The joint text says that the two sides "will
      not close the harbor to any flag" from now on [@flag].

      Officers said: "Both navies will patrol the lane together from June," and a report follows
      [@patrol].

      Insurers "call the plan a gift to smugglers" [@gift]; fishing villages "fear that the patrols leave
      no room ... their boats at night" [@fear].
    judgment: |
      We think that the lane stays open this year.
  - id: cost
    title: Who pays
    body: |
      Cargo goes "unchecked for thirty days" according to insurers [@gift].
audiences:
  desk: {template: committee}
  minister: {template: one-page}
"""


@contextmanager
def weasyprint_leaves_a_file_open():
    """Its color profile, with PDF/A; Python would complain at some later time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def project(folder: Path, outline: str = OUTLINE, **texts: str) -> Path:
    """A project in ``folder``; the path of its outline."""
    files = {
        "seeds/port.txt": texts.get("port", PORT),
        "seeds/gazette.txt": texts.get("gazette", GAZETTE),
        "seeds/sources.yaml": texts.get("sources", SOURCES),
        "briefs/harbor.yaml": outline,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder / "briefs" / "harbor.yaml"


@dataclass(frozen=True)
class Made:
    """A brief as built, with all that it takes to make it again otherwise."""

    folder: Path
    document: object
    evidence: object
    html: object
    pdf: bytes
    files: tuple

    @property
    def record(self) -> dict:
        """evidence.json as plain data, to be edited."""
        return json.loads(write_evidence(self.evidence))

    def forged(self, *edits: tuple[str, str], record: dict | bytes | None = None) -> bytes:
        """The PDF made again, each edit of its HTML made once, with the evidence that was or ``record``."""
        html = self.html
        text = html.html
        for old, new in edits:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        data = write_evidence(self.evidence)
        if record is not None:
            data = record if isinstance(record, bytes) else json.dumps(record).encode()
        page = type(html)(text, html.images, html.styles)
        with weasyprint_leaves_a_file_open():
            pdf, findings = write_pdf(self.document, page, [attachment(data)], self.files)
        assert pdf is not None, findings
        return pdf.data


def attachment(data: bytes) -> Attachment:
    return Attachment("evidence.json", data, "Evidence", "Data")


def make(folder: Path, audience: str, outline: str = OUTLINE, **texts: str) -> Made:
    """Build the brief for ``audience`` in ``folder``."""
    path = project(folder, outline, **texts)
    with weasyprint_leaves_a_file_open():
        built = build(path, folder / "build", Settings(audiences=[audience], formats=("pdf",)))
    assert not built.stopped, [f"{f.rule}: {f.message}" for f in built.findings]
    examined = examine(path, [audience])
    (brief,) = examined.briefs
    (document,) = built.documents
    html, _ = render_html(document, read_layout(path).value, for_print=True)
    (pdf,) = (file for file in built.files if file.suffix == ".pdf")
    files = tuple(dict.fromkeys(field.text.place.file for field in brief.fields))
    found = evidence(document, brief.library.seeds)
    return Made(folder, document, found, html, pdf.read_bytes(), files)


def recorded(pdf: bytes, record: dict | bytes) -> bytes:
    """``pdf`` with another evidence.json in the place of its own."""
    data = record if isinstance(record, bytes) else json.dumps(record).encode()
    return edited(pdf, lambda file: file.Root.AF[0].EF.F.write(data))


def edited(pdf: bytes, change) -> bytes:
    """``pdf`` with ``change`` made to it by pikepdf, all written anew."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(out)
    return out.getvalue()
