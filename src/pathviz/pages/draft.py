"""A page while it is being made: its language, its links, and the texts that go on it.

Texts leave here as `Markup`: escaped, with soft hyphens where they stand in headings and cards, and
wrapped in an element with the right `lang` where the text fell back to another language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from pathviz import urls
from pathviz.i18n import Strings
from pathviz.localising import LocalPath
from pathviz.model import Entity, Markdown, PathKey, RolePart, ServicePath, Site, Step
from pathviz.outline import Heading
from pathviz.pages.assets import PAGES
from pathviz.pages.escaping import escape, escape_text, marked
from pathviz.pages.hyphens import LONGEST_WHOLE, bound, hyphenate
from pathviz.pages.index import SiteIndex, lang_of_file
from pathviz.pages.spec import Context, PageSpec
from pathviz.pages.viewclass import viewclass
from pathviz.targets import LinkTarget, link_target

NO_TEXT = Markup()
# The link to the very page of a municipality's version: its steps are reached by their anchors alone.
_HERE = "index.html"


@viewclass
class Link:
    """A link with its words; `hreflang` is set where it leads to a page in another language."""

    href: str
    text: Markup | str
    hreflang: str = ""


@viewclass
class Day:
    """A date as it is read, and as machines read it."""

    text: str
    iso: str


@viewclass
class LawView:
    """A statute as it is cited, with its name and whether it is yet to be checked."""

    href: str
    text: str
    name: Markup
    uncertain: bool


@viewclass
class PartyView:
    """An actor who has parts in the steps of a page: its link, and whether it is the client.

    `lane` is where it stands, if it matters to who reads a sheet: with the client, or behind what the client sees.
    """

    id: str
    link: Link
    lane: str
    is_client: bool


@viewclass
class DutyView:
    """An actor and its parts in a step, as (glyph, word)."""

    who: PartyView
    parts: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Common:
    """What a page says in place after place, and other pages that stand equally deep too: looked up once."""

    actors: dict[str, Link] = field(default_factory=dict)
    glyphs: dict[tuple[RolePart, ...], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    duties: dict[tuple[str, tuple[RolePart, ...]], DutyView] = field(default_factory=dict)
    laws: dict[str, LawView] = field(default_factory=dict)
    _made: dict[int, tuple[object, Markup]] = field(default_factory=dict)

    def once(self, macro: Callable[[object], Markup], view: object) -> Markup:
        """What a macro makes of one of these views, which no other macro is given."""
        found = self._made.get(id(view))
        if found is None:
            # While the view is kept, no other has its identity.
            found = self._made[id(view)] = view, macro(view)
        return found[1]


@dataclass(slots=True)
class Draft:
    """One page under way.

    `fell_back` grows with the languages of texts that are not translated; `has_terms` tells whether a
    term of the glossary is marked.
    """

    context: Context
    spec: PageSpec
    address: str
    common: Common = field(default_factory=Common)
    site: Site = field(init=False)
    index: SiteIndex = field(init=False)
    words: Strings = field(init=False)
    lang: str = field(init=False)
    tree: urls.Tree = field(init=False)
    root: str = ""
    fell_back: set[str] = field(default_factory=set)
    has_terms: bool = False
    _is_default: bool = field(init=False)
    _top: str = field(init=False)
    _depth: int = field(init=False)
    _langs: dict[str, str] = field(default_factory=dict)
    _paths: dict[PathKey, tuple[str, str]] = field(default_factory=dict)
    _regions: dict[str, Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lang = self.spec.lang
        # Files of the default language have no language in their names: nothing on its pages can have fallen back.
        self._is_default = self.lang == self.context.default_lang
        self.site = self.context.sites[self.lang]
        self.index = self.context.indexes[self.lang]
        self.words = self.context.strings[self.lang]
        self.tree = urls.tree(self.lang, self.context.default_lang)
        self._top = self.address.partition("/")[0]
        self._depth = self.address.count("/")

    # ---------------------------------------------------------------- texts

    def text(self, entity: Entity, key: str, value: str) -> Markup:
        """An author's text as it goes on the page; `key` is the key it was written under."""
        if not value:
            return NO_TEXT
        if "§" in value:  # in few of a page's hundreds of texts
            value = bound(value)
        if self._is_default:
            return marked(Markup, escape_text(value))  # `escape`, but for a call and a question for each text
        lang = self.lang_of(entity, key)
        return escape(value) if lang == self.lang else self._foreign(lang, value)

    def heading(self, entity: Entity, key: str, value: str, longest: int = LONGEST_WHOLE) -> Markup:
        """The same for headings and cards: long words get soft hyphens."""
        if not value:
            return NO_TEXT
        lang = self.lang if self._is_default else self.lang_of(entity, key)
        shown = hyphenate(value, lang, longest)
        return escape(shown) if lang == self.lang else self._foreign(lang, shown)

    def texts(self, entity: Entity, key: str, values: tuple[str, ...]) -> tuple[Markup, ...]:
        """A list of texts, which a language layer replaces as a whole."""
        return tuple([self.text(entity, key, value) for value in values]) if values else ()

    def lang_of(self, entity: Entity, key: str) -> str:
        """The language in which a key's text is written: that of the file it stands in."""
        return self._file_lang(entity.place(key).file)

    def running(self, entity: Entity, key: str, value: str, seen: set[str]) -> Markup:
        """The same for running text: terms of the glossary lead there, but for those `seen` already."""
        html = self.text(entity, key, value)
        finders = self.index.terms
        if not html or not finders:
            return html
        lang = self.lang if self._is_default else self.lang_of(entity, key)
        # A text has no tag before its first word, as a paragraph of Markdown has.
        return Markup(self._with_terms(f">{html}", lang, seen)[1:]) if lang in finders else html  # noqa: S704

    def prose(
        self,
        markdown: Markdown,
        *,
        level: int,
        prefix: str = "",
        path: ServicePath | None = None,
        seen: set[str] | None = None,
    ) -> tuple[Markup, Sequence[Heading]]:
        """A Markdown text and its headings; the topmost is of `level`, links start from `path`.

        A term of the glossary leads there where it is first used, unless it is in `seen`, which grows.
        """
        lang = self._file_lang(markdown.at.file)
        found = self.context.prose(markdown, level=level, prefix=prefix)
        resolved = found.resolved(lambda written: self.resolve(written, path, prefix))
        marked = self._with_terms(bound(_on_one_line(resolved)), lang, set() if seen is None else seen)
        html = Markup(marked)  # noqa: S704 (sanitised by prose)
        if lang == self.lang:
            return html, found.headings
        self.fell_back.add(lang)
        return Markup('<div lang="{}">{}</div>').format(lang, html), found.headings

    def date(self, day: dt.date | None) -> Day | None:
        """A date for the page, where there is one."""
        return _day(self.words, day) if day else None

    def _with_terms(self, html: str, lang: str, seen: set[str]) -> str:
        finder = self.index.terms.get(lang)
        if finder is None:
            return html
        before = len(seen)
        marked = finder.marked(html, seen, self._term_tag)
        self.has_terms = self.has_terms or len(seen) > before
        return marked

    def _term_tag(self, term: str) -> str:
        return f'<a class="tm" href="{escape(self.href(self.tree.glossary, urls.term_anchor(term)))}">'

    def _file_lang(self, file: str) -> str:
        known = self._langs.get(file)
        if known is None:
            known = self._langs[file] = lang_of_file(file, tuple(self.context.sites))
        return known

    def _foreign(self, lang: str, value: str) -> Markup:
        self.fell_back.add(lang)
        return Markup(f'<span lang="{lang}">{escape(value)}</span>')  # noqa: S704 (escaped; a language is an id)

    # ---------------------------------------------------------------- links

    def href(self, target: str, anchor: str = "") -> str:
        """A link from this page to another page's address."""
        if self.root:
            return urls.absolute(self.root, target, anchor)
        if target.startswith(self._top):
            return urls.relative(self.address, target, anchor)
        return urls.upward(self._depth, target, anchor)

    def static(self, name: str) -> str:
        """A link to a file of `templates/static/`."""
        return self.href(self.context.assets[name])

    def font_ahead(self) -> str:
        """The font that the page asks for along with its style sheets, so that no line moves when the font comes late.

        Empty for a site without a public address: it is read from a disk, where browsers refuse to fetch a font ahead
        and say so.
        """
        return self.static("fonts/inter.woff2") if self.site.info.base_url else ""

    def region_tree(self, region: str) -> tuple[urls.Tree, str]:
        """The addresses in which a region's pages are read from here, and their language if another."""
        lang = self.index.lang_of(region, self.lang)
        return urls.tree(lang, self.context.default_lang), "" if lang == self.lang else lang

    def region_link(self, region: str) -> Link:
        """A link to a region's page, by its name; lists of paths ask for one many times."""
        link = self._regions.get(region)
        if link is None:
            found = self.site.regions[region]
            tree, hreflang = self.region_tree(region)
            name = self.heading(found, "name", found.name)
            link = self._regions[region] = Link(self.href(tree.region(region)), name, hreflang)
        return link

    def version(self, key: PathKey, step: str = "") -> ServicePath:
        """The version of a path to which this page leads: the same municipality's, where it has one with the step."""
        local = self._local(key)
        if local is not None and (not step or any(each.id == step for each in local.path.steps)):
            return local.path
        return self.site.paths[key]

    def _local(self, key: PathKey) -> LocalPath | None:
        """The version of a path that the municipality has whose page this is."""
        if self.spec.kind not in ("local", "municipality"):
            return None
        return self.context.locals.get(self.lang, {}).get((key[0], self.spec.key[1], key[1]))

    def path_link(self, key: PathKey, step: str = "") -> Link:
        """A link to a service path, by its title, or to a step of it, by the step's title."""
        path = self.site.paths[key]
        if step:
            return self.step_link(key, next(s for s in path.steps if s.id == step))
        href, hreflang = self._path_href(key)
        about = path.description
        return Link(href, self.heading(about, "title", about.title), hreflang)

    def step_link(self, key: PathKey, step: Step) -> Link:
        """A link to a step of a path, by the step's title."""
        href, hreflang = self._path_href(key)
        own = (self.spec.kind == "path" and self.spec.key == key) or (self.spec.kind == "local" and href == _HERE)
        anchor = f"{'' if own else href}#{urls.step_anchor(step.id)}"
        return Link(anchor, self.heading(step, "title", step.title), hreflang)

    def _path_href(self, key: PathKey) -> tuple[str, str]:
        """A path's address from here, and its language if another; catalogues ask for one many times."""
        found = self._paths.get(key)
        if found is None:
            address, hreflang = self._path_address(key)
            found = self._paths[key] = self.href(address), hreflang
        return found

    def _path_address(self, key: PathKey) -> tuple[str, str]:
        tree, hreflang = self.region_tree(key[0])
        local = self._local(key)
        return tree.local(*local.layer.key) if local is not None else tree.path(*key), hreflang

    def actor_link(self, actor: str) -> Link:
        """A link to an actor's page, by name."""
        link = self.common.actors.get(actor)
        if link is None:
            found = self.site.actors[actor]
            link = Link(self.href(self.tree.actor(actor)), self.text(found, "name", found.name))
            self.common.actors[actor] = link
        return link

    def resolve(self, written: str, path: ServicePath | None = None, prefix: str = "") -> str | None:
        """The link for an address as authors write it (see `targets`), or `None` if it names nothing.

        `prefix` is what the anchors of the text's own headings begin with.
        """
        found = link_target(self.site, written, path)
        if found is None:
            return None
        match found:
            case LinkTarget("here", _, part):
                # What a municipality leaves out keeps its anchor where the page tells of it.
                steps = (*path.steps, *self.site.paths.get(path.key, path).steps) if path is not None else ()
                is_step = any(step.id == part for step in steps)
                return f"#{urls.step_anchor(part) if is_step else prefix + part}"
            case LinkTarget("file", (name,)):
                return self._file_link(name, path)
            case LinkTarget("path", (region, name), step):
                address, _ = self._path_address((region, name))
                return self.href(address, urls.step_anchor(step) if step else "")
            case LinkTarget("region" | "municipality" | "local", (region, *_), step):
                return self.href(self.place(found), urls.step_anchor(step) if step else "")
            case LinkTarget(kind, key, part):
                return self.href(self.catalogue(kind, *key), _anchor_in(kind, part))

    def place(self, target: LinkTarget) -> str:
        """The address of a region, of a municipality or of its version of a path."""
        tree, _ = self.region_tree(target.key[0])
        of_one: dict[str, Callable[..., str]] = {
            "region": tree.region,
            "municipality": tree.municipality,
            "local": tree.local,
        }
        return of_one[target.kind](*target.key)

    def catalogue(self, kind: str, key: str = "") -> str:
        """The address of a catalogue, or of one thing in it, by the kind of its `LinkTarget`."""
        tree = self.tree
        of_one: dict[str, Callable[[str], str]] = {
            "actor": tree.actor,
            "law": tree.law,
            "free": tree.free,
            "network": tree.network,
            "comparison": tree.comparison,
            "track": tree.track,
        }
        if kind in of_one:
            return of_one[kind](key)
        if kind == "format":
            return urls.tree(self.context.default_lang, self.context.default_lang).format
        of_all = {
            "glossary": tree.glossary,
            "services": tree.services,
            "sources": tree.sources,
            "mirror": tree.mirror,
        }
        return of_all.get(kind, tree.accessibility)

    def _file_link(self, name: str, path: ServicePath | None) -> str:
        if path is None:
            return self.href(urls.page_attachment(name.removeprefix(f"{PAGES}/")))
        return self.href(urls.attachment(path.region, path.id, name.removeprefix(f"{path.folder}/")))


@lru_cache(maxsize=1024)
def _day(words: Strings, day: dt.date) -> Day:
    """A date as pages in a language show it: the days on which a site was worked on are few."""
    return Day(words.date(day), day.isoformat())


def _on_one_line(html: str) -> str:
    """A text as it is read: a line of its file ends anywhere; only what is preformatted keeps its lines."""
    return html if "<pre" in html else html.replace("\n", " ")


def _anchor_in(kind: str, part: str) -> str:
    """The anchor of a part of a catalogue's page."""
    anchors = {"glossary": urls.term_anchor, "services": urls.service_anchor}
    return anchors[kind](part) if part and kind in anchors else part
