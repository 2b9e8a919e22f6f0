"""Words in quotation marks do not stand in what the sentence cites.

Quotation marks promise that these are the source's words. Four words or more between them, and any block
quotation, are looked up in the passages that their sentence cites, exactly: white space, the shape of
quotation marks and dashes, and ligatures may differ, and nothing else may, not a letter, a digit or a
capital. A near miss is a miss: *is permitted* is 94 per cent of *is not permitted*.

The author may leave words out at an ellipsis (`...`), change the case of a first letter (`[T]he`), put a
word in brackets for one to four of the source's, and add `[sic]`. Each part of a quotation has three words
or more, and they stand in their order in one paragraph.

This fires:

    title: Effects
    sections:
      - id: effects
        title: Effects
        passages:
          denial: {seed: yang, paragraph: 11, kind: opinion}
        body: |
          Yang writes of "the US repeated denial of creating an Asian version of NATO" [@denial].

and prints

    brief.yaml:8:23: error: no passage that this sentence cites has these words (`yang`) [misquote]
      8 |       Yang writes of "the US repeated denial of creating an Asian version of NATO" [@denial].
        |                       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      closest is paragraph 11 of `yang`:
      quote:  the [US] repeated denial of creating an ...
      source: the [US'] repeated denial of creating an ...
      hint: quote the source as it stands, or take the quotation marks away and say it in your own words

Quote the source as it stands; the message shows the nearest words and where they differ. If they stand in
another passage, cite that one. If they are your own, take the quotation marks away. Fewer than four words
need no proof: they may be a term.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
