"""A quotation, or a part of it, is too short to be found for certain.

Two words stand in many places and prove nothing; a matcher that accepts them accepts anything. A
passage's `quote:` has three words or more, and so has each part on either side of an ellipsis. In scripts
without spaces two characters of Chinese or Japanese count as a word, and four of Thai.

EXAMPLE

Quote more of the sentence.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
