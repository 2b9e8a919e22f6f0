"""A text is for an audience that the outline does not declare.

Any prose may be one text, or one for each audience. The names have to be those under `audiences:`, or
`default` for all who have no text of their own; a misspelled one would reach no reader at all.

This fires:

    title:
      default: Joint headquarters
      ministre: What to decide by Friday
    sections:
      - id: command
        title: Command
    audiences:
      minister: {template: one-page}

and prints

    briefs/brief.yaml:3:3: error: there is no audience `ministre` [unknown-audience]
      3 |   ministre: What to decide by Friday
        |   ^~~~~~~~
      hint: did you mean `minister`?

Correct the name, or declare the audience.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
