"""Columns are laid out as WeasyPrint would, in fewer passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefgen.machine.native import load_weasyprint
from briefgen.render.columns import quick_columns
from tests.forge import weasyprint_leaves_a_file_open

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

PAGE = """<!DOCTYPE html><html lang="en"><title>T</title><style>
@page {{ size: 300px 400px; margin: 20px }}
body {{ margin: 0; font: 10px/14px "Source Sans 3" }}
ol {{ columns: {count}; column-gap: 12px; column-fill: {fill}; margin: 0 0 {margin}px; padding: 0 }}
li {{ margin: 0 0 4px; list-style: none; {item} }}
</style><body><p>{before}</p><ol>{items}</ol><p>behind</p>"""

Lines = list[list[str]]


@pytest.fixture(scope="module")
def weasyprint() -> Iterator[ModuleType]:
    with weasyprint_leaves_a_file_open():
        module = load_weasyprint()
        quick_columns(module)
        yield module


def boxes(box: Any, kind: Callable[[Any], bool]) -> Iterator[Any]:
    if kind(box):
        yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child, kind)


def words(box: Any) -> list[str]:
    texts = boxes(box, lambda each: hasattr(each, "text"))
    return " ".join(each.text for each in texts).split()


def laid_out(weasyprint: ModuleType, page: str) -> list[tuple[float, list[list[str]]]]:
    """For each page the height of its columns, and what words stand in each."""
    found = []
    for each in weasyprint.HTML(string=page).render().pages:
        columns = list(boxes(each._page_box, lambda box: box.is_column))
        found.append((columns[0].height if columns else 0.0, [words(column) for column in columns]))
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    count=st.integers(2, 3),
    fill=st.sampled_from(["balance", "balance", "auto"]),
    margin=st.sampled_from([0, 8]),
    item=st.sampled_from(["", "break-inside: avoid", "orphans: 3; widows: 3"]),
    before=st.integers(0, 60),
    items=st.lists(st.integers(1, 40), min_size=1, max_size=24),
)
@example(count=2, fill="balance", margin=8, item="", before=0, items=[30, 30, 30, 30, 30, 30])
def test_nothing_is_lost_and_columns_are_no_longer_than_they_were(
    weasyprint: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    count: int,
    fill: str,
    margin: int,
    item: str,
    before: int,
    items: list[int],
) -> None:
    texts = [" ".join(f"w{n}.{k}" for k in range(size)) for n, size in enumerate(items)]
    page = PAGE.format(
        count=count,
        fill=fill,
        margin=margin,
        item=item,
        before="word " * before,
        items="".join(f"<li>{text}</li>" for text in texts),
    )
    ours = laid_out(weasyprint, page)
    with monkeypatch.context() as patch:
        patch.setattr(
            weasyprint.layout.block, "columns_layout", weasyprint.layout.column.columns_layout
        )
        theirs = laid_out(weasyprint, page)
    assert [w for _, columns in ours for column in columns for w in column] == " ".join(
        texts
    ).split()
    assert len(ours) <= len(theirs)
    if fill == "auto":
        assert ours == theirs
    for (height, columns), (other, others) in zip(ours, theirs, strict=False):
        if columns != others:
            assert height <= other + 1
            break


@pytest.mark.parametrize(
    "style",
    [
        "columns: 2; column-width: 90px",
        "columns: 2; height: 100px",
        "columns: 2; direction: rtl",
        "columns: 2; position: relative",
    ],
)
def test_what_is_rarer_is_left_to_weasyprint(
    weasyprint: ModuleType, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    text = "".join(f"<p>{n} word word word word word word</p>" for n in range(20))
    page = f'<style>@page {{ size: 300px 400px }}</style><div style="{style}">{text}</div>'
    ours = laid_out(weasyprint, page)
    stock = weasyprint.layout.column.columns_layout
    monkeypatch.setattr(weasyprint.layout.block, "columns_layout", stock)
    assert ours == laid_out(weasyprint, page)
