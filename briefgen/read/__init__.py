"""Read: from files to an outline and a library, with every finding on the way.

files (bytes and text, inside the project) -> nodes (YAML, placed) -> bind (a model) -> the checks
that need nothing but the outline itself, or nothing but the library.
"""

from briefgen.read.files import FileRead, Read, project_of, read_bytes, read_text
from briefgen.read.library import read_library
from briefgen.read.outline import read_outline

__all__ = [
    "FileRead",
    "Read",
    "project_of",
    "read_bytes",
    "read_library",
    "read_outline",
    "read_text",
]
