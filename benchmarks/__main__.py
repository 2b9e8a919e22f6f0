"""``python -m benchmarks`` measures the real brief, ``python -m benchmarks scale`` made-up ones.

Both print Markdown for docs/performance.md.
"""

from __future__ import annotations

import sys


def main() -> None:
    if sys.argv[1:] == ["scale"]:
        from benchmarks.scale import print_growth

        print_growth()
    elif not sys.argv[1:]:
        from benchmarks.ratios import print_ratios

        print_ratios()
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
