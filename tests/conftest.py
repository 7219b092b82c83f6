"""What many tests share: the repository's own site, built once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pathviz.pipeline import Options, build
from pathviz.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 21)
BASE_URL = "https://polut.example.fi/palvelut"


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the repository's own site was built, with a public address."""
    # The folder's name is the path of the public address, so that a server of its parent is like the public one.
    output = tmp_path_factory.mktemp("built") / BASE_URL.rsplit("/", 1)[1]
    outcome = build(Options(ROOT, output, jobs=2, base_url=BASE_URL, today=TODAY))
    errors: list[Problem] = [problem for problem in outcome.problems if problem.severity == "error"]
    assert not errors, errors
    return output
