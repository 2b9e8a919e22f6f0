"""A figure has no text alternative.

Who cannot see it, or reads the brief as Markdown, has only these words. PDF/UA asks for them (ISO 14289-1,
7.3). They say what the figure shows, not that it is a figure.

This fires:

    figures:
      - image: missiles.png
        title: Output of missiles has doubled since 2020

and prints

    briefs/brief.yaml:2:12: error: the image `missiles.png` has no text alternative [missing-alt]
      2 |   - image: missiles.png
        |            ^~~~~~~~~~~~
      hint: write `alt:` beside it: what a reader who cannot see it needs to know

Write what a reader needs to know: `alt: Yearly output, 2020 to 2024, rising from 240 to 500`.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
