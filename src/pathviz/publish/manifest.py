"""The manifest: which files of an output folder a build has made, so that no other is ever taken for one."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pathviz.publish.errors import ArtifactRefused
from pathviz.publish.names import IGNORE_FILE, OWN_PREFIX, check_names

MANIFEST = f"{OWN_PREFIX}manifest.json"
JOURNAL = f"{OWN_PREFIX}journal.json"
#: Where a new version waits inside the output folder, when it cannot wait beside it.
INNER_STAGE = f"{OWN_PREFIX}new"
#: The lock, where it cannot stand beside the output folder.
INNER_LOCK = f"{OWN_PREFIX}lock"
_OWN = frozenset({MANIFEST, f"{MANIFEST}.tmp", JOURNAL, f"{JOURNAL}.tmp", INNER_LOCK, IGNORE_FILE})
# A reader of another version of this file takes all files for foreign rather than guess.
_VERSION = 1
# What reading a file of any other content may end in.
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
# Windows of file managers leave these behind and make them again; nobody misses them.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file held when it was published."""

    sha256: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> "Fingerprint":
        """The fingerprint of these bytes."""
        return cls(hashlib.sha256(content).hexdigest(), len(content))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one version of the site, and the digest of all that they were made from."""

    digest: str
    files: Mapping[str, Fingerprint]

    @classmethod
    def of(cls, digest: str, sizes: Mapping[str, int], digests: Mapping[str, bytes]) -> "Manifest":
        """The manifest of a version by the sizes and the digests (SHA-256) of its files."""
        return cls(digest, {name: Fingerprint(digests[name].hex(), sizes[name]) for name in sorted(sizes)})

    def dump(self) -> bytes:
        """The file's bytes: sorted, without dates, the same for the same site."""
        files = {name: [file.sha256, file.size] for name, file in self.files.items()}
        content = {"pathviz": _VERSION, "digest": self.digest, "files": files}
        return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0) + "\n").encode()


#: Of a folder that no build has published to.
NOTHING = Manifest("", {})


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder, or NOTHING where there is none that can be trusted, which makes its files foreign."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file():
            return NOTHING
        content: Any = json.loads(path.read_bytes())
        if content["pathviz"] != _VERSION:
            return NOTHING
        files = {str(name): Fingerprint(str(sha256), int(size)) for name, (sha256, size) in content["files"].items()}
        # A manifest is a list of files that may be deleted: one that leads out of its folder is no manifest of ours.
        check_names(files)
        return Manifest(str(content["digest"]), files)
    except (OSError, ArtifactRefused, *_MALFORMED):
        return NOTHING


def walk(folder: Path) -> Iterator[str]:
    """All that is no folder in this folder: paths with `/`, sorted within a folder; links are not followed."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            name = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            else:
                yield name


def is_ours(name: str, files: Mapping[str, Fingerprint]) -> bool:
    """May a build replace or remove the file of this name, when these are what its manifest names?"""
    if name in files or name in _OWN or name.partition("/")[0] == INNER_STAGE:
        return True
    return name.rpartition("/")[2] in _LITTER


def foreign_files(folder: Path) -> Iterator[str]:
    """The files in this folder that no build has made."""
    files = read_manifest(folder).files
    return (name for name in walk(folder) if not is_ours(name, files))


def is_current(output: Path, digest: str) -> bool:
    """Is the site that was made from `digest` whole in this folder, every file as it was published?

    All files are read: sizes and times alone would take a file for sound that a lost disk write left empty, and
    hashing a thousand pages takes a tenth of a second.
    """
    if output.is_symlink() or (output / JOURNAL).exists():
        return False
    manifest = read_manifest(output)
    if manifest is NOTHING or manifest.digest != digest:
        return False
    try:
        return all(_is_unchanged(output / name, file) for name, file in manifest.files.items())
    except OSError:
        return False


def _is_unchanged(path: Path, file: Fingerprint) -> bool:
    """Does the file hold what it held when it was published? Raises OSError where there is none."""
    with open(path, "rb", buffering=0) as opened:  # noqa: PTH123 - a quarter of the time for small files
        if os.fstat(opened.fileno()).st_size != file.size:
            return False
        return hashlib.sha256(opened.readall()).hexdigest() == file.sha256
