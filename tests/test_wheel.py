"""The wheel: what it carries, and that it works in an empty folder, far from the repository."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command, without the environment that the tests run in; what it printed."""
    settings = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the pinned hatchling and nothing from a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed `pathviz`, in an environment of its own that shares nothing with this one but the libraries."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    install = ["install", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    run(sys.executable, "-m", "pip", "--python", scripts / "python", *install, cwd=folder.parent)
    packages = sysconfig.get_path("purelib", "venv", vars={"base": str(folder), "platbase": str(folder)})
    # A line of such a file that comes from another such file is not read: the repository's code stays out of reach.
    (Path(packages) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts / "pathviz"


def files(folder: Path) -> dict[str, bytes]:
    """All files in a folder, hidden ones too."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_carries_the_package_and_the_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    package = {f"pathviz/{name}": content for name, content in files(ROOT / "src" / "pathviz").items()}
    templates = {f"pathviz/templates/{name}": content for name, content in files(ROOT / "templates").items()}
    expected = {name: content for name, content in (package | templates).items() if "__pycache__" not in name}
    assert carried.keys() == expected.keys()
    assert carried == expected
    assert "pathviz/py.typed" in carried


def test_installed_it_builds_what_the_repository_builds(command: Path, tmp_path: Path) -> None:
    for name in ("content", "regions"):
        shutil.copytree(ROOT / name, tmp_path / "site" / name)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(command, "--version", cwd=empty).startswith("pathviz ")
    site: list[str | Path] = ["--site", tmp_path / "site"]
    run(command, "build", *site, "--output", tmp_path / "installed", cwd=empty)
    # Without what the first build may have kept for the next.
    for kept in (tmp_path / "site").glob(".pathviz-*"):
        shutil.rmtree(kept)
    run(sys.executable, "-m", "pathviz", "build", *site, "--output", tmp_path / "here", cwd=empty)
    installed, here = files(tmp_path / "installed"), files(tmp_path / "here")
    assert "index.html" in installed
    assert installed.keys() == here.keys()
    assert {name for name in here if name != ".pathviz-manifest.json" and here[name] != installed[name]} == set()
    assert list(empty.iterdir()) == []
