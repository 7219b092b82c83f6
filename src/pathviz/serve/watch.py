"""Notice that a source file was saved, made, renamed or removed, by looking: that works on every disk and system."""

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

#: Of each file what changes when it is saved: time, size, and which file it is (editors put a new one in its place).
Snapshot = Mapping[str, tuple[int, int, int]]

_PAUSE = 0.1  # seconds; within one save of many files the next one comes sooner
_ROUNDS = 20  # a program that never stops writing is not waited for
# What editors, systems and version control write beside the files that are edited. `4913` is vim's trial file.
_PASSING = (".*", "#*#", "*~", "~$*", "*.swp", "*.swx", "*.tmp", "*.bak", "*.part", "*.pyc", "*___jb_*", "4913")
_PASSING_FOLDERS = frozenset({"__pycache__", "node_modules"})


def is_passing(name: str) -> bool:
    """Is this the name of a file that comes and goes while another one is edited?

    >>> is_passing("path.yaml~"), is_passing("path.yaml")
    (True, False)
    """
    return name in _PASSING_FOLDERS or any(fnmatch(name, pattern) for pattern in _PASSING)


def snapshot(watched: Iterable[Path]) -> Snapshot:
    """The state of these files and of all in these folders; what does not exist is left out."""
    return dict(entry for path in watched for entry in _look(path))


async def settled(watched: Iterable[Path]) -> Snapshot:
    """The state once nothing has changed for a moment: one save may write many files, and a large one in parts."""
    watched = list(watched)
    seen = await asyncio.to_thread(snapshot, watched)
    for _ in range(_ROUNDS):
        await asyncio.sleep(_PAUSE)
        before, seen = seen, await asyncio.to_thread(snapshot, watched)
        if seen == before:
            break
    return seen


def _look(path: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """The state of a file, or of all files in a folder; links in it are not followed into other folders."""
    if path.is_file():
        yield from _state(str(path))
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not is_passing(name)]
        for name in files:
            if not is_passing(name):
                yield from _state(os.path.join(folder, name))  # noqa: PTH118 - thousands of times, four times a second


def _state(file: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """The state of one file; nothing, when it has gone just now."""
    try:
        found = os.stat(file)  # noqa: PTH116 - as above
    except OSError:
        return
    yield file, (found.st_mtime_ns, found.st_size, found.st_ino)
