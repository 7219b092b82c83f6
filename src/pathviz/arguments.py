"""What the command line takes: commands, their options, and the help that teaches them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from pathviz import __version__
from pathviz.new import options as new_options
from pathviz.parallel import usable_cores
from pathviz.urls import is_public

PORT: Final = 8000
LAST_PORT: Final = 65535

_ABOUT: Final = """\
pathviz turns service paths (palvelupolut), described in Markdown and YAML, into an interactive static site.

  pathviz check              find every fault in the texts; nothing is written
  pathviz build              check, then make the site into output/
  pathviz serve              preview on this computer; the page follows every save
  pathviz new FOLDER         start a site; new path, new municipality and new step add to one
"""
_SITE: Final = """\
A site is a folder with content/ and regions/, and templates/ where it has pages of its own look.
Exit codes: 0 all is well, 1 there are faults in the content, 2 the command was wrong.
"""
_EXAMPLES: Final[dict[str, str]] = {
    "check": (
        "examples:\n  pathviz check\n  pathviz check --lang en --strict\n  pathviz check --site ~/polut\n"
        "  pathviz check --format json   (faults, and how municipalities' versions hold against the regions')"
    ),
    "build": (
        "examples:\n  pathviz build\n  pathviz build --site ~/polut --output ~/public\n"
        "  pathviz build --base-url https://polut.example.fi   (canonical addresses, sitemap)"
    ),
    "publish": "examples:\n  pathviz publish --zip sivusto.zip --base-url https://polut.example.fi",
    "serve": "examples:\n  pathviz serve\n  pathviz serve --port 8123 --no-browser",
    "schema": "examples:\n  pathviz schema\n  pathviz schema --output ~/schemas",
    "test": "example:\n  pathviz test -k diagrams   (everything after `test` goes to pytest)",
}


def parser() -> argparse.ArgumentParser:
    """What reads the arguments of every command."""
    found = argparse.ArgumentParser(
        prog="pathviz", description=_ABOUT, epilog=_SITE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument("--version", action="version", version=f"pathviz {__version__}")
    commands = found.add_subparsers(dest="command", metavar="COMMAND", required=True)
    common = _common()
    for name, about in (
        ("build", "check the site and make it into the output folder"),
        ("check", "find every fault in the site; nothing is written"),
        ("publish", "build the site, and put it into one archive to hand on"),
        ("serve", "preview the site on this computer, reloading on every save"),
    ):
        sub = commands.add_parser(
            name,
            help=about,
            description=about.capitalize() + ".",
            epilog=_EXAMPLES[name],
            parents=[common],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name in ("build", "publish"):
            sub.add_argument(
                "--output", type=Path, metavar="DIR", help="where the site is made (default: output/ in the site)"
            )
        if name == "check":
            sub.add_argument(
                "--format", choices=("text", "json"), default="text", help="how the result is written (default: text)"
            )
        if name == "publish":
            sub.add_argument(
                "--zip", type=Path, required=True, metavar="FILE", help="the archive (with SHA256SUMS in it)"
            )
        if name == "serve":
            sub.add_argument("--port", type=_port, default=PORT, help="port on this computer (default: %(default)s)")
            sub.add_argument("--no-browser", action="store_true", help="do not open a browser")
    new = commands.add_parser(
        "new",
        help="start a site in an empty folder, or add a path, a municipality or a step to one",
        description="Start a site in an empty folder, or add a path, a municipality or a step. Nothing is overwritten.",
        epilog=new_options.EXAMPLES,
        parents=[_place()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    new_options.add_options(new)
    schema = commands.add_parser(
        "schema",
        help="write JSON Schemas of the files, for editors that complete and underline",
        description="Write JSON Schemas of the format's files, for editors that complete and underline.",
        epilog=_EXAMPLES["schema"],
        parents=[_place()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    schema.add_argument(
        "--output", type=Path, metavar="DIR", help="where they are written (default: schemas/ in the site)"
    )
    commands.add_parser(
        "test",
        help="run pathviz's own tests (in its repository)",
        description="Run pathviz's own tests, in its repository.",
        epilog=_EXAMPLES["test"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return found


def _place() -> argparse.ArgumentParser:
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help="folder of the site (default: this folder)"
    )
    place.add_argument("--lang", choices=("fi", "en"), default="fi", help="language of messages (default: fi)")
    return place


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, parents=[_place()])
    common.add_argument("--strict", action="store_true", help="take warnings as errors")
    common.add_argument(
        "--jobs", type=_jobs, default=usable_cores(), metavar="N", help="processes at work (default: one a core)"
    )
    common.add_argument("--base-url", metavar="URL", type=_base_url, help="public address, over that of site.yaml")
    return common


def _jobs(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _port(word: str) -> int:
    number = int(word)
    if not 0 <= number <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be from 0 to {LAST_PORT}")
    return number


def _base_url(word: str) -> str:
    if word and not is_public(word):
        raise argparse.ArgumentTypeError("must be a web address as https://polut.example.fi/palvelut")
    return word
