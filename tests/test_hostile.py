"""Input that nobody means well: every case ends in a clear sentence or a good site, never in a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small good site, in a folder with a name that needs care."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "oma sivusto #1 ä"))


def run(site: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    settings = os.environ | {"PYTHONPATH": str(ROOT / "src")} | environment
    command = [sys.executable, "-m", "pathviz", *arguments]
    done = subprocess.run(command, cwd=site, env=settings, capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    "url", ["https://", 'https://x.fi/"><script>', "https://x.fi/ y", "javascript:alert(1)", "ftp://x"]
)
def test_a_public_address_that_is_none_is_wrong_usage(site: Path, url: str) -> None:
    assert run(site, "build", "--base-url", url).returncode == 2


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none_is_wrong_usage(site: Path, port: str) -> None:
    assert run(site, "serve", "--no-browser", "--port", port).returncode == 2


def test_a_terminal_without_our_letters_still_gets_the_faults(site: Path) -> None:
    (site / "content" / "vaara.yaml").write_text("a: b\n", "utf-8")
    done = run(site, "check", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"[file-unread]" in done.stdout


def test_a_site_template_that_fails_is_named(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates" / "404.html").write_text("<h1>\n{{ 1 // 0 }}</h1>", "utf-8")
    done = run(site, "build", "--jobs", "1")
    assert done.returncode == 1
    assert b"404.html:2" in done.stderr


def test_words_of_the_site_that_cannot_be_read_are_named(site: Path) -> None:
    (site / "templates" / "locales").mkdir(parents=True)
    (site / "templates" / "locales" / "fi.toml").write_text("here = 'Olet\n", "utf-8")
    done = run(site, "build", "--jobs", "1")
    assert done.returncode == 1
    assert b"fi.toml" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights there")
def test_links_in_the_sites_templates_are_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "salainen.css").write_text("a{}", "utf-8")
    (site / "templates" / "static").mkdir(parents=True)
    (site / "templates" / "static" / "oma.css").symlink_to(tmp_path / "salainen.css")
    done = run(site, "build", "--jobs", "1")
    assert done.returncode == 1
    assert b"templates/static/oma.css:1:1" in done.stdout
    assert not (site / "output").exists()


@pytest.mark.parametrize("kept", [b"", b"[1", b"[" * 100_000, b'{"seal": 1, "problems": 3}', b"\xff"])
def test_a_spoilt_cache_is_as_none(site: Path, kept: bytes) -> None:
    assert run(site, "build", "--jobs", "1").returncode == 0
    (site / ".pathviz-cache" / "last-build.json").write_bytes(kept)
    assert run(site, "build", "--jobs", "1").returncode == 0
    assert (site / "output" / "index.html").is_file()


def test_a_region_cannot_take_a_languages_address(site: Path) -> None:
    info = site / "content" / "site.yaml"
    info.write_text(info.read_text("utf-8").replace("languages: [fi]", "languages: [fi, xx]"), "utf-8")
    (site / "regions" / "xx").mkdir()
    (site / "regions" / "xx" / "region.yaml").write_text("name: Alue\nlanguages: [fi]\n", "utf-8")
    assert b"[reserved-id]" in run(site, "check").stdout
