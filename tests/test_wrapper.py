"""build.py: the isolated environment is made once, heals, can be moved, and says in words what is wrong."""

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Stands in for the package: tells how it was called.
STUB = """\
import os, sys
print("stub", os.environ.get("PYTHONPATH"), *sys.argv[1:], sep="|")
sys.exit(7)
"""

# Stands in for venv and pip in a process of its own: makes a bare environment, slowly, and notes each installation.
SLOW_SETUP = """\
import importlib.util, subprocess, sys, time
spec = importlib.util.spec_from_file_location("wrapper", sys.argv[1])
wrapper = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wrapper)
def run(command):
    if "venv" in command:
        return subprocess.call([sys.executable, "-m", "venv", "--without-pip", command[-1]]), ""
    time.sleep(0.5)
    with open(sys.argv[2], "a") as log:
        log.write("installed\\n")
    return 0, ""
wrapper.run = run
sys.exit(wrapper.main(["x"]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the real wrapper and lists, and a stub for a program, in a folder with an awkward name."""
    folder = tmp_path / "oma työ"
    (folder / "src" / "pathviz").mkdir(parents=True)
    (folder / "src" / "pathviz" / "__init__.py").touch()
    (folder / "src" / "pathviz" / "__main__.py").write_text(STUB)
    shutil.copy(ROOT / "build.py", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder


@pytest.fixture
def wrapper(project: Path) -> ModuleType:
    """The wrapper as a module."""
    spec = importlib.util.spec_from_file_location("wrapper", project / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bare(commands: list[list[str]]) -> Callable[[list[str]], tuple[int, str]]:
    """A stand-in for starting venv and pip, which makes a bare environment and notes the commands."""

    def run(command: list[str]) -> tuple[int, str]:
        commands.append(command)
        if "venv" not in command:
            return 0, ""
        made = subprocess.run([sys.executable, "-m", "venv", "--without-pip", command[-1]], check=False)
        return made.returncode, ""

    return run


def start(project: Path, *arguments: str, cwd: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the wrapper as its users do, where nothing but an environment that is there can help it."""
    return subprocess.run(
        [sys.executable, str(project / "build.py"), *arguments],
        cwd=cwd or project.parent,
        env={"PATH": "", "SYSTEMROOT": "", **settings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_without_arguments_builds_the_folder_of_the_wrapper(
    wrapper: ModuleType, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wrapper.pathviz_command([]) == ["pathviz", "build", "--site", str(project)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["check", "--strict"], ["pathviz", "check", "--site", "ROOT", "--strict"]),
        (["build", "--site", "x"], ["pathviz", "build", "--site", "x"]),
        (["build", "--site=x"], ["pathviz", "build", "--site=x"]),
        (["--strict"], ["pathviz", "build", "--site", "ROOT", "--strict"]),
        (["--help"], ["pathviz", "--help"]),
    ],
)
def test_arguments_are_pathvizs_own(
    wrapper: ModuleType,
    project: Path,
    given: list[str],
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wrapper.pathviz_command(given) == [str(project) if word == "ROOT" else word for word in expected]


def test_a_user_who_stands_in_another_site_means_that(
    wrapper: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "oma/content").mkdir(parents=True)
    (tmp_path / "oma/content/site.yaml").write_text("title: Oma\n")
    monkeypatch.chdir(tmp_path / "oma")
    assert wrapper.pathviz_command(["check"]) == ["pathviz", "check", "--site", str(tmp_path / "oma")]
    assert wrapper.pathviz_command(["check", "--site", "x"]) == ["pathviz", "check", "--site", "x"]


def test_tests_are_named_from_where_the_user_is(
    wrapper: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "src")
    command = wrapper.pytest_command(["pathviz::test_it", "-k", "word"])
    assert command == ["pytest", f"{project / 'src' / 'pathviz'}::test_it", "-k", "word"]
    assert Path.cwd() == project


def test_all_tests_together_are_spread_over_the_processors(
    wrapper: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert wrapper.pytest_command([])[:2] == ["pytest", "--numprocesses=auto"]
    assert wrapper.pytest_command(["-x"]) == ["pytest", "-x"]


def test_old_pythons_can_read_it() -> None:
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", pretend, str(ROOT / "build.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "vaatii Pythonin version 3.11 tai uudemman; tämä on 3.9.2" in done.stderr
    assert "needs Python 3.11 or newer; this is 3.9.2" in done.stderr
    assert "Traceback" not in done.stderr


def test_runs_from_anywhere_and_after_a_move_with_nothing_but_its_environment(
    wrapper: ModuleType, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(wrapper, "run", bare(commands))
    wrapper.environment("build")
    assert len(commands) == 2
    moved = tmp_path / "muualla"
    project.rename(moved)
    # A file that would be taken for a library, were the working folder looked at.
    (tmp_path / "pathviz.py").write_text("raise SystemExit('wrong file')")
    done = start(moved, "build", "--strict", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.stderr == ""
    assert done.stdout == f"stub|None|build|--site|{moved}|--strict\n"
    assert done.returncode == 7


@pytest.mark.skipif(sys.platform == "win32", reason="there is no exec")
def test_a_second_run_only_starts_python(wrapper: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapper, "run", bare([]))
    wrapper.environment("build")
    look = (
        "import os, sys; before = set(sys.modules)\n"
        "os.execv = lambda path, command: (print(*(set(sys.modules) - before), flush=True), os._exit(0))\n"
        "with open(sys.argv[1], encoding='utf-8') as file: code = compile(file.read(), file.name, 'exec')\n"
        "sys.argv = sys.argv[1:]; exec(code, {'__name__': '__main__', '__file__': sys.argv[0]})"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, str(project / "build.py")], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "hashlib" in loaded
    assert loaded.isdisjoint({"subprocess", "shutil", "pathlib", "venv", "socket", "tempfile", "typing"})


def test_concurrent_first_runs_make_one_environment(project: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", SLOW_SETUP, str(project / "build.py"), str(log)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(run.communicate(), run.returncode) for run in runs]
    assert [code for _, code in ended] == [7, 7, 7]
    assert all(printed.startswith("stub|") for (printed, _), _ in ended)
    assert log.read_text() == "installed\n"
    assert sum("Another run is setting up" in said for (_, said), _ in ended) == 2


def test_an_interrupted_setup_heals(wrapper: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_pip: list[str], _requirements: str) -> None:
        raise KeyboardInterrupt

    commands: list[list[str]] = []
    monkeypatch.setattr(wrapper, "run", bare(commands))
    with monkeypatch.context() as during:
        during.setattr(wrapper, "install", interrupt)
        assert wrapper.main([]) == 130
    (half,) = (path for path in (project / ".env").iterdir() if path.is_dir())
    (half / "stray").touch()
    python = Path(wrapper.environment("build"))
    assert python.is_relative_to(half)
    assert python.exists()
    assert not (half / "stray").exists()


def test_a_changed_list_gets_another_environment(wrapper: ModuleType, project: Path) -> None:
    requirements = project / "requirements" / "build.txt"
    before = wrapper.environment_name("build", str(requirements))
    requirements.write_text(requirements.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")
    assert wrapper.environment_name("build", str(requirements)) != before


def test_no_network_is_told_with_pips_last_lines(
    wrapper: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = bare([])

    def run(command: list[str]) -> tuple[int, str]:
        lines = [f"line {number}" for number in range(40)]
        return made(command) if "venv" in command else (1, "\n".join([*lines, "no route to host"]))

    monkeypatch.setattr(wrapper, "run", run)
    assert wrapper.main([]) == 1
    said = capsys.readouterr().err
    assert "Tarkista verkkoyhteys" in said
    assert "Check the network" in said
    assert "no route to host" in said
    assert "line 3\n" not in said
    assert not list((project / ".env").glob(f"*/{wrapper.COMPLETE}"))


def test_without_ensurepip_the_running_pythons_pip_serves(wrapper: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    made = bare(commands)

    def run(command: list[str]) -> tuple[int, str]:
        lacks_ensurepip = "venv" in command and "--without-pip" not in command
        return (1, "ensurepip is not available") if lacks_ensurepip else made(command)

    monkeypatch.setattr(wrapper, "run", run)
    python = wrapper.environment("build")
    assert commands[-1][:5] == [sys.executable, "-m", "pip", "--python", python]


def test_without_any_pip_the_package_to_install_is_named(
    wrapper: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wrapper, "run", lambda _command: (1, "ensurepip is not available"))
    assert wrapper.main([]) == 1
    said = capsys.readouterr().err
    assert re.search(r"apt install python3\.\d+-venv", said)
    assert "ensurepip is not available" in said


def test_a_disk_that_cannot_be_written_is_told(
    wrapper: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / ".env").write_text("a file where the folder should be")
    assert wrapper.main([]) == 1
    assert "cannot be written to disk" in capsys.readouterr().err


def pins(name: str) -> dict[str, str]:
    """The versions of a list."""
    content = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", content, re.MULTILINE))


@pytest.mark.parametrize("name", ["build.txt", "test.txt"])
def test_every_pin_has_hashes_and_no_list_names_an_index(name: str) -> None:
    content = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", content)[1:]
    assert len(entries) == len(pins(name))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in content
    assert "index" not in content


def test_the_lists_are_made_from_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    built, tested = pins("build.txt"), pins("test.txt")
    wanted = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    tools = {re.split(r"[<>=]", line)[0].lower() for line in project["optional-dependencies"]["test"]}
    assert wanted <= built.keys()
    assert wanted | tools <= tested.keys()
    assert built.items() <= tested.items()
