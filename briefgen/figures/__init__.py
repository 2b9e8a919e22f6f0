"""Draw the figures of a document as SVG: the same document and style, the same drawing."""
