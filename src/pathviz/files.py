"""The files of a site: what stands in `content/` and `regions/`, found once, by names relative to the site."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pathviz.problems import Location, Problems

_IGNORED: Final = re.compile(r"\.|.*~\Z|.*\.(?:swp|tmp|bak)\Z|Thumbs\.db\Z|desktop\.ini\Z", re.IGNORECASE)
_FOLDERS: Final = ("content", "regions")


@dataclass(slots=True)
class SiteFiles:
    """The files of a site by their names relative to it, and what somebody has read of them.

    `inside` are the names in each folder, of files and of folders; `used` the files that were read.
    """

    by_name: dict[str, Path] = field(default_factory=dict)
    inside: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

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
    pending = [folder for folder in _FOLDERS if (root / folder).is_dir()]
    while pending:
        folder = pending.pop()
        if (root / folder).is_symlink():
            problems.add("link-refused", Location(folder))
            continue
        inside = found.inside.setdefault(folder, [])
        for entry in _entries(root, folder, problems):
            name = f"{folder}/{entry.name}"
            if _IGNORED.match(entry.name):
                continue
            if entry.is_symlink():
                problems.add("link-refused", Location(name))
            elif entry.is_dir():
                pending.append(name)
                inside.append(entry.name)
            elif entry.is_file():
                found.by_name[name] = Path(entry.path)
                inside.append(entry.name)
            else:
                problems.add("file-unreadable", Location(name), reason="no plain file")
    found.by_name = dict(sorted(found.by_name.items()))
    for names in found.inside.values():
        names.sort()
    return found


def _entries(root: Path, folder: str, problems: Problems) -> list[os.DirEntry[str]]:
    """What stands in a folder; a folder that may not be read is a fault."""
    try:
        with os.scandir(root / folder) as entries:
            return list(entries)
    except OSError as error:
        problems.add("file-unreadable", Location(folder), reason=error.strerror or type(error).__name__)
        return []
