"""The files that are no pages: style sheets, scripts, fonts, pictures and attachments.

Style sheets and scripts are published without their comments and spaces, under a name that changes
with their content; fonts keep theirs, because the style sheet names them, and so does the favicon.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from rcssmin import cssmin
from rjsmin import jsmin

from pathviz import urls
from pathviz.model import Municipality, Region, Site, Theme
from pathviz.pages.colours import region_styles, town_styles
from pathviz.pages.shorten import shortened

SMALLER: Final[Mapping[str, Callable[[bytes], bytes]]] = {".css": cssmin, ".js": jsmin}
"""What takes comments and spaces out of a file, by how its name ends."""

# A service path's page is met first by those who were sent a link to it, so all of its look is in one file.
_SERVICE_PATH: Final = tuple(
    f"{part}.css" for part in ("tokens", "site", "path", "diagram", "explorer", "terms", "regions")
)

BUNDLES: Final[Mapping[str, tuple[str, ...]]] = {
    "site.js": ("site.js", "versions.js"),
    "service-path.js": ("state.js", "aids.js", "explorer.js", "path.js", "diagram.js"),
    "asked-for.js": ("print.js", "lens.js", "meeting.js"),
    "site.css": ("tokens.css", "site.css", "regions.css"),
    "service-path.css": _SERVICE_PATH,
    "print.css": ("paper.css", "print.css"),
}
"""What is always loaded together, in its order: as one file it takes fewer bytes and one request."""

ALONE: Final = frozenset({"tokens.css", "diagram.css", "terms.css", "regions.css", "paper.css"})
"""Files of a bundle that other pages load by themselves."""

PARTS: Final = frozenset({"terms.js"})
"""What is published as a part of files that are made with it, and not by itself."""

PAGES: Final = "content/pages"
"""Where free pages and their files are, in the site's folder."""

_SOURCES_ONLY: Final = frozenset({".ts", ".json", ".md"})


@dataclass(frozen=True, slots=True)
class Assets:
    """The addresses of static files by their name in `templates/static/`, and all their bytes.

    `parts` are the bytes of what stands in other files, by name.
    """

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]
    parts: Mapping[str, bytes]

    def __getitem__(self, name: str) -> str:
        """The address of a static file; raises `KeyError` for one that is not there."""
        return self.addresses[name]


def static_assets(
    folders: Sequence[Path],
    regions: Iterable[Region],
    theme: Theme | None = None,
    towns: Iterable[Municipality] = (),
) -> Assets:
    """Collect `static/` of all templates folders, the first folder winning file by file.

    `regions.css` is made from the site's own theme and the regions' accent colours, `town_sheet` from a
    municipality's; a site that brings a file of that name has the last word. Raises `OSError` for an unreadable file.
    """
    found = {"regions.css": _smaller("regions.css", region_styles(regions, theme).encode())}
    for town in towns:
        if town.theme is not None and (styles := town_styles(town.theme)):
            found[town_sheet(town)] = _smaller(town_sheet(town), styles.encode())
    for folder in reversed(folders):
        root = folder / urls.STATIC
        is_own = folder == folders[-1]
        for file in sorted(root.rglob("*")) if root.is_dir() else ():
            name = file.relative_to(root)
            if file.is_file() and not _is_hidden(name) and file.suffix not in _SOURCES_ONLY:
                found[name.as_posix()] = _smaller(name.as_posix(), file.read_bytes(), is_own=is_own)
    bundles = {bundle: b"\n".join([found[part] for part in parts]) for bundle, parts in BUNDLES.items()}
    for part in {*chain.from_iterable(BUNDLES.values())} - ALONE:
        del found[part]
    found |= bundles
    parts = {part: found.pop(part) for part in PARTS}
    addresses = {name: _published(name, content) for name, content in found.items()}
    return Assets(addresses, {addresses[name]: found[name] for name in sorted(found)}, parts)


def town_sheet(town: Municipality) -> str:
    """The name of a municipality's own style sheet, which is there where its theme has a colour or letters."""
    return f"town-{town.region}_{town.id}.css"


def attachments(site: Site, roots: Sequence[Path]) -> dict[str, bytes]:
    """Attachments and pictures of paths, free pages and publishers by address.

    `roots` are the folders of the site and of its frame: a file is taken from the first that has it.
    """

    def content(file: str) -> bytes:
        found = (root / file for root in roots if len(roots) == 1 or (root / file).is_file())
        return next(found, roots[0] / file).read_bytes()

    start = f"{PAGES}/"
    found = {
        urls.page_attachment(file.removeprefix(start)): content(file) for file in site.files if file.startswith(start)
    }
    starts = ("content/files/", *(f"{town.folder}/files/" for town in site.municipalities))
    found |= {urls.theme_file(file): content(file) for file in site.files if file.startswith(starts)}
    paths = {path.folder: path for path in site.paths.values()}
    for file in site.files:
        *folder, name = file.split("/", 3)
        path = paths.get("/".join(folder))
        if path is not None:
            found[urls.attachment(path.region, path.id, name)] = content(file)
    return found


def _smaller(name: str, content: bytes, *, is_own: bool = False) -> bytes:
    """A file without comments and idle spaces; of scripts the package's `own` are written so that names may change."""
    take_out = SMALLER.get(PurePosixPath(name).suffix)
    smaller = bytes(take_out(content)) if take_out else content
    return _shortened(smaller) if is_own and name.endswith(".js") else smaller


@cache
def _shortened(script: bytes) -> bytes:
    return shortened(script.decode()).encode()


def _published(name: str, content: bytes) -> str:
    """Where a file stands; the one that other sites load has a name that never changes, at the site's top."""
    if name == urls.EMBED_SCRIPT:
        return name
    if not name.endswith(tuple(SMALLER)):
        return urls.static(name)
    return urls.static(urls.hashed(name, hashlib.sha256(content).hexdigest()))


def _is_hidden(name: Path) -> bool:
    return any(part.startswith(".") for part in name.parts)
