"""What `pathviz new` does with its options."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from pathviz.new.answers import Answers
from pathviz.new.options import OPTIONS
from pathviz.new.parts import new_municipality, new_path
from pathviz.new.sites import new_site
from pathviz.new.steps import new_step


def run(given: argparse.Namespace, ask: Callable[[str, str], str] | None, today: dt.date) -> list[Path]:
    """Do what was asked; gives the files written or changed.

    `ask` asks a person, where there is one. Raises what `new_site` and its like do.
    """
    options = {name: value for name in OPTIONS if (value := getattr(given, name))}
    answers = Answers(options, None if given.yes else ask)
    site = Path(given.site).absolute()
    parts: dict[str, Callable[[], list[Path]]] = {
        "path": lambda: new_path(site, answers, today),
        "municipality": lambda: new_municipality(site, answers),
        "step": lambda: new_step(site, answers),
    }
    make = parts.get(given.what, lambda: new_site(Path(given.what).absolute(), site, answers, today))
    return make()
