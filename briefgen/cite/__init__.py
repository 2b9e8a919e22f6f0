"""Citations in any CSL style."""
