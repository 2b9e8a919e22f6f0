"""``python -m briefgen``: the same program as the command ``briefgen``."""

from briefgen.cli import main

main()
