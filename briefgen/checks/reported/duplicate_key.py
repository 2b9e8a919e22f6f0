"""The same name stands twice where it may stand once.

Most YAML readers keep the last of two equal keys and say nothing, so that half of what an author wrote
is gone. Here it is an error, and so are two sections or two passages of one name: a citation `[@id]`
finds its passage in any section, and could not tell which is meant. For the same reason a passage
cannot be called like a source document.

This fires:

    title: Joint headquarters
    sections:
      - id: command
        title: Command
        body: The first draft.
        body: The second draft.

and prints

    briefs/brief.yaml:6:5: error: `body` stands twice; the first is on line 5 [duplicate-key]
      6 |     body: The second draft.
        |     ^~~~
      hint: keep one of them

Keep one, or give one of them another name.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
