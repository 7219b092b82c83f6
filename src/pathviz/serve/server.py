"""The preview's web server: tornado's, with livereload's script and socket."""

import json
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.web import Application, RequestHandler

from pathviz.serve.insert import SCRIPT
from pathviz.serve.preview import Preview


def application(preview: Preview) -> tuple[Application, Callable[[], None]]:
    """The server's application, and what makes all open pages reload."""
    # livereload keeps its state in its class. Its own watcher is asked for the changed file's name alone: we have none.
    LiveReloadHandler.watcher = Watcher()
    LiveReloadHandler.live_css = False
    given = {"preview": preview}
    app = Application(
        [("/livereload", _Socket, given), (SCRIPT, _Script, given), ("/.*", _Page, given)],
        # No line for each request: the terminal is for the faults.
        log_function=lambda _handler: None,
    )
    return app, LiveReloadHandler.reload_waiters


def is_ours(address: str, port: int) -> bool:
    """Does this host, as a browser names it, mean this preview?

    Another site's name that leads to this computer does not: a page of that site could read the drafts.

    >>> is_ours("localhost:8000", 8000), is_ours("example.org:8000", 8000)
    (True, False)
    """
    return address in {f"127.0.0.1:{port}", f"localhost:{port}"}


class _Guarded(RequestHandler):
    """Answers requests that were meant for this preview, and those alone."""

    def initialize(self, preview: Preview) -> None:
        """Take in what the application gives."""
        self.preview = preview

    def prepare(self) -> None:
        """Refuse what was sent to another name."""
        if not is_ours(self.request.host, self.preview.port):
            self.set_status(HTTPStatus.FORBIDDEN)
            self.finish("403")

    def set_default_headers(self) -> None:
        """Nothing is kept: the next version has the same address."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def compute_etag(self) -> None:
        """Without one, every answer is whole."""


class _Page(_Guarded):
    """Serves the site's files."""

    def get(self) -> None:
        """Answer with what the site has at this address."""
        # A worker installed by the site would go on answering from its own store.
        is_worker = self.request.headers.get("Service-Worker") == "script"
        answer = self.preview.answer("/404" if is_worker else self.request.path)
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(answer.location + query, status=answer.status)
            return
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.kind)
        self.finish(answer.content)

    head = get


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc] # livereload has no types
    """Serves livereload's script."""


class _Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """Tells pages to reload, those too that were loaded before a change and connect after it."""

    _version: object = None

    def check_origin(self, origin: str) -> bool:
        """Only pages of this preview may listen."""
        return is_ours(urlsplit(origin).netloc, self.preview.port)

    def on_message(self, message: str | bytes) -> None:
        """Take part in livereload's greeting, in which the page tells its version."""
        greeting = json.loads(message)
        super().on_message(message)
        if greeting.get("command") == "hello":
            self._version = greeting.get("snipver")
        elif greeting.get("command") == "info" and self._version != self.preview.version:
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})
