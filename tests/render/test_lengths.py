"""Pages are laid out as WeasyPrint lays them out, box by box."""

from __future__ import annotations

from tests.render.apart import printed_rows

PAGE = """<!DOCTYPE html><html lang="en"><title>T</title><style>
@page { size: 300px 400px; margin: 5% 20px; padding: 2%; @top-left { content: "x"; width: 40%; margin: 1% } }
body { font: 11px/1.4 "Source Sans 3"; margin: 0 }
.part { margin: 2% 3%; padding: 1% 4px; border: 1px solid; width: 60%; min-width: 20%; max-width: 90% }
.sum { width: calc(100% - 2em); margin-left: calc(5% + 1px); min-height: calc(1em + 10%) }
.tall { height: 50%; min-height: 20%; max-height: 80% }
.high { height: 80px }
.whole { box-sizing: border-box; padding: 9px; border: 2px solid; width: 50%; min-width: 30%; height: 60px }
.inner { box-sizing: padding-box; padding: 9px; width: 50%; max-width: 70% }
table { border-collapse: collapse; width: 80% } td { border: 2px solid; padding: 2%; width: 30% }
.apart { border-collapse: separate; border-spacing: 3px }
.float { float: right; width: 30%; margin: auto } .there { position: absolute; left: 10%; top: 20%; width: 30% }
.flex { display: flex } .flex > p { flex: 1 1 30%; margin: 1% } .grid { display: grid; grid-template-columns: 40% 1fr }
b { font-size: 130%; line-height: normal; padding: 0 2% } i { letter-spacing: 1px; font-feature-settings: "smcp" }
img { width: 20%; max-height: 50% } li::before { content: "-"; display: inline-block; width: 10% }
</style><body>
<div class=part>a <b>b</b> <i>c</i><p class=sum>d<p class=tall>e</div>
<div class=high><p class=tall>f<div class="part tall">g</div></div>
<div class=whole>h<p class=part>i</div><div class=inner>j <span class=part>k <b>l</b></span></div>
<table><tr><td>m<td>n<table class=apart><tr><td>o<td class=part>p</table></table>
<p class=float>q<div class=there>r</div><div class=flex><p>s<p class=part>t</div>
<div class=grid><p class=part>u<p class=sum>v</div><ul><li>w<li class=part>x</ul>
<img src='data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>' alt=y>
<p style="columns: 2; margin: 3%">z z z z z z z z z z z z z z z z z z</body>"""

SCRIPT = """
import json, sys
from briefgen.machine.native import load_weasyprint
from briefgen.render.lengths import quick_lengths
weasyprint = load_weasyprint()
if sys.argv[1] == "quick":
    quick_lengths(weasyprint)
sides = ("top", "right", "bottom", "left")
names = ["position_x", "position_y", "width", "height", "baseline"]
names += ["min_width", "max_width", "min_height", "max_height"]
names += [f"{kind}_{side}" for kind in ("margin", "padding") for side in sides]
names += [f"border_{side}_width" for side in sides]
found = []
for page in weasyprint.HTML(string=sys.stdin.read()).render().pages:
    for box in [page._page_box, *page._page_box.descendants()]:
        values = [repr(getattr(box, name, None)) for name in names]
        found.append([type(box).__name__, box.element_tag, getattr(box, "text", ""), *values])
print(json.dumps(found))
"""


def test_every_box_has_the_lengths_and_the_place_that_weasyprint_gives_it() -> None:
    quick, own = (printed_rows(SCRIPT, how, PAGE) for how in ("quick", "own"))
    assert len(own) > 100
    assert quick == own
