"""What publishing refuses to do.

Exception
├── OutputRefused     the output folder is not one to replace
└── ArtifactRefused   a file of the site has a name that not every system can keep
"""

from pathlib import Path


class OutputRefused(Exception):
    """The output folder cannot, or must not, be replaced. Nothing in it has been changed.

    Attributes:
        reason: a stable key: `foreign-files` (files that no build has made are there), `holds-site` (the folder is,
            holds or lies in what the site is made from, or is a user's home or a disk's root), `is-link`, `is-file`,
            `not-writable`, `locked` (another build is publishing there); of an archive `archive-inside` (it would
            stand in the folder), `not-published` (no build has published there),
            `changed-files` (somebody has changed them since).
        path: the folder.
        names: of `foreign-files` and `changed-files`, the first few, relative to the folder.
    """

    def __init__(self, reason: str, path: Path, names: tuple[str, ...] = ()) -> None:
        super().__init__(f"{path}: {reason}" + (f" ({', '.join(names)})" if names else ""))
        self.reason = reason
        self.path = path
        self.names = names


class ArtifactRefused(Exception):
    """A file cannot be published under its name. The site stays as it was.

    Attributes:
        name: the file's path in the site, as given.
        reason: a stable key: `outside` (absolute, or leading out of the site), `character` (one that Windows or a URL
            cannot keep), `reserved` (a device of Windows, or a name of our own), `too-long`, `collision` (the same as
            another but for letters' case, or a file where another file needs a folder).
        other: of a `collision`, the other file.
    """

    def __init__(self, name: str, reason: str, other: str = "") -> None:
        super().__init__(name, reason, other)  # as they are, so that it can come from another process
        self.name = name
        self.reason = reason
        self.other = other

    def __str__(self) -> str:
        return f"{self.name!r}: {self.reason}" + (f" with {self.other!r}" if self.other else "")
