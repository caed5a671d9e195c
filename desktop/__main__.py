"""Start: ``bilagsdrop`` and ``python -m desktop``."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program; never returns. A process that the program starts to read documents does only that."""
    if hasattr(sys, "frozen"):
        import multiprocessing  # noqa: PLC0415 - as below

        multiprocessing.freeze_support()  # such a process begins here, and goes no further
    from desktop.cli.leaving import leave  # noqa: PLC0415 - as below
    from desktop.cli.no_console import listen  # noqa: PLC0415 - as below

    listen()
    leave(_run(sys.argv[1:]))


def _run(argv: list[str]) -> int:
    try:
        from desktop.cli.main import run  # noqa: PLC0415 - a start that only prints a version loads no more than it needs

        return run(argv)
    except (ImportError, OSError) as error:  # a part of an installed program may be missing
        from desktop.bundle import tell_damage  # noqa: PLC0415 - as above

        return tell_damage(argv, error)


if __name__ == "__main__":
    main()
