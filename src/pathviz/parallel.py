"""Spread pure work over processes: for large sites only, since processes cost more than small ones take.

Workers are forked where the system can, and so share what was already read; elsewhere they are
started anew and get it sent. The results come in the order of the work, whatever the number of jobs.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_Taken = Any
"""A byte for each part, shared by all processes: has one of them begun it? (Its type has no name at run time.)"""

# In a worker: the task, what all its calls share, which parts are taken, and the folder for results.
_work: tuple[Callable[..., Any], Any, _Taken, Path] | None = None


def usable_cores() -> int:
    """How many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Items in parts of a size, in order; where there are several, the last ones are smaller, so that all end together.

    >>> chunks("abcde", 5)
    ['abcde']
    >>> [len(part) for part in chunks(range(200), 20)]
    [20, 20, 20, 17, 15, 13, 11, 10, 9, 8, 7, 6, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3]
    """
    found, start = [], 0
    while (left := len(items) - start) > 0:
        most = size if len(items) <= size else min(size, max(left // 8, size // 5, 1))
        found.append(items[start : start + most])
        start += most
    return found


def spread(
    task: Callable[[S, Sequence[T]], Sequence[R]],
    shared: S,
    parts: Sequence[Sequence[T]],
    *,
    jobs: int,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[R]:
    """The results of `task(shared, part)` for each part, in order.

    `task` must be a function of a module and depend on its arguments alone. This process works too; with one job, or
    only one part, it does everything. Parts are begun in their order: what takes longest should come first.
    Where there are workers, this process first does what else there is to be done `meanwhile`.
    """
    workers = min(jobs, len(parts)) - 1
    if workers < 1:
        for part in parts:
            yield from task(shared, part)
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    # A worker is given its next parts before it needs them: it has begun one only when it says so here.
    taken = context.Array("b", len(parts))
    with (
        TemporaryDirectory(prefix="pathviz-") as folder,
        ProcessPoolExecutor(workers, context, _begin, (task, shared, taken, folder)) as pool,
    ):
        try:
            futures = [pool.submit(_do, number, part) for number, part in enumerate(parts)]
            if meanwhile is not None:
                meanwhile()
            found: list[Sequence[R] | None] = [None] * len(parts)
            for number, part in enumerate(parts):
                if _take(taken, number):
                    futures[number].cancel()
                    found[number] = list(task(shared, part))
                    _fetch(futures, found)
            for future, results in zip(futures, found, strict=True):
                yield from _fetched(future) if results is None else results
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _fetch(futures: Sequence[Future[Path]], found: list[Sequence[R] | None]) -> None:
    """Fetch what workers have done meanwhile, while they go on."""
    for number, future in enumerate(futures):
        if found[number] is None and future.done() and not future.cancelled() and future.exception() is None:
            found[number] = _fetched(future)


def _fetched(future: Future[Path]) -> Sequence[Any]:
    """What a worker has left in a file: through a pipe each would wait for the other."""
    file = future.result()
    with file.open("rb") as stream:
        results: Sequence[Any] = pickle.load(stream)  # noqa: S301 (from our own worker, in a folder of our own)
    file.unlink()
    return results


def _take(taken: _Taken, number: int) -> bool:
    """Take a part, unless another process has."""
    with taken.get_lock():
        is_free = not taken[number]
        taken[number] = True
    return is_free


def _begin(task: Callable[..., Any], shared: Any, taken: _Taken, folder: str) -> None:  # noqa: ANN401 (whatever the task shares)
    global _work  # noqa: PLW0603 (a worker process has one task, set once)
    _work = (task, shared, taken, Path(folder))
    gc.disable()  # see `cli._keep_garbage`; a worker lives shorter still
    # Ctrl-C reaches every process of the terminal; the one that waits for us ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker where the process that waits for it has been killed: it would wait for ever for more to do."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(number: int, part: Sequence[Any]) -> Path:
    """Do a part in a worker; nothing, where it has been done elsewhere. Gives the file that holds the results."""
    if _work is None:
        raise RuntimeError("the worker has no task")
    task, shared, taken, folder = _work
    file = folder / str(number)
    if _take(taken, number):
        results = list(task(shared, part))
        with file.open("wb") as stream:
            pickle.dump(results, stream, pickle.HIGHEST_PROTOCOL)
    return file
