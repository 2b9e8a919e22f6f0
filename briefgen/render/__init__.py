"""Render: the composed document as Markdown, HTML and PDF.

:mod:`~briefgen.render.templates` turns a document and a template into text,
:mod:`~briefgen.render.pdf` turns its HTML into a PDF. Only the latter loads WeasyPrint, so that
checks and Markdown do not wait for it.
"""
