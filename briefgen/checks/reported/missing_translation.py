"""The templates have no words in the brief's language.

Headings such as *Sources* and *Information as of* are the template's, not the outline's. They come from a
catalog, one file a language: English and Japanese are there. In a brief in another language they would be
English among words that are not, so it is said before anybody prints it.

This fires:

    language: is
    title: Öryggismál

and prints

    brief.yaml:1:11: warning: the templates have no words in `is`: what they print is English \
[missing-translation]
      1 | language: is
        |           ^~
      hint: translate them in templates/languages/is.po beside the outline

Make that file beside the outline: a PO file of GNU gettext, as `docs/languages.md` shows. A file that lacks
messages, or has them without a translation, is told once: how many of those that the templates of the brief may
print, and the first of them. They are English in it.
"""

from briefgen.finding import Severity

SEVERITY = Severity.WARNING
