"""Write a version of the site into a folder of its own, and take such a folder away again."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pathviz.publish.manifest import MANIFEST, Fingerprint, is_ours, read_manifest, walk
from pathviz.publish.names import check_name

# What turns up in a folder while it is being removed is carried over too, this many times.
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Stage:
    """A new version of the site, in the folder where it is written; any process may write to it.

    Attributes:
        folder: where it waits. Nothing in it has ever been the site, and all of it may be thrown away.
        output: the site's folder, where an older version may stand.
        before: what the older version's manifest says of its files.
        is_inside: it waits inside `output`, where what stays the same stays where it is; else that is linked here.
    """

    folder: Path
    output: Path
    before: Mapping[str, Fingerprint]
    is_inside: bool
    _folders: set[str] = field(default_factory=lambda: {""})
    """Those that this process has made."""

    def write(self, name: str, content: bytes, digest: bytes) -> None:
        """Write a file, or bring it along from the older version; `digest` is its SHA-256.

        Raises:
            ArtifactRefused: for a name that not every system can keep.
            OSError: when the disk is full or broken.
        """
        check_name(name)
        above = name.rpartition("/")[0]
        if above not in self._folders:
            (self.folder / above).mkdir(parents=True, exist_ok=True)
            self._folders.add(above)
        is_known = self.before.get(name) == Fingerprint(digest.hex(), len(content))
        if not (is_known and self._is_kept(name, content)):
            _write(self.folder / name, content)

    def _is_kept(self, name: str, content: bytes) -> bool:
        """Bring an old file along, if it really holds what its manifest says (a crash may have left it empty)."""
        old = self.output / name
        try:
            if not stat.S_ISREG(old.lstat().st_mode) or old.read_bytes() != content:
                return False
            if not self.is_inside:
                os.link(old, self.folder / name)
        except OSError:
            # No such file, or one that cannot be linked here.
            return False
        return True


def _write(path: Path, content: bytes) -> None:
    """Write a new file, and spend no time on the layers of a Python file: a site has thousands of them."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


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
