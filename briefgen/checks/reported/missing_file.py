"""A file that is named cannot be read.

It is not there, it is a folder or a device, or reading it is not permitted. Paths are relative to the
file that names them: those in an outline to the outline, those in `sources.yaml` to its folder.

This fires:

    extends: base.yml
    title: Joint headquarters

and prints

    briefs/brief.yaml:1:10: error: `briefs/base.yml` is not there [missing-file]
      1 | extends: base.yml
        |          ^~~~~~~~
      hint: did you mean `base.yaml`?

Correct the path, or put the file there. Without `seeds:` the source documents are looked for in the
nearest folder `seeds/` at or above the outline.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
