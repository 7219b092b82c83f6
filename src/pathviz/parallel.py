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

# In a worker: the task and what all its calls share.
_work: tuple[Callable[..., Any], Any] | None = None


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
    task: Callable[[S, Sequence[T]], Sequence[R]], shared: S, parts: Sequence[Sequence[T]], *, jobs: int
) -> Iterator[R]:
    """The results of `task(shared, part)` for each part, in order.

    `task` must be a function of a module and depend on its arguments alone. This process works too, from the last
    part on, as what it makes need not be sent; with one job, or only one part, it does everything.
    """
    workers = min(jobs, len(parts)) - 1
    if workers < 1:
        for part in parts:
            yield from task(shared, part)
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with _quick_turns(), ProcessPoolExecutor(workers, context, _begin, (task, shared)) as pool:
        try:
            futures = [pool.submit(_do, part) for part in parts]
            own: list[Sequence[R]] = []
            for future, part in zip(reversed(futures), reversed(parts), strict=True):
                # A part that a worker has taken can no longer be cancelled; nor can any before it.
                if not future.cancel():
                    break
                own.append(list(task(shared, part)))
            for future in futures[: len(parts) - len(own)]:
                yield from future.result()
            for results in reversed(own):
                yield from results
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _quick_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _begin(task: Callable[..., Any], shared: Any) -> None:  # noqa: ANN401 (whatever the task shares)
    global _work  # noqa: PLW0603 (a worker process has one task, set once)
    _work = (task, shared)
    gc.disable()  # see `cli._keep_garbage`; a worker lives shorter still
    # Ctrl-C reaches every process of the terminal; the one that waits for us ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(part: Sequence[Any]) -> Sequence[Any]:
    if _work is None:
        raise RuntimeError("the worker has no task")
    task, shared = _work
    return list(task(shared, part))
