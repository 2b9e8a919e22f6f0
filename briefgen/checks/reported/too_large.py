"""A file or a value is larger than what is read.

Every input has a bound, so that a mistake or a trap cannot take the machine's memory or its evening.

This fires:

    title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Joint headquarters]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

and prints

    briefs/brief.yaml:1:39: error: nested deeper than 32 levels [too-large]
      1 | title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Joint headquarters]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        |                                       ^
      hint: write less of it; or, if you trust who wrote it, --bound yaml-depth=64

Split what is too large: a long source document into its chapters, each with an entry of its own. Where
you trust who wrote it, raise the bound:

    briefgen build brief.yaml --bound seed-bytes=8388608

An outline cannot do that: it may be a stranger's. The bounds, each the most that is read:

"""

import textwrap

from briefgen.bounds import bounds_listed
from briefgen.finding import Severity

SEVERITY = Severity.ERROR

__doc__ += textwrap.indent(bounds_listed(), "    ")
