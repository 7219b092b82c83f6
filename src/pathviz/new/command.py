"""What `pathviz new` does with its options."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pathviz.files import absolute
from pathviz.new.answers import Answers, Ask, Tell
from pathviz.new.options import OPTIONS
from pathviz.new.parts import new_municipality, new_path
from pathviz.new.sites import new_site
from pathviz.new.steps import new_step

PARTS: Final[dict[str, Callable[[Path, Answers, dt.date], list[Path]]]] = {
    "path": new_path,
    "municipality": lambda site, answers, _today: new_municipality(site, answers),
    "step": lambda site, answers, _today: new_step(site, answers),
}
"""What is added to a site that is there, by its name on the command line."""


def run(given: argparse.Namespace, ask: Ask | None, tell: Tell, today: dt.date) -> list[Path]:
    """Do what was asked; gives the files written or changed.

    `ask` asks a person, where there is one, and `tell` tells. Raises what `new_site` and its like do.
    """
    options = {name: value for name in OPTIONS if (value := getattr(given, name))}
    answers = Answers(options, None if given.yes else ask, tell)
    site = absolute(given.site)
    if given.what in PARTS:
        return PARTS[given.what](site, answers, today)
    return new_site(absolute(given.what), site, answers, today)
