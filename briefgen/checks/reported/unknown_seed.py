"""A passage rests on a source document that the library does not have.

`seed:` is the id of an entry in `seeds/sources.yaml`, not the name of a file.

This fires:

    title: Joint headquarters
    sections:
      - id: command
        title: Command
        passages:
          jfhq: {seed: yang-2042, paragraph: 4}

and prints

    briefs/brief.yaml:6:20: error: `sources.yaml` has no source document `yang-2042` [unknown-seed]
      6 |       jfhq: {seed: yang-2042, paragraph: 4}
        |                    ^~~~~~~~~
      hint: did you mean `yang-2024`?

Correct the id, or add the document: put its file into `seeds/`, and an entry for it into `sources.yaml`.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
