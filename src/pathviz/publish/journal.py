"""Replace a site file by file, where its folder cannot be exchanged: a mount point, or a system without the means.

The new version waits inside the output folder, in `.pathviz-new/`. Once it is whole a journal is written; from then on
the replacement is finished, by this run or, after a crash, by the next. Without a journal what waits is thrown away.
"""

import json
import shutil
from pathlib import Path

from pathviz.publish.errors import OutputRefused
from pathviz.publish.manifest import INNER_STAGE, JOURNAL, MANIFEST, NOTHING, Manifest, read_manifest, walk
from pathviz.publish.stage import remove_if_empty, write_safely


def publish_inside(output: Path, digest: str) -> None:
    """Replace the site by what waits inside its folder. Once the journal is written, the next build can finish it."""
    write_safely(output / JOURNAL, json.dumps({"digest": digest}).encode())
    finish(output)


def finish(output: Path) -> None:
    """Finish what the journal says has begun; may be interrupted, and called again, at any point.

    Raises:
        OutputRefused: `foreign-files`, when somebody has put something in the way meanwhile.
    """
    stage = output / INNER_STAGE
    new = read_manifest(stage)
    # The new manifest is the last to move: where it has moved, only tidying is left.
    if new is not NOTHING:
        gone = read_manifest(output).files.keys() - new.files.keys()
        in_the_way = {name for name in gone if _clashes(name, new)}
        _remove(output, in_the_way)
        _move(stage, output)
        _remove(output, gone - in_the_way)
        (stage / MANIFEST).replace(output / MANIFEST)
    remove_stage(output)
    (output / JOURNAL).unlink(missing_ok=True)


def remove_stage(output: Path) -> None:
    """Remove the version that waits inside the folder, if there is one."""
    stage = output / INNER_STAGE
    if stage.is_symlink():
        stage.unlink()
    elif stage.exists():
        shutil.rmtree(stage)


def _clashes(name: str, new: Manifest) -> bool:
    """Is this old file where the new version needs a folder, or the other way round?"""
    parts = name.split("/")
    above = {"/".join(parts[:length]) for length in range(1, len(parts))}
    return not above.isdisjoint(new.files) or any(other.startswith(name + "/") for other in new.files)


def _move(stage: Path, output: Path) -> None:
    """Move all that waits to its place: first what pages need, then the pages. Raises OutputRefused."""
    names = [name for name in walk(stage) if name not in {MANIFEST, f"{MANIFEST}.tmp"}]
    for name in sorted(names, key=lambda name: (name.endswith(".html"), name)):
        _check_way(output, name)
        target = output / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise OutputRefused("foreign-files", output, (name,)) from error


def _remove(output: Path, names: set[str]) -> None:
    """Remove old files, and the folders that they leave empty. Raises OutputRefused."""
    for name in sorted(names):
        _check_way(output, name)
        try:
            (output / name).unlink(missing_ok=True)
        except NotADirectoryError:
            # A file stands where its folder was, so it is gone already.
            continue
        for folder in (output / name).parents:
            if folder == output or not remove_if_empty(folder):
                break


def _check_way(output: Path, name: str) -> None:
    """Check that no link leads out of the output folder on the way to this file. Raises OutputRefused."""
    folder = output
    for part in name.split("/")[:-1]:
        folder /= part
        if folder.is_symlink():
            raise OutputRefused("foreign-files", output, (folder.relative_to(output).as_posix(),))
