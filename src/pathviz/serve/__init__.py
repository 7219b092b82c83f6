"""Live preview on this computer: rebuild when a source is saved, keep the last good site, show faults on the page.

The site stays in memory: the output folder is the published site's alone. Pages are published without a trace of the
preview; what it needs is added to each page as it is served (`insert`).
"""

import asyncio
import os
import socket
import traceback
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tornado.httpserver import HTTPServer

from pathviz.i18n import Strings
from pathviz.serve.preview import Preview
from pathviz.serve.server import application
from pathviz.serve.watch import settled, snapshot

__all__ = ["BuildResult", "serve"]

#: Nobody else on the network sees a draft.
HOST = "127.0.0.1"
_POLL = 0.25  # seconds between two looks at the sources
_PORTS = 20  # that are tried from the wanted one on, before any free one is taken


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a build.

    Attributes:
        artifacts: the site's files by their paths; None when faults kept it from being built.
        problems: the faults and warnings as they are printed, `file:line:col: …`.
    """

    artifacts: Mapping[str, bytes] | None
    problems: Sequence[str] = ()


def serve(
    build: Callable[[], BuildResult],
    watch: Sequence[Path],
    *,
    port: int,
    open_browser: bool,
    echo: Callable[[str], None],
    words: Strings,
) -> None:
    """Serve the preview until Ctrl-C is pressed.

    Args:
        build: builds the site anew; called in a thread, one call at a time.
        watch: the files and folders whose changes call for a new build; they need not exist yet.
        port: the wanted port; the next free one is taken when it is in use.
        open_browser: open the preview in the user's browser.
        echo: prints a line for the user.
        words: what is printed, by the keys `preview-…`.

    Raises:
        OSError: when no port can be had at all.
    """
    try:
        asyncio.run(_run(_Session(build, watch, echo, words), port, open_browser=open_browser))
    except KeyboardInterrupt:
        echo(words("preview-ended"))


@dataclass(frozen=True, slots=True)
class _Session:
    """What the caller has given for the whole of a preview."""

    build: Callable[[], BuildResult]
    watch: Sequence[Path]
    echo: Callable[[str], None]
    words: Strings


async def _run(session: _Session, wanted: int, *, open_browser: bool) -> None:
    """Build, serve, and build again after each change, for ever."""
    listening, port = _bind(wanted)
    if wanted not in {port, 0}:
        session.echo(session.words("preview-port", wanted=wanted, port=port))
    preview = Preview(port, session.words)
    seen = snapshot(session.watch)
    await _rebuild(session, preview)
    app, reload_pages = application(preview)
    HTTPServer(app).add_socket(listening)
    url = f"http://{HOST}:{port}/"
    session.echo(session.words("preview-at", url=url))
    if open_browser:
        # Some browsers are started in the foreground, and would keep the preview waiting.
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)
    while True:
        await asyncio.sleep(_POLL)
        if await asyncio.to_thread(snapshot, session.watch) == seen:
            continue
        # Taken before the build, so that what is saved during it is seen after it.
        seen = await settled(session.watch)
        if await _rebuild(session, preview):
            reload_pages()


async def _rebuild(session: _Session, preview: Preview) -> bool:
    """Build once and show what comes of it; has anything changed for those who look?"""
    try:
        result = await asyncio.to_thread(session.build)
    except Exception as error:  # noqa: BLE001 - a fault in the program must not end the preview of a text being written
        lines = traceback.format_exception_only(error)
        session.echo("".join(traceback.format_exception(error)).rstrip())
        result = BuildResult(None, ["".join(lines).strip()])
    else:
        for line in result.problems:
            session.echo(line)
    if result.artifacts is None:
        session.echo(session.words("preview-faults"))
        return preview.show_faults(result.problems)
    session.echo(session.words("preview-current"))
    return preview.show(result.artifacts)


def _bind(wanted: int) -> tuple[socket.socket, int]:
    """Listen on the wanted port or the next free one, of this computer alone. Raises OSError."""
    for port in [*range(wanted, min(wanted + _PORTS, 65536)), 0]:
        listening = socket.socket()
        if os.name == "posix":
            # A port that an earlier preview has just left is free. (On Windows this would share one in use.)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            listening.listen()
        except OSError:
            listening.close()
            if port == 0:
                raise
        else:
            listening.setblocking(False)  # noqa: FBT003 - the socket's own way to say it
            return listening, int(listening.getsockname()[1])
    raise OSError(wanted)
