"""Write: files put in place whole, or not at all, even when the program is killed.

The outputs of an outline are one folder. A new folder is made beside it under a hidden name, with
everything in it, and changes places with the old one in a single step of the file system: at any
moment the name leads to the old set or to the new one, and nobody ever sees some files of each.
What a killed run leaves is its hidden folder, which the next run that writes there removes.

What it costs: a shell that stands in the folder during a build stands in the old one, which is
gone; ``cd .`` takes it to the new one.
"""

from briefgen.write.staging import Staging, write_files

__all__ = ["Staging", "write_files"]
