"""Something of the brief is missing in the PDF, or stands in it twice.

The program reads its own PDF back, as a reader's program would, and holds it against the document: every
citation with its note, every quotation word for word, each once and in order, and no quotation on the page
that the evidence lacks. Text that a box or the edge of the page cuts off counts as lost. Layout can lose text without a word: a footnote that finds no room, a box that is
cut off, a font that prints blanks. *Source: WeasyPrint issue 2502.* No file is written then.

It prints, with the place in the outline that is lost,

    error: brief-analyst.pdf: the quotation `will be reconstituted` is not on the page as proved [lost-in-pdf]

If the template is your own, look for what hides the text: `overflow: hidden`, a fixed height, footnotes set
with `float: footnote`. If it is one of the program's, report it with the outline.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
