"""The only part of pathviz that writes the site: stage, then replace.

A new version is written to a folder beside the output folder, and the two change names in one step: readers find the
old site or the new one, whole, and so does the next build if this one is killed at any moment. Where folders cannot
change names the files are replaced one by one under a journal, which the next build finishes if this one could not
(`journal`).

Whatever a build has made is named in the output folder's manifest; nothing else there is ever deleted.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pathviz.files import absolute
from pathviz.publish.archive import write_archive
from pathviz.publish.checks import check_output
from pathviz.publish.errors import ArtifactRefused, OutputRefused
from pathviz.publish.exchange import exchange
from pathviz.publish.journal import finish, publish_inside, remove_stage
from pathviz.publish.lock import locked
from pathviz.publish.manifest import INNER_STAGE, JOURNAL, MANIFEST, Manifest, is_current
from pathviz.publish.names import IGNORE_FILE, check_names
from pathviz.publish.stage import Published, clear, write_safely, write_stage

__all__ = [
    "MANIFEST",
    "ArtifactRefused",
    "OutputRefused",
    "Published",
    "check_names",
    "check_output",
    "heal",
    "is_current",
    "keep",
    "publish",
    "write_archive",
    "write_cache",
    "write_safely",
]

_PATIENCE = 20.0  # seconds; a build of a large site that is just publishing is done by then


def publish(
    artifacts: Mapping[str, bytes],
    output: Path,
    site: Path,
    *,
    digest: str,
    digests: Mapping[str, bytes] | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> Published:
    """Make `artifacts` the whole content of the folder `output`, all at once.

    Args:
        artifacts: the files' contents by their paths, with `/`, relative to the folder.
        output: the folder; made when it does not exist.
        site: the folder of the site's sources, which must not be overwritten.
        digest: names what the files were made from; `is_current` asks for it.
        digests: the files' own (SHA-256), where they are known; else they are worked out here.
        on_wait: called once when another build is publishing to the same folder, before waiting for it a while.

    Raises:
        ArtifactRefused: when a file has a name that not every system can keep; nothing is written.
        OutputRefused: when the folder must not be replaced, or cannot be; the old site stays.
        OSError: when the disk is full or broken; the old site stays, or the next build finishes the new one.
    """
    check_names(artifacts)
    output = absolute(output)
    with _refusing(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        with locked(output, _PATIENCE, on_wait):
            _heal(output)
            check_output(output, site)
            new = Manifest.of(artifacts, digest, digests)
            if output.exists() and _stays(output):
                return publish_inside(artifacts, new, output)
            return _publish_beside(artifacts, new, output)


def heal(output: Path) -> None:
    """Finish or undo what a build that was killed has left behind; nothing, where another build is publishing just now.

    Raises:
        OutputRefused: when that cannot be done.
    """
    output = absolute(output)
    if not _has_leftovers(output):
        return
    with _refusing(output):
        try:
            with locked(output):
                _heal(output)
        except OutputRefused as refusal:
            # Then they are no leftovers but the other's work.
            if refusal.reason != "locked":
                raise


def write_cache(folder: Path, name: str, content: bytes) -> None:
    """Keep something for the next build in a folder that version control passes over.

    Nothing is kept, and nothing said, where that cannot be done: a build without its cache is slower and no worse.
    """
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            return
        if not (folder / IGNORE_FILE).exists():
            write_safely(folder / IGNORE_FILE, b"*\n")
        write_safely(folder / name, content)


def keep(folder: Path, name: str, content: bytes) -> bool:
    """Keep a file in a folder of the site's own sources where there is none of the name; False where that fails.

    The site is as good without it: what is kept there only lets a later report tell more.
    """
    file = folder / name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or file.parent.is_symlink() or os.path.lexists(file):
            return False
        write_safely(file, content)
    except OSError:
        return False
    return True


def _publish_beside(artifacts: Mapping[str, bytes], new: Manifest, output: Path) -> Published:
    """Stage beside the folder and exchange the two; stage inside it where that turns out not to be possible."""
    stage = output.with_name(f"{_stage_prefix(output)}{os.getpid()}")
    try:
        published = write_stage(stage, artifacts, new, output, os.link)
        is_replaced = _replace(stage, output)
    finally:
        # What bears the stage's name now: the new version where something failed, else the old one.
        clear(stage, output)
    return published if is_replaced else publish_inside(artifacts, new, output)


def _replace(stage: Path, output: Path) -> bool:
    """Put the stage in the output folder's place; False where they cannot be exchanged."""
    if not output.exists():
        stage.rename(output)
        return True
    shutil.copymode(output, stage)
    if (output / IGNORE_FILE).is_symlink() or (output / IGNORE_FILE).is_file():
        shutil.copy2(output / IGNORE_FILE, stage / IGNORE_FILE, follow_symlinks=False)
    return exchange(stage, output)


def _stays(output: Path) -> bool:
    """Must the folder itself stay where it is?"""
    if sys.platform == "win32" or os.path.ismount(output):
        return True
    return not os.access(output.parent, os.W_OK) or output.stat().st_dev != output.parent.stat().st_dev


def _stage_prefix(output: Path) -> str:
    """How the names of the folders begin in which versions wait beside the output folder."""
    return f".{output.name}.pathviz-new-"


def _stages(output: Path) -> Iterator[Path]:
    """The folders that builds have left beside the output folder."""
    try:
        with os.scandir(output.parent) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        # Nothing can have been left where nothing can be seen.
        return
    for name in names:
        if name.startswith(_stage_prefix(output)):
            yield output.with_name(name)


def _has_leftovers(output: Path) -> bool:
    """Has a build left anything behind?"""
    return (output / JOURNAL).exists() or os.path.lexists(output / INNER_STAGE) or any(_stages(output))


def _heal(output: Path) -> None:
    """Heal, with the lock held."""
    if output.is_symlink():
        return
    for stage in _stages(output):
        clear(stage, output)
    if (output / JOURNAL).exists():
        finish(output)
    else:
        remove_stage(output)


@contextmanager
def _refusing(output: Path) -> Iterator[None]:
    """Tell of missing permissions as a refusal. Raises OutputRefused."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise OutputRefused("not-writable", output) from error
        raise
