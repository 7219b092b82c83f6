"""How long builds take: a cold one, one with nothing changed, and one after an edit of one file.

    python3 build.py                                  (once: makes the environment)
    python3 benchmarks/run.py --paths 1000 --jobs 2

Each build is a process of its own, as a user runs it. Wall and CPU time are of the whole process with all
that it started; memory is that of its largest process. With --runs each build is done several times and the
median is reported. Times differ between machines: compare ratios of one run, never a number with a stranger's.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from synthetic import make_site

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Cost:
    """What one build took: seconds of wall and CPU time, and MiB of the largest process."""

    wall: float
    cpu: float
    memory: float


def measured(command: list[str]) -> Cost:
    """Run a command; raises RuntimeError when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def median(costs: list[Cost]) -> Cost:
    """The middle of each figure."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))


def sizes(output: Path) -> tuple[int, int, int]:
    """Number of pages, and their bytes raw and compressed."""
    pages = [page.read_bytes() for page in output.rglob("*.html")]
    return len(pages), sum(map(len, pages)), sum(len(gzip.compress(page, 6)) for page in pages)


def main() -> None:
    """Make the site, measure the builds, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paths", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--varied", action="store_true", help="give nearly every path a shape of its own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site, output = Path(folder) / "site", Path(folder) / "output"
        old = Path(folder) / "old"
        old.mkdir()
        make_site(site, given.paths, given.seed, varied=given.varied)
        command = [sys.executable, str(ROOT / "build.py"), "build", "--site", str(site), "--output", str(output)]
        command += ["--jobs", str(given.jobs)]
        edited = site / "content" / "alue-1" / "polku-1" / "index.md"

        def cold() -> None:
            # Kept till the end: where thousands of files have just been deleted, ext4 takes seconds to make new ones.
            if output.exists():
                output.rename(old / str(len(list(old.iterdir()))))
            shutil.rmtree(site / ".pathviz-cache", ignore_errors=True)

        def edit() -> None:
            edited.write_text(edited.read_text("utf-8") + "\nYksi lause lisää.\n", "utf-8")

        rows: list[tuple[str, Callable[[], None]]] = [
            ("cold", cold),
            ("nothing changed", lambda: None),
            ("one edit", edit),
        ]
        print(f"{given.paths} paths, {given.jobs} jobs, median of {given.runs}")
        print(f"{'build':<16}{'wall s':>10}{'CPU s':>10}{'ms a path':>10}{'CPU ms':>10}{'MiB':>8}")
        for name, before in rows:
            costs = []
            for _ in range(given.runs):
                before()
                costs.append(measured(command))
            cost = median(costs)
            each = 1000 / given.paths
            figures = (cost.wall, cost.cpu, cost.wall * each, cost.cpu * each)
            print(f"{name:<16}" + "".join(f"{figure:>10.2f}" for figure in figures) + f"{cost.memory:>8.0f}")
        pages, raw, packed = sizes(output)
        print(f"{pages} pages; a page {raw // pages:,} bytes, {packed // pages:,} with gzip")


if __name__ == "__main__":
    main()
