"""Spread pure work over processes: for large sites only, since processes cost more than small ones take.

Workers are forked where the system can, and so share what was already read; elsewhere they are
started anew and get it sent. The results come in the order of the work, whatever the number of jobs.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_TURN: Final = 0.0002
"""Seconds after which a thread lets another one run while workers' results come in.

A worker waits until what it has made has been taken from it, a pipe's fill at a time. Each fill takes the thread that
receives it one turn, while this process works: at Python's five milliseconds workers idled for a third of a build.
"""

_Taken = Any
"""A byte for each part, shared by all processes: has one of them begun it? (Its type has no name at run time.)"""

# In a worker: the task, what all its calls share, and which parts are taken.
_work: tuple[Callable[..., Any], Any, _Taken] | None = None


def usable_cores() -> int:
    """How many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Items in parts of a size, in order.

    >>> chunks("abcde", 2)
    ['ab', 'cd', 'e']
    """
    return [items[start : start + size] for start in range(0, len(items), size)]


def spread(
    task: Callable[[S, Sequence[T]], Sequence[R]],
    shared: S,
    parts: Sequence[Sequence[T]],
    *,
    jobs: int,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[R]:
    """The results of `task(shared, part)` for each part, in order.

    `task` must be a function of a module and depend on its arguments alone. This process works too, from the last
    part on, as what it makes need not be sent; with one job, or only one part, it does everything.
    Where there are workers, it first does what else there is to be done `meanwhile`.
    """
    workers = min(jobs, len(parts)) - 1
    if workers < 1:
        for part in parts:
            yield from task(shared, part)
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    # A worker is given its next parts before it needs them: it has begun one only when it says so here.
    taken = context.Array("b", len(parts))
    with _quick_turns(), ProcessPoolExecutor(workers, context, _begin, (task, shared, taken)) as pool:
        try:
            futures = [pool.submit(_do, number, part) for number, part in enumerate(parts)]
            if meanwhile is not None:
                meanwhile()
            own: list[Sequence[R]] = []
            for number in reversed(range(len(parts))):
                # Workers are given parts in order: where one is taken, all before it are or will be.
                if not _take(taken, number):
                    break
                futures[number].cancel()
                own.append(list(task(shared, parts[number])))
            for future in futures[: len(parts) - len(own)]:
                yield from future.result()
            for results in reversed(own):
                yield from results
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _quick_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _take(taken: _Taken, number: int) -> bool:
    """Take a part, unless another process has."""
    with taken.get_lock():
        is_free = not taken[number]
        taken[number] = True
    return is_free


def _begin(task: Callable[..., Any], shared: Any, taken: _Taken) -> None:  # noqa: ANN401 (whatever the task shares)
    global _work  # noqa: PLW0603 (a worker process has one task, set once)
    _work = (task, shared, taken)
    gc.disable()  # see `cli._keep_garbage`; a worker lives shorter still
    # Ctrl-C reaches every process of the terminal; the one that waits for us ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(number: int, part: Sequence[Any]) -> Sequence[Any]:
    """Do a part in a worker; nothing, where it has been done elsewhere."""
    if _work is None:
        raise RuntimeError("the worker has no task")
    task, shared, taken = _work
    return list(task(shared, part)) if _take(taken, number) else ()
