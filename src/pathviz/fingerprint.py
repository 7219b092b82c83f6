"""What a build is made from, as one digest: equal digests mean equal sites, byte for byte."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pathviz.files import LARGEST
from pathviz.layout import engine_version

# Libraries whose new version may write other bytes from the same input.
_LIBRARIES: Final = ("jinja2", "markdown", "nh3", "pyyaml", "rcssmin", "rjsmin", "segno")
_PACKAGE: Final = Path(__file__).resolve().parent


def fingerprint(site: Path, templates: Iterable[Path], settings: Iterable[str], *, frame: Path | None = None) -> str:
    """A digest of the files of the site and its frame, the templates, pathviz itself, its libraries and some settings.

    No name of a folder outside the site is part of it, nor a date: the same input gives the same digest anywhere.
    Raises OSError for a file that cannot be read.
    """
    digest = hashlib.sha256()
    for setting in (*settings, engine_version(), *(_version(name) for name in _LIBRARIES)):
        digest.update(f"{len(setting)}:{setting}".encode())
    roots = [(folder, site / folder) for folder in ("content", "regions")]
    roots += [(f"frame-{folder}", frame / folder) for folder in ("content", "regions") if frame]
    roots += [(f"templates-{number}", folder) for number, folder in enumerate(templates)]
    roots.append(("pathviz", _PACKAGE))
    for name, root in roots:
        if root.is_symlink() and root.parent == site:
            digest.update(f"{name}: link\n".encode())  # and is a fault, as every other link in a site
            continue
        for file, is_plain in sorted(_files(root)):
            content = _digest_of(f"{root}/{file}") if is_plain else "none"
            digest.update(f"{name}/{file}:{content}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return f"{library} {importlib.metadata.version(library)}"
    except importlib.metadata.PackageNotFoundError:
        return library


def _digest_of(file: str) -> str:
    """What a file holds; of one that is too large to be published, which is a fault, that alone."""
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - half the time for small files
        size = os.fstat(stream.fileno()).st_size
        return hashlib.sha256(stream.read()).hexdigest() if size <= LARGEST else f"{size} bytes"


def _files(root: Path) -> Iterator[tuple[str, bool]]:
    """What is under a folder, by names relative to it, without what is hidden or Python's own; is it a plain file?

    Links are not followed.
    """
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(f"{root}/{folder}"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            name = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{name}/")
            else:
                yield name, entry.is_file(follow_symlinks=False)
