"""A value that cannot be used where it stands.

A list where text is wanted, a word that is not among those allowed, a number out of range, a day that
no calendar has, a name that a file could not bear. YAML is read as people write it: `NO` and `1:30` are
text, and only `true` and `false` are yes and no. But `title: Issue #3` would end before its `#`, which
begins a comment: put the value in quotation marks, or a space behind the `#` of a comment.

This fires:

    title: Joint headquarters
    published: 2024-13-40
    key_judgments:
      - text: The command will stand by March.
        confidence: medium
    sections:
      - id: command
        title: Command

and prints

    briefs/brief.yaml:2:12: error: `published` names a month that the calendar does not have: 13 [wrong-value]
      2 | published: 2024-13-40
        |            ^~~~~~~~~~
      hint: write year, month and day as in `2024-08-06`

    briefs/brief.yaml:5:17: error: `confidence` must be `high`, `moderate` or `low`, not `medium` [wrong-value]
      5 |     confidence: medium
        |                 ^~~~~~
      hint: how good the evidence is

Write a value that the message allows. Under `rules:` an error cannot be turned into a warning or
switched off, `over-limit` excepted: what a brief promises its reader rests on it.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
