"""The options of `pathviz new`; each is the answer to a question that it would ask."""

from __future__ import annotations

import argparse
from typing import Final

OPTIONS: Final[dict[str, str]] = {
    "title": "title of the site, path or step",
    "publisher": "who publishes the site",
    "feedback": "e-mail address of a unit, for feedback",
    "languages": "languages of the site, the main one first: fi,sv",
    "frame": "site of the region, as a folder or package:name; - for none",
    "region": "id or name of the region",
    "municipality": "name of the municipality or unit",
    "kind": "what it is: municipality, employment_area or unit",
    "path": "the service path: of a region its id or title, in `new step` region/path or region/municipality/path",
    "service": "id or name of the path's service",
    "after": "id of the step that the new one follows",
    "before": "id of the step that it leads to, where several follow",
    "actor": "id of the actor who leads the step",
    "summary": "what happens in the step",
    "easy": "the same for the client",
    "task": "what the actor does in the step",
}
EXAMPLES: Final = (
    "examples:\n"
    "  pathviz new kunta-sivusto                      (asks what it needs)\n"
    "  pathviz new kunta-sivusto --frame ../alue --municipality Esimerkkikunta --yes\n"
    "  pathviz new path --title Työpaja --yes\n"
    "  pathviz new municipality --municipality Esimerkkikunta --region keski-suomi --yes\n"
    "  pathviz new step --path keski-suomi/tyopaja --after alku --title Tutustuminen --yes"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `new`."""
    parser.add_argument(
        "what",
        metavar="FOLDER|path|municipality|step",
        help="an empty folder for a new site, or what to add to the site that is there",
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing; defaults where no option is given")
    for name, about in OPTIONS.items():
        parser.add_argument(f"--{name}", metavar="TEXT", help=about)
