"""Start: ``bilagsdrop`` and ``python -m desktop``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit status."""
    from desktop.cli.main import run  # noqa: PLC0415 - a start that only prints a version loads no more than it needs

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
