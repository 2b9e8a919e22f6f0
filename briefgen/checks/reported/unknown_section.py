"""An audience is to get a section that the outline does not have.

`sections:` of an audience names sections by their `id`, in the order in which that audience reads
them. A section that is not there cannot be left out in silence: the document would be short of it.

This fires:

    title: Joint headquarters
    sections:
      - id: command-structure
        title: Command
    audiences:
      minister:
        sections: [command]

and prints

    briefs/brief.yaml:7:16: error: there is no section `command` [unknown-section]
      7 |     sections: [command]
        |                ^~~~~~~
      hint: did you mean `command-structure`?

Write the section's `id`, not its title.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
