"""A citation opens what it rests on beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.prose import plain
from tests.browser.pages import AUDIENCES, document_of, file_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from briefgen.build import Built
    from briefgen.document import Document, EvidenceParagraph
    from tests.browser.conftest import Opening

# What the panel shows for each citation, in the order of their numbers.
SHOWN = """() => [...document.querySelectorAll('main [id^="call-"]')].map((call) => {
    call.click();
    const quoted = [...document.querySelectorAll(".view .quoted")].map((each) => [
        each.querySelector(".where").textContent,
        [...each.querySelectorAll("mark:not(.other)")].map((mark) => mark.textContent).join(""),
        each.querySelector("blockquote").textContent.trim(),
    ]);
    return [Number(call.id.slice(5)), document.querySelector("#panel-title").textContent, quoted];
})"""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_citation_shows_its_paragraphs_whole_and_marks_the_words_it_relies_on(
    audience: str, real_build: Built, reader: Opening
) -> None:
    document = document_of(real_build, audience)
    shown = reader(file_of(real_build, audience)).evaluate(SHOWN)
    assert len(shown) > 10
    for number, title, quoted in shown:
        assert title == f"Citation {number} of {len(shown)}"
        assert quoted == [
            [
                paragraph.tag.text,
                "".join(run.text for run in paragraph.runs if number in run.calls),
                "".join(run.text for run in paragraph.runs),
            ]
            for paragraph in cited(document, number)
        ]


def test_source_details_and_a_reference_stand_beside_the_paragraph(
    real_build: Built, reader: Opening
) -> None:
    document = document_of(real_build, "analyst")
    page = reader(file_of(real_build, "analyst"))
    for card in document.sources:
        number = next(
            n
            for n in calls(document)
            if {p.tag.letter for p in cited(document, n)} == {card.letter}
        )
        page.locator(f"#call-{number}").click()
        text = page.locator(".panel").inner_text()
        assert card.standpoint is not None
        assert card.reliability is not None
        for words in (card.title, card.standpoint, card.kind.capitalize(), f"{card.reliability}, "):
            assert words in text
        assert page.locator(".reference-words").inner_text().startswith(plain(card.reference))


def test_the_panel_goes_on_to_the_next_citation_and_back(
    real_build: Built, reader: Opening
) -> None:
    last = len(calls(document_of(real_build, "minister")))
    page = reader(file_of(real_build, "minister"))
    page.locator("#call-1").click()
    before, after = page.locator(".before"), page.locator(".after")
    assert before.is_disabled()
    after.click()
    assert title(page) == f"Citation 2 of {last}"
    assert page.locator(".current").get_attribute("id") == "call-2"
    for _ in range(last - 2):
        after.click()
    assert title(page) == f"Citation {last} of {last}"
    assert after.is_disabled()
    assert focused(page) == "panel-title"
    before.click()
    assert title(page) == f"Citation {last - 1} of {last}"


def test_other_citations_of_the_paragraph_are_named_and_lead_there(
    real_build: Built, reader: Opening
) -> None:
    document = document_of(real_build, "minister")
    page = reader(file_of(real_build, "minister"))
    page.locator("#call-2").click()
    others = {n for p in cited(document, 2) for n in p.notes} - {2}
    numbers = [int(text) for text in page.locator(".others .go").all_inner_texts()]
    assert numbers == sorted(others)
    words = page.locator(".others li span").first.inner_text().removeprefix("…")
    first = page.locator(f"#call-{numbers[0]}")
    assert words.strip() in first.locator("xpath=ancestor::*[self::p or self::li][1]").inner_text()
    page.locator(".others .go").first.click()
    assert title(page).startswith(f"Citation {numbers[0]} of")


def test_a_source_tag_opens_all_its_paragraphs(real_build: Built, reader: Opening) -> None:
    document = document_of(real_build, "analyst")
    page = reader(file_of(real_build, "analyst"))
    tag = next(t for s in document.sections for t in s.tags if "–" in t.text and "," in t.text)
    words = tag.text.replace(" ", "\u00a0")
    page.locator(".side .tag").get_by_text(words, exact=True).first.click()
    assert title(page) == words
    shown = page.locator(".view .where").all_inner_texts()
    assert shown == [f"{tag.letter} ¶{number}" for number in tag.paragraphs]
    assert page.locator(".view mark.other").count() == 0
    assert not page.locator(".after").is_visible()


def test_all_of_it_by_keyboard(real_build: Built, reader: Opening) -> None:
    page = reader(file_of(real_build, "public"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page) == "call-1":
            break
    page.keyboard.press("Tab")
    assert focused(page) == "call-2"
    page.keyboard.press("Enter")
    assert title(page).startswith("Citation 2 of")
    assert focused(page) == "panel-title"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert title(page).startswith("Citation 3 of")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "copy":
            break
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.said').textContent === 'Copied.'")
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    assert focused(page) == "call-3"


def test_the_reference_is_copied_with_its_paragraph(real_build: Built, reader: Opening) -> None:
    document = document_of(real_build, "minister")
    number, (paragraph,) = next(
        (n, found) for n in calls(document) if len(found := cited(document, n)) == 1
    )
    (card,) = [card for card in document.sources if card.letter == paragraph.tag.letter]
    page = reader(file_of(real_build, "minister"))
    page.locator(f"#call-{number}").click()
    page.locator(".copy").click()
    page.wait_for_function("document.querySelector('.said').textContent === 'Copied.'")
    (place,) = paragraph.tag.paragraphs
    copied = f"{plain(card.reference).strip()} Paragraph {place}."
    assert page.evaluate("navigator.clipboard.readText()") == copied


def test_where_the_clipboard_is_shut_the_reference_is_selected(
    real_build: Built, reader: Opening
) -> None:
    page = reader(file_of(real_build, "minister"))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.locator("#call-1").click()
    page.locator(".copy").first.click()
    page.wait_for_function("document.querySelector('.said').textContent.startsWith('Selected')")
    words = page.locator(".reference-words").first.inner_text()
    assert page.evaluate("getSelection().toString()").strip() == words


def test_the_sources_can_be_browsed_and_searched(real_build: Built, reader: Opening) -> None:
    document = document_of(real_build, "legislator")
    page = reader(file_of(real_build, "legislator"))
    page.get_by_role("button", name="Browse the sources").click()
    every = len(document.paragraphs)
    assert page.locator(".quoted:visible").count() == every
    word = max(plain(document.paragraphs[-1].text).upper().split(), key=len)
    page.get_by_label("Find in the paragraphs relied on").fill(word)
    found = [each for each in document.paragraphs if word in plain(each.text).upper()]
    assert 0 < len(found) < every
    assert page.locator(".quoted:visible").count() == len(found)
    assert page.locator(".found").inner_text() == f"{len(found)} of {every} paragraphs"
    page.get_by_label("Find in the paragraphs relied on").fill("")
    page.get_by_label("Source", exact=True).select_option("B")
    letters = page.locator(".view .where:visible").all_inner_texts()
    assert {letter[0] for letter in letters} == {"B"}
    page.locator(".view .go:visible").first.click()
    assert title(page).startswith("Citation ")


def test_the_differences_can_be_browsed(real_build: Built, reader: Opening) -> None:
    document = document_of(real_build, "analyst")
    page = reader(file_of(real_build, "analyst"))
    page.get_by_role("button", name="Compare the sources").click()
    view = page.locator(".view")
    assert view.locator(".matter").count() == len(document.differences)
    assert view.locator(".pair").count() == len(document.quotation_differences) > 0
    view.locator(".tag").first.click()
    assert page.locator(".view .quoted").count() == 1


def test_an_address_with_a_citation_opens_it(real_build: Built, reader: Opening) -> None:
    page = reader(file_of(real_build, "public"), anchor="#call-5")
    assert title(page).startswith("Citation 5 of")
    assert focused(page) == "call-5"
    page.locator("#call-6").click()
    assert page.url.endswith("#call-6")


def calls(document: Document) -> list[int]:
    """The numbers of all citations."""
    return sorted({number for paragraph in document.paragraphs for number in paragraph.notes})


def cited(document: Document, number: int) -> list[EvidenceParagraph]:
    """What citation ``number`` rests on."""
    return [paragraph for paragraph in document.paragraphs if number in paragraph.notes]


def title(page: Page) -> str:
    return page.locator("#panel-title").inner_text()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))
