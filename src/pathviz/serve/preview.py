"""The preview's site: the last good version in memory, the faults since then, and what is answered to an address."""

import mimetypes
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from pathviz.i18n import Strings
from pathviz.serve.insert import STYLESHEET, faults_page, insert, panel

_HTML = "text/html; charset=utf-8"
# The system's own table, which knows the rest, differs from one computer to the next.
_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXTS = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: HTTPStatus
    content: bytes = b""
    kind: str = _HTML
    location: str = ""


@dataclass(slots=True)
class Preview:
    """What is served now.

    Attributes:
        port: where it is served.
        words: what the preview itself says, by the keys `preview-…`.
        version: rises with every change; starts at the time, so that pages of an earlier preview are behind as well.
    """

    port: int
    words: Strings
    version: int = field(default_factory=lambda: int(time.time()))
    _artifacts: Mapping[str, bytes] = field(default_factory=dict)
    _faults: tuple[str, ...] = ()

    def show(self, artifacts: Mapping[str, bytes]) -> bool:
        """Serve this site from now on; is it any different from before?"""
        return self._change(artifacts, ())

    def show_faults(self, faults: Sequence[str]) -> bool:
        """Serve the last good site with these faults on every page; is that any different from before?"""
        return self._change(self._artifacts, tuple(faults) or ("?",))

    def _change(self, artifacts: Mapping[str, bytes], faults: tuple[str, ...]) -> bool:
        """Take both in at once; has either changed?"""
        if faults == self._faults and artifacts == self._artifacts:
            return False
        self._artifacts, self._faults = artifacts, faults
        self.version += 1
        return True

    def answer(self, path: str) -> Answer:
        """The answer to a request for the path of an address, as it stands there: `/keski-suomi/?`.

        Only the site's own files are known here, so no path leads out of the site.
        """
        if path == STYLESHEET:
            return Answer(HTTPStatus.OK, Path(__file__).with_name("preview.css").read_bytes(), _type(path))
        try:
            name = unquote(path, errors="strict").removeprefix("/")
        except UnicodeDecodeError:
            return self._missing()
        if not name or name.endswith("/"):
            name += "index.html"
        if name in self._artifacts:
            return self._file(name, HTTPStatus.OK)
        if f"{name}/index.html" in self._artifacts:
            return Answer(HTTPStatus.FOUND, location=f"/{quote(name)}/")
        return self._missing()

    def _missing(self) -> Answer:
        """The site's own page for what it has not; or the faults, when there is no site yet."""
        if self._faults and not self._artifacts:
            page = faults_page(self._faults, self.words)
            content = insert(page, port=self.port, version=self.version).encode()
            return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, content)
        if "404.html" in self._artifacts:
            return self._file("404.html", HTTPStatus.NOT_FOUND)
        return Answer(HTTPStatus.NOT_FOUND, b"404", "text/plain; charset=utf-8")

    def _file(self, name: str, status: HTTPStatus) -> Answer:
        """A file of the site, as it is served."""
        content, kind = self._artifacts[name], _type(name)
        if kind == _HTML:
            page = content.decode("utf-8", errors="replace")
            overlay = panel(self._faults, self.words) if self._faults else ""
            content = insert(page, port=self.port, version=self.version, overlay=overlay).encode()
        return Answer(status, content, kind)


def _type(name: str) -> str:
    """The media type of a file, by its name.

    >>> _type("a/index.html"), _type("a/kuva.png")
    ('text/html; charset=utf-8', 'image/png')
    """
    kind = _TYPES.get(Path(name).suffix.casefold()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind
