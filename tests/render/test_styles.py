"""Computed styles are what WeasyPrint's own are, property by property."""

from __future__ import annotations

from tests.render.apart import printed_rows

PAGE = """<!DOCTYPE html><html lang="en"><title>T</title><style>
:root { --wide: 3em; --away: 7px; text-indent: calc(1em + 10%) }
body { font: italic 11pt/1.4 serif; color: #123; border-spacing: 3px 4px; widows: 3 }
.logical { margin-inline-start: 5px; padding-block-end: 2em; inline-size: 50%; border-block-start: 2px solid red;
  border-start-start-radius: 3px; inset-inline-end: 1px; max-block-size: 40px }
.both { margin-left: 1px; margin-inline-start: 9px; padding-block-start: 9px; padding-top: 1px }
.variable { margin: var(--away) var(--wide); width: calc(100% - 2em); color: var(--none, blue); top: var(--none) }
.said { display: inherit; position: absolute; float: left; margin: inherit; font-size: inherit; border: initial }
.inside { text-decoration: underline; page: special; border: 1em solid; outline: 2px dotted; float: right }
p::before { content: "x"; margin-inline: 1em 2em; width: inherit }
</style><body>
<div dir=rtl style="direction: rtl"><p class=logical>a<b>b</b></p><p class=both>c</p></div>
<div class=inside><p class=logical>a<em class=said>b</em></p><p class=both>c</p><ul><li>d<table><tr><td>e</table></ul></div>
<div class=variable><p class=said>f<span class=both>g</span></p><p style="columns: 2">h</p></div>"""

SCRIPT = """
import json, sys
from briefgen.machine.native import load_weasyprint
from briefgen.render.styles import quick_styles
weasyprint = load_weasyprint()
if sys.argv[1] == "quick":
    quick_styles(weasyprint)
css = weasyprint.css
logical = {
    side(block="ttb", inline=way) for side in css.PHYSICAL_FUNCTIONS.values() for way in ("ltr", "rtl")
}
names = sorted(css.INITIAL_VALUES.keys() - logical)
html = weasyprint.HTML(string=sys.stdin.read())
found = []
for page in html.render().pages:
    for box in page._page_box.descendants():
        for style in (box.style, box.style.anonymous_style):
            # In two orders: what was worked out before must not count.
            found.append([box.element_tag, type(box).__name__, *(repr(style[n]) for n in names)])
            fresh = style.copy()
            fresh.clear()
            found.append([repr(fresh[n]) for n in reversed(names)])
print(json.dumps(found))
"""


def test_every_property_has_the_value_that_weasyprint_gives_it() -> None:
    quick, own = (printed_rows(SCRIPT, how, PAGE) for how in ("quick", "own"))
    assert len(own) > 100
    assert quick == own
