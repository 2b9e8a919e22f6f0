"""Columns laid out in a few passes.

WeasyPrint 70 lays all columns out twice where they are filled one after another, and where they are
balanced once more for each height that it tries, a pixel or a line more every time (its own comment:
"it can last minutes"). Here they are laid out once, and the height of balanced ones is halved into.
"""

from __future__ import annotations

from functools import cache
from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType

__all__ = ["quick_columns"]

_NEAR = 1.0
"""How far below the height that is found another may be that holds all too, in CSS pixels."""

_SPARE = 0.1
"""What a column is higher than its content, because sums of lengths are never quite the same."""

_TOGETHER = ("avoid", "avoid-column")

_LINE = 16.0
"""If the even height does not hold all, about a line more often does, in CSS pixels."""


@cache
def quick_columns(weasyprint: ModuleType) -> None:
    """Let ``weasyprint`` lay out columns quickly from now on, as it would.

    It does itself what is rarer: columns of a given width or height, with boxes across them, from
    right to left, among footnotes, or that absolute boxes are placed by.
    """
    block = weasyprint.layout.block
    lay_out = block.columns_layout

    def columns_layout(context: Any, box: Any, *rest: Any) -> Any:
        if not _plain(context, box):
            return lay_out(context, box, *rest)
        context.in_column = True
        columns = _Columns(weasyprint, context, box, *rest)
        found = columns.laid_out()
        context.in_column = False
        return found

    block.columns_layout = columns_layout


def _plain(context: Any, box: Any) -> bool:
    style = box.style
    return (
        style["column_width"] == style["height"] == style["min_height"] == "auto"
        and style["direction"] == "ltr"
        and style["position"] == "static"
        and not context.footnotes
        and bool(box.children)
        and all(child.style["column_span"] != "all" for child in box.children)
    )


class _Columns:
    """The columns of a box, at a place of a page; the arguments are WeasyPrint's."""

    def __init__(
        self,
        weasyprint: ModuleType,
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        adjoining_margins: list[float],
        *first_styles: Any,
    ) -> None:
        layout = weasyprint.layout
        self._block = layout.block
        self._column = layout.column._create_column_box
        self._boxes = weasyprint.formatting_structure.boxes
        self._context = context
        self._around = containing_block
        self._first_styles = first_styles
        self._final = (page_is_empty, absolute_boxes, fixed_boxes, None)
        self._box = box.copy_with_children(box.children)
        self._box.position_y += self._block.collapse_margin(adjoining_margins)
        self._block.block_level_width(self._box, containing_block)
        self._top: float = self._box.content_box_y()
        self._room: float = context.page_bottom - self._top - bottom_space
        self._count = box.style["column_count"]
        gap = box.style["column_gap"]
        if gap == "normal":
            gap = box.style["font_size"]
        else:
            gap = layout.percent.percentage(gap, box.style, self._box.width)
        self._width = max(0, self._box.width - (self._count - 1) * gap) / self._count
        self._step = self._width + gap
        self._skipped, self._begin = 0, None
        if skip_stack:
            ((self._skipped, inside),) = skip_stack.items()
            self._begin = {0: inside}
        self._children = [child.copy() for child in box.children[self._skipped :]]

    def laid_out(self) -> Any:
        """What WeasyPrint's own function gives: box, where to go on, next page, margins, collapse."""
        shapes = len(self._context.excluded_shapes)
        columns, resume_at, next_page = self._set(self._room, *self._final)
        if columns and resume_at is None and self._box.style["column_fill"] != "auto":
            height = self._even_height(columns)
            if height < self._room:
                self._forget(columns, shapes, *self._final[1:3])
                columns, resume_at, next_page = self._set(height, *self._final)
        if not columns:
            return None, (0, None), {"break": "any", "page": None}, [], False
        tallest = max(column.margin_height() for column in columns)
        for number, column in enumerate(columns):
            column.translate(number * self._step)
            column.height = tallest
        self._box.children = columns
        self._box.height = min(self._room, tallest)
        if resume_at:
            ((skipped, inside),) = resume_at.items()
            resume_at = {self._skipped + skipped: inside}
        return self._box, resume_at, next_page, [], False

    def _even_height(self, columns: Sequence[Any]) -> float:
        """The least height that holds everything, nearly, as ``columns`` of all the room do.

        *Why* kept: a box with a margin below it is laid out again, with the margin off its room.
        """
        kept: dict[Any, float] = vars(self._context).setdefault("even_heights", {})
        key = (self._box.element, repr(self._begin), self._skipped, self._top, self._width)
        if kept.get(key, inf) > self._room:
            pieces = [
                piece
                for column in columns
                for piece in self._pieces(column, whole=column is columns[-1])
            ]
            # One that goes on in the next column is stretched to the end of its own.
            filled = _height(columns[0]) - self._top if len(columns) == 1 else 0.0
            low = max(_even(pieces, self._count), filled / self._count) + _SPARE
            kept[key] = _least(low, self._room, self._filled)
        return kept[key]

    def _filled(self, height: float) -> float:
        """How high the fullest column is, if columns of this ``height`` hold everything; else 0."""
        shapes = len(self._context.excluded_shapes)
        columns, resume_at, _ = self._set(height, False, [], [], [])
        self._forget(columns, shapes, [], [])
        if not columns or resume_at is not None:
            return 0.0
        end = max(_height(column) for column in columns)
        return end - self._top + _SPARE

    def _forget(self, columns: Sequence[Any], shapes: int, *boxes: list[Any]) -> None:
        """Take what ``columns`` added to absolute and fixed ``boxes`` out again, and to the floats."""
        self._block.remove_placeholders(self._context, columns, *boxes)
        del self._context.excluded_shapes[shapes:]

    def _pieces(self, box: Any, *, whole: bool) -> Iterator[tuple[float, float]]:
        """Top and bottom of what in ``box`` may stand in another column than what is before it.

        That is a line, or a box that is kept together; of what else may be broken, nothing at all.
        What is last in a box has the margin below it too, for which WeasyPrint wants room. A box
        that is not ``whole`` goes on in the next column.
        """
        inside = [child for child in box.children if child.is_in_normal_flow()]
        for child in inside:
            ends = whole or child is not inside[-1]
            if isinstance(child, self._boxes.LineBox):
                yield child.position_y, child.position_y + child.height
            elif child.style["break_inside"] in _TOGETHER:
                yield child.position_y + child.margin_top, _end(child)
            elif type(child) is self._boxes.BlockBox:
                pieces = list(self._pieces(child, whole=ends))
                yield from pieces[:-1]
                for top, bottom in pieces[-1:]:
                    yield top, max(bottom, _end(child)) if ends else bottom

    def _set(self, height: float, *arguments: Any) -> tuple[list[Any], Any, Any]:
        """Columns of this ``height`` with what goes into them, and where to go on after the last.

        None at all, where one takes nothing.
        """
        columns: list[Any] = []
        position, next_page = self._begin, None
        space = self._context.page_bottom - self._top - height
        while len(columns) < self._count:
            box = self._column(self._box, self._around, self._children, self._width, self._top)
            column, position, next_page, *_ = self._block.block_box_layout(
                *(self._context, box, space, position, self._around),
                *(*arguments, *self._first_styles),
                discard=False,
                max_lines=None,
            )
            if column is None:
                self._block.remove_placeholders(self._context, columns, *arguments[1:3])
                return [], {0: None}, None
            columns.append(column)
            if position is None:
                break
        return columns, position, next_page


def _height(column: Any) -> float:
    """Where what flows in the ``column`` ends, from the top of the page."""
    for child in reversed(column.children):
        if child.is_in_normal_flow():
            return _end(child)
    return float(column.position_y)


def _end(box: Any) -> float:
    """Where ``box`` ends with the margin below it, from the top of the page."""
    end: float = box.position_y + box.margin_height()
    return end


def _even(pieces: Iterable[tuple[float, float]], count: int) -> float:
    """The least height in which ``count`` columns take ``pieces``, each a top and a bottom.

    Where lines must stay together, it may take more.
    """
    running: list[tuple[float, float]] = []
    shift = end = 0.0
    for top, bottom in pieces:
        if top + shift < end - _NEAR:
            shift = end - top  # the next column, which goes on below
        end = bottom + shift
        running.append((top + shift, end))
    low, high = 0.0, end - running[0][0] if running else 0.0
    while high - low > _NEAR:
        middle = (low + high) / 2
        filled = _split(running, middle)
        if len(filled) <= count and max(filled) <= middle:
            high = max(filled)
        else:
            low = middle
    return high


def _split(pieces: Sequence[tuple[float, float]], height: float) -> list[float]:
    """How high each column is filled, if as many ``pieces`` as can stand in it."""
    filled: list[float] = []
    start = 0.0
    for top, bottom in pieces:
        if not filled or bottom - start > height:
            filled.append(0.0)
            start = top
        filled[-1] = bottom - start
    return filled


def _least(low: float, high: float, filled: Callable[[float], float]) -> float:
    """The least height from ``low`` to ``high`` that holds everything, nearly; ``high`` does.

    ``filled`` says how much of a height is used, 0 where it does not hold everything.
    """
    step = 0.0
    while low + step < high:
        if used := filled(low + step):
            high = min(low + step, used)
            break
        low += step
        step = 2 * step or _LINE
    while step and high - low > _NEAR:
        middle = (low + high) / 2
        if used := filled(middle):
            high = min(middle, used)
        else:
            low = middle
    return high
