"""Add to a page, as it is served, what the preview needs: the reloading script, leave for it, and a panel of faults."""

from collections.abc import Sequence
from contextlib import suppress
from html import escape
from html.parser import HTMLParser

from pathviz.i18n import Strings

#: Addresses of the preview's own files; a dot begins no address of a site.
SCRIPT = "/livereload.js"
STYLESHEET = "/.pathviz/preview.css"

_POLICY = "Content-Security-Policy"


class _Done(Exception):
    """All that is looked for has been found."""


class _Places(HTMLParser):
    """Finds the places in a page where something is to be put.

    Attributes:
        policy: where the tag of the content security policy stands, and what it says.
        head: where the head ends.
        body: where the body's content begins.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.policy: tuple[slice, str] | None = None
        self.head: int | None = None
        self.body: int | None = None
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, length = self._position(), len(self.get_starttag_text() or "")
        named = {name: value or "" for name, value in attrs}
        if tag == "meta" and named.get("http-equiv", "").casefold() == _POLICY.casefold():
            self.policy = slice(start, start + length), named.get("content", "")
        elif tag == "body":
            self.body = start + length
            raise _Done

    def handle_endtag(self, tag: str) -> None:
        if tag == "head" and self.head is None:
            self.head = self._position()

    def _position(self) -> int:
        """Where the tag that was just read begins, in characters from the page's beginning."""
        line, column = self.getpos()
        return self._lines[line - 1] + column


def insert(page: str, *, port: int, version: int, overlay: str = "") -> str:
    """The page as the preview serves it.

    Args:
        page: a whole HTML page.
        port: of the preview.
        version: of the site; the script tells it back, so that a page that is behind is reloaded.
        overlay: the panel of faults, if the last build failed.
    """
    places = _Places(page)
    with suppress(_Done):
        places.feed(page)
    # From the end on, so that the earlier places stay where they are.
    body = places.body if places.body is not None else len(page)
    head = places.head if places.head is not None else body
    page = page[:body] + overlay + page[body:]
    page = page[:head] + _links(version, with_panel=bool(overlay)) + page[head:]
    if places.policy is not None:
        place, policy = places.policy
        tag = f'<meta http-equiv="{_POLICY}" content="{escape(allow(policy, port))}">'
        page = page[: place.start] + tag + page[place.stop :]
    return page


def allow(policy: str, port: int) -> str:
    """The content security policy, with leave for the preview's script, its socket and the panel's style.

    >>> allow("default-src 'none'; script-src 'self'", 8000).split("; ")[1:]
    ["script-src 'self'", "style-src 'self'", "connect-src 'self' ws://127.0.0.1:8000 ws://localhost:8000"]
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.casefold(), sources)
    needed = {
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'", f"ws://127.0.0.1:{port}", f"ws://localhost:{port}"],
    }
    for name, sources in needed.items():
        allowed = directives.get(name, directives.get("default-src"))
        if allowed is not None:
            # Where nothing was allowed, 'none' would be in the way of what now is.
            kept = [source for source in allowed if source != "'none'"]
            directives[name] = kept + [source for source in sources if source not in kept]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _links(version: int, *, with_panel: bool) -> str:
    """What goes into the head."""
    style = f'<link rel="stylesheet" href="{STYLESHEET}">' if with_panel else ""
    return f'{style}<script src="{SCRIPT}?snipver={version}" defer></script>'


def panel(faults: Sequence[str], words: Strings) -> str:
    """The panel of faults, which stands over the last good page and is told to those who cannot see it."""
    return (
        f'<section class="pathviz-faults" role="alert" lang="{words.lang}" aria-labelledby="pathviz-faults">'
        f'<p id="pathviz-faults"><strong>{words("preview-broken")}.</strong> {words("preview-last")}</p>'
        f'<ol tabindex="0" aria-labelledby="pathviz-faults">{_items(faults)}</ol></section>'
    )


def faults_page(faults: Sequence[str], words: Strings) -> str:
    """A page of faults alone, for when there is no good version yet."""
    broken = words("preview-broken")
    return (
        f'<!DOCTYPE html><html lang="{words.lang}"><head><meta charset="utf-8"><title>{broken}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{STYLESHEET}"></head>'
        f'<body class="pathviz-faults-page"><main><h1>{broken}</h1><p>{words("preview-mend")}</p>'
        f'<ol class="pathviz-faults-list">{_items(faults)}</ol></main></body></html>'
    )


def _items(faults: Sequence[str]) -> str:
    """The faults as items of a list."""
    return "".join(f"<li>{escape(fault)}</li>" for fault in faults)
