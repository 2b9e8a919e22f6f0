"""The document as a Word file: the page of its template, handed to pandoc as a tree.

:mod:`briefgen.word.tree` turns the page into pandoc's tree, :mod:`briefgen.word.reference` the style
into a reference document, and :mod:`briefgen.word.write` has pandoc make a file of both.
"""
