"""A template or style sheet is at fault.

A template may be a stranger's: it runs in a sandbox, sees the document and nothing else, and is stopped
where it asks for more. So a misspelled field, a tag that is not closed, a file that is not there and a
call that is not allowed all end here, at the template's own line.

This template fires:

    <h1>{{ doc.titel }}</h1>

and prints

    briefs/templates/full/brief.html.j2:1:1: error: the template `full`: Document has no field `titel` \
[template-error]
      1 | <h1>{{ doc.titel }}</h1>
        | ^~~~~~~~~~~~~~~~~~~~~~~~
      hint: did you mean `title`?

The fields are those of `Document` in `briefgen/document.py`. A property of a style sheet that WeasyPrint
does not know, or a value that the property cannot have, is a warning at its line: the page is made without
it.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
