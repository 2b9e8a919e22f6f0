"""The file is not YAML as it is read here.

A brief is built from what its outline says, so a line that YAML cannot make sense of stops the
reading: what stands behind it might mean anything. The first such line is shown.

Most often a value needs quotation marks. Plain text in YAML cannot hold `: `, cannot begin with
one of `[ ] { } , & * ! | > @ % #` or a backtick, and a text that begins with a quotation mark ends at
the next one. Long prose is best written behind `|`, where none of this matters:

    body: |
      Here "quotation marks", colons: and brackets [@jfhq] mean themselves.

What YAML has and is not read here: aliases and anchors (`*name`, `&name`), merge keys (`<<`), tags
(`!name`) and a second document. An outline takes over another one with `extends:`.

This fires:

    title: Japan: a new command
    sections:
      - id: command
        title: Command

and prints

    briefs/brief.yaml:1:13: error: a second `: ` in one value [yaml-syntax]
      1 | title: Japan: a new command
        |             ^
      hint: put the value in quotation marks: title: "Japan: a new command"

Type what the hint says. An indentation is made of spaces, never of tabs; lines that belong together
begin in the same column.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
