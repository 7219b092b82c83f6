"""The tools that read the code: all of them, with the settings of pyproject.toml."""

import re
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


def test_no_expression_asks_too_much_of_the_oldest_python() -> None:
    """Before 3.11.5 a possessive quantifier around alternatives, `(…)*+`, finds too little (python/cpython#106052)."""
    possessive = re.compile(r"(?<!\\)\)[*+?]\+")
    files = {str(file): possessive.findall(file.read_text("utf-8")) for file in (ROOT / "src").rglob("*.py")}
    assert len(files) > 100
    assert {name: found for name, found in files.items() if found} == {}
