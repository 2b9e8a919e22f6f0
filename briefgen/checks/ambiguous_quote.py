"""The words of a passage stand in its source more than once.

A citation leads to one place. Which of several is meant, only the author knows.

EXAMPLE

Quote more, so that the words are found once. Or choose: `paragraph:` names the paragraph, `after:` takes
the first place behind the words given, `before:` the last one in front of them.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
