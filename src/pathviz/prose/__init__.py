"""Markdown to safe HTML, in two parts: read once, then give each page its own addresses.

`read` renders and sanitises a text and lists its links with their places, so that checks can follow
them; `Prose.resolved` puts in the addresses as one page sees them. The Markdown and the sanitiser
are used here alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from typing import Final

import nh3

from pathviz.model import Markdown
from pathviz.model.frozen import entity
from pathviz.outline import TOP_LEVEL, Heading, Outline
from pathviz.problems import Location, Place
from pathviz.prose.machine import OWN, SCHEME, converter
from pathviz.source import place_within

OUTSIDE: Final = frozenset({"http", "https", "mailto", "tel"})
_TAGS: Final = {
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr", "br", "pre"),
    *("a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span"),
    *("strong", "sub", "sup", "time", "img", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES: Final = {
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "abbr": {"title"},
    "*": {"lang"},
}
_OWN_HEADINGS: Final = frozenset(f"{OWN}h{n}" for n in range(2, 7))
_KNOWN: Final = _TAGS | _OWN_HEADINGS
_TOKEN: Final = re.compile(rf"{SCHEME}:([0-9]{{1,6}})")
_ATTRIBUTE: Final = re.compile(rf' (href|src)="{SCHEME}:([0-9]{{1,6}})"')
_HEADING_TAG: Final = re.compile(r'<(/?)h([2-6])(?: id="([^"]*)")?')
_SCHEME_OF: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Headings and paragraphs, whole; all else is the last group. A space at a line's end can be a line break.
_BLOCKS: Final = re.compile(r"(#{1,6}) +([^\n]*+(?<! ))\n+|((?:[^\W\d_][^\n]*+(?<! )\n)+)\n*|(.+)", re.DOTALL)
# The marks of Markdown and HTML, and what is written in another way, such as a no-break space. Each is looked for in
# the whole text, which takes less than a look at each letter.
_MARKS: Final = "`\\[]<>*_&" + "".join(map(chr, (*range(10), *range(11, 32), *range(127, 161), 0x2028, 0x2029)))
_RAW_TAG: Final = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)>")
_RAW_ADDRESS: Final = re.compile(r"\s(?:href|src)\s*=\s*[\"']?\s*([a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_HANDLER: Final = re.compile(r"\s(on[a-z]+|style)\s*=", re.IGNORECASE)


def scheme_of(address: str) -> str:
    """The scheme of an address in small letters, or nothing; no address is too broken to ask.

    >>> scheme_of("JavaScript:alert(1)"), scheme_of("keski-suomi/kuty")
    ('javascript', '')
    """
    found = _SCHEME_OF.match(re.sub(r"[\x00-\x20\x7f]", "", address))
    return found[1].lower() if found else ""


@entity(frozen=True)
class Link:
    """A link or picture as it was written: `target` without change, and where."""

    target: str
    at: Location
    is_image: bool = False
    alt: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it leaves the site, by an allowed scheme."""
        return scheme_of(self.target) in OUTSIDE


@entity(frozen=True)
class Prose:
    """Safe HTML whose inner addresses are tokens, with its headings and links.

    `removed` names the tags and attributes that the sanitiser took out, so that an author is told;
    `prefix` is what the headings' anchors begin with.
    """

    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    removed: tuple[str, ...] = ()
    prefix: str = ""

    def resolved(self, resolve: Callable[[str], str | None]) -> str:
        """The HTML with each inner address as `resolve` gives it; without an address the words stay.

        `resolve` gets the address as written and gives the page's own, or None where it leads nowhere.
        A heading of the same text is found here, whatever its anchor's prefix.
        """
        own = {f"#{heading.id.removeprefix(self.prefix)}": f"#{heading.id}" for heading in self.headings}

        def put(match: re.Match[str]) -> str:
            if int(match[2]) >= len(self.links):
                return match[0]  # somebody's words that look like a token
            target = self.links[int(match[2])].target
            address = own.get(target) or resolve(target)
            return f' {match[1]}="{html.escape(address, quote=True)}"' if address else ""

        return _ATTRIBUTE.sub(put, self.html) if self.links else self.html

    def placed(self, level: int, prefix: str) -> Prose:
        """The same text where its topmost heading has `level` and its anchors begin with `prefix`."""
        if not self.headings:
            return self
        shift = level - TOP_LEVEL

        def put(match: re.Match[str]) -> str:
            anchor = f' id="{prefix}{match[3]}"' if match[3] else ""
            return f"<{match[1]}h{min(int(match[2]) + shift, 6)}{anchor}"

        headings = tuple(
            Heading(prefix + heading.id, heading.title, min(heading.level + shift, 6)) for heading in self.headings
        )
        return replace(self, html=_HEADING_TAG.sub(put, self.html), headings=headings, prefix=prefix)


# A text is read to check it and again to print it; each process remembers what it has read.
_READ: dict[tuple[str, Place], Prose] = {}


def read(source: Markdown, *, level: int = TOP_LEVEL, prefix: str = "") -> Prose:
    """Safe HTML of a Markdown text whose topmost heading gets `level`, anchors beginning with `prefix`."""
    key = (source.text, source.where)
    found = _READ.get(key)
    if found is None:
        found = _READ[key] = _read(source)
    return found if level == TOP_LEVEL and not prefix else found.placed(level, prefix)


def remember(texts: Iterable[tuple[Markdown, Prose]]) -> None:
    """Take in texts that another process has read."""
    for source, text in texts:
        _READ[source.text, source.where] = text


def _read(source: Markdown) -> Prose:
    return _read_words(source.text) or _read_markdown(source)


def _read_words(text: str) -> Prose | None:
    """A text without any mark-up but headings, as Markdown and the sanitiser would give it; None for other texts."""
    if any(map(text.__contains__, _MARKS)):
        return None
    blocks = _BLOCKS.findall(text.strip("\n") + "\n")
    outline = Outline([len(marks) for marks, _, _, _ in blocks if marks])
    written = []
    for marks, title, paragraph, other in blocks:
        if other or "#" in title or "#" in paragraph:
            return None
        if marks:
            heading = outline.add(len(marks), " ".join(title.split()))
            written.append(f'<h{heading.level} id="{heading.id}">{title}</h{heading.level}>')
        else:
            written.append(f"<p>{paragraph[:-1]}</p>")
    return Prose("\n".join(written), tuple(outline.headings), ())


def _read_markdown(source: Markdown) -> Prose:
    md, collector = converter()
    collector.begin()
    md.reset()
    try:
        raw = md.convert(source.text)
    except RecursionError:  # hundreds of lists in one another; nobody means that, but the words stay
        converter.cache_clear()  # it would take the next text for a part of the innermost list
        collector.begin()
        raw = f"<pre>{html.escape(source.text)}</pre>"
    found = collector.found
    written = len(found)
    clean = nh3.clean(
        raw,
        tags=_KNOWN,
        clean_content_tags={"script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math"},
        attributes=_ATTRIBUTES | {heading: {"id"} for heading in _OWN_HEADINGS},
        url_schemes={SCHEME, *OUTSIDE},
        link_rel=None,
        attribute_filter=partial(_tokens_for_raw, found),
    )
    clean = clean.replace(f"<{OWN}", "<").replace(f"</{OWN}", "</")
    if len(found) > written:
        alts = _alternatives(clean)
        found = [(target, is_image, alts.get(i, alt)) for i, (target, is_image, alt) in enumerate(found)]
    links = tuple(_located(source, found))
    return Prose(_outside_links(clean, links), tuple(collector.headings), links, _removed(raw))


def _tokens_for_raw(found: list[tuple[str, bool, str]], tag: str, attribute: str, value: str) -> str | None:
    """Takes the addresses of raw HTML out too, so that no way of writing one goes unchecked."""
    if (tag, attribute) not in (("img", "src"), ("a", "href")):
        return value
    if match := _TOKEN.fullmatch(value):
        return value if int(match[1]) < len(found) else None
    found.append((value, tag == "img", ""))
    return f"{SCHEME}:{len(found) - 1}"


def _alternatives(clean: str) -> dict[int, str]:
    """The text alternative of each picture by the number of its token, for pictures in raw HTML."""
    found: dict[int, str] = {}

    class Pictures(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            if tag == "img" and (match := _TOKEN.fullmatch(values.get("src") or "")):
                found[int(match[1])] = values.get("alt") or ""

    Pictures().feed(clean)
    return found


def _removed(raw: str) -> tuple[str, ...]:
    gone: dict[str, None] = {}
    for tag, attributes in dict.fromkeys(_RAW_TAG.findall(raw)):  # most are alike
        if tag.lower() not in _KNOWN:
            gone[f"<{tag.lower()}>"] = None
        for scheme in _RAW_ADDRESS.findall(attributes):
            if scheme.lower().rstrip(":") not in OUTSIDE | {SCHEME}:
                gone[scheme.lower()] = None
        for handler in _HANDLER.findall(attributes):
            gone[handler.lower()] = None
    return tuple(gone)


def _outside_links(clean: str, links: tuple[Link, ...]) -> str:
    """Puts back the addresses that leave the site; they are the same on every page."""

    def put(match: re.Match[str]) -> str:
        if int(match[2]) >= len(links):
            return match[0]
        link = links[int(match[2])]
        if not link.is_outside or link.is_image or match[1] != "href":
            return match[0]
        return f' href="{html.escape(link.target, quote=True)}"'

    return _ATTRIBUTE.sub(put, clean)


def _located(source: Markdown, found: list[tuple[str, bool, str]]) -> list[Link]:
    """Each link with the place of its address in the text; a repeated one is looked for further on."""
    links: list[Link] = []
    after: dict[str, int] = {}
    for target, is_image, alt in found:
        index = _written(source.text, target, after.get(target, 0))
        if index < 0:
            index = _written(source.text, target)
        if index >= 0:
            after[target] = index + len(target)
        else:
            index = source.text.find(target)
        links.append(Link(target, place_in(source, index) if index >= 0 else source.at, is_image, alt))
    return links


def _written(text: str, target: str, start: int = 0) -> int:
    """Where an address stands as one: in `[words](target)`, `[name]: target`, `<target>` or `href="target"`; or -1."""
    index = text.find(target, start)
    while index >= 0:
        before, following = text[:index], text[index + len(target) : index + len(target) + 1]
        if not following.strip().strip(")>\"'") and _opens_address(before):
            return index
        index = text.find(target, index + 1)
    return -1


def _opens_address(text: str) -> bool:
    """Whether an address may follow a text."""
    if text.endswith(('"', "'")):
        return text[:-1].rstrip().endswith("=")
    return text.endswith("<") or text.rstrip().endswith(("](", "]:", "="))


def place_in(source: Markdown, index: int) -> Location:
    """The place in its file of a character of a text."""
    return place_within(source.text, index, source.at)
