"""The evidence of a document, and the proof that a PDF holds it."""
