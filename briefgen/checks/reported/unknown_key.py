"""A key that means nothing where it stands.

A misspelled key would be passed over in silence: the standfirst is not printed, and nobody notices. So
every key has to be one that is known at its place. That holds for `sources.yaml` too, where the keys
under `csl:` are the variables of CSL 1.0.2; what has no variable goes under `custom:`.

This fires:

    title: Joint headquarters
    standfrist: Two allies change how they command.
    sections:
      - id: command
        title: Command

and prints

    briefs/brief.yaml:2:1: error: `standfrist` is not a key of the outline [unknown-key]
      2 | standfrist: Two allies change how they command.
        | ^~~~~~~~~~
      hint: did you mean `standfirst`?

Correct the key. If it is spelled right, its line may be indented too far or too little: the hint says
so where the key is known elsewhere. An editor that reads the schema (`briefgen schema`) completes keys.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
