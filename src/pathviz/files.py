"""The files of a site: what stands in `content/` and `regions/`, found once, by names relative to the site."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pathviz.problems import Location, Problems

_IGNORED: Final = re.compile(r"\.|.*~\Z|.*\.(?:swp|tmp|bak)\Z|Thumbs\.db\Z|desktop\.ini\Z", re.IGNORECASE)
_FOLDERS: Final = ("content", "regions")
TEMPLATES: Final = "templates"
NO_REGIONS: Final = frozenset({"comparisons", "files", "networks", "onboarding", "pages"})
"""The folders of `content/` that are no region's."""
_NO_TEXT: Final = re.compile("[\ud800-\udfff]")  # bytes of a name that are not UTF-8
LARGEST: Final = 100_000_000
"""Bytes of the largest file that is published: every file is held in memory, and sent to telephones."""


@dataclass(slots=True)
class SiteFiles:
    """The files of a site by their names relative to it, as paths from here, and what somebody has read of them.

    `inside` are the names in each folder, of files and of folders; `used` the files that were read. `beneath` are
    the catalogues of the regional frame, which lie under the site's own: their names by the site's.
    """

    by_name: dict[str, str] = field(default_factory=dict)
    inside: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    beneath: dict[str, str] = field(default_factory=dict)

    def folders(self, parent: str) -> list[str]:
        """Names of the folders directly under `parent`, sorted."""
        return [name for name in self.inside.get(parent, ()) if f"{parent}/{name}" in self.inside]

    def names(self, folder: str, ending: str) -> list[str]:
        """Names without their ending of the files directly in a folder, sorted."""
        inside = self.inside.get(folder, ())
        files = (name for name in inside if name.endswith(ending) and f"{folder}/{name}" in self.by_name)
        return [name.removesuffix(ending) for name in files]


def walk(root: Path, problems: Problems) -> SiteFiles:
    """Find every file of the site; links and other things that are no plain files are faults."""
    found = SiteFiles()
    pending = []
    for folder in _FOLDERS:
        if (root / folder).is_symlink() and (root / folder).is_dir():
            problems.add("link-refused", Location(folder))
        elif (root / folder).is_dir():
            pending.append(folder)
    while pending:
        folder = pending.pop()
        inside = found.inside.setdefault(folder, [])
        for entry in _entries(root, folder, problems):
            name = f"{folder}/{entry.name}"
            if _IGNORED.match(entry.name):
                continue
            if not _is_plain(entry, name, problems):
                continue
            inside.append(entry.name)
            if entry.is_dir():
                pending.append(name)
            else:
                found.by_name[name] = entry.path
    _check_templates(root, problems)
    found.by_name = dict(sorted(found.by_name.items()))
    for names in found.inside.values():
        names.sort()
    return found


def _is_plain(entry: os.DirEntry[str], name: str, problems: Problems) -> bool:
    """Whether this is a folder or file that can be read here and published anywhere; a fault says why not."""
    if entry.is_symlink():
        problems.add("link-refused", Location(name))
    elif not entry.is_dir() and not entry.is_file():
        problems.add("file-unreadable", Location(name), reason="no plain file")
    elif _NO_TEXT.search(entry.name):
        problems.add("not-utf8", Location(name))
    elif entry.is_file() and entry.stat().st_size > LARGEST:
        problems.add("file-too-large", Location(name), limit=str(LARGEST // 1000))
    else:
        return True
    return False


def _check_templates(root: Path, problems: Problems) -> None:
    """Look through the site's own templates for what may not be read: what stands in `static/` is published."""
    folder = root / TEMPLATES
    if folder.is_symlink():
        problems.add("link-refused", Location(TEMPLATES))
        return
    pending = [TEMPLATES] if folder.is_dir() else []
    while pending:
        inside = pending.pop()
        for entry in _entries(root, inside, problems):
            name = f"{inside}/{entry.name}"
            if not entry.name.startswith(".") and _is_plain(entry, name, problems) and entry.is_dir():
                pending.append(name)


def _entries(root: Path, folder: str, problems: Problems) -> list[os.DirEntry[str]]:
    """What stands in a folder; a folder that may not be read is a fault."""
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            return list(entries)
    except OSError as error:
        problems.add("file-unreadable", Location(folder), reason=error.strerror or type(error).__name__)
        return []


FRAMES: Final = "regions/.frames"
"""Folder of a site in which the versions of regional paths are kept that municipalities' layers name."""


def read_frames(root: Path) -> dict[str, dict[str, Any]]:
    """The kept versions by their names (`keski-suomi/polku@2026-11-21.json`); what is none of them is passed over."""
    found = {}
    for file in sorted((root / FRAMES).glob("*/*@*.json")):
        if file.is_symlink() or file.parent.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST:
            continue
        with suppress(ValueError, OSError, RecursionError):
            kept = json.loads(file.read_bytes())
            if isinstance(kept, dict):
                found[f"{file.parent.name}/{file.name}"] = kept
    return found


def absolute(path: str | Path) -> Path:
    """A path from the root without `..` in it, as a person wants to read it."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (Path.resolve follows links, which would show another name)
