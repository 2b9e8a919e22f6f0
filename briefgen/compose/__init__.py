"""Compose: a brief bound to its evidence becomes the document that a template arranges."""
