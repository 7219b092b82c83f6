"""A build that is killed while it publishes leaves the old or the new site whole, for readers and the next build."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pathviz.publish import heal, is_current
from publishing import publish

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")

# Publishes version 2 over version 1, and kills itself at its Nth call of the system that has to do with files.
# Python tells of these calls just before it makes them, so that every state between two of them comes up.
KILLED_AT = """\
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[1].split(os.pathsep)
import pathviz.publish as publishing
from publishing import publish
from ctypes import CDLL; CDLL(None)
output, count, inside = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "journal"
if inside:
    publishing._stays = lambda _output: True
left = count
def watch(event, arguments):
    global left
    if event == "open" or event.startswith(("os.", "ctypes.", "shutil.", "fcntl.")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
site = {f"p{number}/index.html": b"two %d" % number for number in range(3)} | {"same.css": b"same", "new.css": b"new"}
sys.addaudithook(watch)
publish(site, output, output.parent, digest="2")
"""

# Publishes version after version until it is killed.
KILLED_ANY_TIME = """\
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[1].split(os.pathsep)
import pathviz.publish as publishing
from publishing import publish
output = Path(sys.argv[2])
if sys.argv[3] == "journal":
    publishing._stays = lambda _output: True
print("begun", flush=True)
number = 0
while True:
    number += 1
    site = {f"p{page}/index.html": b"%d" % (number + page % 7 // 6) for page in range(60)} | {f"v{number}.css": b""}
    publish(site, output, output.parent, digest=str(number))
"""

SITE_1 = {f"p{number}/index.html": b"one" for number in range(4)} | {"same.css": b"same", "old/old.css": b"old"}
SITE_2 = {f"p{number}/index.html": b"two %d" % number for number in range(3)} | {"same.css": b"same", "new.css": b"new"}
SITE_3 = {"index.html": b"three"}
TESTS = Path(__file__).resolve().parent
SOURCES = f"{TESTS.parent / 'src'}{os.pathsep}{TESTS}"


def make_site(folder: Path) -> Path:
    """A folder with a site's sources and a published version 1; gives the output folder."""
    output = folder / "output"
    (folder / "content").mkdir(parents=True)
    output.mkdir()
    (output / ".gitignore").write_text("*")
    publish(SITE_1, output, folder, digest="1")
    return output


def assert_whole(output: Path) -> str:
    """The site is one version and nothing else; gives its digest."""
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    site = {name: content for name, content in files.items() if not name.startswith(".")}
    assert site in (SITE_1, SITE_2)
    digest = "1" if site == SITE_1 else "2"
    assert is_current(output, digest)
    assert (output / ".gitignore").read_text() == "*"
    return digest


def assert_nothing_left(output: Path) -> None:
    """No build has left anything behind, and the next one succeeds."""
    # A lock file without a lock may stay until the next build takes it.
    assert {path.name for path in output.parent.iterdir()} - {".output.pathviz-lock"} == {"content", "output"}
    publish(SITE_3, output, output.parent, digest="3")
    assert {path.name for path in output.parent.iterdir()} == {"content", "output"}
    assert is_current(output, "3")
    assert {path.name for path in output.iterdir()} == {"index.html", ".gitignore", ".pathviz-manifest.json"}


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_killed_at_every_step(tmp_path: Path, way: str) -> None:
    seen: list[str] = []
    for count in range(1, 1000):
        output = make_site(tmp_path / str(count))
        command = [sys.executable, "-S", "-c", KILLED_AT, SOURCES, str(output), str(count), way]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr
        if way == "exchange":
            # Nobody ever sees anything but a whole site, not even before the next build.
            assert_whole(output)
        heal(output)
        seen.append(assert_whole(output))
        assert_nothing_left(output)
        if ended.returncode == 0:
            break
    assert seen[0] == "1"
    assert seen[-1] == "2"
    # Once the new version is there it stays.
    assert seen == sorted(seen)
    assert len(seen) > 30


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_killed_at_any_moment(tmp_path: Path, way: str) -> None:
    output = make_site(tmp_path)
    moments = random.Random(20261121)
    for _ in range(12):
        command = [sys.executable, "-S", "-c", KILLED_ANY_TIME, SOURCES, str(output), way]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"begun\n"
            time.sleep(moments.uniform(0, 0.15))
            os.kill(running.pid, signal.SIGKILL)
        heal(output)
        assert any(is_current(output, str(number)) for number in range(1, 1000))
        pages = [path.read_bytes() for path in sorted(output.glob("p*/index.html"))]
        assert len(set(pages)) <= 2
    publish(SITE_3, output, tmp_path, digest="3")
    assert_nothing_left(output)
