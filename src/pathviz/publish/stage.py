"""Write a version of the site into a folder of its own, and take such a folder away again."""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pathviz.publish.manifest import MANIFEST, Manifest, is_ours, read_manifest, walk

# What turns up in a folder while it is being removed is carried over too, this many times.
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing changed, counted in files."""

    written: int
    unchanged: int
    removed: int


def write_stage(
    stage: Path, artifacts: Mapping[str, bytes], new: Manifest, old: Path, keep: Callable[[Path, Path], object]
) -> Published:
    """Write a whole version to the new folder `stage`.

    Args:
        stage: the folder, which must not exist.
        artifacts: the files.
        new: their manifest.
        old: the version that it will replace, which need not exist.
        keep: is called with the old and the new path of every file that stays the same, and brings it along; the file
            is written where that fails.
    """
    stage.mkdir()
    # First, so that whoever finds the folder after a crash knows all that may be in it for ours.
    write_safely(stage / MANIFEST, new.dump())
    before = read_manifest(old)
    folders = {""}
    unchanged = 0
    for name, content in sorted(artifacts.items()):
        folder = name.rpartition("/")[0]
        if folder not in folders:
            (stage / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        known = before.files.get(name) == new.files[name]
        if known and _is_kept(old / name, stage / name, content, keep):
            unchanged += 1
        else:
            _write(stage / name, content)
    removed = len(before.files.keys() - new.files.keys())
    return Published(len(artifacts) - unchanged, unchanged, removed)


def _write(path: Path, content: bytes) -> None:
    """Write a new file, and spend no time on the layers of a Python file: a site has thousands of them."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _is_kept(old: Path, new: Path, content: bytes, keep: Callable[[Path, Path], object]) -> bool:
    """Bring an old file along, if it really holds what its manifest says (a crash may have left it empty)."""
    try:
        if not stat.S_ISREG(old.lstat().st_mode) or old.read_bytes() != content:
            return False
        keep(old, new)
    except OSError:
        # No such file, or one that cannot be linked here.
        return False
    return True


def write_safely(path: Path, content: bytes) -> None:
    """Write a file that is found either whole or not at all, whatever happens. Raises OSError for a link in its way."""
    temporary = path.with_name(path.name + ".tmp")
    with open(temporary, "wb", opener=_open_no_link) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _open_no_link(path: str, flags: int) -> int:
    """Open a file for writing, but not what a link of its name points to."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def clear(folder: Path, output: Path) -> None:
    """Remove a folder that holds a version which is not, or no longer, the site.

    Only what its manifest names is deleted. Whatever somebody else has put there meanwhile is carried over to `output`,
    where the next build will point at it. Links are removed or carried over as links.

    Raises:
        OSError: when something in it can be neither removed nor carried over.
    """
    if not os.path.lexists(folder):
        return
    files = read_manifest(folder).files
    for _ in range(_ROUNDS):
        for name in list(walk(folder)):
            if not is_ours(name, files):
                _carry(folder, name, output)
            elif name != MANIFEST:
                (folder / name).unlink(missing_ok=True)
        for inside, _, _ in os.walk(folder, topdown=False):
            if Path(inside) != folder:
                remove_if_empty(Path(inside))
        if os.listdir(folder) in ([], [MANIFEST]):  # noqa: PTH208 - the names are what is wanted
            # The last to go, for a removal that is interrupted needs it to go on.
            (folder / MANIFEST).unlink(missing_ok=True)
            if remove_if_empty(folder):
                return
    folder.rmdir()


def remove_if_empty(folder: Path) -> bool:
    """Remove the folder unless there is something in it; is it gone?"""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _carry(folder: Path, name: str, output: Path) -> None:
    """Move a foreign file to the site's folder: under its own name, or one beside it where the site has that itself."""
    target = output / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        target = output / name.replace("/", "-")
    plain, number = target, 0
    while os.path.lexists(target):
        number += 1
        target = plain.with_name(f"{plain.name}.kept-{number}")
    (folder / name).rename(target)
