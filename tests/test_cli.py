"""The command line as users and scripts meet it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from pathviz.cli import main

MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small good site of its own."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "site"))


def _broken(site: Path) -> Path:
    """Mistype a key of the site's only path."""
    path = next(site.glob("content/*/*/path.yaml"))
    path.write_text(path.read_text("utf-8").replace("summary:", "sumary:", 1), "utf-8")
    return path


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "pathviz", *arguments]
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)


def test_build_in_a_pipe_is_quiet_and_fine(site: Path) -> None:
    run = _run(site, "build", "--jobs", "1")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert (site / "output" / "index.html").is_file()


def test_no_command_builds(site: Path) -> None:
    assert _run(site, "--jobs", "1").returncode == 0
    assert (site / "output" / "index.html").is_file()


def test_check_writes_nothing(site: Path) -> None:
    before = _snapshot(site)
    assert main(["check", "--site", str(site)]) == 0
    assert _snapshot(site) == before


def test_faults_are_lines_and_exit_1(site: Path) -> None:
    path = _broken(site)
    run = _run(site, "check")
    assert run.returncode == 1
    name = path.relative_to(site).as_posix()
    assert all(line.startswith(f"{name}:") for line in run.stdout.splitlines())
    assert "[unknown-key]" in run.stdout
    assert "summary" in run.stdout


def test_messages_speak_finnish_and_english(site: Path) -> None:
    _broken(site)
    finnish, english = _run(site, "check").stdout, _run(site, "check", "--lang", "en").stdout
    assert "virhe[unknown-key]" in finnish
    assert "error[unknown-key]" in english


def test_a_failed_build_leaves_the_last_good_site(site: Path) -> None:
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    good = _snapshot(site / "output")
    _broken(site)
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 1
    assert _snapshot(site / "output") == good


def test_warnings_are_errors_when_strict(site: Path) -> None:
    index = next(site.glob("content/*/*/index.md"))
    text = index.read_text("utf-8")
    index.write_text(text.replace("reviewed: ", "reviewed: 1999-01-01 #", 1), "utf-8")
    assert main(["check", "--site", str(site)]) == 0
    assert main(["check", "--site", str(site), "--strict"]) == 1
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    assert main(["build", "--site", str(site), "--jobs", "1", "--strict"]) == 1


def test_warnings_are_said_again_by_a_build_with_nothing_to_do(site: Path) -> None:
    index = next(site.glob("content/*/*/index.md"))
    index.write_text(index.read_text("utf-8").replace("reviewed: ", "reviewed: 1999-01-01 #", 1), "utf-8")
    first, second = _run(site, "build", "--jobs", "1"), _run(site, "build", "--jobs", "1")
    assert "[review-due]" in first.stdout
    assert second.stdout == first.stdout


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    run = _run(tmp_path, "check")
    assert run.returncode == 2
    assert "content/site.yaml" in run.stderr


def test_an_output_with_foreign_files_is_refused(site: Path) -> None:
    (site / "output").mkdir()
    (site / "output" / "kuva.jpg").write_bytes(b"mine")
    run = _run(site, "build")
    assert run.returncode == 2
    assert "kuva.jpg" in run.stderr
    assert (site / "output" / "kuva.jpg").read_bytes() == b"mine"


def test_an_output_that_holds_the_site_is_refused(site: Path) -> None:
    before = _snapshot(site)
    assert _run(site, "build", "--output", str(site)).returncode == 2
    assert _run(site, "build", "--output", str(site.parent)).returncode == 2
    assert _snapshot(site) == before


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["build", "--jobs", "0"], ["build", "--jobs", "x"], ["check", "--lang", "sv"], ["build", "--nope"]],
)
def test_wrong_usage_exits_2(site: Path, arguments: list[str]) -> None:
    run = _run(site, *arguments)
    assert run.returncode == 2
    assert "usage: pathviz" in run.stderr


@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["serve"], ["new"], ["schema"], ["test"]])
def test_help_teaches(site: Path, command: list[str]) -> None:
    run = _run(site, *command, "--help")
    assert run.returncode == 0
    assert "pathviz" in run.stdout
    assert command == [] or "example" in run.stdout


def test_base_url_reaches_the_pages(site: Path) -> None:
    assert main(["build", "--site", str(site), "--jobs", "1", "--base-url", "https://x.example.fi/p/"]) == 0
    assert 'rel="canonical" href="https://x.example.fi/p/"' in (site / "output" / "index.html").read_text("utf-8")


def test_the_sites_own_accent_reaches_the_pages(site: Path) -> None:
    with (site / "content" / "site.yaml").open("a", encoding="utf-8") as info:
        info.write('theme: {accent: "#083f44"}\n')
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    (styles,) = (site / "output" / "static").glob("regions.*.css")
    assert ":root{--accent:#083f44" in styles.read_text("utf-8")


def test_the_sites_own_template_takes_the_place_of_ours(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates" / "404.html").write_text("<!doctype html><title>Oma</title><h1>Oma sivu</h1>", "utf-8")
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    assert "Oma sivu" in (site / "output" / "404.html").read_text("utf-8")
    assert "Oma sivu" not in (site / "output" / "index.html").read_text("utf-8")
