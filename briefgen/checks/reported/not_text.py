r"""A file or a value that should be text is not.

Every file that is read has to be text in UTF-8, with or without a byte order mark. In another
encoding (UTF-16, Windows-1252, Shift JIS) the same bytes would be read as other characters, and no
quotation could be proved. Control characters are refused too: they are left behind by converters, and
on a terminal they are commands. Tabs, line ends and form feeds are text.

This fires:

    title: "Joint headquarters\x1b[2J"
    sections:
      - id: command
        title: Command

and prints

    briefs/brief.yaml:1:8: error: the escape for the control character U+001B does not belong in a text [not-text]
      1 | title: "Joint headquarters\x1b[2J"
        |        ^~~~~~~~~~~~~~~~~~~~~~~~~~~
      hint: delete it

For a file in another encoding the finding names the first byte that cannot be read, its offset and its
line. Save the file as UTF-8 in your editor, or on a command line:

    iconv -f WINDOWS-1252 -t UTF-8 old.txt > new.txt

A PDF or a Word file is no text: save what it says as a text file first, and say so in `note:`.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
