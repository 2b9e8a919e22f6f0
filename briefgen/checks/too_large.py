"""A file or a value is larger than what is read.

Every input has a bound, so that a mistake or a trap cannot take the machine's memory or its evening:
1 MiB for an outline, 32 MiB for `sources.yaml`, 16 MiB for the text of a source document; 32 levels of
nesting and a million values in a file; 100,000 characters in one prose value; an outline that rests on
8 others.

This fires:

    title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Joint headquarters]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

and prints

    briefs/brief.yaml:1:39: error: nested deeper than 32 levels [too-large]
      1 | title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Joint headquarters]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        |                                       ^
      hint: write less of it

Split what is too large: a long source document into its chapters, each with an entry of its own.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
