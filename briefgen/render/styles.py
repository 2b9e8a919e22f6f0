"""Computed styles in fewer steps.

WeasyPrint 70 works a property out when a box is first asked for it, a hundred thousand times for a
brief, and goes through all that could be true of it: that it is a variable, a sum, inherited, or
said of a logical side. Nearly always it has its initial value, or its parent's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["quick_styles"]

_OWN_WAY = {"display", "float", "page", "position"}
"""Properties that WeasyPrint works out in a way of their own; so it does those of text-decoration."""


@cache
def quick_styles(weasyprint: ModuleType) -> None:
    """Let ``weasyprint`` answer what nobody has set at once from now on, with the same values."""
    css = weasyprint.css
    usual = {
        name: value
        for name, value in css.INITIAL_VALUES.items()
        if name not in _OWN_WAY and not name.startswith("text_decoration_")
    }
    inherited = usual.keys() & css.INHERITED
    initial = {
        name: value
        for name, value in usual.items()
        if name not in css.INHERITED and name not in css.INITIAL_NOT_COMPUTED
    }
    sides = {
        name: tuple(logical(block="ttb", inline=way) for way in ("ltr", "rtl"))
        for name, logical in css.PHYSICAL_FUNCTIONS.items()
    }
    neither = ("", "")
    computed = css.ComputedStyle.__missing__
    anonymous = css.AnonymousStyle.__missing__
    check_math = css.check_math

    def of_element(style: Any, name: str) -> Any:
        said = style.cascaded
        if name not in said:
            if name in initial:
                from_left, from_right = sides.get(name, neither)
                if from_left not in said and from_right not in said:
                    value = style[name] = initial[name]
                    return value
            elif name in inherited and style.parent_style is not None:
                value = style.parent_style[name]
                if not check_math(value):
                    style[name] = value
                    return value
        return computed(style, name)

    def of_anonymous(style: Any, name: str) -> Any:
        if name in initial:
            value = style[name] = initial[name]
            return value
        return anonymous(style, name)

    css.ComputedStyle.__missing__ = of_element
    css.AnonymousStyle.__missing__ = of_anonymous
