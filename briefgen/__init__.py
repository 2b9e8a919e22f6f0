"""briefgen: policy briefs that can be audited.

An outline (YAML) binds every claim to passages of source documents; the program proves each
quotation word for word, checks the prose, and sets one document for each audience.
``docs/architecture.md`` opens with the pipeline.
"""

__version__ = "0.1.0"
