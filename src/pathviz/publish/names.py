"""Which file names a site may have: those that every system, archive and web server can keep apart and give back."""

import re
import unicodedata
from collections.abc import Iterable

from pathviz.publish.errors import ArtifactRefused

#: What publishing itself keeps in the output folder begins so.
OWN_PREFIX = ".pathviz-"
#: The one file that is neither made by a build nor foreign: it keeps the built site out of version control.
IGNORE_FILE = ".gitignore"

_LONGEST_PART = 255  # bytes; the limit of all common file systems
# Windows keeps none of these in a name, a backslash would be a folder there, and half a letter has no bytes.
_UNKEPT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def check_names(names: Iterable[str]) -> None:
    """Check that all these files, paths with `/` relative to the site, can stand beside one another anywhere.

    >>> check_names(["index.html", "keski-suomi/index.html"])

    Raises:
        ArtifactRefused: for the first name, in sorted order, that cannot be kept.
    """
    spelled: dict[str, str] = {}
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in sorted(names):
        check_name(name)
        path = ""
        for part in name.split("/"):
            path = f"{path}/{part}" if path else part
            # Systems that take no notice of case, or compose letters, would make these one.
            folded = unicodedata.normalize("NFC", path).casefold()
            if spelled.setdefault(folded, path) != path:
                raise ArtifactRefused(name, "collision", spelled[folded])
            if path == name:
                other = folders.get(folded, "")
                files[folded] = name
            else:
                other = files.get(folded, "")
                folders.setdefault(folded, name)
            if other:
                raise ArtifactRefused(name, "collision", other)


def check_name(name: str) -> None:
    """Check one path by itself; none that passes leads out of the site. Raises ArtifactRefused."""
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise ArtifactRefused(name, "outside")
    if parts[0].casefold().startswith(OWN_PREFIX) or name.casefold() == IGNORE_FILE:
        raise ArtifactRefused(name, "reserved")
    for part in parts:
        if _UNKEPT.search(part) or part.endswith((".", " ")):
            raise ArtifactRefused(name, "character")
        if _DEVICE.fullmatch(part):
            raise ArtifactRefused(name, "reserved")
        if len(part.encode()) > _LONGEST_PART:
            raise ArtifactRefused(name, "too-long")
