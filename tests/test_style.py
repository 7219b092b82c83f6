"""The tools that read the code: all of them, with the settings of pyproject.toml."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The script of import-linter is run by its name elsewhere; here, by the Python that has it.
LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.mark.slow
@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(["-m", "ruff", "check"], id="ruff"),
        pytest.param(["-m", "mypy"], id="mypy"),
        pytest.param(["-c", LAYERS, "--no-cache"], id="layers"),
    ],
)
def test_finds_nothing(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
