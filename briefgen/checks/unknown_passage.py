"""A citation leads nowhere.

`[@id]` cites a passage that some section declares under `passages:`; `[@seed, para. 4]` cites a paragraph of
a document. An id that is neither, a whole document without a paragraph, and a paragraph that the document
does not have are errors: the reader would follow a note into nothing.

EXAMPLE

Correct the id, declare the passage, or name the paragraph.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
