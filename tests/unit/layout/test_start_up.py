"""What importing the package costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pathviz.layout


def test_the_layouts_are_loaded_only_when_used() -> None:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}; import pathviz.layout;"
        "print('pathviz.layout.flow' in sys.modules or 'graphviz' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'layout_tree'"):
        _ = pathviz.layout.layout_tree
