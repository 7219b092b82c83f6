"""`python -m pathviz` is the same as the installed command `pathviz`."""

import atexit
import os
import sys


def run() -> int:
    """Run the command that the process was started for; gives its exit code."""
    codes: list[int] = []
    atexit.register(_leave, codes)  # the first to be registered is the last to be called

    from pathviz.cli import main  # noqa: PLC0415 (what it imports may register calls of its own)

    codes.append(main())
    return codes[0]


def _leave(codes: list[int]) -> None:
    """End the process here, if the command came to its end.

    Python would take the whole site apart first, object by object: a fourteenth of the time of a large build.
    """
    if not codes:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # Python tells of a stream that broke, in its exit code too
    os._exit(codes[0])


if __name__ == "__main__":
    sys.exit(run())
