"""What browsers are told of a page's safety and keeping: one source for the pages' own element and servers' headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pathviz.model import SiteInfo

CSP: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: its own site's files, and nothing from elsewhere.

`connect-src` is for those who look a page over with its own eyes, as they ask for the site's robots.txt.
"""

EVERYWHERE: Final[Mapping[str, str]] = MappingProxyType(
    {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
)
"""Headers that all files of the site have alike."""

KEPT: Final = "public, max-age=31536000, immutable"
"""`Cache-Control` of a file whose name changes with its content."""

ASKED: Final = "no-cache"
"""`Cache-Control` of all others: browsers keep them, and ask each time whether they are still the same."""

_WORDS: Final = {"self": "'self'", "none": "'none'"}


def framed_policy(info: SiteInfo) -> str:
    """The policy of the pages that are made for frames: the pages' own, and whose pages may show them.

    >>> from pathviz.problems import Location
    >>> info = SiteInfo(Location("site.yaml"), frame_ancestors=("self", "https://kunta.example"))
    >>> framed_policy(info).removeprefix(CSP)
    "; frame-ancestors 'self' https://kunta.example"
    """
    return _with_ancestors(info.frame_ancestors)


def page_policy(info: SiteInfo) -> str:
    """The policy of all other files, which no other site shows in a frame."""
    return _with_ancestors(("none",) if info.frame_ancestors == ("none",) else ("self",))


def _with_ancestors(origins: Sequence[str]) -> str:
    """A page's own element cannot name these: browsers take them from a header alone."""
    return f"{CSP}; frame-ancestors {' '.join(_WORDS.get(origin, origin) for origin in origins)}"
