"""One build at a time may publish to a folder."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pathviz.publish.errors import OutputRefused
from pathviz.publish.manifest import INNER_LOCK

_PAUSE = 0.05  # seconds between two tries


@contextmanager
def locked(output: Path, patience: float = 0, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the output folder's lock; the system gives it back when this process ends, however it ends.

    Args:
        output: the folder, which need not exist; the one around it must.
        patience: seconds to wait for another build to finish.
        on_wait: called once, when there is another to wait for.

    Raises:
        OutputRefused: `locked`, when the patience is at its end.
        OSError: when no lock can be made at all.
    """
    path = _lock_path(output)
    limit = time.monotonic() + patience
    waiting = False
    while (file := _try_lock(path)) is None:
        if time.monotonic() >= limit:
            raise OutputRefused("locked", output)
        if not waiting:
            on_wait()
        waiting = True
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _unlock(path, file)


def _lock_path(output: Path) -> Path:
    """Beside the folder, which itself is replaced; in it where the folder around it cannot be written to."""
    if os.access(output.parent, os.W_OK):
        return output.with_name(f".{output.name}.pathviz-lock")
    return output / INNER_LOCK


def _try_lock(path: Path) -> int | None:
    """The open, locked file; None while another process has it."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError:
        if sys.platform == "win32":
            # So Windows speaks of a file that is just being removed.
            return None
        raise
    try:
        # The one who had it may have removed it between our opening and our locking: then ours is nobody's lock.
        if _is_taken(file) and _is_still(path, file):
            return file
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _is_taken(file: int) -> bool:
    """Try to lock the open file; is it ours now?"""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists there alone

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists everywhere else

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still(path: Path, file: int) -> bool:
    """Is the open file the one that is found under its name?"""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def _unlock(path: Path, file: int) -> None:
    """Remove the lock file and give the lock back."""
    if sys.platform == "win32":
        # Windows removes no open file; that it refuses while another build has it open is just what is wanted.
        os.close(file)
        _remove(path)
    else:
        _remove(path)
        os.close(file)


def _remove(path: Path) -> None:
    """Remove the file if it can be removed: one that stays does no harm."""
    try:
        path.unlink()
    except OSError:
        return
