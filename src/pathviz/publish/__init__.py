"""The only part of pathviz that writes the site: stage, then replace.

A new version is written to a folder beside the output folder, by as many processes as make it, and the two change
names in one step: readers find the old site or the new one, whole, and so does the next build if this one is killed at
any moment. Where folders cannot change names the files are replaced one by one under a journal, which the next build
finishes if this one could not (`journal`).

Whatever a build has made is named in the output folder's manifest; nothing else there is ever deleted.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pathviz.files import absolute
from pathviz.publish.archive import write_archive
from pathviz.publish.checks import check_output
from pathviz.publish.errors import ArtifactRefused, OutputRefused
from pathviz.publish.exchange import exchange
from pathviz.publish.journal import finish, publish_inside, remove_stage
from pathviz.publish.lock import locked
from pathviz.publish.manifest import INNER_STAGE, JOURNAL, MANIFEST, Manifest, is_current, read_manifest
from pathviz.publish.names import IGNORE_FILE, check_names
from pathviz.publish.stage import Stage, clear, write_safely

__all__ = [
    "MANIFEST",
    "ArtifactRefused",
    "OutputRefused",
    "Stage",
    "check_names",
    "check_output",
    "heal",
    "is_current",
    "keep",
    "publish",
    "staged",
    "write_archive",
    "write_cache",
    "write_safely",
]

_PATIENCE = 60.0  # seconds; a build of a large site that is just making its pages is done by then
# The states of a version that waits beside the output folder: one that is being written has never been the site, so all
# of it is ours; a whole one may have been, and its manifest tells what is.
_PART, _WHOLE = "part", "new"


@contextmanager
def staged(output: Path, site: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Stage]:
    """A stage for a new version of the site; what is not published when it is left is thrown away.

    No other build stages or publishes to the folder meanwhile. Processes that are forked within hold its lock too, and
    must end with this one.

    Args:
        output: the folder; made when it does not exist.
        site: the folder of the site's sources, which must not be overwritten.
        on_wait: called once when another build is at work on the same folder, before waiting for it a while.

    Raises:
        OutputRefused: when the folder must not be replaced, or cannot be.
        OSError: when the disk is full or broken.
    """
    output = absolute(output)
    with ExitStack() as held:
        with _refusing(output):
            output.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(output, _PATIENCE, on_wait))
            _heal(output)
            check_output(output, site)
            stage = _new_stage(output)
        try:
            yield stage
        finally:
            with _refusing(output):
                _heal(output)


def publish(stage: Stage, sizes: Mapping[str, int], digests: Mapping[str, bytes], *, digest: str) -> None:
    """Make what has been staged the whole content of the output folder, all at once.

    Args:
        stage: the new version, of which no process writes any more.
        sizes: of all its files, by their paths, with `/`, relative to the folder; in bytes.
        digests: the files' own (SHA-256).
        digest: names what the files were made from; `is_current` asks for it.

    Raises:
        ArtifactRefused: when not every system can keep two of the files apart; the old site stays.
        OutputRefused: when the folder cannot be replaced; the old site stays.
        OSError: when the disk is full or broken; the old site stays, or the next build finishes the new one.
    """
    check_names(sizes)
    with _refusing(stage.output):
        write_safely(stage.folder / MANIFEST, Manifest.of(digest, sizes, digests).dump())
        if not stage.is_inside:
            whole = stage.output.with_name(f"{_prefix(stage.output, _WHOLE)}{os.getpid()}")
            stage.folder.rename(whole)
            if _replace(whole, stage.output):
                return
            whole.rename(stage.output / INNER_STAGE)
        publish_inside(stage.output, digest)


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


def _new_stage(output: Path) -> Stage:
    """An empty stage: beside the folder where the two can change names, else inside it."""
    is_inside = output.exists() and _stays(output)
    folder = output / INNER_STAGE if is_inside else output.with_name(f"{_prefix(output, _PART)}{os.getpid()}")
    folder.mkdir()
    return Stage(folder, output, read_manifest(output).files, is_inside)


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


def _prefix(output: Path, state: str) -> str:
    """How the names of the folders begin in which versions wait beside the output folder."""
    return f".{output.name}.pathviz-{state}-"


def _stages(output: Path, state: str) -> Iterator[Path]:
    """The folders of a state that builds have left beside the output folder."""
    try:
        with os.scandir(output.parent) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        # Nothing can have been left where nothing can be seen.
        return
    for name in names:
        if name.startswith(_prefix(output, state)):
            yield output.with_name(name)


def _has_leftovers(output: Path) -> bool:
    """Has a build left anything behind?"""
    beside = any(any(_stages(output, state)) for state in (_PART, _WHOLE))
    return beside or (output / JOURNAL).exists() or os.path.lexists(output / INNER_STAGE)


def _heal(output: Path) -> None:
    """Heal, with the lock held."""
    if output.is_symlink():
        return
    for part in _stages(output, _PART):
        shutil.rmtree(part)
    for stage in _stages(output, _WHOLE):
        # The new version where something failed, else the old one, in which somebody may have put something meanwhile.
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
