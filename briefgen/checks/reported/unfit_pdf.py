"""The PDF is not fit for a screen reader or an archive, or does something by itself.

Every PDF is PDF/UA-1 and PDF/A-3a in one file, and nothing happens in it but that a reader follows a link to
another place in it, to the web or to a mailbox. The program reads the finished file and checks the clauses that
a program can check: tags in the right order, no heading level skipped, each figure described, each table header
with what it heads, fonts and colors inside, no scripts, no forms, no file but the evidence. *Source: ISO 14289-1
and ISO 19005-3, named as veraPDF names them.* No file is written then.

A template of your own with `<h1>` and then `<h3>` prints

    briefs/templates/full/brief.html.j2:1:1: error: brief-analyst.pdf: a heading of level 3 follows one of level 1 on page 2 \
(PDF/UA-1, 7.4.2-1) [unfit-pdf]
      1 | {% extends "shared/frame.html.j2" %}
        | ^
      hint: mend the template or the style that makes it so

If the template and the styles are the program's, report it with the outline.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
