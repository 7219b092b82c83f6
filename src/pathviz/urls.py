"""Every address, id and anchor of the site is invented here, and nowhere else. Pure.

A page's *address* is the path of its file in the built site: `keski-suomi/index.html`. Links between
pages are relative and name `index.html`, so that a folder opened from disk works; the canonical
address and the sitemap use the folder form under the site's `base_url`. The default language stands
at the root, every other one under a folder of its own (`sv/keski-suomi/index.html`) with the same
names, so that an address can be told on the telephone whatever the language.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

INDEX: Final = "index.html"
NOT_FOUND: Final = "404.html"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
WORKER: Final = "sw.js"
STATEMENT: Final = "saavutettavuus"
"""The name of a publisher's accessibility statement: at the site's top, and under a municipality's own page."""

STATIC: Final = "static"
EMBEDS: Final = "upotus"
EMBED_SCRIPT: Final = "upotus.js"
TAKE: Final = "upota"
HEADERS: Final = "_headers"
HTACCESS: Final = ".htaccess"
NGINX: Final = "nginx-headers.conf"

RESERVED: Final = frozenset(
    {
        # what the site publishes at its top today
        "toimijat",
        "lait",
        "sanasto",
        "lahteet",
        STATEMENT,
        "ei-yhteytta",
        "virheet",
        "sivut",
        "verkostot",
        "peilaus",
        "kunnalle",
        "muoto",
        "palvelut",
        "vertailut",
        "perehdytys",
        EMBEDS,
        STATIC,
        # kept free for pages that the design knows of, so that no region's address has to change
        "haku",
        "kunnat",
        "tapaaminen",
        "files",
        "index",
        "404",
        # languages of Finland's public services, and English
        "fi",
        "sv",
        "en",
        "se",
        "smn",
        "sms",
        "ru",
        "uk",
        "ar",
        "so",
        "et",
    },
)
"""Names that the site itself uses at its top: no region may have one of these as its id."""


_PUBLIC: Final = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.~/-]*")


@dataclass(frozen=True, slots=True)
class Tree:
    """The addresses of one language; `prefix` is empty or the language's folder with its slash.

    >>> Tree("").path("keski-suomi", "kuty")
    'keski-suomi/kuty/index.html'
    >>> Tree("sv/").law("189/2001")
    'sv/lait/189-2001/index.html'
    """

    prefix: str

    @property
    def front(self) -> str:
        """The front page."""
        return self.prefix + INDEX

    def region(self, region: str) -> str:
        """A region's page."""
        return f"{self.prefix}{region}/{INDEX}"

    def path(self, region: str, path: str) -> str:
        """A service path's page."""
        return f"{self.prefix}{region}/{path}/{INDEX}"

    def municipality(self, region: str, municipality: str) -> str:
        """The page of a municipality of a region."""
        return self.path(region, municipality)

    def local(self, region: str, municipality: str, path: str) -> str:
        """The page of a municipality's version of a service path.

        >>> Tree("").local("keski-suomi", "jyvaskyla", "kuty")
        'keski-suomi/jyvaskyla/kuty/index.html'
        """
        return f"{self.prefix}{region}/{municipality}/{path}/{INDEX}"

    def embed(self, *page: str) -> str:
        """The page for frames of the service path's page, or of a municipality's version, whose folders are given.

        All of them stand in one folder at the site's top, so that a server can tell them by their address.

        >>> Tree("sv/").embed("keski-suomi", "kuty")
        'upotus/sv/keski-suomi/kuty/index.html'
        """
        return f"{EMBEDS}/{self.prefix}{'/'.join(page)}/{INDEX}"

    def actor(self, actor: str = "") -> str:
        """An actor's page, or the list of actors."""
        return self._catalogue("toimijat", actor)

    def law(self, number: str = "") -> str:
        """A statute's page by its number (`189/2001`), or the list of statutes."""
        return self._catalogue("lait", number.replace("/", "-"))

    def free(self, page: str) -> str:
        """A free page."""
        return self._catalogue("sivut", page)

    def network(self, network: str = "") -> str:
        """A network's page, or the list of networks."""
        return self._catalogue("verkostot", network)

    def comparison(self, comparison: str = "") -> str:
        """A comparison's page, or the list of comparisons."""
        return self._catalogue("vertailut", comparison)

    def track(self, track: str = "") -> str:
        """An onboarding track's page, or the list of tracks."""
        return self._catalogue("perehdytys", track)

    @property
    def services(self) -> str:
        """The list of generic services; a service is `service_anchor` on it."""
        return self._catalogue("palvelut")

    @property
    def glossary(self) -> str:
        """The glossary; a term is `term_anchor` on it."""
        return self._catalogue("sanasto")

    @property
    def terms(self) -> str:
        """The glossary's definitions for scripts, which look for them beside the glossary that a term links to."""
        return f"{self.prefix}sanasto/termit.js"

    @property
    def meeting(self) -> str:
        """The meeting's frame and words for scripts, which read them when a meeting or a sheet is asked for."""
        return f"{self.prefix}tapaaminen.js"

    @property
    def sources(self) -> str:
        """The list of sources."""
        return self._catalogue("lahteet")

    @property
    def accessibility(self) -> str:
        """The accessibility statement."""
        return self._catalogue(STATEMENT)

    def statement(self, region: str, municipality: str) -> str:
        """A municipality's own accessibility statement.

        >>> Tree("").statement("keski-suomi", "jyvaskyla")
        'keski-suomi/jyvaskyla/saavutettavuus/index.html'
        """
        return self.local(region, municipality, STATEMENT)

    @property
    def offline(self) -> str:
        """The page that is shown where there is no network."""
        return self._catalogue("ei-yhteytta")

    @property
    def mirror(self) -> str:
        """The report that holds the municipalities' versions against the regional frames."""
        return self._catalogue("peilaus")

    @property
    def faults(self) -> str:
        """The page that explains the fault codes; a code is its own anchor."""
        return self._catalogue("virheet")

    @property
    def format(self) -> str:
        """The page that explains what the text files hold; a part of a file is `format_anchor` on it."""
        return self._catalogue("kunnalle", "muoto")

    def _catalogue(self, name: str, item: str = "") -> str:
        return f"{self.prefix}{name}/{item}/{INDEX}" if item else f"{self.prefix}{name}/{INDEX}"


@cache
def tree(lang: str, default: str) -> Tree:
    """The addresses of `lang` in a site whose default language is `default`."""
    return Tree("" if lang == default else f"{lang}/")


def attachment(region: str, path: str, file: str) -> str:
    """Where an attachment (`files/kansi.jpg` in the path's folder) is published; one for all languages."""
    return f"{region}/{path}/{file}"


def page_attachment(file: str) -> str:
    """Where an attachment of the free pages (`files/lomake.pdf` in their folder) is published."""
    return f"sivut/{file}"


def theme_file(file: str) -> str:
    """Where a file of a publisher's theme is published: beside the pages of whose look it is part.

    >>> theme_file("content/files/logo.svg"), theme_file("regions/keski-suomi/jyvaskyla/files/logo.svg")
    ('files/logo.svg', 'keski-suomi/jyvaskyla/files/logo.svg')
    """
    return file.partition("/")[2]


def static(name: str) -> str:
    """Where a file of `templates/static/` is published, by its name there."""
    return f"{STATIC}/{name}"


def hashed(name: str, digest: str) -> str:
    """A file name that changes with its content, so that browsers may keep it for ever.

    >>> hashed("site.css", "0123456789abcdef")
    'site.01234567.css'
    """
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{digest[:8]}{dot}{suffix}"


def relative(page: str, target: str, anchor: str = "") -> str:
    """The link from one page to another, naming `index.html`, or to an anchor of the page itself.

    >>> relative("keski-suomi/kuty/index.html", "lait/189-2001/index.html")
    '../../lait/189-2001/index.html'
    >>> relative("index.html", "index.html", "alku")
    '#alku'
    """
    if page == target and anchor:
        return f"#{_quoted(anchor)}"
    if page.partition("/")[0] != target.partition("/")[0]:  # the two have no folder in common
        return upward(page.count("/"), target, anchor)
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return upward(len(here) - shared, "/".join(there[shared:]), anchor)


@lru_cache(maxsize=4096)
def upward(folders: int, target: str, anchor: str) -> str:
    """The link to what stands some folders higher: pages of a kind stand equally deep and lead to the same things."""
    return _quoted("../" * folders + target) + (f"#{_quoted(anchor)}" if anchor else "")


_ODD: Final = re.compile(r"[^\w (),:./~-]")


def encoded(text: str) -> str:
    r"""Percent-encoded where the fields of a mail's address need it; several times faster than `quote`.

    >>> encoded("Hei, Äiti/isä & co")
    'Hei,%20Äiti/isä%20%26%20co'
    """
    return _ODD.sub(lambda mark: _percent(mark[0]), text).replace(" ", "%20")


@cache
def _percent(mark: str) -> str:
    return quote(mark, safe="")


def _quoted(text: str) -> str:
    """Percent-encoded where needed; hardly ever, and pages have hundreds of links."""
    return text if _PLAIN.fullmatch(text) else quote(text)


def canonical(base_url: str, address: str, anchor: str = "") -> str:
    """The public address in its folder form, or nothing where the site's `base_url` is not known.

    >>> canonical("https://polut.example/", "lait/index.html")
    'https://polut.example/lait/'
    """
    if not base_url:
        return ""
    path = address.removesuffix(INDEX) if posixpath.basename(address) == INDEX else address
    return f"{base_url.rstrip('/')}/{quote(path)}" + (f"#{quote(anchor)}" if anchor else "")


def is_public(address: str) -> bool:
    """Whether a site can have this public address, to which the addresses of its pages are added.

    >>> is_public("https://kunta.example/polut"), is_public("https://kunta.example?a=b"), is_public("https://[::1")
    (True, False, False)
    """
    if not _PUBLIC.fullmatch(address) or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def root_path(base_url: str) -> str:
    """The path of the site's root on its server, with both slashes; empty where it is not known.

    A page that the server shows at any address (404) links from there, not relatively.

    >>> root_path("https://kunta.example/polut")
    '/polut/'
    """
    if not base_url:
        return ""
    return quote(urlsplit(base_url).path.strip("/")).join(("/", "/")).replace("//", "/")


def absolute(root: str, target: str, anchor: str = "") -> str:
    """The link to a page from the server's root: for pages that are shown at any address."""
    path = target.removesuffix(INDEX) if posixpath.basename(target) == INDEX else target
    return root + quote(path) + (f"#{quote(anchor)}" if anchor else "")


def step_anchor(step: str) -> str:
    """The stable anchor of a step on its path's page."""
    return f"vaihe-{step}"


def term_anchor(term: str) -> str:
    """The anchor of a term on the glossary's page."""
    return f"termi-{term}"


def service_anchor(service: str) -> str:
    """The anchor of a generic service on their page."""
    return f"palvelu-{service}"


def format_anchor(part: str) -> str:
    """The anchor of a part of a file on the page of the format."""
    return f"muoto-{part}"


def journey_anchor(journey: str) -> str:
    """The anchor of an example client on a path's page."""
    return f"esimerkki-{journey}"


@lru_cache(maxsize=4096)
def section_anchor(section: str) -> str:
    """The anchor of a section of a statute, as it is cited.

    >>> section_anchor("27 d § 1 mom.")
    'pykala-27-d-1-mom'
    """
    return "pykala-" + re.sub(r"[^a-z0-9]+", "-", section.lower().replace("ä", "a").replace("ö", "o")).strip("-")


def mail(address: str, subject: str = "", body: str = "") -> str:
    """A link that opens a mail with its subject and text filled in; lines are parted by a newline.

    >>> mail("a@b.fi", "Vaihe 1", "Hei")
    'mailto:a@b.fi?subject=Vaihe%201&body=Hei'
    """
    fields = [
        f"{name}={encoded(text.replace(chr(10), chr(13) + chr(10)))}"
        for name, text in (("subject", subject), ("body", body))
        if text
    ]
    return f"mailto:{quote(address, safe='@+')}" + (f"?{'&'.join(fields)}" if fields else "")
