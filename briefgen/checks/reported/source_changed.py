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

Once a brief was built, its lock file (`brief.lock.json`) knows the words of every passage, and the finding
says more. Passages that still stand are found again, and a warning counts them:

    warning: the text of `port` is not the one that was last read; 3 of the 4 passages taken from it still stand

Words that are gone, and a whole paragraph that says something else, stop the build, and are shown as they
were and as they are:

    error: paragraph 4 of `port`, on which `gift` rests, has changed

Read the text again, mend what the brief says of it, and run `briefgen accept OUTLINE`, which writes the
new fingerprint.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
