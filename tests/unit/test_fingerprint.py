"""What a build is made from: equal digests mean equal sites."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT
from pathviz.fingerprint import fingerprint

# These serve the preview, or hand a drawing over to the program whose version is asked by itself.
NO_WRITERS = {"graphviz", "graphviz-pure", "livereload", "tornado"}
DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
LIBRARIES = {re.split(r"[>=<]", dependency)[0] for dependency in DEPENDENCIES}


@pytest.mark.parametrize("library", sorted(LIBRARIES - NO_WRITERS))
def test_another_version_of_a_library_may_write_other_bytes(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(tmp_path, (), ())
    version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0" if name == library else version(name))
    assert fingerprint(tmp_path, (), ()) != before
