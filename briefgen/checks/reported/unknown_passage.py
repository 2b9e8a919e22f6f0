"""A citation leads nowhere.

`[@id]` cites a passage that some section declares under `passages:`; `[@seed, para. 4]` cites a paragraph of
a document. An id that is neither, a whole document without a paragraph, and a paragraph that the document
does not have are errors: the reader would follow a note into nothing.

This fires:

    title: Effects
    sections:
      - id: effects
        title: Effects
        passages:
          tension: {seed: yang, quote: It will aggravate regional tension}
        body: |
          Yang foresees tension [@tensions] and much else [@yang].

and prints

    brief.yaml:8:29: error: no passage or seed is called `tensions` [unknown-passage]
      8 |       Yang foresees tension [@tensions] and much else [@yang].
        |                             ^~~~~~~~~~~
      hint: did you mean `tension`?

    brief.yaml:8:55: error: `yang` is a whole document: a citation leads to a paragraph of it [unknown-passage]
      8 |       Yang foresees tension [@tensions] and much else [@yang].
        |                                                       ^~~~~~~
      hint: [@yang, para. 1], or the id of a passage

Correct the id, declare the passage, or name the paragraph.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
