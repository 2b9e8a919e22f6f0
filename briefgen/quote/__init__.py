"""Quotations held against their sources: folding, search, difference."""
