"""Something of the brief is missing in the Word file, or stands in it twice.

The program reads its own Word file back and holds it against the document, as it does with the PDF: every
paragraph with its citations, every note under the number that Word will count for it, every quotation word
for word, each once and in order, and no quotation that the evidence lacks. Nobody can count pages before
Word has set it, so a limit of pages is not looked at. No file is written then.

It prints, with the place in the outline that is lost,

    error: brief-analyst.docx: note 7 is not printed [lost-in-docx]

If the template is your own, see that it prints the citations in the order of the document and all notes in
a list whose section has `role="doc-endnotes"`. If it is one of the program's, report it with the outline.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
