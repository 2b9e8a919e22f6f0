"""The words of a passage stand in its source more than once.

A citation leads to one place. Which of several is meant, only the author knows.

This fires:

    title: Sea and straits
    sections:
      - id: sea
        title: Sea and straits
        passages:
          sea: {seed: yang, quote: South and East China Sea}
        body: |
          Yang writes of the sea [@sea].

and prints

    brief.yaml:6:32: error: these words stand 3 times in `yang` (source A) [ambiguous-quote]
      6 |       sea: {seed: yang, quote: South and East China Sea}
        |                                ^~~~~~~~~~~~~~~~~~~~~~~~
      paragraph 6: for the tension in the [South and East China Sea] and the Taiwan Strait, smearing its
      paragraph 6: legal, right-asserting activities in the [South and East China Sea] as "unlawful maritime claims" and "threatening
      paragraph 9: such as the Korean Peninsula, [South and East China Sea] , and Taiwan Strait.
      hint: quote more, or choose one with `paragraph:`, `after:` or `before:`

Quote more, so that the words are found once. Or choose: `paragraph:` names the paragraph, `after:` takes
the first place behind the words given, `before:` the last one in front of them.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
