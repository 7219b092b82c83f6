"""A page while it is being made: its language, its links, and the texts that go on it.

Texts leave here as `Markup`: escaped, with soft hyphens where they stand in headings and cards, and
wrapped in an element with the right `lang` where the text fell back to another language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from pathviz import urls
from pathviz.i18n import Strings
from pathviz.model import Entity, Markdown, ServicePath, Site
from pathviz.pages.hyphens import LONGEST_WHOLE, hyphenate
from pathviz.pages.index import PathKey, SiteIndex
from pathviz.pages.spec import Context, Heading, PageSpec

NO_TEXT = Markup()


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `hreflang` is set where it leads to a page in another language."""

    href: str
    text: Markup | str
    hreflang: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is read, and as machines read it."""

    text: str
    iso: str


@dataclass(slots=True)
class Draft:
    """One page under way. `fell_back` grows with the languages of texts that are not translated."""

    context: Context
    spec: PageSpec
    address: str
    site: Site = field(init=False)
    index: SiteIndex = field(init=False)
    words: Strings = field(init=False)
    lang: str = field(init=False)
    tree: urls.Tree = field(init=False)
    root: str = ""
    fell_back: set[str] = field(default_factory=set)
    _langs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lang = self.spec.lang
        self.site = self.context.sites[self.lang]
        self.index = self.context.indexes[self.lang]
        self.words = self.context.strings[self.lang]
        self.tree = urls.tree(self.lang, self.context.default_lang)

    # ---------------------------------------------------------------- texts

    def text(self, entity: Entity, key: str, value: str) -> Markup:
        """An author's text as it goes on the page; `key` is the key it was written under."""
        if not value:
            return NO_TEXT
        lang = self.lang_of(entity, key)
        return escape(value) if lang == self.lang else self._foreign(lang, value)

    def heading(self, entity: Entity, key: str, value: str, longest: int = LONGEST_WHOLE) -> Markup:
        """The same for headings and cards: long words get soft hyphens."""
        if not value:
            return NO_TEXT
        lang = self.lang_of(entity, key)
        shown = hyphenate(value, lang, longest)
        return escape(shown) if lang == self.lang else self._foreign(lang, shown)

    def texts(self, entity: Entity, key: str, values: tuple[str, ...]) -> tuple[Markup, ...]:
        """A list of texts, which a language layer replaces as a whole."""
        return tuple(self.text(entity, key, value) for value in values)

    def lang_of(self, entity: Entity, key: str) -> str:
        """The language in which a key's text is written: that of the file it stands in."""
        return self._file_lang(entity.place(key).file)

    def prose(
        self, markdown: Markdown, *, level: int, prefix: str = "", path: ServicePath | None = None
    ) -> tuple[Markup, Sequence[Heading]]:
        """A Markdown text and its headings; the topmost is of `level`, links start from `path`."""
        lang = self._file_lang(markdown.at.file)
        found = self.context.prose(markdown, level=level, prefix=prefix)
        html = Markup(found.resolved(lambda written: self.resolve(written, path)))  # noqa: S704  sanitised by prose
        if lang == self.lang:
            return html, found.headings
        self.fell_back.add(lang)
        return Markup('<div lang="{}">{}</div>').format(lang, html), found.headings

    def date(self, day: dt.date | None) -> Day | None:
        """A date for the page, where there is one."""
        return Day(self.words.date(day), day.isoformat()) if day else None

    def _file_lang(self, file: str) -> str:
        known = self._langs.get(file)
        if known is None:
            suffixes = file.rpartition("/")[2].split(".")
            named = suffixes[-2] if len(suffixes) > 2 else ""
            known = named if named in self.context.sites else self.context.default_lang
            self._langs[file] = known
        return known

    def _foreign(self, lang: str, value: str) -> Markup:
        self.fell_back.add(lang)
        return Markup('<span lang="{}">{}</span>').format(lang, value)

    # ---------------------------------------------------------------- links

    def href(self, target: str, anchor: str = "") -> str:
        """A link from this page to another page's address."""
        if self.root:
            return urls.absolute(self.root, target, anchor)
        return urls.relative(self.address, target, anchor)

    def static(self, name: str) -> str:
        """A link to a file of `templates/static/`."""
        return self.href(self.context.assets[name])

    def region_tree(self, region: str) -> tuple[urls.Tree, str]:
        """The addresses in which a region's pages are read from here, and their language if another."""
        lang = self.index.lang_of(region, self.lang)
        return urls.tree(lang, self.context.default_lang), "" if lang == self.lang else lang

    def region_link(self, region: str) -> Link:
        """A link to a region's page, by its name."""
        found = self.site.regions.get(region)
        tree, hreflang = self.region_tree(region)
        name = self.heading(found, "name", found.name) if found else Markup(escape(region))
        return Link(self.href(tree.region(region)), name, hreflang)

    def path_link(self, key: PathKey, step: str = "") -> Link:
        """A link to a service path, by its title, or to a step of it, by the step's title."""
        path = self.site.paths[key]
        tree, hreflang = self.region_tree(key[0])
        address = tree.path(*key)
        if step:
            found = next(s for s in path.steps if s.id == step)
            anchor = urls.step_anchor(step)
            return Link(self.href(address, anchor), self.heading(found, "title", found.title), hreflang)
        about = path.description
        return Link(self.href(address), self.heading(about, "title", about.title), hreflang)

    def actor_link(self, actor: str) -> Link:
        """A link to an actor's page, by name."""
        found = self.site.actors[actor]
        return Link(self.href(self.tree.actor(actor)), self.text(found, "name", found.name))

    def resolve(self, written: str, path: ServicePath | None = None) -> str | None:
        """The link for an address that an author wrote in Markdown, or `None` if it names nothing.

        `files/…` and `#vaihe-…` are of the path itself; `alue/polku` (and `#vaihe`), `toimijat/…`,
        `lait/…`, `sivut/…`, `sanasto#…` and a region's id are pages of the site.
        """
        target, _, anchor = written.partition("#")
        if not target:
            return written if anchor else None
        if target.startswith("files/"):
            return self._file_link(target, path)
        address = self._known_address(target.strip("/"))
        if address is None:
            return None
        if target.count("/") == 1 and anchor and not anchor.startswith("vaihe-"):
            key = (target.partition("/")[0], target.partition("/")[2])
            steps = self.site.paths[key].steps if key in self.site.paths else ()
            if any(step.id == anchor for step in steps):
                anchor = urls.step_anchor(anchor)
        if target.strip("/") == "sanasto" and anchor in self.site.terms:
            anchor = urls.term_anchor(anchor)
        return self.href(address, anchor)

    def _file_link(self, file: str, path: ServicePath | None) -> str | None:
        if path is None or f"{path.folder}/{file}" not in self.site.files:
            return None
        return self.href(urls.attachment(path.region, path.id, file))

    def _known_address(self, target: str) -> str | None:
        first, _, rest = target.partition("/")
        site = self.site
        if first in site.regions and (not rest or (first, rest) in site.paths):
            tree, _ = self.region_tree(first)
            return tree.path(first, rest) if rest else tree.region(first)
        if first == "toimijat" and (not rest or rest in site.actors):
            return self.tree.actor(rest)
        if first == "lait" and (not rest or self._law_number(rest)):
            return self.tree.law(self._law_number(rest))
        if first == "sivut" and rest in site.pages:
            return self.tree.free(rest)
        return {
            "sanasto": self.tree.glossary,
            "lahteet": self.tree.sources,
            "saavutettavuus": self.tree.accessibility,
        }.get(target)

    def _law_number(self, written: str) -> str:
        number = written.replace("-", "/")
        return number if number in self.site.laws else ""
