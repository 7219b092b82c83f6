"""The files from which web servers read the headers of the site.

Hosts that read `_headers` join the values of a header that several of its rules set, and of two policies the
stricter holds. So no two rules for a policy, or for keeping, may meet at one address: each folder and file at the
site's top has its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pathviz import urls
from pathviz.model import Host, SiteInfo
from pathviz.pages.policy import ASKED, EVERYWHERE, KEPT, framed_policy, page_policy

_HASHED: Final = r"\.[0-9a-f]{8}\.(css|js)$"


def header_files(info: SiteInfo, addresses: Iterable[str]) -> dict[str, bytes]:
    """The files of headers for the hosts that the site names, by address; `addresses` are all files of the site."""
    known = sorted(addresses)
    found: dict[str, str] = {}
    for host in info.hosting:
        found |= _WRITERS[host](info, known)
    return {address: text.encode() for address, text in found.items()}


def _listed(info: SiteInfo, addresses: list[str]) -> dict[str, str]:
    """`_headers`, as Netlify and Cloudflare Pages read it."""
    root = urls.root_path(info.base_url) or "/"
    rules = [(f"{root}*", EVERYWHERE)]
    for top in dict.fromkeys(_top(address) for address in addresses):
        if top == f"{urls.STATIC}/*":
            continue
        framed = top == f"{urls.EMBEDS}/*"
        policy = {
            "Content-Security-Policy": framed_policy(info) if framed else page_policy(info),
            "Cache-Control": ASKED,
        }
        names = ("", top) if top == urls.INDEX else (top,)
        rules += [(root + name, policy) for name in names]
    kept = {"Cache-Control": KEPT}
    rules += [(root + each, kept) for each in addresses if _top(each) == f"{urls.STATIC}/*" and is_kept(each)]
    return {urls.HEADERS: "".join(f"{path}\n{''.join(_lines(headers))}" for path, headers in rules)}


def is_kept(address: str) -> bool:
    """Whether a file's name changes with its content, so that it may be kept for ever.

    >>> is_kept("static/site.0123abcd.css"), is_kept("static/favicon.svg")
    (True, False)
    """
    return re.search(_HASHED, address) is not None


def _top(address: str) -> str:
    """The file, or all of the folder, at the site's top to which an address belongs."""
    name, slash, _ = address.partition("/")
    return f"{name}/*" if slash else name


def _lines(headers: Mapping[str, str]) -> Iterator[str]:
    return (f"  {name}: {value}\n" for name, value in headers.items())


def _apache(info: SiteInfo, _: list[str]) -> dict[str, str]:
    """`.htaccess` of the site, and that of the pages for frames, which has the last word there."""
    root = urls.root_path(info.base_url)
    lines = [
        f"ErrorDocument 404 {root}{urls.NOT_FOUND}" if root else "",
        *[f'Header always set {name} "{value}"' for name, value in EVERYWHERE.items()],
        f'Header always set Content-Security-Policy "{page_policy(info)}"',
        f'Header set Cache-Control "{ASKED}"',
        f'<FilesMatch "{_HASHED}">',
        f'Header set Cache-Control "{KEPT}"',
        "</FilesMatch>",
    ]
    return {
        urls.HTACCESS: "".join(f"{line}\n" for line in lines if line),
        f"{urls.EMBEDS}/{urls.HTACCESS}": f'Header always set Content-Security-Policy "{framed_policy(info)}"\n',
    }


def _nginx(info: SiteInfo, _: list[str]) -> dict[str, str]:
    """What goes into nginx's `http` part: the values that differ, as variables for the site's `location`."""
    root = re.escape(urls.root_path(info.base_url) or "/")
    return {
        urls.NGINX: (
            "map $uri $pathviz_csp {\n"
            f'    default "{page_policy(info)}";\n'
            f'    "~^{root}{urls.EMBEDS}/" "{framed_policy(info)}";\n'
            "}\n"
            "map $uri $pathviz_cache {\n"
            f'    default "{ASKED}";\n'
            f'    "~{_HASHED}" "{KEPT}";\n'
            "}\n"
        )
    }


_WRITERS: Final[Mapping[Host, Callable[[SiteInfo, list[str]], dict[str, str]]]] = {
    Host.NETLIFY: _listed,
    Host.CLOUDFLARE: _listed,
    Host.APACHE: _apache,
    Host.NGINX: _nginx,
}
