"""Work spread over processes."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from pathviz import parallel
from pathviz.parallel import chunks, spread

# Lets workers tell their numbers, and waits for one that never ends.
WITH_WORKERS = """\
import os, sys, time
sys.path[:0] = [sys.argv[1]]
from pathviz.parallel import spread
def told(_shared, part):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(1000)
    return part
list(spread(told, None, [[1], [2], [3]], jobs=3))
"""


def squares(shared: int, part: Sequence[int]) -> list[tuple[int, int]]:
    return [(shared * number * number, os.getpid()) for number in part]


def refuse(shared: int, part: Sequence[int]) -> list[int]:
    if shared in part:
        raise ValueError(shared)
    return list(part)


def ends_wait_for_each_other(folder: Path, part: Sequence[int]) -> list[int]:
    """The first two parts end when both have begun; the one of a worker, when all others have been begun elsewhere."""
    (folder / str(part[0])).touch()
    awaited = 11 if multiprocessing.parent_process() else {0: 1, 1: 0}.get(part[0], part[0])
    deadline = time.monotonic() + 10
    while not (folder / str(awaited)).exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return [os.getpid()]


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 5, 40])
def test_results_come_in_the_order_of_the_work(jobs: int, count: int) -> None:
    numbers = list(range(count))
    found = list(spread(squares, 3, chunks(numbers, 2), jobs=jobs))
    assert [result for result, _ in found] == [3 * number * number for number in numbers]


@pytest.mark.parametrize("count", [*range(30), 100, 1000])
@pytest.mark.parametrize("size", [1, 3, 20])
def test_parts_hold_all_items_in_order_and_get_smaller(count: int, size: int) -> None:
    parts = chunks(range(count), size)
    assert [item for part in parts for item in part] == list(range(count))
    sizes = [len(part) for part in parts]
    assert sizes == sorted(sizes, reverse=True)
    assert all(0 < each <= size for each in sizes)
    assert (len(sizes) <= 1) == (count <= size)


def test_no_more_processes_than_jobs() -> None:
    found = {process for _, process in spread(squares, 1, chunks(list(range(60)), 1), jobs=2)}
    assert len(found) <= 2
    assert len(found - {os.getpid()}) <= 1


@pytest.mark.parametrize("wrong", [0, 19, 39])
def test_a_fault_in_any_process_reaches_the_caller(wrong: int) -> None:
    with pytest.raises(ValueError, match=str(wrong)):
        list(spread(refuse, wrong, chunks(list(range(40)), 1), jobs=2))


def test_what_a_worker_has_not_begun_is_done_here(tmp_path: Path) -> None:
    parts = [[number] for number in range(12)]
    found = list(spread(ends_wait_for_each_other, tmp_path, parts, jobs=2))
    assert sorted(process == os.getpid() for process in found) == [False] + [True] * 11


def test_what_is_done_meanwhile_is_done_once_and_only_beside_others() -> None:
    calls: list[int] = []
    for jobs in (1, 3):
        found = list(spread(squares, 1, chunks(range(9), 2), jobs=jobs, meanwhile=partial(calls.append, jobs)))
        assert [result for result, _ in found] == [number * number for number in range(9)]
    assert calls == [3]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for as Linux shows them")
def test_workers_end_with_the_process_that_waits_for_them() -> None:
    command = [sys.executable, "-S", "-c", WITH_WORKERS, str(Path(parallel.__file__).parents[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            processes = {int(running.stdout.readline()) for _ in range(3)}
        finally:
            running.kill()
    workers = processes - {running.pid}
    assert len(workers) == 2
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(is_running, workers))


def is_running(process: int) -> bool:
    """Whether there is a process of a number that has not come to its end."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
