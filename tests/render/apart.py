"""A script in a process of its own: what it changes in WeasyPrint stays there."""

from __future__ import annotations

import json
import subprocess
import sys


def printed_rows(script: str, how: str, page: str) -> list[list[str]]:
    """The JSON that ``script`` prints, with ``how`` as its argument and ``page`` to read."""
    done = subprocess.run(
        [sys.executable, "-c", script, how], input=page, capture_output=True, text=True, check=True
    )
    rows: list[list[str]] = json.loads(done.stdout)
    return rows
