"""What has changed of a page, applied to the page that it was, gives the page that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefgen.preview.edits import edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.preview.edits import Edit

PAGE = st.lists(st.sampled_from("abcdefgh "), max_size=30)


def applied(old: Sequence[str], found: Sequence[Edit]) -> list[str]:
    made: list[str] = []
    here = 0
    for first, last, lines in found:
        made += [*old[here:first], *lines]
        here = last
    return [*made, *old[here:]]


@given(PAGE, PAGE)
def test_edits_make_the_new_page_of_the_old_one(old: list[str], new: list[str]) -> None:
    assert applied(old, edits(old, new)) == new


def test_only_what_differs_is_sent() -> None:
    page = [f"line {number}" for number in range(500)]
    # Lines that stand often are no hold, and are not sent for that.
    page[100:400:3] = ["</li>"] * 100
    new = [*page]
    new[1] = "<title>another"
    new[101:103] = ["two of them", "become", "</li>", "four"]
    del new[450]
    assert edits(page, new) == [
        (1, 2, ["<title>another"]),
        (101, 103, ["two of them", "become", "</li>", "four"]),
        (448, 449, []),
    ]
    assert edits(page, page) == []
