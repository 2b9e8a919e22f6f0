"""The text of a source document is not the one that was last read.

`sha256` in `sources.yaml` is the fingerprint of the text that the brief was written from. When the file
changes, paragraphs may have moved and words may have been taken back; quotations that still stand may
stand beside a correction. A person has to read it again.

This fires, in `seeds/sources.yaml`:

    yang-2024:
      file: yang.txt
      csl: {type: article-newspaper}
      sha256: 0000000000000000000000000000000000000000000000000000000000000000

and prints

    seeds/sources.yaml:4:11: error: the text of `yang-2024` is not the one that was last read [source-changed]
      4 |   sha256: 0000000000000000000000000000000000000000000000000000000000000000
        |           ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      hint: read what changed, then record it: briefgen accept briefs/brief.yaml

Read the text again, mend what the brief says of it, and run `briefgen accept OUTLINE`, which writes the
new fingerprint.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
