"""A passage's `quote:` does not stand in its source.

Everything that cites a passage rests on its words, so they are looked up exactly, as for `misquote`. The
source is the file in `seeds/` with the `repairs:` that `sources.yaml` declares, and nothing else.

The rule also says when the words stand in several paragraphs, in another order, in another paragraph than
`paragraph:` names, or not behind `after:` and before `before:`.

This fires:

    title: Effects
    sections:
      - id: effects
        title: Effects
        passages:
          tension: {seed: yang, quote: It would aggravate regional tension}
        body: |
          Yang foresees tension [@tension].

and prints

    brief.yaml:6:36: error: `yang` (source A) does not have these words [quote-not-found]
      6 |       tension: {seed: yang, quote: It would aggravate regional tension}
        |                                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      closest is paragraph 9 of `yang`:
      quote:  It [would] aggravate regional tension
      source: It [will] aggravate regional tension.
      hint: copy the words from 004_fd806ed51bbff01f.txt

Copy the words out of the source's file. If its own text is at fault, such as two words glued together,
declare a repair in `sources.yaml`.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
