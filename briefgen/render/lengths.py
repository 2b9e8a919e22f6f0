"""Used lengths and keys of fonts in fewer steps.

WeasyPrint 70 resolves the margins, paddings, borders and sizes of every box that it lays out, each
by three calls of functions, and names the font of a line by writing fourteen properties out.
"""

from __future__ import annotations

import sys
from functools import cache
from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["quick_lengths"]

_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "max_width")
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


@cache
def quick_lengths(weasyprint: ModuleType) -> None:
    """Let ``weasyprint`` resolve lengths and name fonts quickly from now on, as it would.

    It does itself what is rarer: boxes of pages, boxes sized by their borders, collapsed borders.
    """
    module = weasyprint.layout.percent
    own, percentage = module.resolve_percentages, module.percentage
    boxes = weasyprint.formatting_structure.boxes
    any_box, page = boxes.Box, boxes.PageBox

    def used(style: Any, name: str, whole: Any) -> Any:
        """A used length, where ``whole`` is that of 100 %."""
        value = style[name]
        if value == "auto":
            return value
        unit = getattr(value, "unit", None)
        if unit == "px":
            return value.value
        return percentage(value, style, whole)

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        if (
            isinstance(box, page)
            or style["box_sizing"] != "content-box"
            or style["border_collapse"] == "collapse"
        ):
            own(box, containing_block)
            return
        around = containing_block
        width, height = (around.width, around.height) if isinstance(around, any_box) else around
        found = vars(box)
        for name in _ACROSS + _DOWN:
            found[name] = used(style, name, width)
        for name in _BORDERS:
            found[name] = style[name]
        least = used(style, "min_width", width)
        found["min_width"] = 0 if least == "auto" else least
        if height == "auto":
            # A part of what depends on its content is none.
            tall = style["height"]
            unknown = tall == "auto" or getattr(tall, "unit", "%") == "%"
            found["height"] = "auto" if unknown else tall.value
            least, found["max_height"] = (
                used(style, "min_height", 0),
                used(style, "max_height", inf),
            )
        else:
            found["height"] = used(style, "height", height)
            least = used(style, "min_height", height)
            found["max_height"] = used(style, "max_height", height)
        found["min_height"] = 0 if least == "auto" else least

    for name, each in list(sys.modules.items()):
        if name.startswith("weasyprint.") and vars(each).get("resolve_percentages") is own:
            vars(each)["resolve_percentages"] = resolve_percentages

    lines = weasyprint.text.line_break
    written = lines._font_style_cache_key

    def font_style_cache_key(style: Any, include_size: bool = False) -> str:
        kept = vars(style)
        name = "sized_font_key" if include_size else "font_key"
        if name not in kept:
            kept[name] = written(style, include_size)
        key: str = kept[name]
        return key

    lines._font_style_cache_key = font_style_cache_key
