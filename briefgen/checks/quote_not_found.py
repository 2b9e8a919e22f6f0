"""A passage's `quote:` does not stand in its source.

Everything that cites a passage rests on its words, so they are looked up exactly, as for `misquote`. The
source is the file in `seeds/` with the `repairs:` that `sources.yaml` declares, and nothing else.

The rule also says when the words stand in several paragraphs, in another order, in another paragraph than
`paragraph:` names, or not behind `after:` and before `before:`.

EXAMPLE

Copy the words out of the source. `briefgen seeds show yang` prints it with its paragraphs numbered, and
`briefgen seeds find WORDS` looks for words in all of them. If the source's own text is at fault, such as
two words glued together, declare a repair.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
