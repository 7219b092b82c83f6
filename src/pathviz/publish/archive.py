"""The published site as one archive, to be handed on: the same site gives the same bytes."""

import hashlib
import io
import stat
import zipfile
from pathlib import Path
from typing import Final

from pathviz.publish.errors import OutputRefused
from pathviz.publish.manifest import Fingerprint, read_manifest
from pathviz.publish.stage import write_safely

SUMS: Final = "SHA256SUMS"
"""The archive's list of what it holds, as `sha256sum -c` reads it."""
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell; a site has no other
_UNIX: Final = 3


def write_archive(output: Path, file: Path) -> int:
    """Put the site in the folder `output` into the zip file `file`; gives the number of its files.

    Only what a build has published is taken, each file as it was then.

    Raises:
        OutputRefused: nothing is published in the folder, a file in it has been changed since, or the archive would
            stand in the folder itself.
        OSError: a file cannot be read or written.
    """
    if file.resolve().is_relative_to(output.resolve()):
        raise OutputRefused("archive-inside", output)
    files = read_manifest(output).files
    if not files:
        raise OutputRefused("not-published", output)
    contents = {name: (output / name).read_bytes() for name in sorted(files) if (output / name).is_file()}
    changed = [name for name in sorted(files) if name not in contents or Fingerprint.of(contents[name]) != files[name]]
    if changed:
        raise OutputRefused("changed-files", output, tuple(changed[:3]))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    file.parent.mkdir(parents=True, exist_ok=True)
    write_safely(file, _archive({SUMS: sums.encode(), **contents}))
    return len(contents)


def _archive(contents: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = _UNIX
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()
