"""Is this a folder that a build may replace?"""

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from pathviz.files import absolute
from pathviz.publish.errors import OutputRefused
from pathviz.publish.manifest import foreign_files

# Of a site's folder, those that hold what the site is made from.
_SOURCES = ("content", "regions", "templates")
_NAMED = 5  # foreign files that a refusal names


def check_output(output: Path, site: Path) -> None:
    """Check that a build of `site` may replace `output`, before any work is done for it.

    Raises:
        OutputRefused: with the reason.
    """
    output = absolute(output)
    if output.is_symlink():
        # Replacing the link would leave the old site where it points, and following it would replace what is not named.
        raise OutputRefused("is-link", output)
    if output.exists() and not output.is_dir():
        raise OutputRefused("is-file", output)
    if _is_home(output) or _holds_site(output, site):
        raise OutputRefused("holds-site", output)
    if not _is_writable(output):
        raise OutputRefused("not-writable", output)
    names = tuple(islice(foreign_files(output), _NAMED)) if output.exists() else ()
    if names:
        raise OutputRefused("foreign-files", output, names)


def _is_home(output: Path) -> bool:
    """Is it a disk's root, or the user's own folder?"""
    try:
        home = Path.home()
    except RuntimeError:
        # A user without a home has none to lose.
        return output == output.parent
    return output == output.parent or _is_among(output, [home])


def _holds_site(output: Path, site: Path) -> bool:
    """Would replacing the folder replace anything that the site is made from?"""
    site = _real(site)
    sources = [site / name for name in _SOURCES]
    kept = [site, *site.parents]
    for source in sources:
        # The source may itself be a link to elsewhere.
        kept += [_real(source), *_real(source).parents]
    real = _real(output)
    return _is_among(real, kept) or any(_is_among(folder, sources) for folder in [real, *real.parents])


def _real(path: Path) -> Path:
    """The path without links; links that lead round in a circle stay, where `Path.resolve` would raise."""
    return Path(os.path.realpath(path))


def _is_among(path: Path, others: Iterable[Path]) -> bool:
    """Is it one of the others, by whatever name? Case, links and mounts give one folder many."""
    for other in others:
        try:
            if path == other or path.samefile(other):
                return True
        except OSError:
            # One of them does not exist, so they are not one.
            continue
    return False


def _is_writable(output: Path) -> bool:
    """Can the folder be written to, or made?"""
    existing = next(folder for folder in [output, *output.parents] if folder.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
