"""Something that has to be said is not.

An outline needs `title` and `sections`; a section `id` and `title`; a passage `seed` and one of `quote`
and `paragraph`; a source document `file` and `csl` with a `type`. A key without a value counts as
missing. Text that differs by audience needs one for each audience that prints it, or `default`.

This fires:

    title: Joint headquarters
    sections:
      - id: command
        title: Command
        passages:
          jfhq:
            seed: yang-2024

and prints

    briefs/brief.yaml:6:7: error: `jfhq` has neither `quote` nor `paragraph` [missing-key]
      6 |       jfhq:
        |       ^~~~
      hint: write `quote: ...` (the words relied on) or `paragraph: ...` (its number)

Add the key at the place shown.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
