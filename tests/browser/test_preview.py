"""The preview in a real browser: a save reloads the page, faults stand on it and go away."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

PATIENCE = 30_000  # ms; a change is seen in a second, unless the computer has much else to do
SOURCE = Path(__file__).resolve().parents[2] / "src"

# A site of one page whose text is a file; a text with the word WRONG in it is a fault.
SERVER = """\
import sys, tomllib
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from pathviz.i18n import Strings
from pathviz.serve import BuildResult, serve
locale = Path(sys.argv[1]).parent / "templates" / "locales" / "command.fi.toml"
words = Strings("fi", tomllib.loads(locale.read_text("utf-8")))
PAGE = '''<!DOCTYPE html><html lang="fi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<title>Polku</title></head><body><h1>{}</h1></body></html>'''
folder = Path(sys.argv[2])
def build():
    text = (folder / "text.md").read_text()
    if "WRONG" in text:
        return BuildResult(None, ["content/text.md:3:8: wrong-word “WRONG” on väärä sana"])
    return BuildResult({"index.html": PAGE.format(text).encode(), "404.html": b"<h1>Ei ole</h1>"})
serve(build, [folder], port=0, open_browser=False, echo=lambda line: print(line, flush=True), words=words)
"""


@dataclass(frozen=True)
class Running:
    """A preview that runs."""

    process: subprocess.Popen[str]
    text: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def start(folder: Path, text: str) -> Running:
    """Start a preview of this text, and wait until it serves."""
    (folder / "text.md").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", SERVER, str(SOURCE), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if address := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return Running(process, folder / "text.md", int(address[1]))
    raise AssertionError(printed)


def stop(running: Running) -> tuple[int, str]:
    """Press Ctrl-C; the exit code, and what was printed since the start."""
    running.process.send_signal(signal.SIGINT)
    printed, _ = running.process.communicate(timeout=20)
    return running.process.returncode, printed


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = start(tmp_path, "Yksi")
    yield running
    if running.process.poll() is None:
        stop(running)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the browser; at the end, nothing may have been refused to it."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Security" in message.text else None)
        yield page
        assert faults == []


@pytest.mark.browser
def test_a_save_reloads_and_faults_come_and_go(running: Running, page: Page) -> None:
    page.goto(running.url)
    expect(page.get_by_role("heading", name="Yksi")).to_be_visible(timeout=PATIENCE)
    running.text.write_text("Kaksi")
    expect(page.get_by_role("heading", name="Kaksi")).to_be_visible(timeout=PATIENCE)
    running.text.write_text("WRONG")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("content/text.md:3:8: wrong-word “WRONG” on väärä sana", timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Kaksi")).to_be_visible(timeout=PATIENCE)
    # The panel's own style was allowed in.
    assert alert.evaluate("panel => getComputedStyle(panel).position") == "fixed"
    running.text.write_text("Kolme")
    expect(page.get_by_role("heading", name="Kolme")).to_be_visible(timeout=PATIENCE)
    expect(alert).to_have_count(0, timeout=PATIENCE)


@pytest.mark.browser
def test_faults_of_the_first_build_are_recovered_from(tmp_path: Path, page: Page) -> None:
    running = start(tmp_path, "WRONG")
    page.goto(running.url)
    expect(page.get_by_role("listitem")).to_contain_text("content/text.md:3:8", timeout=PATIENCE)
    running.text.write_text("Yksi")
    expect(page.get_by_role("heading", name="Yksi")).to_be_visible(timeout=PATIENCE)
    code, printed = stop(running)
    assert code == 0
    assert "Esikatselu lopetettu." in printed
    assert "Traceback" not in printed


@pytest.mark.browser
def test_a_page_that_is_behind_reloads_when_it_connects(running: Running, page: Page) -> None:
    # The change comes between the page and its script, which is not there yet to hear of it.
    def save_first(route: Route) -> None:
        if running.text.read_text() == "Yksi":
            running.text.write_text("Kaksi")
            while b"Kaksi" not in ask(running, "/")[2]:
                time.sleep(0.05)
        route.continue_()

    page.route("**/livereload.js*", save_first)
    page.goto(running.url, wait_until="commit")
    expect(page.get_by_role("heading", name="Kaksi")).to_be_visible(timeout=PATIENCE)


def ask(running: Running, path: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """An answer as it comes over the wire."""
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)) as connection:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_answers_are_never_kept_and_say_what_they_are(running: Running) -> None:
    status, headers, body = ask(running, "/")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "etag" not in headers
    assert b"Yksi" in body
    assert ask(running, "/", method="HEAD")[2] == b""
    assert ask(running, "/livereload.js")[0] == 200
    assert ask(running, "/", method="POST")[0] == 405


def test_what_is_not_there_is_the_sites_own_404(running: Running) -> None:
    status, _, body = ask(running, "/../../../../etc/passwd")
    assert status == 404
    assert b"Ei ole" in body


@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload"])
def test_another_name_for_this_computer_is_refused(running: Running, path: str) -> None:
    assert ask(running, path, Host="evil.example")[0] == 403


def test_another_sites_page_cannot_listen(running: Running) -> None:
    key = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    key["Sec_WebSocket_Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
    assert ask(running, "/livereload", Origin="https://evil.example", **key)[0] == 403


def test_a_sites_worker_is_not_installed(running: Running) -> None:
    assert ask(running, "/", Service_Worker="script")[0] == 404


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way there")
def test_ctrl_c_ends_quietly(running: Running) -> None:
    code, printed = stop(running)
    assert code == 0
    assert printed == "Esikatselu lopetettu.\n"
