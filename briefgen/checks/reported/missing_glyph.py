"""No font has a character of the text.

In the PDF it would be an empty box that no search finds, and the file would break PDF/UA and PDF/A. The
program sets a PDF in its own fonts alone, so that it looks the same on every machine: they cover Latin,
Greek, Cyrillic, Vietnamese, Chinese, Japanese and Korean, and the signs of ordinary prose.

This fires:

    title: A 𓀀 in the title

and prints

    briefs/brief.yaml:1:10: error: no font has the character “𓀀” (U+13000, egyptian hieroglyph a001) \
[missing-glyph]
      1 | title: A 𓀀 in the title
        |          ^
      hint: Noto Sans Egyptian Hieroglyphs (Debian: fonts-noto-core) has it: name its file by @font-face in \
the style; or write it another way, or spell it out

A font of this machine that has the character is named first, with its file. Copy the file into the project
and name it in the style, with a family of its own:

    @font-face { font-family: "Noto Sans Hebrew"; src: url("fonts/NotoSansHebrew-Regular.ttf"); }

It then sets what the other fonts lack. An emoji is better said in words. A sign that came with pasted text,
such as a bullet of another program, is best retyped.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
