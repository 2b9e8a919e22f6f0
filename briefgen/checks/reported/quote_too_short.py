"""A quotation, or a part of it, is too short to be found for certain.

Two words stand in many places and prove nothing; a matcher that accepts them accepts anything. A
passage's `quote:` has three words or more, and so has each part on either side of an ellipsis. In scripts
without spaces two characters of Chinese or Japanese count as a word, and four of Thai.

This fires:

    title: Effects
    sections:
      - id: effects
        title: Effects
        passages:
          tension: {seed: yang, quote: regional tension}
        body: |
          Yang foresees tension [@tension].

and prints

    brief.yaml:6:36: error: `regional tension` has fewer than three words: too few to be found for certain [quote-too-short]
      6 |       tension: {seed: yang, quote: regional tension}
        |                                    ^~~~~~~~~~~~~~~~
      hint: quote more of the sentence

Quote more of the sentence.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
