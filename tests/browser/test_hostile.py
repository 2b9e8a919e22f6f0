"""Words of a source or of an outline, and a stranger's template, run nothing in the reader's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.build import Settings, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opening

HOSTILE = (
    "</style></script><script>window.ran = 1</script><img src=x onerror='window.ran = 2'> "
    '" onclick="window.ran = 3" data-calls="1 & {{ 7 * 7 }} </p></blockquote><h1>Ours</h1>'
)
SOURCES = """\
evil:
  file: evil.txt
  csl: {type: article, title: "<script>window.ran = 4</script> Evil &amp; title", author: [{literal: "<b onmouseover='window.ran = 5'>x</b>"}]}
  kind: commentary
  standpoint: "<script>window.ran = 6</script>"
"""
OUTLINE = """\
title: The <script>window.ran = 7</script> brief
sections:
  - id: s
    title: A section
    passages:
      all: {seed: evil, paragraph: 1}
    body: |
      The text has this <img src=x onerror="window.ran = 8"> in it [@all].
"""


# Every element is clicked and passed over.
TRIED = """() => {
    for (const each of document.querySelectorAll("body *")) {
        each.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        each.click();
    }
    return [document.querySelectorAll("img").length, window.ran];
}"""


def built_page(folder: Path, template: str, files: dict[str, str]) -> Path:
    audiences = f"audiences:\n  reader: {{template: {template}}}\n"
    for name, text in {
        "seeds/sources.yaml": SOURCES,
        "seeds/evil.txt": HOSTILE + "\n\nA second paragraph.\n",
        "briefs/brief.yaml": OUTLINE + audiences,
        **files,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    built = build(folder / "briefs" / "brief.yaml", folder / "out", Settings(formats=("html",)))
    assert not built.stopped, built.findings
    (page,) = [path for path in built.files if path.suffix == ".html"]
    return page


@pytest.mark.parametrize("template", ["full", "one-page"])
def test_hostile_words_are_shown_as_words(template: str, tmp_path: Path, reader: Opening) -> None:
    page = reader(built_page(tmp_path, template, {}))
    assert page.title() == "The <script>window.ran = 7</script> brief"
    page.locator("#call-1").click()
    assert page.locator(".view blockquote").inner_text() == HOSTILE
    assert "<script>window.ran = 4</" in page.locator(".reference-words").inner_text().lower()
    assert page.evaluate(TRIED) == [0, None]


def test_a_stranger_s_template_gets_the_panel_and_runs_nothing(
    tmp_path: Path, reader: Opening, faults: list[str]
) -> None:
    own = {
        "briefs/templates/mine/template.yaml": "description: Mine\nparts: [sections]\n",
        "briefs/templates/mine/brief.html.j2": (
            "<h1>{{ doc.title|inline }}</h1>{% for s in doc.sections %}{{ s.body|blocks }}{% endfor %}"
            "<script>window.ran = 9</script><p onclick='window.ran = 10'>Click</p>"
            "<script src='https://example.org/x.js'></script><img src='https://example.org/x.png'>"
        ),
    }
    page = reader(built_page(tmp_path, "mine", own))
    page.locator("#call-1").click()
    assert page.locator(".view blockquote").inner_text() == HOSTILE
    assert page.evaluate(TRIED) == [1, None]
    assert len(faults) == 4
    assert all("Content Security Policy" in fault for fault in faults)
    faults.clear()


def test_a_page_that_asks_a_network_would_be_noticed(
    tmp_path: Path, reader: Opening, faults: list[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><img src='https://example.org/x.png'>")
    reader(page)
    assert faults[0] == "asked for https://example.org/x.png"
    faults.clear()
