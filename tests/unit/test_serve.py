"""The preview: what it answers, what it adds to a page, and when it builds anew."""

import asyncio
import os
import re
import tomllib
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

import pytest

from pathviz.i18n import Strings
from pathviz.serve import BuildResult, _bind, _rebuild, _Session
from pathviz.serve.insert import allow, faults_page, insert, panel
from pathviz.serve.preview import Preview
from pathviz.serve.server import is_ours
from pathviz.serve.watch import is_passing, settled, snapshot

PAGE = """<!DOCTYPE html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src 'self'">
<title>Ääni &lt;/head&gt;</title><script>"</head><body>"</script>
</head>
<body class="x"><p>Sisältö</p></body>
</html>
"""


T = TypeVar("T")
LOCALES = Path(__file__).resolve().parents[2] / "templates" / "locales"
WORDS, ENGLISH = (
    Strings(lang, tomllib.loads((LOCALES / f"command.{lang}.toml").read_text(encoding="utf-8")))
    for lang in ("fi", "en")
)
SOCKETS = "ws://127.0.0.1:1 ws://localhost:1"


def awaited(work: Coroutine[object, object, T]) -> T:
    """What comes of a coroutine. In a thread of its own: where browsers were tested, this one has a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def served(page: str, *faults: str) -> str:
    return insert(page, port=8000, version=7, overlay=panel(faults, WORDS) if faults else "")


def test_a_page_gets_the_script_at_the_end_of_its_head() -> None:
    page = served(PAGE)
    assert '<script src="/livereload.js?snipver=7" defer></script></head>\n<body class="x">' in page
    assert page.count("livereload.js") == 1
    assert "pathviz-faults" not in page
    assert "preview.css" not in page


def test_a_page_gets_leave_for_the_script_and_nothing_else_changes() -> None:
    page = served(PAGE)
    connect = "connect-src &#x27;self&#x27; ws://127.0.0.1:8000 ws://localhost:8000"
    assert connect in page
    without = page.replace('<script src="/livereload.js?snipver=7" defer></script>', "")
    ours, theirs = without.splitlines(), PAGE.splitlines()
    assert [line for line in ours if "Security" not in line] == [line for line in theirs if "Security" not in line]


def test_faults_stand_first_in_the_page_and_are_only_text() -> None:
    page = served(PAGE, "content/x.yaml:3:8: <b>")
    assert '<body class="x"><section class="pathviz-faults" role="alert"' in page
    assert "<li>content/x.yaml:3:8: &lt;b&gt;</li>" in page
    assert '<link rel="stylesheet" href="/.pathviz/preview.css">' in page


@pytest.mark.parametrize(
    "page", ["", "hei", "<p>hei", "<html><body>hei", "<title>x</title>\r\n<body\r\n class=a>\r\nhei"]
)
def test_a_page_without_a_head_is_served_too(page: str) -> None:
    shown = served(page, "fault")
    assert "livereload.js" in shown
    assert panel(["fault"], WORDS) in shown
    assert re.sub(r"<link.*</script>", "", shown.replace(panel(["fault"], WORDS), "")) == page


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        (
            "default-src 'self'",
            "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' " + SOCKETS,
        ),
        (
            "Default-Src 'none'; script-src 'sha256-x'; style-src 'none';; connect-src ws:;",
            "default-src 'none'; script-src 'sha256-x' 'self'; style-src 'self'; connect-src ws: 'self' " + SOCKETS,
        ),
    ],
)
def test_a_policy_is_widened_no_more_than_is_needed(policy: str, expected: str) -> None:
    assert allow(policy, 1) == expected


@pytest.fixture
def preview() -> Preview:
    preview = Preview(8000, WORDS)
    preview.show({"index.html": PAGE.encode(), "a/index.html": b"<p>a", "a b.css": b"a{}", "404.html": b"<p>none"})
    return preview


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/a/", 200, "text/html; charset=utf-8"),
        ("/a%20b.css", 200, "text/css; charset=utf-8"),
        ("/.pathviz/preview.css", 200, "text/css; charset=utf-8"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/../../etc/passwd", 404, "text/html; charset=utf-8"),
        ("/..%2f..%2fetc/passwd", 404, "text/html; charset=utf-8"),
        ("//etc/passwd", 404, "text/html; charset=utf-8"),
        ("/%ff", 404, "text/html; charset=utf-8"),
    ],
)
def test_the_sites_own_files_are_answered_with_and_no_others(
    preview: Preview, path: str, status: int, kind: str
) -> None:
    answer = preview.answer(path)
    assert (answer.status, answer.kind) == (status, kind)


def test_a_folder_is_sent_to_its_own_address(preview: Preview) -> None:
    answer = preview.answer("/a")
    assert (answer.status, answer.location) == (HTTPStatus.FOUND, "/a/")


def test_files_other_than_pages_are_served_as_they_are(preview: Preview) -> None:
    assert preview.answer("/a%20b.css").content == b"a{}"


def test_faults_come_and_go_over_the_last_good_site(preview: Preview) -> None:
    assert preview.show_faults(["content/x.yaml:3:8: wrong"])
    assert not preview.show_faults(["content/x.yaml:3:8: wrong"])
    shown = preview.answer("/").content.decode()
    assert "content/x.yaml:3:8: wrong" in shown
    assert "Sisältö" in shown
    assert preview.show({"index.html": PAGE.encode()})
    assert not preview.show({"index.html": PAGE.encode()})
    assert "wrong" not in preview.answer("/").content.decode()


def test_faults_of_the_first_build_are_a_page_of_their_own() -> None:
    preview = Preview(8000, WORDS)
    preview.show_faults(["content/x.yaml:3:8: wrong"])
    answer = preview.answer("/a/")
    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer.content.decode() == served(faults_page(["content/x.yaml:3:8: wrong"], WORDS)).replace(
        "snipver=7", f"snipver={preview.version}"
    )


def test_the_panel_speaks_the_language_of_the_faults() -> None:
    assert 'lang="en"' in panel(["wrong"], ENGLISH)
    assert "could not be built" in faults_page(["wrong"], ENGLISH)


def test_every_change_is_a_new_version(preview: Preview) -> None:
    versions = [preview.version]
    for faults in (["x"], ["y"], []):
        assert preview.show_faults(faults)
        versions.append(preview.version)
    assert versions == sorted(set(versions))


@pytest.mark.parametrize("host", ["", "example.org", "example.org:8000", "localhost", "127.0.0.1:80", "0.0.0.0:8000"])
def test_other_names_of_this_computer_are_refused(host: str) -> None:
    assert not is_ours(host, 8000)


@pytest.mark.parametrize(
    "name", [".path.yaml.swp", "path.yaml~", "#path.yaml#", ".git", "4913", "~$liite.docx", "x.tmp"]
)
def test_what_editors_write_beside_a_file_is_passed_over(name: str) -> None:
    assert is_passing(name)


def test_changes_are_seen_whatever_their_kind(tmp_path: Path) -> None:
    file, folder = tmp_path / "site.yaml", tmp_path / "content"
    (folder / "a").mkdir(parents=True)
    file.write_text("one")
    inner = folder / "a" / "path.yaml"
    inner.write_text("one")
    os.utime(inner, ns=(1, 1))

    def replaced() -> None:
        new = folder / "new.tmp"
        new.write_text("eno")
        os.utime(new, ns=(1, 1))
        new.replace(inner)

    changes: list[Callable[[], object]] = [
        lambda: file.write_text("longer"),
        lambda: os.utime(inner, ns=(2, 2)),
        lambda: os.utime(inner, ns=(1, 1)),
        replaced,
        (folder / "b.md").touch,
        lambda: (folder / "b.md").rename(folder / "a" / "c.md"),
        (folder / "a" / "c.md").unlink,
        file.unlink,
    ]
    watched = [file, folder, tmp_path / "nothing"]
    for change in changes:
        before = snapshot(watched)
        change()
        assert snapshot(watched) != before
        assert snapshot(watched) == snapshot(watched)
    before = snapshot(watched)
    (folder / ".path.yaml.swp").touch()
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").touch()
    assert snapshot(watched) == before


def test_a_burst_of_saves_is_waited_for(tmp_path: Path) -> None:
    async def save() -> None:
        for number in range(3):
            (tmp_path / f"{number}.md").touch()
            await asyncio.sleep(0.05)

    async def both() -> int:
        saving = asyncio.create_task(save())
        seen = await settled([tmp_path])
        await saving
        return len(seen)

    assert awaited(both()) == 3


def rebuilt(build: Callable[[], BuildResult], preview: Preview) -> list[str]:
    """Build once; what the user is told."""
    told: list[str] = []
    awaited(_rebuild(_Session(build, [], told.append, WORDS), preview))
    return told


def test_problems_are_told_and_warnings_keep_nobody_from_looking(preview: Preview) -> None:
    told = rebuilt(lambda: BuildResult({"index.html": b"new"}, ["a.md:1:1: warning"]), preview)
    assert told[0] == "a.md:1:1: warning"
    shown = preview.answer("/").content
    assert b"new" in shown
    assert b"warning" not in shown


def test_a_fault_in_the_program_is_shown_and_ends_nothing(preview: Preview) -> None:
    def build() -> BuildResult:
        raise KeyError("oops")

    told = rebuilt(build, preview)
    assert "Traceback" in told[0]
    shown = preview.answer("/").content.decode()
    assert "KeyError: &#x27;oops&#x27;" in shown
    assert "Sisältö" in shown


def test_the_next_free_port_is_taken() -> None:
    first, port = _bind(0)
    with first:
        second, other = _bind(port)
        with second:
            assert first.getsockname() == ("127.0.0.1", port)
            assert second.getsockname() == ("127.0.0.1", other)
    assert other != port
